"""What learning holds of a person, and what waits for a facilitator."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.registry import DeskItem, MyThing
from audit.services import move
from literasi.models import Certificate, Practice, Session, TestSheet
from literasi.queries.listing import in_office, works
from literasi.states import CertificateState

ERASED_NOTE = "Data orang ini dihapus atas permintaannya sendiri."


def collect(user: Any) -> dict[str, Any]:
    """Her tests, certificates and answers, ready for her download."""
    sheets = TestSheet.objects.filter(attendance__person=user).select_related("session__event").order_by("id")
    papers = Certificate.objects.filter(person=user).select_related("session__event")
    used = Practice.objects.filter(attendance__person=user).select_related("session__event").order_by("id")
    led = Session.objects.filter(facilitators=user).select_related("event").order_by("pk")
    return {
        "tes_literasi": [
            {
                "sesi": str(row.session),
                "waktu_tes": str(row.get_when_display()),
                "jawaban": row.answers,
                "benar": row.right,
                "dicatat": row.at.isoformat(),
            }
            for row in sheets
        ],
        "sertifikat": [
            {
                "sesi": str(row.session),
                "nomor": row.number,
                "nama": row.name,
                "jam_pelajaran": row.lesson_hours,
                "keadaan": str(row.get_state_display()),
                "diterbitkan": row.issued_at.isoformat(),
            }
            for row in papers
        ],
        "dipakai_sesudah_30_hari": [
            {"sesi": str(row.session), "jawaban": str(row.get_used_display()), "waktu": row.at.isoformat()}
            for row in used
        ],
        "sesi_yang_difasilitasi": [str(row) for row in led],
    }


def erase(user: Any) -> None:
    """Certificates no longer hold and bear no name; marks stay as numbers of a line without a person."""
    for row in Certificate.objects.filter(person=user, state=CertificateState.VALID).select_related("session__event"):
        move(row, "revoke", by=None, note=ERASED_NOTE)
    Practice.objects.filter(by=user).update(by=None)
    Certificate.objects.filter(person=user).update(name="", seal="", person=None)
    for session in Session.objects.filter(facilitators=user):
        session.facilitators.remove(user)


def mine(user: Any) -> list[MyThing]:
    """Her certificates for her account page."""
    rows = Certificate.objects.filter(person=user).select_related("session__event").order_by("-issued_at")
    return [
        MyThing(
            title=f"Sertifikat: {row.session}",
            url=row.get_absolute_url(),
            voice=row.voice,
            word=str(row.get_state_display()),
            meta=row.number,
            detail=f"{row.lesson_hours} JP",
        )
        for row in rows[:30]
    ]


def desk_queue(user: Any) -> list[DeskItem]:
    """Sessions that were held and whose certificates are not given yet."""
    if not works(user):
        return []
    rows = in_office(user).held().filter(certificates__isnull=True, event__attendances__present=True)
    return [
        DeskItem(
            title=str(row),
            url=f"{row.desk_url}sertifikat/",
            kind="Sesi",
            step="Terbitkan sertifikat",
            detail=row.event.place,
            where=row.event.region.name,
            due=timezone.localdate(row.event.ends_at) + timedelta(days=14),
        )
        for row in rows.distinct().order_by("event__ends_at")[:50]
    ]


def desk_tools(user: Any) -> list[tuple[str, str]]:
    """The list of sessions, for those who run them."""
    return [("Sesi literasi", "/petugas/sesi/")] if works(user) else []
