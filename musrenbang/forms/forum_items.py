"""The score sheet, and the deeds about one proposal of a forum."""

from collections.abc import Sequence
from typing import Any

from django import forms

from core.forms import CleanText, CountField, RupiahField
from core.once import OnceForm, VerbForm
from musrenbang import scoring
from musrenbang.forms.drafts import as_typed
from musrenbang.forum_states import Decision, ForumState
from musrenbang.models import Forum, ForumItem, Score, Scorer
from musrenbang.services import agreeing, forums, minutes, ranking, scores
from musrenbang.states import Reason

POINTS = [(str(n), str(n)) for n in range(scoring.criteria.LEAST, scoring.criteria.MOST + 1)]


class SheetForm(OnceForm):
    """Points of one scorer for the proposals of one page; what is left empty is not scored yet."""

    mark_optional = False

    def __init__(
        self, *args: Any, forum: Forum, items: Sequence[ForumItem], scorer: Scorer | None, mine: Any, **kwargs: Any
    ) -> None:
        self.forum, self.items, self.scorer = forum, items, scorer
        self.chosen = forum.criteria.rules
        kwargs["initial"] = given(items, scorer, mine)
        super().__init__(*args, **kwargs)
        for item in items:
            for one in self.chosen.asked(item.kind, item.figures):
                self.fields[f"n{item.pk}_{one.key}"] = forms.ChoiceField(
                    label=one.label, choices=POINTS, required=False, widget=forms.RadioSelect
                )

    @property
    def rows(self) -> list[tuple[ForumItem, list[tuple[Any, str]], list[tuple[str, int]]]]:
        """Each proposal with its fields and their guides, and the points that follow from its figures."""
        guides = {one.key: one.guide for one in self.forum.criteria.criteria.all()}
        labels = {one.key: one.label for one in self.chosen.criteria}
        return [
            (
                item,
                [
                    (self[f"n{item.pk}_{one.key}"], guides[one.key])
                    for one in self.chosen.asked(item.kind, item.figures)
                ],
                [(labels[key], points) for key, points in self.chosen.measured(item.kind, item.figures).items()],
            )
            for item in self.items
        ]

    def save(self, *, by: Any) -> int:
        answers: dict[int, dict[str, int]] = {}
        for item in self.items:
            for one in self.chosen.asked(item.kind, item.figures):
                if typed := self.cleaned_data.get(f"n{item.pk}_{one.key}"):
                    answers.setdefault(item.pk, {})[one.key] = int(typed)
        return len(scores.score_items(by=by, forum=self.forum, answers=answers, scorer=self.scorer))


def given(items: Sequence[ForumItem], scorer: Scorer | None, mine: Any) -> dict[str, str]:
    """What this scorer answered before, as the sheet shows it; one query."""
    rows = Score.objects.standing().filter(item__in=[item.pk for item in items])
    rows = rows.filter(scorer=scorer) if scorer is not None else rows.filter(scorer__user=mine)
    return {
        f"n{item}_{key}": str(points) for item, key, points in rows.values_list("item_id", "criterion__key", "points")
    }


class ItemDeed(VerbForm):
    """One deed about one proposal of a forum."""

    about = "item"
    item: ForumItem
    label = ""
    done = "Tersimpan."
    states: frozenset[str] = frozenset({ForumState.OPEN})
    undecided = True  # offered only before the decision


class Discuss(ItemDeed):
    label, done, undecided = "Tampilkan di layar sebagai yang dibahas", "Tampil di layar.", False

    def save(self, *, by: Any) -> None:
        forums.discuss(by=by, forum=self.item.forum, item=self.item)


class Decide(ItemDeed):
    """What the forum agreed on; `seen` is the decision that stood there before."""

    verb, label, done = agreeing.decide_item, "Catat keputusan", "Keputusan dicatat."
    states = frozenset({ForumState.OPEN, ForumState.CORRECTING})
    undecided = False
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    decision = forms.ChoiceField(label="Keputusan forum", choices=Decision.choices, widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label="Kode alasan",
        choices=[("", "Pilih alasan"), *Reason.choices],
        required=False,
        help_text="Wajib bila belum dapat diakomodasi.",
    )
    note = CleanText(
        label="Penjelasan untuk warga",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Wajib bila belum dapat diakomodasi, paling sedikit 20 huruf. Dibaca semua orang.",
    )

    def __init__(self, *args: Any, item: ForumItem, **kwargs: Any) -> None:
        kwargs["initial"] = {"seen": item.decision, "decision": item.slot or None}
        super().__init__(*args, item=item, **kwargs)


class Put(ItemDeed):
    verb, label, done = ranking.put, "Tetapkan di luar urutan", "Penetapan forum dicatat."
    slot = forms.ChoiceField(
        label="Penetapan forum",
        choices=[("prioritas", "Masuk prioritas"), ("cadangan", "Tunda ke cadangan"), ("", "Ikuti urutan skor")],
        required=False,
        widget=forms.RadioSelect,
    )
    note = CleanText(
        label="Alasan forum",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Paling sedikit 20 huruf. Dibaca semua orang.",
    )

    def __init__(self, *args: Any, item: ForumItem, **kwargs: Any) -> None:
        kwargs["initial"] = {"slot": item.put, "note": item.put_note}
        super().__init__(*args, item=item, **kwargs)


class Gates(ItemDeed):
    verb, label, done = scores.check_gates, "Periksa syarat", "Syarat dicatat."
    failed = forms.MultipleChoiceField(
        label="Syarat yang belum dipenuhi",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Usulan yang belum memenuhi syarat tidak diurutkan.",
    )

    def __init__(self, *args: Any, item: ForumItem, **kwargs: Any) -> None:
        kwargs["initial"] = {"failed": item.failed_gates}
        super().__init__(*args, item=item, **kwargs)
        field: Any = self.fields["failed"]
        field.choices = [(key, words) for key, words in item.forum.criteria.gates]


class Figures(ItemDeed):
    verb, label, done = scores.set_figures, "Ubah angka yang disepakati", "Angka dicatat."
    cost = RupiahField(label="Biaya", required=False, min_value=1)
    households = CountField(label="Keluarga yang terbantu (KK)", required=False, max_value=10**6)

    def __init__(self, *args: Any, item: ForumItem, **kwargs: Any) -> None:
        kwargs["initial"] = {"cost": as_typed(item.cost), "households": as_typed(item.households)}
        super().__init__(*args, item=item, **kwargs)


class Note(ItemDeed):
    label, done, undecided = "Catat notulen tentang usulan ini", "Notulen dicatat.", False
    states = frozenset({ForumState.OPEN, ForumState.CLOSED, ForumState.CORRECTING})
    text = CleanText(
        label="Notulen", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), help_text="Dibaca semua orang."
    )

    def save(self, *, by: Any) -> None:
        minutes.write_line(by=by, forum=self.item.forum, text=self.cleaned_data["text"], item=self.item)


class LeaveOut(ItemDeed):
    verb, label, done = forums.leave_out, "Keluarkan dari daftar", "Usulan dikeluarkan dari daftar forum."
    states = frozenset({ForumState.PREPARED, ForumState.OPEN})


ITEM_DEEDS: dict[str, type[ItemDeed]] = {
    "discuss": Discuss,
    "decide": Decide,
    "note": Note,
    "put": Put,
    "figures": Figures,
    "gates": Gates,
    "leave_out": LeaveOut,
}
