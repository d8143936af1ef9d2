"""The index: exact fractions all the way, rounded once at the end, the grade taken from the rounded figure.

n is the number of whole forms: a form with a blank leaves n altogether. Source: PermenPANRB 14/2017, annex.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from layanan.skm.unsur import SLUGS

EXACT = Fraction(1, 9)
COMMON = Fraction(11, 100)  # what offices use that follow the regulation's rounded example; all fours give 99.00
SCALE = 25
LEAST, MOST = 1, 4
ENOUGH = 30  # fewer forms than this: the figure is said to be weak
LEAST_CELL = 5  # smaller cells of a breakdown are not shown
GRADES = (  # from this index on
    (Decimal("88.31"), "A", "Sangat baik"),
    (Decimal("76.61"), "B", "Baik"),
    (Decimal("65.00"), "C", "Kurang baik"),
    (Decimal("0"), "D", "Tidak baik"),
)


@dataclass(frozen=True)
class Index:
    """What n whole forms say; every figure None where n = 0."""

    n: int
    nrr: dict[str, Fraction | None]
    ni: Fraction | None
    ikm: Decimal | None
    mutu: str | None

    @property
    def performance(self) -> str:
        """The grade in words."""
        return next((words for _, grade, words in GRADES if grade == self.mutu), "")

    @property
    def enough(self) -> bool:
        """Whether the figure rests on enough forms to be quoted without a warning."""
        return self.n >= ENOUGH

    def lowest(self, count: int = 3) -> list[str]:
        """The elements with the lowest means, lowest first; equal ones in the order of the questionnaire."""
        found = [(mean, slug) for slug, mean in self.nrr.items() if mean is not None]
        return [slug for _, slug in sorted(found, key=lambda one: (one[0], SLUGS.index(one[1])))[:count]]

    def highest(self) -> str:
        """The element with the highest mean ("" where n = 0)."""
        found = [(mean, slug) for slug, mean in self.nrr.items() if mean is not None]
        return max(found, key=lambda one: (one[0], -SLUGS.index(one[1])))[1] if found else ""


def index(n: int, sums: Mapping[str, int], weight: Fraction = EXACT) -> Index:
    """The index of n whole forms whose answers add up to `sums` by slug."""
    if n == 0:
        return Index(0, dict.fromkeys(SLUGS), None, None, None)
    nrr: dict[str, Fraction | None] = {slug: Fraction(sums[slug], n) for slug in SLUGS}
    ni = Fraction(sum(sums[slug] for slug in SLUGS), n) * weight
    ikm = half_up(ni * SCALE)
    return Index(n, nrr, ni, ikm, grade(ikm))


def of_forms(forms: Iterable[Mapping[str, int]], weight: Fraction = EXACT) -> Index:
    """The index of whole forms."""
    n, sums = 0, dict.fromkeys(SLUGS, 0)
    for form in forms:
        n += 1
        for slug in SLUGS:
            sums[slug] += form[slug]
    return index(n, sums, weight)


def half_up(value: Fraction, places: int = 2) -> Decimal:
    """A fraction as a decimal, halves rounded up."""
    shift = 10**places
    whole = (2 * value.numerator * shift + value.denominator) // (2 * value.denominator)
    return (Decimal(whole) / shift).quantize(Decimal(1) / shift, rounding=ROUND_HALF_UP)


def grade(ikm: Decimal) -> str:
    """The grade of a rounded index (76.605 is 76.61, so B)."""
    rounded = ikm.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return next(letter for least, letter, _ in GRADES if rounded >= least)
