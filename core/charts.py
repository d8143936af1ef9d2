"""Charts drawn on the server: bars beside their numbers, one sentence that says what they show, a table, a CSV."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from core.text import rupiah

Number = int | float | Decimal


@dataclass(frozen=True)
class Bar:
    """One bar: `voice` is "" (plain), "paid" or "lost"; `mark` is a word said with a check sign ("Terpilih")."""

    label: str
    value: Number
    words: str
    share: str  # width in percent, as the SVG wants it
    voice: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Bars:
    """Bars of one measure. `rows` are (label, value[, voice[, mark]]); `unit` is "suara", "Rp", "%" or "".

    `places` are decimals of figures that are not whole; `full` is what a whole bar stands for (0: the greatest value).
    """

    title: str
    sentence: str
    rows: Sequence[Sequence[Any]]
    unit: str = ""
    label: str = "Uraian"
    level: int = 3
    places: int = 1
    full: Number = 0
    bars: list[Bar] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "bars", list(self._draw()))

    def _draw(self) -> Iterable[Bar]:
        most = self.full or max([abs(row[1]) for row in self.rows] + [0])
        for label, value, *rest in self.rows:
            share = 100 * float(abs(value)) / float(most) if most else 0.0
            voice, mark = (*rest, "", "")[:2]
            yield Bar(str(label), value, words(value, self.unit, self.places), f"{share:.1f}%", voice, mark)

    @property
    def measure(self) -> str:
        """Heading of the number column."""
        return {"Rp": "Rupiah", "%": "Persen", "": "Jumlah"}.get(self.unit, self.unit[:1].upper() + self.unit[1:])


def words(value: Number, unit: str = "", places: int = 1) -> str:
    """A number as people write it, with its unit: 1.250 suara, Rp1.250.000, 12,5 %."""
    if unit == "Rp":
        return rupiah(value)
    whole = value == int(value)
    text = f"{int(value):,}" if whole else f"{value:,.{places}f}"
    text = text.translate(str.maketrans(",.", ".,"))
    return f"{text}\u00a0{unit}" if unit else text
