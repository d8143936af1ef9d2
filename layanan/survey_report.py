"""The official report of a survey: one context for page and PDF, its tables as Excel."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone

from core import pdf
from core.exports import xlsx_response
from layanan.models.survey import Channel, SurveyPeriod
from layanan.queries.survey import Figures, comma, figures, plan, trend, trend_chart
from layanan.skm.index import half_up

PAPERS = {"f4": "210mm 330mm", "a4": "210mm 297mm"}
HEAD = ["Bagian", "Kode", "Uraian", "Nilai", "Keterangan"]


def report_context(period: SurveyPeriod) -> dict[str, Any]:
    """Everything the report says."""
    found = figures(period)
    points = trend(period.region_id, also=period)
    points = [point for point in points if point.period.last_day <= period.last_day]
    labels = {str(choice.value): str(choice.label) for choice in Channel}
    return {
        "period": period,
        "region": period.region,
        "found": found,
        "plan": plan(period),
        "points": points,
        "trend": trend_chart(points),
        "channels": [(labels[name], count, one) for name, count, one in found.channels],
        "follow_ups": ordered_follow_ups(period),
        "today": timezone.localdate(),
    }


def ordered_follow_ups(period: SurveyPeriod) -> list[Any]:
    """What will be done, in the order of the questionnaire."""
    places = [one.slug for one in period.unsur]
    return sorted(period.follow_ups.all(), key=lambda row: places.index(row.unsur))


def report_pdf(period: SurveyPeriod, paper: str) -> bytes:
    """The report as PDF; core.pdf.PdfMissingError where the machine cannot make one."""
    return pdf.from_html(render_to_string("pdf/skm.html", {"size": PAPERS[paper], **report_context(period)}))


def report_file(period: SurveyPeriod) -> HttpResponseBase:
    """The report's tables as one sheet."""
    return xlsx_response(f"laporan-skm-{period.title}", HEAD, report_rows(report_context(period)))


def report_rows(context: dict[str, Any]) -> Iterator[list[Any]]:
    """All tables of the report, one line each."""
    period, found = context["period"], context["found"]
    yield from _about(period, found, context["plan"], context["region"].label)
    if not found.told:
        return
    for line in found.lines:
        low = "tiga terendah" if line in found.lowest else ""
        yield ["Unsur", f"U{line.number}", line.label, half_up(line.nrr, 3), low]
    for table in found.breakdowns:
        for cell in table.cells:
            yield ["Profil", table.title, cell.label, cell.words if cell.n is None else cell.n, ""]
    for cell in found.faces:
        yield ["Kepuasan keseluruhan", "", cell.label, cell.words if cell.n is None else cell.n, ""]
    for label, count, one in context["channels"]:
        ikm = one.ikm if one.n >= 5 else None
        yield ["Cara menjawab", "", label, count, f"IKM {comma(ikm)}" if ikm is not None else ""]
    for row in context["follow_ups"]:
        yield ["Tindak lanjut", row.unsur, row.activity, row.time, row.responsible]
    for point in context["points"]:
        yield ["Perkembangan", point.index.mutu, point.period.title, point.index.ikm, f"{point.index.n} responden"]


def _about(period: SurveyPeriod, found: Figures, sample: dict[str, int] | None, region: str) -> Iterator[list[Any]]:
    days: list[tuple[str, date]] = [("Mulai", period.first_day), ("Selesai", period.last_day)]
    yield ["Umum", "", "Periode", period.title, region]
    for label, day in days:
        yield ["Umum", "", label, day, ""]
    yield ["Umum", "", "Responden dengan jawaban lengkap", found.index.n, "belum memadai" if found.weak else ""]
    yield ["Umum", "", "Jumlah pengguna layanan", period.population, ""]
    if sample:
        yield ["Umum", "", "Sampel menurut Krejcie dan Morgan", sample["krejcie"], ""]
        yield ["Umum", "", "Sampel menurut Slovin", sample["slovin"], ""]
    if found.told:
        yield ["Indeks", "IKM", "Bobot tepat 1/9", found.index.ikm, f"mutu {found.index.mutu}"]
        yield ["Indeks", "IKM", "Pembanding dengan bobot 0,11", found.common.ikm, f"mutu {found.common.mutu}"]
