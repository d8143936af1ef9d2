"""What everybody reads of a forum: the list, one forum with its ranking, how a score came about, the hall's screen."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from core import assets
from core.pagecache import mark_public, public_page
from core.paging import Page, page_of
from musrenbang.models import Forum, ForumItem
from musrenbang.queries.forum_ballot import ballots_of
from musrenbang.queries.forums import categories_of, items_of, lines_of, minutes_of, score_parts, standing_of

PER_PAGE, PER_SCREEN, COMING = 30, 5, 10


def visible(pk: int) -> Forum:
    """A forum that was opened; a prepared one is a 404 for everybody."""
    rows = Forum.objects.public().select_related("region", "cycle", "criteria")
    forum: Forum = get_object_or_404(rows, pk=pk)
    return forum


@require_safe
@public_page("forum")
def forum_list(request: HttpRequest) -> HttpResponse:
    """Forums to which people are invited, then all that were opened, newest first."""
    page = page_of(request, Forum.objects.public().select_related("region"))
    coming = list(Forum.objects.coming()[:COMING])
    return render(request, "musrenbang/forum/list.html", {"page": page, "coming": coming})


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """A forum: its day and place, its money, every proposal with score, decision and why."""
    forum = visible(pk)
    category = request.GET.get("bidang", "")[:30]
    page = page_of(request, items_of(forum, category), size=PER_PAGE)
    context = {"forum": forum, "page": page, "lines": lines_of(forum, list(page)), "standing": standing_of(forum)}
    context |= {"categories": categories_of(forum), "category": category, "minutes": minutes_of(forum)[:30]}
    context["ballots"] = ballots_of(forum)
    context["agreement"] = forum.agreements.order_by("-version").first()
    return mark_public(render(request, "musrenbang/forum/show.html", context), forum.version_name)


@require_safe
def item(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """How the score and the place of one proposal came about."""
    forum = visible(pk)
    one: ForumItem = get_object_or_404(items_of(forum), number=number)
    one.forum = forum
    context = {"forum": forum, "item": one, "line": lines_of(forum, [one])[0], "parts": score_parts(one)}
    context["minutes"] = minutes_of(forum).filter(item=one)[:30]
    return mark_public(render(request, "musrenbang/forum/item.html", context), forum.version_name)


@require_safe
def screen(request: HttpRequest, pk: int) -> HttpResponse:
    """The screen of the hall, read from the last row; it renews itself."""
    forum = visible(pk)
    context = screen_of(request, forum)
    context["body"] = render_to_string("musrenbang/forum/_screen.html", context, request)
    return mark_public(render(request, "musrenbang/forum/screen.html", context), forum.version_name)


@require_safe
def screen_part(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the hall's screen that is asked for again and again, with the marks it uses."""
    forum = visible(pk)
    body = render_to_string("musrenbang/forum/_screen.html", screen_of(request, forum), request)
    return mark_public(HttpResponse(body + assets.sprite(body)), forum.version_name)


def screen_of(request: HttpRequest, forum: Forum) -> dict[str, Any]:
    """What the hall sees: the page of the ranking with the proposal that is discussed, money, minutes."""
    category = request.GET.get("bidang", "")[:30]
    current = items_of(forum).filter(pk=forum.current_id).first() if forum.current_id else None
    page = page_around(request, items_of(forum, category), None if category else current)
    context = {"forum": forum, "page": page, "lines": lines_of(forum, list(page)), "standing": standing_of(forum)}
    context |= {"category": category, "categories": categories_of(forum), "minutes": minutes_of(forum)[:2]}
    return context | {"current": lines_of(forum, [current])[0] if current else None}


def page_around(request: HttpRequest, rows: Any, current: ForumItem | None) -> Page:
    """The page asked for, else the one on which the discussed proposal stands."""
    if "halaman" not in request.GET and current is not None and current.rank:
        query = request.GET.copy()
        query["halaman"] = str((current.rank - 1) // PER_SCREEN + 1)
        request.GET = query  # type: ignore[assignment]  # page_of reads it from there
    return page_of(request, rows, size=PER_SCREEN)
