"""The pages of key, board, rules and opening: shown once, kept nowhere, refused in words."""

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from musrenbang.models import Round, RoundFile
from musrenbang.services.ballots import cast_ballot
from musrenbang.services.closing import close_round
from partisipasi.demo.committee import SHARES as DEMO_SHARES
from tests.factories import desk_login
from tests.voting.makers import CLOSES, COMMITTEE, SHARES


@pytest.fixture
def office(joko: Any) -> Client:
    client = Client()
    desk_login(client, joko)
    return client


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def keys(client: Client, round: Round, before: str = "", **more: Any) -> Any:
    fields = {"committee": "\n".join(COMMITTEE), "needed": "2", "before": before, **more}
    return client.post(f"/petugas/pemungutan/{round.pk}/kunci/", fields)


def test_the_words_are_shown_once_and_a_repeated_request_makes_no_new_key(draft: Round, office: Client) -> None:
    first = keys(office, draft)
    words = [share for _, share in first.context["words"]]
    assert first["Cache-Control"] == "private, no-store"
    draft.refresh_from_db()
    public = draft.public_key
    again = keys(office, draft)  # the browser repeats: nothing is made, the first words stay good
    assert (again.context["words"], "Kunci baru saja dibuat" in text(again)) == ([], True)
    draft.refresh_from_db()
    assert draft.public_key == public
    page = text(office.get(f"/petugas/pemungutan/{draft.pk}/kunci/"))
    assert " ".join(words[0]) not in page
    assert not any(" ".join(share) in repr(list(Round.objects.values_list())) for share in words)
    trial = {"coba": "1", "kunci": str(uuid.uuid4()), "share_1": " ".join(words[0]), "share_2": " ".join(words[2])}
    assert "cocok" in text(office.post(f"/petugas/pemungutan/{draft.pk}/kunci/", trial))
    wrong = trial | {"share_2": " ".join(words[0])}
    assert "Perlu 2 bagian" in text(office.post(f"/petugas/pemungutan/{draft.pk}/kunci/", wrong))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"committee": "Satu"}, "2 sampai 9 nama"),
        ({"needed": "5"}, "2 sampai 3"),
        ({"committee": ""}, "Isi anggota panitia kunci"),
        ({"needed": "x"}, "angka"),
    ],
)
def test_a_wrong_committee_is_refused_in_words(draft: Round, office: Client, fields: Any, words: str) -> None:
    page = keys(office, draft, **fields)
    assert words in text(page)
    draft.refresh_from_db()
    assert draft.public_key == ""


def test_the_box_is_opened_on_its_page(opened: Round, ani: Any, office: Client, clock: Any) -> None:
    url = f"/petugas/pemungutan/{opened.pk}/buka/"
    assert office.get(url).status_code == 404
    cast_ballot(by=ani, round=opened, choices=[1])
    clock.move_to(CLOSES + timedelta(minutes=1))
    close_round(round=opened)
    desk_login(office, opened.created_by)
    share, other = SHARES[opened.pk][:2]
    page = text(office.post(url, {"kunci": str(uuid.uuid4()), "share_1": share, "share_2": share + " x"}))
    assert "Bagian ke-2 salah tulis" in page
    assert share in page  # typed words come back
    sent = office.post(url, {"kunci": str(uuid.uuid4()), "share_1": share, "share_2": other})
    assert sent["Location"] == f"/petugas/pemungutan/{opened.pk}/"
    opened.refresh_from_db()
    assert (opened.state, opened.ballot_count) == ("dihitung", 1)


def test_rules_and_board_are_public(counted: Round) -> None:
    client = Client()
    cache.clear()
    rules = text(client.get(f"/pemungutan/{counted.pk}/aturan/"))
    assert "Contoh dengan lima pemilih" in rules
    assert counted.manifest_hash in rules
    assert "Yang memilih: warga Kecamatan Temanggung" in rules
    assert client.get(f"/pemungutan/{counted.pk}/aturan/manifes.json").content.decode() == counted.manifest
    board = text(client.get(f"/pemungutan/{counted.pk}/papan/"))
    rows = json.loads(client.get(f"/pemungutan/{counted.pk}/papan/papan.json").content)
    assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))
    assert all(row["digest"] in board for row in rows)
    assert {f.name for f in RoundFile.objects.all()} >= {"election.pb", "result.json", "receipts.json"}


def test_a_plain_round_has_no_board(counted: Round) -> None:
    Round.objects.bulk_create(
        [
            Round(
                region=counted.region,
                cycle=counted.cycle,
                title="Lama",
                opens_at=counted.opens_at,
                closes_at=counted.closes_at,
                max_choices=1,
                budget=1,
                state="dibatalkan",
                topic=None,
            )
        ]
    )
    old = Round.objects.get(title="Lama")
    for path in ("aturan/", "papan/", "bilik/"):
        assert Client().get(f"/pemungutan/{old.pk}/{path}").status_code == 404


def test_only_the_demos_rounds_print_the_demos_words(draft: Round, opened: Round, office: Client, clock: Any) -> None:
    clock.move_to(CLOSES + timedelta(minutes=1))
    close_round(round=opened)
    desk_login(office, opened.created_by)
    assert DEMO_SHARES[0] not in text(office.get(f"/petugas/pemungutan/{opened.pk}/buka/"))
