"""What people and officers type. Each form calls one verb."""

from konsultasi.forms.citizen import EditForm, FilterForm, InputForm
from konsultasi.forms.desk import AnswerForm, DeskFilterForm, ModerateForm, RecordForm
from konsultasi.forms.handling import AssignForm, NoteForm, TagForm
from konsultasi.forms.versions import CreditForm, PlaceForm

__all__ = [
    "AnswerForm",
    "AssignForm",
    "CreditForm",
    "DeskFilterForm",
    "EditForm",
    "FilterForm",
    "InputForm",
    "ModerateForm",
    "NoteForm",
    "PlaceForm",
    "RecordForm",
    "TagForm",
]
