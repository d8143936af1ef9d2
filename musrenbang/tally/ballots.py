"""Ballots of six kinds and what makes them valid: rules as data, one validator for web, kiosk, paper and .pb."""

import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from musrenbang.tally.approval import BallotError

Number = int | Fraction


class Kind(enum.StrEnum):
    """How a voter answers; the values are those of Pabulib's vote_type, knapsack is an approval with a sum of costs."""

    APPROVAL = "approval"
    CHOOSE_ONE = "choose-1"
    POINTS = "cumulative"
    RANKING = "ordinal"
    SCORE = "scoring"
    KNAPSACK = "knapsack"

    @property
    def with_points(self) -> bool:
        return self in (Kind.POINTS, Kind.SCORE)


@dataclass(frozen=True)
class CategoryLimit:
    """What one ballot may hold of one category."""

    least: int = 0
    most: int | None = None
    max_cost: Number | None = None


@dataclass(frozen=True)
class BallotRules:
    """Everything a valid ballot of one election must obey. None means: no such rule."""

    kind: Kind
    costs: Mapping[str, Number]
    least: int = 0
    most: int | None = None
    min_cost: Number | None = None
    max_cost: Number | None = None
    min_points: Number | None = None
    max_points: Number | None = None
    min_sum: Number | None = None
    max_sum: Number | None = None
    categories: Mapping[str, frozenset[str]] = field(default_factory=dict)
    per_category: Mapping[str, CategoryLimit] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    """One broken rule: its code, and a sentence for the voter."""

    code: str
    text: str


def faults(rules: BallotRules, choices: Sequence[str], points: Sequence[Number] | None = None) -> list[Fault]:
    """Every rule this ballot breaks; an empty list for a valid one.

    >>> rules = BallotRules(Kind.APPROVAL, {"a": 5, "b": 7}, least=1, most=1)
    >>> [fault.code for fault in faults(rules, ["a", "b"])]
    ['many']
    """
    known = [name for name in dict.fromkeys(choices) if name in rules.costs]
    return [
        *_names(rules, choices),
        *_length(rules, len(known)),
        *_money(rules, known),
        *_points(rules, choices, points),
        *_per_category(rules, known),
    ]


def check(rules: BallotRules, choices: Sequence[str], points: Sequence[Number] | None = None) -> None:
    """BallotError for the first rule this ballot breaks."""
    for fault in faults(rules, choices, points):
        raise BallotError(fault.code, fault.text)


def utilities(kind: Kind, choices: Sequence[str], points: Sequence[Number] | None = None) -> dict[str, Number]:
    """What each named project is worth to this voter: 1, its points, or for a ranking its length minus the place.

    >>> utilities(Kind.RANKING, ["a", "b", "c"])
    {'a': 3, 'b': 2, 'c': 1}
    """
    names = list(dict.fromkeys(choices))
    if kind is Kind.RANKING:
        return {name: len(names) - place for place, name in enumerate(names)}
    if kind.with_points:
        return dict(zip(choices, points or (), strict=True))
    return dict.fromkeys(names, 1)


def _names(rules: BallotRules, choices: Sequence[str]) -> Iterator[Fault]:
    for name in choices:
        if name not in rules.costs:
            yield Fault("unknown", f"Kegiatan {name[:40]} tidak ada di surat suara.")
    if len(set(choices)) != len(choices):
        yield Fault("twice", "Satu kegiatan dipilih lebih dari sekali.")


def _length(rules: BallotRules, count: int) -> Iterator[Fault]:
    most = 1 if rules.kind is Kind.CHOOSE_ONE else rules.most
    if count < rules.least:
        yield Fault("few", f"Pilih paling sedikit {rules.least} kegiatan. Surat suara ini memilih {count}.")
    if most is not None and count > most:
        yield Fault("many", f"Pilih paling banyak {most} kegiatan. Surat suara ini memilih {count}.")


def _money(rules: BallotRules, known: Sequence[str]) -> Iterator[Fault]:
    if rules.min_cost is None and rules.max_cost is None:
        return
    total = sum(rules.costs[name] for name in known)
    if rules.min_cost is not None and total < rules.min_cost:
        yield Fault("cost_low", f"Jumlah biaya pilihan {total}, paling sedikit {rules.min_cost}.")
    if rules.max_cost is not None and total > rules.max_cost:
        yield Fault("cost_high", f"Jumlah biaya pilihan {total}, paling banyak {rules.max_cost}.")


def _points(rules: BallotRules, choices: Sequence[str], points: Sequence[Number] | None) -> Iterator[Fault]:
    if not rules.kind.with_points:
        return
    if points is None or len(points) != len(choices):
        yield Fault("points_missing", "Setiap kegiatan yang dipilih harus punya nilai.")
        return
    if rules.kind is Kind.POINTS and any(value < 0 for value in points):
        yield Fault("points_low", "Nilai tidak boleh kurang dari 0.")
    elif rules.min_points is not None and any(value < rules.min_points for value in points):
        yield Fault("points_low", f"Nilai paling rendah {rules.min_points}.")
    if rules.max_points is not None and any(value > rules.max_points for value in points):
        yield Fault("points_high", f"Nilai paling tinggi {rules.max_points}.")
    total = sum(points)
    if rules.min_sum is not None and total < rules.min_sum:
        yield Fault("sum_low", f"Jumlah nilai {total}, paling sedikit {rules.min_sum}.")
    if rules.max_sum is not None and total > rules.max_sum:
        yield Fault("sum_high", f"Jumlah nilai {total}, paling banyak {rules.max_sum}.")


def _per_category(rules: BallotRules, known: Sequence[str]) -> Iterator[Fault]:
    for category, limit in rules.per_category.items():
        mine = [name for name in known if category in rules.categories.get(name, ())]
        if len(mine) < limit.least:
            yield Fault("category_few", f"Pilih paling sedikit {limit.least} kegiatan dari {category}.")
        if limit.most is not None and len(mine) > limit.most:
            yield Fault("category_many", f"Pilih paling banyak {limit.most} kegiatan dari {category}.")
        if limit.max_cost is not None and sum(rules.costs[name] for name in mine) > limit.max_cost:
            yield Fault("category_cost", f"Jumlah biaya pilihan dari {category} paling banyak {limit.max_cost}.")
