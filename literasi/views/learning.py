"""Tests on the shared phone and on paper, results, the calls after thirty days."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.guards import desk_required
from core.pdf import PdfMissingError
from core.sending import sent
from literasi import papers
from literasi.forms.learning import PaperForm, TestForm, UsedForm
from literasi.models import Practice, TestSheet
from literasi.queries.results import opinions, results
from literasi.services.practice import is_asking
from literasi.services.tests import items_of
from literasi.states import When
from literasi.views.common import at_desk, file_of, head, participant, participants


def known(when: str) -> str:
    """Before or after; 404 for anything else."""
    if when not in When.values:
        raise Http404
    return When(when).label


@require_safe
@desk_required
def tests(request: HttpRequest, pk: int, when: str) -> HttpResponse:
    """Whose turn it is on the shared phone."""
    session, label = at_desk(request, pk), known(when)
    done = set(TestSheet.objects.filter(session=session, when=when).values_list("attendance_id", flat=True))
    rows = [(row, row.pk in done) for row in participants(session)]
    context = head(session, "tes") | {"rows": rows, "when": when, "label": label, "done": len(done)}
    return render(request, "literasi/desk_tests.html", context)


@desk_required
def test(request: HttpRequest, pk: int, when: str, who: int) -> HttpResponse:
    """The ten items for one participant, who holds the phone."""
    session, label = at_desk(request, pk), known(when)
    row = participant(session, who)
    form = TestForm(request.POST or None, session=session, attendance=row, when=when)
    back = reverse("literasi:tests", args=[pk, when])
    if request.method == "POST" and (answer := sent(request, form, lambda: [form.save(by=request.user), back][1])):
        messages.success(request, "Jawaban tersimpan. Berikan ponsel kepada peserta berikutnya.")
        return answer
    return render(request, "literasi/test.html", head(session, "tes") | {"form": form, "row": row, "label": label})


@desk_required
def paper(request: HttpRequest, pk: int, when: str) -> HttpResponse:
    """Paper sheets typed later, a line a participant."""
    session, label = at_desk(request, pk), known(when)
    form = PaperForm(request.POST or None, session=session, when=when, people=participants(session))
    here = reverse("literasi:paper", args=[pk, when])
    if request.method == "POST" and (answer := sent(request, form, lambda: typed(request, form, here))):
        return answer
    typed_before = dict(TestSheet.objects.filter(session=session, when=when).values_list("attendance_id", "answers"))
    context = {"form": form, "when": when, "label": label, "typed": typed_before}
    return render(request, "literasi/desk_paper.html", head(session, "tes") | context)


def typed(request: HttpRequest, form: Any, here: str) -> str:
    """Keep the lines and say how many are news."""
    messages.success(request, f"{form.save(by=request.user)} lembar tersimpan.")
    return here


@require_safe
@desk_required
def blank(request: HttpRequest, pk: int) -> HttpResponse:
    """The question sheet to print."""
    session = at_desk(request, pk)
    if session.quiz is None:
        raise Http404
    try:
        content = papers.test_pdf(session, request.GET.get("kertas", "f4"))
    except PdfMissingError as error:
        messages.info(request, str(error))
        return redirect(session.desk_url)
    return file_of(content, f"soal-sesi-{pk}.pdf", "application/pdf")


@require_safe
@desk_required
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """What was learned: gain, item by item, what people said."""
    session = at_desk(request, pk)
    context = head(session, "hasil") | {"found": results(session), "opinion": opinions([session.pk])}
    return render(request, "literasi/desk_results.html", context | {"items": items_of(session)})


@require_safe
@desk_required
def calls(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom to ring after thirty days, and what was said."""
    session = at_desk(request, pk)
    said = {row.attendance_id: row for row in Practice.objects.filter(session=session)}
    rows = [(row, said.get(row.pk)) for row in participants(session)]
    context = {"rows": rows, "asking": is_asking(session), "opinion": opinions([session.pk])}
    return render(request, "literasi/desk_calls.html", head(session, "dipakai") | context)


@desk_required
def called(request: HttpRequest, pk: int, who: int) -> HttpResponse:
    """What one participant said on the telephone."""
    session = at_desk(request, pk)
    form = UsedForm(request.POST or None, attendance=participant(session, who))
    back = reverse("literasi:calls", args=[pk])
    if request.method == "POST" and (answer := sent(request, form, lambda: [form.save(by=request.user), back][1])):
        messages.success(request, "Jawaban tersimpan.")
        return answer
    return render(request, "literasi/desk_called.html", head(session, "dipakai") | {"form": form})
