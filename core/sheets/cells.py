"""One cell: from what the file holds to the value of its column, or a message in words."""

import difflib
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from core.forms import plain_number
from core.sheets.columns import Column, key_of
from core.sheets.template import choices_of
from core.text import clean, cut

MONTHS = ["januari", "februari", "maret", "april", "mei", "juni"]
MONTHS += ["juli", "agustus", "september", "oktober", "november", "desember"]
SHORT = {name[:3]: number for number, name in enumerate(MONTHS, 1)} | {"agt": 8, "ags": 8, "agust": 8, "sept": 9}
MONTH = {name: number for number, name in enumerate(MONTHS, 1)} | SHORT | {"nopember": 11, "pebruari": 2}

FORMULA = "Sel ini berisi rumus. Salin, lalu tempel sebagai nilai."
REQUIRED = "Isi sel ini."
AS_DATE = "Excel membaca sel ini sebagai tanggal. Ubah format sel menjadi Teks, lalu ketik lagi."
NOT_DATE = "Tulis tanggal, misalnya 31/12/2026."
NOT_WHOLE = "Tulis bilangan bulat dengan angka, misalnya 25."
NOT_DECIMAL = "Tulis angka, misalnya 120 atau 1,5."
NOT_MONEY = "Tulis jumlah rupiah dengan angka saja, misalnya 1.250.000."
NOT_YES = "Tulis Ya atau Tidak."

_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,6})?\Z")
_GROUPED = re.compile(r"-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?\Z|-?\d+\.\d+\Z")  # 1.250.000,5 or 1250.5; never 1,250.5


class CellMistakeError(ValueError):
    """The cell cannot be read; its text tells the person what to do."""


def value_of(cell: Any, column: Column) -> Any:
    """The typed value of an openpyxl cell in this column; "" or None where nothing stands."""
    raw, kind = getattr(cell, "value", None), getattr(cell, "data_type", "n")
    if kind == "f":
        raise CellMistakeError(FORMULA)
    if kind == "e":
        raise CellMistakeError(f"Sel ini berisi galat {cut(str(raw), 20)}. Isi dengan nilai yang benar.")
    if isinstance(raw, str):
        raw = clean(raw)
    if raw is None or raw == "":
        if column.required:
            raise CellMistakeError(REQUIRED)
        return "" if column.kind in ("text", "choice") else None
    value = READERS[column.kind](raw, column)
    _limits(value, column)
    return value


def blank(cell: Any) -> bool:
    """Nothing stands there that a person would see."""
    value = getattr(cell, "value", None)
    return value is None or (isinstance(value, str) and not clean(value))


def _text(raw: Any, column: Column) -> str:
    if isinstance(raw, date | time | timedelta):
        raise CellMistakeError(AS_DATE)
    if isinstance(raw, bool):
        return "Ya" if raw else "Tidak"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < 1e15 else repr(raw).replace(".", ",")
    return str(raw)


def _choice(raw: Any, column: Column) -> str:
    word = _text(raw, column)
    pairs = choices_of(column)
    if any(value == word for value, _ in pairs):
        return word
    fit = [value for value, label in pairs if key_of(label) == key_of(word)]
    if len(fit) == 1:
        return fit[0]
    if fit:
        raise CellMistakeError(f"Ada {len(fit)} “{cut(word, 60)}”. Tulis kodenya: {', '.join(fit[:5])}.")
    raise CellMistakeError(_unknown(word, column))


def _unknown(word: str, column: Column) -> str:
    """What may stand there, or the nearest word of a long list."""
    words = {key_of(label): label for _, label in choices_of(column)}
    near = difflib.get_close_matches(key_of(word)[:80], list(words), n=1, cutoff=0.75)
    if near:
        return f"“{cut(word, 40)}” tidak ada dalam daftar. Maksud Anda “{words[near[0]]}”?"
    if len(words) <= 8:
        return f"“{cut(word, 40)}” tidak ada dalam daftar. Pilih: {', '.join(words.values())}."
    return f"“{cut(word, 40)}” tidak ada dalam daftar. Lihat lembar Pilihan."


