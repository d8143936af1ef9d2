"""Reads the demo's services: a card in lines, and a form in short notation, as the editor's blocks keep it."""

import re
from dataclasses import dataclass, field
from typing import Any

from partisipasi.demo.texts import FOLDER

FIELD = re.compile(r"([a-z]+) ([a-z_]+)(!?) \| (.+)\Z")
OPTIONS = {"untuk": "purpose", "simpan": "keep", "bantu": "help", "saat": "when", "satuan": "unit"}


@dataclass
class Card:
    """One service of the file."""

    slug: str
    name: str
    promise: str
    output: str
    initials: list[str]
    signer: str
    lines: dict[str, list[str]] = field(default_factory=dict)
    steps: list[dict[str, Any]] = field(default_factory=list)

    def one(self, name: str) -> str:
        """The text of a line that stands once."""
        return (self.lines.get(name) or [""])[0]

    def parts(self, name: str) -> list[str]:
        """The parts of a line that are divided by a semicolon between blanks."""
        return [part.strip() for part in self.one(name).split(" ; ") if part.strip()]

    @property
    def promised(self) -> dict[str, int]:
        number, unit = self.promise.split()
        return {"promise_days" if unit == "h" else "promise_minutes": int(number)}

    @property
    def requirements(self) -> list[dict[str, Any]]:
        """The papers as blocks."""
        found = []
        for line in self.lines.get("syarat", []):
            name, kinds, note, *_ = [cell.strip() for cell in line.split("|")] + ["", ""]
            value = {"name": name, "needed": note != "bila ada", "kinds": kinds.split(), "bring": note == "bawa"}
            found.append({"type": "syarat", "value": value | {"note": ""}})
        return found

    @property
    def bases(self) -> list[dict[str, Any]]:
        """The rules as blocks; a hyphen marks one that holds no more."""
        rules = self.parts("dasar")
        values = [{"title": rule.lstrip("-"), "in_force": not rule.startswith("-"), "url": ""} for rule in rules]
        return [{"type": "dasar", "value": value} for value in values]


def cards() -> list[Card]:
    """All services of the file, in order."""
    text = (FOLDER / "layanan.txt").read_text(encoding="utf-8")
    return [_card(part) for part in text.split("\n== ")[1:]]


def _card(text: str) -> Card:
    head, *lines = [line.strip() for line in text.splitlines() if line.strip()]
    slug, name, promise, output, initials, signer = [cell.strip() for cell in head.split("|")]
    card = Card(slug, name, promise, output, initials.split(), signer)
    for line in lines:
        if line.startswith("> "):
            card.steps.append({"type": "langkah", "value": {"title": line[2:], "intro": "", "fields": []}})
        elif card.steps and FIELD.match(line):
            card.steps[-1]["value"]["fields"].append(_question(line))
        else:
            key, _, rest = line.partition(":")
            card.lines.setdefault(key, []).append(rest.strip())
    return card


def _question(line: str) -> dict[str, Any]:
    """ "choice alasan! | Mengapa? | isi=Satu; Dua | bila=varian:Hilang" """
    match = FIELD.match(line)
    assert match, line  # noqa: S101  our own file
    kind, slug, must, rest = match.groups()
    label, *options = [cell.strip() for cell in rest.split(" | ")]
    value: dict[str, Any] = {
        "label": label,
        "slug": slug,
        "required": bool(must),
        "help": "",
        "purpose": "",
        "keep": "",
    }
    value |= {"if_field": "", "if_values": ""}
    if kind in ("number", "money"):
        value |= {"min": None, "max": None, "whole": True, "unit": ""}
    if kind == "photo":
        value |= {"bring": True, "max": 1}
    for option in options:
        name, _, text = option.partition("=")
        value |= _option(name, text)
    return {"type": kind, "value": value}


def _option(name: str, text: str) -> dict[str, Any]:
    if name in OPTIONS:
        return {OPTIONS[name]: text}
    if name in ("min", "max"):
        return {name: int(text)}
    if name == "isi":
        return {"choices": "\n".join(part.strip() for part in text.split(";"))}
    if name == "bila":
        asked, _, values = text.partition(":")
        return {"if_field": asked, "if_values": values.replace(",", "\n")}
    if name == "tiap":
        return {"fields": [_inner(part.strip()) for part in text.split(";")]}
    return {"panjang": {"long": True}, "mana": {"anywhere": True}}[name]


def _inner(text: str) -> dict[str, Any]:
    """ "choice hubungan! Hubungan (Anak/Saudara)" """
    kind, slug, label = text.split(" ", 2)
    words, _, choices = label.partition(" (")
    must = slug.endswith("!")
    made = _question(f"{kind} {slug.rstrip('!')}{'!' if must else ''} | {words}")
    if choices:
        made["value"]["choices"] = choices.rstrip(")").replace("/", "\n")
    if kind in ("nik", "phone"):
        made["value"]["purpose"] = "ditulis pada surat"
    return made
