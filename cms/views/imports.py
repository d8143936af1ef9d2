"""The back office's screens of importing: choose a file, correct what was found, look before it goes in."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from cms import importing, services
from cms.forms import CorrectionForm, InsertForm, UploadForm
from cms.models import DraftImport, PolicyDraftPage
from cms.models.imports import HEAVY
from cms.services.imports import CLOSED
from cms.states import UNFINISHED
from core.once import once
from core.states import StateError
from konsultasi import queries

LISTED = 200  # changed, new or gone parts that a preview names; the figures count all
require_form = require_http_methods(["GET", "HEAD", "POST"])


def draft_of(request: HttpRequest, pk: int) -> PolicyDraftPage:
    """The draft, for whoever may edit it; to everybody else it does not exist."""
    page = get_object_or_404(PolicyDraftPage, pk=pk)
    if not request.user.has_perm("cms.import_draft", page):
        raise Http404
    return page


def import_of(request: HttpRequest, pk: int, *, closed: bool = False) -> DraftImport:
    """An import that can be taken up, for whoever may edit its draft; `closed`: one that is over as well."""
    imported = get_object_or_404(DraftImport.objects.select_related("page", "by", "changed_by"), pk=pk)
    if not request.user.has_perm("cms.import_draft", imported):
        raise Http404
    if not imported.is_unfinished and not closed:
        raise StateError(CLOSED)
    return imported


def posted(request: HttpRequest, *files: Any) -> tuple[Any, ...]:
    """What was sent; nothing where a page is only asked for. An empty form is a form as well."""
    return (request.POST, *files) if request.method == "POST" else ()


def show(request: HttpRequest, name: str, page: PolicyDraftPage, title: str, **context: Any) -> HttpResponse:
    """A screen of importing, with the way back to the draft."""
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": "Beranda"},
        {"url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "label": page.get_admin_display_title()},
        {"url": reverse("draft_import", args=[page.pk]), "label": "Impor naskah"},
    ]
    base = {"page": page, "header_title": title, "breadcrumbs_items": crumbs, "header_icon": "upload"}
    base["summary"] = _summary(context.get("form"))
    return render(request, f"cms/import/{name}.html", base | context)


def _summary(form: Any) -> list[tuple[str, str]]:
    """What is wrong, first on the page: where to jump, and the words."""
    if form is None or not form.is_bound:
        return []
    fields = {"berkas": "id_berkas", "teks": "id_teks"}
    refused = {words: f"b{key}" for key, words in getattr(form, "refused", {}).items()}
    found = [(name, str(words)) for name, errors in form.errors.items() for words in errors]
    return [(fields.get(name) or refused.get(words, ""), words) for name, words in found]


@require_form
def start(request: HttpRequest, page_id: int) -> HttpResponse:
    """Choose a file or paste text; take up or throw away what was begun."""
    page = draft_of(request, page_id)
    form = UploadForm(*posted(request, request.FILES), page=page)
    if form.is_bound and form.is_valid():
        return once(request, form, lambda: reverse("draft_import_rows", args=[form.save(by=request.user).pk]))
    known = page.imports.defer(*HEAVY).select_related("by", "changed_by")
    begun = known.filter(state__in=UNFINISHED)[:50]
    done = known.exclude(state__in=UNFINISHED)[:10]
    return show(request, "start", page, "Impor naskah", form=form, begun=begun, done=done)


@require_form
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """What was found beside the source; rows are corrected and kept."""
    imported = import_of(request, pk)
    form = CorrectionForm(*posted(request), imported=imported)
    if form.is_bound and form.is_valid():
        try:
            form.save(by=request.user)
            return redirect(_next(request, form, imported))
        except ValidationError as error:
            form.overtaken(error)
    return show(request, "rows", imported.page, f"Koreksi {imported.name}", **_rows(form, imported))


def _next(request: HttpRequest, form: CorrectionForm, imported: DraftImport) -> str:
    """Where saving leads: on to the preview, or back to the row that was worked on."""
    if form.deed == "pratinjau":
        return reverse("draft_import_preview", args=[imported.pk])
    if form.deed == "simpan":
        messages.success(request, "Koreksi disimpan.")
    return reverse("draft_import_rows", args=[imported.pk]) + (f"#b{form.key}" if form.key else "")


def _rows(form: CorrectionForm, imported: DraftImport) -> dict[str, Any]:
    cards = list(form.cards())
    where = {card.row.key: card for card in cards}
    begins: dict[int, int] = {}
    for card in cards:
        begins.setdefault(card.row.line, card.row.key)
    source = [(number, page, words, begins.get(number)) for number, page, words in imported.lines]
    doubts = [one | {"card": where.get(one["key"])} for one in imported.doubts]
    return {
        "form": form,
        "imported": imported,
        "cards": cards,
        "wrong": [card for card in cards if card.errors],
        "doubts": doubts,
        "waiting": sum(card.row.waits for card in cards),
        "checked": any(card.row.checked for card in cards),
        "source": source,
        "lost": form.lost(),
    }


@require_form
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What the import makes of the draft's present body; yes puts it in as a revision nobody sees yet."""
    imported = import_of(request, pk, closed=request.method == "POST")  # sent twice, it leads where the first one led
    form = InsertForm(*posted(request))
    if form.is_bound and form.is_valid():
        try:
            return once(request, form, lambda: _insert(request, form, imported))
        except ValidationError as error:
            form.add_error(None, error)
    return show(request, "preview", imported.page, "Pratinjau", form=form, **_preview(imported))


def _insert(request: HttpRequest, form: InsertForm, imported: DraftImport) -> str:
    page = form.save(by=request.user, imported=imported)
    messages.success(request, "Naskah masuk ke rancangan sebagai draf. Warga belum melihatnya sebelum Anda terbitkan.")
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _preview(imported: DraftImport) -> dict[str, Any]:
    imported.refresh_from_db()
    page = PolicyDraftPage.objects.get(pk=imported.page_id)
    rows = importing.load(imported.rows)
    planned = importing.plan(rows, page.get_latest_revision_as_object().passages())
    inputs = queries.counts(page.consultation) if page.consultation_id else {}
    return {
        "imported": imported,
        "plan": planned,
        "fresh": InsertForm(initial={"revisi": page.latest_revision_id or 0, "giliran": imported.turn}),
        "problems": importing.problems(rows),
        "waiting": sum(row.waits for row in rows),
        "thrown": _named([row for row in rows if row.out]),
        "answered": sum(bool(inputs.get(part.block_id)) for part in planned.gone),
        "groups": _groups(planned),
    }


def _named(rows: Sequence[importing.Row]) -> list[str]:
    return [f"{importing.printed(row)} {row.text}".strip() for row in rows]


def _groups(planned: importing.Plan) -> list[tuple[str, Any, int]]:
    """Lists of the preview: heading, the first parts, and how many more there are."""
    lists = (("Berubah", planned.changed), ("Baru", planned.new), ("Hilang dari rancangan", planned.gone))
    return [(f"{title} ({len(parts)})", parts[:LISTED], max(0, len(parts) - LISTED)) for title, parts in lists if parts]


@require_form
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw an import away, after a question."""
    imported = import_of(request, pk)
    if request.method == "POST":
        services.cancel_import(imported=imported, by=request.user)
        messages.success(request, "Impor dibuang. Rancangan tidak berubah.")
        return redirect("draft_import", imported.page_id)
    return show(request, "cancel", imported.page, "Buang impor", imported=imported)
