"""The officers' pages of versions: doubtful places are settled, changes get their inputs, one page per decision."""

import uuid
from typing import Any

import pytest
from django.urls import reverse

from konsultasi import people
from konsultasi.models import Consultation, Credit, Input, Standing
from konsultasi.services import publish_version
from tests.konsultasi.test_changes import SECOND, change
from tests.konsultasi.test_desk import enter
from tests.konsultasi.test_pages import own_queries
from tests.konsultasi.test_places import say


@pytest.fixture
def doubts(draft: Consultation, ani: Any, joko: Any) -> list[Standing]:
    """Two inputs on the clause whose places in version 2 are left to a person."""
    made = [say(draft, ani, "p2a1", "", n) for n in (1, 2)]
    publish_version(consultation=draft, passages=SECOND, by=joko)
    Standing.objects.filter(version__number=2).update(fate="ragu")
    Input.objects.update(fate="ragu")
    return [Standing.objects.get(input=entry, version__number=2) for entry in made]


def sent(**fields: Any) -> dict[str, Any]:
    return {"kunci": str(uuid.uuid4()), **fields}


def test_doubts_wait_on_the_desk(doubts: list[Standing], client: Any, joko: Any, citra: Any) -> None:
    titles = {person: [item.title for item in people.desk_queue(person)] for person in (joko, citra)}
    assert titles[joko][0] == "Tempat 2 masukan pada versi baru"
    assert titles[citra] == []
    html = enter(client, joko).get(reverse("konsultasi:desk_places")).content.decode()
    assert "Nomor 1, Warga Kelurahan Kertosari" in html
    assert html.count("Pasal 2 ayat (1)") == 4  # written about, and the guess, twice


def test_a_doubt_is_settled_on_its_page(doubts: list[Standing], client: Any, joko: Any) -> None:
    url = reverse("konsultasi:desk_place", args=[doubts[0].pk])
    page = enter(client, joko).get(url).content.decode()
    assert "Dalam versi 2" in page
    assert "Dugaan: Pasal 2 ayat (1)" in page
    refused = client.post(url, sent(place="bukan"))
    assert refused.status_code == 200
    assert Standing.objects.get(pk=doubts[0].pk).fate == "ragu"
    done = client.post(url, sent(place="dihapus"))
    assert done.url == reverse("konsultasi:desk_places")
    assert Standing.objects.get(pk=doubts[0].pk).fate == "dihapus"
    assert client.get(url).status_code == 404  # done is done
    assert Standing.objects.get(pk=doubts[1].pk).fate == "ragu"


def test_the_same_form_twice_settles_once(doubts: list[Standing], client: Any, joko: Any) -> None:
    url, form = reverse("konsultasi:desk_place", args=[doubts[0].pk]), sent(place=str(doubts[0].passage_id))
    enter(client, joko)
    assert client.post(url, form).status_code == 302
    assert client.post(url, form).status_code == 404
    assert Standing.objects.get(pk=doubts[0].pk).fate == "berubah"


def test_inputs_are_ticked_and_typed(doubts: list[Standing], draft: Consultation, client: Any, joko: Any) -> None:
    row = change(draft, 1)
    url = reverse("konsultasi:desk_credit", args=[row.pk])
    html = enter(client, joko).get(url).content.decode()
    assert "Nomor 1: Mohon diperjelas, catatan 1." in html
    first = Input.objects.get(number=1)
    assert client.post(url, sent(inputs=[first.pk], numbers="2")).url == reverse(
        "konsultasi:desk_changes", args=[draft.pk]
    )
    assert set(Credit.objects.values_list("input__number", flat=True)) == {1, 2}
    listed = client.get(reverse("konsultasi:desk_changes", args=[draft.pk])).content.decode()
    assert "1, 2" in listed
    assert "Belum dicatat" in listed
    assert client.post(url, sent()).status_code == 302
    assert not Credit.objects.exists()


@pytest.mark.parametrize("numbers", ["99", "satu", "1;2", "1,x", "9" * 30])
def test_numbers_nobody_has_come_back_with_a_word(
    doubts: list[Standing], draft: Consultation, client: Any, joko: Any, numbers: str
) -> None:
    answer = enter(client, joko).post(
        reverse("konsultasi:desk_credit", args=[change(draft, 1).pk]), sent(numbers=numbers)
    )
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "Tidak ada masukan nomor" in html
    assert f'value="{numbers}"' in html
    assert not Credit.objects.exists()


def test_lists_cost_the_same_with_more_rows(
    doubts: list[Standing], draft: Consultation, client: Any, joko: Any, ani: Any
) -> None:
    enter(client, joko)
    places = reverse("konsultasi:desk_places")
    few = own_queries(lambda: client.get(places))
    for n in range(3, 5):
        entry = say(draft, ani, "", "", n)
        Standing.objects.filter(input=entry).update(fate="ragu")
    assert own_queries(lambda: client.get(places)) == few


def test_the_desk_shows_the_progress(doubts: list[Standing], draft: Consultation, client: Any, joko: Any) -> None:
    url = reverse("konsultasi:desk_changes", args=[draft.pk])
    assert "sedang diolah" not in enter(client, joko).get(url).content.decode()
    Standing.objects.filter(pk=doubts[0].pk).delete()
    draft.versions.filter(number=2).update(carried_at=None, to_carry=2)
    assert "Versi 2 sedang diolah: 1 dari 2 masukan sudah mendapat tempat." in client.get(url).content.decode()
