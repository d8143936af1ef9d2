"""Verbs of places: what the machine doubts a person settles."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from audit.services import record
from core.states import StateError
from konsultasi.anchoring.texts import collapse
from konsultasi.carrying import Spot
from konsultasi.kept import touch
from konsultasi.models import Passage, Standing
from konsultasi.placing import move_inputs
from konsultasi.queries import latest_number
from konsultasi.states import Fate


@transaction.atomic
def settle_place(*, by: Any, standing: Standing, passage: Passage | None) -> Standing:
    """Say where a doubtful input stands in the newest version: at this passage, or that its passage was taken out.

    Raises StateError where a colleague was faster or a newer version is out.
    """
    entry = standing.input
    if not by.has_perm("konsultasi.answer", entry):
        raise PermissionDenied("Anda tidak berwenang menempatkan masukan untuk wilayah ini.")
    if passage is not None and passage.version_id != standing.version_id:
        raise ValidationError({"passage": "Pilih bagian dari versi terbaru."})
    if standing.version.number != latest_number(entry.consultation):
        raise StateError("Versi baru sudah terbit. Buka daftar lagi.")
    spot = _settled(standing, passage)
    changed = Standing.objects.filter(pk=standing.pk, fate=Fate.DOUBTFUL).update(
        fate=spot.fate,
        passage=passage,
        start=spot.start,
        end=spot.end,
        settled_by=by,
        settled_at=timezone.now(),
    )
    if not changed:
        raise StateError("Masukan ini baru saja ditempatkan petugas lain.")
    move_inputs([(entry, spot)])
    place_words = passage.label if passage else "bagiannya dihapus"
    record(by=by, verb="settle_place", target=entry, data={"version": standing.version.number, "place": place_words})
    touch(entry.consultation)
    standing.refresh_from_db()
    return standing


def _settled(standing: Standing, passage: Passage | None) -> Spot:
    """The fate that follows from the place a person chose."""
    if passage is None:
        return Spot(Fate.REMOVED)
    earlier = standing.input.standings.filter(version__number__lt=standing.version.number, passage__isnull=False)
    base = earlier.select_related("passage").order_by("-version__number").first()
    guess = standing.passage_id == passage.pk and standing.start is not None
    start, end = (standing.start, standing.end) if guess else (None, None)
    if base is None or base.passage is None:
        return Spot(Fate.CHANGED, passage, start, end)
    words = base.words or base.passage.text
    there = passage.text[start:end] if guess else passage.text
    if collapse(words) not in collapse(there):
        return Spot(Fate.CHANGED, passage, start, end)
    return Spot(Fate.KEPT if base.passage.block_id == passage.block_id else Fate.MOVED, passage, start, end)
