"""What is printed or taken along: kits in one file, certificates, question sheets, the report."""

from collections.abc import Sequence
from typing import Any

import segno
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from core import pdf
from literasi.models import Certificate, Session
from literasi.registry import Material
from literasi.services.tests import items_of
from literasi.states import When

PAPERS = {"f4": "210mm 330mm", "a4": "210mm 297mm"}


def size(paper: str) -> str:
    """Width and height of a sheet."""
    return PAPERS.get(paper, PAPERS["f4"])


def kit(title: str, pieces: Sequence[Material], session: Session | None) -> dict[str, Any]:
    """What a kit prints: the pieces with their words, and for a session its questions."""
    return {
        "title": title,
        "pieces": [(piece, piece.html()) for piece in pieces],
        "session": session,
        "items": items_of(session) if session is not None else [],
        "today": timezone.localdate(),
    }


def kit_html(title: str, pieces: Sequence[Material], session: Session | None = None) -> str:
    """One file with everything inside: it opens without internet on any phone."""
    return render_to_string("pdf/kit_file.html", kit(title, pieces, session))


def kit_pdf(title: str, pieces: Sequence[Material], paper: str, session: Session | None = None) -> bytes:
    """The same on paper; core.pdf.PdfMissingError where the machine cannot make one."""
    context = kit(title, pieces, session) | {"size": size(paper)}
    return pdf.from_html(render_to_string("pdf/kit.html", context))


def test_pdf(session: Session, paper: str) -> bytes:
    """The question sheet, twice: before and after."""
    context = {"event": session.event, "items": items_of(session), "labels": When.labels, "size": size(paper)}
    return pdf.from_html(render_to_string("pdf/soal.html", context))


def certificates_pdf(rows: Sequence[Certificate]) -> bytes:
    """Certificates, a page each, A4 across."""
    papers = [(row, row.session, row.session.event, qr(row.seal)) for row in rows]
    return pdf.from_html(render_to_string("pdf/sertifikat.html", {"papers": papers}))


def qr(text: str) -> SafeString:
    """A text as a QR picture that stands in the document itself."""
    drawn = segno.make_qr(text, error="m").svg_inline(scale=3, border=2, dark="#000", light="#fff", omitsize=True)
    return mark_safe(drawn)  # noqa: S308  drawn by us


def report_pdf(report: Any, paper: str) -> bytes:
    """The report of a period to print."""
    return pdf.from_html(render_to_string("pdf/literasi.html", {"report": report, "size": size(paper)}))
