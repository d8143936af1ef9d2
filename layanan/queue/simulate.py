"""A day at the counters, minute by minute: people come, free counters call by the fair order, closed ones do not.

The same engine answers for a scenario's policies, for the judgement of the waiting-time estimate, and for "what if".
"""

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from layanan.queue.order import Waiting, next_of
from layanan.queue.plan import FOREVER
from layanan.queue.scenario import Day, Person

DONE, SHIFT, COMES = 0, 1, 2  # what happens at the same moment happens in this order


@dataclass(slots=True)
class Called:
    """One call: who, by which counter, when, and until when the counter was busy with it."""

    person: Person
    counter: int
    at: float
    until: float


@dataclass(slots=True)
class Floor:
    """What can be seen in the office at a moment: who waits, who is served since when, what was finished."""

    now: float = float("-inf")
    waiting: list[Waiting] = field(default_factory=list)
    serving: dict[int, Called] = field(default_factory=dict)
    calls: list[Called] = field(default_factory=list)
    finished: list[Called] = field(default_factory=list)
    crowd: int = 0  # the most people waiting at one moment so far


def run(
    day: Day,
    lanes: Sequence[frozenset[int]] | None = None,
    watch: Callable[[Floor, Person], None] | None = None,
) -> Floor:
    """Let the day pass. With `lanes` counters keep separate lines; `watch` sees the floor when somebody has come."""
    floor, people = Floor(), day.people
    moments = [(p.arrival, COMES, p.number) for p in people]
    edges = {edge for counter in day.counters for span in counter.spans for edge in span if edge < FOREVER}
    moments += [(edge, SHIFT, -1) for edge in edges]
    heapq.heapify(moments)
    while moments:
        floor.now, what, which = heapq.heappop(moments)
        if what == COMES:
            person = people[which]
            floor.waiting.append(Waiting(which, person.clock, which, person.service, person.priority))
        elif what == DONE:
            floor.finished.append(floor.serving.pop(which))
        for call in _dispatch(day, floor, lanes):
            heapq.heappush(moments, (call.until, DONE, call.counter))
        floor.crowd = max(floor.crowd, len(floor.waiting))
        if what == COMES and watch is not None:
            watch(floor, people[which])
    return floor


def _dispatch(day: Day, floor: Floor, lanes: Sequence[frozenset[int]] | None) -> list[Called]:
    """Every open and free counter calls whom the order names for it."""
    made = []
    is_open = [c.free_from(floor.now) == floor.now for c in day.counters]
    for counter in range(len(day.counters)):
        if not floor.waiting:
            break
        if not is_open[counter] or counter in floor.serving:
            continue
        chosen = next_of(floor.waiting, floor.now, _services(day, counter, is_open, lanes))
        if chosen is None:
            continue
        floor.waiting.remove(chosen)
        person = day.people[chosen.rank]
        minutes = person.work * day.pace[counter] if person.comes else day.no_show_minutes
        call = Called(person, counter, floor.now, floor.now + minutes)
        floor.serving[counter] = call
        floor.calls.append(call)
        made.append(call)
    return made


def _services(
    day: Day, counter: int, is_open: Sequence[bool], lanes: Sequence[frozenset[int]] | None
) -> frozenset[int] | None:
    """What a counter may call. Separate lines: open counters divide the lanes, so that none stands without one."""
    own = day.counters[counter].services
    if lanes is None:
        return own
    place, workers = sum(is_open[:counter]), sum(is_open)
    mine = frozenset().union(*(lane for i, lane in enumerate(lanes) if i % workers == place))
    return mine if own is None else mine & own
