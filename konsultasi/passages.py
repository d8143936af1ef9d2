"""Passages of a draft as plain values: what cms hands down, what they are called, whether they changed."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

HEADINGS = ("bab", "bagian", "paragraf")  # titles of parts; they close the article before them
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
        """An article's words that are its name ("Pemilahan"), not a rule: no closing mark."""
        return self.kind == "pasal" and bool(self.text) and self.text.rstrip()[-1:] not in ".:;,"


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


def labels(passages: Iterable[PassageText]) -> list[str]:
    """What each passage is called on its own: "Pasal 6 ayat (1) huruf a"."""
    names: list[str] = []
    article = clause = ""
    for passage in passages:
        number = bare_number(passage.kind, passage.number)
        if passage.kind in WORDS:
            name = f"{WORDS[passage.kind]} {number}".strip()
            article, clause = (name if passage.kind == "pasal" else ""), ""
        elif passage.kind == "ayat":
            clause = f"ayat ({number})"
            name = f"{article} {clause}"
        elif passage.kind == "huruf":
            name = f"{article} {clause} huruf {number}"
        else:
            name = article or passage.text[:60].rpartition(" ")[0] or "Naskah"
        name = " ".join(name.split())
        names.append(name[:1].upper() + name[1:120])
    return names
