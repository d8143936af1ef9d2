"""Running a voting round: prepare, announce, count when the clock says so, ratify, cancel."""

import hashlib
import secrets
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from audit.services import record
from core.periodic import one_by_one
from core.states import StateError
from musrenbang.models import (
    Ballot,
    Elector,
    Round,
    RoundOption,
    RoundResult,
)
from musrenbang.queries.box import eligible
from musrenbang.queries.forum_ballot import tallied
from musrenbang.queries.manifest import build
from musrenbang.queries.voting import eligible_count
from musrenbang.sealing import canonical, size_for
from musrenbang.services.board import post
from musrenbang.services.closing import bind_daily, close_round
from musrenbang.services.results import publish
from musrenbang.services.roll import make_roll
from musrenbang.services.round_plan import Plan, check_options, check_plan, freeze, write_plan
from musrenbang.services.round_steps import lock, say, step
from musrenbang.tally import Option, Outcome, counts, greedy, sentences
from musrenbang.tally.rules import RULES, usual_step
from musrenbang.voting_states import RoundState
from notifications.services import create_topic


@transaction.atomic
def create_round(*, by: Any, region: Any, plan: Plan) -> Round:
    """Prepare a round for the residents of `region`; nobody else sees it yet."""
    if not by.has_perm("musrenbang.run_round", region):
        raise PermissionDenied("Anda tidak berwenang menyiapkan pemungutan suara di wilayah ini.")
    check_plan(plan, region.pk)
    made = Round(region=region, created_by=by, sealed=True)
    write_plan(made, plan)
    record(by=by, verb="create_round", target=made, to_state=made.state, data={"options": len(plan.proposals)})
    return made


@transaction.atomic
def edit_round(*, by: Any, round: Round, plan: Plan) -> Round:
    """Change a round that is not announced yet."""
    held = lock(round)
    if not by.has_perm("musrenbang.run_round", held):
        raise PermissionDenied("Anda tidak berwenang mengubah pemungutan suara ini.")
    if held.state != RoundState.DRAFT:
        raise StateError("Pemungutan suara ini sudah diumumkan. Isinya tidak dapat diubah lagi.")
    check_plan(plan, held.region_id)
    held.options.all().delete()
    write_plan(held, plan)
    record(by=by, verb="edit_round", target=held, data={"options": len(plan.proposals)})
    return held


@transaction.atomic
def announce_round(*, by: Any, round: Round) -> Round:
    """Make a round public and fix it: its manifest with options, costs, limits, rule, key and the lot of equal votes.

    A round whose opening has passed meanwhile opens now. Raises StateError, PermissionDenied, ValidationError.
    """
    held = lock(round)
    held.LIFECYCLE.row("announce", held.state)
    now = timezone.now()
    options = list(held.options.select_related("proposal__region", "proposal__category").order_by("number"))
    check_options(held, options, now)
    if not held.public_key:
        raise ValidationError("Buat kunci panitia dahulu. Tanpa kunci, kotak suara tidak dapat disegel.")
    held.opens_at = max(held.opens_at, now)
    seed = held.tie_seed = secrets.token_hex(16)
    freeze(options, seed)
    sealed = fix_manifest(held, options)
    topic = create_topic(kind="pemungutan", title=held.title, url=held.get_absolute_url(), region=held.region_id)
    fixed = {
        "topic": topic,
        "announced_at": now,
        "opens_at": held.opens_at,
        "option_count": len(options),
        "tie_seed": seed,
        **sealed,
    }
    step(held, "announce", by=by, also=fixed, data={"options": len(options), "budget": held.budget})
    post(held, "manifest", manifest_sha256=held.manifest_hash)
    return make_roll(round=held) if held.opens_at <= now else held


def fix_manifest(held: Round, options: Sequence[RoundOption]) -> dict[str, Any]:
    """Work out what an announced round adds to its sheet, and the manifest that repeats everything."""
    if RULES[held.rule].add1:
        held.knobs = {"step": str(usual_step(held.budget, eligible(held).count() or 1000)), **held.knobs}
    largest = max((abs(int(v)) for k, v in held.ballot_rules.items() if k.endswith(("points", "sum"))), default=0)
    held.envelope_size = size_for(len(options), largest)
    held.option_count = len(options)
    held.manifest = canonical(build(held, options))
    held.manifest_hash = hashlib.sha256(held.manifest.encode()).hexdigest()
    return {name: getattr(held, name) for name in ("knobs", "envelope_size", "manifest", "manifest_hash")}


