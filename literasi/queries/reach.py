"""Whom sessions reached: by village and group, against those who live there; who is missing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from acara.models import Attendance
from acara.states import Age, Sex
from core.cells import LEAST, hidden
from literasi.models import Population
from wilayah.queries import village_labels

HIDDEN = f"kurang dari {LEAST}"
OLD = Age.OLD


@dataclass(frozen=True)
class Cell:
    """A line of a table; `n` None is a number too small to be told."""

    label: str
    n: int | None

    @property
    def words(self) -> str:
        """The number, or that it is small."""
        return HIDDEN if self.n is None else f"{self.n:,}".replace(",", ".")


@dataclass(frozen=True)
class Village:
    """A village: people reached, women among them, the population it is measured against."""

    code: str
    label: str
    n: int | None
    women: int | None
    people: int | None

    @property
    def words(self) -> str:
        return HIDDEN if self.n is None else str(self.n)

    @property
    def per_thousand(self) -> str:
        """Reached of a thousand who live there."""
        if self.n is None or not self.people:
            return "–"
        return f"{1000 * self.n / self.people:.1f}".replace(".", ",")

    @property
    def is_gap(self) -> bool:
        """Nobody came from here yet."""
        return self.n == 0


@dataclass(frozen=True)
class Reach:
    """Whom some sessions reached."""

    visits: int  # people each time they came, with those who came along
    persons: int  # everybody once, as far as names tell
    villages: list[Village]
    groups: dict[str, list[Cell]]

    @property
    def gaps(self) -> list[Village]:
        """Villages from which nobody came."""
        return [one for one in self.villages if one.is_gap]


def cells(rows: Iterable[tuple[str, int]]) -> list[Cell]:
    """Lines with the small ones hidden."""
    known = list(rows)
    secret = hidden(known)
    return [Cell(label, None if label in secret else n) for label, n in known]


def reach(sessions: Any) -> Reach:
    """People who came to these sessions; two queries."""
    events = [session.event_id for session in sessions]
    rows = Attendance.objects.filter(event_id__in=events, present=True)
    people: dict[Any, dict[str, Any]] = {}
    visits = 0
    fields = ("id", "person_id", "name_key", "region_id", "sex", "age", "disabled", "companions")
    for row in rows.values(*fields).order_by("id"):
        visits += 1 + row["companions"]
        name = (row["name_key"], row["region_id"]) if row["name_key"] else row["id"]
        people.setdefault(row["person_id"] or name, row)
    return Reach(visits, len(people), villages(people.values()), groups(list(people.values())))


def villages(people: Iterable[dict[str, Any]]) -> list[Village]:
    """Every village of the place, also those from which nobody came."""
    counts: dict[str, int] = defaultdict(int)
    women: dict[str, int] = defaultdict(int)
    for row in people:
        counts[row["region_id"] or ""] += 1
        women[row["region_id"] or ""] += row["sex"] == Sex.FEMALE
    known = {row.pk: row.people for row in Population.objects.all()}
    labels = {**village_labels(), **({"": "Desa tidak dicatat"} if counts.get("") else {})}
    secret = hidden((code, counts[code]) for code in labels)
    return [
        Village(
            code,
            label,
            None if code in secret else counts[code],
            None if code in secret or 0 < women[code] < LEAST else women[code],
            known.get(code),
        )
        for code, label in labels.items()
    ]


def groups(people: list[dict[str, Any]]) -> dict[str, list[Cell]]:
    """By L/P, age and disability."""
    sex = {"": "Tidak dicatat", **dict(Sex.choices)}
    ages = {"": "Tidak dicatat", **dict(Age.choices)}
    count = lambda name, value: sum(row[name] == value for row in people)  # noqa: E731
    yes = sum(bool(row["disabled"]) for row in people)
    return {
        "Perempuan dan laki-laki": cells((str(label), count("sex", key)) for key, label in sex.items()),
        "Umur": cells((str(label), count("age", key)) for key, label in ages.items()),
        "Disabilitas": cells([("Penyandang disabilitas", yes), ("Lainnya", len(people) - yes)]),
    }
