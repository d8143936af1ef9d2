"""Reads the demo's texts: rows divided by "|", and articles that start with "==" """

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "data"
OFFICE = "Jalan Jenderal Sudirman 12, Temanggung 56216. Telepon (0293)\u00a0000\u00a0000, surel kecamatan@contoh.id."


def rows(name: str) -> list[list[str]]:
    """Cells of every line of a file; comment lines and empty lines left out."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.split("|")] for line in lines if line and not line.startswith("#")]


@dataclass(frozen=True)
class Article:
    """Title, tags, whether it is important, paragraphs."""

    title: str
    tags: list[str]
    important: bool
    paragraphs: list[str]


def articles(name: str) -> list[Article]:
    """The articles of a file, in order."""
    found = []
    for part in (FOLDER / name).read_text(encoding="utf-8").split("== ")[1:]:
        head, _, body = part.partition("\n")
        title, tags, *rest = [cell.strip() for cell in head.split("|")] + ["", ""]
        paragraphs = [" ".join(p.split("\n")) if not p.startswith("1. ") else p for p in body.strip().split("\n\n")]
        found.append(Article(title, [tag.strip() for tag in tags.split(",")], rest[0] == "penting", paragraphs))
    return found
