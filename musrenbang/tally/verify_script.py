#!/usr/bin/env python3
"""Recount a published vote: python3 verify.py [FOLDER]

The folder holds election.pb (all ballots, without names) and result.json (what was announced). This program
needs nothing but Python. It shares no line with the program that counted; it works in whole numbers and fractions,
never with rounded numbers. It prints what it found and ends with 0 (the same winners) or 1 (not the same).
"""

import csv
import hashlib
import json
import math
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

Costs = dict[str, Fraction]  # project -> cost
Ballots = list[dict[str, Fraction]]  # one ballot: project -> what it is worth to the voter
Supporters = list[tuple[int, Fraction]]  # (place of the ballot, worth)
Order = dict[str, int]  # project -> its place in the declared order
Rule = dict[str, Any]

# ---------------------------------------------------------------- reading the ballots


def read_election(path: Path) -> tuple[Fraction, Costs, Ballots]:
    """Budget, cost of each project, and for each ballot what each chosen project is worth to it."""
    meta: dict[str, str] = {}
    costs: Costs = {}
    ballots: Ballots = []
    section, header = "", None
    with open(path, encoding="utf-8-sig", newline="") as file:
        for cells in csv.reader(file, delimiter=";"):
            title = cells[0].strip() if cells and not any(cell.strip() for cell in cells[1:]) else ""
            if title in ("META", "PROJECTS", "VOTES"):
                section, header = title, None
            elif not any(cell.strip() for cell in cells):
                continue
            elif header is None:
                header = [cell.strip() for cell in cells]
            elif section == "META":
                meta[cells[0].strip()] = cells[1].strip()
            elif section == "PROJECTS":
                row = dict(zip(header, cells, strict=False))
                costs[row["project_id"].strip()] = number(row["cost"])
            else:
                ballots.append(read_ballot(dict(zip(header, cells, strict=False)), meta["vote_type"], costs))
    return number(meta["budget"]), costs, ballots


def number(text: str) -> Fraction:
    """An exact number; a decimal comma is a decimal point."""
    return Fraction(text.replace("\u00a0", "").replace(" ", "").replace(",", "."))


def read_ballot(row: dict[str, str], vote_type: str, costs: Costs) -> dict[str, Fraction]:
    """One ballot as project -> worth: 1, its points, or in a ranking the number of places from the end."""
    text = row.get("vote", "").strip()
    names = [name.strip() for name in text.split(",")] if text.lower() not in ("", "none", "nan", "null") else []
    for name in names:
        if name and name not in costs:
            raise SystemExit(f"Ada suara untuk kegiatan {name} yang tidak ada.")
    if vote_type in ("cumulative", "scoring"):
        points = row.get("points", "").strip()
        return dict(zip(names, map(number, points.split(",")), strict=True)) if points else {}
    names = list(dict.fromkeys(name for name in names if name))
    if vote_type == "ordinal":
        return {name: Fraction(len(names) - place) for place, name in enumerate(names)}
    return dict.fromkeys(names, Fraction(1))


# ---------------------------------------------------------------- the rules


def by_score(costs: Costs, ballots: Ballots, order: Order, left: Fraction, rule: Rule, without: Any = ()) -> list[str]:
    """Most points first (or most points for the money); each is paid if it fits into what is left."""
    score = dict.fromkeys(costs, Fraction(0))
    for ballot in ballots:
        for project, worth in ballot.items():
            score[project] += worth
    per_cost = rule["rule"] == "greedy_score_per_cost"

    def rank(project: str) -> Fraction:
        if not per_cost:
            return score[project]
        return score[project] / costs[project] if costs[project] else score[project] * 10**60

    winners = []
    for project in sorted(costs, key=lambda p: (-rank(p), order[p])):
        if project in without or score[project] <= 0 or score[project] < rule.get("threshold", 0):
            continue
        if costs[project] <= left:
            winners.append(project)
            left -= costs[project]
        elif not rule.get("skip", True):
            break
    return winners


