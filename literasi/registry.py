"""Material that other floors bring: the site's pages stand above this room and are known here by name alone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.registry import Registry
from literasi.states import Language, Level, Pillar


@dataclass(frozen=True)
class Material:
    """A piece of material: `name` is its key here; `html` gives its words and pictures with nothing outside."""

    name: str
    title: str
    summary: str
    url: str
    pillar: str = Pillar.SKILLS
    level: str = Level.FIRST
    language: str = Language.PLAIN
    forms: tuple[str, ...] = ("html",)  # html, pdf, video, gambar
    html: Callable[[], Any] = str


# name of a source -> all the material it offers to everybody.
MATERIALS: Registry[Callable[[], list[Material]]] = Registry()


def library() -> list[Material]:
    """All material, source by source."""
    return [piece for source in MATERIALS for piece in source()]


def found(names: list[str]) -> list[Material]:
    """The named pieces in the order of their names; what is gone is left out."""
    known = {piece.name: piece for piece in library()}
    return [known[name] for name in names if name in known]
