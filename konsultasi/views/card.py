"""The picture that WhatsApp shows beside the link to a draft."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from core.cards import Card, picture
from core.templatetags.ui import date_words
from konsultasi.models import Consultation
from wilayah.queries import root_region


def card(request: HttpRequest, consultation: Consultation, page: Any) -> HttpResponse:
    """Title, and until when inputs are taken."""
    kind = f"Rancangan, {page.legal_kind}" if page.legal_kind else "Rancangan kebijakan"
    words = Card(f"Partisipasi {root_region().label}", kind, page.title, until(consultation))
    response = HttpResponse(picture(words), content_type="image/png")
    response["Cache-Control"] = "public, max-age=3600"
    return response


def until(consultation: Consultation) -> str:
    """How the consultation stands, in a line."""
    if consultation.is_open:
        return f"Beri masukan sampai {date_words(consultation.closes_at)}"
    before = consultation.opens_at > timezone.now()
    return f"Masukan dibuka {date_words(consultation.opens_at)}" if before else "Masa masukan selesai"
