"""What people type in a conversation."""

from typing import Any

from django import forms

from core.forms import CleanText
from core.once import OnceForm
from core.text import clean
from dialog import services
from dialog.models import Comment
from dialog.registry import Thing
from dialog.services.comments import MAX_LENGTH
from dialog.states import HideReason
from notifications.models import Topic

JUDGE = [("hide", "Sembunyikan"), ("keep", "Tetap tampilkan")]
SHOW = [("restore", "Tampilkan lagi")]
LATE = {"max_length": "Komentar paling panjang 3.000 huruf. Ringkas tulisan Anda."}


def body_field() -> CleanText:
    """The box for a comment."""
    return CleanText(
        label="Komentar",
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Tulis komentar Anda.", **LATE},
    )


class CommentForm(OnceForm):
    """A new comment or reply."""

    body = body_field()
    stance = forms.ChoiceField(
        label="Sikap Anda", choices=Comment.Stance.choices, required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, topic: Topic, parent: Comment | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topic, self.parent = topic, parent
        if not topic.asks_stance or parent is not None:
            del self.fields["stance"]

    def save(self, *, by: Any) -> Comment:
        """Post it."""
        return services.post_comment(
            by=by,
            topic=self.topic,
            parent=self.parent,
            body=self.cleaned_data["body"],
            stance=self.cleaned_data.get("stance", ""),
        )


class EditForm(OnceForm):
    """One's own comment, within 15 minutes."""

    body = body_field()

    def save(self, *, by: Any, comment: Comment) -> Comment:
        """Change it."""
        return services.edit_comment(by=by, comment=comment, body=self.cleaned_data["body"])


class ReportForm(OnceForm):
    """Why a comment breaks the house rules."""

    reason = forms.ChoiceField(label="Alasan", choices=HideReason.choices, widget=forms.RadioSelect)

    def save(self, *, by: Any, comment: Comment) -> Comment:
        """Report it."""
        services.report_comment(by=by, comment=comment, reason=self.cleaned_data["reason"])
        return comment


class ReportThingForm(ReportForm):
    """Why a thing of a room breaks the house rules."""

    def save(self, *, by: Any, thing: Thing) -> Thing:  # type: ignore[override]
        """Report it."""
        services.report_thing(by=by, thing=thing, reason=self.cleaned_data["reason"])
        return thing


class JudgeForm(OnceForm):
    """A moderator's decision on one thing: hide with a reason, leave as it is, or show again."""

    decision = forms.ChoiceField(label="Keputusan", widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label="Alasan, wajib bila disembunyikan",
        required=False,
        choices=[("", "Pilih alasan"), *HideReason.choices],
    )
    note = forms.CharField(
        label="Penjelasan",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dibaca semua orang. Jangan menulis nama atau data pribadi.",
    )

    def __init__(self, *args: Any, deeds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = deeds  # type: ignore[attr-defined]
        if len(deeds) == 1:  # one choice is none: it stands chosen
            self.initial["decision"] = deeds[0][0]
        if "hide" not in dict(deeds):
            del self.fields["reason"]

    def clean_note(self) -> str:
        """Plain text."""
        return clean(self.cleaned_data["note"])

    def clean(self) -> dict[str, Any]:
        """A reason is owed where something is hidden."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("decision") == "hide" and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Pilih alasan.")
        return data


class DecisionForm(JudgeForm):
    """A moderator's decision on one comment."""

    def __init__(self, *args: Any, comment: Comment, **kwargs: Any) -> None:
        rows = [row for row in Comment.LIFECYCLE.next(comment.state) if row.rule == "dialog.moderate"]
        super().__init__(*args, deeds=[(row.name, row.label) for row in rows], **kwargs)
        self.comment = comment

    def save(self, *, by: Any) -> Comment:
        """Decide."""
        note = self.cleaned_data["note"]
        match self.cleaned_data["decision"]:
            case "hide":
                reason = self.cleaned_data["reason"]
                return services.hide_comment(by=by, comment=self.comment, reason=reason, note=note)
            case "restore":
                return services.restore_comment(by=by, comment=self.comment, note=note)
            case _:
                return services.keep_comment(by=by, comment=self.comment, note=note)
