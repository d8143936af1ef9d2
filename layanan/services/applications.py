"""Applying for a service: send, complete, take back, get a new secret."""

from collections import Counter
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.services import record
from core.ratelimit import demand
from core.states import StateError
from layanan import identity
from layanan.application_states import ApplicationState
from layanan.asking.pages import check_all
from layanan.codes import new_number, secret_of
from layanan.models import Application, ApplicationChannel, ApplicationDraft, ApplicationFile, Service
from layanan.reading import parted, seal_contact, whole
from layanan.schema import pages_shown
from layanan.services import case_clock, case_events, handling
from layanan.services.applicants import drop_papers, tell_applicant
from layanan.services.drafts import MAY_NOT, NOT_ONLINE, papers_of, person

TRIES = 20
LACKS = "Permohonan belum lengkap."


class FormChangedError(StateError):
    """The office changed the form while somebody was filling it in."""

    def __init__(self) -> None:
        super().__init__("Formulir ini baru diubah kantor. Periksa lagi jawaban Anda, lalu kirim.")


@transaction.atomic
def submit_application(*, by: Any, draft: ApplicationDraft, address: str = "") -> Application:
    """Send a form: checked whole once more, it gets number and secret. The same form again gives the same application.

    Raises ValidationError (what is missing), FormChangedError, StateError, RateLimited.
    """
    held = _lock(draft)
    if held.application_id:
        return Application.objects.select_related("service").get(pk=held.application_id)
    service = Service.objects.select_related("version").get(pk=held.service_id)
    if not service.takes_applications:
        raise StateError(NOT_ONLINE)
    who = person(by)
    if by is not None and not by.has_perm("layanan.apply", service):
        raise PermissionDenied(MAY_NOT)
    if service.version_id != held.version_id:
        raise FormChangedError
    answers = _checked(held, whole(held))
    demand("permohonan", who.pk if who else held.device, capacity=20, per=timedelta(days=1))
    if address and who is None:  # accounts are counted one by one: a whole village may stand behind one address
        demand("permohonan-alamat", address, capacity=120, per=timedelta(hours=1))
    application = _create(held, service, who, answers)
    _hand_papers(held, application)
    case_clock.begin(application)
    case_events.note(service, "kirim", channel=application.channel)
    data = {"service": service.pk, "version": held.version.number, "channel": application.channel}
    role = "" if who else "tamu"
    record(by=who, verb="submit_application", target=application, role=role, to_state=application.state, data=data)
    text = f"Permohonan {service.name} diterima dengan nomor {application.number}."
    tell_applicant(application, kind="diterima", text=text)
    _close(held, application)
    return application


def _lock(draft: ApplicationDraft) -> ApplicationDraft:
    # Nothing is joined: what is joined to a locked row is as old as the question.
    held = ApplicationDraft.objects.select_for_update(of=("self",)).filter(pk=draft.pk).first()
    if held is None:
        raise StateError("Isian ini sudah dihapus. Mulailah dari halaman layanan.")
    return held


def _checked(held: ApplicationDraft, answers: dict[str, Any]) -> dict[str, Any]:
    """The answers that count; ValidationError with everything that is missing."""
    papers = Counter(paper.slug for paper in papers_of(held))
    found = check_all(held.version.form, answers, papers)
    if found.lacks:
        raise ValidationError([LACKS, *[words for _, words in found.lacks]])
    return found.answers


def _create(held: ApplicationDraft, service: Service, who: Any, answers: dict[str, Any]) -> Application:
    """The row, under a number that is free."""
    assisted = getattr(who, "assist", None) is not None
    columns = _columns(held, answers) | {
        "form_key": held.key,
        "service": service,
        "version": held.version,
        "region_id": service.region_id,
        "applicant_id": who.pk if who else None,
        "channel": ApplicationChannel.ASSISTED if assisted else ApplicationChannel.ONLINE,
        "received_at": timezone.now(),
        "promise_days": service.promise_days,
        "promise_minutes": service.promise_minutes,
    }
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                return Application.objects.create(number=new_number(timezone.localdate()), **columns)
        except IntegrityError:
            continue  # the number was drawn before
    raise StateError("Nomor permohonan tidak dapat dibuat sekarang. Coba lagi sebentar lagi.")


def _columns(held: ApplicationDraft, answers: dict[str, Any]) -> dict[str, Any]:
    """Answers as their columns: the name, the village, the contact, the rest open or sealed."""
    rest = dict(answers)
    contact = rest.pop("kontak", "")
    open_ones, secret = parted(held.version.form, rest)
    return {
        "name": str(answers.get("nama", ""))[:120],
        "village_id": answers.get("wilayah") or None,
        "contact": seal_contact(str(contact)),
        "answers": open_ones,
        "sealed": identity.lock(secret),
    }


def _hand_papers(held: ApplicationDraft, application: Application) -> None:
    """Papers of questions that were asked go along; those of questions that fell away are deleted."""
    met = pages_shown(held.version.form, whole(held))
    shown = [one["slug"] for page in met for one in page["fields"] if one["kind"] == "photo"]
    drop_papers(ApplicationFile.objects.filter(draft=held).exclude(slug__in=shown))
    ApplicationFile.objects.filter(draft=held).update(application=application, draft=None)


def _close(held: ApplicationDraft, application: Application) -> None:
    """What was typed goes; the key stays, so that the same form leads to the same receipt."""
    held.application, held.typed, held.sealed, held.touched_at = application, {}, b"", timezone.now()
    held.save(update_fields=["application", "typed", "sealed", "touched_at"])


@transaction.atomic
def complete_application(*, by: Any, draft: ApplicationDraft) -> Application:
    """Send what the office asked to complete; the clock runs again. The same form again changes nothing."""
    held = _lock(draft)
    if held.application_id:
        return Application.objects.select_related("service").get(pk=held.application_id)
    rows = Application.objects.select_for_update(of=("self",)).select_related("service", "version", "applicant")
    application = rows.filter(pk=held.corrects_id).first() if held.corrects_id else None
    if application is None:
        raise StateError("Isian ini bukan perbaikan permohonan.")
    if application.state != ApplicationState.INCOMPLETE:
        raise StateError("Permohonan ini tidak sedang menunggu kelengkapan.")
    answers = _checked(held, identity.unlock(application.sealed) | whole(held))
    contact = bytes(application.contact)
    columns = _columns(held, answers)
    columns["contact"] = columns["contact"] or contact
    for name, value in columns.items():
        setattr(application, name, value)
    application.save(update_fields=[name.removesuffix("_id") for name in columns])
    _hand_papers(held, application)
    who = person(by)
    own = who if who is not None and who.pk == application.applicant_id else None
    handling.complete(by=own, application=application)
    _close(held, application)
    return application


@transaction.atomic
def withdraw_application(*, by: Any, application: Application, note: str = "") -> Application:
    """Take an application back, by the applicant or by whoever holds number and secret (`by` None)."""
    who = person(by)
    own = who if who is not None and who.pk == application.applicant_id else None
    handling.cancel(by=own, application=application, note=note)
    return application


@transaction.atomic
def renew_secret(*, by: Any, application: Application) -> str:
    """Give a new secret at the counter to an applicant who lost her slip; the old one opens nothing more."""
    held = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if not by.has_perm("layanan.renew_secret", held):
        raise PermissionDenied("Anda tidak berwenang memberi kode baru.")
    held.secret_turn += 1
    held.save(update_fields=["secret_turn"])
    record(by=by, verb="renew_secret", target=held)
    return secret_of(held.form_key, held.secret_turn)
