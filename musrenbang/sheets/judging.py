"""What is wrong in the rows of a table of proposals, cell by cell, in words."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from core.sheets import CellError, Column, Row, Sheet
from core.text import rupiah
from musrenbang.models import CatalogueItem, Cycle, Proposal, SheetEntry, Unit
from musrenbang.models.sheets import ProposalSheet
from musrenbang.queries.distance import kilometres
from musrenbang.queries.maps import middle_of
from musrenbang.states import REASONED, State

LEAST_COST, MOST_COST = 100_000, 25_000_000_000
MOST_MEASURED, MOST_COUNTED = 100_000, 5_000
FAR_KM = 25.0
MOST_NUMBERS = 12
NOT_NUMBER = "Tulis nomor saja, misalnya 02 atau 02, 03."
NO_ZERO = "Tidak ada {0} nomor 0. Kosongkan sel ini bila tidak tahu."
TOO_FAR = "{0} paling besar 999. Periksa nomornya."
ODD = "{0} Perbaiki, atau isi Ya pada kolom “Angka sudah diperiksa”."
Mistakes = Iterator[tuple[str, str]]


def numbers(text: str, what: str) -> list[int]:
    """RT or RW numbers of a cell; ValueError in words."""
    if not text.strip():
        return []
    parts = [part for part in re.split(r"[\s,;/]+|\bdan\b", text.strip()) if part]
    if not all(part.isascii() and part.isdigit() and len(part) <= 9 for part in parts):
        raise ValueError(NOT_NUMBER)
    found = list(dict.fromkeys(int(part) for part in parts))
    if min(found) == 0:
        raise ValueError(NO_ZERO.format(what))
    if max(found) > 999:
        raise ValueError(TOO_FAR.format(what))
    return found[:MOST_NUMBERS]


def pairs(row: Row) -> list[tuple[int | None, int | None]]:
    """Every RT under every RW of a row that has no mistake."""
    rts: list[int | None] = [*numbers(row["rt"], "RT")] or [None]
    rws: list[int | None] = [*numbers(row["rw"], "RW")] or [None]
    return [(rt, rw) for rw in rws for rt in rts if rt or rw][:MOST_NUMBERS]


def judge(sheet: Sheet, kind: str, cycle: Cycle, columns: Sequence[Column]) -> None:
    """Add what the room asks of each row to the mistakes that were found."""
    labels = {column.name: column.label for column in columns}
    known = {(error.row, error.column) for error in sheet.errors}
    look: Callable[[Row], Mistakes] = (
        PastRows(cycle).mistakes if kind == ProposalSheet.Kind.PAST else VillageRows(cycle).mistakes
    )
    for row in sheet.rows:
        for name, message in look(row):
            if (row.number, labels[name]) not in known:
                known.add((row.number, labels[name]))
                sheet.errors.append(CellError(row.number, labels[name], message))
    order = {column.label: place for place, column in enumerate(columns)}
    sheet.errors.sort(key=lambda error: (error.row, order.get(error.column, -1)))


class Rows:
    """What both tables ask: addresses, figures that are possible but hardly meant."""

    def __init__(self, cycle: Cycle) -> None:
        self.cycle = cycle
        self.units = {str(unit.pk): unit for unit in Unit.objects.all()}

    def common(self, row: Row) -> Mistakes:
        for name, what in (("rt", "RT"), ("rw", "RW")):
            try:
                numbers(row[name] or "", what)
            except ValueError as error:
                yield name, str(error)
        if not (row["rt"] or row["rw"] or row["landmark"]):
            yield "landmark", "Isi RT, RW, atau patokan lokasi."
        if row["quantity"] is not None:
            yield from self.quantity(row)
        yield from self.money(row, "cost")
        if row["people"] is not None:
            for name in ("women", "disabled", "poor"):
                if (row[name] or 0) > row["people"]:
                    yield name, "Jumlah ini lebih banyak daripada penerima manfaat (jiwa)."

    def quantity(self, row: Row) -> Mistakes:
        quantity, unit = row["quantity"], self.units.get(row["unit"])
        most = MOST_MEASURED if unit is not None and unit.fractional else MOST_COUNTED
        if quantity <= 0:
            yield "quantity", "Volume harus lebih dari nol."
        elif unit is not None and not unit.fractional and quantity != quantity.to_integral_value():
            yield "quantity", f"Volume dalam satuan “{unit}” harus bilangan bulat, misalnya 12."
        elif quantity > most and not row["checked"]:
            yield "quantity", ODD.format(f"Volume lebih dari {most:,} tampak keliru.".replace(",", "."))

    def money(self, row: Row, name: str) -> Mistakes:
        cost = row[name]
        if cost == 0:
            yield name, "Biaya harus lebih dari nol, atau kosongkan sel ini."
        elif cost is not None and not LEAST_COST <= cost <= MOST_COST and not row["checked"]:
            yield name, ODD.format(f"Biaya {rupiah(cost)} tampak keliru.")


class PastRows(Rows):
    """A list of a past year."""

    def __init__(self, cycle: Cycle) -> None:
        super().__init__(cycle)
        rows = Proposal.objects.filter(cycle=cycle)
        self.seen: dict[str, dict[Any, int]] = {"old_number": {}, "sipd_id": {}, "rank": {}}
        self.there: dict[str, set[Any]] = {
            "old_number": set(SheetEntry.objects.filter(cycle=cycle).values_list("old_number", flat=True)),
            "sipd_id": set(rows.exclude(sipd_id=None).values_list("sipd_id", flat=True)),
            "rank": set(rows.exclude(rank=None).values_list("rank", flat=True)),
        }
        self.first, self.last = date(cycle.deliberation_year - 1, 1, 1), timezone.localdate()

    def mistakes(self, row: Row) -> Mistakes:
        yield from self.common(row)
        yield from self.once(row)
        yield from self.ended(row)
        day = row["submitted_on"]
        if day is not None and not self.first <= day <= self.last:
            yield "submitted_on", f"Tulis tanggal antara {self.first:%d/%m/%Y} dan {self.last:%d/%m/%Y}."
        yield from self.money(row, "rkpd_amount")
        yield from self.money(row, "apbd_amount")

    def once(self, row: Row) -> Mistakes:
        """What stands once in a year: numbers of the old list and of SIPD, ranks."""
        for name, seen in self.seen.items():
            value = row[name]
            if value in ("", None):
                continue
            if value in seen:
                yield name, f"Sudah ada pada baris {seen[value]}."
            elif value in self.there[name]:
                yield name, f"Sudah dipakai usulan lain untuk rencana {self.cycle.plan_year}."
            seen.setdefault(value, row.number)

    def ended(self, row: Row) -> Mistakes:
        """A refusal has its reason, a priority its rank."""
        state = row["state"]
        if state in REASONED and not row["reason"]:
            yield "reason", "Pilih alasan usulan ini tidak diakomodasi."
        if state and state not in REASONED and row["reason"]:
            yield "reason", "Alasan hanya untuk usulan yang tidak diakomodasi. Kosongkan sel ini."
        if row["reason"] == "lainnya" and len(row["note"]) < 20:
            yield "note", "Tulis penjelasan, paling sedikit 20 huruf."
        if row["rank"] and state == State.RESERVE:
            yield "rank", "Usulan cadangan tidak bernomor prioritas."


class VillageRows(Rows):
    """A village's sheet."""

    def __init__(self, cycle: Cycle) -> None:
        super().__init__(cycle)
        self.middle = middle_of(cycle.region_id)
        works = CatalogueItem.objects.holding_for(cycle.region_id).filter(year=cycle.plan_year)
        self.works = {str(one.pk): one for one in works}
        self.seen: dict[tuple[str, str], int] = {}

    def mistakes(self, row: Row) -> Mistakes:
        yield from self.common(row)
        yield from self.point(row)
        yield from self.price(row)
        if not row["problem"]:
            yield "problem", "Ceritakan masalahnya."
        if row["consent"] is False:
            yield "consent", "Tanpa persetujuan usulan tidak dicatat. Mintalah persetujuan, atau hapus baris ini."
        key = (row["title"].casefold(), row["on_behalf"].casefold())
        if row["title"] and key in self.seen:
            yield "title", f"Sama dengan baris {self.seen[key]}. Hapus salah satu."
        self.seen.setdefault(key, row.number)

    def point(self, row: Row) -> Mistakes:
        lat, lng = row["lat"], row["lng"]
        if (lat is None) != (lng is None):
            yield "lng" if lng is None else "lat", "Isi lintang dan bujur bersama, atau kosongkan keduanya."
        elif lat is not None and self.middle is not None and not row["checked"]:
            far = kilometres(self.middle, (float(lat), float(lng)))
            if far > FAR_KM:
                yield "lat", ODD.format(f"Titik ini sekitar {far:.0f} km dari usulan lain di kecamatan ini.")

    def price(self, row: Row) -> Mistakes:
        """The catalogue's unit and price; another cost needs its reason."""
        work = self.works.get(row["catalogue_item"] or "")
        if work is None or row["quantity"] is None:
            return
        if row["unit"] and row["unit"] != str(work.unit_id):
            yield "unit", f"Pekerjaan ini dalam kamus memakai satuan {self.units[str(work.unit_id)]}."
        reckoned = Proposal(quantity=row["quantity"], unit_price=work.unit_price).reckoned_cost
        if row["cost"] and not work.locked and Decimal(row["cost"]) != reckoned and not row["cost_reason"]:
            yield "cost_reason", f"Menurut kamus biayanya {rupiah(reckoned)}. Tulis alasan biaya lain."
