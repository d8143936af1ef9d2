"""What was done with help, in words: read back on the screen, printed on the receipt."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from accounts.models import Assist
from accounts.registry import ASSISTED, Told
from core import pdf
from wilayah.queries import root_region

GONE = Told("Kiriman ini sudah tidak ada", "")


@dataclass(frozen=True)
class Done:
    """One thing that was done, told by its room."""

    told: Told
    verb: str


def told_of(assist: Assist) -> list[Done]:
    """Everything that was done in this help, each thing once, in the order it was begun."""
    last: dict[tuple[str, str], str] = {}
    for deed in assist.deeds_done.all():
        last[deed.target_type, deed.target_id] = deed.verb
    return [Done(ASSISTED.tell(kind, verb, pk) or GONE, verb) for (kind, pk), verb in last.items()]


def receipt_context(assist: Assist) -> dict[str, Any]:
    """What the receipt says."""
    return {"assist": assist, "told": told_of(assist), "place": root_region().label, "site": settings.SITE_URL}


def receipt_pdf(assist: Assist) -> bytes:
    """The receipt on a sheet of A5; core.pdf.PdfMissingError where the machine cannot make one."""
    return pdf.from_html(render_to_string("pdf/assist_receipt.html", receipt_context(assist)))
