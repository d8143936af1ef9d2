"""What applications hold of a person: handed out, erased, listed on her page; and applying with help."""

from typing import Any

from django.db import transaction

from accounts.registry import ASSISTED, MyThing, Told
from layanan import apply_rules  # noqa: F401  its permissions
from layanan.application_states import OPEN, VOICES, ApplicationState
from layanan.models import Application, ApplicationDraft, ApplicationFile
from layanan.reading import contact_of, sections
from layanan.services import handling
from layanan.services.applicants import drop_papers, empty

CANCELLABLE = frozenset({ApplicationState.SUBMITTED, ApplicationState.INCOMPLETE, ApplicationState.CHECKED})
PAGES = {"index", "service", "begin", "page", "check", "receipt", "discard", "track", "status", "complete", "withdraw"}


def collect(user: Any) -> dict[str, Any]:
    """All applications of a person with her answers in words, identity numbers included: they are hers."""
    rows = Application.objects.filter(applicant=user).select_related("service", "version").order_by("id")
    drafts = ApplicationDraft.objects.filter(user=user, application=None).select_related("service", "version")
    return {
        "permohonan": [_told(row) for row in rows.prefetch_related("files")],
        "isian_belum_dikirim": [
            {"layanan": draft.service.name, "sejak": draft.begun_at.isoformat(), "isi": draft.typed}
            for draft in drafts.order_by("begun_at")
        ],
    }


def _told(row: Application) -> dict[str, Any]:
    return {
        "nomor": row.number,
        "layanan": row.service.name,
        "status": row.state_word,
        "diterima": row.received_at.isoformat(),
        "nama": row.name,
        "kontak": contact_of(row),
        "isi": {title: dict(pairs) for title, pairs in sections(row, masked=False)},
        "berkas": [
            {"nama": paper.label, "alamat": f"/berkas/{paper.stored_id}/" if paper.stored_id else "dibawa ke kantor"}
            for paper in row.files.all()
        ],
    }


@transaction.atomic
def erase(user: Any) -> None:
    """Empty her applications; what still waits is given up. Numbers, dates and states stay, without a person."""
    for draft in ApplicationDraft.objects.filter(user=user, corrects=None):
        drop_papers(ApplicationFile.objects.filter(draft=draft))
        draft.delete()
    for row in Application.objects.filter(applicant=user).select_related("service"):
        if row.state in CANCELLABLE:
            handling.cancel(by=None, application=row)
        empty(row)
    Application.objects.filter(applicant=user).update(applicant=None)
    Application.objects.filter(owner=user).update(owner=None)
    ApplicationFile.objects.filter(seen_by=user).update(seen_by=None)


def mine(user: Any) -> list[MyThing]:
    """Her newest applications for the account page."""
    rows = Application.objects.filter(applicant=user).select_related("service").order_by("-id")[:20]
    return [
        MyThing(
            title=row.service.name,
            url=row.get_absolute_url(),
            voice=VOICES[row.state][0],
            word=row.state_word,
            meta=row.number,
            asks=row.state == ApplicationState.INCOMPLETE,
        )
        for row in rows
    ]


def read_application(verb: str, pk: str) -> Told | None:
    """An application in the words that are read back."""
    row = Application.objects.select_related("service", "version").filter(pk=pk).first()
    if row is None:
        return None
    titles = {"cancel": "Membatalkan permohonan", "complete": "Melengkapi permohonan"}
    lines = [pair for _, pairs in sections(row) for pair in pairs]
    title = f"{titles.get(verb, 'Permohonan')} {row.service.name}, {row.number}"
    return Told(title, row.get_absolute_url(), lines if row.state in OPEN else [])


def register() -> None:
    """Tell accounts what services offer to people who are helped."""
    ASSISTED.register(
        "apply",
        title="Mengajukan layanan",
        detail="Mengisi formulir layanan, melengkapi, melacak, atau membatalkannya",
        start="/layanan/",
        perms={"layanan.apply", "layanan.own_application"},
        pages={f"layanan:{name}" for name in PAGES},
        readers={"layanan.application": read_application},
    )
