"""The question "sudah selesai dan berfungsi?": the form for those who asked for the work, and its moderation."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.guards import citizen_required, desk_required
from core.sending import sent, status_of
from musrenbang.forms.fixed import FixAnswerForm, HideAnswerForm
from musrenbang.models import FixAnswer, FixQuestion, Proposal
from musrenbang.states import State


def question_of(number: str) -> FixQuestion:
    """The latest question about the public proposal with this number, with her proposal; 404 where none was asked."""
    rows = FixQuestion.objects.filter(proposal__number=number, asked_at__isnull=False)
    rows = rows.select_related("proposal__topic", "proposal__cycle", "proposal__region", "proposal__proposer")
    found: FixQuestion | None = rows.order_by("-number").first()
    if found is None:
        raise Http404
    return found


@citizen_required
def answer(request: HttpRequest, year: int, region: str, sequence: str) -> HttpResponse:
    """Answer, or change the answer; others read who is asked."""
    question = question_of(f"{year}/{region}/{sequence}")
    proposal = question.proposal
    if not request.user.has_perm("musrenbang.answer_fixed", proposal):
        raise PermissionDenied("Pertanyaan ini untuk pengusul dan pendukung usulan.")
    known = FixAnswer.objects.filter(question=question, user=request.user).first()
    form = FixAnswerForm(request.POST or None, request.FILES or None, question=question, known=known)
    if request.method == "POST" and (reply := sent(request, form, lambda: done(request, form, proposal))):
        return reply
    context = {"form": form, "question": question, "proposal": proposal, "known": known}
    return render(request, "musrenbang/fixed_form.html", context, status=status_of(form))


def done(request: HttpRequest, form: Any, proposal: Proposal) -> str:
    """Call the verb, say thanks, back to the proposal."""
    form.save(by=request.user)
    again = Proposal.objects.filter(pk=proposal.pk, state=State.REOPENED).exists()
    told = "Jawaban Anda tersimpan. Terima kasih."
    messages.success(request, f"{told} Kasus ini dibuka lagi dan menunggu perbaikan." if again else told)
    return f"{proposal.get_absolute_url()}#beres"


@desk_required
def moderate(request: HttpRequest, pk: int) -> HttpResponse:
    """Hide the words of an answer, or show them again."""
    rows = FixAnswer.objects.select_related("question__proposal__topic", "question__proposal__cycle", "photo", "user")
    one = get_object_or_404(rows, pk=pk)
    if not request.user.has_perm("musrenbang.hide_answer", one.question.proposal):
        raise Http404
    form = HideAnswerForm(request.POST or None, answer=one)
    if request.method == "POST" and (reply := sent(request, form, lambda: judged(request, form, one))):
        return reply
    return render(request, "musrenbang/fixed_moderate.html", {"form": form, "answer": one})


def judged(request: HttpRequest, form: Any, one: FixAnswer) -> str:
    form.save(by=request.user)
    messages.success(request, "Keputusan tersimpan.")
    return f"{one.question.proposal.get_absolute_url()}#beres"
