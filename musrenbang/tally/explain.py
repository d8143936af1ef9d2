"""Why a project was paid for, and why not: the facts of each from the rounds of the count, and sentences."""

import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from musrenbang.tally.amounts import written
from musrenbang.tally.count import Result
from musrenbang.tally.profile import Floats
from musrenbang.tally.sentences import dots

Say = Callable[[Fraction], str]
MOST_NAMED = 3


@dataclass(frozen=True)
class Why:
    """The facts of one project. Money in the currency; `effective` is the share of the cost it came to, in percent."""

    project: str
    status: str
    votes: int
    cost: Fraction
    rank: int = 0
    price: Fraction | None = None
    effective: float | None = None
    together: Fraction | None = None
    left: Fraction | None = None
    lacking: Fraction | None = None
    needed: int | None = None
    spent_on: tuple[tuple[str, Fraction], ...] = field(default=())
    tied: bool = False

    def as_json(self) -> dict[str, Any]:
        data = {key: value for key, value in asdict(self).items() if value not in (None, ())}
        return {key: _plain(value) for key, value in data.items()}


def explain(result: Result) -> list[Why]:
    """The facts of every project, winners first in the order they were chosen."""
    if result.run is not None:
        return _by_shares(result)
    if result.phragmen is not None:
        return _by_loads(result)
    return _by_turns(result)


def _by_shares(result: Result) -> list[Why]:
    profile, run = result.profile, result.run
    assert run is not None
    money = profile.money
    found: dict[int, Why] = {}
    for project in run.free:
        found[project] = Why(profile.ids[project], "free", profile.votes[project], Fraction(0))
    for number, turn in enumerate(run.rounds, 1):
        found[turn.project] = Why(
            profile.ids[turn.project],
            "funded",
            profile.votes[turn.project],
            money(profile.costs[turn.project]),
            rank=number,
            price=money(turn.price),
            effective=100.0,
            tied=bool(turn.tied),
        )
    if result.preference is not None and result.preference.kept == "greedy":
        return _by_turns(result)
    for line in result.turns:
        if line.funded:
            found[line.project] = _turn_facts(result, line.project, "filled")
    lost = _Lost(result)
    others = [p for p in range(len(profile.ids)) if p not in found]
    return [*found.values(), *(lost.facts(p) for p in sorted(others, key=lambda p: -profile.scores[p]))]


class _Lost:
    """Walks the rounds once more, in floats for display, and keeps what each losing project's supporters did."""

    def __init__(self, result: Result) -> None:
        run, profile = result.run, result.profile
        assert run is not None
        self.result, self.share = result, run.share
        won = {turn.project for turn in run.rounds}
        self.projects = [p for p, rows in enumerate(profile.supporters) if p not in won and len(rows)]
        self.best = dict.fromkeys(self.projects, 0.0)
        self.spent: dict[int, list[tuple[float, int]]] = {p: [] for p in self.projects}
        self.money: Floats = np.full(profile.rows, float(run.share))
        for turn in run.rounds:
            self._support(float(turn.rate))
            self._pay(turn.project, float(turn.price))

    def _worth(self, project: int) -> Any:
        worths = self.result.profile.supporter_utilities
        return 1 if worths is None else worths[project]

    def _support(self, rate: float) -> None:
        """How much of its cost each project would have raised at the price of this round's winner."""
        profile, by_cost = self.result.profile, self.result.rule.worth == "cost"
        for project in self.projects:
            cost = float(profile.costs[project])
            due = rate * (cost if by_cost else 1.0) * self._worth(project)
            raised = float(np.minimum(self.money[profile.supporters[project]], due).sum())
            self.best[project] = max(self.best[project], raised / cost if cost else 1.0)

    def _pay(self, project: int, price: float) -> None:
        profile = self.result.profile
        paid = np.zeros(profile.rows)
        rows = profile.supporters[project]
        paid[rows] = np.minimum(self.money[rows], price * self._worth(project))
        self.money -= paid
        for other in self.projects:
            given = float(paid[profile.supporters[other]].sum())
            if given > 0:
                self.spent[other].append((given, project))

    def facts(self, project: int) -> Why:
        profile = self.result.profile
        votes, cost = profile.votes[project], profile.costs[project]
        if project not in self.best:
            return Why(profile.ids[project], "no_votes", votes, profile.money(cost))
        supporters = profile.supporters[project]
        together = self.share * len(supporters)
        left = Fraction(math.floor(float(self.money[supporters].sum())))
        lacking = max(Fraction(0), cost - left)
        top = sorted(self.spent[project], reverse=True)[:MOST_NAMED]
        few = together < cost
        share = self.share or Fraction(1)
        return Why(
            profile.ids[project],
            "few" if few else "spent",
            votes,
            profile.money(cost),
            effective=math.floor(min(99.9, 100 * max(self.best[project], float(left) / cost)) * 10) / 10,
            together=profile.money(together),
            left=profile.money(left),
            lacking=profile.money(lacking),
            needed=math.ceil(cost / share) if few else len(supporters) + math.ceil(lacking / share),
            spent_on=tuple((profile.ids[p], profile.money(math.floor(given))) for given, p in top),
        )


