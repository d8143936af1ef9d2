"""The bank of questions and its quizzes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import desk_required
from core.paging import page_of
from core.sending import sent
from literasi import services
from literasi.forms.learning import QuestionForm, QuizForm
from literasi.models import Question, Quiz
from literasi.states import Theme
from literasi.views.common import must_hold
from wilayah.queries import root_region

LIST = "literasi:questions"


@require_safe
@desk_required
def questions(request: HttpRequest) -> HttpResponse:
    """All questions by theme, and the quizzes made of them."""
    must_hold(request, "literasi.keep")
    theme = request.GET.get("tema", "")
    rows = Question.objects.filter(region=root_region()).order_by("retired", "theme", "pk")
    rows = rows.filter(theme=theme) if theme in Theme.values else rows
    quizzes = list(Quiz.objects.filter(region=root_region()).prefetch_related("items"))
    context = {"page": page_of(request, rows), "quizzes": quizzes, "themes": Theme.choices, "theme": theme}
    return render(request, "literasi/desk_questions.html", context)


@desk_required
def new_question(request: HttpRequest) -> HttpResponse:
    """Write a question."""
    must_hold(request, "literasi.keep")
    form = QuestionForm(request.POST or None, request.FILES or None)
    return written(request, form, "Soal masuk ke bank soal.")


@desk_required
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a question nobody answered yet."""
    must_hold(request, "literasi.keep")
    row = get_object_or_404(Question.objects.filter(region=root_region()).select_related("picture"), pk=pk)
    return written(request, QuestionForm(request.POST or None, request.FILES or None, question=row), "Soal disimpan.")


def written(request: HttpRequest, form: QuestionForm, words: str) -> HttpResponse:
    """Show the sheet of a question, or keep it."""
    deed = lambda: [form.save(by=request.user), reverse(LIST)][1]  # noqa: E731
    if request.method == "POST" and (answer := sent(request, form, deed, options="option_b")):
        messages.success(request, words)
        return answer
    return render(request, "literasi/desk_question.html", {"form": form, "question": form.question})


@require_POST
@desk_required
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a question out of use."""
    must_hold(request, "literasi.keep")
    row = get_object_or_404(Question.objects.filter(region=root_region()), pk=pk)
    services.retire_question(by=request.user, question=row)
    messages.success(request, "Soal tidak dipakai lagi pada paket baru.")
    return redirect(LIST)


@desk_required
def new_quiz(request: HttpRequest) -> HttpResponse:
    """Make a quiz."""
    must_hold(request, "literasi.keep")
    form = QuizForm(request.POST or None)
    deed = lambda: reverse("literasi:quiz", args=[form.save(by=request.user).pk])  # noqa: E731
    if request.method == "POST" and (answer := sent(request, form, deed)):
        messages.success(request, "Paket soal dibuat.")
        return answer
    return render(request, "literasi/desk_quiz_new.html", {"form": form})


@require_safe
@desk_required
def quiz(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions of a quiz with their right answers."""
    must_hold(request, "literasi.keep")
    row = get_object_or_404(Quiz.objects.filter(region=root_region()), pk=pk)
    items = list(row.items.select_related("question__picture"))
    return render(request, "literasi/desk_quiz.html", {"quiz": row, "items": items})
