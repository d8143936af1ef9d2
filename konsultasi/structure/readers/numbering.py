"""Word's automatic numbers, worked out as Word prints them: levels, restarts, numbers that come from a style."""

import re
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ORDINAL_WORDS = [
    "Kesatu",
    "Kedua",
    "Ketiga",
    "Keempat",
    "Kelima",
    "Keenam",
    "Ketujuh",
    "Kedelapan",
    "Kesembilan",
    "Kesepuluh",
]


@dataclass
class Level:
    """How one level of a list counts and what it prints."""

    fmt: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    indent: float | None = None
    legal: bool = False
    style: str = ""


@dataclass
class Numbering:
    """All lists of a document with their counters; the same abstract list shares one counter between its numbers."""

    abstract: dict[str, dict[int, Level]] = field(default_factory=dict)
    nums: dict[str, str] = field(default_factory=dict)
    overrides: dict[tuple[str, int], Level] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    used: set[tuple[str, int]] = field(default_factory=set)

    def level(self, num: str, depth: int) -> Level | None:
        """The level of a list, as this number changes it."""
        return self.overrides.get((num, depth)) or self.abstract.get(self.nums.get(num, ""), {}).get(depth)

    def styled(self, num: str, style: str) -> int | None:
        """The level that a paragraph style stands for in this list."""
        levels = self.abstract.get(self.nums.get(num, ""), {})
        return next((depth for depth, level in levels.items() if level.style and level.style == style), None)

    def print(self, num: str, depth: int) -> str:
        """Count one further at this level and give the number as printed."""
        level = self.level(num, depth)
        if level is None:
            return ""
        counter = self.counters.setdefault(self.nums[num], {})
        if (num, depth) in self.starts and (num, depth) not in self.used:
            self.used.add((num, depth))
            counter[depth] = self.starts[num, depth] - 1
        counter[depth] = counter.get(depth, level.start - 1) + 1
        for deeper in [key for key in counter if key > depth]:
            limit = self.level(num, deeper)
            if limit is None or limit.restart is None or (limit.restart and depth < limit.restart):
                del counter[deeper]
        return re.sub(r"%(\d)", lambda match: self._one(num, int(match[1]) - 1, counter, level.legal), level.text)

    def _one(self, num: str, depth: int, counter: dict[int, int], legal: bool) -> str:
        level = self.level(num, depth)
        if level is None:
            return ""
        return shown(counter.get(depth, level.start), "decimal" if legal else level.fmt)


def shown(value: int, fmt: str) -> str:
    """A number in Word's way of counting."""
    if fmt in ("lowerLetter", "upperLetter"):
        letter = chr(97 + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter if fmt == "lowerLetter" else letter.upper()
    if fmt in ("lowerRoman", "upperRoman"):
        return _roman(value).lower() if fmt == "lowerRoman" else _roman(value)
    if fmt in ("ordinalText", "cardinalText") and 0 < value <= 10:
        return _ORDINAL_WORDS[value - 1]
    if fmt == "decimalZero":
        return f"{value:02d}"
    return "" if fmt in ("none", "bullet") else str(value)


def _roman(value: int) -> str:
    table = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")]
    table += [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    words = ""
    for size, letters in table:
        words += letters * (value // size)
        value %= size
    return words


def load(root: Any, styles: dict[str, str]) -> Numbering:
    """The lists of numbering.xml; `styles`: numbering style -> its numId, for lists that only point to a style."""
    numbering = Numbering()
    if root is None:
        return numbering
    links: dict[str, str] = {}
    for element in root.findall(f"{W}abstractNum"):
        key = element.get(f"{W}abstractNumId", "")
        numbering.abstract[key] = {int(one.get(f"{W}ilvl", "0")): _level(one) for one in element.findall(f"{W}lvl")}
        link = element.find(f"{W}numStyleLink")
        if link is not None:
            links[key] = link.get(f"{W}val", "")
    for element in root.findall(f"{W}num"):
        num = element.get(f"{W}numId", "")
        target = element.find(f"{W}abstractNumId")
        numbering.nums[num] = target.get(f"{W}val", "") if target is not None else ""
        for change in element.findall(f"{W}lvlOverride"):
            depth = int(change.get(f"{W}ilvl", "0"))
            start = change.find(f"{W}startOverride")
            if start is not None:
                numbering.starts[num, depth] = _int(start, 1)
            own = change.find(f"{W}lvl")
            if own is not None:
                numbering.overrides[num, depth] = _level(own)
    for key, style in links.items():
        numbering.abstract[key] = numbering.abstract.get(numbering.nums.get(styles.get(style, ""), ""), {})
    return numbering


def _level(element: Any) -> Level:
    level = Level()
    for tag, name in (("numFmt", "fmt"), ("lvlText", "text"), ("pStyle", "style")):
        found = element.find(f"{W}{tag}")
        if found is not None:
            setattr(level, name, found.get(f"{W}val", ""))
    start, restart = element.find(f"{W}start"), element.find(f"{W}lvlRestart")
    level.start = _int(start, 1) if start is not None else 1
    level.restart = _int(restart, 0) if restart is not None else None
    level.legal = element.find(f"{W}isLgl") is not None
    indent = element.find(f"{W}pPr/{W}ind")
    if indent is not None:
        level.indent = left(indent)
    return level


def left(indent: Any) -> float:
    """Where a paragraph's number stands, in points."""
    total = float(indent.get(f"{W}left") or indent.get(f"{W}start") or 0) - float(indent.get(f"{W}hanging") or 0)
    return (total + float(indent.get(f"{W}firstLine") or 0)) / 20


def _int(element: Any, other: int) -> int:
    try:
        return int(element.get(f"{W}val", other))
    except ValueError:
        return other
