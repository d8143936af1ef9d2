"""The response matrix as a file, and the newest inputs and answers as a feed. Names only as shown in public."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from core.exports import csv_response, xlsx_response
from konsultasi import queries
from konsultasi.models import Consultation, Input

HEADER = [
    "Nomor",
    "Versi",
    "Bagian",
    "Rumusan rancangan",
    "Jenis masukan",
    "Masukan dan alasan",
    "Rumusan usulan",
    "Pemberi masukan",
    "Cara",
    "Tanggal diterima",
    "Tanggapan",
    "Penjelasan",
    "Dijawab oleh",
    "Tanggal jawaban",
    "Terlambat (hari kerja)",
]


def matrix_row(entry: Input) -> list[Any]:
    """One line of the response matrix."""
    answer = entry.answer
    said = [
        entry.number,
        entry.version.number,
        entry.place,
        entry.quote,
        entry.get_kind_display(),
        entry.body,
        entry.proposed,
        entry.public_name,
        entry.get_channel_display(),
        entry.received_on,
    ]
    if answer is None:
        return [*said, "Belum dijawab", "", "", "", ""]
    day = timezone.localdate(answer.at)
    return [*said, str(answer), answer.explanation, answer.role_name, day, answer.late_days]


def matrix_rows(consultation: Consultation) -> Iterator[list[Any]]:
    for entry in queries.matrix(consultation).iterator(chunk_size=500):
        yield matrix_row(entry)


def as_csv(consultation: Consultation) -> HttpResponseBase:
    return csv_response(f"matriks-masukan-{consultation.pk}", HEADER, matrix_rows(consultation))


def as_xlsx(consultation: Consultation) -> HttpResponseBase:
    return xlsx_response(f"matriks-masukan-{consultation.pk}", HEADER, matrix_rows(consultation))


def as_atom(consultation: Consultation) -> HttpResponse:
    """The 30 newest inputs with their answers."""
    feed = Atom1Feed(title=f"Masukan: {consultation.title}", link=consultation.url, description="", language="id")
    for entry in queries.newest(consultation, 30):
        answer = entry.answer
        words = f"{entry.body}\n\n{answer}: {answer.explanation}" if answer else entry.body
        feed.add_item(
            title=f"Masukan nomor {entry.number} tentang {entry.place}",
            link=entry.get_absolute_url(),
            description=words,
            pubdate=entry.created_at,
            updateddate=answer.at if answer else entry.created_at,
            author_name=entry.public_name,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


FORMATS: dict[str, Callable[[Consultation], HttpResponseBase]] = {"csv": as_csv, "xlsx": as_xlsx, "atom": as_atom}
