"""Registering for an event with help: which rights and pages that opens, and how it is read back."""

from acara.models import Registration
from accounts.registry import ASSISTED, Told
from core.templatetags.ui import time_words


def read_registration(verb: str, pk: str) -> Told | None:
    """A registration in the words that are read back."""
    row = Registration.objects.select_related("event").filter(pk=pk).first()
    if row is None:
        return None
    event = row.event
    lines = [("Waktu", time_words(event.starts_at)), ("Tempat", event.place), ("Orang", str(row.places))]
    lines += [("Keadaan", str(row.get_state_display())), ("Kode tiket", row.code_spaced)]
    return Told(f"Pendaftaran: {event.title}", event.get_absolute_url(), lines)


def register() -> None:
    """Tell accounts what events offer to people who are helped."""
    ASSISTED.register(
        "event",
        title="Mendaftar acara",
        detail="Mendaftar forum atau sesi, menerima tempat, atau membatalkan",
        start="/acara/",
        perms={"acara.register", "acara.accept", "acara.withdraw"},
        pages={f"acara:{name}" for name in ("show", "register", "ticket", "accept", "withdraw")},
        readers={"acara.registration": read_registration},
    )
