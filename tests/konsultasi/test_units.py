"""Units and who works for them, tags of many inputs, proposals that were passed over."""

import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from audit.models import Entry
from konsultasi import queries, services
from konsultasi.models import Consultation, Input, Member, PassedOver, Unit
from notifications.models import Notification
from tests.conftest import DISTRICT
from tests.konsultasi.test_desk import enter
from tests.konsultasi.test_pages import own_queries

CAST = ["ani", "budi", "citra", "dewi", "eko", "fajar", "gita", "hadi", "indra", "joko"]
ALIKE = ["Tempat sampah umum di pasar kurang satu.", "Tempat sampah umum di pasar kurang dua."]


@pytest.fixture
def unit(draft: Consultation) -> Unit:
    return Unit.objects.create(name="Seksi Pembangunan", region_id=DISTRICT)


@pytest.fixture
def alike(draft: Consultation, ani: Any, budi: Any) -> list[Input]:
    people = (ani, budi)
    return [
        services.submit_input(by=by, consultation=draft, kind="saran", body=body)
        for by, body in zip(people, ALIKE, strict=True)
    ]


@pytest.mark.parametrize("who", CAST)
def test_only_the_office_keeps_units_tags_and_passes_over(
    unit: Unit, alike: list[Input], draft: Consultation, who: str, request: Any
) -> None:
    person = request.getfixturevalue(who)
    deeds: list[Any] = [
        lambda: services.keep_unit(by=person, unit=unit, name="Seksi Baru", active=True, members=[]),
        lambda: services.tag_inputs(by=person, inputs=alike, add=["pasar"]),
        lambda: services.pass_over(by=person, consultation=draft, inputs=alike),
    ]
    for deed in deeds:
        if who in ("joko", "hadi"):
            deed()
        else:
            with pytest.raises(PermissionDenied):
                deed()
    assert Entry.objects.filter(verb__in=["keep_unit", "tag_input", "pass_over"]).count() == (
        4 if who in ("joko", "hadi") else 0
    )


def test_members_hear_of_their_work_and_find_it(
    unit: Unit, alike: list[Input], draft: Consultation, joko: Any, hadi: Any, client: Any
) -> None:
    services.keep_unit(by=hadi, unit=unit, name=unit.name, active=True, members=[joko, hadi])
    services.assign_inputs(by=hadi, inputs=alike[:1], unit=unit)
    told = Notification.objects.get(kind="unit_diserahi")
    assert (told.user, told.url) == (joko, alike[0].desk_url())
    assert told.text == "Seksi Pembangunan diminta menyiapkan jawaban masukan nomor 1, Pengelolaan Sampah Rumah Tangga"
    page = enter(client, joko).get(reverse("konsultasi:desk") + "?unit=saya").content.decode()
    assert "nomor 1</a>" in page
    assert "nomor 2</a>" not in page
    services.keep_unit(by=hadi, unit=unit, name=unit.name, active=True, members=[hadi])
    assert "nomor 1</a>" not in client.get(reverse("konsultasi:desk") + "?unit=saya").content.decode()


def test_who_may_not_answer_any_more_is_not_told(unit: Unit, alike: list[Input], joko: Any, citra: Any) -> None:
    Member.objects.create(unit=unit, user=citra)
    services.assign_inputs(by=joko, inputs=alike, unit=unit)
    assert not Notification.objects.filter(kind="unit_diserahi").exists()


def test_strangers_are_no_members_and_names_are_taken_once(unit: Unit, joko: Any, citra: Any) -> None:
    other = Unit(region_id=DISTRICT)
    for name, members in (("Seksi Baru", [citra]), (unit.name, []), ("x", [])):
        with pytest.raises(ValidationError):
            services.keep_unit(by=joko, unit=other, name=name, active=True, members=members)


def test_a_unit_is_kept_by_its_pages(unit: Unit, joko: Any, eko: Any, client: Any) -> None:
    enter(client, joko)
    new = reverse("konsultasi:desk_unit_new")
    assert "Joko" in client.get(new).content.decode()
    data = {"kunci": str(uuid.uuid4()), "name": "Seksi Kesejahteraan", "active": "on", "members": [str(joko.pk)]}
    for _ in range(2):
        assert client.post(new, data).url == reverse("konsultasi:desk_units")
    made = Unit.objects.get(name="Seksi Kesejahteraan")
    assert [row.user for row in made.members.all()] == [joko]
    page = reverse("konsultasi:desk_unit", args=[made.pk])
    assert client.post(page, {"kunci": str(uuid.uuid4()), "name": "Seksi Lama"}).status_code == 302
    made.refresh_from_db()
    assert (made.name, made.active, made.members.count()) == ("Seksi Lama", False, 0)
    assert client.post(page, {"kunci": str(uuid.uuid4()), "name": unit.name}).status_code == 200
    assert client.get(reverse("konsultasi:desk_unit", args=[99999])).status_code == 404
    assert enter(client, eko).get(page).status_code == 403


