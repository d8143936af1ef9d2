"""Checking a folder of a published result: by the exact engine, by the second engine, byte for byte."""

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from musrenbang.tally import verify_script
from musrenbang.tally.count import Result, count
from musrenbang.tally.pabulib import Election, PabulibError, read
from musrenbang.tally.profile import from_election
from musrenbang.tally.report import result_file, transcript_file
from musrenbang.tally.rules import Rule, declared_rule

ELECTION, RESULT, TRANSCRIPT, SCRIPT = "election.pb", "result.json", "transcript.json", "verify.py"
BOARD, MANIFEST, SUMS = "board.json", "manifest.json", "SHA256SUMS"
UNREADABLE = (ValueError, LookupError, TypeError, ArithmeticError, AttributeError, RecursionError, OSError, csv.Error)


def write_folder(folder: Path, data: bytes, rule: Rule) -> None:
    """Count the ballots and write everything a stranger needs to check the count."""
    election = read(data)
    result = count(from_election(election), rule)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in with_sums(result_files(result, election, data)).items():
        (folder / name).write_bytes(content)


def result_files(result: Result, election: Election, data: bytes) -> dict[str, bytes]:
    """The files of a count: ballots, result, transcript, the program for strangers."""
    return {
        ELECTION: data,
        RESULT: result_file(result, election, data),
        TRANSCRIPT: transcript_file(result),
        SCRIPT: script(),
    }


def with_sums(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same files with SHA256SUMS, as `sha256sum -c` reads it; in the order of their names, the program last."""
    names = sorted(files, key=lambda name: (name == SCRIPT, name))
    lines = [f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in names]
    return {**{name: files[name] for name in names}, SUMS: "".join(lines).encode()}


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
    except UNREADABLE as error:
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
    if (folder / SUMS).is_file():
        yield from verify_script.check_sums(folder)
    try:
        second, wrong = _second_count(folder, rule, told)
    except UNREADABLE as error:
        yield f"{ELECTION}: penghitungan kedua tidak dapat membacanya ({error.__class__.__name__})"
        return
    yield from wrong
    if second != result.names:
        others = ", ".join(sorted(set(second) ^ set(result.names)))
        yield f"{ELECTION}: penghitungan kedua memberi pemenang lain: {others}"


def _second_count(folder: Path, rule: Rule, told: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The winners by the engine that shares no line with ours, and what it finds wrong with the notice board."""
    budget, costs, ballots = verify_script.read_election(folder / ELECTION)
    wrong = verify_script.check_board(folder, costs, budget, told) if (folder / BOARD).is_file() else []
    return sorted(verify_script.recount(budget, costs, ballots, rule.declared())), wrong


def _different(name: str, found: bytes, right: bytes) -> Iterator[str]:
    if found == right:
        return
    pairs = zip(found.split(b"\n"), right.split(b"\n"), strict=False)
    line = next((number for number, (one, two) in enumerate(pairs, 1) if one != two), None)
    at = f"baris {line}" if line else "panjangnya lain"
    yield f"{name}: {at} tidak sama dengan hasil hitung ulang"
