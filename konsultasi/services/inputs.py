"""Verbs of the citizen's side: say something to a passage, mend it, take it back."""

import uuid
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Rung
from audit.services import move, record
from core.ratelimit import RateLimited, take
from core.states import StateError
from konsultasi.carrying import part_of
from konsultasi.kept import touch
from konsultasi.models import Consultation, Input, Passage, Version
from konsultasi.placing import place_new
from konsultasi.queries import current_version, words_of
from konsultasi.services.attachments import attach, forget
from konsultasi.services.news import tell_receipt
from konsultasi.services.wholes import family
from konsultasi.states import OWN_CHANNELS, SHOWN, InputState
from wilayah.services import due

SHUT = "Masa masukan untuk rancangan ini tidak sedang dibuka."
PER_HOUR = {Rung.REGISTERED: 5, Rung.CONTACT: 20, Rung.SEEN: 30, Rung.REGISTRY: 30}


def squeeze(text: str) -> str:
    """Words without regard to line breaks and runs of blanks."""
    return " ".join(text.split())


def check_words(*, words: str, kind: str, body: str, quote: str, proposed: str) -> None:
    """Refuse, in words, what nobody could answer."""
    errors: dict[str, str] = {}
    if kind not in Input.Kind.values:
        errors["kind"] = "Pilih jenis masukan."
    if len(body.strip()) < 5 and kind != Input.Kind.AGREE:
        errors["body"] = "Tulis masukan Anda, paling sedikit 5 huruf."
    if len(body) > 5000 or len(proposed) > 5000:
        errors["body"] = "Masukan paling panjang 5.000 huruf."
    if quote and squeeze(quote) not in squeeze(words):
        errors["quote"] = "Kutipan tidak ditemukan pada bagian ini. Salin persis dari naskah."
    if errors:
        raise ValidationError(errors)


def version_to_answer(consultation: Consultation) -> Version:
    version = current_version(consultation)
    if version is None:
        raise StateError("Naskah rancangan ini belum terbit.")
    return version


def count(consultation: Consultation, **steps: int) -> None:
    """Keep the public counters: count(c, input_count=1)."""
    Consultation.objects.filter(pk=consultation.pk).update(**{name: F(name) + step for name, step in steps.items()})


def keep(
    *, consultation: Consultation, passage: Passage | None, by: Any, at: datetime | None = None, **fields: Any
) -> Input:
    """Give the input the next number of its consultation and store it.

    `at` is the moment it was sent, which the period must hold; StateError where the office has shut it meanwhile.
    """
    rows = Consultation.objects.filter(pk=consultation.pk, visible=True)
    if at is not None:
        rows, fields = rows.filter(opens_at__lte=at, closes_at__gt=at), {**fields, "created_at": at}
    # The update locks the consultation's row, so that numbers have no gap and no twin.
    if not rows.update(last_number=F("last_number") + 1, input_count=F("input_count") + 1):
        raise StateError(SHUT)
    number = Consultation.objects.values_list("last_number", flat=True).get(pk=consultation.pk)
    if passage is not None and passage.version.consultation_id != consultation.pk:
        raise ValidationError("Bagian ini bukan bagian rancangan tersebut.")
    part = part_of(passage.text, fields.get("quote", "")) if passage else None
    entry = Input.objects.create(
        consultation=consultation,
        number=number,
        version=passage.version if passage else version_to_answer(consultation),
        passage=passage,
        block_id=passage.block_id if passage else "",
        due_on=due(consultation.answer_days),
        start=part[0] if part else None,
        **fields,
    )
    place_new(entry, part[1] if part else None)
    record(by=by, verb="submit_input", target=entry, to_state=entry.state, data={"number": number})
    touch(consultation)
    return entry


def refuse_twin(consultation: Consultation, by: Any, block_id: str, body: str, proposed: str) -> None:
    twins = Input.objects.filter(
        consultation=consultation, author=by, block_id=block_id, body=body, proposed=proposed, state__in=SHOWN
    )
    if twins.exists():
        raise ValidationError({"body": "Masukan yang sama sudah Anda kirim untuk bagian ini."})


