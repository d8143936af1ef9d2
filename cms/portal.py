"""What the portal shows: open doors and figures are one question each, however many rooms there are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from acara.queries import coming_doors
from core.doors import Door
from core.together import ask
from konsultasi import queries as konsultasi
from musrenbang import queries as musrenbang
from musrenbang.queries import voting
from musrenbang.queries.listing import in_groups

DOORS = 3
DECISIONS = 3


@dataclass(frozen=True)
class Promises:
    """How the offices keep their word: answers given this year, those in time, and what is late now."""

    answered: int
    in_time: int
    late_now: int

    @property
    def share(self) -> int | None:
        """Answers given in time this year, percent; None while there is none."""
        return round(100 * self.in_time / self.answered) if self.answered else None


@dataclass(frozen=True)
class Decision:
    """One line of what was decided lately, whichever room it comes from."""

    at: datetime
    voice: str
    status: str
    title: str
    url: str
    place: str = ""
    words: str = ""


@dataclass(frozen=True)
class Portal:
    """Everything on the portal besides the news."""

    consultations: list[Door]
    rounds: list[Door]
    proposing: Door | None
    events: list[Door]
    promises: Promises
    proposals: dict[str, int]
    decisions: list[Decision]

    @property
    def nothing_open(self) -> bool:
        return not (self.consultations or self.rounds or self.proposing or self.events)

    @property
    def planned(self) -> int:
        """Proposals that reached a plan or are done."""
        return self.proposals["rencana"] + self.proposals["selesai"]


def collect(region: str) -> Portal:
    """Ask the rooms what is open, what was decided and the figures anybody can check."""
    drafts, rounds, proposing, events = open_doors(region)
    found = ask([*konsultasi.figures(region), musrenbang.figures(region)])
    kept, groups = dict(found["jawaban"]), in_groups(dict(found["usulan"]))
    in_time, late = kept.get("tepat", 0), kept.get("lambat", 0)
    return Portal(
        consultations=drafts,
        rounds=rounds,
        proposing=proposing[0] if proposing else None,
        events=events,
        promises=Promises(in_time + late, in_time, kept.get("telat", 0)),
        proposals={**groups, "jumlah": sum(groups.values())},
        decisions=decided(region),
    )


def open_doors(region: str) -> list[list[Door]]:
    """At most three drafts, rounds, stages for proposing and events, those that close or begin first in front."""
    rooms = [konsultasi.open_drafts(region), voting.open_rounds(region), musrenbang.open_proposing(region)]
    rooms += [musrenbang.open_longer(region), coming_doors(region)]
    found = ask(rooms)
    kinds = ("konsultasi", "pemungutan", "usulan", "acara")
    return [sorted((Door(*row) for row in found[kind]), key=lambda door: door.closes_at)[:DOORS] for kind in kinds]


def decided(region: str) -> list[Decision]:
    """The latest decisions on proposals and answers to inputs, newest first."""
    rows = [proposal_line(proposal) for proposal in musrenbang.latest_decisions(region, DECISIONS)]
    rows += [answer_line(answer) for answer in konsultasi.latest_answers(region, DECISIONS)]
    return sorted(rows, key=lambda row: row.at, reverse=True)


def proposal_line(proposal: Any) -> Decision:
    """A decision on a proposal as one line."""
    status, url = proposal.state_label, proposal.get_absolute_url()
    return Decision(proposal.decided_at, proposal.voice, status, proposal.title, url, place=proposal.region.label)


def answer_line(answer: Any) -> Decision:
    """An answer as one line."""
    title = f"{answer.input.place}: {answer.input.consultation.title}"
    status, url = answer.get_disposition_display(), answer.input.get_absolute_url()
    return Decision(answer.at, answer.voice, status, title, url, words=answer.explanation)
