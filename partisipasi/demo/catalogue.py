"""The catalogue of works of the demo, and what its proposals say besides title, place and quantity."""

from decimal import Decimal
from typing import Any

from musrenbang.models import Agency, CatalogueItem, Category, Cycle, Unit
from musrenbang.services.reference import agencies_region

PUBLIC_WORKS, SOCIAL = "Dinas Pekerjaan Umum dan Penataan Ruang", "Dinas Sosial"
TRADE, HOUSING = "Dinas Koperasi, Perdagangan, dan Perindustrian", "Dinas Perumahan dan Kawasan Permukiman"
# Affair, group, work, kind, field of works, unit, price in rupiah, agency, output, locked.
WORKS: list[tuple[Any, ...]] = [
    (
        "Pekerjaan umum",
        "Jalan",
        "Perkerasan beton jalan lingkungan",
        "fisik",
        "prasarana",
        "m²",
        285_000,
        HOUSING,
        "m² jalan",
        False,
    ),
    (
        "Pekerjaan umum",
        "Jalan",
        "Pengaspalan jalan",
        "fisik",
        "prasarana",
        "m²",
        215_000,
        PUBLIC_WORKS,
        "m² jalan",
        False,
    ),
    (
        "Pekerjaan umum",
        "Drainase",
        "Saluran drainase pasangan batu",
        "fisik",
        "prasarana",
        "m",
        1_150_000,
        PUBLIC_WORKS,
        "m saluran",
        False,
    ),
    (
        "Pekerjaan umum",
        "Drainase",
        "Saluran drainase U-ditch",
        "fisik",
        "prasarana",
        "m",
        1_480_000,
        PUBLIC_WORKS,
        "m saluran",
        True,
    ),
    (
        "Pekerjaan umum",
        "Talud",
        "Talud pasangan batu",
        "fisik",
        "prasarana",
        "m³",
        1_100_000,
        PUBLIC_WORKS,
        "m³ talud",
        False,
    ),
    (
        "Perhubungan",
        "Penerangan",
        "Lampu penerangan jalan umum",
        "fisik",
        "prasarana",
        "titik",
        3_250_000,
        PUBLIC_WORKS,
        "titik lampu",
        True,
    ),
    (
        "Pertanian",
        "Irigasi",
        "Rehabilitasi saluran irigasi tersier",
        "fisik",
        "prasarana",
        "m",
        690_000,
        PUBLIC_WORKS,
        "m saluran",
        False,
    ),
    (
        "Sosial",
        "Pelatihan",
        "Pelatihan kader posyandu",
        "nonfisik",
        "sosial-budaya",
        "orang",
        350_000,
        SOCIAL,
        "orang terlatih",
        False,
    ),
    (
        "Koperasi dan UKM",
        "Pelatihan",
        "Pelatihan wirausaha pemula",
        "nonfisik",
        "ekonomi",
        "orang",
        700_000,
        TRADE,
        "orang terlatih",
        False,
    ),
    (
        "Koperasi dan UKM",
        "Bantuan",
        "Peralatan usaha kelompok",
        "nonfisik",
        "ekonomi",
        "paket",
        9_500_000,
        TRADE,
        "paket alat",
        False,
    ),
]
LANDS = ["negara", "desa", "hibah", "negara", "belum_tahu"]


def seed_catalogue(years: list[int]) -> None:
    """The same works in every plan year."""
    region = agencies_region()
    agencies = {agency.name: agency for agency in Agency.objects.all()}
    categories, units = {c.slug: c for c in Category.objects.all()}, {u.name: u for u in Unit.objects.all()}
    for affair, group, work, kind, category, unit, price, agency, output, locked in WORKS:
        for year in years:
            CatalogueItem.objects.create(
                region=region,
                year=year,
                affair=affair,
                group=group,
                work=work,
                kind=kind,
                category=categories[category],
                unit=units[unit],
                unit_price=price,
                agency=agencies[agency],
                output=output,
                locked=locked,
            )


def sheet_more(cycle: Cycle, kind: str, households: int, index: int, cost: Decimal) -> dict[str, Any]:
    """Beneficiaries, land and self-help of one proposal; every fourth says nothing more, as people do."""
    if index % 4 == 0:
        return {}
    more: dict[str, Any] = {"women": households * 3 // 2, "poor": households // 4, "disabled": households // 20}
    if kind == "fisik":
        more |= {"land_status": LANDS[index % len(LANDS)], "design": "kajian" if index % 5 == 0 else "belum"}
        more |= {"self_help": f"Kerja bakti {10 + index % 30} orang", "self_help_amount": cost * 3 // 100}
        more |= {"condition": "Belum pernah diperbaiki sejak lima tahun terakhir."}
    return more
