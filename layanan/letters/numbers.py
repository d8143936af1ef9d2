"""Letter numbers: classification/serial/unit/roman month/year, read back, and the gaps of a register."""

import re
from collections.abc import Iterable
from datetime import date

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
PARTS = ("kode", "nomor", "unit", "bulan", "tahun")
_PART = re.compile(r"\{(\w*)\}")


def pattern_faults(pattern: str) -> list[str]:
    """What is wrong with the shape of a number, in words."""
    used = _PART.findall(pattern)
    wrong = [f"{{{name}}} tidak dikenal. Pakailah {', '.join('{' + part + '}' for part in PARTS)}."
             for name in used if name not in PARTS]  # fmt: skip
    if used.count("nomor") != 1:
        wrong.append("Bentuk nomor harus memuat {nomor} satu kali.")
    if re.search(r"[{}]", _PART.sub("", pattern)):
        wrong.append("Kurung kurawal tidak berpasangan.")
    return wrong


def written(pattern: str, *, code: str, serial: int, unit: str, day: date) -> str:
    """The number as it stands on the letter: 474/125/Kec.Tmg/XI/2026."""
    values = {"kode": code, "nomor": str(serial), "unit": unit, "bulan": ROMAN[day.month - 1], "tahun": str(day.year)}
    return _PART.sub(lambda match: values[match[1]], pattern)


def serial_in(number: str, pattern: str, *, code: str, unit: str) -> int | None:
    """The serial of a typed number where it has the shape of its class; None where it has another."""
    shapes = {
        "kode": re.escape(code), "nomor": r"0*(?P<serial>[0-9]{1,9})", "unit": re.escape(unit), "bulan": "[IVX]{1,4}",
        "tahun": "[0-9]{4}",
    }  # fmt: skip
    parts = _PART.split(pattern)
    shape = "".join(shapes[part] if place % 2 else re.escape(part) for place, part in enumerate(parts))
    match = re.fullmatch(shape, number)
    return int(match["serial"]) if match else None


def gaps(serials: Iterable[int], first: int = 1) -> list[tuple[int, int]]:
    """Serials that are missing between the first one and the greatest known, as spans (from, to)."""
    found, expected = [], first
    for serial in sorted(set(serials)):
        if serial > expected:
            found.append((expected, serial - 1))
        expected = max(expected, serial + 1)
    return found


def gap_words(spans: Iterable[tuple[int, int]]) -> str:
    """ "7, 9–12" """
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in spans)
