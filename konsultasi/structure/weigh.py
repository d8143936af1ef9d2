"""Is this a mark or a reference? The rules, each on what stands before and after."""

import re
from dataclasses import dataclass

from .marks import QUOTES, Mark, closed, ended, place, reference_after, refers, roman, wants_number
from .model import Line, Node

LIST_STYLES = {"(1)", "1e.", "a.", "a)", "(a)", "A.", "1.", "1)", "i.", "I."}
SHORT = 50  # letters of an item that stands on one line
TOLERANCE = 4.0  # points of a page, or characters of a typed text, that still count as the same margin
_INTRO = re.compile(
    r"(?:berikut|meliputi|yaitu|yakni|atas|dari|berupa|adalah|dengan|untuk|lain|mencakup|memuat|menjadi|"
    r"apabila|jika|oleh|wajib|"
    r"berwenang|bertugas|kepada|terhadap|dilarang|harus|berhak|bahwa|pada|dalam|melalui|"
    r"sebesar|sebanyak|ketentuan|persyaratan|syarat|kriteria|tugas|fungsi)\s*[:;,.]?\s*$",
    re.I,
)
_JOINER = re.compile(r"(?:dan|atau|dan\s?/\s?atau|serta)")
_JOINED = re.compile(r"\b(?:dan|atau|dan\s?/\s?atau|serta)\s*$")
_OWN = re.compile(
    r"\s*(?:Beberapa ketentuan|Pada saat|Ketentuan lebih lanjut|(?:Undang-Undang|"
    r"Peraturan)\b.{0,60}\bini mulai berlaku|Untuk menyederhanakan|"
    r"Dalam rangka|Semua peraturan|Untuk)",
    re.S,
)

_CITED = re.compile(r"\b(?:ayat|huruf|angka|pasal|nomor|no\.?|butir|tahun)\s+\S{1,8},$", re.I)
_AFTER_LIST = re.compile(r"(?:masih tetap berlaku|tetap berlaku|dicabut dan dinyatakan tidak (?:ber)?laku)\b")
_BULLET = re.compile(r"[-–—•·▪●○*]\s+\S")


@dataclass
class Probe:
    """Where a possible mark stands: the open node, what was read last, whether in the middle of a line."""

    here: Node
    tail: str
    midway: bool = False
    opening: bool = False


def titled(node: Node) -> bool:
    """The node's words are a title: they never end, so anything may follow."""
    return node.kind in ("bab", "bagian", "paragraf") or node.style == "buku"


def named(mark: Mark) -> str:
    """A mark as people write it."""
    if mark.kind == "ayat":
        return f"ayat ({mark.label})"
    return f"{mark.kind.upper() if mark.kind in ('buku', 'bab') else mark.kind.capitalize()} {mark.label}"


def own_words(rest: str) -> bool:
    """Words with which an article of the amending law itself begins."""
    return bool(_OWN.match(rest))


def head(mark: Mark, rest: str, line: Line, ahead: str, probe: Probe, expected: bool) -> bool:
    """This is a heading and not a reference to one."""
    rest = rest.strip()
    stop = closed(probe.tail) or titled(probe.here) or probe.opening
    if probe.midway and titled(probe.here) and not _title_done(probe):
        return False
    if mark.kind == "pasal":
        return _article(mark, rest, line, ahead, probe, expected, stop)
    if probe.midway and not (expected and stop):
        return False
    if mark.kind in ("buku", "bab") and not re.match(r"[A-Z0-9(\"“]|$", rest):
        return False
    if rest and (reference_after(rest) or rest[:1].islower() or re.match(r"[A-Z] [a-z]", rest)):
        return False
    if not stop and (refers(probe.tail) or not (expected or line.fresh)):
        return False
    return not (mark.kind not in ("buku", "bab") and not expected and not line.fresh)


def _title_done(probe: Probe) -> bool:
    return bool(probe.tail.strip()) and not refers(probe.tail)


def _article(mark: Mark, rest: str, line: Line, ahead: str, probe: Probe, expected: bool, stop: bool) -> bool:
    in_item = probe.here.style in LIST_STYLES and not probe.here.text and not probe.midway
    if in_item:  # "2. Pasal 12 ..." speaks of an article
        return False
    if not rest.strip(QUOTES + " ."):
        if rest.startswith(".") and not (closed(probe.tail) and expected):
            return False
        return _alone(line, ahead, probe, expected, stop)
    if reference_after(rest) and not (rest[:1] in ".-" and expected and closed(probe.tail)):
        return False
    if not (rest[:1].isupper() or rest[:1] in '(“"[.-' or rest[:1].isdigit()):
        return False
    if probe.midway or not line.sure:
        return expected and stop
    return stop and (expected or _near(mark, probe))


def _near(mark: Mark, probe: Probe) -> bool:
    return place(mark.style, mark.label)[0] > 0 and not refers(probe.tail)


def _alone(line: Line, ahead: str, probe: Probe, expected: bool, stop: bool) -> bool:
    """ "Pasal 5" with nothing after it."""
    goes_on = bool(re.match(r"(?:ayat|huruf|angka|dan|atau|sampai)\b|[,;)]", ahead))
    if probe.midway:
        return expected and stop and not goes_on
    if goes_on and not (stop and expected):
        return False
    if stop:
        return True
    if refers(probe.tail):
        return line.sure and expected and not wants_number(probe.tail)
    return expected or line.fresh


