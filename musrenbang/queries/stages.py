"""The calendar of stages: when each opens and ends, and which villages have longer."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from musrenbang.models import Cycle, Stage, StageExtension
from wilayah.queries import within

CYCLES = 3


@dataclass(frozen=True)
class StageLine:
    """One stage as its calendar prints it."""

    stage: Stage
    longer: list[StageExtension] = field(default_factory=list)

    @property
    def runs_somewhere(self) -> bool:
        """Over for all, still open in a village."""
        now = timezone.now()
        return not self.stage.running and any(one.closes_at > now for one in self.longer)

    @property
    def word(self) -> str:
        if self.stage.running:
            return "Sedang berjalan"
        if self.stage.opens_at > timezone.now():
            return "Akan datang"
        return "Masih berjalan di sebagian wilayah" if self.runs_somewhere else "Selesai"

    @property
    def voice(self) -> str:
        if self.stage.running or self.runs_somewhere:
            return "ok"
        return "info" if self.stage.opens_at > timezone.now() else "off"

    @property
    def mark(self) -> str:
        return {"ok": "clock", "info": "calendar", "off": "check"}[self.voice]


@dataclass(frozen=True)
class CycleLines:
    """One cycle with its stages."""

    cycle: Cycle
    lines: list[StageLine]


def calendar(region: str) -> list[CycleLines]:
    """The newest cycles of a region with their stages; three queries."""
    cycles = list(Cycle.objects.filter(within("region_id", region)).select_related("region")[:CYCLES])
    stages: dict[int, list[Stage]] = {}
    for stage in Stage.objects.filter(cycle__in=cycles).order_by("opens_at", "id"):
        stages.setdefault(stage.cycle_id, []).append(stage)
    longer = latest_of(StageExtension.objects.filter(stage__cycle__in=cycles).select_related("region").order_by("pk"))
    return [
        CycleLines(cycle, [StageLine(stage, longer.get(stage.pk, [])) for stage in stages.get(cycle.pk, [])])
        for cycle in cycles
    ]


def latest_of(rows: Any) -> dict[int, list[StageExtension]]:
    """The last word for every stage and village, by stage."""
    last = {(row.stage_id, row.region_id): row for row in rows}
    found: dict[int, list[StageExtension]] = {}
    for (stage, _), row in sorted(last.items()):
        found.setdefault(stage, []).append(row)
    return found
