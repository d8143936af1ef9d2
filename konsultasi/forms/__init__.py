"""What people and officers type. Each form calls one verb."""

from konsultasi.forms.batches import BatchForm, StepForm
from konsultasi.forms.citizen import EditForm, FilterForm, InputForm
from konsultasi.forms.closing import CloseForm
from konsultasi.forms.desk import AnswerForm, DeskFilterForm, ModerateForm, RecordForm
from konsultasi.forms.groups import GroupAnswerForm, GroupForm, JoinForm, SavedTextForm
from konsultasi.forms.guests import CodeForm, GuestForm
from konsultasi.forms.handling import AssignForm, NoteForm, TagForm
from konsultasi.forms.versions import CreditForm, PlaceForm

__all__ = [
    "AnswerForm",
    "AssignForm",
    "BatchForm",
    "CloseForm",
    "CodeForm",
    "CreditForm",
    "DeskFilterForm",
    "EditForm",
    "FilterForm",
    "GroupAnswerForm",
    "GroupForm",
    "GuestForm",
    "InputForm",
    "JoinForm",
    "ModerateForm",
    "NoteForm",
    "PlaceForm",
    "RecordForm",
    "SavedTextForm",
    "StepForm",
    "TagForm",
]
