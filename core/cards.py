"""The picture a link shows in WhatsApp: drawn from a few words, under 100 KB, kept under a name made of them."""

import io
from dataclasses import astuple, dataclass
from datetime import timedelta
from functools import partial
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, EDGE = 1200, 630, 72
LIMIT = 100 * 1024  # what WhatsApp still shows on a thin line
GREEN, INK, SOFT, PAPER = "#0f5c4a", "#1c2521", "#56615c", "#ffffff"
FAMILIES = {
    True: ("LiberationSans-Bold.ttf", "DejaVuSans-Bold.ttf"),
    False: ("LiberationSans-Regular.ttf", "DejaVuSans.ttf"),
}
FOLDER, KEPT = "kartu", timedelta(days=90)
MOST_LINES = 4


@dataclass(frozen=True)
class Card:
    """The words on a card: whose site, what kind of thing, its title, and how it stands."""

    site: str
    kind: str
    title: str
    status: str = ""

    @property
    def name(self) -> str:
        """The file in which this very card is kept; other words, another file."""
        return f"{FOLDER}/{sha256(repr(astuple(self)).encode()).hexdigest()[:32]}.png"


def picture(card: Card) -> bytes:
    """The card as PNG: kept from the first time somebody asked for it."""
    storage = storages["private"]
    try:
        with storage.open(card.name) as kept:
            return bytes(kept.read())
    except FileNotFoundError:
        drawn = draw(card)
        storage.save(card.name, ContentFile(drawn))
        return drawn


def font(size: int, *, bold: bool = False) -> Any:
    """A font of the machine, else the one that Pillow brings."""
    for name in FAMILIES[bold]:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def wrapped(draw_on: Any, text: str, face: Any, room: int, most: int) -> list[str]:
    """The text in lines that fit; what is too long ends with an ellipsis."""
    lines: list[str] = []
    left = text.split()
    while left and len(lines) < most:
        line = left.pop(0)
        while left and draw_on.textlength(f"{line} {left[0]}", font=face) <= room:
            line += f" {left.pop(0)}"
        lines.append(cut_to(draw_on, line, face, room))
    if left and lines:
        lines[-1] = cut_to(draw_on, f"{lines[-1]} …", face, room)
    return lines


def cut_to(draw_on: Any, line: str, face: Any, room: int) -> str:
    """The line, shortened where even one word is too wide."""
    while draw_on.textlength(line, font=face) > room and len(line) > 2:
        line = line[:-2].rstrip(" …") + "…"
    return line


def line_on(on: Any, text: str, left: int, middle: int, face: Any, colour: str, *, room: int) -> None:
    """One line of text, cut where it is too wide."""
    on.text((left, middle), cut_to(on, text, face, room), font=face, fill=colour, anchor="lm")


def draw(card: Card) -> bytes:
    """Draw the card: a green head with the site's name, the title large, the state at the foot."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    on, room = ImageDraw.Draw(image), WIDTH - 2 * EDGE
    on.rectangle((0, 0, WIDTH, 110), fill=GREEN)
    write = partial(line_on, on, room=room)
    write(card.site, EDGE, 55, font(40, bold=True), PAPER)
    write(card.kind, EDGE, 168, font(34), SOFT)
    for number, line in enumerate(wrapped(on, card.title, font(62, bold=True), room, MOST_LINES)):
        write(line, EDGE, 236 + number * 76, font(62, bold=True), INK)
    if card.status:
        on.rectangle((EDGE, 556, EDGE + 10, 596), fill=GREEN)
        write(card.status, EDGE + 30, 576, font(36), INK)
    kept = io.BytesIO()
    image.quantize(32).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def sweep_cards() -> int:
    """Delete pictures that are three months old; whoever asks again gets a fresh one (periodic job)."""
    storage, before, swept = storages["private"], timezone.now() - KEPT, 0
    try:
        names = storage.listdir(FOLDER)[1]
    except FileNotFoundError:
        return 0
    for name in names:
        if storage.get_modified_time(f"{FOLDER}/{name}") < before:
            storage.delete(f"{FOLDER}/{name}")
            swept += 1
    return swept
