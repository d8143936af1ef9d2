"""What a column of a table may hold, and what was found in a filled table."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

Kind = Literal["text", "choice", "date", "whole", "decimal", "money", "yes_no"]


@dataclass(frozen=True)
class Column:
    """One column: its key in a row, the heading people see, and what may stand below it.

    `max` and `min`: length of a text; greatest and least of a number or date. `choices` are (value, word) pairs; both
    are understood in a cell. `codes` prints the values beside the words in the template, for words that are not unique.
    """

    name: str
    label: str
    kind: Kind = "text"
    required: bool = False
    max: Any = None
    min: Any = None
    choices: Sequence[tuple[str, str]] = ()
    codes: bool = False
    hint: str = ""
    aliases: Sequence[str] = ()  # other headings it is known by
    places: int = 2  # decimals of a measure
    width: int = 20  # letters, in the template

    @property
    def heading(self) -> str:
        """The heading in the template; a star marks what must be filled in."""
        return f"{self.label} *" if self.required else self.label


@dataclass(frozen=True)
class CellError:
    """What is wrong in one cell; `row` is the number at the edge of the sheet, `column` the heading ("" = the row)."""

    row: int
    column: str
    message: str


@dataclass(frozen=True)
class Row:
    """One filled row: its number in the file and its typed values (None or "" where nothing stands)."""

    number: int
    values: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


@dataclass
class Sheet:
    """A table as it was read. `rows` holds every filled row, also those with errors; use them only without errors."""

    rows: list[Row] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    unknown_columns: list[str] = field(default_factory=list)
    more_errors: bool = False  # there are more than are listed
    head: int = 0  # the row of the headings
    found: frozenset[str] = frozenset()  # names of the columns that stand in the file

    @property
    def digest(self) -> str:
        """Names the content: the same for the same values in the same order, however the file was saved."""
        sums = hashlib.sha256()
        for row in self.rows:
            sums.update(json.dumps(list(_plain(row.values)), ensure_ascii=False).encode() + b"\n")
        return sums.hexdigest()


def _plain(values: dict[str, Any]) -> Iterator[Any]:
    for name in sorted(values):
        value = values[name]
        yield [name, str(value) if isinstance(value, date | Decimal) else value]


def key_of(label: str) -> str:
    """A heading or word as it is compared: small letters, single blanks, no star."""
    return " ".join(label.casefold().replace("*", " ").split())
