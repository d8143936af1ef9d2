"""Running a voting round: prepare, announce, count when the clock says so, ratify, cancel."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from audit.services import move, record
from core.pagecache import bump
from core.periodic import one_by_one
from core.states import StateError
from musrenbang.models import Ballot, Cycle, Elector, Proposal, Round, RoundOption, RoundResult
from musrenbang.queries.forum_ballot import tallied
from musrenbang.queries.voting import eligible_count
from musrenbang.states import VOTABLE
from musrenbang.tally import Option, Outcome, counts, greedy, sentences
from musrenbang.voting_states import RoundState
from notifications.services import changed_in_public, create_topic, shorten, tell, update_topic

# A work of one field has one drawing on the ballot, for people who read little.
SIGNS = {"prasarana": "road", "ekonomi": "cup", "sosial-budaya": "book", "pemerintahan": "home"}
MOST_OPTIONS = 60


@dataclass(frozen=True)
class Plan:
    """What an officer decides about a round before it is announced. Money in whole rupiah."""

    title: str
    explanation: str
    cycle: Cycle
    opens_at: datetime
    closes_at: datetime
    min_choices: int
    max_choices: int
    budget: int
    proposals: Sequence[Proposal]


@transaction.atomic
def create_round(*, by: Any, region: Any, plan: Plan) -> Round:
    """Prepare a round for the residents of `region`; nobody else sees it yet."""
    if not by.has_perm("musrenbang.run_round", region):
        raise PermissionDenied("Anda tidak berwenang menyiapkan pemungutan suara di wilayah ini.")
    check_plan(plan, region.pk)
    made = Round(region=region, created_by=by)
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
    """Make a round public and fix it: options, costs, limits, and the lot that settles equal votes.

    A round whose opening has passed meanwhile opens now. Raises StateError, PermissionDenied, ValidationError.
    """
    held = lock(round)
    held.LIFECYCLE.row("announce", held.state)
    now = timezone.now()
    options = list(held.options.select_related("proposal__region", "proposal__category"))
    check_options(held, options, now)
    seed = secrets.token_hex(16)
    freeze(options, seed)
    topic = create_topic(kind="pemungutan", title=held.title, url=held.get_absolute_url(), region=held.region_id)
    fixed = {
        "topic": topic,
        "announced_at": now,
        "opens_at": max(held.opens_at, now),
        "option_count": len(options),
        "tie_seed": seed,
    }
    step(held, "announce", by=by, also=fixed, data={"options": len(options), "budget": held.budget})
    return held


@transaction.atomic
def count_round(*, round: Round) -> Round:
    """Close a round whose time is over and write its count; a second time changes nothing.

    Holds the round's row against late ballots: who cast before closing has committed by now, who comes after is
    refused by the clock.
    """
    held = lock(round)
    if held.state != RoundState.ANNOUNCED:
        return held
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
    return held


@transaction.atomic
def ratify_round(*, by: Any, round: Round) -> Round:
    """Declare a count the result of the kecamatan; the count was public before and stays as it is."""
    held = lock(round)
    step(held, "ratify", by=by, also={"ratified_at": timezone.now()})
    return held


@transaction.atomic
def cancel_round(*, by: Any, round: Round, note: str) -> Round:
    """Call a round off, with reasons, before it closes; its ballots are never counted."""
    held = lock(round)
    if held.state == RoundState.ANNOUNCED and timezone.now() >= held.closes_at:
        raise StateError("Pemungutan suara ini sudah ditutup. Hasilnya sedang dihitung.")
    step(held, "cancel", by=by, note=note)
    return held


def run_clock() -> int:
    """Count every round whose time is over, and tell of those that just opened (periodic job); how many.

    A forum's ballot with papers waits until they are typed; nobody but the hall is told of it.
    """
    now = timezone.now()
    announced = Round.objects.filter(state=RoundState.ANNOUNCED)
    on_paper = Elector.objects.filter(round=OuterRef("pk"), paper=True)
    due = announced.filter(~Exists(on_paper), closes_at__lte=now)
    opened = announced.filter(opens_at__lte=now, closes_at__gt=now, opening_told_at__isnull=True, forum__isnull=True)
    return one_by_one([*due, *opened], on_time)


def on_time(round: Round) -> None:
    """What the clock asks of one round now."""
    if timezone.now() >= round.closes_at:
        count_round(round=round)
    else:
        tell_opening(round=round)


@transaction.atomic
def tell_opening(*, round: Round) -> None:
    """Tell followers, once, that people can vote now."""
    now = timezone.now()
    if Round.objects.filter(pk=round.pk, opening_told_at__isnull=True).update(opening_told_at=now):
        say(round, "pemungutan_dibuka", "Pemungutan suara dibuka", "open")


# --- What the verbs are made of -------------------------------------------------------------------


def lock(round: Round) -> Round:
    """The round as it stands now, its row held until the transaction ends."""
    return Round.objects.select_for_update(of=("self",)).select_related("topic", "region", "forum").get(pk=round.pk)


def step(
    held: Round,
    name: str,
    *,
    by: Any,
    also: dict[str, Any] | None = None,
    note: str = "",
    data: dict[str, Any] | None = None,
    words: str = "",
) -> None:
    """Follow one row of the table; tell followers and freshen public pages where the round is public."""
    row = move(held, name, by=by, note=note, data=data, also=also)
    if held.topic is not None and row.target != RoundState.ANNOUNCED:
        update_topic(held.topic, comments_until=timezone.now())
    say(held, row.tells, words or row.done, name)


def say(held: Round, kind: str, words: str, occasion: str) -> None:
    """Tell followers of the round and of its region, and freshen the public pages; a forum's ballot is the hall's."""
    if held.topic is None:
        return
    if held.forum is None:
        url, name = held.result_url if held.has_result else held.get_absolute_url(), f"pemungutan:{held.pk}:{occasion}"
        tell(held.topic, kind=kind, text=f"{held.title}: {words}", occasion=name, url=url)
    else:
        bump(held.forum.version_name)
    changed_in_public(held.topic)


def check_plan(plan: Plan, region_id: str) -> None:
    """Refuse, in words, a plan that could not be held."""
    wrong: dict[str, str] = {}
    if plan.closes_at <= plan.opens_at:
        wrong["closes_at"] = "Waktu ditutup harus sesudah waktu dibuka."
    if plan.min_choices < 1 or plan.max_choices < plan.min_choices:
        wrong["max_choices"] = "Paling banyak tidak boleh kurang dari paling sedikit."
    if plan.budget <= 0:
        wrong["budget"] = "Isi dana yang tersedia, lebih dari Rp0."
    if trouble := _choice_trouble(plan, region_id):
        wrong["proposals"] = trouble
    if wrong:
        raise ValidationError(wrong)


def _choice_trouble(plan: Plan, region_id: str) -> str:
    ids = {proposal.pk for proposal in plan.proposals}
    if not 2 <= len(ids) <= MOST_OPTIONS or len(ids) != len(plan.proposals):
        return f"Pilih 2 sampai {MOST_OPTIONS} usulan."
    if len(ids) < plan.max_choices:
        return f"Pilih sedikitnya {plan.max_choices} usulan, sebanyak yang boleh dipilih warga."
    for proposal in plan.proposals:
        home = proposal.region_id or ""
        inside = home == region_id or home.startswith(region_id + ".")
        if not inside or proposal.cycle_id != plan.cycle.pk or proposal.state not in VOTABLE or proposal.hidden_reason:
            return f"Usulan “{proposal.title}” tidak dapat masuk pemungutan suara ini."
        if plan.budget > 0 and (trouble := cost_trouble(proposal, plan.budget)):
            return trouble
    return ""


def cost_trouble(proposal: Proposal, budget: int) -> str:
    """Why this proposal cannot stand on a ballot with this budget; "" when it can."""
    if not proposal.estimated_cost:
        return f"Usulan “{proposal.title}” belum punya perkiraan biaya."
    if proposal.estimated_cost > budget:
        return f"Biaya usulan “{proposal.title}” melebihi dana yang tersedia."
    return ""


def write_plan(target: Round, plan: Plan) -> None:
    """Save a plan with its options, numbered in the order given."""
    target.title, target.explanation, target.cycle = plan.title, plan.explanation, plan.cycle
    target.opens_at, target.closes_at = plan.opens_at, plan.closes_at
    target.min_choices, target.max_choices, target.budget = plan.min_choices, plan.max_choices, plan.budget
    target.save()
    options = [RoundOption(round=target, proposal=each, number=number) for number, each in enumerate(plan.proposals, 1)]
    for option in options:
        copy_words(option)
    RoundOption.objects.bulk_create(options)


def copy_words(option: RoundOption, cost: int | None = None) -> None:
    """Put what the ballot prints of a proposal on the option itself, so that it stays; `cost` is a forum's own."""
    proposal = option.proposal
    hidden = bool(proposal.hidden_reason)
    option.title = f"Usulan {proposal.number} (disembunyikan)" if hidden else proposal.title
    option.place = proposal.region.label if proposal.region else ""
    option.summary = "" if hidden else shorten(proposal.problem, 160)
    option.sign = SIGNS.get(proposal.category.slug if proposal.category else "", "proposal")
    option.cost = int(proposal.estimated_cost or 0) if cost is None else cost


