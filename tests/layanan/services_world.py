"""A service with every kind of question, and people who fill it in."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from layanan.contract import Contract, Requirement, ServicePlan
from layanan.models import Application, ApplicationDraft, Service
from layanan.services import drafts
from layanan.services.applications import submit_application
from layanan.services.catalogue import publish_service

KEY = "5To7EeCcByk1Q6vWqoYsilFVFCzMFZzxp909TojeWGQ="
NIK = "3323034508900001"  # a woman born on 5 August 1990
DEVICE = "d" * 64


def q(kind: str, label: str, **more: Any) -> dict[str, Any]:
    """One question; personal kinds get a purpose."""
    return {"kind": kind, "label": label, "required": True, "purpose": "ditulis pada surat", **more}


STEPS = [
    {
        "title": "Calon pengantin",
        "fields": [
            q("nik", "NIK", slug="nik"),
            q("date", "Tanggal lahir", slug="tanggal_lahir", when="past"),
            q("choice", "Jenis kelamin", slug="jenis_kelamin", choices=["Laki-laki", "Perempuan"]),
            q("text", "Keperluan", slug="keperluan", max=100),
        ],
    },
    {
        "title": "Alasan",
        "fields": [
            q("choice", "Alasan", slug="alasan", choices=["Sakit", "Tugas ke luar kota"]),
            q("text", "Nama kota", slug="kota", if_field="alasan", if_values=["Tugas ke luar kota"]),
            q("photo", "KTP", slug="ktp", bring=True, max=2),
            q("declaration", "Data ini benar", slug="benar"),
        ],
    },
]
ANSWERS = {
    "nama": "Ani Lestari",
    "wilayah": "33.23.03.1006",
    "nik": NIK,
    "tanggal_lahir": "1990-08-05",
    "jenis_kelamin": "perempuan",
    "keperluan": "Menikah",
    "alasan": "sakit",
    "benar": True,
    "kontak": "ani@contoh.id",
}


def make_service(steps: Any = None, slug: str = "dispensasi-nikah", **more: Any) -> Service:
    """A published service."""
    known: dict[str, Any] = {"name": "Dispensasi nikah", "summary": "Menikah kurang dari sepuluh hari kerja."}
    known |= {"region_id": "33.23.03", "promise_days": 1, "synonyms": ["nikah mendesak"]}
    known["contract"] = Contract(
        requirements=[Requirement("KTP", kinds=["asli"], bring=True)], village="Pengantar desa"
    )
    return publish_service(
        plan=ServicePlan(slug=slug, steps=STEPS if steps is None else steps, **known | more), by=None
    )


def photo(name: str = "ktp.jpg", size: tuple[int, int] = (40, 30)) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", size, "green").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def make_draft(service: Service, by: Any = None, answers: Any = None, *, paper: bool = True) -> ApplicationDraft:
    """A form that is filled in whole."""
    draft = drafts.begin_draft(by=by, service=service, device=DEVICE)
    fields = [one for page in draft.version.form["pages"] for one in page["fields"]]
    draft = drafts.keep_page(draft=draft, asked=fields, answers=dict(ANSWERS if answers is None else answers))
    if paper:
        field = next(one for one in fields if one["slug"] == "ktp")
        drafts.bring_paper(draft=draft, field=field)
    return draft


def make_application(service: Service, by: Any = None, **more: Any) -> Application:
    return submit_application(by=by, draft=make_draft(service, by, **more))
