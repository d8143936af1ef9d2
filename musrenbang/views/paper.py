"""What leaves the screen: the sheet to fill in by hand, the picture of a shared link."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from core.cards import Card, picture
from core.pagecache import public_page
from core.pdf import PdfMissingError
from musrenbang.paper_form import paper_context, paper_pdf
from musrenbang.queries.page import for_readers
from musrenbang.views.drafts import STEPS
from wilayah.queries import root_region


@require_safe
@public_page("usulan")
def paper_form(request: HttpRequest) -> HttpResponse:
    """The sheet as a page that can be printed."""
    return render(request, "musrenbang/paper_form.html", paper_context(STEPS))


@require_safe
def paper_form_pdf(request: HttpRequest) -> HttpResponse:
    """The sheet as a document."""
    try:
        response = HttpResponse(paper_pdf(STEPS), content_type="application/pdf")
    except PdfMissingError:
        return redirect("musrenbang:paper_form")
    response["Content-Disposition"] = 'inline; filename="formulir-usulan.pdf"'
    response["Cache-Control"] = "public, max-age=3600"
    return response


@require_safe
def card(request: HttpRequest, year: int, region: str, sequence: str) -> HttpResponse:
    """The picture that WhatsApp shows beside the link to a proposal."""
    page = for_readers(f"{year}/{region}/{sequence}")
    if page is None:
        raise Http404
    proposal = page.proposal
    place = ", ".join(filter(None, [proposal.public_place, proposal.region.label if proposal.region else ""]))
    site = f"Partisipasi {root_region().label}"
    drawn = picture(Card(site, f"Usulan warga, {place}", proposal.public_title, str(proposal.state_label)))
    response = HttpResponse(drawn, content_type="image/png")
    response["Cache-Control"] = "public, max-age=3600"
    return response
