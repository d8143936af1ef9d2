"""What the service room keeps."""

from layanan.models.queue import CounterShift, QueueCounter, QueueOffice, QueueService
from layanan.models.survey import FollowUp, SurveyBatch, SurveyPeriod, SurveyResponse, SurveyToken
from layanan.models.tickets import QueueDay, ServiceEvent, Ticket, minute_of

__all__ = [
    "CounterShift",
    "FollowUp",
    "QueueCounter",
    "QueueDay",
    "QueueOffice",
    "QueueService",
    "ServiceEvent",
    "SurveyBatch",
    "SurveyPeriod",
    "SurveyResponse",
    "SurveyToken",
    "Ticket",
    "minute_of",
]
