"""Officers' pages: what waits for an answer, one page per decision, papers written down."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.guards import desk_required
from core.paging import page_of
from core.sending import status_of
from dialog.moderating import reports_on
from konsultasi import queries, services
from konsultasi.forms import AnswerForm, DeskFilterForm, ModerateForm, RecordForm
from konsultasi.models import Consultation, Input, InputQuerySet
from konsultasi.rules import ANSWER_ROLES, RECORDERS
from konsultasi.states import HideReason, InputState
from konsultasi.views.common import sent, visible_or_404


def work_or_404(request: HttpRequest, pk: int) -> Input:
    """An input the officer's mandate covers; others' do not exist for her."""
    return get_object_or_404(queries.work_of(request.user).with_people().select_related("owner", "group"), pk=pk)


@require_safe
@desk_required
def work(request: HttpRequest) -> HttpResponse:
    """Inputs that wait for an answer, the latest due first."""
    if not queries.work_codes(request.user):
        raise PermissionDenied("Halaman ini untuk petugas yang menjawab masukan.")
    mine = queries.work_of(request.user)
    rows = queries.desk_filtered(mine, request.user, request.GET).with_people().select_related("owner")
    context = {
        "inputs": page_of(request, rows),
        "filter": desk_filter(request, mine),
        **mine.workload(),
        "handler": bool(queries.answer_codes(request.user)),
    }
    return render(request, "konsultasi/desk_list.html", context)


def desk_filter(request: HttpRequest, mine: InputQuerySet) -> DeskFilterForm:
    """The filter with what there is to choose from; passages once a draft is chosen."""
    there = queries.offered(request.user, mine)
    draft = next((int(key) for key, _ in there.drafts if key == request.GET.get("rancangan")), None)
    places = queries.places_in(draft) if draft else []
    return DeskFilterForm(request.GET, offered=there, places=places, draft=draft)


@desk_required
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """One input, what was said beside it, and the form of the answer."""
    entry = work_or_404(request, pk)
    form = answer_form(request, entry)
    if request.method == "POST":
        if form is None:
            raise PermissionDenied("Anda tidak berwenang menjawab masukan ini.")
        if done := sent(request, form, lambda: form.save(by=request.user)):
            messages.success(request, f"Jawaban atas masukan nomor {entry.number} terbit.")
            return next_work(request) if "lanjut" in request.POST else done
    context = beside(request, entry) | {"entry": entry, "form": form}
    return render(request, "konsultasi/desk_input.html", context, status=status_of(form))


def answer_form(request: HttpRequest, entry: Input) -> AnswerForm | None:
    """The form of the answer, for who may answer what can be answered."""
    fits = entry.state in (InputState.OPEN, InputState.ANSWERED)
    if not request.user.has_perm("konsultasi.answer", entry) or not (fits or request.method == "POST"):
        return None
    return AnswerForm(request.POST or None, input=entry, texts=queries.texts_for(entry.region_id))


def beside(request: HttpRequest, entry: Input) -> dict[str, Any]:
    """What an officer reads beside an input: its neighbours; who handles it too, what colleagues noted."""
    may_handle = request.user.has_perm("konsultasi.handle", entry)
    return {
        "neighbours": queries.neighbours(entry),
        "files": list(entry.attachments.select_related("file")),
        "may_moderate": request.user.has_perm("konsultasi.moderate", entry),
        "may_handle": may_handle,
        "parts": queries.parts_of(entry),
        "may_split": may_handle and services.may_split(entry),
        "notes": queries.notes_on(entry) if may_handle else [],
    }


def next_work(request: HttpRequest) -> HttpResponse:
    """The next input that waits, own work first, else the list."""
    following = queries.desk_filtered(queries.work_of(request.user), request.user, {}).first()
    return redirect(following.desk_url() if following else "konsultasi:desk")


@desk_required
def moderate(request: HttpRequest, pk: int) -> HttpResponse:
    """Hide an input that breaks the house rules, or show it again."""
    entry = work_or_404(request, pk)
    if not request.user.has_perm("konsultasi.moderate", entry):
        raise PermissionDenied("Hanya moderator yang dapat menyembunyikan masukan, dan bukan masukannya sendiri.")
    form = ModerateForm(request.POST or None, input=entry)
    if request.method == "POST" and (done := sent(request, form, lambda: form.save(by=request.user))):
        messages.success(request, f"Keputusan atas masukan nomor {entry.number} tersimpan.")
        return done
    context = {"entry": entry, "form": form, "reports": reports_on("masukan", entry.pk)}
    context["files"] = list(entry.attachments.select_related("file"))
    context["hidden_why"] = dict(HideReason.choices).get(entry.hidden_reason, "")
    return render(request, "konsultasi/desk_moderate.html", context)


@require_safe
@desk_required
def drafts(request: HttpRequest) -> HttpResponse:
    """Open drafts for which this officer may write down inputs; where there is one, its form at once."""
    rows = queries.recordable(request.user)
    if len(rows) == 1:
        return redirect("konsultasi:desk_record", pk=rows[0].pk)
    if not rows and not queries.codes_of(request.user, ANSWER_ROLES | RECORDERS):
        raise PermissionDenied("Halaman ini untuk petugas dan fasilitator yang mencatat masukan.")
    return render(request, "konsultasi/desk_drafts.html", {"drafts": rows})


@desk_required
def write_down(request: HttpRequest, pk: int) -> HttpResponse:
    """Type in what somebody said at a meeting, in a letter or by WhatsApp."""
    consultation = visible_or_404(Consultation.objects.select_related("region", "topic").filter(pk=pk).first())
    if not request.user.has_perm("konsultasi.record", consultation):
        raise PermissionDenied("Anda tidak berwenang mencatat masukan untuk wilayah ini.")
    passages = queries.answerable(consultation)
    form = RecordForm(request.POST or None, request.FILES or None, consultation=consultation, passages=passages)
    form.hold(request.user)
    if request.method == "POST" and (done := sent(request, form, lambda: form.save(by=request.user))):
        messages.success(request, "Masukan sudah dicatat.")
        return done
    return render(
        request, "konsultasi/desk_record.html", {"form": form, "consultation": consultation}, status=status_of(form)
    )
