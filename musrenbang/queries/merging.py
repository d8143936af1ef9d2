"""Which merge can still be undone, and how two proposals differ."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from core.text import rupiah
from musrenbang.models import Merger, Proposal, Split
from musrenbang.queries.timeline import measure
from musrenbang.states import CLOSED, DECIDED, State


def undoable(proposal: Proposal) -> Merger | None:
    """The merge of this proposal while it can be undone: its stage runs and the kept one is not decided yet."""
    if proposal.state != State.MERGED:
        return None
    rows = Merger.objects.filter(merged=proposal, undone_at__isnull=True, undo_until__gt=timezone.now())
    merger = rows.select_related("kept__topic", "kept__proposer", "ruling").first()
    return merger if merger is not None and merger.kept.state not in DECIDED | CLOSED else None


def rejoinable(proposal: Proposal) -> list[Split]:
    """Its parts while they can be put together again: the stage runs, none went on or is in a forum."""
    if proposal.state != State.SPLIT:
        return []
    rows = Split.objects.filter(origin=proposal, undone_at__isnull=True).select_related("part__topic").order_by("pk")
    parts = list(rows)
    late = any(one.undo_until <= timezone.now() or one.part.state != one.from_state for one in parts)
    busy = Proposal.objects.filter(pk__in=[one.part_id for one in parts], forum_items__isnull=False).exists()
    return [] if late or busy else parts


@dataclass(frozen=True)
class Side:
    """One line of the comparison: the same field of both, and whether they differ."""

    label: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        return self.one != self.other


def side_by_side(one: Proposal, other: Proposal) -> list[Side]:
    """What an officer compares before joining two proposals."""
    return [Side(label, tell(one), tell(other)) for label, tell in LINES if tell(one) or tell(other)]


def quantity(row: Proposal) -> str:
    return measure(row.quantity, f" {row.unit}" if row.unit else "") if row.quantity else ""


def proposer(row: Proposal) -> str:
    return ", ".join(filter(None, [row.group_name, row.proposer.full_name]))


def point(row: Proposal) -> str:
    return f"{row.lat}, {row.lng}" if row.lat is not None else ""


LINES: list[tuple[str, Any]] = [
    ("Nomor", lambda row: row.number),
    ("Status", lambda row: str(row.state_label)),
    ("Judul", lambda row: row.title),
    ("Masalah", lambda row: row.problem),
    ("Wilayah", lambda row: row.region.label if row.region else ""),
    ("RT dan RW", lambda row: row.place_text),
    ("Patokan", lambda row: row.landmark),
    ("Titik peta", point),
    ("Bidang", lambda row: str(row.category or "")),
    ("Volume", quantity),
    ("Perkiraan biaya", lambda row: rupiah(row.estimated_cost)),
    ("Pengusul", proposer),
    ("Dukungan", lambda row: f"{row.topic.support_count} warga"),
    ("Pengikut", lambda row: f"{row.topic.follower_count} orang"),
]
