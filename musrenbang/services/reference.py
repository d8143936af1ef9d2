"""The lists every installation starts with; the administrator edits them afterwards."""

from django.db import transaction

from musrenbang.models import Agency, Category, Unit
from musrenbang.services.criteria import ensure_criteria
from wilayah.models import Level, Region
from wilayah.queries import root_region

CATEGORIES = {
    "prasarana": "Prasarana wilayah",
    "ekonomi": "Ekonomi",
    "sosial-budaya": "Sosial budaya",
    "pemerintahan": "Pemerintahan",
}
UNITS = ["m", "m²", "m³", "unit", "titik", "paket", "orang", "kelompok", "rumah", "ekor"]
MEASURES = frozenset({"m", "m²", "m³"})  # may be a part of one; what is counted stays whole
# Bodies that most regencies have, with their code in the budget (the affair they serve); set when the list is empty.
AGENCIES = {
    "1.01": "Dinas Pendidikan dan Kebudayaan",
    "1.02": "Dinas Kesehatan",
    "1.03": "Dinas Pekerjaan Umum dan Penataan Ruang",
    "1.04": "Dinas Perumahan dan Kawasan Permukiman",
    "1.06": "Dinas Sosial",
    "2.11": "Dinas Lingkungan Hidup",
    "2.13": "Dinas Pemberdayaan Masyarakat dan Desa",
    "2.15": "Dinas Perhubungan",
    "2.17": "Dinas Koperasi, Perdagangan, dan Perindustrian",
    "3.27": "Dinas Pertanian dan Pangan",
    "4.01": "Bagian Tata Pemerintahan",
    "7.01": "Kecamatan",
}


@transaction.atomic
def ensure_reference() -> None:
    """Fields of works, units, agencies and a first set of criteria, where they are missing; changes nothing else."""
    for order, (slug, name) in enumerate(CATEGORIES.items()):
        Category.objects.get_or_create(slug=slug, defaults={"name": name, "order": order})
    for order, name in enumerate(UNITS):
        Unit.objects.get_or_create(name=name, defaults={"order": order, "fractional": name in MEASURES})
    ensure_agencies()
    ensure_criteria()


def ensure_agencies() -> None:
    """A first list of agencies of the regency, where it has none; an administrator's list is left as it is."""
    region = agencies_region()
    if region is None or Agency.objects.filter(region=region).exists():
        return
    Agency.objects.bulk_create(Agency(region=region, code=code, name=name) for code, name in AGENCIES.items())


def agencies_region() -> Region | None:
    """The regency whose bodies carry works out here; the installation's own region where it serves a province."""
    root = root_region()
    code = root.pk if root.level <= Level.REGENCY else ".".join(root.pk.split(".")[: Level.REGENCY])
    return Region.objects.filter(pk__in=[code, root.pk]).order_by("level").first()
