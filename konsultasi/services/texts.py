"""Verbs of saved answers: keep a piece of text for the next answer, mend it, drop it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from audit.services import record
from konsultasi.models import SavedText
from konsultasi.services.handling import require_handler


@transaction.atomic
def save_text(*, by: Any, text: SavedText, title: str, body: str) -> SavedText:
    """Keep a saved answer, new or mended; `text` carries its region. Answers already given stay as they are."""
    require_handler(by, text)
    title, body = " ".join(title.split()), body.strip()
    errors = {}
    if not 3 <= len(title) <= 80:
        errors["title"] = "Tulis judul, 3 sampai 80 huruf."
    elif SavedText.objects.filter(region_id=text.region_id, title=title).exclude(pk=text.pk).exists():
        errors["title"] = "Judul ini sudah dipakai. Pilih judul lain."
    if not 20 <= len(body) <= 3000:
        errors["body"] = "Tulis isi, 20 sampai 3.000 huruf."
    if errors:
        raise ValidationError(errors)
    text.title, text.text, text.changed_by, text.changed_at = title, body, by, timezone.now()
    text.save()
    record(by=by, verb="save_text", target=text, note=body)
    return text


@transaction.atomic
def drop_text(*, by: Any, text: SavedText) -> None:
    """Take a saved answer away; answers already given stay as they are."""
    require_handler(by, text)
    record(by=by, verb="drop_text", target=text)
    text.delete()
