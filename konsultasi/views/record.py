"""What stays of a consultation: the response matrix, the berita acara, open data."""

import io
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.guards import desk_required
from core import pdf
from core.files import DOCX, PDF
from core.models import private_storage
from core.paging import page_of
from core.pdftable import PAPERS
from core.sending import status_of
from konsultasi import export, queries
from konsultasi.forms import FilterForm
from konsultasi.forms.record import MinutesForm
from konsultasi.models import Consultation, MatrixFile, Minutes
from konsultasi.record import files, opendata, paper
from konsultasi.record.kept import small_file
from konsultasi.record.matrix import Matrix, day_of
from konsultasi.record.minutes import sections
from konsultasi.services.record import ask_matrix_file
from konsultasi.views.common import sent, visible_or_404
from konsultasi.views.desk_versions import of_office
from konsultasi.views.public import frame, public

ROWS, PRINTED = 20, 400  # rows of a page, and of the page to print


def paper_of(request: HttpRequest) -> str:
    """The paper asked for; offices in Indonesia use F4."""
    wanted = request.GET.get("kertas", "")
    return wanted if wanted in PAPERS else "f4"


def matrix(request: HttpRequest, consultation: Consultation | None, page: Any) -> HttpResponseBase:
    """The response matrix, now or at the end of a day (?pada=2026-11-20); ?unduh=csv, xlsx, docx or pdf as a file."""
    consultation = visible_or_404(consultation)
    day, kind = day_of(request.GET.get("pada")), request.GET.get("unduh", "")
    if kind == "csv":
        return export.as_csv(consultation, day)
    if kind in files.FORMATS and files.possible(kind):
        return matrix_file(request, consultation, page, Matrix(consultation, day=day), kind)
    return matrix_page(request, consultation, page, Matrix(consultation, day=day, params=request.GET))


def matrix_page(request: HttpRequest, consultation: Consultation, page: Any, table: Matrix) -> HttpResponse:
    """The rows as a page; with ?cetak=1, or where a PDF cannot be made, many of them to be printed."""
    printing = "cetak" in request.GET or request.GET.get("unduh") == "pdf"
    found = page_of(request, table.inputs(), size=PRINTED if printing else ROWS)
    context = frame(request, consultation, page) | {
        "matrix": table,
        "found": found,
        "rows": table.build(list(found)),
        "printing": printing,
        "missing": pdf.MISSING if request.GET.get("unduh") == "pdf" else "",
        "standing": files.standing_of(table) if table.day else "",
        "filter": FilterForm.chosen(request.GET),
        "places": queries.places(consultation, table.newest),
        "place": request.GET.get("bagian", ""),
    }
    return public(request, consultation, "matrix", context)


def matrix_file(
    request: HttpRequest, consultation: Consultation, page: Any, table: Matrix, kind: str
) -> HttpResponseBase:
    """The whole matrix as a file: at once where it is short, else the kept one or how far it has come."""
    form = files.FORMATS[kind]
    sheet = paper_of(request) if form.on_paper else ""
    as_of = table.day.isoformat() if table.day else ""
    name = "-".join(filter(None, ["matriks-masukan", str(consultation.pk), as_of, sheet])) + f".{kind}"
    if consultation.last_number <= export.SMALL:
        return handed(small_file(table, form, sheet), name, form.content_type)
    kept = ask_matrix_file(consultation=consultation, format=kind, paper=sheet, as_of=as_of)
    if kept.state == MatrixFile.State.READY:
        return handed(private_storage().open(kept.name), name, form.content_type)
    context = frame(request, consultation, page) | {"kept": kept, "kind": form, "back": f"{consultation.url}matriks/"}
    response = render(request, "konsultasi/matrix_wait.html", context)
    if kept.state != MatrixFile.State.FAILED:
        response["Refresh"] = "3"
    return response


def handed(content: Any, name: str, content_type: str) -> FileResponse:
    """A file to download."""
    response = FileResponse(content, as_attachment=True, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def minutes(request: HttpRequest, consultation: Consultation | None, page: Any) -> HttpResponseBase:
    """The berita acara, once an officer wrote it after the close; ?unduh=docx or pdf as a file."""
    consultation = visible_or_404(consultation)
    written = None if consultation.is_open else Minutes.objects.filter(consultation=consultation).first()
    if written is None:
        raise Http404("Berita acara konsultasi ini belum disusun.")
    written.consultation = consultation
    kind = request.GET.get("unduh", "")
    if kind == "docx" or (kind == "pdf" and pdf.available()):
        return minutes_file(written, kind, paper_of(request))
    context = frame(request, consultation, page) | paper.context(written)
    return public(request, consultation, "record", context | {"missing": pdf.MISSING if kind == "pdf" else ""})


def minutes_file(written: Minutes, kind: str, sheet: str) -> FileResponse:
    """The berita acara as Word document or PDF."""
    out = io.BytesIO()
    if kind == "docx":
        paper.as_docx(written, sheet, out)
    else:
        out.write(paper.as_pdf(written, sheet))
    out.seek(0)
    return handed(out, f"berita-acara-{written.consultation_id}.{kind}", DOCX if kind == "docx" else PDF)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_required
def write_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of the berita acara and what it would say now."""
    consultation = of_office(request, Consultation.objects.filter(pk=pk).first())
    written = Minutes.objects.filter(consultation=consultation).first()
    form = MinutesForm(request.POST or None, consultation=consultation, minutes=written)
    if request.method == "POST" and (done := sent(request, form, lambda: form.save(by=request.user))):
        messages.success(request, "Berita acara tersimpan dan tampil di halaman publik.")
        return done
    context = {"consultation": consultation, "minutes": written, "form": form, "sections": sections(consultation)}
    return render(request, "konsultasi/record_desk.html", context, status=status_of(form))


def open_data(request: HttpRequest, consultation: Consultation | None, page: Any) -> HttpResponse:
    """What there is to download, and what each column means."""
    consultation = visible_or_404(consultation)
    sets = [(name, data) for name, data in opendata.DATASETS.items()]
    context = frame(request, consultation, page) | {"sets": sets, "enough": opendata.ENOUGH}
    context |= {"licence": opendata.LICENCE, "licence_url": opendata.LICENCE_URL}
    return public(request, consultation, "open_data", context)


def open_data_file(request: HttpRequest, consultation: Consultation | None, page: Any, name: str) -> HttpResponseBase:
    """One table as CSV or JSON: /data/masukan.csv."""
    consultation = visible_or_404(consultation)
    table, _, kind = name.rpartition(".")
    if table not in opendata.DATASETS or kind not in opendata.FORMATS:
        raise Http404("Berkas ini tidak ada.")
    return opendata.FORMATS[kind](consultation, table)
