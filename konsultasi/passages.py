"""Passages of a draft as plain values: what cms hands down, what they are called, whether they changed."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

HEADINGS = ("bab", "bagian", "paragraf")  # titles of parts; they close the article before them
OPENINGS = ("menimbang", "mengingat", "penjelasan")  # parts beside the articles; they close the article as well
CLOSERS = (*HEADINGS, *OPENINGS)
WORDS = {"bab": "Bab", "bagian": "Bagian", "paragraf": "Paragraf", "pasal": "Pasal"}


@dataclass(frozen=True)
class PassageText:
    """One block of a draft: its stable id, what it is (bab ... teks), its number as printed, its words."""

    block_id: str
    kind: str
    number: str
    text: str

    @property
    def digest(self) -> str:
        """Changes exactly when kind, number or words change."""
        return hashlib.sha256("\x1f".join((self.kind, self.number, self.text)).encode()).hexdigest()

    @property
    def is_title(self) -> bool:
        """Words that are the name of an article or of the explanation ("Pemilahan"), not a rule: no closing mark."""
        named = self.kind == "pasal" or (self.kind == "penjelasan" and not self.number.lower().startswith("pasal"))
        return named and bool(self.text) and self.text.rstrip()[-1:] not in ".:;,"


def draft_digest(passages: Iterable[PassageText]) -> str:
    """Fingerprint of a whole draft: order, ids and words."""
    whole = hashlib.sha256()
    for passage in passages:
        whole.update(f"{passage.block_id}\x1f{passage.digest}\x1e".encode())
    return whole.hexdigest()


def bare_number(kind: str, number: str) -> str:
    """The number alone, however the editor typed it: "Pasal 5" and "5", "(1)" and "1", "a." and "a"."""
    number = number.strip()
    if number.lower().startswith(kind + " "):
        number = number[len(kind) + 1 :]
    return number.strip(" .()")


_LISTED = re.compile(r"(ayat \(\w{1,4}\)|huruf [a-z]{1,2}\b|angka \d{1,3}[a-z]?\b)", re.IGNORECASE)
_SIGNED = re.compile(r"(?:agar|supaya) setiap orang|(?:ditetapkan|disahkan|diundangkan) di\b|lampiran\b", re.IGNORECASE)
_BOOK = re.compile(r"BUKU\s+(?:KE[A-Z]+|PERTAMA|[IVX]+|\d+)\b")  # "BUKU KESATU ATURAN UMUM" of a code
_NUMBERED = {"ayat": "ayat ({})", "huruf": "huruf {}", "angka": "angka {}"}


def labels(passages: Iterable[PassageText]) -> list[str]:
    """What each passage is called on its own: "Pasal 6 ayat (1) huruf a angka 2", "Penjelasan Pasal 1"."""
    namer = _Namer()
    names = []
    for passage in passages:
        name = " ".join(namer.name(passage).split())
        names.append(name[:1].upper() + name[1:120])
    return names


@dataclass
class _Namer:
    """Walks down a draft and knows what it stands in: an article, and the clauses, letters and numbers on the way."""

    above: str = ""
    steps: list[tuple[str, str]] = field(default_factory=list)
    explains: bool = False
    amending: str = ""  # "Pasal I" of a regulation that changes another one
    point: int = 0  # and the last of its numbers

    def name(self, passage: PassageText) -> str:
        number = bare_number(passage.kind, passage.number)
        if passage.kind in WORDS:
            return self._heading(passage.kind, number)
        if passage.kind in OPENINGS:
            return self._opening(passage, number)
        if passage.kind in _NUMBERED:
            return self._listed(passage.kind, number)
        return self._text(passage, number)

    def _heading(self, kind: str, number: str) -> str:
        name = f"{WORDS[kind]} {number}".strip()
        if kind == "pasal" and re.fullmatch("[IVX]+", number) and not self.explains:
            self.amending, self.point = name, 0
        elif kind == "pasal" and self.amending and self.point and not self.explains:
            name = f"{self.amending} angka {self.point}, {name}"
        elif kind == "bab" and not self.point:
            self.amending = ""
        name = f"Penjelasan {name}" if self.explains else name
        self.above, self.steps = (name if kind == "pasal" else ""), []
        return name

    def _opening(self, passage: PassageText, number: str) -> str:
        name = passage.kind.capitalize()
        if passage.kind == "penjelasan":
            self.explains = True
            if number.lower().startswith("pasal"):
                name = f"Penjelasan {number}"
            elif number.lower() != "penjelasan" and passage.is_title:
                name = f"Penjelasan {passage.text[:60].lower()}"
        self.above, self.steps = name, []
        return name

    def _listed(self, kind: str, number: str) -> str:
        if self._next_point(kind, number):
            self.above, self.steps, self.point = self.amending, [], int(number)
        if kind == "ayat":
            self.steps = []
        known = [one for one, _ in self.steps]
        if kind in known:  # back to the list this one belongs to
            del self.steps[known.index(kind) :]
        self.steps.append((kind, _NUMBERED[kind].format(number)))
        return " ".join([self.above, *(step for _, step in self.steps)])

    def _next_point(self, kind: str, number: str) -> bool:
        """The next number of "Pasal I", not one of a list inside the article it quotes."""
        if kind != "angka" or not self.amending or self.explains or not number.isdecimal():
            return False
        inside = any(step == f"angka {int(number) - 1}" for _, step in self.steps) and self.above != self.amending
        return int(number) == self.point + 1 and not inside

    def _text(self, passage: PassageText, number: str) -> str:
        if self.explains and self.above and (found := _LISTED.match(passage.text)):
            self._listed(found[0].split()[0].lower(), bare_number("", found[0].split()[1]))
            return " ".join([self.above, *(step for _, step in self.steps)])
        if _BOOK.match(passage.text):
            self.above, self.steps = "", []
            return passage.text
        if _SIGNED.match(passage.text):
            self.above, self.steps = "", []
        if number.isalpha() and number.isupper() and len(number) > 4:  # KESATU, KEDUA: a decision without articles
            self.above, self.steps = f"Diktum {number}", []
        return self.above or passage.text[:60].rpartition(" ")[0] or "Naskah"
