"""Reading the file of a draft, for the back office: what `konsultasi.structure` finds, as plain values."""

import logging
from dataclasses import dataclass

from konsultasi.passages import PassageText, bare_number, labels
from konsultasi.structure import (
    MAX_BYTES,
    MAX_PAGES,
    Block,
    Doubt,
    RefusedError,
    blocks,
    find,
    keep_ids,
    read,
)
from konsultasi.structure.model import Left

__all__ = [
    "MAX_BYTES",
    "MAX_PAGES",
    "Block",
    "Doubt",
    "Found",
    "Left",
    "PassageText",
    "RefusedError",
    "bare_number",
    "keep_ids",
    "labels",
    "read_draft",
]

BROKEN = "Naskah ini tidak dapat dibaca karena kesalahan program. Unggahlah dalam format lain, atau salin teksnya."
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Found:
    """What stands in a file: its lines as (number, page, words), its parts, what is doubted, what was left out."""

    name: str
    form: str
    pages: int
    lines: list[tuple[int, int, str]]
    blocks: list[Block]
    doubts: list[Doubt]
    left_out: list[Left]


def read_draft(data: bytes, name: str) -> Found:
    """The structure found in a file. Raises RefusedError, in words for people, whatever is wrong with it."""
    source = read(data, name)
    lines = [(line.row, line.page, line.text) for line in source.lines]  # find() takes page numbers out
    try:
        draft = find(source)
        parts = blocks(draft)
    except Exception as error:  # whatever it is, the editor is told in words
        logger.exception("a draft could not be read")
        raise RefusedError(BROKEN) from error
    return Found(name, source.form, source.pages, lines, parts, draft.doubts, draft.left_out)
