"""The calendar of stages for everybody, and the page on which the kecamatan gives a village longer."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.guards import desk_required
from core.pagecache import public_page
from core.sending import sent
from musrenbang.forms.stages import ExtendForm
from musrenbang.models import Stage
from musrenbang.queries import stages
from wilayah.queries import root_region


@require_safe
@public_page("usulan")
def calendar(request: HttpRequest) -> HttpResponse:
    """When each stage opens and ends, and where it runs longer."""
    return render(request, "musrenbang/stages.html", {"cycles": stages.calendar(root_region().pk)})


def guard(request: HttpRequest) -> None:
    """Only officers of the kecamatan give longer."""
    if not request.user.has_perm("musrenbang.extend_stage", root_region()):
        raise PermissionDenied("Perpanjangan tahap dicatat petugas kecamatan.")


@require_safe
@desk_required
def desk(request: HttpRequest) -> HttpResponse:
    """All stages, each with the way to give longer."""
    guard(request)
    return render(request, "musrenbang/stage_desk.html", {"cycles": stages.calendar(root_region().pk)})


@desk_required
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Give villages longer for one stage."""
    guard(request)
    stage = get_object_or_404(Stage.objects.select_related("cycle__region"), pk=pk)
    form = ExtendForm(request.POST or None, stage=stage)
    if request.method == "POST" and (answer := sent(request, form, lambda: done(request, form))):
        return answer
    known = stages.latest_of(stage.extensions.select_related("region").order_by("pk")).get(stage.pk, [])
    return render(request, "musrenbang/stage_extend.html", {"stage": stage, "form": form, "known": known})


def done(request: HttpRequest, form: Any) -> str:
    """Call the verb, say so, back to the calendar."""
    made = form.save(by=request.user)
    messages.success(request, f"Tahap diperpanjang untuk {len(made)} wilayah.")
    return reverse("musrenbang:stage_desk")