def paid_by(result: Result, choices: Mapping[str, int]) -> list[tuple[str, Fraction]]:
    """What one ballot (project to its worth) paid for which project, in the order of rounds; money in the currency."""
    run, profile = result.run, result.profile
    left, paid = (run.share if run else Fraction(0)), []
    for turn in run.rounds if run else ():
        due = min(left, turn.price * max(0, choices.get(profile.ids[turn.project], 0)))
        if due:
            left -= due
            paid.append((profile.ids[turn.project], profile.money(due)))
    return paid


def _by_turns(result: Result) -> list[Why]:
    profile = result.profile
    had = {turn.project for turn in result.turns}
    rest = [
        Why(profile.ids[p], "no_votes", profile.votes[p], profile.money(profile.costs[p]))
        for p in range(len(profile.ids))
        if p not in had
    ]
    return [
        *(_turn_facts(result, turn.project, "funded" if turn.funded else "no_money") for turn in result.turns),
        *rest,
    ]


def _turn_facts(result: Result, project: int, status: str) -> Why:
    profile = result.profile
    at = next(at for at, turn in enumerate(result.turns) if turn.project == project)
    turn = result.turns[at]
    cost = profile.costs[project]
    # The last place in the order where it would still have fitted tells the score it lacked.
    fitting = [other for other in result.turns[:at] if other.before >= cost]
    needed = fitting[-1].score + 1 if not turn.funded and fitting and not result.rule.per_cost else None
    return Why(
        profile.ids[project],
        status,
        profile.scores[project],
        profile.money(cost),
        rank=at + 1,
        left=profile.money(turn.before),
        lacking=profile.money(max(0, cost - turn.before)),
        needed=needed,
        tied=turn.tied,
    )


def _by_loads(result: Result) -> list[Why]:
    profile, ended = result.profile, result.phragmen
    assert ended is not None
    won = {step.project: (number, step) for number, step in enumerate(ended.steps, 1)}
    found = [
        Why(profile.ids[p], "funded", profile.votes[p], profile.money(profile.costs[p]), rank=number,
            price=profile.money(step.load), tied=bool(step.tied))
        for p, (number, step) in won.items()
    ]  # fmt: skip
    for p in range(len(profile.ids)):
        if p not in won:
            status = "no_votes" if not profile.votes[p] else "stopped_by" if p in ended.stopped_by else "after_stop"
            found.append(Why(profile.ids[p], status, profile.votes[p], profile.money(profile.costs[p])))
    return found


def sentence(why: Why, say: Say) -> str:
    """The facts in plain Indonesian; `say` writes money the way the place does."""
    head = f"{dots(why.votes)} pendukung"
    match why.status:
        case "funded" if why.price is not None:
            text = f"Didanai pada putaran {why.rank}. Ada {head}; paling banyak {say(why.price)} dari tiap bagian."
        case "funded" | "filled":
            left = say(why.left or Fraction(0))
            text = f"Urutan {why.rank} dengan {dots(why.votes)} suara. Biayanya masuk dalam sisa dana {left}."
        case "free":
            text = f"Didanai tanpa biaya karena ada {head}."
        case "few":
            text = (
                f"Pendukungnya terlalu sedikit untuk biayanya: perlu sekitar {dots(why.needed or 0)}, "
                f"ada {dots(why.votes)}."
            )
        case "spent":
            text = _spent(why, say)
        case "no_money":
            text = (
                f"Urutan {why.rank} dengan {dots(why.votes)} suara. Saat gilirannya dana tersisa "
                f"{say(why.left or Fraction(0))}, kurang {say(why.lacking or Fraction(0))}."
            )
            text += f" Dengan {dots(why.needed)} suara kegiatan ini didanai." if why.needed else ""
        case "stopped_by":
            text = f"Gilirannya tiba dengan {head}, tetapi sisa dana tidak cukup. Penghitungan berhenti di sini."
        case "after_stop":
            text = f"Ada {head}, tetapi penghitungan berhenti sebelum gilirannya."
        case _:
            text = "Tidak ada yang memilih kegiatan ini."
    return f"{text} Seri diputus oleh urutan yang ditetapkan sebelumnya." if why.tied else text


def _spent(why: Why, say: Say) -> str:
    others = ", ".join(name for name, _ in why.spent_on)
    gone = (why.together or Fraction(0)) - (why.left or Fraction(0))
    paid = f" Mereka membayar {say(gone)} untuk kegiatan lain, terbanyak untuk {others}." if others else ""
    return (
        f"{dots(why.votes)} pendukungnya bersama-sama memegang {say(why.together or Fraction(0))}.{paid} "
        f"Tersisa {say(why.left or Fraction(0))}, padahal biayanya {say(why.cost)}."
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return written(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value
