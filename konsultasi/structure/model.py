"""What a draft is while it is read: lines of the source, nodes of the tree, doubts, blocks of the editor."""

from dataclasses import dataclass, field
from typing import Any

KINDS = (
    "judul",
    "menimbang",
    "mengingat",
    "bab",
    "bagian",
    "paragraf",
    "pasal",
    "ayat",
    "huruf",
    "angka",
    "penjelasan",
    "teks",
)


class RefusedError(ValueError):
    """The file cannot be read; the message says why and what to do, in plain Indonesian."""


@dataclass(frozen=True)
class Doubt:
    """Something a person must look at: where it stands and why."""

    where: str
    why: str


@dataclass
class Line:
    """One line of the source. `fresh`: a paragraph begins here; `auto`: its number was set by Word itself; `free`:
    the line before stopped short of the margin."""

    text: str
    page: int = 0
    row: int = 0
    indent: float | None = None
    fresh: bool = False
    auto: bool = False
    sure: bool = False
    width: float = 0.0
    free: bool = True


@dataclass(frozen=True)
class Left:
    """Words of the source that are not in the tree on purpose (page numbers, running headers)."""

    page: int
    text: str
    why: str


@dataclass
class Source:
    """The lines of a file, with what the reader left out and doubted."""

    name: str
    form: str
    lines: list[Line]
    left_out: list[Left] = field(default_factory=list)
    notes: list[Doubt] = field(default_factory=list)
    pages: int = 0


@dataclass
class Node:
    """A part of the regulation. `style` is how its number is written ("a.", "1)"), `row` its line in the source."""

    kind: str
    label: str = ""
    text: str = ""
    children: list["Node"] = field(default_factory=list)
    style: str = ""
    row: int = 0
    indent: float | None = None
    printed: str = ""
    quoted: bool = False
    doubts: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The node as the outside sees it; no recursion deeper than the tree, which the builder limits."""
        return {
            "kind": self.kind,
            "label": self.label,
            "text": self.text,
            "children": [child.as_json() for child in self.children],
        }


@dataclass
class Draft:
    """The found structure of a regulation."""

    title: str
    children: list[Node]
    doubts: list[Doubt]
    left_out: list[Left] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """`{title, children, doubts}` as `manage.py import_draft` prints it."""
        return {
            "title": self.title,
            "children": [child.as_json() for child in self.children],
            "doubts": [{"where": doubt.where, "why": doubt.why} for doubt in self.doubts],
        }


@dataclass(frozen=True)
class Block:
    """One block of the editor; `doubt` is "" when nothing is doubted, `source_line` counts from 1."""

    kind: str
    number: str
    text: str
    doubt: str = ""
    source_line: int = 0
