"""Officers' pages of saved answers: the list, one text, taking it away."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.guards import desk_required
from core.once import OnceForm
from core.paging import page_of
from core.sending import status_of
from konsultasi import queries, services
from konsultasi.forms import SavedTextForm
from konsultasi.models import SavedText
from konsultasi.views.common import sent


def own_codes(request: HttpRequest) -> list[str]:
    """Regions for which this officer answers; others have no business here."""
    codes = queries.answer_codes(request.user)
    if not codes:
        raise PermissionDenied("Halaman ini untuk petugas yang menjawab masukan.")
    return codes


@require_safe
@desk_required
def texts(request: HttpRequest) -> HttpResponse:
    """Saved answers of the office."""
    own_codes(request)
    context = {"texts": page_of(request, queries.texts_of(request.user).order_by("title"))}
    return render(request, "konsultasi/desk_texts.html", context)


@desk_required
def new(request: HttpRequest) -> HttpResponse:
    """Keep a new text for the next answers."""
    return edit(request, SavedText(region_id=own_codes(request)[0]))


@desk_required
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend a saved answer."""
    own_codes(request)
    return edit(request, get_object_or_404(queries.texts_of(request.user), pk=pk))


def edit(request: HttpRequest, text: SavedText) -> HttpResponse:
    """The form of one text."""
    form = SavedTextForm(request.POST or None, text=text)
    if request.method == "POST" and (done := sent(request, form, lambda: form.save(by=request.user))):
        messages.success(request, "Jawaban siap pakai tersimpan.")
        return done
    return render(request, "konsultasi/desk_text.html", {"form": form, "text": text}, status=status_of(form))


@desk_required
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a saved answer away, after a page that asks once more."""
    own_codes(request)
    if request.method == "POST" and not SavedText.objects.filter(pk=pk).exists():
        return redirect("konsultasi:desk_texts")  # pressed twice
    text = get_object_or_404(queries.texts_of(request.user), pk=pk)
    form = OnceForm(request.POST or None)

    def deed() -> str:
        services.drop_text(by=request.user, text=text)
        return reverse("konsultasi:desk_texts")

    if request.method == "POST" and (done := sent(request, form, deed)):
        messages.success(request, "Jawaban siap pakai dihapus.")
        return done
    return render(request, "konsultasi/desk_text_drop.html", {"form": form, "text": text})
