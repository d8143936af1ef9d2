"""The Method of Equal Shares: a float pass that knows when it may be wrong, and the exact count that decides."""

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from musrenbang.tally.profile import Floats, Profile
from musrenbang.tally.rules import Worth

ROUNDING = 2.0**-51  # twice the relative error of one float operation
NEAR = 1e-9  # the float pass may not tell two values this close apart


class DoubtError(Exception):
    """A float comparison too close to be trusted; the exact count must decide."""


@dataclass(frozen=True)
class Round:
    """One project paid for: each supporter pays `price` times her utility, or all she has left."""

    project: int
    price: Fraction
    rate: Fraction
    supporters: int
    payers: int
    full: int
    tied: tuple[int, ...] = ()


@dataclass(frozen=True)
class Run:
    """One count with one share per ballot. `rounds` stand only in an exact run; `free` cost nothing."""

    share: Fraction
    winners: tuple[int, ...]
    free: tuple[int, ...] = ()
    rounds: tuple[Round, ...] = ()


def certified(profile: Profile, worth: Worth, share: Fraction, places: list[int]) -> Run:
    """The winners by floats. DoubtError where a choice or a purchase was closer than NEAR: then count exactly."""
    return _Floats(profile, worth, share, places).run()


def exact(profile: Profile, worth: Worth, share: Fraction, places: list[int]) -> Run:
    """The winners by whole numbers and fractions, round by round, ties settled by `places`."""
    return _Exact(profile, worth, share, places).run()


class _Floats:
    """Voters' money as floats. Candidates are looked at by their last rate, which can only grow."""

    margin = 1 + NEAR

    def __init__(self, profile: Profile, worth: Worth, share: Fraction, places: list[int]) -> None:
        self.profile, self.share, self.places = profile, share, places
        self.all_money = float(share)
        self.money: Floats = np.full(profile.rows, self.all_money)
        self.rows = profile.supporters
        whole = profile.supporter_utilities
        self.worths = None if whole is None else [values.astype(np.float64) for values in whole]
        self.sums = [int(len(r)) for r in self.rows] if whole is None else [int(values.sum()) for values in whole]
        self.costs = [float(cost) for cost in profile.costs]
        self.by_cost = worth is Worth.COST
        supported = [p for p in range(len(profile.ids)) if self.sums[p] > 0]
        self.free = tuple(p for p in supported if not profile.costs[p])
        self.open = [p for p in supported if profile.costs[p]]
        self.price = [c / s if s else 0.0 for c, s in zip(self.costs, self.sums, strict=True)]
        self.low = [self._rate(p, price) for p, price in enumerate(self.price)]
        self.winners: list[int] = []
        self.rounds: list[Round] = []

    def run(self) -> Run:
        while (project := self.next()) is not None:
            self.pay(project)
            self.open.remove(project)
            self.winners.append(project)
        return Run(self.share, (*self.free, *self.winners), self.free, tuple(self.rounds))

    def next(self) -> int | None:
        """The project with the least rate; those its supporters cannot pay any more are dropped on the way."""
        self.open.sort(key=self.low.__getitem__)
        best, seen, poor = float("inf"), [], []
        for project in self.open:
            if self.low[project] > best * self.margin:
                break
            high = self.look(project)
            if high is None:
                poor.append(project)
                continue
            seen.append(project)
            best = min(best, high)
        for project in poor:
            self.open.remove(project)
        near = [project for project in seen if self.low[project] <= best * self.margin]
        return self.settle(near) if near else None

    def look(self, project: int) -> float | None:
        """Work out the price of a project; its rate at most, or None where its supporters lack the money."""
        money = self.money.take(self.rows[project])
        total, cost = float(money.sum()), self.costs[project]
        noise = self.noise(len(money))
        if total - cost < NEAR * cost + noise and (total - cost < -NEAR * cost - noise or not self.affords(project)):
            return None
        if self.worths is None:
            price = _equal_price(money, cost, self.price[project])
        else:
            price = _price(money, self.worths[project], float(self.sums[project]), cost, self.price[project])
        self.price[project] = price
        rate = self._rate(project, price)
        # At least one supporter with utility 1 pays the full price: that bounds what rounding can do to it.
        slack = min(1.0, noise / price) if noise > 1e-7 * price else 0.0
        self.low[project] = rate * (1 - slack)
        return rate * (1 + slack)

    def noise(self, voters: int) -> float:
        """What rounding can have done to a sum of the money of so many voters."""
        return voters * (len(self.winners) + 4) * ROUNDING * self.all_money

    def affords(self, project: int) -> bool:
        raise DoubtError

    def settle(self, near: list[int]) -> int:
        if len(near) > 1:
            raise DoubtError
        return near[0]

    def pay(self, project: int) -> None:
        rows = self.rows[project]
        due: Any = self.price[project] if self.worths is None else self.price[project] * self.worths[project]
        self.money[rows] = np.maximum(self.money[rows] - due, 0.0)

    def _rate(self, project: int, price: float) -> float:
        return price / self.costs[project] if self.by_cost and self.costs[project] else price


def _equal_price(money: Floats, cost: float, start: float) -> float:
    """The q with sum(min(money, q)) = cost, from a q that is not above it (a Newton step never jumps over)."""
    voters, price, before = len(money), start, -1
    while True:
        poor = money < price
        count = int(np.count_nonzero(poor))
        if count <= before:
            return price
        if count == voters:
            return float(money.max())
        price = (cost - float(money[poor].sum())) / (voters - count) if count else cost / voters
        before = count


