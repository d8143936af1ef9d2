"""After the close nothing in the real schema ties a ballot to a person: no key, no equal value, no order, no time."""

import itertools
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from accounts.models import User
from audit.models import Entry
from musrenbang import voting_triggers
from musrenbang.models import BoardEvent, Envelope, OpenedBallot, RollEntry, Round, RoundFile
from musrenbang.services.ballots import cast_ballot, forget_voter
from musrenbang.services.closing import close_round
from musrenbang.services.opening import open_box
from tests.conftest import KERTOSARI
from tests.voting.makers import CLOSES, SHARES

VOTERS = 60


@pytest.fixture
def box(opened: Round, clock: Any, joko: Any) -> tuple[Round, list[User], list[str]]:
    """A counted round of sixty people, every third of whom voted twice; their receipts in the order of voting."""
    people = User.objects.bulk_create([User(username=f"w{n}", home_id=KERTOSARI, rung=2) for n in range(VOTERS)])
    receipts = []
    for turn, person in enumerate(people):
        if turn % 3 == 0:
            cast_ballot(by=person, round=opened, choices=[4])
        receipts.append(cast_ballot(by=person, round=opened, choices=[1 + turn % 5]).receipt)
        clock.shift(60)
    clock.move_to(CLOSES + timedelta(minutes=1))
    close_round(round=opened)
    return open_box(by=joko, round=opened, shares=SHARES[opened.pk][:2]), people, receipts


BOX = (OpenedBallot, Envelope, RoundFile, BoardEvent)


def linked(model: Any) -> set[str]:
    """Tables that a table leads to by keys, step by step."""
    seen: set[str] = set()
    waiting = [model]
    while waiting:
        for field in waiting.pop()._meta.concrete_fields:
            other: Any = field.related_model
            if other is not None and other._meta.label not in seen:
                seen.add(other._meta.label)
                waiting.append(other)
    return seen


def test_no_key_leads_from_a_ballot_to_the_roll() -> None:
    for model in (OpenedBallot, RoundFile, BoardEvent):
        keys = {f.name: f.related_model for f in model._meta.concrete_fields if f.related_model}
        assert keys == {"round": Round}
    for model in apps.get_models(include_auto_created=True):
        ties = {f.related_model for f in model._meta.concrete_fields if f.related_model}
        assert OpenedBallot not in ties, model


def test_the_one_tie_of_an_envelope_is_cut(box: Any) -> None:
    assert Envelope.objects.count() == VOTERS + VOTERS // 3
    assert not Envelope.objects.exclude(entry=None).exists()
    assert {bytes(e.sealed) for e in Envelope.objects.all()} == {b""}


def values_of(model: Any, skip: set[str]) -> set[str]:
    """Every value of the columns of a table that could name a row: long texts and numbers that are no counters."""
    names = [f.attname for f in model._meta.concrete_fields if f.name not in skip]
    rows = model._base_manager.values_list(*names)
    return {str(v) for v in itertools.chain.from_iterable(rows) if v is not None and len(str(v)) >= 8}


def test_no_value_of_the_box_stands_beside_a_person(box: Any) -> None:
    """Digests, ids of envelopes: in no other table, session, trail entry or sent form."""
    ours = values_of(Envelope, {"round", "channel", "sealed"}) | values_of(OpenedBallot, {"round", "points", "choices"})
    inside = {"musrenbang.Envelope", "musrenbang.OpenedBallot", "musrenbang.RoundFile", "musrenbang.RoundReport"}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label in inside:
            continue
        for row in model._base_manager.values_list():
            text = " ".join(str(value) for value in row)
            assert not any(value in text for value in ours), model._meta.label


def rank_correlation(one: list[int], other: list[int]) -> float:
    """Spearman's, for lists without ties in the first."""

    def ranks(values: list[int]) -> list[float]:
        order = sorted(range(len(values)), key=lambda at: values[at])
        found = [0.0] * len(values)
        for rank, at in enumerate(order):
            found[at] = rank
        return found

    a, b = ranks(one), ranks(other)
    mean = (len(a) - 1) / 2
    top = sum((x - mean) * (y - mean) for x, y in zip(a, b, strict=True))
    return top / (len(a) * (len(a) ** 2 - 1) / 12)


