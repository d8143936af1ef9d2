"""Many proposals at once, for the demo's bench: real rows by bulk inserts, the same for the same seed."""

import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.search import SearchVector
from django.db import connection, transaction
from django.db.models import TextField, Value
from django.utils import timezone
from wagtail.search.models import IndexEntry

from musrenbang.counting import recount_all
from musrenbang.models import Category, Cycle, Proposal, Ruling, Unit
from musrenbang.services.proposals import number_text
from musrenbang.services.reference import ensure_reference
from musrenbang.states import REASONED, State
from notifications.models import Topic
from wilayah.models import Level, Region

BATCH = 2_000
FIXED = timezone.make_aware(datetime(2025, 1, 2, 8))
RARE = 50  # about so many proposals share one of the rare words

# Work, unit, category, usual quantity, price per unit in thousand rupiah.
WORKS = [
    ("Perbaikan jalan berlubang", "m", "prasarana", 300, 900),
    ("Pembangunan drainase", "m", "prasarana", 200, 1300),
    ("Rabat beton jalan usaha tani", "m", "prasarana", 350, 650),
    ("Pemasangan lampu penerangan", "titik", "prasarana", 12, 3000),
    ("Pembangunan talud", "m³", "prasarana", 80, 1100),
    ("Rehabilitasi saluran irigasi", "m", "prasarana", 400, 700),
    ("Perpipaan air bersih", "m", "prasarana", 900, 150),
    ("Pembangunan jembatan kecil", "unit", "prasarana", 1, 90000),
    ("Renovasi gedung posyandu", "unit", "sosial-budaya", 1, 118000),
    ("Pengadaan buku taman bacaan", "paket", "sosial-budaya", 2, 9000),
    ("Pelatihan kader kesehatan", "orang", "sosial-budaya", 40, 350),
    ("Pembinaan kelompok kesenian", "kelompok", "sosial-budaya", 3, 12000),
    ("Pelatihan menjahit", "orang", "ekonomi", 25, 700),
    ("Pelatihan pengolahan kopi", "orang", "ekonomi", 30, 600),
    ("Bantuan bibit ternak kambing", "ekor", "ekonomi", 20, 2500),
    ("Pengadaan mesin pencacah sampah", "unit", "prasarana", 1, 45000),
    ("Peningkatan layanan administrasi", "paket", "pemerintahan", 1, 25000),
    ("Pelatihan aparatur desa", "orang", "pemerintahan", 20, 900),
]
PLACES = [
    "Jalan Melati",
    "Jalan Kenanga",
    "Jalan Mawar",
    "Dusun Krajan",
    "Dusun Ngemplak",
    "Dusun Sumber",
    "Gang Masjid",
]
PLACES += ["dekat SD Negeri 2", "tepi Kali Progo", "lapangan desa", "pasar lama", "balai warga", "makam umum"]
TROUBLES = [
    "rusak sejak musim hujan",
    "tergenang setiap hujan deras",
    "gelap pada malam hari",
    "belum pernah diperbaiki",
]
TROUBLES += ["menyulitkan anak berangkat sekolah", "menghambat panen tembakau", "belum menjangkau semua warga"]
GROUPS = ["Paguyuban RW", "PKK Dusun Krajan", "Kelompok Tani Ngudi Rejeki", "Karang Taruna", "Kader Posyandu Anggrek"]
SYLLABLES = ["ba", "de", "gu", "ja", "ki", "lo", "mu", "na", "po", "ru", "sa", "te", "wa", "yo"]
STATES = [State.SUBMITTED] * 30 + [State.VERIFIED_VILLAGE] * 15 + [State.VERIFIED_DISTRICT] * 15 + [State.RETURNED] * 5
STATES += [State.IN_RKPD] * 8 + [State.IN_APBD] * 5 + [State.ONGOING] * 4 + [State.DONE] * 8 + [State.NOT_AGREED] * 10


