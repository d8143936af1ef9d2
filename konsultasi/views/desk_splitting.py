"""Officers' pages about long inputs: cut one into parts, join the parts again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.guards import desk_required
from core.once import OnceForm
from core.sending import status_of
from konsultasi import queries, services
from konsultasi.forms import SplitForm
from konsultasi.views.common import sent
from konsultasi.views.desk_handling import handled_or_404


@desk_required
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Cut an input into parts that are answered each on its own."""
    entry = handled_or_404(request, pk)
    if request.method != "POST" and not services.may_split(entry):
        messages.warning(request, "Hanya masukan yang menunggu jawaban dan tidak dikelompokkan dapat dipecah.")
        return redirect(entry.desk_url())
    form = SplitForm(request.POST or None, input=entry, passages=queries.passages_read(entry))
    if form.is_bound and (done := sent(request, form, lambda: form.save(by=request.user))):
        messages.success(request, "Masukan dipecah. Setiap bagian kini dijawab sendiri.")
        return done
    return render(request, "konsultasi/desk_split.html", {"entry": entry, "form": form}, status=status_of(form))


@desk_required
def unite(request: HttpRequest, pk: int) -> HttpResponse:
    """Join the parts again, after a page that says what that means."""
    entry = handled_or_404(request, pk)
    form = OnceForm(request.POST or None)

    def deed() -> str:
        services.unite_input(by=request.user, input=entry)
        return entry.desk_url()

    if request.method == "POST" and (done := sent(request, form, deed)):
        messages.success(request, "Bagian-bagiannya disatukan lagi. Masukan menunggu jawaban seutuhnya.")
        return done
    context = {"entry": entry, "form": form, "parts": queries.parts_of(entry)}
    return render(request, "konsultasi/desk_unite.html", context, status=status_of(form))
