"""How far a batch of papers is typed: blind, so that nobody reads what another person typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from musrenbang.models import PaperBatch, PaperSheet

EMPTY, ONE, ALIKE, DIFFER, DONE = "kosong", "satu", "cocok", "beda", "selesai"
WORDS = {
    EMPTY: "Belum diketik",
    ONE: "Diketik satu orang",
    ALIKE: "Cocok",
    DIFFER: "Berbeda, perlu orang ketiga",
    DONE: "Selesai dengan orang ketiga",
}
STUCK = "tiga"


@dataclass(frozen=True)
class Sheet:
    """One paper as far as it was typed."""

    number: int
    typed: int
    state: str
    mine: bool  # this person typed it

    @property
    def words(self) -> str:
        return WORDS.get(self.state, "Tiga bacaan berbeda, lihat kertasnya bersama")

    @property
    def ready(self) -> bool:
        """Two people read it alike."""
        return self.state in (ALIKE, DONE)

    @property
    def open_to_me(self) -> bool:
        """This person may type it now, or correct her own reading."""
        return self.state in (EMPTY, DIFFER) and not self.mine or self.state == ONE


def sheets_of(batch: PaperBatch, user: Any = None) -> list[Sheet]:
    """Every sheet of a batch; one query."""
    typed: dict[int, list[PaperSheet]] = {}
    for one in batch.typed.order_by("number", "turn"):
        typed.setdefault(one.number, []).append(one)
    found = []
    for number in range(1, batch.sheets + 1):
        rows = typed.get(number, [])
        mine = user is not None and any(one.by_id == user.pk for one in rows)
        found.append(Sheet(number, len(rows), state_of(rows), mine))
    return found


def state_of(rows: Sequence[PaperSheet]) -> str:
    """How far one sheet is."""
    said = [reading(row) for row in rows]
    if len(said) < 2:
        return ONE if said else EMPTY
    if said[0] == said[1]:
        return ALIKE
    if len(said) == 2:
        return DIFFER
    return DONE if said[2] in said[:2] else STUCK


def reading(row: PaperSheet) -> Any:
    """What was read, so that two readings can be compared; any fault is as good as another."""
    return "fault" if row.fault else (row.choices, row.points)
