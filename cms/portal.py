"""What the portal shows: gathered from the rooms, each with one call."""

from dataclasses import dataclass
from typing import Any

from konsultasi import queries as konsultasi
from musrenbang import queries as musrenbang

DOORS = 3
DECISIONS = 3


@dataclass(frozen=True)
class Portal:
    """Everything on the portal besides the news."""

    consultations: list[Any]
    rounds: list[Any]
    stages: list[Any]
    figures: Any
    decisions: list[Any]
    answers: list[Any]


def collect(region: str) -> Portal:
    """Ask the rooms what is open, what was decided and the figures anybody can check."""
    return Portal(
        consultations=list(konsultasi.open_now(region))[:DOORS],
        rounds=list(musrenbang.open_rounds(region))[:DOORS],
        stages=list(musrenbang.open_stages(region))[:DOORS],
        figures=musrenbang.figures(region),
        decisions=list(musrenbang.latest_decisions(region, DECISIONS)),
        answers=list(konsultasi.latest_answers(region, DECISIONS)),
    )
