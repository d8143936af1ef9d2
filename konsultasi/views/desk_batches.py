"""Tables of inputs: the template, the upload with its mistakes, the preview, making and taking back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.guards import desk_required
from core.ratelimit import RateLimited
from core.sheets import template_response
from konsultasi import batching, services
from konsultasi.forms import BatchForm, StepForm
from konsultasi.models import Batch, Consultation
from konsultasi.views.common import sent, visible_or_404


def recorded_or_403(request: HttpRequest, pk: int) -> Consultation:
    """The draft for which this officer writes down inputs."""
    consultation = visible_or_404(Consultation.objects.filter(pk=pk).first())
    if not request.user.has_perm("konsultasi.record", consultation):
        raise PermissionDenied("Anda tidak berwenang mencatat masukan untuk wilayah ini.")
    return consultation


@require_safe
@desk_required
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """The empty table for this draft."""
    consultation = recorded_or_403(request, pk)
    title = f"Masukan atas {consultation.title}"
    return template_response(f"masukan {consultation.title[:40]}", batching.columns(consultation), title=title)


@desk_required
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a filled table: its mistakes, or on to the preview."""
    consultation = recorded_or_403(request, pk)
    form = BatchForm(request.POST or None, request.FILES or None)
    sheet = None
    if request.method == "POST" and form.is_valid():
        batch, sheet = checked(request, form, consultation)
        if batch:
            return redirect(batch)
    context = {"form": form, "consultation": consultation, "sheet": sheet, "max_rows": batching.MAX_ROWS}
    context["batches"] = consultation.batches.exclude(state=Batch.State.CHECKED).select_related("by")[:10]
    return render(request, "konsultasi/desk_batch_new.html", context)


def checked(request: HttpRequest, form: BatchForm, consultation: Consultation) -> tuple[Any, Any]:
    """Read the table; a refusal stands at the field."""
    try:
        return services.check_batch(by=request.user, consultation=consultation, upload=form.cleaned_data["berkas"])
    except ValidationError as error:
        form.add_error("berkas", error.messages[0])
    except RateLimited as error:
        form.add_error(None, str(error))
    return None, None


@desk_required
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """One table: what will be made of it, how far it is, the button that takes it back."""
    rows = Batch.objects.filter(consultation__visible=True).select_related("consultation__topic", "by")
    row = get_object_or_404(rows, pk=pk)
    recorded_or_403(request, row.consultation_id)
    form = StepForm(request.POST or None)
    if request.method == "POST" and (done := sent(request, form, lambda: step(request, row))):
        return done
    return render(request, "konsultasi/desk_batch.html", {"batch": row, "form": form} | seen(row))


def step(request: HttpRequest, row: Batch) -> Batch:
    """Make it, or take it back."""
    if request.POST.get("aksi") == "batalkan":
        messages.success(request, "Lembar dibatalkan. Semua masukannya ditarik.")
        return services.undo_batch(by=request.user, batch=row)
    return services.confirm_batch(by=request.user, batch=row)


def seen(row: Batch) -> dict[str, Any]:
    """The first rows in words, and whether it can still be taken back."""
    columns = batching.columns(row.consultation)
    words = {column.name: dict(column.choices) for column in columns if column.choices}
    preview = [
        [words.get(c.name, {}).get(line.get(c.name), line.get(c.name)) for c in columns] for line in row.rows[:20]
    ]
    made_today = row.made_at is not None and timezone.localdate(row.made_at) == timezone.localdate()
    last = (row.first_number or 0) + row.total - 1
    return {
        "columns": columns,
        "preview": preview,
        "may_undo": row.state == Batch.State.MADE and made_today,
        "last": last,
    }
