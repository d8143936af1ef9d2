"""Which places, which holidays, and how places are found by name or code."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from django.conf import settings

from wilayah.kept import forget, place
from wilayah.models import Level, Region
from wilayah.names import level_name_of, rt_rw
from wilayah.querysets import RegionQuerySet, starts, within

__all__ = [
    "RegionQuerySet",
    "around",
    "forget",
    "holidays",
    "level_name",
    "place_names",
    "root_region",
    "rt_rw",
    "search_key",
    "search_regions",
    "village_labels",
    "villages",
    "within",
]


def level_name(region: Region) -> str:
    """What a region of this kind is called here: "Kelurahan"."""
    return level_name_of(region.code, region.level)


def around(code: str) -> list[str]:
    """Codes of the regions that contain this one: 33.23.03 gives 33 and 33.23."""
    parts = code.split(".")
    return [".".join(parts[:n]) for n in range(1, len(parts))]


def holidays() -> frozenset[date]:
    """Days on which offices are closed, weekends aside."""
    return place().holidays


def root_region() -> Region:
    """The region this installation serves; a bare row with its code while the regions are not loaded."""
    code = settings.REGION_ROOT
    known: Region | None = place().regions.get(code)
    return known or Region(code=code, name=code, level=code.count(".") + 1)


def village_labels() -> dict[str, str]:
    """Code to "Kelurahan Kertosari" of every kelurahan and desa of the installation, in the order of the codes."""
    return {code: region.label for code, region in place().regions.items() if region.level == Level.VILLAGE}


def villages(code: str = "") -> RegionQuerySet:
    """Kelurahan and desa of the installation, or of another region."""
    return Region.objects.within(code or settings.REGION_ROOT).filter(level=Level.VILLAGE)


def search_key(name: str) -> str:
    """How a name is looked up: small letters, no accents or signs, "kabupaten" and "kota" moved to the end."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    if len(words) > 1 and words[0] in ("kabupaten", "kota", "kab"):
        words = words[1:] + words[:1]
    return " ".join(words)[:120]


def _as_code(text: str) -> str:
    """A typed code, with or without dots, as it is stored; "" if the text is no code."""
    digits = re.sub(r"[.\s]", "", text)
    if not digits.isascii() or not digits.isdigit() or len(digits) > 10:
        return ""
    return ".".join(part for part in (digits[:2], digits[2:4], digits[4:6], digits[6:]) if part)


def search_regions(text: str, within: str = "", limit: int = 20) -> list[Region]:
    """Regions found by name or code: those that begin with the text first, then those with such a word in them."""
    places = Region.objects.within(within) if within else Region.objects.all()
    if code := _as_code(text):
        return list(places.filter(starts("pk", code)).order_by("code")[:limit])
    key = search_key(text)
    if not key:
        return []
    found = list(places.filter(starts("search", key)).order_by("level", "search", "code")[:limit])
    if len(found) < limit:
        rest = places.exclude(pk__in=[region.pk for region in found])
        for word in key.split():
            rest = rest.filter(search__contains=word)
        found += rest.order_by("level", "search", "code")[: limit - len(found)]
    return found


def place_names(regions: Iterable[Region]) -> dict[str, str]:
    """Code to "Kelurahan Kertosari, Kecamatan Temanggung, Kabupaten Temanggung"; one query for all."""
    regions = list(regions)
    above = {part for region in regions for part in _ancestors(region.code)}
    known = {region.code: region for region in Region.objects.filter(pk__in=above)}
    return {
        region.code: ", ".join(
            [region.label] + [known[code].label for code in _ancestors(region.code) if code in known]
        )
        for region in regions
    }


def _ancestors(code: str) -> list[str]:
    parts = code.split(".")
    return [".".join(parts[:n]) for n in range(len(parts) - 1, 1, -1)]
