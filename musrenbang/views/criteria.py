"""What forums score by: all versions, a new version after one of them, taking an unused one back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import desk_required
from core.once import OnceForm
from core.paging import page_of
from core.sending import sent
from musrenbang.forms.criteria import CriteriaForm
from musrenbang.models import CriteriaSet
from musrenbang.services.criteria import drop_criteria
from wilayah.queries import root_region

PER_PAGE = 10


def guard(request: HttpRequest) -> None:
    """Criteria are the kecamatan's."""
    if not request.user.has_perm("musrenbang.run_forum", root_region()):
        raise PermissionDenied("Kriteria penilaian disusun petugas kecamatan.")


@require_safe
@desk_required
def criteria_list(request: HttpRequest) -> HttpResponse:
    """Every version with its weights, newest first."""
    guard(request)
    page = page_of(request, CriteriaSet.objects.prefetch_related("criteria").order_by("-pk"), size=PER_PAGE)
    return render(request, "musrenbang/forum/criteria.html", {"page": page, "form": OnceForm()})


@desk_required
def new_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the version after this one; what was used stays as it is."""
    guard(request)
    after = get_object_or_404(CriteriaSet.objects.prefetch_related("criteria"), pk=pk)
    form = CriteriaForm(request.POST or None, after=after)
    if request.method == "POST" and (answer := sent(request, form, lambda: written(request, form))):
        return answer
    return render(request, "musrenbang/forum/criteria_form.html", {"form": form, "after": after})


def written(request: HttpRequest, form: CriteriaForm) -> str:
    """Call the verb, say so, to the list."""
    made = form.save(by=request.user)
    messages.success(request, f"{made} disimpan. Forum berikutnya memakainya.")
    return reverse("forum:criteria")


@require_POST
@desk_required
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a version back that no forum has used."""
    guard(request)
    chosen = get_object_or_404(CriteriaSet, pk=pk)
    form = OnceForm(request.POST)
    if answer := sent(request, form, lambda: dropped(request, chosen)):
        return answer
    page = page_of(request, CriteriaSet.objects.prefetch_related("criteria").order_by("-pk"), size=PER_PAGE)
    return render(request, "musrenbang/forum/criteria.html", {"page": page, "form": form})


def dropped(request: HttpRequest, chosen: CriteriaSet) -> str:
    """Call the verb, say so, to the list."""
    drop_criteria(by=request.user, chosen=chosen)
    messages.success(request, "Versi kriteria dihapus.")
    return reverse("forum:criteria")
