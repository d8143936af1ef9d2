"""Verbs of guests: answer a draft without an account, after confirming a contact by a code."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from audit.services import record
from core.ratelimit import RateLimited, take
from core.states import StateError
from konsultasi import guesting
from konsultasi.kept import touch
from konsultasi.models import Consultation, Guest, Input, Passage, Response
from konsultasi.queries import words_of
from konsultasi.services.inputs import SHUT, check_words, keep, withdraw_input
from konsultasi.states import DONE, SHOWN

CODE_LIVES = timedelta(minutes=10)
UNCONFIRMED_LIVES = timedelta(hours=24)
CONTACT_LIVES = timedelta(days=30)  # after the answer
UNANSWERED_LIVES = timedelta(days=365)  # after the close, where no answer came
MAX_TRIES = 5
STALE = "Kode ini sudah tidak berlaku. Minta kode baru."
WRONG = "Kode tidak cocok. Periksa lagi pesan yang Anda terima."
TOO_LATE = "Masa masukan berakhir sebelum kode dimasukkan. Masukan ini tidak terkirim."
GONE = "Masukan ini sudah lewat 24 jam tanpa dipastikan, jadi dihapus. Silakan tulis lagi."


@transaction.atomic
def start_guest(
    *,
    consultation: Consultation,
    passage: Passage | None,
    contact: str,
    address: str,
    kind: str,
    body: str,
    quote: str = "",
    proposed: str = "",
) -> Guest:
    """Keep a guest's words for a day, unseen by anybody, until she confirms her contact (`address`: her IP)."""
    if not consultation.is_open:
        raise StateError(SHUT)
    if not consultation.guests:
        raise PermissionDenied("Rancangan ini hanya menerima masukan dari warga yang punya akun.")
    check_words(words=words_of(passage) if passage else "", kind=kind, body=body, quote=quote, proposed=proposed)
    try:
        way, plain = guesting.understood(contact)
    except ValidationError as error:
        raise ValidationError({"contact": error.messages}) from error
    mark = guesting.hash_of(plain)
    if not take("tamu", mark, capacity=5, per=3600) or not take("tamu-alamat", address, capacity=120, per=3600):
        raise RateLimited("Sudah banyak masukan dari kontak ini. Lanjutkan satu jam lagi.")
    words = {"kind": kind, "body": body, "quote": quote, "proposed": proposed}
    _refuse_twin(consultation, mark, passage.block_id if passage else "", words)
    return Guest.objects.create(
        consultation=consultation,
        passage=passage,
        words=words,
        way=way,
        contact_hash=mark,
        contact=guesting.sealed(plain),
    )


def _refuse_twin(consultation: Consultation, mark: str, block_id: str, words: dict[str, str]) -> None:
    same = Input.objects.filter(
        consultation=consultation,
        guest__contact_hash=mark,
        block_id=block_id,
        body=words["body"],
        proposed=words["proposed"],
        state__in=SHOWN,
    )
    if same.exists():
        raise ValidationError({"body": "Masukan yang sama sudah Anda kirim untuk bagian ini."})


def send_guest_code(*, guest: Guest) -> None:
    """Send a fresh six-figure code with the private link; RateLimited or ValidationError where it cannot be sent."""
    if not take("kode-tamu", guest.contact_hash, capacity=4, per=3600):
        raise RateLimited("Kode sudah dikirim beberapa kali. Coba lagi satu jam lagi.")
    code = f"{secrets.randbelow(10**6):06d}"
    until = timezone.now() + CODE_LIVES
    fresh = Guest.objects.filter(pk=guest.pk, input=None)
    if not fresh.update(code_digest=_digest(guest, code), code_until=until, tries=0):
        raise StateError("Masukan ini sudah dipastikan.")
    text = f"{code} adalah kode masukan Anda, berlaku 10 menit. Jangan beri tahu siapa pun.\n{guesting.address(guest)}"
    if not guesting.send(guest, "Kode masukan Anda", text):
        raise ValidationError(guesting.UNSENT)


def _digest(guest: Guest, code: str) -> str:
    return salted_hmac("konsultasi.guest.code", f"{guest.pk}:{code}", algorithm="sha256").hexdigest()


