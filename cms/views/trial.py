"""Trying out a service's form in the back office: typed, checked like a citizen's, and kept nowhere."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from cms.models import ServicePage
from layanan.previewing import preview_context, try_out


@require_http_methods(["GET", "HEAD", "POST"])
def run(request: HttpRequest, page_id: int) -> HttpResponse:
    """The form of the page's latest draft with all its questions, and what the server says to the answers."""
    page = get_object_or_404(ServicePage, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise Http404
    plan = page.get_latest_revision_as_object().plan()
    context = preview_context(plan) | {"page": page}
    if request.method == "POST":
        context["pages"], context["checked"] = try_out(plan, request.POST)
    return render(request, "layanan/service/trial.html", context)
