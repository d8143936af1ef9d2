"""Counting the figures of "Janji dan kenyataan": by village, field of works and agency, kept as rows (CycleFigure)."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Case, Count, F, Q, Sum, When
from django.utils import timezone

from core.pagecache import bump
from core.rows import ensure
from musrenbang.models import Commitment, CycleFigure, FigureSlice, FixAnswer, Proposal, StageTime
from musrenbang.states import DRAFTS, State

VERSION = "janji"  # the content version of the pages made of these rows
S = State
BUILT = [S.ONGOING, S.DONE, S.REOPENED]
BUDGETED = [S.IN_APBD, *BUILT]
PLANNED = [S.IN_RKPD, *BUDGETED]
AGREED = [S.PRIORITY, *PLANNED]
REFUSED = [S.NOT_AGREED, S.NOT_TAKEN, S.TRANSFERRED]

# Measure -> which public proposals answer to it, whatever became of them later; and whose money is added up.
MEASURES: dict[str, tuple[Q, str]] = {
    "usulan": (Q(), "estimated_cost"),
    "prioritas": (Q(rank__isnull=False) | Q(rkpd_amount__isnull=False) | Q(state__in=AGREED), ""),
    "rkpd": (Q(rkpd_amount__isnull=False) | Q(state__in=PLANNED), "rkpd_amount"),
    "apbd": (Q(apbd_amount__isnull=False) | Q(state__in=BUDGETED), "apbd_amount"),
    "berjalan": (Q(state=S.ONGOING), ""),
    "selesai": (Q(state=S.DONE), ""),
    "dibuka_lagi": (Q(state=S.REOPENED), ""),
    "ditolak": (Q(state__in=REFUSED), ""),
}
# A promise that was carried on counts in its year with what was paid: the rest stands in the next one.
KEPT = Q(carried_to__isnull=True)
SUMS = {
    "pagu": Sum(Case(When(KEPT, then=F("ceiling")), default=F("paid"))),
    "kontrak": Sum(Case(When(KEPT, then=F("contract")), default=F("paid")), filter=Q(contract__gt=0)),
    "bayar": Sum("paid", filter=~Q(paid=0)),
}
HOW_MANY = {"pagu": Q(), "kontrak": Q(contract__gt=0), "bayar": ~Q(paid=0)}

Key = tuple[str, int | None, int | None, str, int]  # region, category, agency, measure, bucket


def in_slice(cycle_id: int, region_id: str | None, way: str = "") -> Q:
    """Proposals of a cycle, or of one village in it; `way` leads to the proposal."""
    here = Q(**{f"{way}cycle": cycle_id})
    return here & Q(**{f"{way}region": region_id}) if region_id else here


def proposals(cycle_id: int, region_id: str | None) -> Iterator[tuple[Key, int, Any]]:
    """How many proposals came how far."""
    rows = Proposal.objects.public().filter(in_slice(cycle_id, region_id)).order_by()
    totals: dict[str, Any] = {}
    for name, (which, column) in MEASURES.items():
        totals[f"n_{name}"] = Count("pk", filter=which or None)
        if column:
            totals[f"sum_{name}"] = Sum(column, filter=which or None)
    counted_rows: Any = rows.values("region_id", "category_id", "agency_final_id").annotate(**totals)
    for row in counted_rows:
        for name in MEASURES:
            key = (row["region_id"], row["category_id"], row["agency_final_id"], name, 0)
            yield key, row[f"n_{name}"], row.get(f"sum_{name}")


def reasons(cycle_id: int, region_id: str | None) -> Iterator[tuple[Key, int, Any]]:
    """Why proposals were not taken up."""
    rows = Proposal.objects.public().filter(in_slice(cycle_id, region_id), state__in=REFUSED).order_by()
    keys = rows.values_list("region_id", "category_id", "agency_final_id", "ruling__reason").annotate(n=Count("pk"))
    for region, category, agency, reason, number in keys:
        yield (region, category, agency, f"alasan:{reason}", 0), number, None


def money(cycle_id: int, region_id: str | None) -> Iterator[tuple[Key, int, Any]]:
    """What was promised, contracted and paid for the proposals of the cycle, in whatever year."""
    rows = Commitment.objects.filter(in_slice(cycle_id, region_id, "proposal__")).order_by()
    totals: dict[str, Any] = {f"sum_{name}": total for name, total in SUMS.items()}
    for name, which in HOW_MANY.items():
        totals[f"n_{name}"] = Count("proposal", distinct=True, filter=which or None)
    way = [f"proposal__{name}" for name in ("region_id", "category_id", "agency_final_id")]
    for row in rows.values(*way).annotate(**totals):
        region, category, agency = (row[name] for name in way)
        for name in SUMS:
            yield (region, category, agency, name, 0), row[f"n_{name}"], row[f"sum_{name}"]


def days(cycle_id: int, region_id: str | None) -> Iterator[tuple[Key, int, Any]]:
    """How many days the proposals of a village stood in each state; not told apart by field or agency."""
    rows = StageTime.objects.filter(in_slice(cycle_id, region_id, "proposal__"), days__isnull=False)
    rows = rows.exclude(left__in=["", *DRAFTS]).order_by()
    for region, left, spent, number in rows.values_list("proposal__region_id", "left", "days").annotate(n=Count("pk")):
        yield (region, None, None, f"hari:{left}", spent), number, None


def answers(cycle_id: int, region_id: str | None) -> Iterator[tuple[Key, int, Any]]:
    """What people say of finished works, as long as the case was not opened again."""
    rows = FixAnswer.objects.filter(
        in_slice(cycle_id, region_id, "question__proposal__"), question__closed_at__isnull=True
    )
    way = [f"question__proposal__{name}" for name in ("region_id", "category_id", "agency_final_id")]
    for region, category, agency, verdict, number in (
        rows.order_by().values_list(*way, "verdict").annotate(n=Count("pk"))
    ):
        yield (region, category, agency, f"jawab:{verdict}", 0), number, None


SOURCES = (proposals, reasons, money, days, answers)


def counted(cycle_id: int, region_id: str | None = None) -> dict[Key, tuple[int, Decimal]]:
    """Every figure of a cycle, or of one village in it; with rows for all fields and all agencies together."""
    numbers: Counter[Key] = Counter()
    sums: dict[Key, Decimal] = {}
    for source in SOURCES:
        for (region, category, agency, measure, bucket), number, amount in source(cycle_id, region_id):
            if not number:
                continue
            for one in {category, None}:
                for body in {agency, None}:
                    key = (region, one, body, measure, bucket)
                    numbers[key] += number
                    sums[key] = sums.get(key, Decimal(0)) + (amount or 0)
    return {key: (number, sums[key]) for key, number in numbers.items()}


@transaction.atomic
def recount(cycle_id: int, region_id: str) -> int:
    """Count one village of a cycle anew and keep what differs; how many rows were written.

    Whoever counts the same village at the same moment waits here and then sees what the first one saw, and more.
    """
    mark, _ = ensure(FigureSlice.objects, cycle_id=cycle_id, region_id=region_id)
    FigureSlice.objects.select_for_update().get(pk=mark.pk)
    changed = keep(cycle_id, counted(cycle_id, region_id), region_id)
    FigureSlice.objects.filter(pk=mark.pk).update(counted_at=timezone.now())
    if changed:
        bump(VERSION)
    return changed


def keep(cycle_id: int, fresh: dict[Key, tuple[int, Decimal]], region_id: str) -> int:
    """Write what differs from the rows that are there."""
    rows = CycleFigure.objects.filter(cycle_id=cycle_id, region_id=region_id)
    left, old, changed = dict(fresh), [], []
    for row in rows:
        key = (row.region_id, row.category_id, row.agency_id, row.measure, row.bucket)
        found = left.pop(key, None)
        if found is None:
            old.append(row.pk)
        elif found != (row.number, row.amount):
            row.number, row.amount = found
            changed.append(row)
    if old:
        CycleFigure.objects.filter(pk__in=old).delete()
    if changed:
        CycleFigure.objects.bulk_update(changed, ["number", "amount"], batch_size=500)
    CycleFigure.objects.bulk_create([made(cycle_id, key, value) for key, value in left.items()], batch_size=1000)
    return len(old) + len(changed) + len(left)


def made(cycle_id: int, key: Key, value: tuple[int, Decimal]) -> CycleFigure:
    """One row."""
    region, category, agency, measure, bucket = key
    number, amount = value
    return CycleFigure(
        cycle_id=cycle_id,
        region_id=region,
        category_id=category,
        agency_id=agency,
        measure=measure,
        bucket=bucket,
        number=number,
        amount=amount,
    )


def recount_all(cycle_id: int | None = None) -> dict[str, int]:
    """Count every village of every cycle (or of one) anew: how many slices there are, how many rows were wrong."""
    public = Proposal.objects.public().order_by()
    slices = set(
        (public.filter(cycle=cycle_id) if cycle_id else public).values_list("cycle_id", "region_id").distinct()
    )
    known = FigureSlice.objects.filter(cycle=cycle_id) if cycle_id else FigureSlice.objects.all()
    slices |= set(known.values_list("cycle_id", "region_id"))
    written = sum(recount(cycle, region) for cycle, region in sorted(slices))
    return {"slices": len(slices), "written": written}