def _price(money: Floats, worth: Floats, total: float, cost: float, start: float) -> float:
    """The same where supporters pay in proportion to what the project is worth to them."""
    ratio, price, before = money / worth, start, -1
    while True:
        poor = ratio < price
        count = int(np.count_nonzero(poor))
        if count <= before:
            return price
        if count == len(money):
            return float(ratio.max())
        price = (cost - float(money[poor].sum())) / (total - float(worth[poor].sum())) if count else cost / total
        before = count


class _Exact(_Floats):
    """The same walk; every choice closer than 1e-6, every purchase and every price is exact.

    What a voter has left is the share minus the full prices of what she paid for, or nothing. So a sum of many
    voters' money needs only counts (numpy) and one sum over the projects paid for, in whole numbers over `base`.
    """

    margin = 1 + 1e-6

    def __init__(self, profile: Profile, worth: Worth, share: Fraction, places: list[int]) -> None:
        super().__init__(profile, worth, share, places)
        self.base = share.denominator
        self.whole_share = share.numerator
        self.paid: dict[int, int] = {}  # price of each project paid for, over base
        self.alive = np.full(profile.rows, share > 0)
        whole = profile.utility
        self.entry_worth = None if whole is None else np.maximum(whole, 0).astype(np.float64)
        self.known: dict[int, tuple[Fraction, Any, list[int]]] = {}
        self.tied: tuple[int, ...] = ()

    def affords(self, project: int) -> bool:
        return self.sum_of(self.rows[project]) >= self.profile.costs[project] * self.base

    def settle(self, near: list[int]) -> int:
        if len(near) == 1:
            self.tied = ()
            return near[0]
        rates = {project: self.exact_rate(project) for project in near}
        least = min(rates.values())
        tied = sorted((p for p in near if rates[p] == least), key=self.places.__getitem__)
        self.tied = tuple(tied) if len(tied) > 1 else ()
        return tied[0]

    def exact_rate(self, project: int) -> Fraction:
        price = self.exact_price(project)[0]
        return price / self.profile.costs[project] if self.by_cost else price

    def sum_of(self, rows: Any) -> int:
        """What these ballots have left together, over base."""
        rows = rows[self.alive[rows]]
        if not len(rows):
            return 0
        places = self.profile.entries(rows)
        weights = None if self.entry_worth is None else self.entry_worth[places]
        counts = np.bincount(self.profile.choice[places], weights, minlength=len(self.costs))
        return len(rows) * self.whole_share - sum(int(counts[p]) * price for p, price in self.paid.items())

    def left_of(self, row: int) -> int:
        """What one ballot has left, over base."""
        if not self.alive[row]:
            return 0
        left, profile = self.whole_share, self.profile
        for place in range(profile.starts[row], profile.starts[row + 1]):
            price = self.paid.get(int(profile.choice[place]))
            if price:
                left -= price if profile.utility is None else price * max(0, int(profile.utility[place]))
        return left

    def exact_price(self, project: int) -> tuple[Fraction, Any, list[int]]:
        """The price, which supporters cannot pay it in full, and the ballots it takes exactly everything from."""
        if project in self.known:
            return self.known[project]
        rows, guess = self.rows[project], self.price[project]
        money = self.money.take(rows)
        whole = self.profile.supporter_utilities
        worth = None if whole is None else whole[project]
        ratio = money if worth is None else money / worth
        band = NEAR * guess + 2 * self.noise(len(rows))
        poor = ratio < guess - band
        edge = np.flatnonzero(~poor & (ratio <= guess + band))
        given = self.sum_of(rows[poor])
        rest = self.sums[project] - int(np.count_nonzero(poor) if worth is None else worth[poor].sum())
        ranked = sorted(self._edge_values(rows, worth, edge))
        cost = self.profile.costs[project] * self.base
        for _, left, each, at in ranked:
            if left * rest < (cost - given) * each:
                given, rest = given + left, rest - each
                poor[at] = True
        price = Fraction(cost - given, self.base * rest)
        emptied = [int(rows[at]) for _, left, each, at in ranked if left == price * each * self.base]
        self.known[project] = price, poor, emptied
        return self.known[project]

    def _edge_values(self, rows: Any, worth: Any, edge: Any) -> list[tuple[Fraction | int, int, int, int]]:
        """Ballots whose money is too close to the price for floats, as (money by utility, money, utility, place)."""
        values = []
        for at in edge:
            left, each = self.left_of(int(rows[at])), 1 if worth is None else int(worth[at])
            values.append((left if worth is None else Fraction(left, each), left, each, int(at)))
        return values

    def pay(self, project: int) -> None:
        price, poor, emptied = self.exact_price(project)
        rows = self.rows[project]
        payers = int(np.count_nonzero(self.alive[rows]))
        full = len(rows) - int(np.count_nonzero(poor))
        rate = price / self.profile.costs[project] if self.by_cost else price
        self.rounds.append(Round(project, price, rate, len(rows), payers, full, self.tied))
        self.price[project] = float(price)
        super().pay(project)
        self.money[rows[poor]] = 0.0
        self.alive[rows[poor]] = False
        if emptied:
            self.alive[emptied] = False
            self.money[emptied] = 0.0
        if self.base % price.denominator:
            factor = price.denominator // math.gcd(self.base, price.denominator)
            self.base *= factor
            self.whole_share *= factor
            self.paid = {p: value * factor for p, value in self.paid.items()}
        self.paid[project] = price.numerator * (self.base // price.denominator)
        self.known.clear()