@transaction.atomic
def submit_input(
    *,
    by: Any,
    consultation: Consultation,
    passage: Passage | None = None,
    kind: str,
    body: str,
    quote: str = "",
    proposed: str = "",
    show_name: bool = False,
    channel: str = Input.Channel.WEB,
    recorded_by: Any = None,
    files: uuid.UUID | None = None,
) -> Input:
    """Send an input on a passage, or on the whole draft, while the consultation is open.

    Raises StateError (closed), PermissionDenied (her rung is too low), RateLimited, ValidationError (words, twin).
    `recorded_by`: the officer or facilitator who types for a person who stands beside. `files`: the key of the form
    under which attachments are held.
    """
    sent_at = timezone.now()
    if not consultation.is_open:
        raise StateError(SHUT)
    if not by.has_perm("konsultasi.submit", consultation):
        raise PermissionDenied("Akun Anda belum dapat mengirim masukan.")
    words = words_of(passage) if passage else ""
    check_words(words=words, kind=kind, body=body, quote=quote, proposed=proposed)
    refuse_twin(consultation, by, passage.block_id if passage else "", body, proposed)
    if not take("masukan", str(by.pk), capacity=PER_HOUR[Rung(by.standing)], per=3600):
        raise RateLimited("Anda sudah mengirim banyak masukan. Lanjutkan satu jam lagi.")
    entry = keep(
        consultation=consultation,
        passage=passage,
        by=recorded_by or by,
        at=sent_at,
        kind=kind,
        body=body,
        quote=quote or words,
        proposed=proposed,
        author=by,
        show_name=show_name,
        home_id=by.home_id,
        channel=Input.Channel.ASSISTED if by.assist is not None else channel,
        recorded_by=recorded_by,
    )
    attach(entry, by=by, key=files)
    tell_receipt(entry)
    return entry


@transaction.atomic
def record_input(
    *,
    by: Any,
    consultation: Consultation,
    passage: Passage | None = None,
    kind: str,
    body: str,
    proposed: str = "",
    channel: str,
    received_on: date,
    giver: str = "",
    files: uuid.UUID | None = None,
) -> Input:
    """Write down what somebody said at a meeting, in a letter or by WhatsApp; shown with "dicatat petugas".

    `giver` stands in public ("Pertemuan PKK Manding", a name only with consent). Late papers are taken too, when
    they were received before the close.
    """
    if not by.has_perm("konsultasi.record", consultation):
        raise PermissionDenied("Anda tidak berwenang mencatat masukan untuk wilayah ini.")
    check_words(words="", kind=kind, body=body, quote="", proposed=proposed)
    opened, closed = (timezone.localdate(moment) for moment in (consultation.opens_at, consultation.closes_at))
    errors: dict[str, str] = {}
    if channel not in set(Input.Channel.values) - OWN_CHANNELS:
        errors["channel"] = "Pilih cara masukan ini diterima."
    if received_on > timezone.localdate():
        errors["received_on"] = "Tanggal diterima tidak boleh di masa depan."
    elif not opened <= received_on <= closed:
        errors["received_on"] = "Tanggal diterima harus dalam masa masukan rancangan ini."
    if errors:
        raise ValidationError(errors)
    entry = keep(
        consultation=consultation,
        passage=passage,
        by=by,
        kind=kind,
        body=body,
        quote=words_of(passage) if passage else "",
        proposed=proposed,
        channel=channel,
        received_on=received_on,
        giver=giver[:120],
        recorded_by=by,
    )
    attach(entry, by=by, key=files)
    return entry


@transaction.atomic
def edit_input(*, by: Any, input: Input, kind: str, body: str, proposed: str = "", show_name: bool = False) -> Input:
    """Mend one's own input within 15 minutes, while nobody answered it."""
    if not by.has_perm("konsultasi.edit", input):
        raise PermissionDenied("Masukan dapat diperbaiki selama 15 menit, sebelum dijawab.")
    check_words(words="", kind=kind, body=body, quote="", proposed=proposed)
    changed = Input.objects.filter(pk=input.pk, state=InputState.OPEN).update(
        kind=kind, body=body, proposed=proposed, show_name=show_name, edited_at=timezone.now()
    )
    if not changed:
        raise StateError("Masukan ini baru saja dijawab dan tidak dapat diperbaiki lagi.")
    record(by=by, verb="edit_input", target=input)
    touch(input.consultation)
    input.refresh_from_db()
    return input


@transaction.atomic
def withdraw_input(*, by: Any, input: Input) -> None:
    """Take one's own input back before any of it is answered; its number stays used, its words are gone.

    An input that was split is taken back with all its parts.
    """
    if input.origin is not None:
        raise StateError(f"Ini bagian dari masukan nomor {input.origin.number}. Tarik masukan itu seutuhnya.")
    for row in [input] if input.state == InputState.OPEN else family(input):
        move(row, "withdraw", by=by, also={"body": "", "proposed": "", "emptied_at": timezone.now()})
        input.state = row.state
    forget(input.attachments.all())
    count(input.consultation, input_count=-1)
    touch(input.consultation)
