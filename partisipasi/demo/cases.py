"""Applications on their way through the office: every state, ten letters; the past of the log of services."""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.test import override_settings
from django.utils import timezone

from core import pdf
from core.seal import house
from layanan.letter_states import Seat
from layanan.models import (
    CaseEvent,
    LetterClass,
    Letterhead,
    LetterTemplate,
    OfficeHours,
    OfficeSeason,
    Official,
    Service,
    ServiceCost,
)
from layanan.queries.letters import letter_of
from layanan.services import handling
from layanan.services.letters import replace_letter, revoke_letter
from partisipasi.demo.clock import days_ago
from partisipasi.demo.timeline import Timeline
from wilayah.queries import root_region

PASSPHRASE = {"passphrase": "contoh-sandi"}
ASKED = "Foto kartu keluarga belum terbaca. Ambil foto lagi di tempat yang terang, lalu kirim."
REFUSED = "Menurut persyaratan, permohonan ini diajukan di kelurahan atau desa tempat tinggal Anda."
REVOKED = "Dokumen pendukung yang dilampirkan ternyata tidak benar."
ENDS = ["selesai"] * 2 + [
    "diajukan",
    "siap",
    "diperiksa",
    "kasi",
    "lengkapi",
    "ditolak",
    "sekcam",
    "tangan",
    "batal",
]  # how far an application comes, in turn
MOST_LETTERS = 9  # walked through the chain; the one that is replaced makes a tenth
HOURS = [("08:00", "12:00"), ("13:00", "15:30")]
BODY = (
    "Yang bertanda tangan di bawah ini menerangkan bahwa:\n\nNama: {nama}\nKelurahan/Desa: {desa}\n\n"
    "adalah benar warga kami. Surat ini dibuat atas permohonan yang bersangkutan nomor {nomor_permohonan} "
    "untuk dipergunakan sebagaimana mestinya."
)


def seed_office(people: dict[str, Any]) -> None:
    """What letters and clocks need: officials, letterhead, hours, Ramadan, costs."""
    region, since = root_region(), days_ago(400).date()
    seats = (
        (people["joko"], Seat.SECTION, "Kasi Pelayanan Umum"),
        (people["nurul"], Seat.SECRETARY, "Sekretaris Kecamatan"),
    )
    for user, seat, office in (*seats, (people["kartika"], Seat.SIGNER, f"Camat {region.name}")):
        more = {"name": f"{user.full_name}, S.IP.", "office": office, "rank": "Pembina", "since": since}
        Official.objects.create(user=user, region=region, seat=seat, **more)
    head = {"above": "Pemerintah Kabupaten Temanggung", "office": f"Kecamatan {region.name}", "place": region.name}
    Letterhead.objects.create(region=region, address="Jalan Contoh Nomor 1, Temanggung 56212", **head)
    for day in (1, 2, 3, 4):
        for opens, closes in HOURS:
            OfficeHours.objects.create(region=region, weekday=day, opens=opens, closes=closes)
    OfficeHours.objects.create(region=region, weekday=5, opens="08:00", closes="11:30")
    season = OfficeSeason.objects.create(region=region, first=date(2027, 2, 8), last=date(2027, 3, 9))
    for day in (1, 2, 3, 4, 5):
        hours = {"opens": "08:00", "closes": "11:30" if day == 5 else "14:00"}
        OfficeHours.objects.create(region=region, season=season, weekday=day, **hours)
    _costs(region)


def _costs(region: Any) -> None:
    """What the services cost in each of the last four months."""
    month = timezone.localdate().replace(day=1)
    for amount in (4_180_000, 4_350_000, 4_020_000, 4_200_000):
        month = (month - timedelta(days=1)).replace(day=1)
        ServiceCost.objects.create(region=region, month=month, amount=Decimal(amount))


def seed_templates() -> None:
    """A letter for every service that ends in one."""
    Walked.signed = Walked.ended = 0
    klass = {}
    for code, name in (("400", "Kesejahteraan rakyat"), ("474", "Kependudukan"), ("503", "Perizinan")):
        more = {"name": name, "unit": "Kec.Tmg"}
        klass[code] = LetterClass.objects.create(region=root_region(), code=code, **more)
    services = Service.objects.exclude(output="tanpa").filter(letter_template=None).order_by("position", "pk")
    for place, service in enumerate(services):
        code = list(klass)[place % len(klass)]
        subject = service.name[:160]
        title = service.name[:120]
        template = LetterTemplate(service=service, klass=klass[code], title=title, subject=subject, body=BODY)
        template.purpose, template.valid_days = "{keperluan}", 90
        template.save()


def handle(
    *, timeline: Timeline, received: datetime, get: Callable[[], Any], number: int, people: dict[str, Any]
) -> None:
    """Put on the timeline what becomes of application `number` (0, 1, 2 …); `get()` gives it once it is there."""
    end = ENDS[number % len(ENDS)]
    case = Walked(get, people)
    for hours, deed in _steps(case, end):
        timeline.add(received + timedelta(hours=hours), deed)


