"""Officers' pages about versions: doubtful places to settle, and which inputs led to which change."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.guards import desk_required
from core.paging import page_of
from core.sending import status_of
from konsultasi import queries
from konsultasi.changes import passages_of
from konsultasi.forms import CreditForm, PlaceForm
from konsultasi.models import Change, Consultation
from konsultasi.views.common import sent, visible_or_404


@require_safe
@desk_required
def places(request: HttpRequest) -> HttpResponse:
    """Inputs whose place in the newest text the machine leaves to a person."""
    if not queries.answer_codes(request.user):
        raise PermissionDenied("Halaman ini untuk petugas yang menjawab masukan.")
    return render(request, "konsultasi/desk_places.html", {"rows": page_of(request, queries.doubtful(request.user))})


@desk_required
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """One doubtful input: what she read, the best guess, and the officer's choice."""
    standing = get_object_or_404(queries.doubtful(request.user), pk=pk)
    form = PlaceForm(request.POST or None, standing=standing, passages=passages_of(standing.version))
    if request.method == "POST" and (done := sent(request, form, lambda: form.save(by=request.user))):
        messages.success(request, f"Masukan nomor {standing.input.number} sudah ditempatkan.")
        return done
    context = {"standing": standing, "entry": standing.input, "form": form}
    return render(request, "konsultasi/desk_place.html", context, status=status_of(form))


def of_office(request: HttpRequest, consultation: Consultation | None) -> Consultation:
    """A visible draft whose inputs this officer answers."""
    consultation = visible_or_404(consultation)
    if not request.user.has_perm("konsultasi.answer", consultation):
        raise PermissionDenied("Anda tidak berwenang mencatat asal perubahan untuk wilayah ini.")
    return consultation


@require_safe
@desk_required
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What became different with the newest version, and the inputs named for it so far."""
    consultation = of_office(request, Consultation.objects.filter(pk=pk).first())
    version = queries.current_version(consultation)
    context = {"consultation": consultation, "rows": queries.changes_for_desk(consultation), "version": version}
    context["carried"] = queries.carried(version) if version else None
    return render(request, "konsultasi/desk_changes.html", context)


@desk_required
def credit(request: HttpRequest, pk: int) -> HttpResponse:
    """One change, its words, and which inputs led to it."""
    rows = Change.objects.select_related("version__consultation__topic", "passage", "before")
    change = get_object_or_404(rows, pk=pk)
    of_office(request, change.version.consultation)
    held = [row.input for row in change.credits.select_related("input__version").order_by("input__number")]
    form = CreditForm(request.POST or None, change=change, near=queries.near_change(change), held=held)
    if request.method == "POST" and (done := sent(request, form, lambda: form.save(by=request.user))):
        messages.success(request, f"Asal perubahan {change.label} tersimpan.")
        return done
    context = {"change": change, "consultation": change.version.consultation, "form": form}
    context["changes_url"] = reverse("konsultasi:desk_changes", args=[change.version.consultation_id])
    return render(request, "konsultasi/desk_credit.html", context, status=status_of(form))