def equal_shares(costs: Costs, ballots: Ballots, share: Fraction, order: Order, by_cost: bool) -> list[str]:
    """Every ballot gets `share`. Again and again the project that costs its supporters the least is paid by them."""
    supporters: dict[str, Supporters] = {project: [] for project in costs}
    for voter, ballot in enumerate(ballots):
        for project, worth in ballot.items():
            if worth > 0:
                supporters[project].append((voter, worth))
    # Money is kept in whole parts: a voter holds money[voter] / base.
    base, money = share.denominator, [share.numerator] * len(ballots)
    winners = [project for project in costs if costs[project] == 0 and supporters[project]]
    least = {}  # what each project cost its supporters when it was last looked at; it never gets cheaper
    for project in costs:
        if costs[project] > 0 and supporters[project]:
            least[project] = rate(costs[project] / sum(w for _, w in supporters[project]), costs[project], by_cost)
    while True:
        best: Any = None  # (rate, place in the order of ties, project, price)
        for project in sorted(least, key=lambda p: float(least[p])):
            if best and float(least[project]) > float(best[0]) * 1.000001:
                break  # all that follow are dearer
            price = price_of(costs[project], supporters[project], money, base)
            if price is None:
                del least[project]  # its supporters have less than its cost, and will never have more
                continue
            least[project] = rate(price, costs[project], by_cost)
            if best is None or (least[project], order[project]) < best[:2]:
                best = (least[project], order[project], project, price)
        if best is None:
            return winners
        project, price = best[2:]
        del least[project]
        winners.append(project)
        factor = price.denominator // math.gcd(price.denominator, base)
        if factor > 1:
            base, money = base * factor, [amount * factor for amount in money]
        for voter, worth in supporters[project]:
            money[voter] -= min(money[voter], math.floor(price * base * worth))


def rate(price: Fraction, cost: Fraction, by_cost: bool) -> Fraction:
    return price / cost if by_cost else price


def price_of(cost: Fraction, supporters: Supporters, money: list[int], base: int) -> Fraction | None:
    """The price q with which payments min(money, q * worth) add up to the cost; None if all their money does not."""
    needed = cost * base
    if sum(money[voter] for voter, _ in supporters) < needed:
        return None
    if all(worth == 1 for _, worth in supporters):
        purses = sorted((money[voter], worth) for voter, worth in supporters)
    else:
        purses = sorted(((money[voter], worth) for voter, worth in supporters), key=lambda p: Fraction(p[0]) / p[1])
    worth_left = sum(worth for _, worth in purses)
    for amount, worth in purses:  # the poorest first: who cannot pay the price in full gives everything
        if amount * worth_left >= needed * worth:
            return Fraction(needed) / (base * worth_left)
        needed -= amount
        worth_left -= worth
    return None


def add1(
    costs: Costs, ballots: Ballots, share: Fraction, order: Order, by_cost: bool, budget: Fraction, rule: Rule
) -> list[str]:
    """Equal shares with a larger and larger share; the last outcome the budget allows."""
    step = Fraction(rule.get("step", "1"))
    winners: list[str] = []
    supported = {project for ballot in ballots for project, worth in ballot.items() if worth > 0}
    while True:
        tried = equal_shares(costs, ballots, share, order, by_cost)
        spent = sum(costs[project] for project in tried)
        if spent > budget:
            return winners
        winners = tried
        others = supported - set(winners)
        if not others:
            return winners
        if rule.get("exhaustive_stop", True) and all(costs[p] > budget - spent for p in others if positive(p, ballots)):
            return winners
        share += step


def positive(project: str, ballots: Ballots) -> bool:
    return sum(ballot.get(project, 0) for ballot in ballots) > 0