def check_options(held: Round, options: Sequence[RoundOption], now: datetime) -> None:
    """Refuse to announce what has gone stale since it was prepared."""
    if held.closes_at <= now:
        raise ValidationError("Waktu penutupan sudah lewat. Ubah jadwalnya dahulu.")
    if len(options) < max(2, held.max_choices):
        raise ValidationError("Pilihan di surat suara kurang. Tambah usulan dahulu.")
    for option in options:
        if option.proposal.state not in VOTABLE:
            raise ValidationError(f"Usulan “{option.title}” tidak lagi menunggu keputusan. Keluarkan dari surat suara.")
        if option.proposal.hidden_reason:
            raise ValidationError(f"{option.title} sedang disembunyikan moderator. Keluarkan dari surat suara.")
        if trouble := cost_trouble(option.proposal, held.budget):
            raise ValidationError(trouble)


def freeze(options: Sequence[RoundOption], seed: str) -> None:
    """Fix words, costs and the lot."""
    for option in options:
        copy_words(option)
    draw(options, seed)
    RoundOption.objects.bulk_update(options, ["title", "place", "summary", "sign", "cost", "lot"])


def draw(options: Sequence[RoundOption], seed: str) -> None:
    """Put the options in the order of a hash of the drawn seed and their number."""
    for lot, option in enumerate(sorted(options, key=lambda option: lot_key(seed, option.number)), 1):
        option.lot = lot


def lot_key(seed: str, number: int) -> str:
    """What the lot sorts by; anyone can work it out again from the published seed."""
    return hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()


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
