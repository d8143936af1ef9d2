"""A service of the world (see world.py), Ani's application for it, and a form she has not sent yet."""

from typing import Any

from cms.models import ServiceIndexPage, ServicePage
from layanan.models import Service
from layanan.services import drafts
from layanan.services.applications import submit_application

QUESTION = {"label": "Keperluan", "slug": "keperluan", "required": True, "max": 200, "long": False}
CHOICE = {"label": "Untuk", "slug": "untuk", "required": True, "choices": "Sekolah\nBekerja"}
PHOTO = {"label": "KTP", "slug": "ktp", "required": False, "max": 1, "bring": True, "purpose": "mencocokkan nama"}


def services(w: Any) -> None:
    """Published by its page, as an editor does; what Ani typed bears the word of `SECRET`."""
    steps = [
        {"type": kind, "value": value} for kind, value in (("text", QUESTION), ("choice", CHOICE), ("photo", PHOTO))
    ]
    form = [{"type": "langkah", "value": {"title": "Keperluan", "intro": "", "fields": steps}}]
    page = ServicePage(title="Surat domisili", slug="surat-domisili", promise_days=1, form=form)
    page.search_description = "Bukti tempat tinggal."
    ServiceIndexPage.objects.get().add_child(instance=page)
    page.save_revision(user=w.gita).publish(user=w.gita)
    w.service_page, w.service = page, Service.objects.select_related("version").get(slug="surat-domisili")
    w.draft_form, w.application = filled(w), submit_application(by=w.ani, draft=filled(w))


def filled(w: Any) -> Any:
    """A form of Ani's, whole."""
    draft = drafts.begin_draft(by=w.ani, service=w.service)
    fields = [one for page in draft.version.form["pages"] for one in page["fields"] if one["kind"] != "photo"]
    answers = {"nama": "Ani Lestari", "wilayah": "33.23.03.1006", "keperluan": "rahasiaxyz", "untuk": "sekolah"}
    return drafts.keep_page(draft=draft, asked=fields, answers=answers)
