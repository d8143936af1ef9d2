"""Giving certificates, one or all of a session, and taking one back."""

import secrets
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from acara.models import Attendance
from audit.services import move, record
from core.seal import Facts
from core.seal.house import available, seal_text
from core.states import StateError
from literasi.models import Certificate, CertificateYear, Session
from literasi.services.sessions import lock
from notifications.services import tell_person

ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
TOKEN_LETTERS = 20  # of 30: 98 bits, nobody guesses one
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
MOST_AT_ONCE = 500


@transaction.atomic
def issue(*, by: Any, session: Session, attendance: Attendance) -> Certificate:
    """Give one participant a certificate; who has a valid one gets the same."""
    held = _giving(by, session)
    if attendance.event_id != held.event_id or not attendance.present:
        raise ValidationError("Orang ini tidak ada dalam daftar hadir sesi.")
    return _give(held, attendance, by)[0]


@transaction.atomic
def issue_all(*, by: Any, session: Session) -> int:
    """Give everybody with a line of their own on the list a certificate; how many are new."""
    held = _giving(by, session)
    rows = Attendance.objects.filter(event=held.event, present=True).exclude(name="").select_related("person")
    made = [_give(held, row, by)[1] for row in rows.order_by("id")[:MOST_AT_ONCE]]
    return sum(made)


@transaction.atomic
def revoke(*, by: Any, certificate: Certificate, note: str) -> Certificate:
    """Take a certificate back, with the reason; its page says so from now on."""
    held = Certificate.objects.select_for_update(of=("self",)).select_related("session__event", "person")
    fresh = held.get(pk=certificate.pk)
    move(fresh, "revoke", by=by, note=note)
    if fresh.person is not None:
        _tell(fresh, "sertifikat_dicabut", f"Sertifikat {fresh.number} dicabut.")
    return fresh


def _giving(by: Any, session: Session) -> Session:
    """The session locked, once its attendance list is fixed."""
    held = lock(by, session)
    if not held.is_held:
        raise StateError("Kunci daftar hadir dahulu. Sertifikat mengikuti daftar hadir.")
    return held


def _give(held: Session, row: Attendance, by: Any) -> tuple[Certificate, bool]:
    """The valid certificate of a line of the list, and whether it is new."""
    if not row.name:
        raise ValidationError("Baris daftar hadir ini tidak memuat nama.")
    found = Certificate.objects.filter(session=held, attendance=row, state="berlaku").first()
    if found is not None:
        return found, False
    made = Certificate(
        session=held,
        attendance=row,
        person_id=row.person_id,
        token="".join(secrets.choice(ALPHABET) for _ in range(TOKEN_LETTERS)),
        number=next_number(),
        name=row.name,
        lesson_hours=held.lesson_hours,
        issued_by=by,
    )
    made.seal = sealed(made)
    made.save()
    record(by=by, verb="issue_certificate", target=made, to_state=made.state, data={"session": held.pk})
    if made.person_id:
        _tell(made, "sertifikat", f"Sertifikat Anda terbit: {held.event.title}.")
    return made, True


def next_number() -> str:
    """The next number of the year: 0012/LD/XI/2026. Holds the year's row until the transaction ends."""
    today = timezone.localdate()
    CertificateYear.objects.get_or_create(pk=today.year)
    year = CertificateYear.objects.select_for_update().get(pk=today.year)
    year.last += 1
    year.save(update_fields=["last"])
    return f"{year.last:04d}/LD/{ROMAN[today.month - 1]}/{today.year}"


def sealed(made: Certificate) -> str:
    """The text of its QR: sealed facts where this installation has a key, else the address alone."""
    path, event = reverse("literasi:certificate", args=[made.token]), made.session.event
    if not available():
        return f"{settings.SITE_URL.rstrip('/')}{path}"
    facts = Facts(
        number=made.number,
        date=timezone.localdate(made.issued_at),
        subject=event.title,
        signer=event.organiser,
        purpose=f"{made.lesson_hours} JP",
        name=made.name,
        kind="sertifikat",
    )
    return seal_text(facts, path)


def _tell(made: Certificate, kind: str, words: str) -> None:
    tell_person(
        user=made.person, kind=kind, text=words, url=made.get_absolute_url(), occasion=f"literasi:{kind}:{made.pk}"
    )
