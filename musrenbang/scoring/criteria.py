"""What a forum looks at: criteria with weights, and ranges that turn a figure into 1 to 5 points."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass

LEAST, MOST = 1, 5


class CriteriaError(ValueError):
    """A set of criteria that cannot be used, or an answer it does not allow; the text is for people."""


class Measure(enum.StrEnum):
    """Figures of a proposal that a criterion may read by itself; ASKED is answered by each scorer."""

    ASKED = ""
    HOUSEHOLDS = "kk"
    PEOPLE = "jiwa"
    COST = "biaya"


@dataclass(frozen=True)
class Range:
    """Up to and including `upto` gives `points`; `upto` None is everything above."""

    upto: int | None
    points: int


@dataclass(frozen=True)
class Criterion:
    """One thing looked at: its key, weight (any positive whole number), and how points come about.

    `kind` limits it to proposals of that kind ("" = all). `ranges` are asked for where `measure` is.
    """

    key: str
    label: str
    weight: int
    measure: Measure = Measure.ASKED
    ranges: tuple[Range, ...] = ()
    kind: str = ""

    def __post_init__(self) -> None:
        if self.weight <= 0:
            raise CriteriaError(f"Bobot kriteria “{self.label}” harus lebih dari 0.")
        if self.measure is not Measure.ASKED:
            check_ranges(self.label, self.ranges)

    def points(self, value: int) -> int:
        """Points of a figure, by the ranges."""
        for part in self.ranges:
            if part.upto is None or value <= part.upto:
                return part.points
        raise CriteriaError(f"Rentang kriteria “{self.label}” tidak memuat {value}.")


def check_ranges(label: str, ranges: tuple[Range, ...]) -> None:
    """Ranges rise, end with one that takes everything above, and give 1 to 5 points."""
    bounds = [part.upto for part in ranges]
    closed = [bound for bound in bounds[:-1] if bound is not None]
    if not ranges or bounds[-1] is not None or len(closed) != len(ranges) - 1:
        raise CriteriaError(f"Rentang terakhir kriteria “{label}” harus tanpa batas atas.")
    if any(first >= second for first, second in zip(closed, closed[1:], strict=False)):
        raise CriteriaError(f"Batas rentang kriteria “{label}” harus naik.")
    if any(not LEAST <= part.points <= MOST for part in ranges):
        raise CriteriaError(f"Nilai rentang kriteria “{label}” antara 1 dan 5.")


@dataclass(frozen=True)
class CriteriaSet:
    """The criteria of one version, and the gates that a proposal must pass before it is scored."""

    criteria: tuple[Criterion, ...]
    gates: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        keys = [one.key for one in self.criteria]
        if len(set(keys)) != len(keys):
            raise CriteriaError("Dua kriteria memakai kunci yang sama.")

    def of(self, kind: str) -> tuple[Criterion, ...]:
        """Criteria that count for proposals of this kind."""
        return tuple(one for one in self.criteria if one.kind in ("", kind))

    def asked(self, kind: str, figures: Mapping[str, int | None]) -> tuple[Criterion, ...]:
        """Criteria that a scorer answers: those without a figure to read, and those whose figure is not known."""
        return tuple(one for one in self.of(kind) if not one.measure or figures.get(one.measure) is None)

    def measured(self, kind: str, figures: Mapping[str, int | None]) -> dict[str, int]:
        """Points that follow from the figures of the proposal, by criterion."""
        known = {one: figures.get(one.measure) for one in self.of(kind) if one.measure}
        return {one.key: one.points(value) for one, value in known.items() if value is not None}

    def failed(self, missing: frozenset[str]) -> tuple[str, ...]:
        """Words of the gates that are not passed, in the order of the set."""
        return tuple(label for key, label in self.gates if key in missing)
