"""Verbs of letters: preparing, issuing with seal and signature, the scan of the signed paper, revoking, replacing."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from audit.services import move
from core.files import discard, store_upload
from core.models import StoredFile
from core.pagecache import bump
from core.pdf import PdfMissingError
from core.seal import Facts, SealError
from core.seal.house import seal_text
from core.states import StateError
from layanan import signing
from layanan.letter_paper import letter_pdf
from layanan.letter_states import LetterState, Seat
from layanan.letters.masking import masked
from layanan.letters.merge import merged, missing
from layanan.models.letters import Letter, LetterTemplate, Official, RegisterEntry
from layanan.queries.letters import merge_context
from layanan.queries.seats import official_for
from layanan.services.register import take_number, void_number

VERSION = "surat"  # content version of the check pages
LONGEST_BODY = 8000


@transaction.atomic
def prepare_letter(*, by: Any, application: Any, body: str = "", number: str = "") -> Letter:
    """Write the letter of an application with its number, or write its draft anew before it goes to the chain."""
    template = template_of(application)
    draft = Letter.objects.filter(application=application, state=LetterState.DRAFT).first()
    entry = draft.entry if draft else take_number(klass=template.klass, subject=template.subject, typed=number)
    values = merge_context(application, entry)
    if not body.strip() and (empty := missing(template.body, values)):
        names = ", ".join(name.replace("_", " ") for name in empty)
        raise ValidationError({"body": f"Isian ini belum ada pada permohonan: {names}. Lengkapi isi surat."})
    letter = draft or Letter(application=application, region_id=application.region_id, entry=entry, made_by=by)
    words = body.strip() or merged(template.body, values)
    if len(words) > LONGEST_BODY:
        raise ValidationError({"body": "Isi surat paling panjang 8.000 huruf."})
    letter.template, letter.title, letter.subject, letter.body = template, template.title, template.subject, words
    letter.name, letter.masked_name = values["nama"][:120], masked(values["nama"])[:120]
    letter.purpose = merged(template.purpose, values)[:160]
    letter.until = entry.date + timedelta(days=template.valid_days) if template.valid_days else None
    letter.save()
    return letter


def template_of(application: Any) -> LetterTemplate:
    """The template of an application's service; ValidationError where the back office has none yet."""
    found = LetterTemplate.objects.select_related("klass").filter(service_id=application.service_id).first()
    if found is None:
        raise ValidationError("Templat surat layanan ini belum dibuat. Hubungi administrator.")
    return found


@transaction.atomic
def issue_letter(*, by: Any, letter: Letter, digital: bool = False, passphrase: str = "") -> Letter:
    """Seal the letter, render it once, sign it through the provider where it is digital, keep and hash its bytes."""
    official = official_for(by, Seat.SIGNER, letter.region_id)
    if official is None:
        raise PermissionDenied("Anda tidak berwenang menandatangani surat.")
    letter.official, letter.signer, letter.issued_at = official, official.signer, timezone.now()
    try:
        letter.seal = seal_text(facts_of(letter), letter.get_absolute_url())
        content = letter_pdf(letter, ink=not digital)
    except (SealError, PdfMissingError) as error:
        raise StateError(str(error)) from error
    if digital:
        content, letter.provider = _signed(content, official, passphrase)
    letter.stored, letter.digest = keep(content, f"surat-{letter.pk}.pdf", letter)
    columns = ("official", "signer", "issued_at", "seal", "provider", "stored", "digest")
    move(letter, "issue", by=by, also={name: getattr(letter, name) for name in columns})
    RegisterEntry.objects.filter(pk=letter.entry_id).update(digest=letter.digest)
    bump(VERSION)
    return letter


def facts_of(letter: Letter) -> Facts:
    """What the seal vouches for."""
    return Facts(
        number=letter.number,
        date=letter.date,
        subject=letter.subject,
        signer=letter.signer,
        purpose=letter.purpose,
        name=letter.masked_name,
        until=letter.until,
    )


