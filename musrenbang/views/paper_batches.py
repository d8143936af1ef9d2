"""Paper ballots at the desk: gathered in batches, typed by two people blind, decided."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.guards import desk_required
from core.sending import sent
from musrenbang.forms.marks import ballot_context
from musrenbang.forms.paper_batches import AcceptForm, CoverForm, SheetForm, WithdrawForm
from musrenbang.models import PaperBatch, Round
from musrenbang.queries.paper_batches import sheets_of
from musrenbang.queries.voting import options_of
from musrenbang.voting_states import PUBLIC

DECISIONS: dict[str, Any] = {"terima": AcceptForm, "tarik": WithdrawForm}
SAID = {
    "berkas": "Berkas dibuka. Dua orang mengetik setiap lembar.",
    "terima": "Berkas diterima dan disegel ke dalam kotak.",
    "tarik": "Berkas ditarik.",
}


def its_round(request: HttpRequest, pk: int) -> Round:
    """A sealed round with whose papers this person may work; 404 for everybody else."""
    rows = Round.objects.filter(sealed=True, state__in=sorted(PUBLIC)).select_related("region", "topic")
    round = get_object_or_404(rows, pk=pk)
    if not request.user.has_perm("musrenbang.type_paper", round):
        raise Http404
    return round


@desk_required
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    """The batches of a round, and the cover of the next one."""
    round = its_round(request, pk)
    form = CoverForm(request.POST or None, round=round)
    here = reverse("pemungutan:papers", args=[round.pk])
    if request.method == "POST" and (answer := sent(request, form, lambda: form.save(by=request.user) and here)):
        messages.success(request, SAID["berkas"])
        return answer
    rows = PaperBatch.objects.filter(round=round).order_by("number")
    context = {"round": round, "batches": rows, "working": working(round), "form": form}
    return render(request, "musrenbang/voting/papers.html", context)


def working(round: Round) -> bool:
    """Papers can still be worked with."""
    return round.phase in ("buka", "tutup")


def its_batch(request: HttpRequest, pk: int, number: int) -> PaperBatch:
    """One batch of its round."""
    found: PaperBatch = get_object_or_404(PaperBatch, round=its_round(request, pk), number=number)
    return found


@desk_required
def batch(request: HttpRequest, pk: int, number: int, deed: str = "") -> HttpResponse:
    """How far a batch is typed, without what was typed; the decision for those who run the round."""
    row = its_batch(request, pk, number)
    form = DECISIONS[deed](request.POST, batch=row) if deed in DECISIONS and request.method == "POST" else None
    if form and (answer := sent(request, form, lambda: form.save(by=request.user) and batch_url(row))):
        messages.success(request, SAID[deed])
        return answer
    sheets = sheets_of(row, request.user)
    forms = {
        name: form if form and name == deed else kind(batch=row, auto_id=f"{name}-%s")
        for name, kind in DECISIONS.items()
    }
    runs = request.user.has_perm("musrenbang.run_round", row.round)
    context = {"round": row.round, "batch": row, "sheets": sheets, "runs": runs, "wrong": form and form.errors, **forms}
    context["ready"] = all(sheet.ready for sheet in sheets)
    context["next"] = next((one for one in sheets if one.open_to_me and not one.mine), None)
    return render(request, "musrenbang/voting/paper_batch.html", context)


def batch_url(row: PaperBatch) -> str:
    return reverse("pemungutan:paper_batch", args=[row.round_id, row.number])


@desk_required
def sheet(request: HttpRequest, pk: int, number: int, page: int) -> HttpResponse:
    """Type one paper, blind of what others typed."""
    row = its_batch(request, pk, number)
    form = SheetForm(request.POST or None, batch=row, number=page)
    if not 1 <= page <= row.sheets:
        raise Http404
    if request.method == "POST" and (
        answer := sent(request, form, lambda: form.save(by=request.user) and after(request, row))
    ):
        messages.success(request, f"Lembar {page} tersimpan.")
        return answer
    here = reverse("pemungutan:paper_sheet", args=[pk, number, page])
    context = {"round": row.round, "batch": row, "page": page, "form": form, "last": page == row.sheets}
    context |= ballot_context(row.round, options_of(row.round), form.marks, action=here, draft=False)
    return render(request, "musrenbang/voting/paper_sheet.html", context)


def after(request: HttpRequest, row: PaperBatch) -> str:
    """The next sheet that waits for this person, else the batch."""
    waiting = next((one for one in sheets_of(row, request.user) if one.open_to_me and not one.mine), None)
    return (
        reverse("pemungutan:paper_sheet", args=[row.round_id, row.number, waiting.number])
        if waiting
        else batch_url(row)
    )
