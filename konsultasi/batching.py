"""The table of inputs that an office fills in after a meeting: its columns, what a row means, making all of them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from audit.services import record
from core.sheets import CellError, Column, Row, Sheet
from core.states import StateError
from konsultasi.kept import touch
from konsultasi.models import Batch, Consultation, Input, Passage, Standing
from konsultasi.queries import answerable, words_of
from konsultasi.states import OWN_CHANNELS, Fate
from wilayah.queries import villages
from wilayah.services import due

MAX_ROWS = 5000
CHUNK = 500
PAPERS = [choice for choice in Input.Channel.choices if choice[0] not in OWN_CHANNELS]
State = Batch.State
TOO_SHORT = "Tulis isi masukan, paling sedikit 5 huruf."
OUT_OF_TIME = "Tanggal harus dalam masa masukan rancangan ini."
FUTURE = "Tanggal diterima tidak boleh di masa depan."


def columns(consultation: Consultation) -> list[Column]:
    """The columns for this draft, with the words each list allows; two queries."""
    passages = [(row.block_id, row.label) for row in answerable(consultation)]
    homes = [(row.code, row.name) for row in villages()]
    return [
        Column("channel", "Cara diterima", kind="choice", required=True, choices=PAPERS),
        Column("received_on", "Tanggal diterima", kind="date", required=True, hint="Dalam masa masukan."),
        Column(
            "giver", "Pemberi masukan", max=120, width=28, hint="Tampil untuk umum. Nama orang hanya dengan izinnya."
        ),
        Column("home_id", "Kelurahan atau desa", kind="choice", choices=homes, codes=True),
        Column(
            "block_id",
            "Bagian rancangan",
            kind="choice",
            choices=passages,
            codes=True,
            width=28,
            hint="Kosong berarti seluruh rancangan. Boleh diisi nama bagian atau kodenya.",
        ),
        Column("kind", "Jenis masukan", kind="choice", required=True, choices=Input.Kind.choices, width=26),
        Column("body", "Isi masukan", max=5000, width=60, hint="Wajib, kecuali untuk “Setuju dengan rumusan ini”."),
        Column("proposed", "Rumusan usulan", max=5000, width=60),
    ]


def judge(sheet: Sheet, consultation: Consultation) -> None:
    """Add what the room asks of each row to the mistakes that were found."""
    labels = {column.name: column.label for column in columns(consultation)}
    known = {(error.row, error.column) for error in sheet.errors}
    for row in sheet.rows:
        for name, message in _mistakes(row, consultation):
            if (row.number, labels[name]) not in known:
                sheet.errors.append(CellError(row.number, labels[name], message))
    sheet.errors.sort(key=lambda error: error.row)


def _mistakes(row: Row, consultation: Consultation) -> Iterator[tuple[str, str]]:
    if len(row["body"]) < 5 and row["kind"] != Input.Kind.AGREE:
        yield "body", TOO_SHORT
    day = row["received_on"]
    if day is None:
        return
    if day > timezone.localdate():
        yield "received_on", FUTURE
    elif not timezone.localdate(consultation.opens_at) <= day <= timezone.localdate(consultation.closes_at):
        yield "received_on", OUT_OF_TIME


def as_json(sheet: Sheet) -> list[dict[str, Any]]:
    """The rows as a batch keeps them until they are made."""
    return [{n: v.isoformat() if isinstance(v, date) else v for n, v in row.values.items()} for row in sheet.rows]


def make(batch_id: int) -> None:
    """Make all inputs of a queued batch in one transaction, or none and say why; run twice it makes them once."""
    try:
        with transaction.atomic():
            _make(batch_id)
    except StateError as error:
        Batch.objects.filter(pk=batch_id, state=State.QUEUED).update(state=State.FAILED, trouble=str(error)[:300])


def _make(batch_id: int) -> None:
    batch = Batch.objects.select_for_update(of=("self",)).select_related("by").filter(pk=batch_id).first()
    if batch is None or batch.state != State.QUEUED:
        return
    total = len(batch.rows)
    rows = Consultation.objects.filter(pk=batch.consultation_id, visible=True)
    # The update locks the consultation's row: numbers follow each other, and no version comes out meanwhile.
    if not rows.update(last_number=F("last_number") + total, input_count=F("input_count") + total):
        raise StateError("Rancangan ini tidak tampil lagi, jadi masukan tidak dibuat.")
    consultation = Consultation.objects.get(pk=batch.consultation_id)
    first = consultation.last_number - total + 1
    _create(batch, consultation, first)
    batch.state, batch.done, batch.rows, batch.made_at, batch.first_number = (
        State.MADE,
        total,
        [],
        timezone.now(),
        first,
    )
    batch.save(update_fields=["state", "done", "rows", "made_at", "first_number"])
    record(by=batch.by, verb="make_batch", target=batch, data={"first": first, "total": total})
    touch(consultation)


def _create(batch: Batch, consultation: Consultation, first: int) -> None:
    passages = {row.block_id: row for row in answerable(consultation)}
    version = next(iter(passages.values())).version if passages else None
    if version is None:
        raise StateError("Naskah rancangan ini belum terbit.")
    quotes: dict[str, str] = {"": ""}
    until = due(consultation.answer_days)
    entries = []
    for number, values in enumerate(batch.rows, first):
        block_id = values.pop("block_id") or ""
        passage: Passage | None = passages.get(block_id)
        if block_id and passage is None:
            raise StateError("Versi baru terbit dan salah satu bagian tidak ada lagi. Unggah lagi dengan templat baru.")
        if block_id not in quotes and passage is not None:
            quotes[block_id] = words_of(passage)
        values["home_id"] = values["home_id"] or None
        common = {"consultation": consultation, "version": version, "due_on": until, "recorded_by": batch.by}
        entries.append(
            Input(number=number, passage=passage, block_id=block_id, quote=quotes[block_id], **common, **values)
        )
    made = Input.objects.bulk_create(entries, batch_size=CHUNK)
    places = [Standing(input=row, version=version, fate=Fate.ORIGIN, passage=row.passage) for row in made]
    Standing.objects.bulk_create(places, batch_size=CHUNK)