def _signed(content: bytes, official: Official, passphrase: str) -> tuple[bytes, str]:
    """The bytes as the provider signed them, and the provider's name."""
    door = signing.provider()
    if door is None:
        raise StateError("Tanda tangan elektronik belum diatur di sini. Tanda tangani surat di kertas.")
    signer = signing.Signer(official.name, official.office, official.nip)
    try:
        return door.sign(content, signer=signer, passphrase=passphrase).content, door.name
    except signing.SigningError as error:
        raise ValidationError({"passphrase": str(error)}) from error


def keep(content: bytes, name: str, letter: Letter) -> tuple[StoredFile, str]:
    """Store bytes as they are, and their digest."""
    owner = letter.application.applicant if letter.application else None
    stored = store_upload(ContentFile(content, name=name), owner=owner, kind="document")
    return stored, hashlib.sha256(content).hexdigest()


@transaction.atomic
def attach_scan(*, by: Any, letter: Letter, upload: Any) -> Letter:
    """Keep the scan of the paper with ink and stamp beside the letter: its digest is true as well."""
    held = locked(letter)
    if not by.has_perm("layanan.handle", held):
        raise PermissionDenied("Anda tidak mengurus surat kantor ini.")
    if held.state != LetterState.VALID or held.provider:
        raise StateError("Pindaian hanya untuk surat berlaku yang ditandatangani dengan tinta.")
    old = held.scan
    upload.seek(0)
    content = upload.read()
    if not content.startswith(b"%PDF-"):
        raise ValidationError({"scan": "Unggah pindaian sebagai PDF."})
    held.scan, held.scan_digest = keep(content, f"pindaian-{held.pk}.pdf", held)
    held.save(update_fields=["scan", "scan_digest"])
    if old:
        discard(old)
    bump(VERSION)
    return held


@transaction.atomic
def fall_letter(*, application: Any, why: str, by: Any = None) -> None:
    """The application ended without its letter: the draft falls, its number stays as "batal"."""
    for letter in Letter.objects.filter(application=application, state=LetterState.DRAFT).select_related("entry"):
        move(letter, "fall", by=by)
        void_number(entry=letter.entry, why=why)


@transaction.atomic
def revoke_letter(*, by: Any, letter: Letter, reason: str, note: str) -> Letter:
    """Take a letter back: its check page says so from now on, and why."""
    held = locked(letter)
    move(held, "revoke", by=by, reason=reason, note=note, also={"ended_at": timezone.now()})
    bump(VERSION)
    return held


@transaction.atomic
def replace_letter(
    *, by: Any, letter: Letter, reason: str, body: str, number: str = "", digital: bool = False, passphrase: str = ""
) -> Letter:
    """Issue the letter anew with its own number; the old one leads to it."""
    old, now = locked(letter), timezone.now()
    move(old, "replace", by=by, reason=reason, also={"ended_at": now})
    if not body.strip():
        raise ValidationError({"body": "Isi surat pengganti belum ada."})
    entry = take_number(klass=old.template.klass, subject=old.subject, typed=number)
    fresh = Letter.objects.create(**_copied(old, now), entry=entry, body=body.strip(), replaces=old, made_by=by)
    issue_letter(by=by, letter=fresh, digital=digital, passphrase=passphrase)
    return fresh


def _copied(old: Letter, now: datetime) -> dict[str, Any]:
    """What a new letter takes over from the one it replaces."""
    names = ("application", "region_id", "template", "title", "subject", "name", "purpose", "masked_name")
    days = old.template.valid_days
    until = timezone.localdate(now) + timedelta(days=days) if days else None
    return {name: getattr(old, name) for name in names} | {"until": until}


def locked(letter: Letter) -> Letter:
    """The letter as it stands, held until the end of the transaction."""
    Letter.objects.select_for_update().get(pk=letter.pk)
    return Letter.objects.select_related("entry", "template__klass", "application", "official").get(pk=letter.pk)


@transaction.atomic
def erase_letter(letter: Letter) -> None:
    """Empty a letter after its time: number, date, subject, signer, digest and seal stay; words and files go."""
    held = locked(letter)
    for stored in (held.stored, held.scan):
        if stored is not None:
            discard(stored)
    Letter.objects.filter(pk=held.pk).update(body="", name="", stored=None, scan=None)
