"""Sets of criteria: the one every installation starts with, new versions, the freeze at first use."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from audit.services import record
from core.states import StateError
from musrenbang import scoring
from musrenbang.models import CriteriaSet, Criterion
from wilayah.queries import root_region

GATES = [
    ["kewenangan", "Kewenangan kabupaten"],
    ["lokasi", "Lokasi jelas"],
    ["duplikat", "Bukan duplikat usulan lain"],
    ["lahan", "Lahan tidak bermasalah"],
]
FAMILIES = [[9, 1], [20, 2], [30, 3], [40, 4], [None, 5]]
MILLION = 1_000_000
# Weights and ranges as studied for Indonesian villages (AHP); the forum may agree on others in a new version.
STANDARD: list[dict[str, Any]] = [
    {"key": "urgensi", "label": "Urgensi", "weight": 443, "kind": "fisik", "guide": "1 dapat menunggu, 5 mendesak"},
    {
        "key": "kk",
        "label": "Keluarga yang terbantu",
        "weight": 250,
        "kind": "fisik",
        "measure": "kk",
        "ranges": FAMILIES,
    },
    {
        "key": "kerusakan",
        "label": "Tingkat kerusakan",
        "weight": 231,
        "kind": "fisik",
        "guide": "1 ringan, 5 rusak berat",
    },
    {
        "key": "biaya",
        "label": "Biaya",
        "weight": 76,
        "kind": "fisik",
        "measure": "biaya",
        "ranges": [[50 * MILLION, 5], [100 * MILLION, 4], [150 * MILLION, 3], [200 * MILLION, 2], [None, 1]],
    },
    {
        "key": "kebutuhan",
        "label": "Kebutuhan warga",
        "weight": 439,
        "kind": "nonfisik",
        "guide": "1 dapat menunggu, 5 sangat dibutuhkan",
    },
    {
        "key": "kesesuaian",
        "label": "Kesesuaian dengan prioritas daerah",
        "weight": 294,
        "kind": "nonfisik",
        "guide": "1 tidak sesuai, 5 sangat sesuai",
    },
    {
        "key": "penerima",
        "label": "Keluarga penerima manfaat",
        "weight": 193,
        "kind": "nonfisik",
        "measure": "kk",
        "ranges": [[20, 1], [40, 2], [60, 3], [80, 4], [None, 5]],
    },
    {
        "key": "biaya-nonfisik",
        "label": "Biaya",
        "weight": 74,
        "kind": "nonfisik",
        "measure": "biaya",
        "ranges": [[5 * MILLION, 5], [10 * MILLION, 4], [15 * MILLION, 3], [20 * MILLION, 2], [None, 1]],
    },
]


@transaction.atomic
def ensure_criteria() -> CriteriaSet:
    """The set every installation starts with, where there is none; the newest offered one else."""
    known = CriteriaSet.objects.filter(active=True).order_by("-pk").first()
    if known is not None:
        return known
    made = CriteriaSet.objects.create(name="Kriteria baku", version=1, gates=GATES)
    Criterion.objects.bulk_create(
        Criterion(criteria_set=made, order=order, **values) for order, values in enumerate(STANDARD)
    )
    return made


@dataclass(frozen=True)
class CriterionLine:
    """One criterion as an officer types it."""

    label: str
    weight: int
    kind: str = ""
    measure: str = ""
    guide: str = ""
    ranges: tuple[tuple[int | None, int], ...] = ()


@transaction.atomic
def new_version(
    *, by: Any, name: str, lines: list[CriterionLine], gates: list[tuple[str, str]], after: CriteriaSet | None = None
) -> CriteriaSet:
    """Write a set of criteria as a new version of its name; the one it follows is offered no more."""
    if not by.has_perm("musrenbang.run_forum", root_region()):
        raise PermissionDenied("Kriteria penilaian disusun petugas kecamatan.")
    if not lines:
        raise ValidationError("Tulis paling sedikit satu kriteria.")
    newest = CriteriaSet.objects.filter(name=name).aggregate(n=Max("version"))["n"] or 0
    made = CriteriaSet.objects.create(
        name=name, version=newest + 1, gates=[list(gate) for gate in gates], created_by=by
    )
    try:
        made.criteria.set(
            [
                Criterion.objects.create(
                    criteria_set=made,
                    key=f"k{order}",
                    label=line.label,
                    weight=line.weight,
                    kind=line.kind,
                    measure=line.measure,
                    guide=line.guide,
                    ranges=[list(pair) for pair in line.ranges],
                    order=order,
                )
                for order, line in enumerate(lines, 1)
            ]
        )
        _ = made.rules
    except scoring.CriteriaError as error:
        raise ValidationError(str(error)) from error
    if after is not None:
        CriteriaSet.objects.filter(pk=after.pk).update(active=False)
    record(by=by, verb="criteria_version", target=made, data={"criteria": len(lines), "version": made.version})
    return made


def freeze_criteria(chosen: CriteriaSet) -> None:
    """From now on the set stays as it is: a forum scores by it."""
    CriteriaSet.objects.filter(pk=chosen.pk, used_at__isnull=True).update(used_at=timezone.now())


@transaction.atomic
def drop_criteria(*, by: Any, chosen: CriteriaSet) -> None:
    """Take a version back that no forum has used."""
    if not by.has_perm("musrenbang.run_forum", root_region()):
        raise PermissionDenied("Kriteria penilaian disusun petugas kecamatan.")
    if chosen.frozen:
        raise StateError("Kriteria ini sudah dipakai. Susun versi baru.")
    record(by=by, verb="drop_criteria", target=chosen)
    chosen.delete()