def confirm_guest(*, guest: Guest, code: str) -> Input:
    """The code came back: the words become an input of the version she read. The same code again changes nothing.

    Not atomic as a whole: a wrong try must stay counted although the deed fails.
    """
    row = Guest.objects.select_related("input__consultation").get(pk=guest.pk)
    if row.input is not None:
        return row.input
    if timezone.now() - row.created_at > UNCONFIRMED_LIVES:
        raise StateError(GONE)
    live = Guest.objects.filter(pk=row.pk, input=None, code_until__gt=timezone.now(), tries__lt=MAX_TRIES)
    if not row.code_digest or not live.update(tries=F("tries") + 1):
        row.refresh_from_db()
        if row.input is not None:  # the same code, sent twice, was taken meanwhile
            return row.input
        raise ValidationError({"code": STALE})
    if not constant_time_compare(row.code_digest, _digest(row, "".join(c for c in code if c.isdecimal()))):
        raise ValidationError({"code": WRONG})
    return post_confirmed(row.pk)


@transaction.atomic
def post_confirmed(pk: int) -> Input:
    """Put the confirmed words into the list, once."""
    guest = Guest.objects.select_for_update(of=("self",)).select_related("passage__version").get(pk=pk)
    if guest.input is not None:  # asked now: what is joined to a locked row is as old as the question
        return guest.input
    consultation = Consultation.objects.get(pk=guest.consultation_id)
    if not consultation.is_open:
        raise StateError(TOO_LATE)
    words, passage = guest.words, guest.passage
    _refuse_twin(consultation, guest.contact_hash, passage.block_id if passage else "", words)
    entry = keep(
        consultation=consultation,
        passage=passage,
        by=None,
        at=timezone.now(),
        kind=words["kind"],
        body=words["body"],
        proposed=words["proposed"],
        quote=words["quote"] or (words_of(passage) if passage else ""),
        channel=Input.Channel.GUEST,
    )
    guest.input, guest.confirmed_at, guest.words, guest.code_digest = entry, timezone.now(), {}, ""
    guest.save(update_fields=["input", "confirmed_at", "words", "code_digest"])
    text = f"Masukan Anda nomor {entry.number} diterima. Tanda terima {guest.receipt}."
    guesting.message_guest.enqueue(guest.pk, "Masukan Anda diterima", text)
    return entry


@transaction.atomic
def withdraw_guest(*, guest: Guest) -> None:
    """A guest takes her input back by her private link, before it is answered."""
    if guest.input is None or guest.input.author_id is not None:
        raise StateError("Masukan ini tidak dapat ditarik dari sini.")
    withdraw_input(by=None, input=guest.input)
    Guest.objects.filter(pk=guest.pk).update(contact=None)


@transaction.atomic
def adopt_guest(*, by: Any, guest: Guest) -> Input:
    """Take a guest's input over into the account that has confirmed the same contact."""
    entry = guest.input
    if entry is None or entry.author_id is not None:
        raise StateError("Masukan ini sudah masuk ke sebuah akun.")
    if not owns_contact(by, guest):
        raise PermissionDenied("Akun Anda belum memastikan kontak yang dipakai untuk masukan ini.")
    if not Input.objects.filter(pk=entry.pk, author=None).update(author=by):
        raise StateError("Masukan ini sudah masuk ke sebuah akun.")
    Guest.objects.filter(pk=guest.pk).update(user=by, contact=None, contact_hash="")
    record(by=by, verb="adopt_input", target=entry)
    touch(entry.consultation)
    entry.refresh_from_db()
    return entry


def owns_contact(user: Any, guest: Guest) -> bool:
    """Whether this account has confirmed the guest's contact."""
    if not user.is_authenticated or not user.is_active or not guest.contact_hash:
        return False
    known = [user.phone] if user.phone and user.phone_verified_at else []
    known += [row.email.lower() for row in user.emailaddress_set.filter(verified=True)]
    return guest.contact_hash in {guesting.hash_of(contact) for contact in known}


def sweep_guests() -> None:
    """Forget what was never confirmed after a day, and contacts that are needed no more (each minute)."""
    now = timezone.now()
    Guest.objects.filter(input=None, created_at__lt=now - UNCONFIRMED_LIVES).delete()
    gone = Guest.objects.filter(_settled(now), contact__isnull=False)
    Guest.objects.filter(pk__in=list(gone.values_list("pk", flat=True)[:500])).update(contact=None)


def _settled(now: datetime) -> Q:
    """All that was owed to her was said long ago, of an input that was split the last part; or nobody will say it."""
    told = Q(at__gt=now - CONTACT_LIVES) | Q(revised_at__gt=now - CONTACT_LIVES)
    hers = Q(input=OuterRef("input")) | Q(input__origin=OuterRef("input"))
    over = Q(input__state__in=DONE) | Q(consultation__closes_at__lt=now - UNANSWERED_LIVES)
    return over & ~Q(Exists(Response.objects.filter(told, hers)))
