"""A small sealed vote as its download holds it, made by hand: manifest, board, receipts, ballots, result."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from musrenbang.tally import pabulib
from musrenbang.tally.count import count
from musrenbang.tally.merkle import FIRST, link, root, root_of_digests
from musrenbang.tally.profile import from_election
from musrenbang.tally.rules import RULES
from musrenbang.tally.verify import result_files, with_sums

COSTS = {"1": 40, "2": 30, "3": 30, "4": 20}
BALLOTS = [["1", "2"], ["1", "2"], ["1", "3"], ["3", "4"], ["4"], ["2", "4"]]
ONLINE, PAPER = 4, 2
Change = Callable[[dict[str, Any]], None]


def canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def files(change: Change = lambda parts: None) -> dict[str, bytes]:
    """Every file of the download; `change` may falsify the parts before they are bound together."""
    rule = RULES["mes_cost"].with_knobs(order=("2", "1", "3", "4"))
    meta = {"description": "Contoh", "budget": 70, "vote_type": "approval", "rule": "equalshares", "currency": "IDR"}
    projects = [{"project_id": name, "cost": cost} for name, cost in COSTS.items()]
    text = pabulib.write(meta, ["project_id", "cost"], projects, BALLOTS)
    data = text.encode()
    election = pabulib.read(data)
    made = result_files(count(from_election(election), rule), election, data)
    manifest = {"kegiatan": [{"nomor": int(n), "biaya": c} for n, c in COSTS.items()], "dana": 70}
    manifest["hitung"] = rule.declared()
    sent = [digest(f"amplop {n}") for n in range(ONLINE)]
    papers = [digest(f"kertas {n}") for n in range(PAPER)]
    old = [digest("amplop lama")]
    parts: dict[str, Any] = {"manifest": manifest, "sent": sent, "papers": papers, "old": old, "text": text}
    parts["batches"] = {2: [*sent[:2], *old], 3: sent[2:]}
    change(parts)
    made["manifest.json"] = canonical(parts["manifest"]).encode()
    made["receipts.json"] = receipts(parts)
    made["board.json"] = board(parts, made)
    return with_sums(made)


def receipts(parts: dict[str, Any]) -> bytes:
    bound = {one: number for number, many in parts["batches"].items() for one in many}
    counted = [{"digest": one, "batch": bound[one]} for one in parts["sent"]]
    counted += [{"digest": one, "batch": 5} for one in parts["papers"]]
    told = {"counted": sorted(counted, key=lambda one: one["digest"])}
    told["replaced"] = [{"digest": one, "batch": bound[one]} for one in parts["old"]]
    return (canonical(told) + "\n").encode()


def board(parts: dict[str, Any], made: dict[str, bytes]) -> bytes:
    """The chain from the manifest to the result."""
    lines = parts["text"].split("\nVOTES\n", 1)[1].splitlines()[1:]
    sums = {name: hashlib.sha256(made[name]).hexdigest() for name in made if name in BOUND}
    live = [*parts["sent"], *parts["papers"]]
    facts: list[tuple[str, dict[str, Any]]] = [
        ("manifest", {"manifest_sha256": hashlib.sha256(made["manifest.json"]).hexdigest()}),
        ("batch", {"root": root_of_digests(parts["batches"][2])}),
        ("batch", {"root": root_of_digests(parts["batches"][3])}),
        ("close", {"root": root_of_digests(parts["sent"]), "counted": ONLINE, "replaced": len(parts["old"])}),
        ("paper", {"batch": 1, "sheets": PAPER, "invalid": 0, "root": root_of_digests(parts["papers"])}),
        ("opening", {"envelopes": len(live), "root": root_of_digests(live), "discrepancy": 0, "note": ""}),
        ("ballots", {"count": len(lines), "root": root(line.encode() for line in lines)}),
        ("result", sums),
    ]
    rows, last = [], FIRST
    for number, (kind, more) in enumerate(facts, 1):
        body = canonical({"kind": kind, "number": number, "round": 1, **more})
        last = link(last, body)
        rows.append({"number": number, "kind": kind, "body": body, "digest": last})
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


BOUND = ("election.pb", "result.json", "transcript.json", "receipts.json")


def write(folder: Path, made: dict[str, bytes]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return folder
