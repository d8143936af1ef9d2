"""The shelf of material, narrowed to what a reader asks."""

from dataclasses import dataclass

from django.http import QueryDict

from literasi.registry import Material, library
from literasi.states import Language, Level, Pillar

FORMS = {"html": "Halaman", "pdf": "PDF", "video": "Film", "gambar": "Gambar"}


@dataclass(frozen=True)
class ShelfAsked:
    """A reader's question, already checked."""

    pillar: str = ""
    level: str = ""
    language: str = ""
    form: str = ""

    forms = FORMS


def shelf_asked(get: QueryDict) -> ShelfAsked:
    """Read the address; unknown values do not count."""
    offered = {"pilar": Pillar.values, "tingkat": Level.values, "bahasa": Language.values, "bentuk": FORMS}
    return ShelfAsked(*(get.get(name, "") if get.get(name, "") in values else "" for name, values in offered.items()))


def shelved(question: ShelfAsked) -> list[Material]:
    """What fits the question."""
    return [
        piece
        for piece in library()
        if question.pillar in ("", piece.pillar)
        and question.level in ("", piece.level)
        and question.language in ("", piece.language)
        and (not question.form or question.form in piece.forms)
    ]
