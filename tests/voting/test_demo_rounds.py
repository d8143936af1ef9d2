"""The demo's two rounds: one sealed, closed and opened by the demo's committee, one open now."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from accounts.models import Mandate, Role
from musrenbang.models import Round
from partisipasi.demo.clock import at
from partisipasi.demo.committee import shares_of
from partisipasi.demo.voting import seed_rounds
from tests.conftest import DISTRICT, KERTOSARI
from tests.factories import make_officer, make_user
from tests.voting.makers import make_cycle, make_proposals


def test_one_round_is_counted_and_one_is_open(joko: Any, ani: Any) -> None:
    works = make_proposals(make_cycle(), ani)
    stories: Any = [
        SimpleNamespace(proposal=p, end=e, cost=p.estimated_cost) for p in works for e in ("priority", "district")
    ]
    voters = [make_user(f"w{n}", f"Warga {n}", home=KERTOSARI) for n in range(12)]
    deeds: list[Any] = []
    timeline: Any = SimpleNamespace(add=lambda when, deed: deeds.append((when, len(deeds), deed)))
    kartika = make_officer("kartika", "Kartika", Role.CAMAT, DISTRICT)
    Mandate.objects.update(since=date(2020, 1, 1))
    seed_rounds(stories, {"joko": joko, "kartika": kartika}, voters, timeline)
    for when, _, deed in sorted(deeds):
        with at(when):
            deed()
    closed, opened = Round.objects.order_by("pk")
    assert (closed.state, closed.ballot_count, closed.sealed) == ("ditetapkan", 12, True)
    assert (opened.is_open, len(shares_of(opened))) == (True, 3)
    assert closed.board.filter(kind="result").exists()
