"""The VOTES section, row by row: fast where rows are plain, careful where they are not."""

import math
from array import array
from collections.abc import Mapping
from fractions import Fraction

from musrenbang.tally.amounts import amount
from musrenbang.tally.ballots import BallotRules, Kind, faults
from musrenbang.tally.pb_lines import Notes, Rows, Section
from musrenbang.tally.pb_reader import Votes


def read_votes(lines: list[str], section: Section, rules: BallotRules, notes: Notes) -> Votes:
    """All ballots. What cannot be counted is an error with its line; what merely breaks a rule is a warning."""
    if "vote" not in section.header:
        notes.error(section.line, "column", "Kolom vote tidak ada di bagian VOTES (pemisahnya titik koma).")
    if rules.kind.with_points and "points" not in section.header:
        notes.error(section.line, "column", f"Kolom points tidak ada, padahal vote_type {rules.kind.value}.")
    notes.stop_on_errors()
    reader = _Reader(section, rules, notes)
    for line, cells in Rows(lines, section.first, section.end, notes):
        reader.take(line, cells)
    votes = reader.votes
    notes.stop_on_errors()
    if len(set(votes.voters)) != len(votes.voters):
        notes.warn(0, "voter_twice", "Ada voter_id yang sama pada lebih dari satu baris; semua baris dihitung.")
    return votes


class _Reader:
    """Packs ballot after ballot."""

    def __init__(self, section: Section, rules: BallotRules, notes: Notes) -> None:
        self.rules, self.notes = rules, notes
        self.ids = list(rules.costs)
        self.index: Mapping[str, int] = {name: place for place, name in enumerate(self.ids)}
        header = section.header
        self.width = len(header)
        self.vote_at = header.index("vote")
        self.points_at = header.index("points") if rules.kind.with_points else -1
        self.voter_at = header.index("voter_id") if "voter_id" in header else -1
        if self.voter_at < 0:
            notes.warn(section.line, "column", "Kolom voter_id tidak ada di bagian VOTES.")
        self.votes = Votes(points=[] if rules.kind.with_points else None)
        self.limited = bool(
            rules.min_cost is not None or rules.max_cost is not None or rules.per_category or rules.kind.with_points
        )
        most = 1 if rules.kind is Kind.CHOOSE_ONE else rules.most
        self.least, self.most = rules.least, len(self.ids) if most is None else most

    def take(self, line: int, cells: list[str]) -> None:
        """One row of VOTES."""
        votes = self.votes
        if len(cells) > self.width and any(cell.strip() for cell in cells[self.width :]):
            self.notes.warn(line, "cells", "Baris ini punya lebih banyak sel daripada judul kolom.")
        votes.voters.append(cells[self.voter_at] if 0 <= self.voter_at < len(cells) else str(len(votes) + 1))
        text = cells[self.vote_at] if self.vote_at < len(cells) else ""
        names = text.split(",") if text else []
        try:
            picks = [self.index[name] for name in names]
        except KeyError:
            names, picks = self._careful(line, text)
        points = self._points(line, cells, names) if self.points_at >= 0 else None
        if points is not None and len(points) != len(picks):
            picks, points = [], []
        if len(set(picks)) != len(picks):
            picks, points = self._once(line, picks, points)
        if self.limited or not self.least <= len(picks) <= self.most:
            for fault in faults(self.rules, [self.ids[pick] for pick in picks], points):
                if picks or fault.code not in ("few", "sum_low", "cost_low", "category_few"):
                    self.notes.warn(line, f"ballot_{fault.code}", f"{fault.text} Tetap dihitung.")
        votes.picks.extend(picks)
        votes.starts.append(len(votes.picks))
        if votes.points is not None and points:
            votes.points.extend(points)  # type: ignore[arg-type]

    def _careful(self, line: int, text: str) -> tuple[list[str], list[int]]:
        """A vote with blanks between, without a choice, or with a project that is not on the list."""
        names = [part.strip() for part in text.split(",")]
        if text.strip().lower() in ("", "none", "null", "nan") and text.strip() not in self.index:
            return [], []
        if any(part != part.strip() for part in text.split(",")):
            self.notes.warn(line, "blanks", "Ada spasi di antara pilihan.")
        if "" in names:
            self.notes.warn(line, "empty_choice", "Ada pilihan kosong di antara koma.")
            if self.points_at < 0:
                names = [name for name in names if name]
        known: list[int] = []
        for name in names:
            if name not in self.index:
                self.notes.error(
                    line, "unknown_project", f"Suara untuk kegiatan {name[:40] or 'kosong'} yang tidak ada."
                )
                return [], []
            known.append(self.index[name])
        return names, known

    def _points(self, line: int, cells: list[str], names: list[str]) -> list[int] | list[Fraction] | None:
        text = cells[self.points_at].strip() if self.points_at < len(cells) else ""
        if not names or text.lower() in ("", "none", "null", "nan"):
            if names:
                self.notes.warn(line, "points_missing", "Pilihan tanpa nilai; dihitung sebagai surat suara kosong.")
            return []
        parts = text.split(",")
        if len(parts) != len(names):
            self.notes.error(line, "points", f"Ada {len(names)} pilihan tetapi {len(parts)} nilai.")
            return []
        try:
            if text.isascii() and text.replace(",", "").isdecimal() and len(text) < 15 * len(parts):
                return [int(part) for part in parts]
            return [amount(part) for part in parts]
        except ValueError:
            self.notes.error(line, "points", f"Nilai bukan angka: {text[:40]}.")
            return []

    def _once(
        self, line: int, picks: list[int], points: list[int] | list[Fraction] | None
    ) -> tuple[list[int], list[Fraction] | list[int] | None]:
        """Each project once: the first place of a ranking, the last value of points."""
        name = next(self.ids[pick] for place, pick in enumerate(picks) if pick in picks[:place])
        self.notes.warn(line, "twice", f"Kegiatan {name[:40]} dipilih lebih dari sekali; dihitung satu kali.")
        if points is None:
            return list(dict.fromkeys(picks)), None
        kept: dict[int, Fraction | int] = dict(zip(picks, points, strict=True))
        return list(kept), list(kept.values())  # type: ignore[return-value]


def scaled_points(votes: Votes) -> tuple[array, int]:
    """Points as whole numbers of one common fraction, and that fraction's denominator."""
    values = votes.points or []
    unit = 1
    for value in values:
        if isinstance(value, Fraction) and unit % value.denominator:
            unit = math.lcm(unit, value.denominator)
    try:
        return array("q", [int(value * unit) for value in values]), unit
    except OverflowError:
        raise ValueError("Nilai terlalu besar untuk dihitung.") from None