def phragmen(costs: Costs, ballots: Ballots, budget: Fraction, order: Order) -> list[str]:
    """Each cost is loaded onto its supporters so that the highest load stays lowest; the first too dear ends it."""
    supporters = {p: [v for v, ballot in enumerate(ballots) if p in ballot] for p in costs if costs[p] <= budget}
    supporters = {project: voters for project, voters in supporters.items() if voters}
    base, loads = 1, [0] * len(ballots)
    winners: list[str] = []
    while supporters:
        new = {p: (costs[p] * base + sum(loads[v] for v in vs)) / (base * len(vs)) for p, vs in supporters.items()}
        least = min(new.values())
        tied = sorted((p for p in new if new[p] == least), key=order.__getitem__)
        if any(costs[p] > budget for p in tied):
            return winners
        winners.append(tied[0])
        budget -= costs[tied[0]]
        factor = least.denominator // math.gcd(least.denominator, base)
        base, loads = base * factor, [load * factor for load in loads]
        for voter in supporters.pop(tied[0]):
            loads[voter] = math.floor(least * base)
    return winners


# ---------------------------------------------------------------- the whole count


def tie_order(costs: Costs, ballots: Ballots, rule: Rule) -> Order:
    """The place of each project in the order declared before voting; it settles exact ties."""
    votes = dict.fromkeys(costs, 0)
    for ballot in ballots:
        for project in ballot:
            votes[project] += 1
    ids = sorted(costs)
    if rule.get("tie") == "mincost":
        ids.sort(key=lambda p: (costs[p], -votes[p], p))
    ids = rule.get("order") or ids
    return {project: place for place, project in enumerate(ids)}


def recount(budget: Fraction, costs: Costs, ballots: Ballots, rule: Rule) -> list[str]:
    """The winners by the declared rule."""
    name, order = rule["rule"], tie_order(costs, ballots, rule)
    if name.startswith("greedy"):
        return by_score(costs, ballots, order, budget, rule)
    if name == "phragmen_stop":
        return phragmen(costs, ballots, budget, order)
    voters = len(ballots) if rule.get("blank", "count") == "count" else sum(1 for ballot in ballots if ballot)
    if not voters:
        return []
    share = budget / voters
    if rule.get("start") == "integral":
        share = Fraction(math.floor(share))
    by_cost = name.startswith("mes_cost")
    if "_add1" in name:
        winners = add1(costs, ballots, share, order, by_cost, budget, rule)
    else:
        winners = equal_shares(costs, ballots, share, order, by_cost)
    if name.endswith("_then_greedy_score"):
        left = budget - sum(costs[project] for project in winners)
        winners = winners + by_score(costs, ballots, order, left, rule, without=set(winners))
    if rule.get("compare"):
        other = by_score(costs, ballots, order, budget, rule)
        ours, theirs = (
            [sum(1 for p, worth in b.items() if p in chosen and worth > 0) for b in ballots]
            for chosen in (set(winners), set(other))
        )
        pairs = list(zip(ours, theirs, strict=True))
        if sum(a < b for a, b in pairs) > sum(a > b for a, b in pairs):
            winners = other
    return winners


def main(folder: Path) -> int:
    told = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    if hashlib.sha256((folder / "election.pb").read_bytes()).hexdigest() != told["election_sha256"]:
        print("TIDAK SAMA: election.pb bukan berkas yang dihitung.")
        return 1
    budget, costs, ballots = read_election(folder / "election.pb")
    winners = sorted(recount(budget, costs, ballots, told["declared"]))
    spent = sum(costs[project] for project in winners)
    print(f"{len(ballots)} surat suara, {len(costs)} kegiatan, aturan {told['declared']['rule']}")
    print(f"Hitung ulang: {len(winners)} kegiatan terpilih dengan biaya {spent}: {', '.join(winners)}")
    if winners == told["winners"] and spent == Fraction(told["total_cost"]):
        print("SAMA dengan yang diumumkan.")
        return 0
    print("TIDAK SAMA dengan yang diumumkan.")
    print("  diumumkan tetapi tidak ditemukan:", sorted(set(told["winners"]) - set(winners)))
    print("  ditemukan tetapi tidak diumumkan:", sorted(set(winners) - set(told["winners"])))
    return 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
