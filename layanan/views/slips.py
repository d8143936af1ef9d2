"""A lost slip: at the counter an applicant who shows her paper gets a new secret, on a slip to print."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from acara.codes import qr
from accounts.guards import desk_required
from layanan.queries.cases import mine
from layanan.services.applications import renew_secret


@desk_required
def new_secret(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then show number and new secret; 404 for applications of other places and one's own."""
    application = get_object_or_404(mine(request.user).select_related("service"), pk=pk)
    context: dict[str, Any] = {"application": application, "service": application.service}
    if request.method != "POST":
        return render(request, "layanan/apply/new_secret.html", context)
    context["secret"] = renew_secret(by=request.user, application=application)
    context["picture"] = qr(request.build_absolute_uri(application.get_absolute_url()))
    return render(request, "layanan/apply/slip.html", context)
