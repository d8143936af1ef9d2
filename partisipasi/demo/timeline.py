"""What happened in the demo, told in order: deeds with their moments, done one after another."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from partisipasi.demo.clock import at


class Timeline:
    """Collects deeds and does them in the order of their moments, so that the trail reads like a year."""

    def __init__(self) -> None:
        self._deeds: list[tuple[datetime, int, Callable[[], Any]]] = []

    def add(self, moment: datetime, deed: Callable[[], Any]) -> None:
        """Remember a deed; deeds of one moment keep the order in which they were added."""
        self._deeds.append((moment, len(self._deeds), deed))

    def run(self, progress: Callable[[int, int], None] = lambda done, total: None) -> int:
        """Do everything; returns how many deeds."""
        deeds = sorted(self._deeds, key=lambda deed: deed[:2])
        for done, (moment, _, deed) in enumerate(deeds, 1):
            with at(moment):
                deed()
            progress(done, len(deeds))
        self._deeds = []
        return len(deeds)
