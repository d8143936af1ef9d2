"""Makers of services, applications, officials and letter templates."""

import uuid
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from accounts.models import Role
from layanan.application_states import ApplicationState
from layanan.letter_states import Seat
from layanan.models import (
    Application,
    Letter,
    LetterClass,
    Letterhead,
    LetterTemplate,
    Official,
    Service,
    ServiceVersion,
)
from layanan.services import case_clock, handling
from tests.conftest import DISTRICT, KERTOSARI
from tests.factories import make_officer

WIB = ZoneInfo("Asia/Jakarta")
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=WIB)  # a working day
BODY = "Yang bertanda tangan di bawah ini menerangkan bahwa:\n\nNama: {nama}\nAlamat: {desa}\n\nadalah warga kami."
WORDS = "Lampirkan kartu keluarga yang terbaca jelas."


def make_service(slug: str = "sktm", **more: Any) -> Service:
    fields = {"name": "Surat Keterangan Tidak Mampu", "promise_days": 3, "visible": True, **more}
    service, made = Service.objects.get_or_create(slug=slug, region_id=DISTRICT, defaults=fields)
    if made:
        form = {"pages": [], "fields": []}
        service.version = ServiceVersion.objects.create(service=service, number=1, contract={}, form=form, digest="x")
        service.save()
    return service


def make_class(code: str = "400", **more: Any) -> LetterClass:
    fields = {"name": "Kesejahteraan", "unit": "Kec.Tmg", **more}
    return LetterClass.objects.get_or_create(code=code, region_id=DISTRICT, defaults=fields)[0]


def make_template(service: Service, klass: LetterClass | None = None, **more: Any) -> LetterTemplate:
    fields = {"title": "Surat Keterangan Tidak Mampu", "subject": "Keterangan tidak mampu", "body": BODY, **more}
    fields.setdefault("purpose", "{keperluan}")
    return LetterTemplate.objects.create(service=service, klass=klass or make_class(), **fields)


def make_head() -> Letterhead:
    head = {"above": "Pemerintah Kabupaten Temanggung", "office": "Kecamatan Temanggung", "place": "Temanggung"}
    return Letterhead.objects.create(region_id=DISTRICT, address="Jalan Contoh Nomor 1, Temanggung 56212", **head)


SEATS = {Seat.SECTION: "Kasi Pelayanan Umum", Seat.SECRETARY: "Sekretaris Kecamatan", Seat.SIGNER: "Camat Temanggung"}


def make_official(user: Any, seat: str, **more: Any) -> Official:
    fields = {"name": f"{user.full_name}, S.IP.", "office": SEATS[Seat(seat)], "since": "2026-01-01", **more}
    return Official.objects.create(user=user, region_id=DISTRICT, seat=seat, **fields)


def make_staff(joko: Any) -> dict[str, Any]:
    """Joko checks, Kirana heads the section, Sari is secretary, Lukman is camat."""
    kirana = make_officer("kirana", "Kirana Putri", Role.OFFICER, DISTRICT)
    sari = make_officer("sari", "Sari Handayani", Role.OFFICER, DISTRICT)
    lukman = make_officer("lukman", "Lukman Hakim", Role.CAMAT, DISTRICT)
    for user, seat in ((kirana, Seat.SECTION), (sari, Seat.SECRETARY), (lukman, Seat.SIGNER)):
        make_official(user, seat)
    return {"joko": joko, "kirana": kirana, "sari": sari, "lukman": lukman}


COUNT = iter(range(10_000, 99_999))


def make_application(service: Service, *, applicant: Any = None, state: str = "diajukan", **more: Any) -> Application:
    fields: dict[str, Any] = {"name": "Ani Lestari", "answers": {"keperluan": "Pendaftaran sekolah"}, "state": state}
    fields |= {"village_id": KERTOSARI, **more}
    application = Application.objects.create(
        service=service,
        version=service.version,
        region_id=service.region_id,
        applicant=applicant,
        number=f"KEC-2611-{next(COUNT)}",
        form_key=uuid.uuid4(),
        promise_days=service.promise_days,
        promise_minutes=service.promise_minutes,
        **fields,
    )
    case_clock.begin(application)
    return application


def to_signature(application: Application, staff: dict[str, Any]) -> Application:
    """Walk an application to the signer."""
    moved = handling.forward(by=staff["joko"], application=application)
    while moved.state in (ApplicationState.SECTION, ApplicationState.SECRETARY):
        who = "kirana" if moved.state == ApplicationState.SECTION else "sari"
        moved = handling.initial(by=staff[who], application=moved)
    return moved


def issued(application: Application, staff: dict[str, Any], **more: Any) -> Letter:
    """The letter of an application, walked through the whole chain."""
    handling.sign(by=staff["lukman"], application=to_signature(application, staff), **more)
    return application.letters.select_related("entry", "stored", "template").latest("id")
