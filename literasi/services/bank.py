"""The bank of questions and the quizzes made of it."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from audit.services import record
from core.files import discard, store_upload
from core.states import StateError
from literasi.models import Question, Quiz, QuizItem
from literasi.models.learning import MOST_ITEMS
from literasi.services.sessions import demand_keeper
from wilayah.queries import root_region


@transaction.atomic
def add_question(*, by: Any, picture: Any = None, **fields: Any) -> Question:
    """Put a question into the bank; `fields` are text, options, right, theme, pillar, task, drawing, alt."""
    demand_keeper(by)
    made = Question(region=root_region())
    write(made, fields)
    if picture is not None:
        made.picture = store_upload(picture, owner=by, kind="image", public=True)
    made.save()
    record(by=by, verb="add_question", target=made, data={"theme": made.theme})
    return made


@transaction.atomic
def change_question(*, by: Any, question: Question, picture: Any = None, **fields: Any) -> Question:
    """Change a question nobody answered yet; an answered one is retired and written anew."""
    demand_keeper(by)
    held = Question.objects.select_for_update().get(pk=question.pk)
    if any(quiz.in_use for quiz in held.quizzes.all()):
        raise StateError("Soal ini sudah dijawab peserta. Hentikan pemakaiannya, lalu tulis soal baru.")
    write(held, fields)
    old = held.picture if picture is not None else None
    if picture is not None:
        held.picture = store_upload(picture, owner=by, kind="image", public=True)
    held.save()
    if old is not None:
        discard(old)
    record(by=by, verb="change_question", target=held)
    return held


@transaction.atomic
def retire_question(*, by: Any, question: Question) -> Question:
    """Take a question out of use; quizzes that have it keep it."""
    demand_keeper(by)
    held = Question.objects.select_for_update().get(pk=question.pk)
    if not held.retired:
        held.retired = True
        held.save(update_fields=["retired"])
        record(by=by, verb="retire_question", target=held)
    return held


@transaction.atomic
def make_quiz(*, by: Any, title: str, questions: Sequence[Question]) -> Quiz:
    """Make a quiz of one to ten questions, asked in this order before and after."""
    demand_keeper(by)
    rows = list(dict.fromkeys(questions))
    if not 1 <= len(rows) <= MOST_ITEMS:
        raise ValidationError({"questions": f"Pilih 1 sampai {MOST_ITEMS} soal."})
    if Quiz.objects.filter(region=root_region(), title=title).exists():
        raise ValidationError({"title": "Paket dengan nama ini sudah ada. Beri nama lain."})
    made = Quiz.objects.create(region=root_region(), title=title)
    QuizItem.objects.bulk_create(QuizItem(quiz=made, question=row, number=n) for n, row in enumerate(rows, 1))
    record(by=by, verb="make_quiz", target=made, data={"questions": len(rows)})
    return made


def write(question: Question, fields: dict[str, Any]) -> None:
    """Set the columns of a question and refuse, in words, what cannot be asked."""
    for name, value in fields.items():
        setattr(question, name, value)
    options = [text for text in question.options if text]
    wrong: dict[str, str] = {}
    if not 2 <= len(options) <= 4 or len({text.casefold() for text in options}) != len(options):
        wrong["options"] = "Isi dua sampai empat jawaban yang berbeda."
    elif question.right >= len(options):
        wrong["right"] = "Tandai jawaban benar di antara jawaban yang diisi."
    taken = Question.objects.filter(region_id=question.region_id, text=question.text).exclude(pk=question.pk)
    if taken.exists():
        wrong["text"] = "Soal ini sudah ada dalam bank soal."
    if wrong:
        raise ValidationError(wrong)
    question.options = options
