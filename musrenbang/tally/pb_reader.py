"""From the sections of a .pb file to an election: what the rows mean, and what is wrong with them."""

import math
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from musrenbang.tally.amounts import amount, is_plain
from musrenbang.tally.ballots import BallotRules, CategoryLimit, Kind
from musrenbang.tally.pb_lines import Notes, Problem, Rows, Section

REQUIRED = ("description", "country", "unit", "instance", "num_projects", "num_votes", "budget", "vote_type", "rule")
TYPES = tuple(kind.value for kind in Kind if kind is not Kind.KNAPSACK)
# Options a count must not pass over in silence.
NOT_COUNTED = ("budget_per_category", "budget_per_neighborhood")


@dataclass
class Votes:
    """All ballots, packed: ballot i holds picks[starts[i]:starts[i + 1]] (places in the list of projects)."""

    starts: array = field(default_factory=lambda: array("q", [0]))
    picks: array = field(default_factory=lambda: array("i"))
    points: list[int] | list[Fraction] | None = None
    voters: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.starts) - 1


@dataclass(frozen=True)
class Election:
    """One file: its meta values, projects by id (column to text), its ballots, and what was odd in it."""

    meta: Mapping[str, str]
    projects: Mapping[str, Mapping[str, str]]
    kind: Kind
    votes: Votes
    costs: Mapping[str, Fraction]
    warnings: tuple[Problem, ...] = ()

    @property
    def budget(self) -> Fraction:
        return amount(self.meta["budget"])

    def cost(self, project: str) -> Fraction:
        return self.costs[project]

    @property
    def ballots(self) -> tuple[tuple[str, ...], ...]:
        """Each ballot as the project ids it names, in its order."""
        ids, votes = tuple(self.projects), self.votes
        return tuple(
            tuple(ids[pick] for pick in votes.picks[votes.starts[row] : votes.starts[row + 1]])
            for row in range(len(votes))
        )


def read_meta(lines: list[str], section: Section, notes: Notes) -> dict[str, str]:
    """META as key to value; the line of each key is not kept, faults are told at once."""
    meta: dict[str, str] = {}
    where: dict[str, int] = {}
    first = section.first
    if section.header[:1] != ("key",):
        notes.warn(section.first, "header", "Baris judul key;value di bagian META tidak ada.")
        first -= 1
    for line, cells in Rows(lines, first, section.end, notes):
        key = cells[0].strip().lower()
        if len(cells) > 2 and any(cell.strip() for cell in cells[2:]):
            notes.warn(line, "meta_cells", f"Nilai {key[:40]} memuat titik koma tanpa tanda kutip.")
            cells = [cells[0], ";".join(cells[1:])]
        if key in meta:
            notes.warn(line, "meta_twice", f"Kunci {key[:40]} ada dua kali; yang pertama dipakai.")
            continue
        meta[key], where[key] = (cells[1] if len(cells) > 1 else ""), line
    for key in REQUIRED:
        if key not in meta and key not in ("budget", "vote_type"):
            notes.warn(section.line, "meta_missing", f"Kunci {key} tidak ada di bagian META.")
    _check_budget(meta, where.get("budget", section.line), notes)
    if meta.get("vote_type", "").strip().lower() not in TYPES:
        told = meta.get("vote_type", "tidak ada")[:40]
        notes.error(where.get("vote_type", section.line), "vote_type", f"vote_type {told} tidak dikenal.")
    for key in NOT_COUNTED:
        if key in meta:
            notes.warn(where[key], "not_counted", f"Aturan {key} tidak ikut dihitung.")
    return meta


def _check_budget(meta: dict[str, str], line: int, notes: Notes) -> None:
    text = meta.get("budget", "").strip()
    try:
        value = amount(text)
    except ValueError:
        notes.error(line, "budget", f"Dana (budget) bukan angka: {text[:40] or 'kosong'}.")
        return
    if value <= 0:
        notes.error(line, "budget", "Dana (budget) harus lebih dari 0.")
    elif not is_plain(text):
        notes.warn(line, "number", f"Angka {text[:40]} tidak ditulis dengan titik desimal.")


