"""What the levels of government are called here: Kelurahan, Gampong, Kapanewon, Distrik ..."""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from django.apps import apps

T = TypeVar("T")


class Kept(Generic[T]):
    """A small answer kept in this process for a minute; `forget()` when its rows changed here."""

    def __init__(self, build: Callable[[], T], seconds: int = 60) -> None:
        self.build, self.seconds = build, seconds
        self.value: T | None = None
        self.until = 0.0

    def __call__(self) -> T:
        if self.value is None or time.monotonic() > self.until:
            self.value, self.until = self.build(), time.monotonic() + self.seconds
        return self.value

    def forget(self) -> None:
        self.value = None


DEFAULTS = {1: "Provinsi", 2: "Kabupaten/Kota", 3: "Kecamatan", 4: "Kelurahan/Desa"}
KINDS = {"1": "Kelurahan", "2": "Desa", "3": "Desa adat"}  # first digit of a village's own number

_rows = Kept(
    lambda: {
        (prefix, level, kind): name
        for prefix, level, kind, name in apps.get_model("wilayah", "LevelName").objects.values_list(
            "prefix", "level", "kind", "name"
        )
    }
)


def forget_level_names() -> None:
    """Read the table of names anew at the next question."""
    _rows.forget()


def level_name_of(code: str, level: int) -> str:
    """What the level of the region with this code is called; the longest matching prefix wins."""
    kind = code.rpartition(".")[2][:1] if level == 4 else ""
    rows = _rows()
    prefix = code
    while True:
        for wanted in dict.fromkeys((kind, "")):
            if name := rows.get((prefix, level, wanted)):
                return name
        if not prefix:
            return KINDS.get(kind, DEFAULTS[level])
        prefix = prefix.rpartition(".")[0]


def rt_rw(rt: int | None, rw: int | None) -> str:
    """ "RT 003/RW 012" as addresses print it; what is missing is left out."""
    parts = [f"{name} {number:03d}" for name, number in (("RT", rt), ("RW", rw)) if number]
    return "/".join(parts)
