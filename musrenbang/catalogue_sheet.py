"""The catalogue of works as a table that the planning agency fills in and loads: all or nothing, dry run first."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit.services import record
from core.sheets import CellError, Column, Row, Sheet, read
from musrenbang.models import Agency, CatalogueItem, Category, Unit
from musrenbang.states import WorkKind
from wilayah.models import Region

MAX_ROWS = 20_000
BATCH = 500
SET = ("affair", "group", "kind", "category", "unit_price", "agency", "output", "locked")


@dataclass(frozen=True)
class Loaded:
    """What a file would bring, or brought: how many rows are new, changed, the same; what is wrong where."""

    sheet: Sheet
    errors: list[CellError]
    new: int = 0
    changed: int = 0
    same: int = 0


def columns() -> list[Column]:
    """The columns of the table, with today's lists."""
    categories = [(c.slug, c.name) for c in Category.objects.filter(active=True)]
    units = [(str(u.pk), u.name) for u in Unit.objects.filter(active=True)]
    agencies = [(str(a.pk), a.name) for a in Agency.objects.filter(active=True)]
    return [
        Column("affair", "Bidang urusan", required=True, max=120),
        Column("group", "Kelompok", max=120),
        Column("work", "Pekerjaan", required=True, max=200, width=40),
        Column("kind", "Jenis", kind="choice", required=True, choices=WorkKind.choices),
        Column("category", "Bidang", kind="choice", required=True, choices=categories),
        Column("unit", "Satuan", kind="choice", required=True, choices=units),
        Column("unit_price", "Harga satuan", kind="money", required=True, min=1, max=10**14, hint="Rupiah penuh."),
        Column("agency", "Perangkat daerah", kind="choice", choices=agencies, width=40),
        Column("output", "Keluaran", max=200),
        Column("locked", "Harga terkunci", kind="yes_no", hint="ya: biaya selalu volume kali harga."),
    ]


def load_catalogue(*, by: Any, upload: Any, region: Region, year: int, dry_run: bool = True) -> Loaded:
    """Read a filled table for one plan year; without errors and without `dry_run` its rows are kept, all or none.

    A work with the same name and unit is brought up to date; works that are not in the file stay.
    ValidationError: the file as a whole cannot be read.
    """
    if not by.has_perm("musrenbang.catalogue", region):
        raise PermissionDenied("Hanya perencana dan administrator yang mengisi kamus usulan.")
    sheet = read(upload, columns(), max_rows=MAX_ROWS)
    errors = sheet.errors + twice(sheet.rows)
    if errors:
        return Loaded(sheet, errors)
    with transaction.atomic():
        return keep(by, sheet, region, year, dry_run)


def twice(rows: list[Row]) -> list[CellError]:
    """A work that stands in the file more than once, with the same unit."""
    seen: dict[tuple[Any, Any], int] = {}
    errors = []
    for row in rows:
        key = (row["work"], row["unit"])
        if key in seen:
            errors.append(CellError(row.number, "Pekerjaan", f"Sudah ada pada baris {seen[key]} dengan satuan sama."))
        seen.setdefault(key, row.number)
    return errors


def keep(by: Any, sheet: Sheet, region: Region, year: int, dry_run: bool) -> Loaded:
    """Write the rows in batches, or only count what they would change."""
    categories = {c.slug: c.pk for c in Category.objects.all()}
    known = {(item.work, item.unit_id): item for item in CatalogueItem.objects.filter(region=region, year=year)}
    new: list[CatalogueItem] = []
    changed: list[CatalogueItem] = []
    same = 0
    for row in sheet.rows:
        values = values_of(row, categories)
        key = (row["work"], int(row["unit"]))
        item = known.get(key)
        if item is None:
            new.append(CatalogueItem(region=region, year=year, work=key[0], unit_id=key[1], **values))
        elif differs(item, values):
            changed.append(item)
        else:
            same += 1
    if not dry_run and (new or changed):
        CatalogueItem.objects.bulk_create(new, batch_size=BATCH)
        columns_set = [*SET, "active"]
        CatalogueItem.objects.bulk_update(changed, columns_set, batch_size=BATCH)
        data = {"year": year, "new": len(new), "changed": len(changed), "digest": sheet.digest}
        record(by=by, verb="load_catalogue", target=region, data=data)
    return Loaded(sheet, [], len(new), len(changed), same)


def values_of(row: Row, categories: dict[str, int]) -> dict[str, Any]:
    """Columns of the model from a row."""
    return {
        "affair": row["affair"],
        "group": row["group"] or "",
        "kind": row["kind"],
        "category_id": categories[row["category"]],
        "unit_price": Decimal(row["unit_price"]),
        "agency_id": int(row["agency"]) if row["agency"] else None,
        "output": row["output"] or "",
        "locked": bool(row["locked"]),
    }


def differs(item: CatalogueItem, values: dict[str, Any]) -> bool:
    """Set the values; whether any was another before."""
    values = values | {"active": True}
    different = [name for name, value in values.items() if getattr(item, name) != value]
    for name in different:
        setattr(item, name, values[name])
    return bool(different)
