"""What people and officers type. Each form calls one verb."""

from konsultasi.forms.batches import BatchForm, StepForm
from konsultasi.forms.citizen import EditForm, FilterForm, InputForm
from konsultasi.forms.closing import CloseForm
from konsultasi.forms.desk import AnswerForm, DeskFilterForm, ModerateForm, RecordForm
from konsultasi.forms.groups import GroupAnswerForm, GroupForm, JoinForm, SavedTextForm
from konsultasi.forms.guests import CodeForm, GuestForm
from konsultasi.forms.handling import AssignForm, NoteForm, TagForm
from konsultasi.forms.splitting import SplitForm
from konsultasi.forms.units import BulkTagForm, UnitForm
from konsultasi.forms.versions import CreditForm, PlaceForm

__all__ = [
    "StepForm",
    "BatchForm",
    "AnswerForm",
    "AssignForm",
    "BulkTagForm",
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
    "SplitForm",
    "TagForm",
    "UnitForm",
]
