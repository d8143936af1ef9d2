"""The waiting list: who comes next when a place is free."""

from datetime import timedelta

from django.utils import timezone

from acara.models import Event, Registration
from acara.services.parts import recount, tell_registrant, when_words
from acara.states import LIVE, SeatState
from audit.services import move

LAST_OFFER = timedelta(hours=6)  # before the start no more offers are made: free places are for whoever comes


def fill(held: Event, fresh: Registration | None = None) -> None:
    """Give free places in the order of the queue; the event's row is locked.

    A family that does not fit keeps its turn, smaller parties behind it may take what it cannot use. Who registers
    just now (`fresh`) has a seat at once; who waited is moved up and told, or offered the seat for `offer_hours`.
    """
    recount(held)
    while (row := _next(held, fresh)) is not None:
        row.event = held
        _give(held, row, is_fresh=row == fresh)
        recount(held)


def _next(held: Event, fresh: Registration | None) -> Registration | None:
    """The first in the queue for whom there is room."""
    now = timezone.now()
    if held.state not in LIVE or now >= held.ends_at or held.free == 0:
        return None
    rows = Registration.objects.filter(event=held, state=SeatState.WAITING).select_related("person").order_by("id")
    if now >= held.starts_at or (held.offer_hours and now >= held.starts_at - LAST_OFFER):
        rows = rows.filter(pk=fresh.pk) if fresh is not None else rows.none()
    if held.free is not None:
        rows = rows.filter(places__lte=held.free)
    return rows.first()


def _give(held: Event, row: Registration, *, is_fresh: bool) -> None:
    """Seat one registration, or offer it the place; who waited is told."""
    if is_fresh or not held.offer_hours:
        move(row, "seat", by=None)
    else:
        until = min(timezone.now() + timedelta(hours=held.offer_hours), held.starts_at - LAST_OFFER)
        move(row, "offer", by=None, also={"offer_until": until})
    if not is_fresh:
        _tell(held, row)


def _tell(held: Event, row: Registration) -> None:
    when = when_words(held)
    if row.state == SeatState.SEATED:
        tell_registrant(row, "acara_tempat", f"Anda mendapat tempat: {held.title}, {when}.", "tempat")
    else:
        words = f"Ada tempat untuk Anda: {held.title}, {when}. Terima tawaran ini sebelum habis waktunya."
        tell_registrant(row, "acara_tawaran", words, "tawaran")
