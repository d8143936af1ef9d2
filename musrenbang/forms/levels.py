"""Forms of the deeds that change no state, and of what follows a return or a merge; with them FORMS is whole."""

from typing import Any

from django import forms

from core.forms import CleanText, CountField, DecimalText, RupiahField
from musrenbang import services
from musrenbang.forms import desk
from musrenbang.forms.desk import AgencyField, DeedForm, ReasonForm
from musrenbang.forms.reopened import CloseAgainForm, RecallForm
from musrenbang.models import Proposal
from musrenbang.queries.work import levels_of
from musrenbang.services.levels import MOST_DAYS, standing_checks
from musrenbang.states import CheckTopic, PlanLevel, Reason, Verdict


class ChecksForm(DeedForm):
    """The checklist: six points, each fine, not needed, or a problem with its reason."""

    verb = services.record_checks

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, proposal=proposal, **kwargs)
        known = standing_checks(proposal)
        problems = [(f"masalah:{reason}", f"Bermasalah: {label}") for reason, label in Reason.choices]
        good = [(Verdict.GOOD.value, Verdict.GOOD.label), (Verdict.NOT_NEEDED.value, Verdict.NOT_NEEDED.label)]
        for topic, label in CheckTopic.choices:
            row = known.get(topic)
            found = f"masalah:{row.reason}" if row and row.reason else row.verdict if row else ""
            self.fields[topic] = forms.ChoiceField(
                label=label, required=False, initial=found, choices=[("", "Belum diperiksa"), *good, *problems]
            )
        del self.fields["note"]

    def values(self) -> dict[str, Any]:
        checks = {}
        for topic in CheckTopic.values:
            verdict, _, reason = self.cleaned_data[topic].partition(":")
            if verdict:
                checks[topic] = (verdict, reason)
        return {"checks": checks}


class DaysField(CountField):
    """Working days from today."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label="Waktu perbaikan (hari kerja)", min_value=1, max_value=MOST_DAYS, initial=10, **kwargs)


class ReturnForm(ReasonForm):
    """Send back for correction, for so many working days."""

    verb = services.return_proposal
    days = DaysField(required=False, help_text="Sesudah itu usulan kembali ke antrean Anda.")


class ExtendForm(DeedForm):
    verb = services.extend_deadline
    days = DaysField()


class LapseForm(ReasonForm):
    """Closed, since nobody mended it in time."""

    verb = services.lapse_proposal


class RerouteForm(ReasonForm):
    """Another body carries it out; the first one named stays on record."""

    verb = services.reroute_agency
    agency = AgencyField(label="Perangkat daerah yang benar")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"reason": Reason.WRONG_AGENCY.value, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class RecommendForm(DeedForm):
    """What a level recommends beside the citizen's original."""

    verb = services.recommend
    level = forms.ChoiceField(label="Tingkat", choices=[])
    wording = CleanText(label="Rumusan yang direkomendasikan", max_length=300, required=False)
    quantity = DecimalText(
        label="Volume yang direkomendasikan", required=False, min_value=0.01, max_digits=14, decimal_places=2
    )
    budget = RupiahField(label="Anggaran yang direkomendasikan", required=False, min_value=1)

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = levels_of(user, self.proposal) if user is not None else PlanLevel.choices
        self.fields["level"].choices = offered
        self.fields["note"].max_length = 2000


class UnmergeForm(DeedForm):
    verb = services.unmerge_proposal


class UnsplitForm(DeedForm):
    verb = services.unsplit_proposal


FORMS: dict[str, type[DeedForm]] = desk.FORMS | {
    "return": ReturnForm,
    "lapse": LapseForm,
    "checks": ChecksForm,
    "extend": ExtendForm,
    "reroute": RerouteForm,
    "recommend": RecommendForm,
    "unmerge": UnmergeForm,
    "recall": RecallForm,
    "close_again": CloseAgainForm,
    "unsplit": UnsplitForm,
}
