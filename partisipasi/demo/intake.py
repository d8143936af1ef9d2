"""Inputs that come in another way than by an account: from guests, from a meeting's table; and a long one in parts."""

import io
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import Workbook

from konsultasi import batching
from konsultasi.models import Consultation, Guest, Input, Passage
from konsultasi.services import (
    Part,
    answer_input,
    check_batch,
    confirm_batch,
    split_input,
    start_guest,
    submit_input,
)
from konsultasi.services.guests import post_confirmed
from partisipasi.demo.clock import days_ago
from partisipasi.demo.timeline import Timeline

FEE = "Iuran sebaiknya dibayar sekali setahun sesudah panen. Penghasilan petani tidak datang setiap bulan."
POOR = "Daftar rumah tangga yang dibebaskan mohon ditempel di balai desa supaya tidak ada yang terlewat."
PAID = (
    "Waktu membayar disepakati dalam musyawarah RW menurut Pasal 24 ayat (1). "
    "Warga boleh menyepakati iuran dibayar sesudah panen."
)
NIGHT = (
    "Versi 2 membolehkan tempat sampah diletakkan mulai pukul 20.00 malam sebelum hari angkut. "
    "Petugas jaga malam tidak perlu menunggu pagi."
)
GUESTS = [  # days before, key, kind, words
    (8, "6/2", "tanya", "Saya bekerja jaga malam. Bolehkah tempat sampah diletakkan sebelum berangkat?"),
    (2, "", "saran", "Mohon rancangan ini dibacakan juga dalam pertemuan lansia, banyak yang tidak memakai ponsel."),
]
MEETING = "Musyawarah RW 05 Kelurahan Kertosari"
TABLE = [  # key, kind, words, proposed wording
    ("11/1", "keberatan", "Satu bank sampah untuk setiap RW sulit dipenuhi, pengurusnya belum ada.", ""),
    ("16/1", "setuju", "", ""),
    ("18/1", "usul", "Gerobak dorong perlu diganti setiap dua tahun.", "Gerobak diperiksa paling sedikit 1 (satu) kali "
     "dalam 1 (satu) tahun."),
    ("25/1", "tanya", "Siapa yang menentukan rumah tangga miskin, RT atau kelurahan?", ""),
]  # fmt: skip


def seed_intake(people: dict[str, Any], voters: list[Any], timeline: Timeline, keys: dict[str, str]) -> None:
    """Put them on the timeline, among the other inputs."""
    joko = people["joko"]
    timeline.add(days_ago(9, 19), lambda: _long(voters[77], keys["24/1"]))
    for number, (days, key, kind, body) in enumerate(GUESTS):
        said = (keys.get(key, ""), kind, body, f"tamu{number}@example.com")  # nobody's address
        timeline.add(days_ago(days, 20), lambda said=said: _guest(*said))
    timeline.add(days_ago(4, 15), lambda: _meeting(joko, keys))
    timeline.add(days_ago(3, 10), lambda: _split(joko, keys["25/2"]))
    timeline.add(days_ago(3, 11), lambda: _answer(joko, FEE, "diterima", PAID))
    timeline.add(days_ago(3, 14), lambda: _answer(joko, GUESTS[0][3], "diterima", NIGHT))


def _draft() -> Consultation:
    return Consultation.objects.order_by("-closes_at")[0]  # the one that takes inputs


def _passage(block_id: str) -> Passage | None:
    rows = Passage.objects.filter(version__consultation=_draft(), block_id=block_id)
    return rows.select_related("version").order_by("-version__number").first() if block_id else None


def _said(words: str) -> Input:
    rows = Input.objects.filter(consultation=_draft(), body__contains=words).order_by("-pk")
    return rows.with_people().select_related("consultation__topic")[0]


def _answer(by: Any, words: str, disposition: str, explanation: str) -> None:
    answer_input(by=by, input=_said(words), disposition=disposition, explanation=explanation)


def _long(author: Any, block_id: str) -> None:
    body = f"{FEE}\n\n{POOR}"
    submit_input(by=author, consultation=_draft(), passage=_passage(block_id), kind="saran", body=body)


def _split(by: Any, other: str) -> None:
    """Its second half speaks of another article."""
    whole = _said(FEE)
    there = Passage.objects.get(version=whole.version, block_id=other)
    split_input(by=by, input=whole, parts=[Part(body=FEE), Part(body=POOR, kind="usul", passage=there)])


def _guest(block_id: str, kind: str, body: str, contact: str) -> None:
    """A guest who has typed her code; of her contact nothing is kept, since the demo sends no letters."""
    guest = start_guest(
        consultation=_draft(), passage=_passage(block_id), contact=contact, address="192.0.2.7", kind=kind, body=body
    )
    post_confirmed(guest.pk)
    Guest.objects.filter(pk=guest.pk).update(contact=None)


def _meeting(by: Any, keys: dict[str, str]) -> None:
    """The table that was typed after a meeting of a neighbourhood."""
    draft, day = _draft(), timezone.localdate()
    upload = SimpleUploadedFile("musyawarah-rw-05.xlsx", _sheet(draft, day, keys))
    batch, sheet = check_batch(by=by, consultation=draft, upload=upload)
    if batch is None:
        raise RuntimeError(f"The demo's table has mistakes: {sheet.errors}")
    confirm_batch(by=by, batch=batch)


def _sheet(draft: Consultation, day: date, keys: dict[str, str]) -> bytes:
    book = Workbook()
    book.active.append([column.heading for column in batching.columns(draft)])
    for key, kind, body, proposed in TABLE:
        book.active.append(["tatap_muka", day, MEETING, "33.23.03.1006", keys[key], kind, body, proposed])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
