"""Ballots of forums: who may vote in them, the papers as they were typed, the result for the hall and the minutes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from acara.models import Attendance
from core.states import StateError
from musrenbang.models import Ballot, Elector, Forum, PaperBallot, Proposal, Round
from musrenbang.queries import voting
from musrenbang.voting_states import PUBLIC, RoundState

NOT_ALIKE = "Lembar nomor {} belum diketik dua petugas dengan isi yang sama."


def running(forum: Forum) -> Any:
    """Ballots of a forum that are not counted yet."""
    return Round.objects.filter(forum=forum, state=RoundState.ANNOUNCED)


def voted_on(forum: Forum) -> Any:
    """Proposals on which the forum votes now."""
    return Proposal.objects.filter(round_options__round__in=running(forum))


def came(forum: Forum) -> Any:
    """People on the attendance list of the forum, each with a line of her own."""
    return Attendance.objects.filter(event_id=forum.event_id or 0, present=True).order_by("pk")


def undecided(forum: Forum) -> Any:
    """Proposals of the forum over which a ballot may be opened: costed, undecided, on no running ballot."""
    rows = forum.items.filter(decision="", cost__gt=0, proposal__hidden_reason="").exclude(proposal__in=voted_on(forum))
    return rows.select_related("proposal__region", "proposal__category", "village").order_by("rank", "number")


@dataclass
class Paper:
    """One paper as far as it was typed."""

    number: int
    typed: list[tuple[str, list[int]]] = field(default_factory=list)  # who, choices

    @property
    def agreed(self) -> bool:
        """Two officers typed it, both the same."""
        return len(self.typed) > 1 and all(choices == self.typed[0][1] for _, choices in self.typed)

    @property
    def differs(self) -> bool:
        return len(self.typed) > 1 and not self.agreed

    @property
    def who(self) -> str:
        return ", ".join(name for name, _ in self.typed)


def papers_of(round: Round) -> list[Paper]:
    """Every paper that somebody typed, by its number; one query."""
    found: dict[int, Paper] = {}
    rows = PaperBallot.objects.filter(round=round).select_related("by").order_by("number", "id")
    for row in rows:
        found.setdefault(row.number, Paper(row.number)).typed.append((row.by.full_name, list(row.choices)))
    return list(found.values())


def tallied(round: Round) -> tuple[list[list[int]], int]:
    """Choices of the valid papers and the number of invalid ones; StateError while one is not typed twice alike."""
    if round.forum_id is None:
        return [], 0
    papers = papers_of(round)
    for paper in papers:
        if not paper.agreed:
            raise StateError(NOT_ALIKE.format(paper.number))
    said = [paper.typed[0][1] for paper in papers]
    return [choices for choices in said if choices], sum(1 for choices in said if not choices)


@dataclass(frozen=True)
class ForumBallot:
    """A ballot of a forum as its pages and the berita acara show it."""

    round: Round
    result: Any = None

    @property
    def voted(self) -> int:
        """Ballots given, valid or not."""
        return (self.round.ballot_count or 0) + self.round.invalid_count


def ballots_of(forum: Forum) -> list[ForumBallot]:
    """The forum's ballots in their order, with the result where there is one; a query each, and they are few."""
    rows = Round.objects.filter(forum=forum, state__in=sorted(PUBLIC)).select_related("region").order_by("pk")
    return [ForumBallot(one, voting.result_of(one) if one.has_result else None) for one in rows]


def ballots_on_paper(forum: Forum) -> list[dict[str, Any]]:
    """The counted ballots as the berita acara keeps them."""
    return [
        {
            "title": one.round.title,
            "at": timezone.localtime(one.round.closes_at).strftime("%H.%M"),
            "present": one.round.eligible_count,
            "voted": one.voted,
            "valid": one.round.ballot_count,
            "invalid": one.round.invalid_count,
            "limits": one.round.limits_words,
            "seed": one.round.tie_seed,
            "summary": one.result.summary,
            "rows": [
                {"rank": line.rank, "title": line.option.title, "votes": line.votes, "why": line.why}
                for line in one.result.lines
            ],
        }
        for one in ballots_of(forum)
        if one.result is not None
    ]


@dataclass(frozen=True)
class Turnout:
    """How far a running ballot is, for those who run it: people and papers, never choices."""

    present: int
    on_paper: int
    by_account: int
    papers: Sequence[Paper]

    @property
    def open_papers(self) -> list[Paper]:
        return [paper for paper in self.papers if not paper.agreed]


def turnout_of(round: Round) -> Turnout:
    """Four small queries."""
    electors = Elector.objects.filter(round=round)
    return Turnout(
        present=electors.count(),
        on_paper=electors.filter(paper=True).count(),
        by_account=Ballot.objects.filter(round=round).count(),
        papers=papers_of(round),
    )
