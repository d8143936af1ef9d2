#!/usr/bin/env python3
"""Check and recount a published vote: python3 verify.py [FOLDER]

The folder holds election.pb (all ballots, without names) and result.json (what was announced); a sealed vote also its
manifest.json, board.json and receipts.json. This program needs nothing but Python. It shares no line with the program
that counted; it works in whole numbers and fractions, never with rounded numbers. It prints what it found, names the
place of everything that does not fit, and ends with 0 (all is as announced) or 1 (it is not).
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
Order = dict[str, int]
Rule = dict[str, Any]
FILES = ("BACA.txt", "board.json", "election.pb", "manifest.json", "receipts.json", "result.json", "transcript.json")


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
                ballots.append(read_ballot(dict(zip(header, cells, strict=False)), meta["vote_type"]))
    return number(meta["budget"]), costs, ballots


def number(text: str) -> Fraction:
    """An exact number; a decimal comma is a decimal point."""
    return Fraction(text.replace("\u00a0", "").replace(" ", "").replace(",", "."))


def read_ballot(row: dict[str, str], vote_type: str) -> dict[str, Fraction]:
    """One ballot as project -> worth: 1, its points, or in a ranking the number of places from the end."""
    text = row.get("vote", "").strip()
    names = [name.strip() for name in text.split(",")] if text.lower() not in ("", "none", "nan", "null") else []
    if vote_type in ("cumulative", "scoring"):
        points = row.get("points", "").strip()
        return dict(zip(names, map(number, points.split(",")), strict=True)) if points else {}
    names = list(dict.fromkeys(name for name in names if name))
    if vote_type == "ordinal":
        return {name: Fraction(len(names) - place) for place, name in enumerate(names)}
    return dict.fromkeys(names, Fraction(1))


def scores_of(costs: Costs, ballots: Ballots) -> Costs:
    score = dict.fromkeys(costs, Fraction(0))
    for ballot in ballots:
        for project, worth in ballot.items():
            score[project] += worth
    return score


def by_score(costs: Costs, ballots: Ballots, order: Order, left: Fraction, rule: Rule, without: Any = ()) -> list[str]:
    """Most points first (or most points for the money); each is paid if it fits into what is left."""
    score = scores_of(costs, ballots)
    each = rule["rule"] == "greedy_score_per_cost"  # what costs nothing comes first
    rank = {p: score[p] / costs[p] if costs[p] else score[p] * 10**60 for p in costs} if each else score
    winners = []
    for project in sorted(costs, key=lambda p: (-rank[p], order[p])):
        if project in without or score[project] <= 0 or score[project] < rule.get("threshold", 0):
            continue
        if costs[project] <= left:
            winners.append(project)
            left -= costs[project]
        elif not rule.get("skip", True):
            break
    return winners


def equal_shares(costs: Costs, ballots: Ballots, share: Fraction, order: Order, rule: Rule) -> list[str]:
    """Every ballot gets `share`. Again and again the project that costs its supporters the least is paid by them."""
    supporters: dict[str, Supporters] = {project: [] for project in costs}
    for voter, ballot in enumerate(ballots):
        for project, worth in ballot.items():
            if worth > 0:
                supporters[project].append((voter, worth))
    # Money is kept in whole parts: a voter holds money[voter] / base.
    base, money = share.denominator, [share.numerator] * len(ballots)
    winners = [project for project in costs if costs[project] == 0 and supporters[project]]
    # What each project cost its supporters when it was last looked at; it never gets cheaper.
    gain = costs if rule["rule"].startswith("mes_cost") else dict.fromkeys(costs, Fraction(1))
    open_ones = [p for p in costs if costs[p] > 0 and supporters[p]]
    least = {p: costs[p] / sum(worth for _, worth in supporters[p]) / gain[p] for p in open_ones}
    while True:
        best: Any = None  # (rate, place in the order of ties, project, price)
        for project in sorted(least, key=lambda p: float(least[p])):
            if best and float(least[project]) > float(best[0]) * 1.000001:
                break  # all that follow are dearer
            price = price_of(costs[project], supporters[project], money, base)
            if price is None:
                del least[project]  # its supporters have less than its cost, and will never have more
                continue
            least[project] = price / gain[project]
            if best is None or (least[project], order[project]) < best[:2]:
                best = (least[project], order[project], project, price)
        if best is None:
            return winners
        project, price = best[2:]
        del least[project]
        winners.append(project)
        factor = price.denominator // math.gcd(price.denominator, base)
        base, money = base * factor, [amount * factor for amount in money] if factor > 1 else money
        for voter, worth in supporters[project]:
            money[voter] -= min(money[voter], math.floor(price * base * worth))


def price_of(cost: Fraction, supporters: Supporters, money: list[int], base: int) -> Fraction | None:
    """The price q with which payments min(money, q * worth) add up to the cost; None if all their money does not."""
    needed = cost * base
    if sum(money[voter] for voter, _ in supporters) < needed:
        return None
    plain = all(worth == 1 for _, worth in supporters)
    purses = sorted([(money[v], w) for v, w in supporters], key=lambda p: p[0] if plain else Fraction(p[0]) / p[1])
    worth_left = sum(worth for _, worth in purses)
    for amount, worth in purses:  # the poorest first: who cannot pay the price in full gives everything
        if amount * worth_left >= needed * worth:
            return Fraction(needed) / (base * worth_left)
        needed -= amount
        worth_left -= worth
    return None


def add1(costs: Costs, ballots: Ballots, share: Fraction, order: Order, rule: Rule) -> list[str]:
    """Equal shares with a larger and larger share; the last outcome the budget allows."""
    step, budget = Fraction(rule.get("step", "1")), rule["budget"]
    winners, score = list[str](), scores_of(costs, ballots)
    supported = {project for ballot in ballots for project, worth in ballot.items() if worth > 0}
    while True:
        tried = equal_shares(costs, ballots, share, order, rule)
        spent = sum(costs[project] for project in tried)
        if spent > budget:
            return winners
        winners = tried
        others = supported - set(winners)
        full = all(costs[p] > budget - spent for p in others if score[p] > 0)
        if not others or (rule.get("exhaustive_stop", True) and full):
            return winners
        share += step


def phragmen(costs: Costs, ballots: Ballots, budget: Fraction, order: Order) -> list[str]:
    """Each cost is loaded onto its supporters so that the highest load stays lowest; the first too dear ends it."""
    found = {p: [v for v, ballot in enumerate(ballots) if p in ballot] for p in costs if costs[p] <= budget}
    supporters = {project: voters for project, voters in found.items() if voters}
    base, loads, winners = 1, [0] * len(ballots), list[str]()
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


def tie_order(costs: Costs, ballots: Ballots, rule: Rule) -> Order:
    """The place of each project in the order declared before voting; it settles exact ties."""
    votes = scores_of(costs, [dict.fromkeys(ballot, Fraction(1)) for ballot in ballots])
    ids = sorted(costs)
    if rule.get("tie") == "mincost":
        ids.sort(key=lambda p: (costs[p], -votes[p], p))
    return {project: place for place, project in enumerate(rule.get("order") or ids)}


def recount(budget: Fraction, costs: Costs, ballots: Ballots, rule: Rule) -> list[str]:
    """The winners by the declared rule."""
    name, order = rule["rule"], tie_order(costs, ballots, rule)
    if name.startswith("greedy"):
        return by_score(costs, ballots, order, budget, rule)
    if name == "phragmen_stop":
        return phragmen(costs, ballots, budget, order)
    voters = sum(1 for ballot in ballots if ballot or rule.get("blank", "count") == "count") or 1
    share = Fraction(budget // voters) if rule.get("start") == "integral" else budget / voters
    engine = add1 if "_add1" in name else equal_shares
    winners = engine(costs, ballots, share, order, {**rule, "budget": budget})
    if name.endswith("_then_greedy_score"):
        left = budget - sum(costs[project] for project in winners)
        winners = winners + by_score(costs, ballots, order, left, rule, without=set(winners))
    if rule.get("compare"):  # keep it unless strictly more voters find more of their choices under the most votes
        other = by_score(costs, ballots, order, budget, rule)
        ours, theirs = ([sum(w > 0 and p in won for p, w in b.items()) for b in ballots] for won in (winners, other))
        gains = [one - two for one, two in zip(theirs, ours, strict=True)]
        winners = other if sum(gain > 0 for gain in gains) > sum(gain < 0 for gain in gains) else winners
    return winners


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def root(leaves: list[bytes]) -> str:
    """The root of the tree of RFC 6962 over these leaves."""
    level = [hashlib.sha256(b"\0" + leaf).digest() for leaf in leaves]
    while len(level) > 1:
        pairs = [hashlib.sha256(b"\1" + a + b).digest() for a, b in zip(level[::2], level[1::2], strict=False)]
        level = pairs + level[len(level) & ~1 :]
    return level[0].hex() if level else sha(b"")


def check_sums(folder: Path) -> list[str]:
    """Every file is the one that was packed."""
    lines = (folder / "SHA256SUMS").read_bytes().decode(errors="replace").split("\n")
    files = [name for name in (*FILES, "verify.py") if (folder / name).exists()]
    right = [f"{sha((folder / name).read_bytes())}  {name}" for name in files] + [""]
    wrong = [line[66:] or "SHA256SUMS" for line in right if line not in lines] or ["SHA256SUMS"]
    return [f"{name}: tidak sama dengan yang dikemas" for name in wrong if lines != right]


def check_board(folder: Path, costs: Costs, budget: Fraction, told: Rule) -> list[str]:
    """The notice board is one unbroken chain, and everything beside it is what the chain says."""
    names = ("board.json", "receipts.json", "manifest.json")
    rows, receipts, manifest = (json.loads((folder / name).read_bytes()) for name in names)
    lines = (folder / "election.pb").read_bytes().decode().split("\nVOTES\n", 1)[1].splitlines()[1:]
    every: dict[int, list[bytes]] = {}
    for one in receipts["counted"] + receipts["replaced"]:
        every.setdefault(one["batch"], []).append(bytes.fromhex(one["digest"]))
    closed = max([row["number"] for row in rows if row["kind"] == "close"], default=0)  # papers come before or after
    live = sorted(bytes.fromhex(one["digest"]) for one in receipts["counted"])
    sent = sorted(bytes.fromhex(one["digest"]) for one in receipts["counted"] if one["batch"] < closed)
    right: dict[str, dict[str, Any]] = {
        "manifest": {"manifest_sha256": sha((folder / "manifest.json").read_bytes())},
        "close": {"root": root(sent), "counted": len(sent), "replaced": len(receipts["replaced"])},
        "opening": {"root": root(live), "envelopes": len(live)},
        "ballots": {"root": root([line.encode() for line in lines]), "count": len(lines)},
        "result": {name: sha((folder / name).read_bytes()) for name in FILES[2:] if name != "manifest.json"},
    }
    wrong, last = [], "0" * 64
    for place, row in enumerate(rows, 1):
        body, link, last = json.loads(row["body"]), sha(f"{last}\n{row['body']}".encode()), row["digest"]
        if (last, row["number"], row["kind"], place) != (link, place, body["kind"], body["number"]):
            wrong.append(f"board.json: baris {place} putus dari rantainya")
        bound = {"root": root(sorted(every.get(place, [])))} if row["kind"] in ("batch", "paper") else {}
        told_here = right.get(row["kind"], bound)
        wrong += [f"board.json: baris {place}, {key} tidak sama" for key in told_here if body[key] != told_here[key]]
    if {str(one["nomor"]): one["biaya"] for one in manifest["kegiatan"]} != costs or manifest["dana"] != budget:
        wrong.append("manifest.json: kegiatan, biaya, atau dana lain daripada di election.pb")
    if manifest["hitung"] != told["declared"]:
        wrong.append("manifest.json: aturan hitung lain daripada di result.json")
    if [row["kind"] for row in rows[:1] + rows[-1:]] != ["manifest", "result"] or len(lines) > len(live):
        wrong.append("board.json: tidak dimulai dengan manifes, tidak berakhir dengan hasil, atau suara terlalu banyak")
    return wrong


def main(folder: Path) -> int:
    """Everything, in order; a file that cannot even be read is told as such."""
    wrong: list[str] = []
    try:
        wrong, told = check_sums(folder), json.loads((folder / "result.json").read_bytes())
        if sha((folder / "election.pb").read_bytes()) != told["election_sha256"]:
            wrong.append("election.pb: bukan berkas yang dihitung")
        budget, costs, ballots = read_election(folder / "election.pb")
        sealed = (folder / "board.json").exists()
        wrong += check_board(folder, costs, budget, told) if sealed else []
        winners = sorted(recount(budget, costs, ballots, told["declared"]))
        spent = sum(costs[project] for project in winners)
        if winners != told["winners"] or spent != Fraction(told["total_cost"]) or len(ballots) != told["ballots"]:
            other = ", ".join(sorted(set(told["winners"]) ^ set(winners))) or "biaya atau jumlah suara"
            wrong.append(f"result.json: pemenang tidak sama dengan hitung ulang: {other}")
        print(f"{len(ballots)} surat suara, {len(costs)} kegiatan, aturan {told['declared']['rule']}")
        print(f"Hitung ulang: {len(winners)} kegiatan terpilih dengan biaya {spent}: {', '.join(winners)}")
        print("Papan pengumuman, tanda terima, dan akar diperiksa." if sealed else "Tanpa papan pengumuman.")
    except (Exception, SystemExit) as error:
        wrong.append(f"Tidak dapat dibaca: {type(error).__name__} {error}")
    print("\n".join([*wrong, "TIDAK SAMA dengan yang diumumkan."] if wrong else ["SAMA dengan yang diumumkan."]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
