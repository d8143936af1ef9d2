"""What every page asks of the place, read in one question and kept in this process for a minute."""

import time
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import CharField, Value
from django.db.models.functions import Cast

from core.together import ask, labelled
from wilayah.querysets import within

KEPT_FOR = 60  # seconds


@dataclass(frozen=True)
class Place:
    """The regions this installation serves by code, what levels are called, when offices are closed."""

    regions: dict[str, Any]
    names: dict[tuple[str, int, str], str]
    holidays: frozenset[date]


_places: dict[str, tuple[Place, float]] = {}  # each with its end, as one thing: no thread sees half of it


def place() -> Place:
    """What is known of the installation's place; at most a minute old."""
    code = settings.REGION_ROOT
    held = _places.get(code)
    if held is None or time.monotonic() > held[1]:
        held = _places[code] = _read(code), time.monotonic() + KEPT_FOR
    return held[0]


def forget() -> None:
    """Read it anew at the next question; called after something of it changed."""
    _places.clear()


def _read(code: str) -> Place:
    """Three small tables as one: key, name, level, the rest."""
    region, level_name, holiday = (apps.get_model("wilayah", name) for name in ("Region", "LevelName", "Holiday"))
    day, nothing = Cast("date", CharField()), Value("", CharField())
    found = ask(
        (
            labelled("region", region.objects.filter(within("pk", code)), "code", "name", "level", "search"),
            labelled("name", level_name.objects, "prefix", "name", "level", "kind"),
            labelled("holiday", holiday.objects, day, "name", Value(0), nothing),
        )
    )
    fields = ["code", "name", "level", "search"]
    return Place(
        regions={row[0]: region.from_db(None, fields, row) for row in sorted(found["region"])},
        names={(prefix, level, kind): name for prefix, name, level, kind in found["name"]},
        holidays=frozenset(date.fromisoformat(row[0]) for row in found["holiday"]),
    )
