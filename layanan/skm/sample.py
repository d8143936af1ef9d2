"""How many people a survey should ask, by the number of people served in the period (not of residents)."""

from fractions import Fraction
from math import ceil, floor

CHI_SQUARE = Fraction(3841, 1000)  # 95 %, one degree of freedom
HALF = Fraction(1, 2)
ERROR = Fraction(1, 20)


def krejcie_morgan(population: int, proportion: Fraction = HALF, error: Fraction = ERROR) -> int:
    """Krejcie and Morgan 1970, ordinary rounding; their table prints 384 at 100,000 where the formula gives 383."""
    if population < 1:
        return 0
    spread = CHI_SQUARE * proportion * (1 - proportion)
    wanted = population * spread / (error**2 * (population - 1) + spread)
    return floor(wanted + HALF)


def slovin(population: int, error: Fraction = ERROR) -> int:
    """Slovin's formula, rounded up."""
    return ceil(population / (1 + population * error**2)) if population > 0 else 0
