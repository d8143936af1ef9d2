"""Amounts as files write them, exact; never a float."""

import re
from fractions import Fraction

# Bounded on purpose: Fraction("1e999999999") would fill the memory of the machine.
PLAIN = re.compile(r"[+-]?[0-9]{1,30}(?:[.,][0-9]{0,15})?(?:[eE][+-]?[0-9]{1,2})?")
SPACES = str.maketrans("", "", " \u00a0\u2009\u202f\t")


def amount(text: str) -> Fraction:
    """An amount, exact; older files write a decimal comma or blanks between thousands. ValueError otherwise.

    >>> amount("1 250,50")
    Fraction(2501, 2)
    """
    bare = text.translate(SPACES)
    if not PLAIN.fullmatch(bare):
        raise ValueError(f"bukan angka: {text[:40]}")
    return Fraction(bare.replace(",", "."))


def is_plain(text: str) -> bool:
    """Whether the amount is written as the format asks: digits and at most one decimal point."""
    return text.replace(".", "", 1).isdecimal() and text.isascii()


def written(value: Fraction | int) -> str:
    """An exact amount as text: 416000, 12.5 or, where no short decimal says it, 1/3.

    >>> [written(Fraction(*pair)) for pair in ((416000, 1), (25, 2), (1, 3))]
    ['416000', '12.5', '1/3']
    """
    value = Fraction(value)
    if value.denominator == 1:
        return str(value.numerator)
    for digits in range(1, 7):
        scaled = value * 10**digits
        if scaled.denominator == 1:
            whole, rest = divmod(abs(scaled.numerator), 10**digits)
            return f"{'-' if value < 0 else ''}{whole}.{rest:0{digits}}"
    return f"{value.numerator}/{value.denominator}"
