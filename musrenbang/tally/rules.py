"""Counting rules as data: a name from a short list, and every knob spelled out. Nothing about a count is implied."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from musrenbang.tally.amounts import amount, written
from musrenbang.tally.profile import Profile


class Method(enum.StrEnum):
    """The family a rule belongs to."""

    GREEDY = "greedy"
    SHARES = "equal shares"
    PHRAGMEN = "phragmen"


class Worth(enum.StrEnum):
    """What supporters of a project get for their money: its score times its cost, or its score."""

    COST = "cost"
    SCORE = "card"


class Tie(enum.StrEnum):
    """The declared order that settles exact ties: id as text, or lower cost, then more votes, then id."""

    ID = "id"
    MINCOST = "mincost"


class Blank(enum.StrEnum):
    """Whether ballots without a choice take part in dividing the budget."""

    COUNT = "count"
    SKIP = "skip"


class Start(enum.StrEnum):
    """The first share of a voter: the exact quotient, or its whole part."""

    EXACT = "exact"
    INTEGRAL = "integral"


@dataclass(frozen=True)
class Rule:
    """One way of counting, complete. `order` is a drawn lot (ids, first wins) and goes before `tie`."""

    name: str
    method: Method
    worth: Worth = Worth.COST
    per_cost: bool = False
    add1: bool = False
    fill: bool = False
    tie: Tie = Tie.ID
    blank: Blank = Blank.COUNT
    start: Start = Start.EXACT
    step: Fraction = Fraction(1)
    exhaustive_stop: bool = True
    skip: bool = True
    threshold: int = 0
    compare: bool = False
    order: tuple[str, ...] = field(default=())

    def with_knobs(self, **knobs: Any) -> "Rule":
        """The same rule with other knobs. ValueError where a knob makes no sense."""
        changed = replace(self, **knobs)
        if changed.step <= 0:
            raise ValueError("Langkah (step) harus lebih dari 0.")
        return changed

    def declared(self) -> dict[str, Any]:
        """All knobs in plain JSON, as they stand in a result and in a manifest."""
        return {
            "rule": self.name,
            "tie": self.tie.value,
            "blank": self.blank.value,
            "start": self.start.value,
            "step": written(self.step),
            "exhaustive_stop": self.exhaustive_stop,
            "skip": self.skip,
            "threshold": self.threshold,
            "compare": self.compare,
            "order": list(self.order),
        }


def _shares(worth: Worth) -> list[Rule]:
    rules = []
    for add1 in (False, True):
        for fill in (False, True):
            name = f"mes_{worth.value}{'_add1' if add1 else ''}{'_then_greedy_score' if fill else ''}"
            rules.append(Rule(name, Method.SHARES, worth, add1=add1, fill=fill))
    return rules


RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule("greedy_score", Method.GREEDY),
        Rule("greedy_score_per_cost", Method.GREEDY, per_cost=True),
        *_shares(Worth.COST),
        *_shares(Worth.SCORE),
        Rule("phragmen_stop", Method.PHRAGMEN),
    )
}


def usual_step(budget: int, ballots: int) -> int:
    """A step for Add1 fit for the currency: the power of ten of which a share holds 100 to 1000; at least 1.

    >>> [usual_step(*pair) for pair in ((1_000_000, 6586), (500_000_000, 2000), (100, 50))]
    [1, 1000, 1]
    """
    step = 1
    while ballots and budget >= 1000 * step * ballots:
        step *= 10
    return step


def declared_rule(data: dict[str, Any]) -> Rule:
    """The rule a result or a manifest declares. ValueError for a name or value that is not known."""
    if data.get("rule") not in RULES:
        raise ValueError(f"Aturan {str(data.get('rule'))[:40]} tidak dikenal.")
    return RULES[data["rule"]].with_knobs(
        tie=Tie(data.get("tie", "id")),
        blank=Blank(data.get("blank", "count")),
        start=Start(data.get("start", "exact")),
        step=Fraction(str(data["step"])) if "/" in str(data.get("step", "1")) else amount(str(data.get("step", "1"))),
        exhaustive_stop=bool(data.get("exhaustive_stop", True)),
        skip=bool(data.get("skip", True)),
        threshold=int(data.get("threshold", 0)),
        compare=bool(data.get("compare", False)),
        order=tuple(data.get("order", ())),
    )


def tie_places(profile: Profile, rule: Rule) -> list[int]:
    """The place of each project in the declared order; the lower place wins a tie. ValueError for an unfit lot."""
    ids: Sequence[str] = profile.ids
    places = range(len(ids))
    if rule.order:
        if sorted(rule.order) != sorted(ids):
            raise ValueError("Undian harus memuat setiap kegiatan tepat satu kali.")
        lot = {name: place for place, name in enumerate(rule.order)}
        return [lot[name] for name in ids]
    if rule.tie is Tie.MINCOST:
        ranked = sorted(places, key=lambda p: (profile.costs[p], -profile.votes[p], ids[p]))
    else:
        ranked = sorted(places, key=lambda p: ids[p])
    result = [0] * len(ids)
    for place, project in enumerate(ranked):
        result[project] = place
    return result
