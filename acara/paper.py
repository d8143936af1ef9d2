"""The paper attendance sheet: registered people in their lines, empty lines below, heads on every page."""

from typing import Any

from django.http import QueryDict
from django.template.loader import render_to_string

from acara.models import Event, Registration
from core import pdf

PAPERS = {"f4": "210mm 330mm", "a4": "210mm 297mm"}
EMPTY_LINES, MOST_LINES, MOST_NAMES = 20, 300, 500


def sheet_context(event: Event, get: QueryDict) -> dict[str, Any]:
    """What the sheet prints: who is expected (with `nama=0` nobody), and how many empty lines."""
    typed = get.get("kosong", "")
    empty = min(int(typed), MOST_LINES) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else EMPTY_LINES
    named: list[Registration] = []
    if get.get("nama") != "0":
        rows = Registration.objects.filter(event=event).seated().exclude(name="").select_related("region")
        named = list(rows.order_by("name", "id")[:MOST_NAMES])
    start = len(named) + 1
    return {"named": named, "empty": range(start, start + empty), "names": get.get("nama") != "0", "lines": empty}


def sheet_pdf(event: Event, get: QueryDict, paper: str) -> bytes:
    """The sheet as PDF; core.pdf.PdfMissingError where the machine cannot make one."""
    context = {"event": event, "size": PAPERS[paper], **sheet_context(event, get)}
    return pdf.from_html(render_to_string("pdf/attendance.html", context))
