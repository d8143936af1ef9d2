"""The officers' page that ends a consultation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.guards import desk_required
from core.sending import status_of
from konsultasi import queries
from konsultasi.forms import CloseForm
from konsultasi.models import Consultation
from konsultasi.views.common import sent
from konsultasi.views.desk_versions import of_office


@desk_required
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the work on a draft's inputs is done."""
    consultation = of_office(request, Consultation.objects.filter(pk=pk).first())
    waiting = queries.waiting_on(consultation)
    form = CloseForm(request.POST or None, consultation=consultation, waiting=waiting)
    if request.method == "POST" and (done := sent(request, form, lambda: form.save(by=request.user))):
        messages.success(request, "Konsultasi ditutup. Pernyataannya tampil di halaman rancangan.")
        return done
    context = {"consultation": consultation, "form": form, "waiting": waiting}
    context |= {"closing": queries.closing_of(consultation), "early": not consultation.is_over}
    return render(request, "konsultasi/desk_close.html", context, status=status_of(form))
