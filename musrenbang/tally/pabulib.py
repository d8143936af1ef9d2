"""Pabulib's .pb format: META, PROJECTS, VOTES. All vote types are read; faults are told by line."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from musrenbang.tally.amounts import amount as money
from musrenbang.tally.pb_lines import Notes, PabulibError, Problem, decode, find_sections, lines_of
from musrenbang.tally.pb_reader import Election, Votes, ballot_rules, read_meta, read_projects
from musrenbang.tally.pb_votes import read_votes

APPROVAL = frozenset({"approval", "choose-1"})
__all__ = ["APPROVAL", "Election", "PabulibError", "Problem", "Votes", "money", "parse", "read", "write"]


def read(data: bytes) -> Election:
    """Read the bytes of a .pb file. PabulibError with line numbers where they cannot be counted."""
    notes = Notes()
    return _parse(decode(data, notes), notes)


def parse(text: str) -> Election:
    """Read a .pb file that is text already."""
    return _parse(text, Notes())


def _parse(text: str, notes: Notes) -> Election:
    lines = lines_of(text)
    sections = find_sections(lines, notes)
    meta = read_meta(lines, sections["META"], notes)
    notes.stop_on_errors()
    projects, costs = read_projects(lines, sections["PROJECTS"], meta, notes)
    rules = ballot_rules(meta, costs, projects, notes)
    votes = read_votes(lines, sections["VOTES"], rules, notes)
    told = meta.get("num_votes", "").strip()
    if told and told != str(len(votes)):
        notes.warn(0, "count", f"num_votes tertulis {told[:20]}, sebenarnya {len(votes)}.")
    if not len(votes):
        notes.warn(0, "no_votes", "Tidak ada surat suara di bagian VOTES.")
    return Election(meta, projects, rules.kind, votes, costs, notes.told())


def write(
    meta: Mapping[str, object],
    columns: Sequence[str],
    projects: Iterable[Mapping[str, object]],
    ballots: Iterable[Sequence[object]],
    points: Sequence[Sequence[object]] | None = None,
) -> str:
    """A .pb file. Ballots are sorted by what they hold, so their order says nothing about who came when.

    `columns` start with project_id and cost; num_projects and num_votes are filled in. The order inside a ballot
    is kept for a ranking and where there are `points`, elsewhere it is sorted too.
    """
    rows = list(projects)
    votes: list[tuple[tuple[object, ...], tuple[object, ...]]]
    ranked = meta.get("vote_type") == "ordinal"
    if points is None:
        votes = sorted((tuple(ballot) if ranked else tuple(sorted(ballot, key=_natural)), ()) for ballot in ballots)
    else:
        votes = sorted((tuple(ballot), tuple(values)) for ballot, values in zip(ballots, points, strict=True))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    out.write("META\n")
    writer.writerows([("key", "value"), *({**meta, "num_projects": len(rows), "num_votes": len(votes)}).items()])
    out.write("PROJECTS\n")
    writer.writerow(columns)
    writer.writerows([row[column] for column in columns] for row in rows)
    out.write("VOTES\n")
    writer.writerow(("voter_id", "vote") if points is None else ("voter_id", "vote", "points"))
    for number, (vote, values) in enumerate(votes, 1):
        cells: list[object] = [number, ",".join(map(str, vote))]
        writer.writerow(cells if points is None else [*cells, ",".join(map(str, values))])
    return out.getvalue()


def _natural(value: object) -> tuple[int, str]:
    text = str(value)
    return len(text), text
