"""The lists every installation starts with; the administrator edits them afterwards."""

from django.db import transaction

from musrenbang.models import Category, Unit

CATEGORIES = {
    "prasarana": "Prasarana wilayah",
    "ekonomi": "Ekonomi",
    "sosial-budaya": "Sosial budaya",
    "pemerintahan": "Pemerintahan",
}
UNITS = ["m", "m²", "m³", "unit", "titik", "paket", "orang", "kelompok", "rumah", "ekor"]
MEASURES = frozenset({"m", "m²", "m³"})  # may be a part of one; what is counted stays whole


@transaction.atomic
def ensure_reference() -> None:
    """Fields of works and units, where they are missing; changes nothing that is there."""
    for order, (slug, name) in enumerate(CATEGORIES.items()):
        Category.objects.get_or_create(slug=slug, defaults={"name": name, "order": order})
    for order, name in enumerate(UNITS):
        Unit.objects.get_or_create(name=name, defaults={"order": order, "fractional": name in MEASURES})
