"""Casting a ballot by one's own account, and what becomes of it when a person is erased."""

import json
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils import timezone

from audit.services import record
from core.ratelimit import demand
from core.states import StateError
from musrenbang.models import Ballot, Channel, RollChange, RollEntry, Round
from musrenbang.queries.manifest import who_votes
from musrenbang.services.casting import Cast, put, read_ballot
from musrenbang.services.roll import entry_for
from musrenbang.tally import BallotError, read_choices
from musrenbang.voting_states import Phase

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no signs that look alike on paper
CHANGES, PER = 30, 3600

CLOSED_WORDS = {
    Phase.COMING: "Pemungutan suara ini belum dibuka.",
    Phase.CANCELLED: "Pemungutan suara ini dibatalkan.",
}

# On SQLite the transaction, begun IMMEDIATE, already holds the whole file.
_READ = "SELECT * FROM musrenbang_round WHERE id = %s"
_HOLD = {"postgresql": f"{_READ} FOR SHARE"}

# One statement, so that fifty requests of one person at once end in one row. The receipt of the first stays.
_CAST = """
INSERT INTO musrenbang_ballot (round_id, voter_id, receipt, choices, cast_at, changed_at)
VALUES (%s, %s, %s, %s, %s, NULL)
ON CONFLICT (round_id, voter_id) DO UPDATE SET
changed_at = CASE WHEN musrenbang_ballot.choices = excluded.choices
THEN musrenbang_ballot.changed_at ELSE excluded.cast_at END,
choices = excluded.choices
RETURNING *
"""


@transaction.atomic
def cast_ballot(*, by: Any, round: Round, choices: Iterable[object], points: Sequence[object] | None = None) -> Cast:
    """Give, or change, this person's vote: sealed at once, in the place of the one before.

    Raises StateError (not open at this moment, or voted in a stronger way), PermissionDenied (not on the roll),
    ValidationError (rules of the ballot), RateLimited. The trail says that she voted, never what.
    """
    held, now = hold_open(round)
    if not by.has_perm("musrenbang.vote", held):
        raise PermissionDenied(f"Yang dapat memberi suara: {who_votes(held)}.")
    if not held.sealed:
        return cast_plain(by, held, now, choices)
    chosen, worth = read_ballot(held, choices, points)
    cast = put(held, entry_for(held, by), Channel.ONLINE, chosen, worth)
    if not cast.first:
        demand("suara", by.pk, capacity=CHANGES, per=PER)
    record(by=by, verb="vote" if cast.first else "change_vote", target=held, role="citizen")
    return cast


def cast_plain(by: Any, held: Round, now: datetime, choices: Iterable[object]) -> Cast:
    """Give, or change, a vote in a forum's ballot; the same choices again change nothing, the receipt stays."""
    try:
        chosen = read_choices(choices, held.limits)
    except BallotError as error:
        raise ValidationError({"pilihan": ValidationError(str(error), code=error.code)}) from error
    receipt = new_receipt()
    moment = connection.ops.adapt_datetimefield_value(now)
    values = [held.pk, by.pk, receipt, json.dumps(chosen), moment]
    ballot: Ballot = Ballot.objects.raw(_CAST, values)[0]
    if ballot.receipt == receipt:
        record(by=by, verb="vote", target=held, role="citizen")
    elif ballot.changed_at == now:
        demand("suara", by.pk, capacity=CHANGES, per=PER)
        record(by=by, verb="change_vote", target=held, role="citizen")
    return Cast(ballot.receipt, ballot.receipt == receipt)


def hold_open(round: Round) -> tuple[Round, datetime]:
    """The round, held so that it cannot be counted before this ballot is in, and the moment it was found open.

    Raises StateError when it is not open. That moment is the ballot's: asked again later, the clock may be past the
    close. Voters share the hold (FOR SHARE) and do not wait for each other; counting and cancelling want it alone.
    """
    held: Round = Round.objects.raw(_HOLD.get(connection.vendor, _READ), [round.pk])[0]
    # The clock is asked after the wait for the row, not before.
    now = timezone.now()
    phase = held.phase_at(now)
    if phase is not Phase.OPEN:
        raise StateError(CLOSED_WORDS.get(phase, "Pemungutan suara ini sudah ditutup."))
    return held, now


def new_receipt() -> str:
    """A code that says nothing about its owner or her vote: 7f3a-91c2-k8."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(10))
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def forget_voter(user: Any) -> None:
    """Cut the tie between an erased person and her ballots and rows of rolls; what she gave stays counted."""
    Ballot.objects.filter(voter=user).update(voter=None)
    RollEntry.objects.filter(user=user).update(user=None)
    RollChange.objects.filter(user=user).update(user=None, reason="")
