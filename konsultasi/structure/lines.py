"""Lines of a source made ready: characters tidied, broken lines rejoined, beginnings of paragraphs seen."""

import dataclasses
import re
import statistics
import unicodedata

from .marks import QUOTES, ended, heads, items
from .model import Line

_LIGATURES = {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "\u2011": "-", "\u2010": "-"}
_INVISIBLE = {0x200B: None, 0x200C: None, 0x200D: None, 0x2060: None, 0xFEFF: None, 0x202A: None, 0x202C: None}
_TABLE = str.maketrans({**{ord(one): two for one, two in _LIGATURES.items()}, **_INVISIBLE})
_TWINS = {
    "sayur-mayur",
    "lauk-pauk",
    "gerak-gerik",
    "bolak-balik",
    "seluk-beluk",
    "tindak-lanjut",
    "tanggung-renteng",
    "warna-warni",
    "hiruk-pikuk",
    "serba-serbi",
    "turun-temurun",
    "tanda-tangan",
    "lalu-lintas",
    "lalu-lalang",
    "simpang-siur",
    "cuci-mulut",
    "asal-usul",
    "ramah-tamah",
    "beras-petas",
    "sepak-terjang",
    "suka-duka",
    "jual-beli",
    "antar-jemput",
    "naik-turun",
}
_PREFIXES = {
    "non",
    "sub",
    "anti",
    "pra",
    "pro",
    "eks",
    "semi",
    "multi",
    "antar",
    "ko",
    "self",
    "co",
    "on",
    "off",
    "pre",
}


def tidy(text: str) -> str:
    """One kind of blank, composed letters, no invisible or control characters."""
    text = unicodedata.normalize("NFC", text).translate(_TABLE)
    text = "".join(char if char.isprintable() or char == "\xad" else " " for char in text)
    return re.sub(r"\s+", " ", text).strip()


def vocabulary(lines: list[Line]) -> set[str]:
    """Words that stand whole inside lines: they tell whether a hyphen at a line's end belongs to the word."""
    words: set[str] = set()
    for line in lines:
        words.update(word.lower() for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text)[:-1])
    return words


def join(one: str, two: str, words: set[str] | None = None) -> str:
    """Two lines of one paragraph as one text; a hyphen that only broke the line goes away."""
    one, two = one.rstrip(), two.lstrip()
    if not one or not two:
        return one or two
    if one.endswith("\xad"):
        return one[:-1] + two
    if one.endswith("/") and not one.endswith(" /"):
        return one + two
    tail = re.search(r"([^\W_]+(?:-[^\W_]+)*)-$", one[-60:])
    head = re.match(r"[^\W_]+(?:-[^\W_]+)*", two[:60])
    if tail and head:
        return one + two if _keeps(tail[1], head[0], words or set()) else one[:-1] + two
    return one + " " + two


def _keeps(tail: str, head: str, words: set[str]) -> bool:
    """The hyphen belongs to the word ("sebaik-baiknya"), it did not just break it ("pelak-sanaan")."""
    if len(tail) == 1 or not head[0].islower() or not tail.islower():
        return not (tail.isalpha() and tail[0].isupper() and tail[1:].islower() and head.islower()) or _twin(tail, head)
    last = tail.rpartition("-")[2]
    if f"{tail}-{head}" in words:
        return True
    if tail + head in words:
        return False
    return _twin(last, head) or f"{last}-{head}" in _TWINS or last in _PREFIXES


def _twin(tail: str, head: str) -> bool:
    tail, head = tail.lower(), head.lower()
    for size in range(len(tail), 2, -1):
        if head.startswith(tail[-size:]) and (size == len(tail) or tail[: len(tail) - size] in _BEFORE):
            return True
    return len(tail) >= 3 and (tail in head or (len(tail) > 3 and tail[1:] in head and head[:2] in ("me", "pe")))


_BEFORE = {
    "ber",
    "se",
    "ter",
    "me",
    "mem",
    "men",
    "meng",
    "per",
    "ke",
    "di",
    "pe",
    "be",
    "memper",
    "keber",
    "peng",
    "te",
}


def settle(lines: list[Line], form: str) -> None:
    """Say which lines begin a paragraph: Word says so itself, elsewhere the shape of the page does."""
    if form == "docx" and not broken(lines):
        for line in lines:
            line.fresh = line.sure = True
        return
    margin = _margin(lines)
    for index, line in enumerate(lines):
        line.fresh = line.fresh or index == 0 or _stops(lines[index - 1], line, margin)
        line.sure = False
        line.free = index == 0 or margin == 0.0 or _room(lines[index - 1], line, margin)