def item(mark: Mark, rest: str, line: Line, ahead: str, probe: Probe, how: str) -> bool:
    """This begins an item of a list and is not part of a sentence."""
    rest = rest.lstrip() or ahead
    if line.auto and not probe.midway:
        return True
    if wants_number(probe.tail, letter=mark.kind == "huruf") and not titled(probe.here):
        return False
    begins = bool(re.match(rf"[A-Z0-9(\[{QUOTES}.…]", rest))
    if mark.slip and not begins:
        return False
    stop = ended(probe.tail)
    if probe.midway:
        return _midway(mark, rest, probe, how, begins)
    if how == "gap":
        return _out_of_turn(mark, line, probe, begins, stop)
    if mark.kind == "ayat":
        below = probe.here.kind == "pasal" and not probe.here.text
        return (
            stop
            and (begins or below or how == "next" or line.sure)
            or (begins and (line.sure or not refers(probe.tail)))
            or (begins and how == "next" and _comma(mark, probe))
        )
    if how == "next":
        return stop or line.fresh or bool(_JOINED.search(probe.tail)) or not refers(probe.tail) or _comma(mark, probe)
    if mark.style in ("A.", "I."):
        return probe.tail.rstrip().endswith(":")
    return stop or line.sure or bool(_INTRO.search(probe.tail)) or (line.fresh and not refers(probe.tail))


def _comma(mark: Mark, probe: Probe) -> bool:
    """Items of old laws end in a comma: the next number of the very list that is being read goes on with it."""
    tail = probe.tail.rstrip()
    return tail.endswith(",") and probe.here.style == mark.style and not _CITED.search(tail)


def _midway(mark: Mark, rest: str, probe: Probe, how: str, begins: bool) -> bool:
    tail = probe.tail.rstrip()
    if how == "next" and mark.style == "1." and begins and _comma(mark, probe):
        return True
    if mark.style in ("A.", "I.", "i.", "(a)") or how == "gap":
        return False
    if titled(probe.here):
        return how == "next" and mark.style == "1." and begins
    if how == "first":
        return mark.style != "(1)" and tail.endswith(":") and bool(rest) and not re.search(r"\d\s*:$", tail)
    if mark.style in ("1)", "a)") and not tail.endswith((";", ":", "dan", "atau", ".")):
        return False
    return ended(tail) and (
        begins or (mark.kind != "ayat" and tail.rstrip("dantu/ ").endswith(";")) or mark.kind == "huruf"
    )


def _out_of_turn(mark: Mark, line: Line, probe: Probe, begins: bool, stop: bool) -> bool:
    """A number that is not the next one: only where nothing else makes sense."""
    count = place(mark.style, mark.label)[0]
    if not count or mark.slip or (probe.here.style in LIST_STYLES and not probe.here.text):
        return False
    alike = probe.here.style == mark.style
    if mark.kind == "huruf":
        return len(mark.label) == 1 and stop and (alike or line.fresh)
    if mark.kind == "ayat":
        return stop and begins and count < 40
    return stop and begins and count < 200 and not (roman(mark.label) and not alike)


def paragraph(here: Node, piece: str, line: Line) -> bool:
    """These words begin a paragraph of their own."""
    if _JOINER.fullmatch(piece):  # "dan" alone on its line, before the last item
        return False
    if _BULLET.match(piece) and not titled(here):
        return True
    if titled(here):
        return bool(here.text) and line.fresh and here.text.isupper() and not piece.isupper() and len(piece) > 60
    listed_here = here.style in LIST_STYLES
    listed = listed_here and here.text.endswith((",", ";", "."))
    if listed and _AFTER_LIST.match(piece):
        return True
    if line.sure:
        return ended(here.text) or listed or not (piece[:1].islower() or refers(here.text))
    hangs = _hangs(here, line)
    outdented = listed_here and hangs is not None and hangs < -TOLERANCE / 2
    beside = len(here.text) < SHORT if hangs is None else hangs <= TOLERANCE / 2
    after_list = listed_here and line.free and beside and here.text.endswith(",")
    return (closed(here.text) and (line.fresh or outdented)) or after_list


def _hangs(here: Node, line: Line) -> float | None:
    """How far right of the item's number this line begins; None where the source has no margins."""
    return None if line.indent is None or here.indent is None else line.indent - here.indent


def closes(node: Node, line: Line) -> bool:
    """A paragraph at this margin stands after the list, not in the item."""
    if node.kind == "teks" and node.style != "diktum":
        return True
    if node.style not in LIST_STYLES or (node.style == "(1)" and node.kind == "ayat"):
        return False
    if line.indent is None or node.indent is None:
        return True
    return line.indent <= node.indent + TOLERANCE / 2


def suspicious(found: list[Mark], text: str, line: Line, tail: str) -> str:
    """Words that look like a mark but were read on as text: worth a look, unless they clearly refer to something."""
    for mark in found:
        rest = text[mark.size :].strip()
        plain = mark.kind in ("pasal", "ayat", "angka", "bab") and mark.style not in ("i.",) and not mark.slip
        if plain and rest[:1].isupper() and not refers(tail) and not wants_number(tail) and not reference_after(rest):
            return text[: mark.size].strip(QUOTES + " ")
    return ""
