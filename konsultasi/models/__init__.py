"""Public consultation: a draft in numbered versions, what people say to its passages, what the office answers."""

from konsultasi.models.drafts import Consultation, ConsultationQuerySet, Passage, Version
from konsultasi.models.handling import Closing, Group, Member, Note, PassedOver, SavedText, Tag, Unit
from konsultasi.models.inputs import Input, InputQuerySet, InputSupport, Response
from konsultasi.models.intake import Attachment, Batch, Guest
from konsultasi.models.news import News
from konsultasi.models.places import Change, Credit, Standing
from konsultasi.models.record import MatrixFile, Minutes

__all__ = [
    "Attachment",
    "Batch",
    "Change",
    "Closing",
    "Consultation",
    "ConsultationQuerySet",
    "Credit",
    "Group",
    "Guest",
    "Input",
    "InputQuerySet",
    "InputSupport",
    "MatrixFile",
    "Member",
    "Minutes",
    "News",
    "Note",
    "Passage",
    "PassedOver",
    "Response",
    "SavedText",
    "Standing",
    "Tag",
    "Unit",
    "Version",
]
