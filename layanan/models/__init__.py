"""What the service room keeps."""

from layanan.models.queue import CounterShift, QueueCounter, QueueOffice, QueueService
from layanan.models.tickets import QueueDay, ServiceEvent, Ticket, minute_of

__all__ = [
    "CounterShift",
    "QueueCounter",
    "QueueDay",
    "QueueOffice",
    "QueueService",
    "ServiceEvent",
    "Ticket",
    "minute_of",
]
