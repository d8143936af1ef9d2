"""What the portal shows: gathered from the rooms, each with one call."""

from dataclasses import dataclass
from typing import Any

from konsultasi import queries as konsultasi
from musrenbang import queries as musrenbang
from musrenbang.queries import voting

DOORS = 3
DECISIONS = 3


@dataclass(frozen=True)
class Portal:
    """Everything on the portal besides the news."""

    consultations: list[Any]
    rounds: list[Any]
    proposing: Any
    promises: Any
    proposals: dict[str, int]
    decisions: list[Any]
    answers: list[Any]

    @property
    def nothing_open(self) -> bool:
        return not (self.consultations or self.rounds or self.proposing)

    @property
    def planned(self) -> int:
        """Proposals that reached a plan or are done."""
        return self.proposals["rencana"] + self.proposals["selesai"]


def collect(region: str) -> Portal:
    """Ask the rooms what is open, what was decided and the figures anybody can check."""
    return Portal(
        consultations=list(konsultasi.open_now(region))[:DOORS],
        rounds=list(voting.open_rounds(region))[:DOORS],
        proposing=musrenbang.proposing_until(region),
        promises=konsultasi.figures(region),
        proposals=musrenbang.figures(region),
        decisions=list(musrenbang.latest_decisions(region, DECISIONS)),
        answers=list(konsultasi.latest_answers(region, DECISIONS)),
    )
