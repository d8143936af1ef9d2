"""Passages as plain values, a text as a row of passages, and the words of a passage with their places."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

GAP = "\n\n"  # stands between passages that come one by one

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060"
# A number with its inner marks is one word. Scripts that write no blanks between words give a word per letter.
# Combining marks belong to the word they follow.
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_MARKS = r"\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff" + _INVISIBLE
_TOKEN = re.compile(rf"\d+(?:[.,]\d+)*|[{_UNSPACED}]|(?:(?![{_UNSPACED}])[^\W\d_]|[{_MARKS}])+|[^\s\ufeff]")
_BLANKS = re.compile(r"[\s\ufeff]+")
_LABEL = re.compile(
    r"\s*((?:[^\W\d_]{2,12}\.?\s+|§+\s*|\(|\[)?"
    r"(?:\d{1,4}(?:\.\d{1,3}){0,4}[a-zA-Z]{0,2}|[IVXLCDM]{1,7}|[a-zA-Z]))(?=[.)\]:\s–—-]|$)"
)
_EASTERN = re.compile(
    r"\s*(第[\d一二三四五六七八九十百千〇零]{1,7}[条條章节節款项項]|제\s?\d{1,4}(?:조|장|절)(?:의\s?\d{1,2})?)"
)


@dataclass(frozen=True, slots=True)
class PassageKey:
    """One passage: its stable id ("" when it has none), what it is, its number as printed, its words."""

    id: str
    kind: str
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands in its text (code points, end exclusive), its stable id and its own number."""

    start: int
    end: int
    id: str = ""
    label: str = ""


@dataclass(frozen=True)
class Document:
    """A whole text and the places of its passages."""

    text: str
    places: list[Place] = field(default_factory=list)

    @classmethod
    def of(cls, passages: Sequence[PassageKey]) -> "Document":
        """Passages one after the other, as one text."""
        places, at = [], 0
        for passage in passages:
            end = at + len(passage.text)
            label = f"{passage.kind} {passage.number}".strip() if passage.number else label_of(passage.text)
            places.append(Place(at, end, passage.id, label))
            at = end + len(GAP)
        return cls(GAP.join(passage.text for passage in passages), places)

    @classmethod
    def read(cls, text: str) -> "Document":
        """A text whose passages are divided by one or more blank lines; newlines become universal first."""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        places: list[Place] = []
        at, start, end = 0, -1, -1
        for line in text.split("\n"):
            if blank(line):
                if start >= 0:
                    places.append(Place(start, end, "", label_of(text[start:end])))
                start = -1
            else:
                start, end = (at if start < 0 else start), at + len(line)
            at += len(line) + 1
        if start >= 0:
            places.append(Place(start, end, "", label_of(text[start:end])))
        return cls(text, places)

    def passage(self, index: int) -> str:
        """The words of one passage."""
        place = self.places[index]
        return self.text[place.start : place.end]


@dataclass(slots=True)
class Tokens:
    """Words and marks of a stretch of text: a number for each (same number, same word) and where it stands."""

    ids: list[int]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.ids)


class Vocabulary:
    """Gives every different word its number, and knows which of them are words and not marks."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self.sizes: list[int] = []  # letters of a word, 0 for a mark
        self._folds: list[int] = []  # the number of the same word in small letters

    def number(self, raw: str) -> int:
        """The number of a word as it stands in the text."""
        key = raw if raw.isascii() else plain(raw)
        known = self._numbers.get(key)
        if known is None:
            known = self._numbers[key] = len(self.sizes)
            self.sizes.append(len(key) if key[:1].isalnum() else 0)
            self._folds.append(known)
            if key.casefold() != key:
                self._folds[known] = self.number(key.casefold())
        return known

    def tokens(self, text: str, start: int, end: int) -> Tokens:
        """The words of text[start:end], with places in the whole text."""
        found = Tokens([], [], [])
        for match in _TOKEN.finditer(text, start, end):
            found.ids.append(self.number(match.group()))
            found.starts.append(match.start())
            found.ends.append(match.end())
        return found

    def words(self, ids: Sequence[int]) -> list[int]:
        """Only words, no marks, in small letters."""
        sizes, folds = self.sizes, self._folds
        return [folds[number] for number in ids if sizes[number]]


def blank(line: str) -> bool:
    """Nothing to see in this line."""
    return not line.strip().strip("\ufeff").strip()


def plain(text: str) -> str:
    """The same letters in one form, without soft hyphens and other marks nobody sees."""
    text = unicodedata.normalize("NFC", text)
    return text.translate(dict.fromkeys(map(ord, _INVISIBLE)))


def collapse(text: str) -> str:
    """White space collapsed, nothing else touched but what nobody sees."""
    return _BLANKS.sub(" ", text if text.isascii() else plain(text)).strip()


def label_of(text: str) -> str:
    """The number a passage begins with: "Pasal 7", "§ 3", "(2)", "a."; "" when it has none."""
    found = _LABEL.match(text) or _EASTERN.match(text)
    return " ".join(found.group(1).split()).lower().strip("([") if found else ""
