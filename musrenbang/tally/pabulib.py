"""Pabulib's .pb format: META, PROJECTS, VOTES; read and written as far as approval and choose-1 ballots need."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

APPROVAL = frozenset({"approval", "choose-1"})
SECTIONS = ("META", "PROJECTS", "VOTES")


class PabulibError(ValueError):
    """The text is not a .pb file this module can read."""


@dataclass(frozen=True)
class Election:
    """One file: its meta values, projects by id (column to text), and ballots as tuples of project ids."""

    meta: Mapping[str, str]
    projects: Mapping[str, Mapping[str, str]]
    ballots: Sequence[tuple[str, ...]] = field(default_factory=tuple)

    @property
    def budget(self) -> Fraction:
        return money(self.meta["budget"])

    def cost(self, project: str) -> Fraction:
        return money(self.projects[project]["cost"])


def money(text: str) -> Fraction:
    """An amount, exact; older files write a decimal comma."""
    return Fraction(text.strip().replace(",", "."))


def parse(text: str) -> Election:
    """Read a .pb file. PabulibError where a section is missing or the ballots are not approvals."""
    sections = _sections(text.removeprefix("\ufeff"))
    meta = {row["key"]: row["value"] for row in sections["META"]}
    if meta.get("vote_type") not in APPROVAL:
        raise PabulibError(f"vote_type {meta.get('vote_type')} is not read here")
    projects = {row["project_id"]: row for row in sections["PROJECTS"]}
    ballots = tuple(_ballot(row["vote"], projects) for row in sections["VOTES"])
    return Election(meta, projects, ballots)


def _sections(text: str) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    rows: list[dict[str, str]] = []
    header: list[str] | None = None
    for cells in csv.reader(io.StringIO(text, newline=""), delimiter=";"):
        if len(cells) == 1 and cells[0].strip() in SECTIONS:
            rows, header = found.setdefault(cells[0].strip(), []), None
        elif header is None:
            header = [cell.strip() for cell in cells]
        elif cells:
            rows.append(dict(zip(header, cells, strict=False)))
    if missing := [name for name in SECTIONS if name not in found]:
        raise PabulibError(f"section {missing[0]} is missing")
    return found


def _ballot(text: str, projects: Mapping[str, object]) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if unknown := [project for project in chosen if project not in projects]:
        raise PabulibError(f"vote for unknown project {unknown[0]}")
    return chosen


def write(
    meta: Mapping[str, object],
    columns: Sequence[str],
    projects: Iterable[Mapping[str, object]],
    ballots: Iterable[Sequence[object]],
) -> str:
    """A .pb file. Ballots are sorted by what they hold, so their order says nothing about who came when.

    `columns` start with project_id and cost; num_projects and num_votes are filled in.
    """
    rows = list(projects)
    votes = sorted(tuple(sorted(ballot, key=_natural)) for ballot in ballots)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    out.write("META\n")
    writer.writerows([("key", "value"), *({**meta, "num_projects": len(rows), "num_votes": len(votes)}).items()])
    out.write("PROJECTS\n")
    writer.writerow(columns)
    writer.writerows([row[column] for column in columns] for row in rows)
    out.write("VOTES\n")
    writer.writerow(("voter_id", "vote"))
    writer.writerows((number, ",".join(map(str, vote))) for number, vote in enumerate(votes, 1))
    return out.getvalue()


def _natural(value: object) -> tuple[int, str]:
    text = str(value)
    return len(text), text
