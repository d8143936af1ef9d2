"""Reference data that ships with the project, loaded by commands that may run again and again."""

import csv
import gzip
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from django.db import transaction

from wilayah.models import Holiday, LevelName, Region
from wilayah.queries import forget, search_key

DATA = Path(__file__).resolve().parent / "data"
BATCH = 2000
Tell = Callable[[str], None]


def read_regions(within: str = "") -> Iterator[Region]:
    """The regions of the shipped file, or those within a code together with the regions above it."""
    with gzip.open(DATA / "wilayah.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for code, name in rows:
            above = within.startswith(code + ".")
            if not within or above or code == within or code.startswith(within + "."):
                yield Region(code=code, name=name, level=code.count(".") + 1, search=search_key(name))


def load_regions(within: str, tell: Tell) -> tuple[int, int]:
    """Bring regions up to the shipped file; returns how many it holds and how many rows were new or changed."""
    known = {row[0]: row[1:] for row in Region.objects.values_list("code", "name", "level", "search")}
    all_of_them = list(read_regions(within))
    changed = [r for r in all_of_them if known.get(r.code) != (r.name, r.level, r.search)]
    for start in range(0, len(changed), BATCH):
        Region.objects.bulk_create(
            changed[start : start + BATCH],
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["name", "level", "search"],
        )
        tell(f"  {min(start + BATCH, len(changed))} dari {len(changed)} wilayah")
    forget()
    return len(all_of_them), len(changed)


@transaction.atomic
def load_level_names() -> int:
    """Local names of levels that are not in the table yet; names an operator changed stay."""
    with (DATA / "level_names.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            LevelName(prefix=row["awalan"], level=int(row["tingkat"]), kind=row["jenis"], name=row["sebutan"])
            for row in csv.DictReader(file)
        ]
    before = LevelName.objects.count()
    LevelName.objects.bulk_create(rows, ignore_conflicts=True)
    forget()
    return LevelName.objects.count() - before


@transaction.atomic
def load_holidays(*, replace: bool) -> list[int]:
    """Holidays of the years that have none yet, or of all shipped years with `replace`; returns the years loaded."""
    with (DATA / "holidays.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            Holiday(
                date=date.fromisoformat(row["tanggal"]),
                name=row["nama"],
                joint_leave=row["cuti_bersama"] == "1",
                basis=row["dasar"],
            )
            for row in csv.DictReader(file)
        ]
    years = {row.date.year for row in rows}
    if replace:
        Holiday.objects.filter(date__year__in=years).delete()
    else:
        years -= {day.year for day in Holiday.objects.dates("date", "year")}
    Holiday.objects.bulk_create(row for row in rows if row.date.year in years)
    forget()
    return sorted(years)
