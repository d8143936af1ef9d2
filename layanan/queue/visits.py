"""What a day's log tells of each visit: the one way from events to every figure. Pure; minutes are of the local day."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any

DONE, ABSENT, CANCELLED, UNSERVED, OPEN = "selesai", "tidak_hadir", "batal", "tidak_terlayani", "berjalan"
ENDS = {"lapse": ABSENT, "cancel": CANCELLED, "close": UNSERVED}
LEAST_AHEAD = 1  # a promise to somebody for whom nobody waits is none
STEP = 5  # minutes to which a range is told


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of the log: `minute` of the day, `facts` its figures and codes."""

    kind: str
    ticket: int | None
    minute: float
    counter: int | None = None
    actor: int | None = None
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Visit:
    """One number: when its person was there, how long it waited, what it was told, how it ended."""

    ticket: int
    service: int
    channel: str
    priority: bool
    issued: float
    came: float | None = None
    slot: float | None = None
    called: float | None = None
    outcome: str = OPEN
    ahead: int | None = None
    low: float | None = None
    high: float | None = None
    voided: bool = False

    @property
    def wait(self) -> float | None:
        """Minutes from being there (not before the booked time) to the first call."""
        if self.called is None or self.came is None:
            return None
        return max(0.0, self.called - max(self.came, self.slot or 0.0))

    @property
    def judged(self) -> bool:
        """Whether its promise can be held against what came: told a range, somebody ahead, came and was called."""
        told = self.low is not None and self.high is not None and (self.ahead or 0) >= LEAST_AHEAD
        return told and self.outcome == DONE and self.called is not None and self.slot is None

    @property
    def kept(self) -> bool:
        """Called no later than the end of the range it was told, in steps of five minutes."""
        assert self.called is not None
        assert self.high is not None
        return self.called - self.issued <= -(-self.high // STEP) * STEP

    @property
    def error(self) -> float:
        """Minutes between the middle of what it was told and what came."""
        assert self.called is not None
        assert self.low is not None
        assert self.high is not None
        return abs((self.low + self.high) / 2 - (self.called - self.issued))


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of business at a counter."""

    service: int
    counter: int | None
    actor: int | None
    minutes: float


def visits_of(happenings: Iterable[Happening]) -> tuple[list[Visit], list[Work]]:
    """Every visit and every piece of work of a day, from its events in the order in which they happened."""
    visits: dict[int, Visit] = {}
    begun: dict[int, Happening] = {}
    works: list[tuple[int, Work]] = []
    for event in happenings:
        if event.kind == "issue" and event.ticket is not None:
            visits[event.ticket] = _issued(event)
        elif event.ticket in visits:
            _step(visits[event.ticket], event, begun, works)
    return list(visits.values()), [work for ticket, work in works if not visits[ticket].voided]


def _issued(event: Happening) -> Visit:
    facts = event.facts
    there = facts.get("channel") not in {"ponsel", "janji"}
    return Visit(
        ticket=event.ticket or 0,
        service=facts["service"],
        channel=facts["channel"],
        priority=bool(facts.get("priority")),
        issued=event.minute,
        came=event.minute if there else None,
        slot=facts.get("slot"),
    )


def _step(visit: Visit, event: Happening, begun: dict[int, Happening], works: list[tuple[int, Work]]) -> None:
    kind, ticket = event.kind, visit.ticket
    if kind == "promise":
        visit.ahead, visit.low, visit.high = (event.facts.get(name) for name in ("ahead", "low", "high"))
    elif kind in {"arrive", "return"}:
        visit.came = event.minute if visit.came is None else visit.came
    elif kind == "call":
        visit.called = event.minute if visit.called is None else visit.called
        begun[ticket] = event
    elif kind == "serve":
        visit.came = visit.came if visit.came is not None else visit.called
        begun[ticket] = event
    elif kind == "undo":
        if (call := begun.pop(ticket, None)) is not None and call.minute == visit.called:
            visit.called = None
    elif kind in {"finish", "transfer"}:
        _worked(visit, event, begun, works)
    elif kind == "void":
        visit.voided = True
    elif kind in {"skip", "park"}:
        begun.pop(ticket, None)
    elif kind in ENDS and visit.outcome != DONE:  # the house did not know yet what a counter did alone
        visit.outcome = ENDS[kind]


def _worked(visit: Visit, event: Happening, begun: dict[int, Happening], works: list[tuple[int, Work]]) -> None:
    """A piece of business has ended: at the counter that did it, for the service it was called for."""
    start = begun.pop(visit.ticket, None)
    if start is not None:
        service = event.facts.get("from", visit.service)
        counter = event.counter if event.counter is not None else start.counter
        works.append((visit.ticket, Work(service, counter, event.actor, round(event.minute - start.minute, 2))))
    if event.kind == "transfer":
        visit.service = event.facts["to"]
    else:
        visit.outcome = DONE
        visit.voided = visit.voided or bool(event.facts.get("voided"))


def as_row(thing: Visit | Work) -> dict[str, Any]:
    """As it is kept."""
    return {key: value for key, value in asdict(thing).items() if value is not None and value is not False}


def visit_of(row: dict[str, Any]) -> Visit:
    """A visit as it was kept."""
    return Visit(**{"priority": False, **row})


def work_of(row: dict[str, Any]) -> Work:
    """A piece of work as it was kept."""
    return Work(**{"counter": None, "actor": None, **row})


def middle(values: Sequence[float]) -> float | None:
    """The median; None of nothing."""
    return median(values) if values else None


def ninth(values: Sequence[float]) -> float | None:
    """Nine in ten are at or below it (p90, nearest rank)."""
    return sorted(values)[-(-9 * len(values) // 10) - 1] if values else None


def by_hour(visits: Iterable[Visit]) -> dict[int, int]:
    """How many came in each hour."""
    hours: dict[int, int] = {}
    for visit in visits:
        if visit.came is not None:
            hour = int(visit.came // 60)
            hours[hour] = hours.get(hour, 0) + 1
    return dict(sorted(hours.items()))


@dataclass(frozen=True, slots=True)
class Kept:
    """How promises held: of so many, so many were kept; the mean error in minutes."""

    judged: int
    kept: int
    error: float | None

    @property
    def share(self) -> float | None:
        """In percent."""
        return 100 * self.kept / self.judged if self.judged else None


def promises(visits: Iterable[Visit]) -> Kept:
    """The promises of these visits against what came."""
    judged = [visit for visit in visits if visit.judged]
    error = sum(visit.error for visit in judged) / len(judged) if judged else None
    return Kept(len(judged), sum(visit.kept for visit in judged), error)
