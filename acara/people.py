"""What events hold of a person, and what waits for an officer."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from acara.models import Attendance, Event, Registration
from acara.queries.listing import in_office
from acara.registry import roles_in_play
from acara.services.parts import freshen, lock
from acara.services.queue import fill
from acara.states import LIVE, EventState, SeatState
from accounts.registry import DeskItem, MyThing
from audit.services import move

ERASED: dict[str, Any] = {"name": "", "name_key": "", "address": "", "institution": "", "phone": "", "person": None}


def collect(user: Any) -> dict[str, Any]:
    """Where a person registered and where she was, ready for her download."""
    seats = Registration.objects.filter(person=user).select_related("event").order_by("id")
    came = Attendance.objects.filter(person=user, present=True).select_related("event").order_by("id")
    return {
        "pendaftaran_acara": [
            {
                **_columns(row),
                "orang": row.places,
                "kode": row.code_spaced,
                "status": str(row.get_state_display()),
                "bantuan": str(row.get_need_display()) if row.need else "",
            }
            for row in seats
        ],
        "kehadiran_acara": [
            {**_columns(row), "waktu": row.at.isoformat(), "cara": str(row.get_how_display())} for row in came
        ],
    }


def _columns(row: Any) -> dict[str, str]:
    """What a line of the sheet says, in plain words."""
    return {
        "acara": row.event.title,
        "mulai": row.event.starts_at.isoformat(),
        "nama": row.name,
        "alamat": row.address,
        "lembaga": row.institution,
        "unsur": str(row.get_unsur_display()) if row.unsur else "",
        "jenis_kelamin": row.sex,
        "umur": str(row.get_age_display()) if row.age else "",
        "ponsel": row.phone,
    }


@transaction.atomic
def erase(user: Any) -> None:
    """Seats to come are free again; lines of past lists stay as numbers, without the person."""
    rows = Registration.objects.filter(person=user).active().filter(event__state__in=LIVE)
    for row in rows.filter(event__ends_at__gt=timezone.now()).select_related("event").order_by("event_id"):
        held = lock(row.event)
        move(row, "withdraw", by=None, also={"offer_until": None})
        fill(held)
        freshen(held)
    for model in (Registration, Attendance):
        model.objects.filter(person=user).update(**ERASED)


def mine(user: Any) -> list[MyThing]:
    """The person's registrations for her account page, the latest event first."""
    rows = (
        Registration.objects.filter(person=user).with_presence().select_related("event").order_by("-event__starts_at")
    )
    return [_as_thing(row) for row in rows[:30]]


def _as_thing(row: Any) -> MyThing:
    event = row.event
    off = event.state == EventState.CANCELLED
    word = "Acara dibatalkan" if off else "Hadir" if row.came else str(row.get_state_display())
    return MyThing(
        title=event.title,
        url=f"{event.own_url}tiket/" if row.is_active and not off else event.get_absolute_url(),
        voice="bad" if off else "ok" if row.came else row.voice,
        word=word,
        meta=event.place,
        asks=row.state == SeatState.OFFERED and not off,
    )


def desk_queue(user: Any) -> list[DeskItem]:
    """Events whose attendance list is to be closed, and plans that are due to be announced."""
    if not works(user):
        return []
    now = timezone.now()
    rows = in_office(user).order_by("starts_at")
    over = [
        (row, "Lengkapi dan kunci daftar hadir", row.ends_at)
        for row in rows.filter(state__in=LIVE, ends_at__lte=now)[:50]
    ]
    soon = rows.filter(state=EventState.PLANNED, starts_at__gt=now, starts_at__lte=now + timedelta(days=14))
    plans = [(row, "Periksa dan umumkan", row.starts_at) for row in soon[:50]]
    return [_as_item(row, step, due) for row, step, due in [*over, *plans] if user.has_perm("acara.run", row)]


def _as_item(row: Event, step: str, due: Any) -> DeskItem:
    return DeskItem(
        title=row.title,
        url=row.desk_url,
        kind="Acara",
        step=step,
        detail=row.place,
        where=row.region.name,
        due=timezone.localdate(due) + timedelta(days=7) if step.startswith("Lengkapi") else timezone.localdate(due),
    )


def works(user: Any) -> bool:
    """Whether this officer has an office in which events are hers."""
    roles = roles_in_play()
    return any(mandate.role in roles for mandate in user.mandates_now)


def desk_tools(user: Any) -> list[tuple[str, str]]:
    """The list of events, for those who run or help."""
    return [("Acara dan kehadiran", "/petugas/acara/")] if works(user) else []
