"""The response matrix as a stream of CSV, the newest inputs and answers as a feed. Names only as shown in public."""

from collections.abc import Callable
from datetime import date

from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.feedgenerator import Atom1Feed

from core.exports import csv_response, xlsx_response
from konsultasi import queries
from konsultasi.models import Consultation
from konsultasi.record.files import SHEET, sheet_rows
from konsultasi.record.matrix import Matrix

SMALL = 400  # numbers up to which a file is made while one waits: well under a second


def as_csv(consultation: Consultation, day: date | None = None) -> HttpResponseBase:
    """Every number of the draft, now or at the end of a day, sent while it is made."""
    return csv_response(f"matriks-masukan-{consultation.pk}", SHEET, sheet_rows(Matrix(consultation, day=day)))


def as_xlsx(consultation: Consultation) -> HttpResponseBase:
    """A short matrix at once; a long one is made by the worker, behind its own door."""
    if consultation.last_number > SMALL:
        return HttpResponseRedirect(f"{consultation.url}matriks/?unduh=xlsx")
    return xlsx_response(f"matriks-masukan-{consultation.pk}", SHEET, sheet_rows(Matrix(consultation)))


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
