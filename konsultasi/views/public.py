"""The draft page and its sub-pages. `page` is the Wagtail page (title, url, summary, initiator ...)."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from accounts.guards import explain_rung
from accounts.rules import rung_for
from audit.queries import trail
from core.pagecache import mark_public
from core.paging import page_of
from core.sending import status_of
from konsultasi import export, queries
from konsultasi.forms import FilterForm, InputForm
from konsultasi.models import Consultation, Input
from konsultasi.pace import pace_part
from konsultasi.reading import Reading
from konsultasi.services.splitting import rest_of
from konsultasi.states import Disposition, HideReason
from konsultasi.views.common import login_first, sent, visible_or_404

SENT = "Masukan Anda terkirim dan dapat dibaca semua orang. Kami memberi tahu Anda saat kantor menjawab."


def frame(request: HttpRequest, consultation: Consultation, page: Any) -> dict[str, Any]:
    """What every page of a draft needs."""
    user = request.user
    return {
        "page": page,
        "consultation": consultation,
        "topic": consultation.topic,
        "login_url": f"{settings.LOGIN_URL}?next={request.path}",
        "officer": user.is_authenticated and user.has_perm("konsultasi.answer", consultation),
        "recorder": user.is_authenticated and user.has_perm("konsultasi.record", consultation),
    }


def public(request: HttpRequest, consultation: Consultation, template: str, context: Any, status: int = 200) -> Any:
    """The answer; equal for everybody without a session until the draft, its inputs or the site change."""
    response = render(request, f"konsultasi/{template}.html", context, status=status)
    return mark_public(response, consultation.topic.version_name, "cms")


def show_draft(request: HttpRequest, consultation: Consultation | None, page: Any) -> HttpResponse:
    """The draft: summary, clock, passages with their counts, newest inputs, versions (?versi=1)."""
    consultation = visible_or_404(consultation)
    reading = Reading(consultation, page, request.GET.get("versi"))
    return public(request, consultation, "draft", frame(request, consultation, page) | {"reading": reading})


def show_passage(request: HttpRequest, consultation: Consultation | None, page: Any, block_id: str) -> HttpResponse:
    """One passage: its words, the form, the inputs on it."""
    consultation = visible_or_404(consultation)
    passage = queries.passage_now(consultation, block_id)
    if passage is None:
        raise Http404("Bagian ini tidak ada dalam rancangan.")
    return answer_page(request, consultation, page, passage)


def answer_draft(request: HttpRequest, consultation: Consultation | None, page: Any) -> HttpResponse:
    """The draft as a whole: the form and the inputs on it."""
    return answer_page(request, visible_or_404(consultation), page, None)


def answer_page(request: HttpRequest, consultation: Consultation, page: Any, passage: Any) -> HttpResponse:
    """What is answered, the form for who is logged in (else a link to log in), the inputs so far."""
    latest = passage.latest if passage else queries.latest_number(consultation)
    removed = bool(passage and passage.version.number != latest)
    form, alike = None, []
    if request.method == "POST" or (request.user.is_authenticated and consultation.is_open and not removed):
        if wall := answer_wall(request):
            return wall
        form = held_form(request, consultation, passage)
        alike = said_before(request, form)
        if request.method == "POST" and not alike and (done := sent(request, form, lambda: form.save(by=request.user))):
            messages.success(request, SENT)
            return done
    inputs = page_of(request, queries.inputs_on(consultation, passage.block_id if passage else ""))
    context = frame(request, consultation, page) | {"passage": passage, "latest": latest, "removed": removed}
    context |= {"words": queries.words_of(passage) if passage else "", "alike": alike, "form": form, "inputs": inputs}
    return public(request, consultation, "passage", context, status_of(form))


def held_form(request: HttpRequest, consultation: Consultation, passage: Any) -> InputForm:
    """The form with the files that were sent along before a mistake was found."""
    form = InputForm(request.POST or None, request.FILES or None, consultation=consultation, passage=passage)
    form.hold(request.user)
    return form


def said_before(request: HttpRequest, form: InputForm) -> list[Input]:
    """What others said of the same place in much the same words; shown once, before her own input is sent."""
    if request.method != "POST" or "tetap" in request.POST or not form.is_valid():
        return []
    words = f"{form.cleaned_data['body']} {form.cleaned_data.get('proposed', '')}"
    block_id = form.passage.block_id if form.passage else ""
    return queries.alike_on(form.consultation, block_id, words, request.user)


def answer_wall(request: HttpRequest) -> HttpResponse | None:
    """Log in first; climb first, where answering asks for a higher rung."""
    if not request.user.is_authenticated:
        return login_first(request)
    needed = rung_for("answer")
    return explain_rung(request, needed, "memberi masukan") if request.user.standing < needed else None


def list_inputs(request: HttpRequest, consultation: Consultation | None, page: Any) -> HttpResponseBase:
    """All inputs of a draft, filtered and paged; ?unduh=csv or xlsx gives the response matrix, atom the feed."""
    consultation = visible_or_404(consultation)
    if build := export.FORMATS.get(request.GET.get("unduh", "")):
        return build(consultation)
    current = queries.current_version(consultation)
    rows = queries.filtered(consultation, request.GET, current)
    context = frame(request, consultation, page) | {
        "latest": current.number if current else 0,
        "inputs": page_of(request, rows),
        "filter": FilterForm.chosen(request.GET),
        "places": queries.places(consultation, current),
        "place": request.GET.get("bagian", ""),
        "narrowed": any(request.GET.get(name) for name in ("bagian", "jenis", "tanggapan", "jawaban")),
        "pace": pace_part(consultation),
    }
    return public(request, consultation, "inputs", context)


def show_input(request: HttpRequest, consultation: Consultation | None, page: Any, input_id: int) -> HttpResponse:
    """One input, by its number, with its places in the text, the office's answer and its earlier wordings."""
    consultation = visible_or_404(consultation)
    entry = queries.shown_input(consultation, input_id)
    if entry is None:
        raise Http404("Masukan ini tidak ada.")
    return public(request, consultation, "input", frame(request, consultation, page) | life_of(request, entry))


