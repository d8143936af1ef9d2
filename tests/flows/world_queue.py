"""The queue of the world (see world.py): an office that is always open, one number that waits."""

import uuid
from datetime import time
from typing import Any

from layanan.models import QueueCounter, QueueOffice, QueueService
from layanan.services.tickets import take_ticket
from tests.conftest import DISTRICT


def queues(w: Any) -> None:
    office = QueueOffice.objects.create(
        region_id=DISTRICT,
        slug="loket",
        name="Kantor kecamatan",
        weekdays="1234567",
        opens=time(0),
        issues_from=time(0),
        closes=time(23, 59, 59),
    )
    service = QueueService.objects.create(office=office, name="Legalisasi", prefix="A", minutes=4)
    QueueService.objects.create(office=office, name="Surat keterangan", prefix="B")
    w.queue_counter = QueueCounter.objects.create(office=office, number=1)
    w.queue_ticket = take_ticket(office=office, service=service, key=uuid.uuid4())
