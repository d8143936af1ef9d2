"""Material: the shelf, one piece as a page, one file that opens without internet, and the same as PDF."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from core.pagecache import public_page
from core.pdf import PdfMissingError
from literasi import papers
from literasi.queries.shelf import shelf_asked, shelved
from literasi.registry import Material, found
from literasi.services.materials import count
from literasi.states import Language, Level, Pillar
from literasi.views.common import file_of
from literasi.views.public import public_session


@require_safe
@public_page("literasi", "cms")
def shelf(request: HttpRequest) -> HttpResponse:
    """All material by pillar, level, language and form."""
    question = shelf_asked(request.GET)
    context = {"pieces": shelved(question), "asked": question, "pillars": Pillar.choices, "levels": Level.choices}
    return render(request, "literasi/shelf.html", context | {"languages": Language.choices})


def piece_of(name: str) -> Material:
    """One of the room's own pieces; 404 for none."""
    rows = found([name])
    if not rows:
        raise Http404
    return rows[0]


@require_safe
def handout(request: HttpRequest, name: str) -> HttpResponse:
    """A piece of material as a page."""
    piece = piece_of(name)
    count(name, "lihat")
    return render(request, "literasi/handout.html", {"piece": piece, "words": piece.html()})


@require_safe
def handout_file(request: HttpRequest, name: str) -> HttpResponse:
    """The same as one file with everything inside."""
    piece = piece_of(name)
    count(name, "html")
    response = file_of(papers.kit_html(piece.title, [piece]), f"{name}.html", "text/html; charset=utf-8")
    return attached(response)


@require_safe
def handout_pdf(request: HttpRequest, name: str) -> HttpResponse:
    """The same on A4 or F4, to print."""
    piece = piece_of(name)
    try:
        content = papers.kit_pdf(piece.title, [piece], request.GET.get("kertas", "f4"))
    except PdfMissingError:
        return redirect("literasi:handout", name)
    count(name, "pdf")
    return file_of(content, f"{name}.pdf", "application/pdf")


@require_safe
def kit_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything a session hands out, in one file."""
    session = public_session(pk)
    count(f"sesi-{pk}", "html")
    pieces = found(session.materials)
    response = file_of(papers.kit_html(str(session), pieces, session), f"sesi-{pk}.html", "text/html; charset=utf-8")
    return attached(response)


@require_safe
def kit_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The same to print."""
    session = public_session(pk)
    pieces = found(session.materials)
    try:
        content = papers.kit_pdf(str(session), pieces, request.GET.get("kertas", "f4"), session)
    except PdfMissingError:
        return redirect(session.get_absolute_url())
    count(f"sesi-{pk}", "pdf")
    return file_of(content, f"sesi-{pk}.pdf", "application/pdf")


def attached(response: HttpResponse) -> HttpResponse:
    """A file to keep, not a page to run here: its own styles would be refused by this site's rules."""
    response["Content-Disposition"] = str(response["Content-Disposition"]).replace("inline", "attachment")
    return response