def test_units_cost_the_same_with_1_and_30(unit: Unit, joko: Any, client: Any) -> None:
    enter(client, joko)
    url = reverse("konsultasi:desk_units")
    before = own_queries(lambda: client.get(url))
    for n in range(29):
        Member.objects.create(unit=Unit.objects.create(name=f"Seksi {n}", region_id=DISTRICT), user=joko)
    Member.objects.create(unit=unit, user=joko)
    assert own_queries(lambda: client.get(url)) in (before, before + 1)  # members and their people


def test_many_are_tagged_after_a_page_that_shows_them(alike: list[Input], joko: Any, client: Any) -> None:
    services.tag_input(by=joko, input=alike[0], names=["lama", "tetap"])
    url = reverse("konsultasi:desk_tag_many") + f"?id={alike[0].pk}&id={alike[1].pk}"
    page = enter(client, joko).get(url).content.decode()
    assert "Tandai 2 masukan" in page
    assert ALIKE[1] in page
    data = {"kunci": str(uuid.uuid4()), "add": "Pasar,  pasar", "remove": ["lama"]}
    for _ in range(2):
        assert client.post(url, data).url == reverse("konsultasi:desk")
    names = [sorted(row.tags.values_list("name", flat=True)) for row in alike]
    assert names == [["pasar", "tetap"], ["pasar"]]
    assert Entry.objects.filter(verb="tag_input").count() == 3
    assert client.get(reverse("konsultasi:desk_tag_many")).url == reverse("konsultasi:desk")


@pytest.mark.parametrize("fields", [{}, {"add": " , "}, {"add": "lama", "remove": ["lama"]}, {"remove": ["x"]}])
def test_poor_tags_come_back(alike: list[Input], joko: Any, client: Any, fields: Any) -> None:
    services.tag_input(by=joko, input=alike[0], names=["lama"])
    url = reverse("konsultasi:desk_tag_many") + f"?id={alike[0].pk}"
    answer = enter(client, joko).post(url, {"kunci": str(uuid.uuid4()), **fields})
    assert answer.status_code == 200
    assert list(alike[0].tags.values_list("name", flat=True)) == ["lama"]


def test_all_or_none_where_one_has_too_many(alike: list[Input], joko: Any) -> None:
    services.tag_input(by=joko, input=alike[1], names=[f"tanda {n}" for n in range(10)])
    with pytest.raises(ValidationError):
        services.tag_inputs(by=joko, inputs=alike, add=["pasar"])
    assert not alike[0].tags.exists()


def test_what_was_passed_over_stays_away_until_it_is_brought_back(
    alike: list[Input], draft: Consultation, ani: Any, joko: Any, client: Any
) -> None:
    assert len(queries.proposals(draft)) == 1
    url = reverse("konsultasi:desk_pass_over", args=[draft.pk]) + f"?id={alike[0].pk}&id={alike[1].pk}"
    assert "Lewati usulan ini?" in enter(client, joko).get(url).content.decode()
    key = str(uuid.uuid4())
    for _ in range(2):
        assert client.post(url, {"kunci": key}).status_code == 302
    passed = PassedOver.objects.get()
    assert queries.proposals(draft) == []
    page = client.get(reverse("konsultasi:desk_alike", args=[draft.pk])).content.decode()
    assert "Usulan yang dilewati (1)" in page
    assert "Dilewati Joko" in page
    back = reverse("konsultasi:desk_bring_back", args=[passed.pk])
    for _ in range(2):
        assert client.post(back).status_code == 302
    assert len(queries.proposals(draft)) == 1


def test_one_more_that_looks_like_them_proposes_anew(
    alike: list[Input], draft: Consultation, ani: Any, joko: Any
) -> None:
    services.pass_over(by=joko, consultation=draft, inputs=alike)
    third = services.submit_input(by=ani, consultation=draft, kind="saran", body=ALIKE[0].replace("satu", "tiga"))
    assert [{row.pk for row in one.inputs} for one in queries.proposals(draft)] == [{*(a.pk for a in alike), third.pk}]
