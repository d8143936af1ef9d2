"""Who prepares an answer: units, officers, the queue by them, what the public reads, who is refused."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from audit.models import Entry
from konsultasi import views
from konsultasi.models import Consultation, Input, Passage, Unit
from konsultasi.pace import Pace, paces
from konsultasi.services import add_note, answer_input, assign_inputs, submit_input, tag_input
from notifications.models import Notification
from tests.conftest import DISTRICT, GUNTUR, KERTOSARI
from tests.konsultasi.conftest import FakePage
from tests.konsultasi.test_desk import enter
from tests.konsultasi.test_pages import ask, own_queries, text_of

WHY = "Kami tambahkan pada rancangan versi berikutnya."
CAST = ["ani", "budi", "citra", "dewi", "eko", "fajar", "gita", "hadi", "indra", "joko"]


@pytest.fixture
def unit(draft: Consultation) -> Unit:
    return Unit.objects.create(name="Seksi Pembangunan", region_id=DISTRICT)


def fresh(entry: Input) -> Input:
    return Input.objects.with_people().get(pk=entry.pk)


@pytest.mark.parametrize("who", CAST)
def test_only_who_answers_hands_over_tags_and_notes(said: Input, unit: Unit, who: str, request: Any) -> None:
    person = request.getfixturevalue(who)
    deeds: list[Any] = [
        lambda: assign_inputs(by=person, inputs=[said], unit=unit),
        lambda: tag_input(by=person, input=said, names=["iuran"]),
        lambda: add_note(by=person, input=said, body="Tanya dinas dahulu."),
    ]
    for deed in deeds:
        if who in ("joko", "hadi"):
            deed()
        else:
            with pytest.raises(PermissionDenied):
                deed()
    mine = Entry.objects.filter(target_type="konsultasi.input").exclude(verb="submit_input").order_by("id")
    deeds_done = ["assign_input", "tag_input", "add_note"] if who in ("joko", "hadi") else []
    assert list(mine.values_list("verb", flat=True)) == deeds_done


def test_an_input_is_handed_over_told_and_traced(said: Input, unit: Unit, joko: Any, hadi: Any) -> None:
    assert assign_inputs(by=joko, inputs=[said], unit=unit, owner=hadi) == [said]
    assert (fresh(said).unit, fresh(said).owner) == (unit, hadi)
    assert Entry.objects.get(verb="assign_input").data == {"unit": unit.pk, "owner": hadi.pk}
    note = Notification.objects.get(user=hadi)
    assert (note.kind, note.url) == ("masukan_diserahkan", said.desk_url())
    assert note.text == "Anda diminta menyiapkan jawaban masukan nomor 1, Pengelolaan Sampah Rumah Tangga"
    others = Notification.objects.exclude(user=hadi).exclude(kind="masukan_diterima")
    assert not others.exists()  # a citizen is not told of each hand-over
    assert assign_inputs(by=joko, inputs=[fresh(said)], unit=unit, owner=hadi) == []  # as it is: no second entry
    assert assign_inputs(by=joko, inputs=[fresh(said)], owner=None) == [said]
    assert (fresh(said).unit, fresh(said).owner) == (unit, None)
    assert Entry.objects.filter(verb="assign_input").count() == 2


def test_wrong_hands_are_refused(said: Input, unit: Unit, joko: Any, citra: Any, indra: Any) -> None:
    other = Unit.objects.create(name="Dinas Lain", region_id="33")
    old = Unit.objects.create(name="Seksi Lama", region_id=DISTRICT, active=False)
    village = Unit.objects.create(name="Kelurahan Kertosari", region_id=KERTOSARI)
    for wrong in ({"unit": other}, {"unit": old}, {"owner": citra}, {"owner": indra}):
        with pytest.raises(ValidationError):
            assign_inputs(by=joko, inputs=[said], **wrong)
    with pytest.raises(ValidationError):
        assign_inputs(by=joko, inputs=[], unit=unit)
    assert assign_inputs(by=joko, inputs=[said], unit=village) == [said]


def test_what_is_answered_meanwhile_is_left_as_it_is(
    said: Input, draft: Consultation, unit: Unit, budi: Any, joko: Any, client: Any
) -> None:
    second = submit_input(by=budi, consultation=draft, kind="saran", body="Buat ringkasan.")
    url = reverse("konsultasi:desk_assign") + f"?id={said.pk}&id={second.pk}"
    page = enter(client, joko).get(url).content.decode()
    assert "Serahkan 2 masukan" in page
    assert "Buat ringkasan." in page
    answer_input(by=joko, input=said, disposition="dicatat", explanation=WHY)
    data = {"kunci": str(uuid.uuid4()), "unit": str(unit.pk), "owner": "tetap"}
    for _ in range(2):
        assert client.post(url, data).url == reverse("konsultasi:desk")
    assert (fresh(said).unit, fresh(second).unit) == (None, unit)
    assert Entry.objects.filter(verb="assign_input").count() == 1
    assert "1 masukan diserahkan. 1 masukan tidak berubah" in client.get(reverse("konsultasi:desk")).content.decode()


@pytest.mark.parametrize("fields", [{"unit": "tetap"}, {"unit": "999"}, {"unit": "", "owner": ""}, {"owner": "x"}])
def test_a_poor_hand_over_comes_back(said: Input, unit: Unit, joko: Any, client: Any, fields: Any) -> None:
    data = {"kunci": str(uuid.uuid4()), "unit": str(unit.pk), "owner": "tetap", **fields}
    answer = enter(client, joko).post(reverse("konsultasi:desk_assign") + f"?id={said.pk}", data)
    assert answer.status_code == 200
    assert 'class="errors' in answer.content.decode()
    assert fresh(said).unit is None


@pytest.mark.parametrize("query", ["", "?id=x", "?id=99999999", "?id=%C2%B2", "?id=1%20or%201=1"])
def test_nothing_picked_leads_back_to_the_queue(said: Input, joko: Any, eko: Any, client: Any, query: str) -> None:
    url = reverse("konsultasi:desk_assign") + query
    assert enter(client, joko).get(url).url == reverse("konsultasi:desk")
    assert enter(client, eko).get(url).status_code == 403


def test_the_queue_by_unit_officer_tag_and_place_own_work_first(
    said: Input, draft: Consultation, unit: Unit, budi: Any, joko: Any, hadi: Any, client: Any, clock: Any
) -> None:
    whole = submit_input(by=budi, consultation=draft, kind="saran", body="Buat ringkasan.")
    clock.shift(timedelta(days=1))
    third = submit_input(by=budi, consultation=draft, kind="tanya", body="Kapan berlaku?")
    assign_inputs(by=hadi, inputs=[third], unit=unit, owner=joko)
    assign_inputs(by=joko, inputs=[whole], owner=hadi)
    tag_input(by=joko, input=said, names=[" Jenis  Sampah ", "jenis sampah", ""])
    tag = said.tags.get()
    assert tag.name == "jenis sampah"
    enter(client, joko)

    def numbers(query: str) -> list[int]:
        html = client.get(reverse("konsultasi:desk") + query).content.decode()
        return [int(part.split("</a>")[0]) for part in html.split(", nomor ")[1:]]

    assert numbers("") == [3, 1, 2]
    assert numbers("?urut=tenggat") == [1, 2, 3]
    assert numbers("?urut=nomor") == [1, 2, 3]
    assert numbers("?urut=bagian") == [2, 3, 1]
    assert numbers(f"?unit={unit.pk}") == [3]
    assert numbers("?unit=kosong") == [1, 2]
    assert numbers("?petugas=saya") == [3]
    assert numbers("?petugas=kosong") == [1]
    assert numbers(f"?petugas={hadi.pk}") == [2]
    assert numbers(f"?tanda={tag.pk}") == [1]
    assert numbers(f"?rancangan={draft.pk}&bagian=p2a1") == [1]
    assert numbers(f"?rancangan={draft.pk}&bagian=seluruh") == [3, 2]
    answer_input(by=joko, input=fresh(third), disposition="dicatat", explanation=WHY)
    assert numbers("?status=semua") == [1, 2, 3]  # unanswered first, though the third is Joko's own
    assert numbers("?unit=%00&petugas=__all__&tanda=9e9&urut=-password&bagian=x") == [1, 2]


def test_an_input_says_in_public_who_owes_its_answer(
    said: Input, draft: Consultation, leaf: FakePage, unit: Unit, joko: Any, hadi: Any, client: Any, clock: Any
) -> None:
    assign_inputs(by=joko, inputs=[said], unit=unit, owner=hadi)
    tag_input(by=joko, input=said, names=["rahasiatanda"])
    add_note(by=joko, input=said, body="Catatan rahasiaxyz.")
    page = enter(client, joko).get(said.desk_url()).content.decode()
    for words in ("Seksi Pembangunan", "Hadi Wijaya", "rahasiatanda", "Catatan rahasiaxyz."):
        assert words in page
    for shown in (
        views.show_input(ask(said.get_absolute_url()), draft, leaf, 1),
        views.list_inputs(ask("/"), draft, leaf),
    ):
        public = text_of(shown)
        assert "Dijawab paling lambat" in public
        assert "Ditangani Seksi Pembangunan" in public
        assert not [word for word in ("Hadi Wijaya", "rahasiatanda", "rahasiaxyz") if word in public]
    clock.shift(timedelta(days=21))
    late = text_of(views.show_input(ask(said.get_absolute_url()), draft, leaf, 1))
    assert "Jawaban terlambat" in late
    assert "ditangani Seksi Pembangunan" in late
    assert "1 terlambat" in text_of(views.list_inputs(ask("/"), draft, leaf))


def test_moderators_read_no_notes(said: Input, joko: Any, eko: Any, client: Any) -> None:
    add_note(by=joko, input=said, body="Catatan rahasiaxyz.")
    assert "rahasiaxyz" not in enter(client, eko).get(said.desk_url()).content.decode()
    for door in ("desk_note", "desk_tags"):
        assert client.get(reverse(f"konsultasi:{door}", args=[said.pk])).status_code == 403


def test_the_pace_of_units_is_honest_where_there_are_few(
    draft: Consultation, unit: Unit, ani: Any, joko: Any, clock: Any
) -> None:
    entries = [submit_input(by=ani, consultation=draft, kind="saran", body=f"Saran ke-{n}") for n in range(5)]
    assign_inputs(by=joko, inputs=entries[:3], unit=unit)
    answer_input(by=joko, input=fresh(entries[0]), disposition="dicatat", explanation=WHY)
    clock.shift(timedelta(days=22))
    answer_input(by=joko, input=fresh(entries[1]), disposition="dicatat", explanation=WHY)
    rows = {row.name: row for row in paces(draft)}
    mine, rest = rows["Seksi Pembangunan"], rows[draft.responsible]
    assert (mine.total, mine.answered, mine.in_time, mine.late, mine.share) == (3, 2, 1, 1, "1 dari 3")
    assert (rest.total, rest.answered, rest.in_time, rest.late) == (2, 0, 0, 2)
    assert rest.share == "0 dari 2"
    assert Pace("x", 3, 0, 0, 0).share == "Belum ada yang jatuh tempo"


@pytest.mark.parametrize(
    ("answered", "late", "words"), [(9, 0, "9 dari 9"), (9, 1, "9 dari 10 (90 %)"), (9, 4, "9 dari 13 (69 %)")]
)
def test_a_percentage_needs_ten_that_were_due(answered: int, late: int, words: str) -> None:
    """Who answers nothing late because nothing is answered does not shine."""
    assert Pace("x", 20, answered, 9, late).share == words


def test_the_picked_cost_the_same_with_1_and_30(
    said: Input, draft: Consultation, clause: Passage, unit: Unit, ani: Any, joko: Any, client: Any
) -> None:
    enter(client, joko)
    url = reverse("konsultasi:desk_assign")
    assert own_queries(lambda: client.get(f"{url}?id={said.pk}")) == 2
    Input.objects.bulk_create(
        Input(
            consultation=draft, number=n, version=clause.version, passage=clause, block_id="p2a1", kind="saran",
            body="x", author=ani, home_id=GUNTUR, due_on=said.due_on, unit=unit, owner=joko,
        )
        for n in range(2, 31)
    )  # fmt: skip
    query = "&".join(f"id={pk}" for pk in Input.objects.values_list("pk", flat=True))
    assert own_queries(lambda: client.get(f"{url}?{query}")) == 2


def test_the_administrator_keeps_the_units(unit: Unit, said: Input, joko: Any, hadi: Any, client: Any) -> None:
    form = {"name": "Seksi Kesejahteraan", "region": DISTRICT, "active": "on"}
    for person in (joko, hadi):
        person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert enter(client, joko).post("/kelola/konsultasi/unit/new/", form).status_code == 302
    assert Unit.objects.count() == 1
    enter(client, hadi)
    assert "Seksi Pembangunan" in client.get("/kelola/konsultasi/unit/").content.decode()
    assert client.post("/kelola/konsultasi/unit/new/", {**form, "region": "33"}).status_code == 200
    assert client.post("/kelola/konsultasi/unit/new/", {**form, "name": unit.name}).status_code == 200
    assert client.post("/kelola/konsultasi/unit/new/", form).status_code == 302
    assert Unit.objects.filter(name="Seksi Kesejahteraan", region_id=DISTRICT, active=True).count() == 1
    assert (
        client.post(f"/kelola/konsultasi/unit/edit/{unit.pk}/", {"name": "Seksi Lama", "region": DISTRICT}).status_code
        == 302
    )
    unit.refresh_from_db()
    assert (unit.name, unit.active) == ("Seksi Lama", False)
    client.post(f"/kelola/konsultasi/unit/delete/{unit.pk}/")
    assert Unit.objects.filter(pk=unit.pk).exists()
