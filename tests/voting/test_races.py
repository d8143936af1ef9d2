"""Many hands at once: one ballot a person, and no ballot lost or counted that came late."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import close_old_connections, connection, connections
from django.utils import timezone

from accounts.models import Rung, User
from core.states import StateError
from musrenbang.models import Ballot, Round
from musrenbang.services.ballots import cast_ballot, new_receipt
from musrenbang.services.rounds import announce_round, count_round, create_round
from tests.conftest import DISTRICT, KERTOSARI
from tests.voting.makers import make_cycle, make_plan, make_proposals
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
    return announce_round(by=joko, round=made)


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


def test_fifty_requests_of_one_person_make_one_ballot(joko: Any, ani: Any, budi: Any) -> None:
    held = open_now(joko, ani, 600)
    results = at_once(THREADS, lambda turn: cast_ballot(by=ani, round=held, choices=[1 + turn % 5]))
    changed_too_often = [r for r in results if isinstance(r, Exception)]
    receipts = {r.receipt for r in results if isinstance(r, Ballot)}
    assert {type(e).__name__ for e in changed_too_often} <= {"RateLimited"}
    assert len(receipts) == 1
    kept = Ballot.objects.get(round=held)
    assert kept.receipt in receipts
    assert len(kept.choices) == 1


def test_the_naive_way_would_make_several(joko: Any, ani: Any, budi: Any) -> None:
    """The control: without the constraint, look-then-insert doubles. If this passed with one row, the test above
    would prove nothing."""
    if not POSTGRES:
        pytest.skip("SQLite lets one writer in at a time, the naive way is safe there by accident")
    held = open_now(joko, ani, 600)
    constraint = next(c for c in Ballot._meta.constraints if c.name == "one_ballot_per_person")

    def naive(turn: int) -> None:
        if not Ballot.objects.filter(round=held, voter=ani).exists():
            time.sleep(0.05)
            now = timezone.now()
            Ballot.objects.create(round=held, voter=ani, receipt=new_receipt(), choices=[1], cast_at=now)

    with connection.schema_editor() as editor:
        editor.remove_constraint(Ballot, constraint)
    try:
        at_once(8, naive)
        assert Ballot.objects.filter(round=held, voter=ani).count() > 1
    finally:
        Ballot.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Ballot, constraint)


def test_the_count_holds_exactly_the_ballots_that_were_acknowledged(joko: Any, ani: Any, budi: Any) -> None:
    people = [User(username=f"w{n}", home_id=KERTOSARI, rung=Rung.SEEN) for n in range(60 if POSTGRES else 20)]
    voters = User.objects.bulk_create(people)
    crowd = 10 if POSTGRES else 4
    held = open_now(joko, ani, 1.0)

    def deed(turn: int) -> list[int]:
        if turn == crowd:
            while True:
                try:
                    return [count_round(round=held).pk]
                except StateError:
                    time.sleep(0.002)
        mine, accepted = voters[turn::crowd], []
        time.sleep(max(0.0, (held.closes_at - timezone.now()).total_seconds() - 0.08))
        for person in mine:
            try:
                accepted.append(cast_ballot(by=person, round=held, choices=[1, 2]).pk)
            except StateError:
                continue
        return accepted

    results = at_once(crowd + 1, deed)
    assert [r for r in results if isinstance(r, Exception)] == []
    accepted = sorted(pk for found in results[:-1] for pk in found)
    held.refresh_from_db()
    assert held.state == "dihitung"
    assert sorted(Ballot.objects.filter(round=held).values_list("pk", flat=True)) == accepted
    assert held.ballot_count == len(accepted)
    assert sum(held.results.values_list("votes", flat=True)) == 2 * len(accepted)
    assert not Ballot.objects.filter(round=held, cast_at__gte=held.closes_at).exists()


def test_two_counts_at_once_write_one_result(joko: Any, ani: Any, budi: Any) -> None:
    held = open_now(joko, ani, 600)
    cast_ballot(by=ani, round=held, choices=[1])
    Round.objects.filter(pk=held.pk).update(closes_at=timezone.now())
    results = at_once(6, lambda turn: count_round(round=held).state)
    assert results == ["dihitung"] * 6
    assert held.results.count() == 5
