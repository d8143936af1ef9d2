"""Reading the trail."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from audit.chain import line
from audit.models import Check, Entry, Seal

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

    @property
    def length(self) -> int:
        return self.head.position if self.head else 0


def chain_state() -> ChainState:
    """Head of the chain, the last finished walk and the one under way; three small queries."""
    return ChainState(
        head=Seal.objects.order_by("-position").first(),
        last=Check.objects.filter(finished_at__isnull=False).first(),
        walking=Check.objects.filter(finished_at__isnull=True).first(),
    )


def export_rows() -> Iterator[tuple[Any, ...]]:
    """Every link with its public line, in the order of the chain, read in small portions."""
    position = 0
    while True:
        seals = list(Seal.objects.filter(position__gt=position).select_related("entry").order_by("position")[:1000])
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