def life_of(request: HttpRequest, entry: Input) -> dict[str, Any]:
    """What became of an input, and what this person may do with it."""
    places, parts = queries.places_of(entry), queries.parts_of(entry)
    revised = entry.answer is not None and entry.answer.revised_at
    return own_deeds(request, entry) | {
        "entry": entry,
        "hidden_why": dict(HideReason.choices).get(entry.hidden_reason, ""),
        "places": places,
        "latest": places[-1].version.number if places else 0,
        "led_to": queries.changes_of(entry),
        "parts": parts,
        "left_out": rest_of(entry, parts) if parts and not entry.emptied_at else [],
        "together": queries.answered_together(entry),
        "files": list(entry.attachments.select_related("file")),
        "open_files": request.user.is_authenticated and entry.author_id == request.user.pk,
        "history": [wording(row) for row in trail(entry) if row.verb in ("answer", "revise")] if revised else [],
    }


def wording(row: Any) -> dict[str, Any]:
    """One wording of an answer as the trail keeps it."""
    code = row.data.get("disposition", "")
    return {
        "title": "Dijawab" if row.verb == "answer" else "Jawaban diperbaiki",
        "at": row.at,
        "disposition": Disposition(code).label if code in Disposition.values else "",
        "text": row.note.text if hasattr(row, "note") else "",
    }


def own_deeds(request: HttpRequest, entry: Input) -> dict[str, bool]:
    """What this person may do with this input."""
    user = request.user
    if not user.is_authenticated:
        return {}
    return {f"may_{deed}": user.has_perm(f"konsultasi.{deed}", entry) for deed in ("edit", "withdraw", "moderate")}
