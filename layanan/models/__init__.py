"""What the service room keeps."""

from layanan.models.applications import Application, ApplicationChannel, ApplicationDraft, ApplicationFile
from layanan.models.cases import CaseEvent, CaseLook, CaseNote, CasePause, OfficeHours, OfficeSeason, ServiceCost
from layanan.models.devices import QueueDevice, QueueFigure, QueueLease, QueueVoice
from layanan.models.letters import (
    Letter,
    LetterClass,
    Letterhead,
    LetterRegister,
    LetterTemplate,
    Official,
    RegisterEntry,
)
from layanan.models.queue import CounterShift, QueueCounter, QueueOffice, QueueService
from layanan.models.services import Output, Service, ServiceVersion
from layanan.models.survey import FollowUp, SurveyBatch, SurveyPeriod, SurveyResponse, SurveyToken
from layanan.models.tickets import QueueDay, ServiceEvent, Ticket, minute_of

__all__ = [
    "Application",
    "ApplicationChannel",
    "ApplicationDraft",
    "ApplicationFile",
    "CaseEvent",
    "CaseLook",
    "CaseNote",
    "CasePause",
    "CounterShift",
    "FollowUp",
    "Letter",
    "LetterClass",
    "LetterRegister",
    "LetterTemplate",
    "Letterhead",
    "OfficeHours",
    "OfficeSeason",
    "Official",
    "Output",
    "QueueCounter",
    "QueueDay",
    "QueueDevice",
    "QueueFigure",
    "QueueLease",
    "QueueOffice",
    "QueueService",
    "QueueVoice",
    "RegisterEntry",
    "Service",
    "ServiceCost",
    "ServiceEvent",
    "ServiceVersion",
    "SurveyBatch",
    "SurveyPeriod",
    "SurveyResponse",
    "SurveyToken",
    "Ticket",
    "minute_of",
]