def read_projects(
    lines: list[str], section: Section, meta: Mapping[str, str], notes: Notes
) -> tuple[dict[str, dict[str, str]], dict[str, Fraction]]:
    """PROJECTS as id to columns, and id to cost."""
    projects: dict[str, dict[str, str]] = {}
    costs: dict[str, Fraction] = {}
    for column in ("project_id", "cost"):
        if column not in section.header:
            notes.error(section.line, "column", f"Kolom {column} tidak ada di bagian PROJECTS (pemisahnya titik koma).")
    notes.stop_on_errors()
    id_at = section.header.index("project_id")
    for line, cells in Rows(lines, section.first, section.end, notes):
        row = dict(zip(section.header, cells, strict=False))
        name = cells[id_at].strip() if id_at < len(cells) else ""
        if not name:
            notes.error(line, "project_id", "Baris kegiatan tanpa project_id.")
            continue
        if name in projects:
            notes.error(line, "project_twice", f"Kegiatan {name[:40]} ada dua kali.")
            continue
        if len(cells) > len(section.header) and any(cell.strip() for cell in cells[len(section.header) :]):
            notes.warn(line, "cells", "Baris ini punya lebih banyak sel daripada judul kolom.")
        projects[name] = {**row, "project_id": name}
        costs[name] = _cost(row.get("cost", ""), name, line, notes)
    if not projects:
        notes.error(section.line, "no_projects", "Tidak ada kegiatan di bagian PROJECTS.")
    notes.stop_on_errors()
    budget = amount(meta["budget"])
    for name, cost in costs.items():
        if cost > budget:
            notes.warn(0, "cost_over_budget", f"Biaya kegiatan {name[:40]} melebihi seluruh dana.")
    _count(meta, "num_projects", len(projects), notes)
    return projects, costs


def _cost(text: str, name: str, line: int, notes: Notes) -> Fraction:
    try:
        value = amount(text)
    except ValueError:
        notes.error(line, "cost", f"Biaya kegiatan {name[:40]} bukan angka: {text.strip()[:40] or 'kosong'}.")
        return Fraction(0)
    if value < 0:
        notes.error(line, "cost", f"Biaya kegiatan {name[:40]} kurang dari 0.")
    elif value == 0:
        notes.warn(line, "cost_zero", f"Biaya kegiatan {name[:40]} 0; didanai bila ada yang memilih.")
    elif not is_plain(text.strip()):
        notes.warn(line, "number", f"Angka {text.strip()[:40]} tidak ditulis dengan titik desimal.")
    return value


def _count(meta: Mapping[str, str], key: str, real: int, notes: Notes) -> None:
    told = meta.get(key, "").strip()
    if told and told != str(real):
        notes.warn(0, "count", f"{key} tertulis {told[:20]}, sebenarnya {real}.")


def ballot_rules(
    meta: Mapping[str, str], costs: Mapping[str, Fraction], projects: Mapping[str, Mapping[str, str]], notes: Notes
) -> BallotRules:
    """The rules META declares for a ballot. A value that is no number is told and left out."""

    def number(key: str) -> Fraction | None:
        text = meta.get(key, "").strip()
        if not text or text.lower() == "none":
            return None
        try:
            return amount(text)
        except ValueError:
            notes.warn(0, "limit", f"Nilai {key} bukan angka dan tidak diperiksa.")
            return None

    def whole(key: str) -> int | None:
        value = number(key)
        return None if value is None else math.floor(value)

    shared = {key: number(key) for key in ("min_points", "max_points")}
    return BallotRules(
        kind=Kind(meta["vote_type"].strip().lower()),
        costs=costs,
        least=whole("min_length") or 0,
        most=whole("max_length"),
        min_cost=number("min_sum_cost"),
        max_cost=number("max_sum_cost"),
        min_sum=number("min_sum_points"),
        max_sum=number("max_sum_points"),
        categories={name: _categories(row) for name, row in projects.items()},
        per_category=_category_limits(meta, notes),
        **shared,
    )


def _categories(row: Mapping[str, str]) -> frozenset[str]:
    return frozenset(part.strip() for part in row.get("category", "").split(",") if part.strip())


def _category_limits(meta: Mapping[str, str], notes: Notes) -> dict[str, CategoryLimit]:
    names = [part.strip() for part in meta.get("categories", "").split(",") if part.strip()]

    def each(key: str) -> list[Fraction | None]:
        parts = [part for part in meta.get(key, "").split(",") if part.strip()]
        try:
            values = [amount(part) for part in parts]
        except ValueError:
            values = []
        if len(values) == 1:
            values *= len(names)
        if parts and len(values) != len(names):
            notes.warn(0, "limit", f"Nilai {key} tidak cocok dengan categories dan tidak diperiksa.")
            values = []
        return list(values) or [None] * len(names)

    rows = zip(
        names,
        each("min_length_per_category"),
        each("max_length_per_category"),
        each("max_sum_cost_per_category"),
        strict=True,
    )
    return {
        name: CategoryLimit(int(least or 0), None if most is None else int(most), cost)
        for name, least, most, cost in rows
        if least or most is not None or cost is not None
    }