@transaction.atomic
def count_round(*, round: Round) -> Round:
    """Close a forum's ballot whose time is over and write its count; a second time changes nothing.

    Rounds of the first kind, which kept plain ballots, are counted so too; a sealed round is closed and opened.

    Holds the round's row against late ballots: who cast before closing has committed by now, who comes after is
    refused by the clock.
    """
    held = lock(round)
    if held.state != RoundState.ANNOUNCED:
        return held
    if held.sealed:
        raise StateError("Kotak suara ini dibuka panitia dengan kuncinya.")
    now = timezone.now()
    if now < held.closes_at:
        raise StateError("Pemungutan suara ini belum ditutup.")
    papers, invalid = tallied(held)
    ballots = [*Ballot.objects.filter(round=held).values_list("choices", flat=True), *papers]
    outcome = tally(held, ballots)
    figures = {"counted_at": now, "ballot_count": len(ballots), "eligible_count": eligible_count(held)}
    figures["invalid_count"] = invalid
    write_results(held, outcome)
    step(
        held,
        "count",
        by=None,
        also=figures,
        data={"ballots": len(ballots), "funded": len(outcome.winners), "spent": outcome.spent},
        words=sentences.summary(outcome, len(ballots)),
    )
    publish(held)
    return held


@transaction.atomic
def ratify_round(*, by: Any, round: Round) -> Round:
    """Declare a count the result of the kecamatan; the count was public before and stays as it is."""
    held = lock(round)
    step(held, "ratify", by=by, also={"ratified_at": timezone.now()})
    return held


@transaction.atomic
def cancel_round(*, by: Any, round: Round, note: str) -> Round:
    """Call a round off, with reasons, before it is counted; its ballots are never counted.

    A sealed round may be called off after its close too: without its key nobody can open it.
    """
    held = lock(round)
    if held.state == RoundState.ANNOUNCED and timezone.now() >= held.closes_at:
        raise StateError("Pemungutan suara ini sudah ditutup. Hasilnya sedang dihitung.")
    public = held.state != RoundState.DRAFT
    step(held, "cancel", by=by, note=note)
    if public and held.sealed:
        post(held, "cancel")
    return held


def run_clock() -> int:
    """Close or count every round whose time is over, open those whose time has come (periodic job); how many.

    A forum's ballot with papers waits until they are typed; nobody but the hall is told of it. Once a day what came
    into a sealed box is bound to its board.
    """
    now = timezone.now()
    announced = Round.objects.filter(state=RoundState.ANNOUNCED)
    on_paper = Elector.objects.filter(round=OuterRef("pk"), paper=True)
    due = announced.filter(~Exists(on_paper), closes_at__lte=now)
    running = announced.filter(opens_at__lte=now, closes_at__gt=now, forum__isnull=True)
    return one_by_one([*due, *running.filter(Q(opening_told_at__isnull=True) | Q(sealed=True))], on_time)


def on_time(round: Round) -> None:
    """What the clock asks of one round now."""
    if timezone.now() >= round.closes_at:
        (close_round if round.sealed else count_round)(round=round)
        return
    tell_opening(round=round)
    if round.sealed:
        make_roll(round=round)
        bind_daily(round=round)


@transaction.atomic
def tell_opening(*, round: Round) -> None:
    """Tell followers, once, that people can vote now."""
    now = timezone.now()
    if Round.objects.filter(pk=round.pk, opening_told_at__isnull=True).update(opening_told_at=now):
        say(round, "pemungutan_dibuka", "Pemungutan suara dibuka", "open")


# --- What the verbs are made of -------------------------------------------------------------------


def tally(held: Round, ballots: Sequence[Sequence[int]]) -> Outcome[int]:
    """The count of these ballots by the rule of the house: most votes first within the budget."""
    options = [Option(o.number, o.cost, o.lot or 0) for o in held.options.all()]
    return greedy(options, counts([option.key for option in options], ballots), held.budget)


def write_results(held: Round, outcome: Outcome[int]) -> None:
    """One row for each line of the count."""
    ids = dict(held.options.values_list("number", "pk"))
    RoundResult.objects.bulk_create(
        RoundResult(
            round=held,
            option_id=ids[line.option.key],
            rank=line.rank,
            votes=line.votes,
            before=line.before,
            after=line.after,
            reason=line.reason.value,
            tied=line.tied,
        )
        for line in outcome.lines
    )
