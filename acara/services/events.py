"""Planning an event and leading it through its states."""

from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from acara.models import Event
from acara.registry import KINDS
from acara.services.parts import demand_right, freshen, lock, tell_all, when_words
from acara.services.queue import fill
from acara.states import CHANGEABLE, PUBLIC, EventState
from accounts.models import Rung
from audit.services import move, record
from core.states import StateError
from notifications.services import create_topic, update_topic


@dataclass(frozen=True)
class Plan:
    """What is decided about an event. `capacity` None: no limit; `opens_at`/`closes_at` None: from the announcement,
    until the start; `offer_hours` 0: who waits moves up at once, else a seat is offered for so many hours."""

    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    organiser: str
    description: str = ""
    access_note: str = ""
    lat: Decimal | None = None
    lng: Decimal | None = None
    contact: str = ""
    registers: bool = True
    capacity: int | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    min_rung: int = Rung.REGISTERED
    offer_hours: int = 0
    women_target: int = 30


@transaction.atomic
def create_event(*, by: Any, kind: str, region: Any, plan: Plan, page: str = "") -> Event:
    """Plan an event of a kind for a region; nobody else sees it yet. `page` is its page in the room above."""
    if kind not in dict(KINDS.items()):
        raise TypeError(f"No kind of event is called {kind!r}.")
    made = Event(kind=kind, region=region, page=page, created_by=by, **asdict(plan))
    demand_right(by, "acara.run", made, "Anda tidak berwenang membuat acara di wilayah ini.")
    check_plan(plan)
    made.save()
    record(by=by, verb="create_event", target=made, to_state=made.state, data={"kind": kind})
    return made


@transaction.atomic
def edit_event(*, by: Any, event: Event, plan: Plan) -> Event:
    """Change an event that is not over; a new time or place is told to everybody registered."""
    held = lock(event)
    demand_right(by, "acara.run", held, "Anda tidak berwenang mengubah acara ini.")
    if held.state not in CHANGEABLE:
        raise StateError("Acara ini sudah selesai atau dibatalkan. Isinya tidak dapat diubah lagi.")
    check_plan(plan, taken=held.taken)
    moved = (held.starts_at, held.ends_at, held.place) != (plan.starts_at, plan.ends_at, plan.place)
    for name, value in asdict(plan).items():
        setattr(held, name, value)
    held.save()
    record(by=by, verb="edit_event", target=held, data={"moved": moved, "capacity": plan.capacity})
    if held.topic is not None:
        update_topic(held.topic, title=held.title)
        fill(held)
        freshen(held)
        if moved and held.ends_at > timezone.now():
            words = f"Waktu atau tempat berubah: {held.title}, {when_words(held)}, {held.place}."
            stamp = f"{timezone.now():%Y%m%d%H%M%S%f}"
            tell_all(held, "acara_berubah", words, f"ubah:{stamp}", skip=by, regions=False)
    return held


@transaction.atomic
def link_event(*, event: Event, page: str) -> Event:
    """Tell an event its page in the room above; the room's own verb has checked the right."""
    held = lock(event)
    held.page = page
    held.save(update_fields=["page"])
    if held.topic is not None:
        update_topic(held.topic, url=page or held.own_url)
    return held


@transaction.atomic
def announce_event(*, by: Any, event: Event) -> Event:
    """Make an event public and let people register. One that is over already is put on record without telling."""
    held = lock(event)
    held.LIFECYCLE.row("announce", held.state)
    topic = create_topic(kind="acara", title=held.title, url=held.get_absolute_url(), region=held.region_id)
    row = move(held, "announce", by=by, also={"topic": topic, "announced_at": timezone.now()})
    freshen(held)
    if held.ends_at > timezone.now():
        tell_all(held, row.tells, f"{held.title}: {when_words(held)}, {held.place}.", "umum", skip=by)
    return held


@transaction.atomic
def close_registration(*, by: Any, event: Event) -> Event:
    """Take no more registrations; who is registered stays so."""
    return _step(lock(event), "close", by=by)


@transaction.atomic
def reopen_registration(*, by: Any, event: Event) -> Event:
    """Take registrations again."""
    return _step(lock(event), "reopen", by=by)


@transaction.atomic
def hold_event(*, by: Any, event: Event) -> Event:
    """Say that the event took place and fix its attendance list."""
    held = lock(event)
    if held.state != EventState.HELD and timezone.now() < held.starts_at:
        raise StateError("Acara ini belum dimulai. Daftar hadir dikunci sesudah acara.")
    return _step(held, "hold", by=by)


@transaction.atomic
def unlock_event(*, by: Any, event: Event, note: str) -> Event:
    """Open a fixed attendance list again, with the reason on record."""
    return _step(lock(event), "unlock", by=by, note=note)


@transaction.atomic
def cancel_event(*, by: Any, event: Event, note: str) -> Event:
    """Call an event off, with the reason; everybody registered is told."""
    held = lock(event)
    public = held.state in PUBLIC
    _step(held, "cancel", by=by, note=note)
    if public:
        tell_all(held, "acara_dibatalkan", f"Dibatalkan: {held.title}, {when_words(held)}.", "batal", skip=by)
    return held


def _step(held: Event, name: str, *, by: Any, note: str = "") -> Event:
    """Follow one row of the table and freshen the public pages."""
    move(held, name, by=by, note=note)
    freshen(held)
    return held


def check_plan(plan: Plan, taken: int = 0) -> None:
    """Refuse, in words, a plan that could not be held."""
    wrong: dict[str, str] = {}
    if plan.ends_at <= plan.starts_at:
        wrong["ends_at"] = "Waktu selesai harus sesudah waktu mulai."
    elif (plan.ends_at - plan.starts_at).days >= 7:
        wrong["ends_at"] = "Satu acara paling lama tujuh hari. Buat acara tersendiri untuk hari lain."
    if plan.closes_at and plan.closes_at > plan.ends_at:
        wrong["closes_at"] = "Pendaftaran ditutup paling lambat saat acara selesai."
    if plan.opens_at and plan.opens_at >= min(plan.closes_at or plan.starts_at, plan.starts_at):
        wrong["opens_at"] = "Pendaftaran dibuka sebelum ditutup dan sebelum acara mulai."
    if plan.capacity is not None and plan.capacity < 1:
        wrong["capacity"] = "Isi jumlah tempat paling sedikit 1, atau kosongkan."
    elif plan.capacity is not None and plan.capacity < taken:
        wrong["capacity"] = f"Sudah ada {taken} orang yang mendapat tempat. Isi paling sedikit {taken}."
    if (plan.lat is None) != (plan.lng is None):
        wrong["lat"] = "Isi lintang dan bujur, atau kosongkan keduanya."
    if wrong:
        raise ValidationError(wrong)
