"""Registering for an event, by oneself or by an officer's hand; giving the seat back."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from acara.codes import new_code
from acara.models import MOST_PLACES, Event, Registration
from acara.services.parts import (
    Details,
    demand_right,
    freshen,
    lock,
    recount,
    tell_registrant,
    twin_words,
    twins,
    when_words,
)
from acara.services.queue import fill
from acara.states import LIVE, SeatState
from audit.services import move, record
from core.ratelimit import demand
from core.states import StateError

NOT_NOW = "Pendaftaran acara ini tidak sedang dibuka."


@transaction.atomic
def register(*, by: Any, event: Event, places: int = 1, need: str = "", details: Details | None = None) -> Registration:
    """Register oneself, with so many people; a second time gives the registration one has.

    Where all places are taken it waits. `details` are the columns of the attendance sheet; the name is the account's.
    Raises PermissionDenied, StateError, ValidationError, RateLimited.
    """
    held = lock(event)
    demand_right(by, "acara.register", held, "Akun Anda belum dapat mendaftar acara ini.")
    mine = Registration.objects.filter(event=held, person=by).active().first()
    if mine is not None:
        return mine
    if not held.takes_registrations:
        raise StateError(NOT_NOW)
    demand("acara", by.pk, capacity=30, per=3600)
    given = replace(details or Details(name=""), name=by.full_name, region=by.home, phone=by.phone or "")
    made = _enter(held, given, by=by, person=by, places=places, need=need)
    words = "Anda terdaftar" if made.state == SeatState.SEATED else "Anda masuk daftar tunggu"
    tell_registrant(made, "acara_terdaftar", f"{words}: {held.title}, {when_words(held)}, {held.place}.", "daftar")
    return made


@transaction.atomic
def register_guest(
    *,
    by: Any,
    event: Event,
    details: Details,
    consent: bool,
    places: int = 1,
    need: str = "",
    other_person: bool = False,
) -> Registration:
    """Enter somebody without an account, who agreed to be written down; somebody of the same name is asked about."""
    held = lock(event)
    demand_right(by, "acara.register_guest", held, "Anda tidak berwenang mendaftarkan peserta acara ini.")
    if held.state not in LIVE or timezone.now() >= held.ends_at:
        raise StateError(NOT_NOW)
    wrong: dict[str, str] = {}
    if not consent:
        wrong["consent"] = "Tanyakan dahulu. Tanpa persetujuan, orang ini tidak dapat didaftarkan."
    found = twins(Registration.objects.filter(event=held).active(), details.name, details.phone)
    if found and not other_person:
        wrong["name"] = twin_words(found)
    if wrong:
        raise ValidationError(wrong)
    return _enter(held, details, by=by, consent=True, places=places, need=need)


def _enter(held: Event, details: Details, *, by: Any, places: int, **more: Any) -> Registration:
    """Put a registration at the end of the queue and let the queue move."""
    most = min(MOST_PLACES, held.capacity or MOST_PLACES)
    if not 1 <= places <= most:
        raise ValidationError({"places": f"Isi jumlah orang dari 1 sampai {most}."})
    made = Registration.objects.create(
        event=held, code=new_code(), places=places, entered_by=by, **more, **details.columns()
    )
    record(by=by, verb="register", target=made, to_state=made.state, data={"event": held.pk, "places": places})
    fill(held, fresh=made)
    freshen(held)
    made.refresh_from_db(fields=["state", "offer_until"])
    return made


def _held(registration: Registration) -> tuple[Event, Registration]:
    """The event locked, and the registration as it stands now."""
    held = lock(registration.event)
    fresh = Registration.objects.select_related("person").get(pk=registration.pk)
    fresh.event = held
    return held, fresh


@transaction.atomic
def accept_offer(*, by: Any, registration: Registration) -> Registration:
    """Say yes to an offered seat, before the offer ends."""
    held, fresh = _held(registration)
    if fresh.offer_until and fresh.state == SeatState.OFFERED and timezone.now() >= fresh.offer_until:
        raise StateError("Tawaran ini sudah lewat waktunya.")
    move(fresh, "accept", by=by, also={"offer_until": None})
    recount(held)
    freshen(held)
    return fresh


@transaction.atomic
def withdraw(*, by: Any, registration: Registration) -> Registration:
    """Give a registration back; who waits moves up."""
    held, fresh = _held(registration)
    if held.state not in LIVE or timezone.now() >= held.ends_at:
        raise StateError("Acara ini sudah selesai. Pendaftaran tidak dapat dibatalkan lagi.")
    if fresh.attendances.filter(present=True).exists():
        raise StateError("Kehadiran sudah dicatat. Pendaftaran tidak dapat dibatalkan.")
    move(fresh, "withdraw", by=by, also={"offer_until": None})
    fill(held)
    freshen(held)
    if fresh.person_id != by.pk:
        words = f"Pendaftaran Anda dibatalkan petugas: {held.title}, {when_words(held)}."
        tell_registrant(fresh, "acara_batal", words, "batal")
    return fresh


@transaction.atomic
def mark_called(*, by: Any, registration: Registration) -> Registration:
    """Note that a guest without an account was told by telephone or in person."""
    held, fresh = _held(registration)
    demand_right(by, "acara.register_guest", held, "Anda tidak berwenang mencatat ini.")
    if fresh.called_at is None:
        fresh.called_at = timezone.now()
        fresh.save(update_fields=["called_at"])
        record(by=by, verb="called", target=fresh, data={"event": held.pk})
    return fresh
