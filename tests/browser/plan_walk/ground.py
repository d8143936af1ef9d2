"""The kecamatan before the walk: neighbours' proposals up to sixty, other scorers' sheets, a second year; pictures."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings as project
from django.utils import timezone
from PIL import Image
from pypdfium2 import PdfDocument

from accounts.models import User
from musrenbang import services
from musrenbang.models import Category, Cycle, Forum, ForumItem, Proposal, Stage, Unit
from musrenbang.services.scores import score_items
from musrenbang.states import StageKind
from tests.conftest import DISTRICT, GUNTUR, KERTOSARI
from tests.factories import make_user
from wilayah.models import Region

WORKS = [  # work, kind, field, unit, quantity, price in million rupiah, households
    ("Drainase", "fisik", "prasarana", "m", 120, 96, 42),
    ("Rabat beton jalan", "fisik", "prasarana", "m", 200, 130, 25),
    ("Lampu jalan tenaga surya", "fisik", "prasarana", "titik", 12, 36, 60),
    ("Sumur resapan", "fisik", "prasarana", "unit", 8, 45, 18),
    ("Pelatihan kader posyandu", "nonfisik", "sosial-budaya", "orang", 40, 14, 120),
    ("Renovasi gedung posyandu", "fisik", "sosial-budaya", "unit", 1, 118, 75),
    ("Pelatihan pengolahan kopi", "nonfisik", "ekonomi", "orang", 30, 18, 30),
    ("Perbaikan saluran irigasi", "fisik", "prasarana", "m", 400, 280, 55),
    ("Taman baca", "nonfisik", "sosial-budaya", "paket", 2, 9, 90),
    ("Gapura batas kampung", "fisik", "prasarana", "unit", 1, 22, 12),
    ("Pagar lapangan", "fisik", "prasarana", "m", 150, 64, 20),
]
SPOTS = ["Jalan Melati", "Jalan Kenanga", "Dusun Krajan", "Dusun Ngemplak", "Gang Masjid"]
SIXTY = 60
HOMES = (KERTOSARI, GUNTUR)
POINTS = 4  # how an item is scored where nothing else is said


def neighbours_of(count: int, cycle: Cycle, officers: dict[str, User]) -> None:
    """So many proposals of neighbours, handed in and verified by village and kecamatan through their verbs."""
    people = {code: [neighbour(code, n) for n in range(6)] for code in HOMES}
    for n in range(count):
        code = HOMES[n % 2]
        by = people[code][n % 6]
        draft = services.save_draft(by=by, cycle=cycle, places=[(n % 7 + 1, n % 5 + 1)], **sheet(n, code))
        sent = services.submit_proposal(by=by, proposal=draft)
        seen = services.verify_village(by=officers["citra" if code == KERTOSARI else "indra"], proposal=sent)
        services.verify_district(by=officers["joko"], proposal=seen)


def neighbour(code: str, n: int) -> User:
    return make_user(f"tetangga{code[-1]}{n}", f"Tetangga {n}", home=code)


def sheet(n: int, code: str) -> dict[str, Any]:
    """The n-th work at the n-th place."""
    work, kind, field, unit, quantity, cost, households = WORKS[n % len(WORKS)]
    spot = SPOTS[n // len(WORKS)]
    return {
        "title": f"{work} {spot}",
        "problem": f"{work} di {spot} sudah lama ditunggu warga sekitar.",
        "kind": kind,
        "category": Category.objects.get(slug=field),
        "region": Region.objects.get(pk=code),
        "landmark": f"{spot}, dekat pos ronda",
        "quantity": Decimal(quantity),
        "unit": Unit.objects.get(name=unit),
        "estimated_cost": (cost + n) * 1_000_000,
        "households": households + n,
    }


def scores_of(by: User, forum: Forum, shift: int, best: str) -> None:
    """One scorer's whole sheet: full points for the best work, the others by their number."""
    chosen, answers = forum.criteria.rules, {}
    for item in ForumItem.objects.filter(forum=forum).select_related("proposal"):
        least = 5 if item.proposal.title == best else (item.number * 7 + shift) % POINTS + 1
        answers[item.pk] = {one.key: least for one in chosen.asked(item.kind, item.figures)}
    score_items(by=by, forum=forum, answers=answers)


def following_year(cycle: Cycle) -> Cycle:
    """The musrenbang of the year after, collecting proposals from now on."""
    made = Cycle.objects.create(
        region_id=DISTRICT, plan_year=cycle.plan_year + 1, deliberation_year=cycle.deliberation_year + 1
    )
    now = timezone.now()
    opens, closes = now - timedelta(days=1), now + timedelta(days=60)
    Stage.objects.create(cycle=made, kind=StageKind.COLLECT, opens_at=opens, closes_at=closes)
    return made


def photo(folder: Path, name: str, colour: str) -> Path:
    """A picture as a phone takes it."""
    path = folder / f"{name}.jpg"
    noise = Image.effect_noise((1600, 1200), 60).convert("RGB")
    Image.blend(noise, Image.new("RGB", noise.size, colour), 0.7).save(path, quality=85)
    return path


def drawn(path: Path, name: str) -> list[Path]:
    """Every page of a PDF as a picture in var/screenshots."""
    folder = Path(project.BASE_DIR) / "var" / "screenshots"
    for old in folder.glob(f"{name}-*.png"):
        old.unlink()
    pictures = [folder / f"{name}-{number:02d}.png" for number in range(1, len(PdfDocument(path)) + 1)]
    for page, picture in zip(PdfDocument(path), pictures, strict=True):
        page.render(scale=1.2).to_pil().save(picture)
    return pictures


def texts(path: Path) -> list[str]:
    """The words of every page of a PDF."""
    return [" ".join(page.get_textpage().get_text_range().split()) for page in PdfDocument(path)]


def number_of(title: str) -> str:
    """The number under which a proposal is known."""
    return Proposal.objects.values_list("number", flat=True).get(title=title) or ""
