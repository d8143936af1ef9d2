"""Where somebody stands in a form: pages met, the page after, what the check page shows."""

from collections import Counter
from typing import Any

from django.http import Http404
from django.urls import reverse

from layanan.asking.pages import check_all
from layanan.models import ApplicationDraft
from layanan.reading import soft_hints, told, whole
from layanan.schema import pages_shown
from layanan.services.drafts import papers_of

Pages = list[dict[str, Any]]


def page_url(draft: ApplicationDraft, number: int) -> str:
    """Address of a page, counted from 1."""
    return reverse("layanan:page", args=[draft.service.slug, draft.pk, number])


def check_url(draft: ApplicationDraft) -> str:
    return reverse("layanan:check", args=[draft.service.slug, draft.pk])


def met(draft: ApplicationDraft, number: int) -> Pages:
    """The pages met so far; 404 where there is none of this number."""
    pages = pages_shown(draft.version.form, whole(draft))
    if not 1 <= number <= len(pages):
        raise Http404
    return pages


def around(draft: ApplicationDraft, pages: Pages, number: int) -> dict[str, Any]:
    """What every page of a form shows around its questions."""
    known = {"draft": draft, "service": draft.service, "page": pages[number - 1], "number": number}
    known |= {"count": len(pages) + 1, "back": page_url(draft, number - 1) if number > 1 else ""}
    return known | {"check": check_url(draft), "next": next_url(draft, pages, number)}


def next_url(draft: ApplicationDraft, pages: Pages, number: int) -> str:
    """The page after this one: the last leads to the check page."""
    return page_url(draft, number + 1) if number < len(pages) else check_url(draft)


def after(draft: ApplicationDraft, asked: dict[str, Any], wish: Any) -> str:
    """Where a kept page leads: the same for another row, the check page when one came from there, else the next."""
    pages = pages_shown(draft.version.form, whole(draft))
    number = next((at for at, one in enumerate(pages, 1) if one["place"] == asked["place"]), len(pages))
    if "tambah" in wish:
        return page_url(draft, number) + "?tambah=1"
    if "nanti" in wish:
        return reverse("layanan:begin", args=[draft.service.slug])
    return check_url(draft) if "periksa" in wish else next_url(draft, pages, number)


def review(draft: ApplicationDraft) -> dict[str, Any]:
    """The check page: every answer with the way to change it, photos, what is missing, hints about the NIK."""
    answers, form = whole(draft), draft.version.form
    papers = Counter(paper.slug for paper in papers_of(draft))
    pages = pages_shown(form, answers)
    numbers = {one["place"]: at for at, one in enumerate(pages, 1)}
    first: dict[str, int] = {}
    for at, one in enumerate(pages, 1):
        first.setdefault(one["title"], at)
    return {
        "lacks": [(words, page_url(draft, numbers[at])) for at, words in check_all(form, answers, papers).lacks],
        "sections": [(title, pairs, page_url(draft, first[title])) for title, pairs in told(form, answers)],
        "photos": [
            (one["label"], papers[one["slug"]], page_url(draft, numbers[page["place"]]))
            for page in pages
            for one in page["fields"]
            if one["kind"] == "photo"
        ],
        "hints": soft_hints(form, answers),
        "back": page_url(draft, len(pages)),
    }


def receipt_url(draft: ApplicationDraft) -> str:
    """Where number and secret stand once it was sent."""
    return reverse("layanan:receipt", args=[draft.service.slug, draft.pk])
