"""The berita acara: prepared, looked at, fixed, scanned by the office; read by everybody."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import desk_required
from core import pdf
from core.pagecache import mark_public
from core.sending import sent
from musrenbang.forms.agreement import PAPER_DEEDS, FreezeForm
from musrenbang.models import BeritaAcara, Forum
from musrenbang.queries.agreement import canonical, digest_of, snapshot
from musrenbang.services.agreement import as_pdf, paper_html
from musrenbang.views.forum_desk import done, mine, run_by
from musrenbang.views.forum_public import visible


@require_safe
@desk_required
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    """The berita acara of a forum: those that stand, and what is needed for the next."""
    return render(request, "musrenbang/forum/desk_papers.html", record(run_by(request, pk)))


@desk_required
def act(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Fix it, correct it, or keep its scan; what was typed is kept where it does not go through."""
    forum = run_by(request, pk)
    if deed not in PAPER_DEEDS:
        raise Http404
    form = None
    if request.method == "POST":
        form = PAPER_DEEDS[deed](request.POST, request.FILES, forum=forum, auto_id=f"{deed}-%s")
        url = reverse("forum:papers", args=[forum.pk])
        if answer := sent(request, form, lambda: done(request, form, url)):
            return answer
        forum = run_by(request, pk)
    return render(request, "musrenbang/forum/desk_papers.html", record(forum, deed, form))


def record(forum: Forum, deed: str = "", form: Any = None) -> dict[str, Any]:
    """What the page of the berita acara prints."""
    forms = {
        name: form if form and name == deed else kind(forum=forum, auto_id=f"{name}-%s")
        for name, kind in PAPER_DEEDS.items()
        if forum.state in kind.states
    }
    rows = forum.agreements.select_related("by", "scanned_by").order_by("-version")
    return {
        "forum": forum,
        "agreements": list(rows),
        "forms": forms,
        "form": form,
        "opened": deed,
        "can_pdf": pdf.available(),
    }


@require_POST
@desk_required
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper as it would be fixed now, marked as a draft."""
    forum = run_by(request, pk)
    form = FreezeForm(request.POST, forum=forum, auto_id="freeze-%s")
    if not form.is_valid():
        return render(request, "musrenbang/forum/desk_papers.html", record(forum, "freeze", form))
    data = form.cleaned_data
    parts = snapshot(forum, number=data["number"], signers=form.signers(), note=data.get("note", ""))
    return paper(*parts, data["paper"], "pratinjau.pdf", draft=True)


def paper(content: Any, closed: Any, size: str, name: str, **how: Any) -> HttpResponse:
    """A PDF shown in the browser; the page to print where this machine makes none."""
    if not pdf.available():
        return HttpResponse(paper_html(content, closed, size, **how))
    answer = HttpResponse(as_pdf(content, closed, size, **how), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@desk_required
def again(request: HttpRequest, pk: int, version: int, size: str) -> HttpResponse:
    """A fixed berita acara printed once more on the other size of paper, from its frozen content."""
    forum = get_object_or_404(mine(request), pk=pk)
    if not request.user.has_perm("musrenbang.run_forum", forum):
        raise PermissionDenied("Berita acara dicetak petugas yang menjalankan forum.")
    if size not in ("a4", "f4"):
        raise Http404
    one = get_object_or_404(BeritaAcara, forum=forum, version=version)
    return paper(one.content, one.closed, size, f"berita-acara-{forum.pk}-{version}-{size}.pdf", digest=one.digest)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest berita acara as everybody reads it, and the earlier ones by their digests."""
    forum = visible(pk)
    rows = list(forum.agreements.order_by("-version"))
    if not rows:
        raise Http404
    one = rows[0]
    context = {"forum": forum, "agreement": one, "ba": one.content, "earlier": rows[1:]}
    context["intact"] = digest_of(one.content) == one.digest
    return mark_public(render(request, "musrenbang/forum/agreement.html", context), forum.version_name)


@require_safe
def content(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """The frozen content, byte by byte as its digest was taken, so that anybody can check it."""
    forum = visible(pk)
    one = get_object_or_404(BeritaAcara, forum=forum, version=version)
    answer = HttpResponse(canonical(one.content), content_type="application/json; charset=utf-8")
    return mark_public(answer, forum.version_name)
