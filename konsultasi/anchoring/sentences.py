"""Sentences and items of a legal text with their places, and which of them changed."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Literal

from konsultasi.anchoring.alignment import align_documents
from konsultasi.anchoring.pairing import PassagePair, alike
from konsultasi.anchoring.texts import Document, Place, collapse

State = Literal["same", "changed", "added"]

MOST = 300  # sentences of one passage that a new one is compared with

# Short forms whose full stop ends nothing. Single letters and numbers with a full stop are judged by what follows.
_SHORT = (
    "no nomor nmr art psl ps ay hlm hal jl jln kab kec kel prov dr drs dra ir prof h hj st sh mh mm ma se sp si sos pd"
    " tbk pt cv ud tgl thn bpk sdr sdri yth kep per uu pp rp vol ed ayat a.n u.b u.p d.a s.d dsb dst dll dkk tsb cs jo"
    " mr mrs ms vs etc approx cf al sec para nr abs bzw ca usw z.b d.h"
)
ABBREVIATIONS = frozenset(_SHORT.split())
CLOSING = frozenset("dst dsb dll dkk usw etc")  # these may also end a sentence: a capital after them decides
_END = re.compile(r"[.;!?:。]+[\"'”’)\]]*(?=\s|$)|\n+")
_WORD_BEFORE = re.compile(r"(?:[^\W\d_]\.)*[^\W_]+$")
_ITEM = re.compile(r"\s*(?:\(?[0-9]{1,3}[.)]|\(?[a-z]{1,2}[.)])\s*$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or item: code points (end exclusive), its words, and what became of it."""

    start: int
    end: int
    text: str
    state: State = "same"


def sentences(text: str) -> list[Sentence]:
    """The sentences and items of a text, in order; blanks between them belong to none."""
    found: list[Sentence] = []
    start = 0
    for match in _END.finditer(text):
        if match.start() < start or not _ends(text, start, match):
            continue
        _add(found, text, start, match.end())
        start = match.end()
    _add(found, text, start, len(text))
    return found


def _add(found: list[Sentence], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append(Sentence(start, end, text[start:end]))


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """A mark ends a sentence unless it belongs to a short form, an item number or a line broken in the middle."""
    before, mark = text[start : match.start()], match.group()
    if not before.strip():
        return False
    after = text[match.end() : match.end() + 40].lstrip()
    if mark[0] == "\n":
        return _line_ends(before.rstrip(), mark, after)
    if mark[0] in ":;":
        return _item_ends(mark, text[match.end() :].partition("\n"))
    if mark[0] != ".":
        return True
    if _ITEM.match(before + "."):
        return False
    word = _WORD_BEFORE.search(before)
    if word is None:
        return True
    last = word.group().lower()
    if last in CLOSING:
        return not after or after[0].isupper()
    if last in ABBREVIATIONS:
        return not after
    single = len(last) == 1 and last.isalpha() and word.group().isupper()
    return not after or not (single or after[0].islower())


def _item_ends(mark: str, rest: tuple[str, str, str]) -> bool:
    """A colon ends its line or nothing; a semicolon waits for the "dan" behind the last but one item."""
    line = rest[0].strip()
    if mark[0] == ":":
        return not line
    return not line or len(line) > 12 or line[-1] in ".;:" or not rest[1]


def _line_ends(before: str, mark: str, after: str) -> bool:
    """A new line begins a new item, or follows a heading; a line broken inside a sentence goes on."""
    if len(mark) > 1 or before[-1:] in ".;:!?,":
        return before[-1:] != "," or len(mark) > 1
    return not after or bool(re.match(r"(?:\(?\d{1,3}[.)]|\(?[a-z]{1,2}[.)]|[-•*])\s", after)) or after[:1].isupper()


def changed_sentences(old_text: str, new_text: str) -> list[Sentence]:
    """The sentences of the new text, each the same as in the old one, changed, or added."""
    if collapse(old_text) == collapse(new_text):
        return sentences(new_text)
    old, new = Document(old_text, [Place(0, len(old_text))]), Document(new_text, [Place(0, len(new_text))])
    pair = PassagePair(align_documents(old, new), 0, 0)
    before = Before(old_text, sentences(old_text))
    return [Sentence(s.start, s.end, s.text, _state(pair, before, s)) for s in sentences(new_text)]


class Before:
    """The sentences of the old text, ready to be asked."""

    def __init__(self, text: str, found: list[Sentence]) -> None:
        self.text, self.found = text, found
        self.words = {collapse(one.text) for one in found}
        self.starts = {one.start for one in found}
        self.ends = {one.end for one in found}


def _state(pair: PassagePair, before: Before, sentence: Sentence) -> State:
    first, last = bisect_right(pair.b.ends, sentence.start), bisect_left(pair.b.starts, sentence.end)
    backs = [pair.back[at] for at in range(first, last)]
    tied = [old for old in backs if old >= 0]
    if tied and len(tied) == len(backs) and tied[-1] - tied[0] + 1 == len(tied):
        start, end = pair.a.starts[tied[0]], pair.a.ends[tied[-1]]
        whole = start in before.starts and end in before.ends
        if whole and collapse(before.text[start:end]) == collapse(sentence.text):
            return "same"
    if collapse(sentence.text) in before.words:
        return "same"
    sizes = pair.alignment.vocabulary.sizes
    total = sum(sizes[pair.b.ids[at]] for at in range(first, last)) or 1
    kept = sum(sizes[pair.b.ids[at]] for at in range(first, last) if pair.back[at] >= 0)
    if kept / total >= 0.3:
        return "changed"
    best = max((alike(one.text, sentence.text) for one in before.found[:MOST]), default=0.0)
    return "changed" if best >= 0.5 else "added"
