"""Reading the trail."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from audit.chain import line
from audit.models import Check, Entry, Seal
from core.registry import TRAIL_HELD

EXPORT_HEADER = ("posisi", "waktu", "peran", "langkah", "jenis", "dari", "ke", "alasan", "baris", "sidik")


def trail(obj: models.Model) -> list[Entry]:
    """Entries of a thing with their notes, oldest first; one query."""
    mine = Entry.objects.filter(target_type=obj._meta.label_lower, target_id=str(obj.pk))
    return list(mine.select_related("note").order_by("id"))


@dataclass(frozen=True)
class ChainState:
    """What the public page says of the chain."""

    head: Seal | None
    last: Check | None
    walking: Check | None
    held: int | None = None  # the first position that is not handed out yet

    @property
    def length(self) -> int:
        return self._shown(self.head)

    @property
    def checked(self) -> int:
        """How far the last walk came, as far as may be told."""
        return self._shown(self.last)

    @property
    def walked(self) -> int:
        return self._shown(self.walking)

    def _shown(self, row: Seal | Check | None) -> int:
        position = row.position if row else 0
        return position if self.held is None else min(position, self.held - 1)


def chain_state() -> ChainState:
    """Head of the chain, the last finished walk and the one under way; a few small queries."""
    return ChainState(
        head=Seal.objects.order_by("-position").first(),
        last=Check.objects.filter(finished_at__isnull=False).first(),
        walking=Check.objects.filter(finished_at__isnull=True).first(),
        held=first_held(),
    )


def first_held() -> int | None:
    """The first link that is not handed out yet: an open vote must not be counted by its trail."""
    entries = [number for asked in TRAIL_HELD if (number := asked()) is not None]
    if not entries:
        return None
    return (
        Seal.objects.filter(entry_id__gte=min(entries)).order_by("entry_id").values_list("position", flat=True).first()
    )


def export_rows() -> Iterator[tuple[Any, ...]]:
    """Every link with its public line, in the order of the chain, read in small portions; held ones come later."""
    position, held = 0, first_held()
    links = Seal.objects.select_related("entry").order_by("position")
    links = links if held is None else links.filter(position__lt=held)
    while True:
        seals = list(links.filter(position__gt=position)[:1000])
        for one in seals:
            entry = one.entry
            at = entry.at.replace(second=0, microsecond=0)
            yield (
                one.position, at, entry.role, entry.verb, entry.target_type, entry.from_state, entry.to_state,
                entry.reason, line(entry), one.digest,
            )  # fmt: skip
        if not seals:
            return
        position = seals[-1].position
