"""A draft of two articles, open for three weeks around the frozen day."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from core import pagecache
from konsultasi.models import Consultation, Guest, Input, Passage
from konsultasi.services import (
    PassageText,
    open_consultation,
    publish_version,
    send_guest_code,
    start_guest,
    submit_input,
    update_consultation,
)
from tests.conftest import DISTRICT
from wilayah import queries as places_queries
from wilayah.models import Region

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=timezone.get_fixed_timezone(7 * 60))  # a Tuesday

TEXTS = [
    PassageText("b1", "bab", "I", "KETENTUAN UMUM"),
    PassageText("p1", "pasal", "1", "Dalam Peraturan Bupati ini yang dimaksud dengan sampah adalah sisa kegiatan."),
    PassageText("b2", "bab", "II", "PENGELOLAAN"),
    PassageText("p2", "pasal", "2", "Pemilahan"),
    PassageText("p2a1", "ayat", "1", "Setiap rumah tangga wajib memilah sampah menjadi 3 (tiga) jenis."),
    PassageText("p2a2", "ayat", "(2)", "Pemilahan meliputi:"),
    PassageText("p2a2a", "huruf", "a", "sampah organik;"),
]


@pytest.fixture(autouse=True)
def _calm(db: Any) -> Any:
    """A frozen clock, no kept pages and no kept holidays of another test."""
    pagecache.clear()
    places_queries.forget()
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock
    pagecache.clear()


@pytest.fixture
def clock(_calm: Any) -> Any:
    return _calm


@pytest.fixture
def draft(joko: Any) -> Consultation:
    """An open consultation with version 1 of TEXTS."""
    consultation = open_consultation(
        title="Pengelolaan Sampah Rumah Tangga",
        url="/rancangan/sampah/",
        region=Region.objects.get(pk=DISTRICT),
        opens_at=NOW - timedelta(days=7),
        closes_at=NOW + timedelta(days=14),
        by=joko,
    )
    publish_version(consultation=consultation, passages=TEXTS, by=joko)
    return consultation


@pytest.fixture
def clause(draft: Consultation) -> Passage:
    """Pasal 2 ayat (1)."""
    return Passage.objects.select_related("version").get(version__consultation=draft, block_id="p2a1")


@pytest.fixture
def said(ani: Any, draft: Consultation, clause: Passage) -> Input:
    """What Ani says to it."""
    return submit_input(
        by=ani, consultation=draft, passage=clause, kind="usul", body="Mohon ditambah jenis sampah berbahaya."
    )


@pytest.fixture
def open_draft(draft: Consultation, joko: Any) -> Consultation:
    """The draft takes guests too."""
    update_consultation(consultation=draft, by=joko, guests=True)
    return draft


@pytest.fixture
def begin(open_draft: Consultation, clause: Passage) -> Any:
    """A guest writes to the clause and is sent her code."""

    def start(body: str = "Tiga jenis terlalu banyak.", contact: str = "Siti@Contoh.id", **more: Any) -> Guest:
        fields = {"consultation": open_draft, "passage": clause, "kind": "keberatan", "address": "1.2.3.4"} | more
        guest = start_guest(body=body, contact=contact, **fields)
        send_guest_code(guest=guest)
        return guest

    return start


class FakePage:
    """What a Wagtail draft page offers to the views."""

    title = "Pengelolaan Sampah Rumah Tangga"
    url = "/rancangan/sampah/"
    summary = "Rumah tangga memilah sampah.\nIuran dibahas RT."
    background = "Sampah menumpuk."
    initiator = "Dinas Lingkungan Hidup"
    legal_kind = "Rancangan Peraturan Bupati"
    attachments: list[Any] = []
    contact = "Loket 3"
    offline = "Loket 3 kantor kecamatan"

    def passages(self) -> list[PassageText]:
        return TEXTS


@pytest.fixture
def leaf() -> FakePage:
    return FakePage()
