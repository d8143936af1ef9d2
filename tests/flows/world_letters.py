"""Budi's application and its letter of the world (see world.py): issued, not fetched yet; his name bears `SECRET`."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core.files import store_upload
from layanan.models import ApplicationFile, Letter
from layanan.services.register import take_number
from tests.flows.uploads import jpeg
from tests.layanan.case_world import make_application, make_service, make_template


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("kk.jpg", jpeg())


def letters(w: Any) -> None:
    service = make_service("sktm", online=False)
    template = make_template(service)
    w.case = make_application(service, applicant=w.budi, name="rahasiaxyz", state="siap_diambil")
    stored = store_upload(paper(), owner=w.budi)
    w.case_paper = ApplicationFile.objects.create(application=w.case, slug="kk", label="Kartu keluarga", stored=stored)
    entry = take_number(klass=template.klass, subject=template.subject)
    words = {"title": template.title, "subject": template.subject, "body": "rahasiaxyz", "name": "rahasiaxyz"}
    w.letter = Letter.objects.create(
        application=w.case,
        region_id=w.case.region_id,
        template=template,
        entry=entry,
        state="berlaku",
        digest="0" * 64,
        stored=store_upload(paper(), owner=w.budi),
        signer="Camat",
        issued_at=timezone.now(),
        **words,
    )
