"""A forum's ballot as its officers open, type and count it."""

from typing import Any

from django import forms

from core.forms import CleanLine, CleanText, CountField
from core.once import OnceForm
from core.text import rupiah
from musrenbang.models import Elector, Forum, ForumItem, Round
from musrenbang.queries.forum_ballot import undecided
from musrenbang.services import forum_ballot as verbs
from musrenbang.services.round_plan import MOST_OPTIONS
from musrenbang.services.rounds import cancel_round


class OpenBallot(OnceForm):
    """Over which proposals, how many choices, how long."""

    label, done = "Buka pemungutan suara", "Pemungutan suara dibuka."
    title = CleanLine(label="Judul", max_length=160, initial="Urutan yang belum disepakati")
    items = forms.MultipleChoiceField(
        label="Usulan di surat suara",
        widget=forms.CheckboxSelectMultiple,
        help_text="Usulan yang belum diputuskan dan punya biaya.",
    )
    max_choices = CountField(label="Pilihan paling banyak", min_value=1, max_value=59, initial=1)
    minutes = CountField(label="Lama pemungutan (menit)", min_value=1, max_value=verbs.MOST_MINUTES, initial=15)

    def __init__(self, *args: Any, forum: Forum, **kwargs: Any) -> None:
        self.forum = forum
        super().__init__(*args, **kwargs)
        self.offered: dict[str, ForumItem] = {str(one.pk): one for one in undecided(forum)[:MOST_OPTIONS]}
        field: Any = self.fields["items"]
        field.choices = [(pk, words(one)) for pk, one in self.offered.items()]

    def save(self, *, by: Any) -> Round:
        data = {name: value for name, value in self.cleaned_data.items() if name != "kunci"}
        chosen = [self.offered[pk] for pk in data.pop("items")]
        return verbs.open_ballot(by=by, forum=self.forum, items=chosen, **data)


def words(item: ForumItem) -> str:
    """One proposal in the list to choose from."""
    rank = f"{item.rank}. " if item.rank else ""
    return f"{rank}{item.proposal.public_title}, {item.village.label}, {rupiah(item.cost)}"


class BallotDeed(OnceForm):
    """One step of a running ballot."""

    label, done = "", "Tersimpan."

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        self.round = round
        super().__init__(*args, **kwargs)

    def save(self, *, by: Any) -> Any:
        raise NotImplementedError


class TypePaper(BallotDeed):
    """One paper, typed by two officers one after the other."""

    label, done = "Ketik surat suara kertas", "Lembar disimpan."
    number = CountField(label="Nomor lembar", min_value=1, max_value=9999)
    choices = forms.MultipleChoiceField(label="Yang dicentang", widget=forms.CheckboxSelectMultiple, required=False)
    invalid = forms.BooleanField(label="Lembar ini tidak sah", required=False)

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, round=round, **kwargs)
        field: Any = self.fields["choices"]
        field.choices = [(str(one.number), str(one)) for one in round.options.order_by("number")]

    def save(self, *, by: Any) -> Any:
        data = {name: value for name, value in self.cleaned_data.items() if name != "kunci"}
        return verbs.type_paper(by=by, round=self.round, **data)


class GivePaper(BallotDeed):
    """A paper for somebody who has an account and no phone at hand."""

    label, done = "Beri surat suara kertas", "Peserta ini memilih di kertas."
    elector = forms.ModelChoiceField(
        label="Peserta yang punya akun", queryset=Elector.objects.none(), empty_label="Pilih peserta"
    )

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, round=round, **kwargs)
        field: Any = self.fields["elector"]
        field.queryset = round.electors.filter(paper=False).select_related("attendance").order_by("attendance__name")
        field.label_from_instance = lambda one: str(one.attendance)

    def save(self, *, by: Any) -> None:
        verbs.give_paper(by=by, round=self.round, elector=self.cleaned_data["elector"])


class CountBallot(BallotDeed):
    label, done = "Hitung suara", "Suara dihitung."

    def save(self, *, by: Any) -> Round:
        return verbs.count_ballot(by=by, round=self.round)


class CancelBallot(BallotDeed):
    label, done = "Batalkan pemungutan", "Pemungutan suara dibatalkan."
    note = CleanText(
        label="Alasan", max_length=5000, widget=forms.Textarea(attrs={"rows": 3}), help_text="Paling sedikit 20 huruf."
    )

    def save(self, *, by: Any) -> Round:
        return cancel_round(by=by, round=self.round, note=self.cleaned_data["note"])


BALLOT_DEEDS: dict[str, type[BallotDeed]] = {
    "paper": TypePaper,
    "give": GivePaper,
    "count": CountBallot,
    "cancel": CancelBallot,
}