def _date(raw: Any, column: Column) -> date:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    parts = re.split(r"[\s/.\-]+", raw.casefold()) if isinstance(raw, str) else []
    if len(parts) != 3:
        raise CellMistakeError(NOT_DATE)
    if len(parts[0]) == 4:
        parts.reverse()  # year first
    day, month, year = parts
    number = MONTH.get(month) or (int(month) if month.isdecimal() and len(month) <= 2 else 0)
    if not (day.isdecimal() and len(day) <= 2 and year.isdecimal() and len(year) == 4):
        raise CellMistakeError(NOT_DATE)
    try:
        return date(int(year), number, int(day))
    except ValueError as error:
        raise CellMistakeError(NOT_DATE) from error


def _number(raw: Any, message: str) -> Decimal:
    """A number as the cell holds it, or as Indonesians write it in a text cell."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise CellMistakeError(AS_DATE if isinstance(raw, date | time | timedelta) else message)
    if isinstance(raw, str) and not _GROUPED.match(raw):
        raise CellMistakeError(message)
    text = plain_number(raw) if isinstance(raw, str) else f"{Decimal(repr(raw)):f}"
    if len(text) > 30:
        raise CellMistakeError(message)
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise CellMistakeError(message) from error


def _whole(raw: Any, column: Column, message: str = NOT_WHOLE) -> int:
    number = _number(raw, message)
    if not number.is_finite() or number != number.to_integral_value() or abs(number) > 10**15:
        raise CellMistakeError(message)
    return int(number)


def _money(raw: Any, column: Column) -> int:
    if isinstance(raw, str):
        raw = re.sub(r"\A(rp|idr)\.?\s*", "", raw, flags=re.IGNORECASE).removesuffix(",-").strip()
    amount = _whole(raw, column, NOT_MONEY)
    if amount < 0 and column.min is None:
        raise CellMistakeError("Jumlah rupiah tidak boleh kurang dari nol.")
    return amount


def _decimal(raw: Any, column: Column) -> Decimal:
    number = _number(raw, NOT_DECIMAL)
    if not number.is_finite() or abs(number) > 10**15:
        raise CellMistakeError(NOT_DECIMAL)
    rounded = round(number, column.places)
    # A float cell of 0.1 + 0.2 means 0.3; a person who typed more decimals than there is room for is told.
    if abs(rounded - number) > Decimal("1e-9"):
        raise CellMistakeError(f"Tulis paling banyak {column.places} angka di belakang koma.")
    return rounded


def _yes_no(raw: Any, column: Column) -> bool:
    if isinstance(raw, bool):
        return raw
    word = key_of(str(raw))
    if word in ("ya", "y", "1", "v", "✓", "benar"):
        return True
    if word in ("tidak", "t", "0", "tdk", "-", "x", "bukan"):
        return False
    raise CellMistakeError(NOT_YES)


def _limits(value: Any, column: Column) -> None:
    text = column.kind == "text"
    size = len(value) if text else value
    unit = " huruf" if text else ""
    if column.kind in ("choice", "yes_no"):
        return
    if column.max is not None and size > column.max:
        raise CellMistakeError(f"Paling {'banyak' if text else 'besar'} {_shown(column.max)}{unit}.")
    if column.min is not None and size < column.min:
        raise CellMistakeError(f"Paling {'sedikit' if text else 'kecil'} {_shown(column.min)}{unit}.")


def _shown(limit: Any) -> str:
    if isinstance(limit, date):
        return f"{limit:%d/%m/%Y}"
    return f"{limit:,}".replace(",", "_").replace(".", ",").replace("_", ".")


READERS: dict[str, Callable[[Any, Column], Any]] = {
    "text": _text,
    "choice": _choice,
    "date": _date,
    "whole": _whole,
    "decimal": _decimal,
    "money": _money,
    "yes_no": _yes_no,
}
