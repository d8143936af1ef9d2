"""Reads the sets of sets/: a regulation, what an amendment does to it, and what must become of each quote.

The new text comes from plain string work on the old one; what is expected is written by hand beside it.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from konsultasi.anchoring.locating import Anchor

HERE = Path(__file__).parent / "sets"
FATES = {"tetap": "kept", "pindah": "moved", "berubah": "changed", "dihapus": "removed", "ragu": "doubtful"}


@dataclass(frozen=True)
class Expected:
    """One quote of a set: where it stands, the fates that are right, and the stretch of the new text."""

    anchor: Anchor
    fates: frozenset[str]
    span: tuple[int, int] | None
    line: str


@dataclass(frozen=True)
class Set:
    name: str
    old: str
    new: str
    expected: list[Expected]


def passages(text: str) -> dict[str, str]:
    """key -> words, from paragraphs that begin with "@key "."""
    found = {}
    for block in text.strip().split("\n\n"):
        key, _, words = block.partition(" ")
        found[key.removeprefix("@")] = words
    return found


def joined(parts: dict[str, str]) -> str:
    return "\n\n".join(parts.values()) + "\n"


def apply(parts: dict[str, str], line: str) -> dict[str, str]:
    """One step of an amendment."""
    head, _, rest = line.partition("|")
    verb, *keys = head.split()
    old, _, new = (part.strip().replace("\\n", "\n") for part in rest.partition("=>"))
    parts = dict(parts)
    if verb == "ganti":
        assert parts[keys[0]].count(old) == 1, line
        parts[keys[0]] = re.sub(r" +\n| {2,}$", "", parts[keys[0]].replace(old, new)).replace(".  ", ". ")
        if not new:
            parts[keys[0]] = parts[keys[0]].replace("  ", " ")
        parts[keys[0]] = parts[keys[0]].strip()
    elif verb == "hapus":
        del parts[keys[0]]
    elif verb == "sisip":
        parts = placed(parts, f"baru{len(parts)}", old, keys[1], 0)
    elif verb == "pindah":
        words = parts.pop(keys[0])
        parts = placed(parts, keys[0], words, keys[2], int(keys[1] == "sesudah"))
    elif verb == "kalimat":
        assert parts[keys[0]].count(old) == 1, line
        parts[keys[0]] = parts[keys[0]].replace(old, "").replace("  ", " ").strip()
        parts[keys[2]] = f"{parts[keys[2]]} {old}"
    elif verb == "pecah":
        assert parts[keys[0]].count(old) == 1, line
        first, second = parts[keys[0]].split(old)
        parts[keys[0]] = first.strip()
        after = list(parts).index(keys[0])
        parts = placed(parts, keys[0] + "-pecah", new + second, list(parts)[after], 1)
    elif verb == "gabung":
        parts[keys[0]] += " " + parts.pop(keys[1])
    else:
        raise AssertionError(line)
    return parts


def placed(parts: dict[str, str], key: str, words: str, beside: str, after: int) -> dict[str, str]:
    rows = list(parts.items())
    at = [name for name, _ in rows].index(beside) + after
    return dict([*rows[:at], (key, words), *rows[at:]])


def nth(text: str, words: str) -> tuple[int, int]:
    """Where words stand; "words @2" is their second place."""
    found = re.fullmatch(r"(.*?)(?: @(\d+))?", words, re.DOTALL)
    assert found
    quote, count = found[1].replace("\\n", "\n"), int(found[2] or 1)
    at = -1
    for _ in range(count):
        at = text.index(quote, at + 1)
    return at, at + len(quote)


def read(path: Path) -> Set:
    head, _, tail = path.read_text(encoding="utf-8").partition("---\n")
    steps = [line for line in head.splitlines() if line and not line.startswith("#")]
    source = steps.pop(0).removeprefix("naskah ") if steps[0].startswith("naskah ") else "sampah.txt"
    base = passages((HERE / source).read_text(encoding="utf-8"))
    for line in steps:
        if line.startswith("dasar "):
            base = apply(base, line.removeprefix("dasar "))
    parts = base
    for line in steps:
        if not line.startswith("dasar "):
            parts = apply(parts, line)
    old, new = joined(base), joined(parts)
    lines = [line for line in tail.splitlines() if line]
    return Set(path.stem, old, new, [expected(line, number, old, new) for number, line in enumerate(lines)])


def expected(line: str, number: int, old: str, new: str) -> Expected:
    head, _, rest = line.partition("|")
    quote, arrow, target = rest.strip().partition("=>")
    quote, target = quote.strip(), target.strip()
    fates = frozenset(FATES[word] for word in head.split())
    if fates == {"doubtful"}:
        return Expected(Anchor(number, quote, "", "", 10), fates, None, line)
    start, end = nth(old, quote)
    anchor = Anchor(number, old[start:end], old[max(0, start - 32) : start], old[end : end + 32], start)
    span = None
    if target.startswith("[sesudah] "):
        at = nth(new, target.removeprefix("[sesudah] "))[1]
        span = (at, at)
    elif fates != {"removed"}:
        span = nth(new, target if arrow else quote)
    return Expected(anchor, fates, span, line)


def all_sets() -> list[Set]:
    return [read(path) for path in sorted(HERE.glob("[0-9]*.txt"))]