def broken(lines: list[Line]) -> bool:
    """Paragraphs of this Word file are really lines of a page: most go on in the next one in small letters."""
    body = [line for line in lines if len(line.text) > 40]
    pairs = list(zip(lines, lines[1:], strict=False))
    open_ends = sum(1 for one, two in pairs if len(one.text) > 40 and not ended(one.text) and _goes_on(two))
    return len(body) >= 12 and open_ends > 0.35 * len(body)


def _goes_on(line: Line) -> bool:
    return line.text[:1].islower() and not items(line.text)


def _margin(lines: list[Line]) -> float:
    """How wide a full line is, in the source's own measure; 0 when lines are not broken at a margin."""
    widths = [_reach(line) for line in lines if len(line.text) > 30]
    if len(widths) < 3:
        return 0.0
    wide = statistics.quantiles(widths, n=20)[17]
    longest = max(len(line.text) for line in lines)
    return 0.0 if longest > 200 and not lines[0].width else wide


def _reach(line: Line) -> float:
    return line.width or (line.indent or 0) + len(line.text)


def _room(before: Line, line: Line, margin: float) -> bool:
    """The line before stopped well short of the margin: the first word of this one would have fitted there."""
    word = len(line.text.split(" ", 1)[0]) + 1
    fits = margin - _reach(before) > word * (margin / 80 if before.width else 1) * 1.3
    return fits and _reach(before) < margin * 0.86


def _stops(before: Line, line: Line, margin: float) -> bool:
    if margin == 0.0:
        return ended(before.text) or not line.text[:1].islower()
    short = _reach(before) < margin * 0.86
    if (
        any(not before.text[mark.size :].strip() for mark in heads(before.text))
        or before.text.isupper() != line.text.isupper()
    ):
        return not line.text[:1].islower() or short
    word = len(line.text.split(" ", 1)[0]) + 1
    room = margin - _reach(before) > word * (margin / 80 if before.width else 1) * 1.3
    return ended(before.text) and (short or room)


_PARTS = re.compile(
    r"(?<=[;:.,A-Za-z]) (?=(?:Menimbang|Mengingat|Memperhatikan)\s*:|MEMUTUSKAN\b|Menetapkan\s*:|"
    r"DENGAN RAHMAT TUHAN|PENJELASAN ATAS\b|"
    r"BAB I [A-Z]|Pasal [1I] (?=Dalam |Beberapa )|(?:Ditetapkan|Disahkan|Diundangkan) di [A-Z]|"
    r"Agar setiap orang|I\. UMUM\b|"
    r"(?:BUPATI|GUBERNUR|WALI ?KOTA|PRESIDEN|MENTERI)\b[A-Z ]{1,60}, Menimbang)"
)
_PARTS_ANYWHERE = re.compile(  # so plain that a short line is cut there too
    r"(?<=[;:.,A-Z]) (?=(?:Menimbang|Mengingat|Memperhatikan)\s*:|MEMUTUSKAN\s*:|"
    r"DENGAN RAHMAT TUHAN YANG|BAB I [A-Z]{4})"
)
_TITLE_INSIDE = re.compile(
    r"(?<=[A-Z]) (?=(?:(?:PERATURAN|KEPUTUSAN) (?:DAERAH|BUPATI|GUBERNUR|WALI ?KOTA|DESA|"
    r"MENTERI|PEMERINTAH|PRESIDEN|KEPALA)|UNDANG-UNDANG REPUBLIK)\b[A-Z ,.()/\-]{0,90}\bNOMOR\b)"
)
_LABEL = re.compile(r"(?:Menimbang|Mengingat|Memperhatikan|Menetapkan|MEMUTUSKAN|Membaca|Mendengar)$", re.I)


def loosen(lines: list[Line]) -> list[Line]:
    """A text pasted without its line breaks gets them back before the words that begin its great parts."""
    found: list[Line] = []
    for index, line in enumerate(_labelled(lines)):
        pieces = [line.text]
        if index < 5 and len(line.text) > 120:
            pieces = _TITLE_INSIDE.split(line.text, maxsplit=1)
        cut = _PARTS if len(line.text) > 300 else _PARTS_ANYWHERE
        pieces = [piece for one in pieces for piece in cut.split(one)]
        for number, piece in enumerate(pieces):
            whole = len(pieces) == 1
            found.append(line if whole else dataclasses.replace(line, text=piece, fresh=line.fresh or number > 0))
    return found


def _labelled(lines: list[Line]) -> list[Line]:
    """A colon alone on its line belongs to the word before it ("Menimbang")."""
    found: list[Line] = []
    for line in lines:
        if line.text == ":" and found and _LABEL.search(found[-1].text):
            found[-1] = dataclasses.replace(found[-1], text=found[-1].text + " :")
        else:
            found.append(line)
    return found


def bare(text: str) -> str:
    """Words without opening quotes, for comparing."""
    return text.strip(QUOTES + " ")
