"""The sheet of a round before it is announced: what it says, whether it can be held, what is fixed of it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError

from musrenbang.models import BallotKind, Cycle, Forum, Proposal, Roll, Round, RoundOption
from musrenbang.states import VOTABLE
from notifications.services import shorten

# A work of one field has one drawing on the ballot, for people who read little.
SIGNS = {"prasarana": "road", "ekonomi": "cup", "sosial-budaya": "book", "pemerintahan": "home"}
MOST_OPTIONS = 60
MOST_EXTENSION = 1440


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
    kind: str = BallotKind.APPROVAL
    ballot_rules: dict[str, Any] = field(default_factory=dict)
    rule: str = "greedy_score"
    knobs: dict[str, Any] = field(default_factory=dict)
    roll: str = Roll.RESIDENTS
    roll_open: bool = True
    delegates_of: Forum | None = None
    min_age: int | None = None
    age_on: date | None = None
    extension_minutes: int = 0


# What the sheet says of the rules, column by column.
RULES_OF_PLAN = (
    "kind",
    "ballot_rules",
    "rule",
    "knobs",
    "roll",
    "roll_open",
    "delegates_of",
    "min_age",
    "age_on",
    "extension_minutes",
)


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
    wrong |= rule_trouble(plan)
    if wrong:
        raise ValidationError(wrong)


def rule_trouble(plan: Plan) -> dict[str, str]:
    """What is wrong with kind of ballot, rule, roll and extension."""
    wrong = {}
    said = plan.ballot_rules
    if plan.kind == BallotKind.POINTS and not said.get("max_sum"):
        wrong["ballot_rules"] = "Isi jumlah nilai yang dibagi."
    if plan.kind == BallotKind.SCORE and said.get("max_points") is None:
        wrong["ballot_rules"] = "Isi nilai tertinggi."
    if plan.kind == BallotKind.KNAPSACK and not said.get("max_cost"):
        wrong["ballot_rules"] = "Isi dana yang dibelanjakan tiap pemilih."
    if plan.rule == "phragmen_stop" and plan.kind not in (BallotKind.APPROVAL, BallotKind.CHOOSE_ONE):
        wrong["rule"] = "Cara Phragmén hanya untuk memilih kegiatan, tanpa nilai."
    if plan.roll == Roll.DELEGATES and plan.delegates_of is None:
        wrong["delegates_of"] = "Pilih forum yang pesertanya memilih."
    if plan.min_age and (plan.roll != Roll.LIST or plan.age_on is None):
        wrong["min_age"] = "Umur hanya dapat diperiksa pada daftar yang dimuat, pada tanggal tertentu."
    if plan.extension_minutes > MOST_EXTENSION:
        wrong["extension_minutes"] = f"Paling lama {MOST_EXTENSION} menit."
    return wrong


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
    for name in RULES_OF_PLAN:
        setattr(target, name, getattr(plan, name))
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
    option.field = proposal.category.name[:80] if proposal.category else ""
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
    RoundOption.objects.bulk_update(options, ["title", "place", "field", "summary", "sign", "cost", "lot"])


def draw(options: Sequence[RoundOption], seed: str) -> None:
    """Put the options in the order of a hash of the drawn seed and their number."""
    for lot, option in enumerate(sorted(options, key=lambda option: lot_key(seed, option.number)), 1):
        option.lot = lot


def lot_key(seed: str, number: int) -> str:
    """What the lot sorts by; anyone can work it out again from the published seed."""
    return hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()
