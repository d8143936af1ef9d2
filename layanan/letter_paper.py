"""A letter on the office's paper: letterhead, words, signature block, the QR code of its seal."""

from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from core import pdf
from layanan.letter_states import SIZES
from layanan.models.letters import Letter, Letterhead
from layanan.signing import provider
from wilayah.queries import around, root_region

QUIET = 4  # modules of white around the code
LABEL = 40  # letters before a colon that are still a label
QR_SIDE = 36  # mm of the dark part; a seal of 350 characters stays readable at 150 dpi


def letterhead(region_id: str) -> Letterhead:
    """The head of the office's paper; a plain one until the administrator writes it."""
    rows = {row.region_id: row for row in Letterhead.objects.filter(region_id__in=[region_id, *around(region_id)])}
    if rows:
        return rows[max(rows, key=len)]
    region = root_region()
    return Letterhead(above="", office=region.label, address="", place=region.name)


def qr_picture(text: str) -> tuple[SafeString, str]:
    """The seal as SVG with its side in millimetres, white border included: the code itself measures 36 mm."""
    code = segno.make_qr(text, error="m", boost_error=False)
    modules = code.symbol_size(border=0)[0]
    side = QR_SIDE * (modules + 2 * QUIET) / modules
    drawn = code.svg_inline(border=QUIET, dark="#000", light="#fff", omitsize=True)
    return mark_safe(drawn), f"{side:.2f}mm"  # noqa: S308  drawn by us from our own seal


def letter_context(letter: Letter, *, ink: bool) -> dict[str, Any]:
    """Everything the paper says."""
    context: dict[str, Any] = {"letter": letter, "head": letterhead(letter.region_id), "official": letter.official}
    context |= {"paragraphs": paragraphs(letter.body), "size": SIZES[letter.template.paper], "ink": ink}  # type: ignore[index]
    context["host"] = settings.SITE_URL.split("//", 1)[-1].rstrip("/")
    door = None if ink else provider()
    context["provider"] = door.name if door else ""
    if letter.seal:
        context["qr"], context["qr_side"] = qr_picture(letter.seal)
    return context


def paragraphs(body: str) -> list[dict[str, Any]]:
    """Blocks of a letter's text: lines "label: value" become a table, other lines a paragraph."""
    found: list[dict[str, Any]] = []
    for block in body.replace("\r\n", "\n").split("\n\n"):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        pairs = [tuple(part.strip() for part in line.split(":", 1)) for line in lines]
        listed = all(len(pair) == 2 and len(pair[0]) <= LABEL for pair in pairs)
        if lines and listed and any(pair[1] for pair in pairs):
            found.append({"rows": pairs})
        elif lines:
            found.append({"text": " ".join(lines)})
    return found


def letter_pdf(letter: Letter, *, ink: bool) -> bytes:
    """The letter as PDF; core.pdf.PdfMissingError where the machine cannot make one."""
    return pdf.from_html(render_to_string("pdf/letter.html", letter_context(letter, ink=ink)))