def test_no_order_of_rows_follows_the_order_of_voting(box: Any) -> None:
    """Ids, drawn places and the database's own row order against who voted first."""
    held, people, receipts = box
    order_of_voting = list(
        Entry.objects.filter(verb="vote", target_id=str(held.pk)).order_by("id").values_list("actor_id", flat=True)
    )
    assert order_of_voting == [p.pk for p in people]
    opened = list(OpenedBallot.objects.order_by("place"))
    assert [o.pk for o in opened] == sorted(o.pk for o in opened)  # ids follow the drawn order, nothing else
    # If places kept the order of casting, choices would repeat 1 2 3 4 5.
    pattern = [o.choices[0] for o in opened]
    kept = sum(1 for at, choice in enumerate(pattern) if choice == 1 + at % 5)
    assert kept < 30, pattern  # 12 are to be expected of 60
    physical = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT digest FROM musrenbang_envelope ORDER BY {physical}")  # noqa: S608
        digests = [row[0] for row in cursor.fetchall()]
    # Written anew by digest; of 60 rows chance alone gives 0.5 once in ten thousand.
    for listed in (digests, list(Envelope.objects.order_by("pk").values_list("digest", flat=True))):
        places = [listed.index(receipt) for receipt in receipts]
        assert abs(rank_correlation(list(range(VOTERS)), places)) < 0.5


def test_no_moment_is_kept_of_a_ballot() -> None:
    for model in (Envelope, OpenedBallot, RollEntry):
        kinds = (models.DateField, models.DateTimeField, models.TimeField)
        assert not [f.name for f in model._meta.concrete_fields if isinstance(f, kinds)]


CLOSED = [
    "INSERT INTO musrenbang_openedballot (round_id, place, choices) VALUES (%s, 999, '[]')",
    "UPDATE musrenbang_openedballot SET choices = '[2]' WHERE round_id = %s",
    "DELETE FROM musrenbang_openedballot WHERE round_id = %s",
    "UPDATE musrenbang_envelope SET replaced = NOT replaced WHERE round_id = %s",
    "DELETE FROM musrenbang_envelope WHERE round_id = %s",
    "UPDATE musrenbang_rollentry SET channel = 'kertas' WHERE round_id = %s",
    "DELETE FROM musrenbang_rollentry WHERE round_id = %s",
    "UPDATE musrenbang_boardevent SET body = '' WHERE round_id = %s",
    "DELETE FROM musrenbang_boardevent WHERE round_id = %s",
    "UPDATE musrenbang_roundfile SET text = '' WHERE round_id = %s",
    "UPDATE musrenbang_round SET state = 'diumumkan' WHERE id = %s",
    "UPDATE musrenbang_round SET rule = 'mes_cost' WHERE id = %s",
    "UPDATE musrenbang_round SET manifest = '{}' WHERE id = %s",
]


@pytest.mark.parametrize("statement", CLOSED)
def test_the_database_refuses_to_change_a_counted_round(box: Any, statement: str) -> None:
    def run() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [box[0].pk])

    with pytest.raises(IntegrityError, match=voting_triggers.REFUSAL):
        run()


def test_the_database_refuses_a_late_envelope(opened: Round, ani: Any, clock: Any) -> None:
    cast_ballot(by=ani, round=opened, choices=[1])
    clock.move_to(CLOSES + timedelta(minutes=1))
    close_round(round=opened)
    with pytest.raises(IntegrityError, match=voting_triggers.REFUSAL), transaction.atomic():
        Envelope.objects.create(round=opened, channel="daring", digest="ab" * 32)
    with pytest.raises(IntegrityError, match=voting_triggers.REFUSAL), transaction.atomic():
        Envelope.objects.all().delete()
    with pytest.raises(IntegrityError, match=voting_triggers.REFUSAL), transaction.atomic():
        Round.objects.filter(pk=opened.pk).update(state="diumumkan")


def test_erasing_a_person_after_the_count_still_works(box: Any) -> None:
    held, people, _ = box
    forget_voter(people[0])
    assert not RollEntry.objects.filter(user=people[0]).exists()
    assert RollEntry.objects.filter(round=held, user=None, channel="daring").count() == 1
