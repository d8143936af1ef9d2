"""The page on which an officer records the board's words, and the recordings themselves."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import desk_required
from core.sending import sent, status_of
from layanan.forms.queue import VoiceForm
from layanan.models import QueueVoice
from layanan.queue.spoken import CLIPS, said
from layanan.services.voices import drop_voices
from layanan.views.queue_devices import run_here
from layanan.views.queue_public import office_of


@desk_required
def voices(request: HttpRequest, slug: str) -> HttpResponse:
    """Record a word, or send it as a file."""
    office = run_here(request, slug)
    form = VoiceForm(request.POST or None, request.FILES or None, office=office)
    if request.method == "POST" and (answer := sent(request, form, lambda: kept(request, form))):
        return answer
    own = set(office.voices.values_list("word", flat=True))
    rows = [(word, said(word), word in own) for word in CLIPS]
    context = {"office": office, "form": form, "rows": rows, "own": len(own)}
    return render(request, "layanan/antrean/voices.html", context, status=status_of(form))


def kept(request: HttpRequest, form: Any) -> str:
    """The word is taken; the next one can be said."""
    voice = form.save(by=request.user)
    messages.success(request, f"Rekaman “{said(voice.word)}” disimpan.")
    return request.path


@require_POST
@desk_required
def drop(request: HttpRequest, slug: str) -> HttpResponse:
    """Back to the voice that came with the house."""
    office = run_here(request, slug)
    drop_voices(by=request.user, office=office)
    return redirect("antrean:voices", slug=office.slug)


@require_safe
def sound(request: HttpRequest, slug: str, word: str) -> HttpResponse:
    """One recorded word."""
    voice = get_object_or_404(QueueVoice, office=office_of(slug), word=word)
    answer = HttpResponse(bytes(voice.sound), content_type="audio/wav")
    answer["Cache-Control"] = "public, max-age=60"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
