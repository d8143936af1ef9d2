"""Many hands at once: one ballot a person, and no ballot lost or counted that came late."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, close_old_connections, connection, connections
from django.utils import timezone

from accounts.models import Rung, User
from core.states import StateError
from musrenbang.models import Envelope, RollEntry, Round
from musrenbang.services.ballots import cast_ballot
from musrenbang.services.casting import Cast
from musrenbang.services.closing import close_round
from musrenbang.services.opening import open_box
from musrenbang.services.rounds import create_round
from tests.conftest import DISTRICT, KERTOSARI
from tests.voting.makers import SHARES, announce, make_cycle, make_plan, make_proposals
from wilayah.models import Region

pytestmark = pytest.mark.django_db(transaction=True)
POSTGRES = connection.vendor == "postgresql"
THREADS = 50 if POSTGRES else 12


def open_now(joko: Any, ani: Any, seconds: float) -> Round:
    cycle = make_cycle()
    now = timezone.now()
    plan = make_plan(
        cycle, make_proposals(cycle, ani), opens_at=now, closes_at=now + timedelta(seconds=seconds), max_choices=5
    )
    made = create_round(by=joko, region=Region.objects.get(pk=DISTRICT), plan=plan)
    return announce(joko, made)


def at_once(number: int, deed: Callable[[int], Any]) -> list[Any]:
    """Run `deed` in so many threads that all start together; its results or the exceptions it raised."""
    barrier = threading.Barrier(number)
    results: list[Any] = [None] * number

    def run(turn: int) -> None:
        close_old_connections()
        connection.ensure_connection()
        barrier.wait()
        try:
            results[turn] = deed(turn)
        except Exception as error:  # noqa: BLE001
            results[turn] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(turn,)) for turn in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def live(round: Round) -> list[Envelope]:
    return list(Envelope.objects.filter(round=round, replaced=False))


def test_fifty_requests_of_one_person_make_one_live_envelope(joko: Any, ani: Any, budi: Any) -> None:
    held = open_now(joko, ani, 600)
    results = at_once(THREADS, lambda turn: cast_ballot(by=ani, round=held, choices=[1 + turn % 5]))
    refused = [r for r in results if isinstance(r, Exception)]
    assert {type(e).__name__ for e in refused} <= {"RateLimited"}
    receipts = {r.receipt for r in results if isinstance(r, Cast)}
    assert len(receipts) == THREADS - len(refused)
    assert [r.first for r in results if isinstance(r, Cast)].count(True) == 1
    assert len(live(held)) == 1
    assert {e.digest for e in Envelope.objects.all()} == receipts
    assert RollEntry.objects.filter(round=held, channel="daring").count() == 1


def test_the_naive_way_would_make_several(joko: Any, ani: Any, budi: Any) -> None:
    """The control: without lock and constraint, look-then-insert doubles. Else the test above would prove nothing."""
    if not POSTGRES:
        pytest.skip("SQLite lets one writer in at a time, the naive way is safe there by accident")
    held = open_now(joko, ani, 600)
    entry, _ = RollEntry.objects.get_or_create(round=held, user=ani)

    def naive(turn: int) -> None:
        if not Envelope.objects.filter(round=held, channel="daring").exists():
            time.sleep(0.05)
            Envelope.objects.create(round=held, channel="daring", digest=f"{turn:064x}")

    at_once(8, naive)
    assert Envelope.objects.filter(round=held).count() > 1
    with pytest.raises(IntegrityError):
        Envelope.objects.filter(round=held).update(entry=entry)


def test_the_box_holds_exactly_the_ballots_that_were_acknowledged(joko: Any, ani: Any, budi: Any) -> None:
    people = [User(username=f"w{n}", home_id=KERTOSARI, rung=Rung.SEEN) for n in range(60 if POSTGRES else 20)]
    voters = User.objects.bulk_create(people)
    crowd = 10 if POSTGRES else 4
    held = open_now(joko, ani, 1.5)

    def deed(turn: int) -> list[str]:
        if turn == crowd:
            while True:
                try:
                    return [close_round(round=held).state]
                except StateError:
                    time.sleep(0.002)
        mine, accepted = voters[turn::crowd], []
        time.sleep(max(0.0, (held.closes_at - timezone.now()).total_seconds() - 0.08))
        for person in mine:
            try:
                accepted.append(cast_ballot(by=person, round=held, choices=[1, 2]).receipt)
            except StateError:
                continue
        return accepted

    results = at_once(crowd + 1, deed)
    assert [r for r in results if isinstance(r, Exception)] == []
    accepted = sorted(receipt for found in results[:-1] for receipt in found)
    assert results[-1] == ["ditutup"]
    assert sorted(e.digest for e in live(held)) == accepted
    assert RollEntry.objects.filter(round=held, channel="daring").count() == len(accepted)
    done = open_box(by=joko, round=held, shares=SHARES[held.pk][:2])
    assert done.ballot_count == len(accepted)
    assert sum(done.results.values_list("votes", flat=True)) == 2 * len(accepted)


def test_two_openings_at_once_write_one_result(joko: Any, ani: Any, budi: Any) -> None:
    held = open_now(joko, ani, 600)
    cast_ballot(by=ani, round=held, choices=[1])
    Round.objects.filter(pk=held.pk).update(closes_at=timezone.now())
    assert at_once(4, lambda turn: close_round(round=held).state) == ["ditutup"] * 4
    results = at_once(4, lambda turn: open_box(by=joko, round=held, shares=SHARES[held.pk][:2]).state)
    assert results.count("dihitung") == 1
    assert {type(r) for r in results if r != "dihitung"} == {StateError}
    assert held.results.count() == 5
    assert held.board.filter(kind="result").count() == 1
