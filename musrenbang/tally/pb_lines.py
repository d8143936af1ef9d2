"""The outer shape of a .pb file: text, lines, sections, cells, each with its line number."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field

SECTIONS = ("META", "PROJECTS", "VOTES")
MOST_TOLD = 20
LONGEST_QUOTE = 30  # lines one quoted cell may span


@dataclass(frozen=True)
class Problem:
    """Something odd in the file: the line it stands on (0 for the whole file), a code, a sentence."""

    line: int
    code: str
    text: str

    def __str__(self) -> str:
        return f"Baris {self.line}: {self.text}" if self.line else self.text


class PabulibError(ValueError):
    """The text is not a .pb file this module can count. `problems` name the lines."""

    def __init__(self, problems: list[Problem]) -> None:
        told = [str(problem) for problem in problems[:MOST_TOLD]]
        if len(problems) > MOST_TOLD:
            told.append(f"dan {len(problems) - MOST_TOLD} masalah lain")
        super().__init__("\n".join(told))
        self.problems = tuple(problems)


@dataclass
class Notes:
    """Errors and warnings gathered while reading; of one kind of warning the first ten and their number are kept."""

    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)

    def error(self, line: int, code: str, text: str) -> None:
        self.errors.append(Problem(line, code, text))
        if len(self.errors) > 10 * MOST_TOLD:
            raise PabulibError(self.errors)

    def warn(self, line: int, code: str, text: str) -> None:
        count = self.seen[code] = self.seen.get(code, 0) + 1
        if count <= 10:
            self.warnings.append(Problem(line, code, text))

    def stop_on_errors(self) -> None:
        if self.errors:
            raise PabulibError(self.errors)

    def told(self) -> tuple[Problem, ...]:
        """All warnings in the order of lines, with the number of those left out."""
        more = [
            Problem(0, code, f"Ada {count - 10} baris lain dengan peringatan yang sama ({code}).")
            for code, count in self.seen.items()
            if count > 10
        ]
        return (*sorted(self.warnings, key=lambda problem: problem.line), *more)


@dataclass(frozen=True)
class Section:
    """One of the three parts: the line of its title (from 1), its header, and its lines from `first` to `end`."""

    line: int
    header: tuple[str, ...]
    first: int
    end: int


def decode(data: bytes, notes: Notes) -> str:
    """The text of the file. Pabulib is UTF-8, a mark in front or old encodings are accepted with a warning."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        notes.warn(0, "encoding", "Berkas ditulis dalam UTF-16, seharusnya UTF-8.")
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        notes.warn(line, "encoding", "Ada huruf yang bukan UTF-8; dibaca sebagai Windows-1252.")
        return data.decode("cp1252", errors="replace").removeprefix("\u00ef\u00bb\u00bf")


def lines_of(text: str) -> list[str]:
    """Lines, whatever ends them. str.splitlines would also cut at rarer marks that may stand inside a name."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def find_sections(lines: list[str], notes: Notes) -> dict[str, Section]:
    """Where each section stands; errors for a missing, doubled or headless one."""
    titles = [(number, name) for number, line in enumerate(lines) if (name := _title(line))]
    found: dict[str, Section] = {}
    for place, (number, name) in enumerate(titles):
        end = titles[place + 1][0] if place + 1 < len(titles) else len(lines)
        if name in found:
            notes.error(number + 1, "section_twice", f"Bagian {name} ada dua kali.")
            continue
        rows = Rows(lines, number + 1, end, notes)
        header = next(iter(rows), None)
        if header is None:
            notes.error(number + 1, "section_empty", f"Bagian {name} tidak punya baris judul kolom.")
            continue
        names = tuple(cell.strip().lower() for cell in header[1])
        found[name] = Section(number + 1, names, header[0], end)
    for name in SECTIONS:
        if name not in {title for _, title in titles}:
            notes.error(0, "section_missing", f"Bagian {name} tidak ada (section {name} is missing).")
    notes.stop_on_errors()
    return found


def _title(line: str) -> str:
    # Spreadsheets pad a title with separators; no row of data is one bare word from this list.
    if len(line) > 40:
        return ""
    bare = line.strip(' ;\t"').upper()
    return bare if bare in SECTIONS else ""


@dataclass
class Rows:
    """The rows of lines[first:end] as (line number from 1, cells). Blank lines are passed over."""

    lines: list[str]
    first: int
    end: int
    notes: Notes

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        lines, place, end = self.lines, self.first, self.end
        while place < end:
            line = lines[place]
            place += 1
            if '"' not in line:
                if line and not line.isspace():
                    yield place, line.split(";")
                continue
            number = place
            cells, place = self._quoted(place - 1)
            yield number, cells

    def _quoted(self, place: int) -> tuple[list[str], int]:
        """Cells of a row with quotes, and the place after it. A quote that never closes is taken as a letter."""
        text = self.lines[place]
        for after in range(place + 1, min(place + LONGEST_QUOTE, self.end) + 1):
            cells = _cells(text, joined=after > place + 1)
            if cells is not None:
                return cells, after
            if after < self.end:
                text += "\n" + self.lines[after]
        self.notes.warn(place + 1, "quote", "Tanda kutip dibuka tetapi tidak ditutup; dibaca sebagai huruf biasa.")
        return self.lines[place].split(";"), place + 1


def _cells(text: str, *, joined: bool) -> list[str] | None:
    """The cells of one row, or None where a quote is open at its end. Joined lines must be quoted faultlessly."""
    try:
        return next(csv.reader([text], delimiter=";", strict=True))
    except csv.Error as error:
        if joined or "unexpected end" in str(error):
            return None
        try:
            return next(csv.reader([text], delimiter=";"))
        except csv.Error:
            return text.split(";")
