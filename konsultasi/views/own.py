"""What a person does with inputs: mend or take back her own, stand behind somebody else's."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.guards import citizen_required, needs_rung
from accounts.rules import rung_for
from core.once import OnceForm
from core.sending import status_of
from konsultasi import services
from konsultasi.forms import EditForm
from konsultasi.models import Input
from konsultasi.views.common import sent


def own_or_404(request: HttpRequest, pk: int) -> Input:
    rows = Input.objects.with_people().filter(consultation__visible=True, author_id=request.user.pk)
    return get_object_or_404(rows, pk=pk)


@citizen_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend an input within 15 minutes."""
    entry = own_or_404(request, pk)
    if not request.user.has_perm("konsultasi.edit", entry):
        raise PermissionDenied("Masukan dapat diperbaiki selama 15 menit, sebelum dijawab.")
    form = EditForm(request.POST or None, input=entry)
    if request.method == "POST" and (done := sent(request, form, lambda: form.save(by=request.user))):
        messages.success(request, "Masukan sudah diperbaiki.")
        return done
    return render(request, "konsultasi/edit.html", {"form": form, "entry": entry}, status=status_of(form))


@citizen_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an input back, after a page that says what that means."""
    entry = own_or_404(request, pk)
    if entry.origin_id:
        return redirect("konsultasi:withdraw", pk=entry.origin_id)
    form = OnceForm(request.POST or None)

    def deed() -> Input:
        services.withdraw_input(by=request.user, input=entry)
        return entry

    if request.method == "POST" and (done := sent(request, form, deed)):
        messages.success(request, "Masukan sudah ditarik.")
        return done
    return render(request, "konsultasi/withdraw.html", {"form": form, "entry": entry})


@require_http_methods(["GET", "HEAD", "POST"])
@needs_rung(rung_for("support"), deed="mendukung masukan")
def support(request: HttpRequest, pk: int) -> HttpResponse:
    """Stand behind an input or take it back; asked with a button when one comes by a link."""
    rows = Input.objects.listed().with_people().filter(consultation__visible=True)
    entry = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        taken = request.POST.get("aksi") == "tarik"
        verb = services.unsupport_input if taken else services.support_input
        verb(by=request.user, input=entry)
        messages.success(request, "Dukungan ditarik." if taken else "Dukungan Anda tersimpan.")
        return redirect(entry)
    context = {"entry": entry, "may": request.user.has_perm("konsultasi.support", entry)}
    context["supporting"] = entry.supports.filter(user=request.user).exists()
    return render(request, "konsultasi/support.html", context)
