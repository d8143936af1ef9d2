"""What an applicant hears, and what is left of an application once its time is over."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from core.files import discard
from layanan import tasks
from layanan.models import Application, ApplicationDraft, ApplicationFile
from notifications.services import tell_person


def tell_applicant(application: Application, *, kind: str, text: str) -> None:
    """Tell the applicant what happened: her account, else the contact she left, else the page alone."""
    occasion = f"permohonan-{application.pk}-{kind}-{timezone.now():%y%m%d%H%M%S}"
    if application.applicant is not None:
        url = application.get_absolute_url()
        tell_person(user=application.applicant, kind="application", text=text, url=url, occasion=occasion)
    elif application.contact:
        tasks.message_applicant.enqueue(application.pk, f"Permohonan {application.number}", text)


@transaction.atomic
def empty(application: Application) -> None:
    """Empty an application: answers, name, contact, photos go; number, service, dates and states stay. Safe twice."""
    held = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    for draft in ApplicationDraft.objects.filter(corrects=held):
        drop_papers(ApplicationFile.objects.filter(draft=draft))
        draft.delete()
    papers = ApplicationFile.objects.filter(application=held).select_related("stored")
    for paper in papers:
        stored, paper.stored = paper.stored, None
        paper.save(update_fields=["stored"])
        if stored is not None:
            discard(stored)
    held.answers, held.sealed, held.name, held.contact, held.village = {}, b"", "", b"", None
    held.erased_at = held.erased_at or timezone.now()
    held.save(update_fields=["answers", "sealed", "name", "contact", "village", "erased_at"])
    application.refresh_from_db()


def drop_papers(papers: Any) -> None:
    """Delete these papers with their photos."""
    for paper in papers.select_related("stored"):
        stored = paper.stored
        paper.delete()
        if stored is not None:
            discard(stored)