def _steps(case: "Walked", end: str) -> list[tuple[int, Callable[[], Any]]]:
    """Deeds with their hours after receipt."""
    sent = [(3, case.forward)]
    ways: dict[str, list[tuple[int, Callable[[], Any]]]] = {
        "diajukan": [],
        "diperiksa": [(2, case.take)],
        "lengkapi": [(2, case.ask)],
        "kasi": sent,
        "sekcam": [*sent, (5, case.initial)],
        "tangan": [*sent, (5, case.initial), (24, case.initial)],
        "siap": [*sent, (5, case.initial), (24, case.initial), (26, case.sign)],
        "selesai": [
            *sent,
            (5, case.initial),
            (24, case.initial),
            (26, case.sign),
            (49, case.hand_over),
            (70, case.after),
        ],
        "ditolak": [(2, case.take), (4, case.refuse)],
        "batal": [(6, case.cancel)],
    }
    return ways[end]


class Walked:
    """One application on its way; a step that does not fit its service's chain is left out."""

    signed, ended = 0, 0

    def __init__(self, get: Callable[[], Any], people: dict[str, Any]) -> None:
        self.get, self.people = get, people

    def take(self) -> None:
        handling.take(by=self.people["joko"], application=self.get())

    def forward(self) -> None:
        case = self.get()
        seen = list(case.files.values_list("pk", flat=True))
        handling.forward(by=self.people["joko"], application=case, seen=seen)

    def ask(self) -> None:
        handling.ask(by=self.people["joko"], application=self.get(), reason="berkas", note=ASKED)

    def initial(self) -> None:
        case = self._fresh()
        who = {"paraf_kasi": "joko", "paraf_sekcam": "nurul"}.get(case.state)
        if who:
            handling.initial(by=self.people[who], application=case)

    def sign(self) -> None:
        case = self._fresh()
        if case.state != "tanda_tangan" or Walked.signed >= MOST_LETTERS or not (house.available() and pdf.available()):
            return
        Walked.signed += 1
        with override_settings(LETTER_SIGNER="layanan.signing.FakeProvider"):
            handling.sign(by=self.people["kartika"], application=case, **PASSPHRASE)

    def hand_over(self) -> None:
        case = self._fresh()
        if case.state in ("siap_diambil", "terbit_digital"):
            handling.hand_over(by=self.people["joko"], application=case)

    def after(self) -> None:
        """The first letter is revoked, the second one replaced."""
        letter, by = letter_of(self.get()), self.people["kartika"]
        if letter is None or letter.provider:
            return
        Walked.ended += 1
        if Walked.ended == 1:
            revoke_letter(by=by, letter=letter, reason="palsu", note=REVOKED)
        elif Walked.ended == 2:
            body = f"{letter.body}\n\nSurat ini memperbaiki surat lama."
            replace_letter(by=by, letter=letter, reason="salah", body=body)

    def refuse(self) -> None:
        handling.refuse(by=self.people["joko"], application=self._fresh(), reason="wewenang", note=REFUSED)

    def cancel(self) -> None:
        case = self._fresh()
        handling.cancel(by=case.applicant, application=case)

    def _fresh(self) -> Any:
        case = self.get()
        case.refresh_from_db()
        return case


def seed_log() -> None:
    """Twelve weeks in the log of services: forms opened and sent, promises kept and broken; two services are slow."""
    chance = random.Random(2611_7)  # noqa: S311  the same past every time
    rows: list[CaseEvent] = []
    for place, service in enumerate(Service.objects.order_by("pk")):
        reliable = {0: 0.97, 1: 0.74, 2: 0.92, 3: 0.61}.get(place % 7, 0.9)
        for _ in range(chance.randint(9, 28)):
            rows += _one(service, chance, kept=chance.random() < reliable)
    CaseEvent.objects.bulk_create(rows, batch_size=500)


def _one(service: Any, chance: random.Random, *, kept: bool) -> list[CaseEvent]:
    """An application of the past as the log tells it."""
    day = days_ago(chance.randint(4, 82), chance.randint(8, 14), chance.randint(0, 59))
    channel = chance.choices(["daring", "bantuan", "loket"], [6, 2, 2])[0]
    made = [CaseEvent(kind="mulai", service=service, channel=channel, at=day)] if channel == "daring" else []
    if channel == "daring" and chance.random() < 0.22:
        return made  # opened and left
    later = day + timedelta(days=chance.randint(1, 3))
    minutes = chance.randint(200, 1300)
    end = {"service": service, "channel": channel}
    made.append(CaseEvent(kind="kirim", at=day, **end))
    made.append(CaseEvent(kind="siap", at=later, kept=kept, minutes=minutes, **end))
    return [*made, CaseEvent(kind="selesai", at=later + timedelta(hours=3), **end)]
