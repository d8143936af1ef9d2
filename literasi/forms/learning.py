"""Questions, quizzes, tests on a shared phone and on paper, three taps, certificates."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from acara.models import Attendance
from core.forms import CleanLine, CleanText
from core.once import OnceForm
from core.templatetags.ui import icon
from literasi import services
from literasi.drawings import CHOICES as DRAWINGS
from literasi.models import Question, Session
from literasi.models.learning import LETTERS, MOST_ITEMS, SKIPPED
from literasi.services.tests import items_of, read_answers
from literasi.states import Pillar, Theme, Used

OPTIONS = tuple(f"option_{letter}" for letter in LETTERS)
FACES = (("sad", "Tidak"), ("low", "Kurang"), ("good", "Ya"), ("glad", "Ya, sekali"))
ASKED = {
    "clear": "Apakah penjelasannya mudah dipahami?",
    "useful": "Apakah isinya berguna bagi Anda?",
    "welcome": "Apakah Anda merasa diterima dan boleh bertanya?",
}


class QuestionForm(OnceForm):
    """A question with its answers, the right one marked."""

    text = CleanLine(label="Pertanyaan atau tugas", max_length=300)
    task = forms.BooleanField(label="Ini tugas: peserta mengerjakan, lalu menjawab yang dilihatnya", required=False)
    theme = forms.ChoiceField(label="Tema", choices=Theme.choices)
    pillar = forms.ChoiceField(label="Pilar", choices=Pillar.choices)
    option_a = CleanLine(label="Jawaban a", max_length=160)
    option_b = CleanLine(label="Jawaban b", max_length=160)
    option_c = CleanLine(label="Jawaban c", max_length=160, required=False)
    option_d = CleanLine(label="Jawaban d", max_length=160, required=False)
    right = forms.TypedChoiceField(
        label="Jawaban yang benar", choices=list(enumerate(LETTERS)), coerce=int, widget=forms.RadioSelect
    )
    drawing = forms.ChoiceField(label="Gambar bawaan", choices=[("", "Tanpa gambar"), *DRAWINGS], required=False)
    picture = forms.FileField(label="Atau gambar sendiri", required=False)
    alt = CleanLine(label="Isi gambar dalam kata", max_length=160, required=False)

    def __init__(self, *args: Any, question: Question | None = None, **kwargs: Any) -> None:
        self.question = question
        super().__init__(*args, initial=as_typed(question) if question else None, **kwargs)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("picture") and not data.get("alt"):
            self.add_error("alt", "Tulis isi gambar, agar yang tidak melihatnya tetap dapat menjawab.")
        if data.get("option_d") and not data.get("option_c") and "option_c" not in self.errors:
            self.add_error("option_c", "Isi jawaban c dahulu.")
        return data

    def save(self, *, by: Any) -> Question:
        data = self.cleaned_data
        names = ("text", "task", "theme", "pillar", "right", "drawing", "alt", "picture")
        fields = {name: data[name] for name in names} | {"options": [data[name] for name in OPTIONS]}
        fields["picture"] = data["picture"] or None
        if self.question is None:
            return services.add_question(by=by, **fields)
        return services.change_question(by=by, question=self.question, **fields)


def as_typed(question: Question) -> dict[str, Any]:
    """A question as its form shows it."""
    names = ("text", "task", "theme", "pillar", "right", "drawing", "alt")
    texts = dict(zip(OPTIONS, question.options, strict=False))
    return {name: getattr(question, name) for name in names} | texts


class QuizForm(OnceForm):
    """Up to ten questions in a fixed order."""

    title = CleanLine(label="Nama paket", max_length=120)
    questions = forms.ModelMultipleChoiceField(
        Question.objects.none(), label="Soal", widget=forms.CheckboxSelectMultiple, help_text="Paling banyak sepuluh."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["questions"].queryset = Question.objects.filter(retired=False)

    def clean_questions(self) -> list[Question]:
        rows = list(self.cleaned_data["questions"])
        if len(rows) > MOST_ITEMS:
            raise ValidationError(f"Pilih paling banyak {MOST_ITEMS} soal. Sekarang {len(rows)}.")
        return rows

    def save(self, *, by: Any) -> Any:
        return services.make_quiz(by=by, title=self.cleaned_data["title"], questions=self.cleaned_data["questions"])


class TestForm(OnceForm):
    """All items on one page, for a phone that goes round; a gap is no mistake."""

    __test__ = False

    def __init__(self, *args: Any, session: Session, attendance: Attendance, when: str, **kwargs: Any) -> None:
        self.session, self.attendance, self.when = session, attendance, when
        super().__init__(*args, **kwargs)
        self.items = items_of(session)
        for item in self.items:
            self.fields[f"soal_{item.number}"] = forms.ChoiceField(
                label=f"{item.number}. {item.question.text}",
                choices=item.question.lettered,
                required=False,
                widget=forms.RadioSelect,
            )

    @property
    def asked(self) -> list[tuple[Any, Any]]:
        """Each question with its field."""
        return [(item.question, self[f"soal_{item.number}"]) for item in self.items]

    def save(self, *, by: Any) -> Any:
        answers = "".join(self.cleaned_data[f"soal_{item.number}"] or SKIPPED for item in self.items)
        how = {"session": self.session, "attendance": self.attendance, "when": self.when}
        return services.take_test(by=by, answers=answers, **how)


class PaperForm(OnceForm):
    """Paper sheets typed later: a line a participant, ten letters a line."""

    replace = forms.BooleanField(label="Ganti jawaban yang sudah diketik sebelumnya", required=False)

    def __init__(self, *args: Any, session: Session, when: str, people: list[Attendance], **kwargs: Any) -> None:
        self.session, self.when, self.people = session, when, people
        super().__init__(*args, **kwargs)
        self.count = len(items_of(session))
        for row in people:
            self.fields[f"p{row.pk}"] = forms.CharField(
                label=f"Jawaban {row}",
                max_length=40,
                required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
            )

    @property
    def rows(self) -> list[tuple[Attendance, Any]]:
        """Each participant with her field."""
        return [(row, self[f"p{row.pk}"]) for row in self.people]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for row in self.people:
            try:
                data[f"p{row.pk}"] = read_answers(text, self.count) if (text := data.get(f"p{row.pk}")) else ""
            except ValidationError as error:
                self.add_error(f"p{row.pk}", error)
        return data

    def save(self, *, by: Any) -> int:
        sheets = {row: text for row in self.people if (text := self.cleaned_data[f"p{row.pk}"])}
        how = {"session": self.session, "when": self.when, "replace": self.cleaned_data["replace"]}
        return services.take_paper(by=by, sheets=sheets, **how)


class TapForm(OnceForm):
    """Three taps: each button sends its face, the earlier ones travel along."""

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        self.session = session
        super().__init__(*args, **kwargs)
        for name in ASKED:
            self.fields[name] = forms.TypedChoiceField(
                choices=[(place, word) for place, (_, word) in enumerate(FACES, 1)],
                coerce=int,
                required=False,
                empty_value=None,
                widget=forms.HiddenInput,
            )

    @property
    def given(self) -> dict[str, int]:
        """What was tapped so far."""
        data = getattr(self, "cleaned_data", {})
        return {name: data[name] for name in ASKED if data.get(name)}

    @property
    def next(self) -> str:
        """The question to ask now; "" when all three are answered."""
        return next((name for name in ASKED if name not in self.given), "")

    @property
    def question(self) -> str:
        return ASKED[self.next]

    @property
    def number(self) -> int:
        return len(self.given) + 1

    @property
    def faces(self) -> list[tuple[int, Any]]:
        """Value and face of the four buttons."""
        drawn = enumerate(FACES, 1)
        return [(place, format_html("{} {}", icon(f"face-{look}", big=True), word)) for place, (look, word) in drawn]

    def save(self, *, source: str) -> bool:
        key = self.cleaned_data["kunci"]
        return services.give_feedback(session=self.session, key=key, marks=self.given, source=source)


class UsedForm(OnceForm):
    """The one question after thirty days."""

    used = forms.ChoiceField(
        label="Apakah Anda memakai yang dipelajari dalam sesi ini?", choices=Used.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, attendance: Attendance, **kwargs: Any) -> None:
        self.attendance = attendance
        super().__init__(*args, **kwargs)

    def save(self, *, by: Any) -> Any:
        return services.answer_practice(by=by, attendance=self.attendance, used=self.cleaned_data["used"])


class RevokeForm(OnceForm):
    """Why a certificate no longer holds."""

    note = CleanText(
        label="Alasan", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), help_text="Paling sedikit 20 huruf."
    )

    def __init__(self, *args: Any, certificate: Any, **kwargs: Any) -> None:
        self.certificate = certificate
        super().__init__(*args, **kwargs)

    def save(self, *, by: Any) -> Any:
        return services.revoke(by=by, certificate=self.certificate, note=self.cleaned_data["note"])
