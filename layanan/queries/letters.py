"""Letters as people and officers look at them: the check page, the register with its gaps, the fields of a template."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from audit.models import Entry
from layanan.letter_states import LETTER_REASONS, PUBLIC, LetterState, Numbering
from layanan.letters.numbers import gap_words, gaps
from layanan.models.letters import Letter, LetterRegister, RegisterEntry
from layanan.reading import merge_values
from wilayah.queries import root_region, within


def letter_of(application: Any) -> Letter | None:
    """The latest letter of an application that was issued; None before."""
    rows = Letter.objects.filter(application=application, state__in=PUBLIC).select_related("entry", "stored", "scan")
    return rows.order_by("-id").first()


def draft_of(application: Any) -> Letter | None:
    """The letter that goes through the chain now."""
    rows = Letter.objects.filter(application=application, state=LetterState.DRAFT)
    return rows.select_related("entry", "template").first()


def public_letter(token: str) -> Letter | None:
    """The letter of a check page."""
    rows = Letter.objects.filter(token=token, state__in=PUBLIC)
    return rows.select_related("entry", "region", "replaces__entry", "replaced_by__entry").first()


def end_words(letter: Letter) -> str:
    """Why a letter was revoked or replaced: the reason's words alone, since the explanation may name somebody."""
    verbs = {LetterState.REVOKED: "revoke", LetterState.REPLACED: "replace"}
    if letter.state not in verbs:
        return ""
    mine = Entry.objects.filter(target_type=letter._meta.label_lower, target_id=str(letter.pk))
    entry = mine.filter(verb=verbs[LetterState(letter.state)]).order_by("-id").first()
    return LETTER_REASONS.get(entry.reason, "") if entry else ""


def merge_context(application: Any, entry: RegisterEntry | None = None) -> dict[str, str]:
    """What the fields of a template become for this application."""
    values = merge_values(application)
    day = entry.date if entry else timezone.localdate()
    general = {
        "nama": application.name,
        "keperluan": application.purpose,
        "desa": application.village.label if application.village_id else "",
        "kantor": root_region().label,
        "nomor_permohonan": application.number,
        "tanggal": date_format(day, "j F Y"),
    }
    return {**general, **{name: text for name, text in values.items() if text and name not in ("nomor", "tanggal")}}


@dataclass(frozen=True)
class RegisterView:
    """A register of a year with what is missing in it."""

    register: LetterRegister
    entries: QuerySet[RegisterEntry]
    gaps: str
    outside: bool


def register_view(register: LetterRegister) -> RegisterView:
    """Entries of a register, the newest first, and its gaps (only an outside book has any)."""
    entries = register.entries.order_by("-serial", "-id").select_related("letter__application")
    serials = [n for n in register.entries.values_list("serial", flat=True) if n is not None]
    outside = register.klass.numbering == Numbering.OUTSIDE
    return RegisterView(register, entries, gap_words(gaps(serials, register.klass.first)), outside)


REGISTER_HEAD = ["nomor_urut", "nomor", "tanggal", "hal", "status", "sebab", "sidik"]


def registers_of(user: Any) -> QuerySet[LetterRegister]:
    """Registers of the places this officer works for."""
    places = Q(pk__in=())
    for mandate in user.mandates_now:
        places |= within("klass__region_id", mandate.region_id)
    return LetterRegister.objects.filter(places).select_related("klass").order_by("-year", "klass__code")


def register_rows(register: LetterRegister) -> Iterator[list[Any]]:
    """Lines of a register in the order of the book."""
    for entry in register.entries.order_by("serial", "id").iterator():
        state = "batal" if entry.void else "terpakai"
        yield [entry.serial, entry.number, entry.date, entry.subject, state, entry.why, entry.digest]
