"""Certificates: the public check, the paper, giving one or all, taking one back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import desk_required
from audit.queries import trail
from core.once import OnceForm
from core.pdf import PdfMissingError
from core.sending import sent
from literasi import papers, services
from literasi.forms.learning import RevokeForm
from literasi.models import Certificate
from literasi.views.common import at_desk, file_of, head, must_work, participant, participants


def certificate_of(token: str) -> Certificate:
    """The certificate of a code; 404 for a guessed one."""
    rows = Certificate.objects.select_related("session__event__region", "session__event__topic")
    return get_object_or_404(rows, token=token)


@require_safe
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Whether a certificate holds, for whoever scans it; no personal number stands here."""
    found = certificate_of(token)
    context: dict[str, Any] = {"certificate": found, "session": found.session, "event": found.session.event}
    context["why"] = next((entry for entry in reversed(trail(found)) if entry.verb == "revoke"), None)
    response = render(request, "literasi/certificate.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def paper(request: HttpRequest, token: str) -> HttpResponse:
    """The certificate to print; one that was taken back is not printed."""
    found = certificate_of(token)
    if not found.is_valid:
        raise Http404
    try:
        content = papers.certificates_pdf([found])
    except PdfMissingError:
        return redirect(found.get_absolute_url())
    return file_of(content, f"sertifikat-{found.token[:6]}.pdf", "application/pdf")


@require_safe
@desk_required
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has a certificate and who may get one."""
    session = at_desk(request, pk)
    given = {row.attendance_id: row for row in session.certificates.order_by("id")}
    rows = [(row, given.get(row.pk)) for row in participants(session)]
    missing = sum(1 for _, paper in rows if paper is None or not paper.is_valid)
    context = {"rows": rows, "missing": missing, "form": OnceForm(), "given": len(rows) - missing}
    return render(request, "literasi/desk_certificates.html", head(session, "sertifikat") | context)


@require_POST
@desk_required
def give(request: HttpRequest, pk: int, who: int) -> HttpResponse:
    """Give one, or with 0 everybody, a certificate."""
    session, form = at_desk(request, pk), OnceForm(request.POST)
    row = participant(session, who) if who else None
    answer = sent(request, form, lambda: given(request, session, row))
    if answer is None:
        messages.error(request, " ".join(str(text) for texts in form.errors.values() for text in texts))
        return redirect("literasi:certificates", pk)
    return answer


def given(request: HttpRequest, session: Any, row: Any) -> str:
    """Give and say how many."""
    if row is not None:
        made = services.issue(by=request.user, session=session, attendance=row)
        messages.success(request, f"Sertifikat {made.number} terbit.")
    else:
        messages.success(request, f"{services.issue_all(by=request.user, session=session)} sertifikat terbit.")
    return reverse("literasi:certificates", args=[session.pk])


@require_safe
@desk_required
def bulk(request: HttpRequest, pk: int) -> HttpResponse:
    """All valid certificates of a session in one file to print."""
    session = at_desk(request, pk)
    rows = list(session.certificates.filter(state="berlaku").order_by("number"))
    if not rows:
        raise Http404
    for row in rows:
        row.session = session
    try:
        return file_of(papers.certificates_pdf(rows), f"sertifikat-sesi-{pk}.pdf", "application/pdf")
    except PdfMissingError as error:
        messages.info(request, str(error))
        return redirect("literasi:certificates", pk)


@desk_required
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a certificate back, with the reason."""
    must_work(request)
    found = get_object_or_404(Certificate.objects.select_related("session__event__region"), pk=pk)
    at_desk(request, found.session_id)
    form = RevokeForm(request.POST or None, certificate=found)
    back = reverse("literasi:certificates", args=[found.session_id])
    if request.method == "POST" and (answer := sent(request, form, lambda: [form.save(by=request.user), back][1])):
        messages.success(request, "Sertifikat dicabut.")
        return answer
    return render(request, "literasi/desk_revoke.html", {"form": form, "certificate": found})
