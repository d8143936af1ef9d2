"""The moderators' desk: the queue, and one page per decision."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guards import desk_required
from core.paging import page_of
from dialog import moderating
from dialog.decisions import decisions_of
from dialog.forms import DecisionForm
from dialog.views.answers import answer


@require_safe
@desk_required
def queue(request: HttpRequest) -> HttpResponse:
    """What a moderator looks after: reported first, then the newest and the hidden."""
    if not moderating.is_moderator(request.user):
        raise PermissionDenied("Halaman ini untuk moderator.")
    tab = request.GET.get("tampil", "")
    tabs = moderating.tabs()
    tab = tab if tab in tabs else "laporan"
    page = page_of(request, moderating.rows_of(tab, request.user))
    context = {"page": page, "tab": tab, "tabs": tabs, "lines": moderating.lines(tab, list(page), request.user)}
    return render(request, "dialog/queue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_required
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """One comment: what it says, where, what was reported and decided before, and the decision."""
    comment = get_object_or_404(moderating.moderated(request.user), pk=pk)
    if not request.user.has_perm("dialog.moderate", comment):
        raise PermissionDenied("Komentar Anda sendiri diputuskan moderator lain.")
    form = DecisionForm(request.POST or None, comment=comment)
    context = {"comment": comment, "reports": moderating.reports_of(comment), "decisions": decisions_of(comment)}

    def deed() -> str:
        form.save(by=request.user)
        return reverse("dialog:queue")

    return answer(request, form, deed, "dialog/decide.html", context)
