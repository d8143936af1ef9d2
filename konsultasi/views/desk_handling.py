"""Officers' pages about the work itself: who prepares which answers, tags, internal notes."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.guards import desk_required
from core.sending import status_of
from konsultasi import queries
from konsultasi.forms import AssignForm, BulkTagForm, NoteForm, TagForm
from konsultasi.models import Input
from konsultasi.services.handling import MOST
from konsultasi.views.common import sent


def handled_or_404(request: HttpRequest, pk: int) -> Input:
    """An input this officer handles; moderators may read it and no more."""
    rows = queries.work_of(request.user).with_people().select_related("consultation__topic", "owner")
    entry = get_object_or_404(rows, pk=pk)
    if not request.user.has_perm("konsultasi.handle", entry):
        raise PermissionDenied("Anda tidak berwenang menangani masukan untuk wilayah ini.")
    return entry


def picked(request: HttpRequest) -> list[Input]:
    """The inputs picked in the queue (?id=1&id=2), as far as they are this officer's."""
    if not queries.answer_codes(request.user):
        raise PermissionDenied("Halaman ini untuk petugas yang menjawab masukan.")
    return queries.chosen(request.user, request.GET.getlist("id"), MOST)


@desk_required
def assign(request: HttpRequest) -> HttpResponse:
    """Hand the picked inputs to a unit, to an officer, or to both; the page shows which ones they are."""
    entries = picked(request)
    if not entries:
        messages.warning(request, "Pilih dahulu masukan yang akan diserahkan.")
        return redirect("konsultasi:desk")
    units, officers = queries.handlers_for(entries)
    form = AssignForm(request.POST or None, inputs=entries, units=units, officers=officers)
    if request.method == "POST" and (done := sent(request, form, lambda: form.save(by=request.user))):
        messages.success(request, handed_over(form, entries))
        return done
    context = {"form": form, "entries": entries}
    return render(request, "konsultasi/desk_assign.html", context, status=status_of(form))


@desk_required
def tag_many(request: HttpRequest) -> HttpResponse:
    """Give the picked inputs tags and take others from them; the page shows which ones they are."""
    entries = picked(request)
    if not entries:
        messages.warning(request, "Pilih dahulu masukan yang akan diberi tanda.")
        return redirect("konsultasi:desk")
    prefetch_related_objects(entries, "tags")
    form = BulkTagForm(request.POST or None, inputs=entries)
    if request.method == "POST" and (done := sent(request, form, lambda: form.save(by=request.user))):
        messages.success(request, f"Tanda {len(getattr(form, 'changed', entries))} masukan tersimpan.")
        return done
    context = {"form": form, "entries": entries}
    return render(request, "konsultasi/desk_tag_many.html", context, status=status_of(form))


def handed_over(form: AssignForm, entries: list[Input]) -> str:
    """What became of the inputs, in words; the same form sent again tells nothing new."""
    changed = len(getattr(form, "changed", entries))
    left = len(entries) - changed
    rest = f" {left} masukan tidak berubah, atau tidak menunggu jawaban lagi." if left else ""
    return f"{changed} masukan diserahkan.{rest}"


@desk_required
def tags(request: HttpRequest, pk: int) -> HttpResponse:
    """The tags of an input."""
    entry = handled_or_404(request, pk)
    return deed(request, entry, TagForm(request.POST or None, input=entry), "tags", "Tanda tersimpan.")


@desk_required
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Write an internal note on an input."""
    entry = handled_or_404(request, pk)
    return deed(request, entry, NoteForm(request.POST or None, input=entry), "note", "Catatan tersimpan.")


def deed(request: HttpRequest, entry: Input, form: Any, name: str, done_words: str) -> HttpResponse:
    """One form about one input: done once and back, or shown again with its mistakes."""
    if request.method == "POST" and (done := sent(request, form, lambda: form.save(by=request.user))):
        messages.success(request, done_words)
        return done
    context = {"entry": entry, "form": form}
    return render(request, f"konsultasi/desk_{name}.html", context, status=status_of(form))
