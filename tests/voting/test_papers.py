"""Paper ballots at the desk: handed out, typed by two people blind, a third where they differ, accepted by sums."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from musrenbang.models import Channel, Envelope, OpenedBallot, PaperBatch, PaperSheet, RollEntry, Round
from musrenbang.services.ballots import cast_ballot
from musrenbang.services.paper_batches import mark_paper
from musrenbang.services.roll import entry_for
from tests.factories import desk_login
from tests.voting.makers import count

pytestmark = pytest.mark.django_db
KEY = "7b7e2b2c-3a9f-4f2e-9b38-6a2f0c6c1d{:02d}"
NOTE = "Sampul berkas ini tertukar dengan berkas lain."


class Desk:
    """One officer at the desk, with a fresh key for every form."""

    used = 0

    def __init__(self, person: Any, round: Round) -> None:
        self.client, self.home = Client(), f"/petugas/pemungutan/{round.pk}/kertas/"
        desk_login(self.client, person)

    def send(self, tail: str, **data: Any) -> Any:
        Desk.used += 1
        return self.client.post(f"{self.home}{tail}", {"kunci": KEY.format(Desk.used % 100), **data})

    def read(self, tail: str = "") -> str:
        answer = self.client.get(f"{self.home}{tail}")
        assert answer.status_code == 200, answer.status_code
        return str(answer.content.decode())


@pytest.fixture
def desks(opened: Round, joko: Any, citra: Any, indra: Any) -> tuple[Desk, Desk, Desk]:
    return Desk(joko, opened), Desk(citra, opened), Desk(indra, opened)


def cover(desk: Desk, **changes: Any) -> Any:
    plain = {"number": "1", "station": "Balai Kertosari", "seal": "A-17", "sheets": "2", "invalid": "1"}
    return desk.send("", **{**plain, **changes})


def test_a_paper_batch_with_a_mismatch_goes_its_way(
    opened: Round, desks: Any, ani: Any, budi: Any, joko: Any, clock: Any
) -> None:
    joko_desk, citra_desk, indra_desk = desks
    cast_ballot(by=ani, round=opened, choices=[3])
    for person in (ani, budi):
        mark_paper(by=joko, round=opened, entry=entry_for(opened, person))
    assert set(RollEntry.objects.values_list("channel", flat=True)) == {Channel.PAPER}
    assert not Envelope.objects.filter(replaced=False).exists()
    assert cover(joko_desk).status_code == 302
    assert joko_desk.send("1/1/", pilihan=["1", "2"]).status_code == 302
    assert joko_desk.send("1/2/", fault="kosong").status_code == 302
    # The second person sees that somebody typed, not what.
    assert "checked" not in citra_desk.read("1/1/")
    assert citra_desk.send("1/1/", pilihan=["1", "3"]).status_code == 302
    assert citra_desk.send("1/2/", fault="tidak_jelas").status_code == 302
    assert "Berbeda, perlu orang ketiga" in joko_desk.read("1/")
    assert "disabled" in joko_desk.read("1/")
    assert "belum dibaca sama" in joko_desk.send("1/terima/").content.decode()
    assert "Baca lembar 1 sebagai orang ketiga" in indra_desk.read("1/")
    assert indra_desk.send("1/1/", pilihan=["1", "2"]).status_code == 302
    assert joko_desk.send("1/terima/").status_code == 302
    assert PaperBatch.objects.get().state == PaperBatch.State.ACCEPTED
    assert list(PaperSheet.objects.exclude(choices=[])) == []
    clock.move_to(opened.closes_at + timedelta(minutes=1))
    count(joko, opened)
    assert [row.choices for row in OpenedBallot.objects.all()] == [[1, 2]]


def test_nobody_types_one_sheet_twice(desks: Any) -> None:
    joko_desk, citra_desk, _ = desks
    cover(joko_desk)
    assert joko_desk.send("1/1/", pilihan="1").status_code == 302
    assert joko_desk.send("1/1/", pilihan="2").status_code == 302  # corrects the own reading
    assert citra_desk.send("1/1/", pilihan="2").status_code == 302
    again = joko_desk.send("1/1/", pilihan="1")
    assert "Anda sudah mengetik lembar ini" in again.content.decode()
    assert PaperSheet.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sheets": "51"}, "50"),
        ({"sheets": "2", "invalid": "3"}, "Lembar tidak sah tidak boleh lebih banyak"),
        ({"station": ""}, "station"),
    ],
)
def test_a_cover_that_cannot_be_is_refused(desks: Any, changes: dict[str, str], words: str) -> None:
    answer = cover(desks[0], **changes)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not PaperBatch.objects.exists()


def test_bad_sheets_are_refused_and_come_back(desks: Any) -> None:
    desk = desks[0]
    cover(desk)
    for data, words in [
        ({"pilihan": ["1", "2", "3", "4"]}, "Pilih paling banyak 3"),
        ({"pilihan": "99"}, "tidak ada di surat suara"),
        ({"pilihan": "1", "fault": "kosong"}, "Lembar tidak sah tidak diketik pilihannya"),
        ({}, "Pilih paling sedikit 1"),
    ]:
        answer = desk.send("1/1/", **data)
        assert answer.status_code == 200
        assert words in answer.content.decode()
    assert not PaperSheet.objects.exists()
    assert desk.client.get(f"{desk.home}1/3/").status_code == 404
    assert desk.client.get(f"{desk.home}9/").status_code == 404


def test_sums_must_agree_with_the_cover(desks: Any) -> None:
    joko_desk, citra_desk, _ = desks
    cover(joko_desk, invalid="0", sheets="1")
    for desk in (joko_desk, citra_desk):
        desk.send("1/1/", fault="kosong")
    assert "Sampul menyebut 0 lembar tidak sah, hasil ketikan 1" in joko_desk.send("1/terima/").content.decode()
    assert joko_desk.send("1/tarik/", note="pendek").status_code == 200
    assert joko_desk.send("1/tarik/", note=NOTE).status_code == 302
    assert PaperBatch.objects.get().state == PaperBatch.State.WITHDRAWN


def test_who_may_work_with_papers(opened: Round, ani: Any, eko: Any, citra: Any, client: Client) -> None:
    home = f"/petugas/pemungutan/{opened.pk}/kertas/"
    assert client.get(home).status_code == 302
    assert Desk(eko, opened).client.get(home).status_code == 404
    clerk = Desk(citra, opened)
    cover(clerk)
    assert "Terima berkas" not in clerk.read("1/")
    for deed in ("terima/", "tarik/"):
        assert clerk.send(f"1/{deed}", note=NOTE).status_code == 403
    assert PaperBatch.objects.get().state == PaperBatch.State.TYPING


def test_practising_keeps_nothing(opened: Round, client: Client, ani: Any, joko: Any, clock: Any) -> None:
    address = f"{opened.get_absolute_url()}latihan/"
    assert "Tidak ada yang disimpan" in client.get(address).content.decode()
    done = client.post(address, {"pilihan": ["1", "2"]}).content.decode()
    assert "Surat suara Anda sah" in done
    assert "Pilih paling banyak 3" in client.post(address, {"pilihan": ["1", "2", "3", "4"]}).content.decode()
    assert "checked" in client.post(address, {"pilihan": ["1"], "ubah": "1"}).content.decode()
    assert not Envelope.objects.exists()
    clock.move_to(opened.closes_at + timedelta(minutes=1))
    count(joko, opened)
    assert client.get(address).status_code == 404
