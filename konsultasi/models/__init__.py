"""Public consultation: a draft in numbered versions, what people say to its passages, what the office answers."""

from konsultasi.models.drafts import Consultation, ConsultationQuerySet, Passage, Version
from konsultasi.models.inputs import Input, InputQuerySet, Response
from konsultasi.models.places import Change, Credit, Standing

__all__ = [
    "Change",
    "Consultation",
    "ConsultationQuerySet",
    "Credit",
    "Input",
    "InputQuerySet",
    "Passage",
    "Response",
    "Standing",
    "Version",
]
