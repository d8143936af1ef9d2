"""A proposal as a row of SIPD's table, and whether a row of SIPD says anything else."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from musrenbang.sipd.columns import HEADERS, WATCHED
from musrenbang.sipd.matching import quantity_of

LEVELS = ("mitra", "desa", "kecamatan", "pd", "tapd")


@dataclass(frozen=True)
class Line:
    """What SIPD is told of one proposal; `said` is what SIPD told us of it last."""

    number: str
    sipd_id: str
    day: date | None
    proposer: str
    profile: str
    affair: str
    title: str
    problem: str
    address: str
    regency: str
    district: str
    village: str
    towards: str
    agency_first: str
    agency: str
    status: str
    recommended: dict[str, str]
    quantity: Decimal | None
    unit: str
    budget: Decimal | None
    said: dict[str, Any]


def line_of(one: Line) -> list[Any]:
    """The cells of a row, in the order of HEADERS."""
    values = values_of(one)
    return [values[name] for name in HEADERS]


def values_of(one: Line) -> dict[str, Any]:
    """Every cell by its key. Status and note are SIPD's own last words where it said any; the rest is ours."""
    said = one.said
    own = {name: getattr(one, name, "") for name in HEADERS}
    own |= {f"rec_{level}": one.recommended.get(level) or said.get(f"rec_{level}", "") for level in LEVELS}
    own |= {"status": said.get("status") or one.status, "note": note_of(one.number, said.get("note", ""))}
    own |= {"volume": one.quantity if one.quantity is not None else said.get("volume", "")}
    own |= {"unit": one.unit or said.get("unit", ""), "agency": one.agency or said.get("agency", "")}
    own |= {"budget": one.budget if one.budget is not None else said.get("budget")}
    return own | {name: said.get(name, "") for name in ("spending", "activity")}


def note_of(number: str, note: str) -> str:
    """Our number goes along to SIPD and comes back with it, so that the row is known without an ID."""
    return note if number in note else f"Nomor {number}. {note}".strip()


def differences(row: Any, one: Line) -> dict[str, Any]:
    """What SIPD says in this row that we neither have ourselves nor heard from it before; {} = nothing new."""
    ours = values_of(one)
    says = {name: row[name] for name in WATCHED} | {"note": without_number(row["note"], one.number)}
    return {
        name: said
        for name, said in says.items()
        if said not in ("", None) and not same(row[name], ours[name]) and not same(said, one.said.get(name))
    }


def without_number(note: str, number: str) -> str:
    """SIPD's own words: our number, which only travelled along, is left out."""
    return note.replace(f"Nomor {number}.", "").strip() if number else note


def same(one: Any, other: Any) -> bool:
    """The same to a reader: numbers by value, words without regard to letters' size and blanks."""
    if other in ("", None):
        return False
    if isinstance(one, int | Decimal) or isinstance(other, int | Decimal):
        first, second = as_number(one), as_number(other)
        return first is not None and first == second
    return " ".join(str(one).casefold().split()) == " ".join(str(other).casefold().split())


def as_number(value: Any) -> Decimal | None:
    """A cell as a number, None where it holds words."""
    return Decimal(value) if isinstance(value, int | Decimal) else quantity_of(str(value))
