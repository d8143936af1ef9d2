"""Filling in a form: begin, keep a page, add a photo, take over a changed form, forget what nobody sends."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core.files import discard, store_upload
from core.ratelimit import demand
from core.states import StateError
from layanan import identity
from layanan.application_states import ApplicationState
from layanan.models import Application, ApplicationDraft, ApplicationFile, Service
from layanan.reading import is_secret, parted, whole
from layanan.schema import PRIVATE, fields_of
from layanan.services import case_events

KEPT = timedelta(days=14)
SHARED = timedelta(hours=1)  # on a device of several people identity numbers and photos go so soon
NOT_ONLINE = "Layanan ini sedang tidak menerima permohonan lewat situs. Datanglah ke loket."
SENT = "Permohonan ini sudah dikirim."
MAY_NOT = "Anda sedang membantu warga, dan permohonan layanan di luar yang ia setujui."


def person(by: Any) -> Any:
    """The account somebody acts with; None for a visitor."""
    return by if by is not None and by.is_authenticated else None


@transaction.atomic
def begin_draft(*, by: Any, service: Service, device: str = "", own_device: bool = False) -> ApplicationDraft:
    """Open a form for an account, or for the device of a visitor (its digest). StateError where it takes none."""
    if not service.takes_applications or service.version is None:
        raise StateError(NOT_ONLINE)
    if by is not None and not by.has_perm("layanan.apply", service):
        raise PermissionDenied(MAY_NOT)
    who = person(by)
    demand("isian", who.pk if who else device, capacity=30, per=timedelta(hours=1))
    typed = _known(who, service.version.form) if who else {}
    case_events.note(service, "mulai", channel="bantuan" if getattr(who, "assist", None) else "daring")
    return ApplicationDraft.objects.create(
        service=service,
        version=service.version,
        user=who,
        device="" if who else device,
        own_device=own_device,
        typed=typed,
    )


def _known(user: Any, form: dict[str, Any]) -> dict[str, Any]:
    """What her account knows already."""
    known = {"nama": user.full_name, "wilayah": user.home_id or "", "kontak": user.email or user.phone or ""}
    return {slug: value for slug, value in known.items() if value}


@transaction.atomic
def begin_correction(*, by: Any, application: Application, device: str = "") -> ApplicationDraft:
    """Open a sent application again, with its answers, because the office asks to complete it."""
    if application.state != ApplicationState.INCOMPLETE:
        raise StateError("Permohonan ini tidak sedang menunggu kelengkapan.")
    who = person(by)
    if who is not None and application.applicant_id != who.pk:
        who = None  # she holds number and secret: the device stands for her
    mine: dict[str, Any] = {"user": who} if who else {"device": device}
    held = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    found = ApplicationDraft.objects.filter(corrects=held, application=None, **mine).first()
    if found is not None:
        return found
    return ApplicationDraft.objects.create(
        service=application.service,
        version=application.version,
        corrects=held,
        typed=dict(held.answers),
        sealed=bytes(held.sealed),
        **mine,
    )


@transaction.atomic
def keep_page(*, draft: ApplicationDraft, asked: list[dict[str, Any]], answers: dict[str, Any]) -> ApplicationDraft:
    """Keep the answers of one page; a question that is answered no more is forgotten."""
    held = _open(draft)
    gone = {one["slug"] for one in asked}
    merged = {slug: value for slug, value in whole(held).items() if slug not in gone} | answers
    _store(held, merged)
    return held


def _store(held: ApplicationDraft, answers: dict[str, Any]) -> None:
    open_ones, secret = parted(held.version.form, answers)
    if secret and not identity.available():
        raise StateError(identity.NO_KEYS)
    held.typed, held.sealed, held.touched_at = open_ones, identity.lock(secret), timezone.now()
    held.save(update_fields=["typed", "sealed", "touched_at"])


@transaction.atomic
def add_photo(*, by: Any, draft: ApplicationDraft, field: dict[str, Any], upload: Any) -> ApplicationFile:
    """Keep one photo of a paper; ValidationError in words where it is none or there are enough."""
    held = _open(draft)
    demand("foto-permohonan", held.user_id or held.device, capacity=60, per=timedelta(hours=1))
    there = papers_of(held, field["slug"])
    if sum(1 for one in there if one.stored_id) >= field["max"]:
        raise ValidationError(f"Paling banyak {field['max']} foto untuk berkas ini.")
    stored = store_upload(upload, owner=person(by), kind="image")
    for one in there:
        if one.brought:
            one.delete()
    held.touched_at = timezone.now()
    held.save(update_fields=["touched_at"])
    return ApplicationFile.objects.create(draft=held, slug=field["slug"], label=field["label"][:160], stored=stored)


@transaction.atomic
def bring_paper(*, draft: ApplicationDraft, field: dict[str, Any]) -> None:
    """Say that a paper comes to the office instead of a photo."""
    held = _open(draft)
    if not field.get("bring"):
        raise ValidationError("Berkas ini perlu difoto.")
    if not papers_of(held, field["slug"]):
        ApplicationFile.objects.create(draft=held, slug=field["slug"], label=field["label"][:160], brought=True)


@transaction.atomic
def drop_paper(*, draft: ApplicationDraft, paper: ApplicationFile) -> None:
    """Take a photo, or the word that it is brought, off again."""
    held = _open(draft)
    if paper.draft_id != held.pk:
        raise PermissionDenied("Berkas ini bukan bagian dari isian ini.")
    _drop(paper)


def _drop(paper: ApplicationFile) -> None:
    stored = paper.stored
    paper.delete()
    if stored is not None:
        discard(stored)


def papers_of(draft: ApplicationDraft, slug: str = "") -> list[ApplicationFile]:
    """The papers of a form that is being filled in: its own, and for a correction those sent before."""
    of: Q = Q(draft=draft)
    if draft.corrects_id:
        of |= Q(application_id=draft.corrects_id)
    rows = ApplicationFile.objects.filter(of).select_related("stored")
    return list(rows.filter(slug=slug) if slug else rows)


def _open(draft: ApplicationDraft) -> ApplicationDraft:
    """The form as it stands, held until the end of the transaction; refused once it was sent."""
    held = ApplicationDraft.objects.select_for_update(of=("self",)).filter(pk=draft.pk).first()
    if held is None or held.application_id:
        raise StateError(SENT)
    return held


@transaction.atomic
def take_over(*, draft: ApplicationDraft) -> bool:
    """Move a form to the version that counts now, with every answer that still has its question; whether it moved."""
    held = _open(draft)
    service = Service.objects.select_related("version").get(pk=held.service_id)
    if held.corrects_id or service.version is None or service.version_id == held.version_id:
        return False
    before = {one["slug"]: one["kind"] for one in fields_of(held.version.form)}
    after = {one["slug"]: one["kind"] for one in fields_of(service.version.form)}
    kept = {slug: value for slug, value in whole(held).items() if after.get(slug) == before.get(slug)}
    held.version = service.version
    held.save(update_fields=["version"])
    _store(held, kept)
    for paper in ApplicationFile.objects.filter(draft=held).select_related("stored"):
        if after.get(paper.slug) != "photo":
            _drop(paper)
    return True


@transaction.atomic
def drop_draft(*, draft: ApplicationDraft) -> None:
    """Throw a form away with its photos."""
    held = _open(draft)
    for paper in ApplicationFile.objects.filter(draft=held).select_related("stored"):
        _drop(paper)
    held.delete()


def forget_drafts() -> int:
    """Job of the clock: forms nobody sends go after 14 days, private answers on shared devices after an hour."""
    now, gone = timezone.now(), 0
    for draft in ApplicationDraft.objects.filter(touched_at__lt=now - KEPT)[:500]:
        with transaction.atomic():
            for paper in ApplicationFile.objects.filter(draft=draft).select_related("stored"):
                _drop(paper)
            draft.delete()
            gone += 1
    shared = ApplicationDraft.objects.filter(user=None, own_device=False, application=None)
    idle = shared.filter(touched_at__lt=now - SHARED).filter(~Q(sealed=b"") | Q(files__isnull=False)).distinct()
    for draft in idle.select_related("version")[:500]:
        with transaction.atomic():
            _forget_private(draft)
            gone += 1
    return gone


def _forget_private(draft: ApplicationDraft) -> None:
    hidden = {one["slug"] for one in fields_of(draft.version.form) if one["kind"] in PRIVATE or is_secret(one)}
    typed = {slug: value for slug, value in draft.typed.items() if slug not in hidden}
    ApplicationDraft.objects.filter(pk=draft.pk).update(sealed=b"", typed=typed)
    for paper in ApplicationFile.objects.filter(draft=draft).select_related("stored"):
        _drop(paper)
