"""An office with services and counters, at nine on a working day."""

import uuid
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from layanan.models import QueueCounter, QueueOffice, QueueService, Ticket
from layanan.services import calling, tickets
from tests.conftest import DISTRICT

NINE = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Asia/Jakarta"))  # a Tuesday


def make_office(slug: str = "kecamatan", region: str = DISTRICT, counters: int = 2) -> QueueOffice:
    office = QueueOffice.objects.create(
        region_id=region, slug=slug, name=f"Kantor {slug}", opens=time(8), closes=time(15), issues_from=time(7, 30)
    )
    QueueService.objects.create(office=office, name="Legalisasi", prefix="A", minutes=4, position=1)
    QueueService.objects.create(office=office, name="Surat keterangan", prefix="B", minutes=9, position=2)
    for number in range(1, counters + 1):
        QueueCounter.objects.create(office=office, number=number)
    return office


def take(office: QueueOffice, prefix: str = "A", **more: Any) -> Ticket:
    service = office.services.get(prefix=prefix)
    return tickets.take_ticket(office=office, service=service, key=more.pop("key", None) or uuid.uuid4(), **more)


def counter(office: QueueOffice, number: int = 1) -> QueueCounter:
    return office.counters.get(number=number)


def call(by: Any, office: QueueOffice, number: int = 1, **more: Any) -> Ticket | None:
    return calling.call_next(by=by, counter=counter(office, number), **more)