def rare_words(total: int) -> list[str]:
    """Names of places that nobody else has, so many that each stands in about RARE proposals: "Dukuh Bagulo"."""
    wanted = max(1, total // RARE)
    words: list[str] = []
    size = len(SYLLABLES)
    for n in range(wanted):
        parts = [SYLLABLES[n % size], SYLLABLES[(n // size) % size], SYLLABLES[(n // size**2) % size], "ngol"]
        words.append("".join(parts).capitalize())
    return words


def make_bulk_proposals(
    cycle: Cycle,
    n: int,
    authors: Sequence[Any],
    seed: int = 1,
    progress: Callable[[int], None] | None = None,
    total: int = 0,
) -> None:
    """Add `n` submitted proposals to a cycle (of `total` in all); `progress` hears how many after each batch."""
    ensure_reference()
    maker = Maker(cycle, n, authors, random.Random(seed), rare_words(total or n))  # noqa: S311  sample data
    for start in range(0, n, BATCH):
        with transaction.atomic():
            save_batch(cycle, [maker.proposal(k) for k in range(start, min(start + BATCH, n))])
        if progress:
            progress(min(start + BATCH, n))
    recount_all(cycle.pk)


def save_batch(cycle: Cycle, rows: list[Proposal]) -> None:
    """Numbers, topics, proposals and their search entries of one batch."""
    first = take_numbers(cycle, len(rows))
    for sequence, row in enumerate(rows, first):
        row.sequence, row.number = sequence, number_text(cycle, sequence)
        row.public_topic.url = f"/usulan/{row.number}/"
    Topic.objects.bulk_create([row.public_topic for row in rows])
    for row in rows:
        row.topic_id = row.public_topic.pk
    told = [(row, row.state) for row in rows if row.state in REASONED]
    for row, _ in told:
        row.state = State.SUBMITTED  # a refusal stands only with its ruling, which needs the proposal's key
    Proposal.objects.bulk_create(rows)
    save_rulings(told)
    IndexEntry.objects.bulk_create(entries_of(rows))


def save_rulings(told: list[tuple[Proposal, str]]) -> None:
    """Reasons of those that were returned or declined."""
    note = "Data contoh: sisa pagu tidak mencukupi tahun ini."
    made = [
        Ruling(proposal=row, verb="decline", reason="melebihi_pagu", note=note, by_id=row.proposer_id, at=FIXED)
        for row, _ in told
    ]
    for ruling, (row, state) in zip(Ruling.objects.bulk_create(made), told, strict=True):
        row.state, row.ruling = state, ruling
    Proposal.objects.bulk_update([row for row, _ in told], ["state", "ruling"], batch_size=500)


def entries_of(rows: list[Proposal]) -> list[Any]:
    """Search entries as the backend would write them; its own way reads the whole index again for every batch."""
    kind = ContentType.objects.get_for_model(Proposal)
    entries = []
    for row in rows:
        words = row.stems_text()
        body: Any = words
        none: Any = ""
        if connection.vendor == "postgresql":
            body, none = (SearchVector(Value(text, TextField()), config="simple") for text in (words, ""))
        text = {"body_text": words} if connection.vendor == "postgresql" else {}
        entries.append(
            IndexEntry(content_type=kind, object_id=str(row.pk), body=body, title=none, autocomplete=none, **text)
        )
    return entries


def take_numbers(cycle: Cycle, count: int) -> int:
    """Reserve `count` numbers of the cycle; returns the first."""
    locked = Cycle.objects.select_for_update().get(pk=cycle.pk)
    Cycle.objects.filter(pk=cycle.pk).update(last_number=locked.last_number + count)
    return locked.last_number + 1


class Maker:
    """Makes one plausible proposal after the other."""

    def __init__(self, cycle: Cycle, n: int, authors: Sequence[Any], dice: random.Random, rare: list[str]) -> None:
        self.cycle, self.authors, self.dice, self.rare = cycle, authors, dice, rare
        villages = Region.objects.within(cycle.region_id).filter(level=Level.VILLAGE).order_by("code")
        self.villages = list(villages)
        self.categories = {c.slug: c for c in Category.objects.all()}
        self.units = {u.name: u for u in Unit.objects.all()}
        self.start = timezone.make_aware(datetime(cycle.plan_year - 3, 1, 2, 8))
        self.step = timedelta(days=600) / max(n, 1)

    def proposal(self, k: int) -> Proposal:
        """The k-th, with an unsaved topic beside it."""
        dice = self.dice
        work, unit, category, usual, price = dice.choice(WORKS)
        village = dice.choice(self.villages)
        place, rare = dice.choice(PLACES), self.rare[k % len(self.rare)]
        quantity = max(1, round(usual * dice.uniform(0.4, 1.8)))
        group = dice.random() < 0.4
        at = self.start + self.step * k
        row = Proposal(
            cycle=self.cycle,
            title=f"{work} {place}, {village.name}",
            problem=f"Keadaan di {place} {dice.choice(TROUBLES)}. Letaknya di sekitar Dukuh {rare}.",
            kind="nonfisik" if unit in ("orang", "kelompok", "paket") else "fisik",
            category=self.categories[category],
            region=village,
            place_text=f"RT {dice.randint(1, 9):02d} RW {dice.randint(1, 12):02d}",
            landmark=place,
            quantity=Decimal(quantity),
            unit=self.units[unit],
            estimated_cost=Decimal(quantity * price * 1000),
            households=dice.randint(5, 200),
            proposer=dice.choice(self.authors),
            proposer_kind="kelompok" if group else "perorangan",
            group_name=dice.choice(GROUPS) if group else "",
            state=dice.choice(STATES),
            submitted_at=at,
            updated_at=at,
        )
        if dice.random() < 0.7:
            row.lat, row.lng = self.point(village)
        row.topic = Topic(
            kind="usulan",
            title=row.title,
            region=village,
            visible=True,
            support_count=int(dice.paretovariate(1.1)) % 400,
            follower_count=0,
        )
        return row

    def point(self, village: Region) -> tuple[Decimal, Decimal]:
        """A point in a village; the villages lie in rows of five."""
        row, column = divmod(self.villages.index(village), 5)
        spread = self.dice.uniform
        lat, lng = -7.28 - row * 0.018 + spread(-0.007, 0.007), 110.13 + column * 0.022 + spread(-0.008, 0.008)
        return Decimal(f"{lat:.6f}"), Decimal(f"{lng:.6f}")


def rare_word(n: int) -> str:
    """A word that about RARE of `n` bulk proposals hold (bench)."""
    words = rare_words(n)
    return words[len(words) // 2]
