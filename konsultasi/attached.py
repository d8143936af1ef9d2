"""Who may open what came with an input: its author (as the file's owner) and the offices that work on it."""

from typing import Any

from konsultasi.models import Attachment


def may_open(user: Any, stored: Any) -> bool:
    """Officers who answer or moderate this input. In public it only stands that something is attached."""
    if not user.is_authenticated or not user.mandates_now:
        return False
    rows = Attachment.objects.filter(file=stored, input__isnull=False, input__consultation__visible=True)
    row = rows.select_related("input__consultation").first()
    return row is not None and any(user.has_perm(f"konsultasi.{deed}", row.input) for deed in ("answer", "moderate"))
