"""A result as plain JSON and as lines for a terminal; the same result always gives the same bytes."""

import hashlib
import json
from fractions import Fraction
from typing import Any

from musrenbang.tally.amounts import written
from musrenbang.tally.certify import certificate
from musrenbang.tally.count import Result
from musrenbang.tally.explain import explain, sentence
from musrenbang.tally.pabulib import Election
from musrenbang.tally.sentences import dots, rupiah


def rounds(result: Result) -> list[dict[str, Any]]:
    """Every round of the count in order, money in the currency, exact."""
    profile, money = result.profile, result.profile.money
    ids, costs = profile.ids, profile.costs
    told: list[dict[str, Any]] = []
    if result.run is not None:
        told += [{"project": ids[p], "cost": "0", "free": True} for p in result.run.free]
        for turn in result.run.rounds:
            row = {
                "project": ids[turn.project],
                "cost": written(money(costs[turn.project])),
                "price": written(money(turn.price)),
                "supporters": turn.supporters,
                "payers": turn.payers,
                "full": turn.full,
                "effective_votes": round(float(Fraction(costs[turn.project]) / turn.price), 1),
            }
            told.append(row | ({"tied": [ids[p] for p in turn.tied]} if turn.tied else {}))
    if result.phragmen is not None:
        for step in result.phragmen.steps:
            row = {
                "project": ids[step.project],
                "cost": written(money(costs[step.project])),
                "load": written(money(step.load)),
                "supporters": step.supporters,
            }
            told.append(row | ({"tied": [ids[p] for p in step.tied]} if step.tied else {}))
    for line in result.turns:
        row = {
            "project": ids[line.project],
            "cost": written(money(costs[line.project])),
            "score": line.score,
            "before": written(money(line.before)),
            "funded": line.funded,
        }
        told.append(row | ({"tied": True} if line.tied else {}))
    return [{"round": number, **row} for number, row in enumerate(told, 1)]


def as_json(result: Result, *, full: bool = False, say: Any = None) -> dict[str, Any]:
    """The result: winners sorted by id, total cost, rounds, certificate; `full` adds the why of every project."""
    profile = result.profile
    data: dict[str, Any] = {
        "declared": result.rule.declared(),
        "winners": result.names,
        "total_cost": written(profile.money(result.total_cost)),
        "budget": written(profile.money(profile.budget)),
        "left": written(profile.money(profile.budget - result.total_cost)),
        "ballots": profile.rows,
        "ballots_with_choice": profile.valid,
        "rounds": rounds(result),
        "certificate": certificate(result),
    }
    if result.run is not None:
        final = result.run.share
        data["share"] = {
            "first": written(profile.money(result.share)),
            "final": written(profile.money(final)),
        }
    if result.preference is not None:
        data["comparison"] = dict(result.preference.__dict__)
    if full:
        data["projects"] = [why.as_json() | {"text": sentence(why, say or plain)} for why in explain(result)]
    return data


def result_file(result: Result, election: Election, data: bytes) -> bytes:
    """The bytes of result.json for these ballots; bound to the file by its digest."""
    whole = {"election_sha256": hashlib.sha256(data).hexdigest(), **as_json(result, full=True, say=sayer(election))}
    del whole["rounds"]
    return dump(whole)


def transcript_file(result: Result) -> bytes:
    """The bytes of transcript.json: every round, and what decides about it."""
    return dump({"declared": result.rule.declared(), "rounds": rounds(result)})


def dump(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def plain(value: Fraction) -> str:
    """Money without a currency, whole."""
    return dots(int(value))


def sayer(election: Election) -> Any:
    """How money of this file is written: rupiah for files of Indonesia, else the currency of the file after it."""
    currency = election.meta.get("currency", "").strip()
    if currency == "IDR":
        return lambda value: rupiah(int(value))
    return (lambda value: f"{plain(value)} {currency}") if currency else plain


def as_text(result: Result, election: Election) -> str:
    """The result for a person at a terminal."""
    say, profile = sayer(election), result.profile
    lines = [
        f"Aturan {result.rule.name}: {len(result.winners)} dari {len(profile.ids)} kegiatan terpilih, "
        f"memakai {say(profile.money(result.total_cost))} dari {say(profile.money(profile.budget))}.",
        f"Surat suara: {dots(profile.rows)}, di antaranya {dots(profile.valid)} dengan pilihan.",
    ]
    if result.run is not None:
        first, final = profile.money(result.share), profile.money(result.run.share)
        lines.append(f"Bagian tiap surat suara: {say(first)}; pada akhir {say(final)}.")
    for why in explain(result):
        name = election.projects[why.project].get("name", "").strip()
        lines.append(f"- {why.project}{f' {name[:60]}' if name else ''}: {sentence(why, say)}")
    lines += [f"Peringatan: {problem}" for problem in election.warnings]
    return "\n".join(lines)
