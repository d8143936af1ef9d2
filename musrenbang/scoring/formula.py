"""From points to a score: 20 to 100, two decimals, rounded half up once, at the end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from musrenbang.scoring.criteria import LEAST, MOST, CriteriaError, CriteriaSet

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Sheet:
    """The answers of one scorer about one proposal: points by criterion; `home` is her village ("" = none)."""

    scorer: str
    points: Mapping[str, int]
    home: str = ""


def rounded(value: Fraction) -> Decimal:
    """Two decimals, half up; exact, whatever the fraction.

    >>> rounded(Fraction(1, 3)), rounded(Fraction(70125, 1000))
    (Decimal('0.33'), Decimal('70.13'))
    """
    cents = (value.numerator * 200 + value.denominator) // (2 * value.denominator)
    return (Decimal(cents) / 100).quantize(CENT, ROUND_HALF_UP)


def exact(chosen: CriteriaSet, kind: str, points: Mapping[str, int]) -> Fraction:
    """sum(weight x points) / sum(weight) x 20, exact; CriteriaError where an answer is missing or out of 1 to 5."""
    criteria = chosen.of(kind)
    if not criteria:
        raise CriteriaError("Tidak ada kriteria untuk jenis usulan ini.")
    total = Fraction(0)
    for one in criteria:
        if one.key not in points:
            raise CriteriaError(f"Kriteria “{one.label}” belum dinilai.")
        if not LEAST <= points[one.key] <= MOST:
            raise CriteriaError(f"Nilai kriteria “{one.label}” antara 1 dan 5.")
        total += one.weight * points[one.key]
    return total * 20 / sum(one.weight for one in criteria)


def score(chosen: CriteriaSet, kind: str, points: Mapping[str, int]) -> Decimal:
    """The score of one scorer."""
    return rounded(exact(chosen, kind, points))


def fair(sheets: Iterable[Sheet], home: str, *, leave_out_own: bool) -> list[Sheet]:
    """The sheets that count for a proposal of the village `home`; a scorer's own village is left out on demand."""
    return [one for one in sheets if not (leave_out_own and one.home and one.home == home)]


def average(chosen: CriteriaSet, kind: str, sheets: Iterable[Sheet]) -> Decimal | None:
    """The mean of the scorers whose sheets are complete, rounded once; None while there is none."""
    keys = {one.key for one in chosen.of(kind)}
    full = [exact(chosen, kind, sheet.points) for sheet in sheets if keys and keys <= sheet.points.keys()]
    return rounded(sum(full, Fraction(0)) / len(full)) if full else None
