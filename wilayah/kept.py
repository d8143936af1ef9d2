"""What every page asks of the place, read in one question and kept in this process for a minute."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.conf import settings
from django.db.models import CharField, Value
from django.db.models.functions import Cast

from core.together import ask, labelled
from wilayah.querysets import within

T = TypeVar("T")


class Kept(Generic[T]):
    """A small answer kept in this process for a minute; `forget()` when its rows changed here."""

    def __init__(self, build: Callable[[], T], seconds: int = 60) -> None:
        self.build, self.seconds = build, seconds
        self.held: tuple[T, float] | None = None  # one thing, so that another thread never sees half of it

    def __call__(self) -> T:
        held = self.held
        if held is None or time.monotonic() > held[1]:
            held = self.held = self.build(), time.monotonic() + self.seconds
        return held[0]

    def forget(self) -> None:
        self.held = None


@dataclass(frozen=True)
class Place:
    """The regions this installation serves by code, what levels are called, when offices are closed."""

    regions: dict[str, Any]
    names: dict[tuple[str, int, str], str]
    holidays: frozenset[date]


_places: dict[str, Kept[Place]] = {}


def place() -> Place:
    """What is known of the installation's place; at most a minute old."""
    code = settings.REGION_ROOT
    return _places.setdefault(code, Kept(lambda: _read(code)))()


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
