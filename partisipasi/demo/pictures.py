"""Plain drawings instead of photos: enough to see what a page looks like with pictures."""

import io
import random

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

SKY, HILL, EARTH, ROAD, WATER, LEAF, WALL = "#dfe9ec", "#b9cdbf", "#d8c7a0", "#8d8a80", "#a9c3cf", "#0f5c4a", "#f6f2e8"


def draw(kind: str, seed: int, *, progress: int = 0) -> SimpleUploadedFile:
    """A 960x640 JPEG of a scene: "prasarana", "sosial", "ekonomi", "pemerintahan"; `progress` adds a finished part."""
    pick = random.Random(f"{kind}{seed}")  # noqa: S311
    image = Image.new("RGB", (960, 640), SKY)
    pen = ImageDraw.Draw(image)
    pen.polygon([(0, 360), (260, 170), (480, 330), (700, 140), (960, 340), (960, 640), (0, 640)], fill=HILL)
    pen.rectangle([0, 420, 960, 640], fill=EARTH)
    {"prasarana": _road, "sosial": _hall, "ekonomi": _field}.get(kind, _hall)(pen, pick, progress)
    for _ in range(pick.randint(2, 4)):
        x = pick.randint(30, 900)
        pen.rectangle([x + 18, 360, x + 26, 430], fill="#6b5a3a")
        pen.ellipse([x - 14, 290, x + 58, 380], fill=LEAF)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=82)
    return SimpleUploadedFile(f"{kind}-{seed}.jpg", buffer.getvalue(), "image/jpeg")


def _road(pen: ImageDraw.ImageDraw, pick: random.Random, progress: int) -> None:
    pen.polygon([(380, 420), (560, 420), (900, 640), (60, 640)], fill=ROAD)
    for _ in range(0 if progress == 100 else pick.randint(3, 6)):
        x, y = pick.randint(260, 640), pick.randint(470, 610)
        pen.ellipse([x, y, x + pick.randint(60, 140), y + pick.randint(18, 34)], fill=WATER)
    if progress:
        pen.polygon(
            [(560, 420), (600, 420), (960, 600 - progress), (960, 640), (900, 640)], fill="#cfd8cf", outline=LEAF
        )


def _hall(pen: ImageDraw.ImageDraw, pick: random.Random, progress: int) -> None:
    left = pick.randint(180, 360)
    pen.rectangle([left, 330, left + 380, 520], fill=WALL, outline=LEAF, width=5)
    pen.polygon([(left - 40, 330), (left + 190, 220), (left + 420, 330)], fill="#a5301d" if progress else "#8f7c55")
    for step in range(3):
        pen.rectangle([left + 40 + step * 115, 380, left + 110 + step * 115, 460], fill=WATER, outline=LEAF, width=4)


def _field(pen: ImageDraw.ImageDraw, pick: random.Random, progress: int) -> None:
    for row in range(9):
        y = 440 + row * 22
        pen.line([(0, y), (960, y + pick.randint(-8, 8))], fill="#7f9c5a" if progress else "#a08a55", width=9)
