"""Passages of a draft as plain values: what cms hands down, what they are called, whether they changed."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

HEADINGS = ("bab", "bagian", "paragraf")  # titles of parts; they close the article before them
WORDS = {"bab": "Bab", "bagian": "Bagian", "paragraf": "Paragraf", "pasal": "Pasal"}
LEVEL_BELOW = {"ayat": "pasal", "huruf": "ayat"}


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


def labels(passages: Iterable[PassageText]) -> list[str]:
    """What each passage is called on its own: "Pasal 6 ayat (1) huruf a"."""
    names: list[str] = []
    article = clause = ""
    for passage in passages:
        number = passage.number.strip()
        if passage.kind in HEADINGS:
            article = clause = ""
            name = f"{WORDS[passage.kind]} {number}".strip()
        elif passage.kind == "pasal":
            article, clause = f"Pasal {number}".strip(), ""
            name = article
        elif passage.kind == "ayat":
            clause = f"ayat ({number.strip('()')})"
            name = f"{article} {clause}".strip()
        elif passage.kind == "huruf":
            letter = number.strip(".()")
            name = f"{article} {clause} huruf {letter}".replace("  ", " ").strip()
        else:
            name = f"{article} penjelasan" if article else "Naskah"
            name = passage.text[:60].rsplit(" ", 1)[0] if not article and passage.text else name
        names.append(name[:1].upper() + name[1:])
    return [name[:120] for name in names]
