"""Ballots of every kind: what the page offers, what is refused in words, and what reaches the count."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from musrenbang.models import OpenedBallot, Round
from musrenbang.services.rounds import create_round
from tests.conftest import DISTRICT
from tests.voting.makers import BUDGET, OPENS, announce, count, make_cycle, make_plan, make_proposals
from wilayah.models import Region

pytestmark = pytest.mark.django_db

KINDS: dict[str, dict[str, Any]] = {
    "choose-1": {"max_choices": 1},
    "cumulative": {"max_choices": 5, "ballot_rules": {"max_sum": 10}},
    "ordinal": {"max_choices": 3},
    "scoring": {"max_choices": 5, "ballot_rules": {"max_points": 4}},
    "knapsack": {"max_choices": 5, "ballot_rules": {"max_cost": 200_000_000}},
}
# What is typed, and what then lies in the box: numbers, points.
GOOD: dict[str, tuple[dict[str, Any], list[int], list[int] | None]] = {
    "choose-1": ({"pilihan": "2"}, [2], None),
    "cumulative": ({"nilai-3": "6", "nilai-1": "4", "nilai-2": "0"}, [1, 3], [4, 6]),
    "ordinal": ({"urutan-4": "1", "urutan-1": "2", "urutan-2": ""}, [4, 1], None),
    "scoring": ({"nilai-1": "4", "nilai-5": "1", "nilai-2": ""}, [1, 5], [4, 1]),
    "knapsack": ({"pilihan": ["1", "2"]}, [1, 2], None),
}
BAD = [
    ("choose-1", {"pilihan": ["1", "2"]}, "Pilih"),
    ("choose-1", {}, "Pilih paling sedikit 1 kegiatan"),
    ("cumulative", {"nilai-1": "7", "nilai-2": "4"}, "Jumlah nilai 11, paling banyak 10"),
    ("cumulative", {"nilai-1": "-3", "nilai-2": "4"}, "Nilai tidak boleh kurang dari 0"),
    ("cumulative", {"nilai-1": "banyak"}, "Nilai ditulis dengan angka bulat"),
    ("cumulative", {"nilai-77": "3"}, "Kegiatan 77 tidak ada di surat suara"),
    ("ordinal", {"urutan-1": "1", "urutan-2": "1"}, "Dua kegiatan memakai urutan yang sama"),
    ("ordinal", {"urutan-1": "satu"}, "Urutan ditulis dengan angka"),
    ("ordinal", {"urutan-1": "1", "urutan-2": "2", "urutan-3": "3", "urutan-4": "4"}, "Pilih paling banyak 3 kegiatan"),
    ("scoring", {"nilai-1": "5"}, "Nilai paling tinggi 4"),
    ("knapsack", {"pilihan": ["1", "4"]}, "Jumlah biaya pilihan 246000000, paling banyak 200000000"),
]


def held(kind: str, joko: Any, ani: Any, clock: Any) -> Round:
    """An open round of this kind over the five works."""
    cycle = make_cycle()
    plan = replace(make_plan(cycle, make_proposals(cycle, ani)), kind=kind, **KINDS[kind])
    made = announce(joko, create_round(by=joko, region=Region.objects.get(pk=DISTRICT), plan=plan))
    clock.move_to(OPENS + timedelta(hours=1))
    return made


def voter(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize("kind", KINDS)
def test_a_ballot_of_every_kind_goes_its_way(kind: str, joko: Any, ani: Any, budi: Any, clock: Any) -> None:
    round, client = held(kind, joko, ani, clock), voter(ani)
    typed, choices, points = GOOD[kind]
    assert "Periksa pilihan" in client.get(round.get_absolute_url()).content.decode()
    seen = client.post(f"{round.get_absolute_url()}periksa/", typed).content.decode()
    assert "Periksa sebelum mengirim" in seen
    for number in choices:
        assert f"<b>{number}.</b>" in seen
    answer = client.post(f"{round.get_absolute_url()}kirim/", typed)
    assert (answer.status_code, answer["Location"]) == (302, f"{round.get_absolute_url()}tanda-terima/")
    clock.move_to(round.closes_at + timedelta(minutes=1))
    count(joko, round)
    opened = OpenedBallot.objects.get(round=round)
    assert (opened.choices, opened.points) == (choices, points)


@pytest.mark.parametrize(("kind", "typed", "words"), BAD)
def test_a_bad_ballot_is_refused_and_comes_back(
    kind: str, typed: dict[str, Any], words: str, joko: Any, ani: Any, budi: Any, clock: Any
) -> None:
    round, client = held(kind, joko, ani, clock), voter(ani)
    for door in ("periksa/", "kirim/"):
        answer = client.post(f"{round.get_absolute_url()}{door}", typed)
        told = answer.content.decode()
        assert answer.status_code == 200
        assert words in told
        assert "Periksa pilihan" in told
    for name, value in typed.items():
        if name.startswith("urutan-") and value.isdecimal() and int(value) <= 3:
            assert f"<option selected>{value}</option>" in told
        if name == "nilai-1" and kind == "cumulative":
            assert f'name="nilai-1" value="{value}"' in told


def test_the_page_filters_and_tells_costs(joko: Any, ani: Any, clock: Any) -> None:
    told = voter(ani).get(held("ordinal", joko, ani, clock).get_absolute_url()).content.decode()
    assert told.count('<select class="input" id="tempat"') == 1
    assert told.count('data-tempat="1"') + told.count('data-tempat="2"') == 5
    assert told.count('class="cost num"') == 5
    assert "Beri urutan 1 untuk yang terpenting" in told


def test_budget_is_the_limit_of_a_knapsack(joko: Any, ani: Any, clock: Any) -> None:
    assert BUDGET == 300_000_000
    told = voter(ani).get(held("knapsack", joko, ani, clock).get_absolute_url()).content.decode()
    assert "jumlah biayanya paling banyak Rp200.000.000" in told
