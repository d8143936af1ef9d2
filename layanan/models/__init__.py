"""What the service room keeps."""

from layanan.models.applications import Application, ApplicationChannel, ApplicationDraft, ApplicationFile
from layanan.models.queue import CounterShift, QueueCounter, QueueOffice, QueueService
from layanan.models.services import Output, Service, ServiceVersion
from layanan.models.survey import FollowUp, SurveyBatch, SurveyPeriod, SurveyResponse, SurveyToken
from layanan.models.tickets import QueueDay, ServiceEvent, Ticket, minute_of

__all__ = [
    "Application",
    "ApplicationChannel",
    "ApplicationDraft",
    "ApplicationFile",
    "CounterShift",
    "FollowUp",
    "Output",
    "QueueCounter",
    "QueueDay",
    "QueueOffice",
    "QueueService",
    "Service",
    "ServiceEvent",
    "ServiceVersion",
    "SurveyBatch",
    "SurveyPeriod",
    "SurveyResponse",
    "SurveyToken",
    "Ticket",
    "minute_of",
]
