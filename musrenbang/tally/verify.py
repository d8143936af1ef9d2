"""Checking a folder of a published result: by the exact engine, by the second engine, byte for byte."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from musrenbang.tally import verify_script
from musrenbang.tally.count import count
from musrenbang.tally.pabulib import PabulibError, read
from musrenbang.tally.profile import from_election
from musrenbang.tally.report import result_file, transcript_file
from musrenbang.tally.rules import Rule, declared_rule

ELECTION, RESULT, TRANSCRIPT, SCRIPT = "election.pb", "result.json", "transcript.json", "verify.py"


def write_folder(folder: Path, data: bytes, rule: Rule) -> None:
    """Count the ballots and write everything a stranger needs to check the count."""
    election = read(data)
    result = count(from_election(election), rule)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ELECTION).write_bytes(data)
    (folder / RESULT).write_bytes(result_file(result, election, data))
    (folder / TRANSCRIPT).write_bytes(transcript_file(result))
    (folder / SCRIPT).write_bytes(script())


def script() -> bytes:
    """The text of the program for strangers."""
    return Path(verify_script.__file__).read_bytes()


def verify_folder(folder: Path) -> list[str]:
    """Everything that is wrong with the folder, by file and line; an empty list where all is as announced."""
    return list(_faults(folder))


def _faults(folder: Path) -> Iterator[str]:
    missing = [name for name in (ELECTION, RESULT, TRANSCRIPT) if not (folder / name).is_file()]
    if missing:
        yield f"{missing[0]}: berkas tidak ada"
        return
    data = (folder / ELECTION).read_bytes()
    try:
        told = json.loads((folder / RESULT).read_bytes())
        rule = declared_rule(told["declared"])
    except (ValueError, LookupError, TypeError, ArithmeticError, AttributeError, RecursionError) as error:
        yield f"{RESULT}: tidak dapat dibaca ({error.__class__.__name__})"
        return
    try:
        election = read(data)
        result = count(from_election(election), rule)
    except PabulibError as error:
        yield from (f"{ELECTION}: {problem}" for problem in error.problems[:5])
        return
    except ValueError as error:
        yield f"{ELECTION}: {error}"
        return
    yield from _different(RESULT, (folder / RESULT).read_bytes(), result_file(result, election, data))
    yield from _different(TRANSCRIPT, (folder / TRANSCRIPT).read_bytes(), transcript_file(result))
    if (folder / SCRIPT).is_file():
        yield from _different(SCRIPT, (folder / SCRIPT).read_bytes(), script())
    try:
        second = _second_count(folder, rule)
    except (ValueError, LookupError, TypeError, ArithmeticError, csv.Error, SystemExit) as error:
        yield f"{ELECTION}: penghitungan kedua tidak dapat membacanya ({error.__class__.__name__})"
        return
    if second != result.names:
        others = ", ".join(sorted(set(second) ^ set(result.names)))
        yield f"{ELECTION}: penghitungan kedua memberi pemenang lain: {others}"


def _second_count(folder: Path, rule: Rule) -> list[str]:
    """The winners by the engine that shares no line with ours."""
    budget, costs, ballots = verify_script.read_election(folder / ELECTION)
    return sorted(verify_script.recount(budget, costs, ballots, rule.declared()))


def _different(name: str, found: bytes, right: bytes) -> Iterator[str]:
    if found == right:
        return
    pairs = zip(found.split(b"\n"), right.split(b"\n"), strict=False)
    line = next((number for number, (one, two) in enumerate(pairs, 1) if one != two), None)
    at = f"baris {line}" if line else "panjangnya lain"
    yield f"{name}: {at} tidak sama dengan hasil hitung ulang"
