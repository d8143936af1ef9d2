"""The officers' pages of forums: the list, the plan, the page from which one is run, a proposal in it, the sheet."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.guards import desk_required
from core.paging import Page, page_of
from core.sending import sent
from core.text import whole_number
from musrenbang.forms.forum_items import ITEM_DEEDS, SheetForm
from musrenbang.forms.forums import DEEDS, ForumDeed, ForumForm
from musrenbang.forum_rules import SCORE_ROLES
from musrenbang.forum_states import ALIVE
from musrenbang.models import Forum, ForumItem, Scorer
from musrenbang.queries.forums import (
    categories_of,
    cycles_for,
    items_of,
    lines_of,
    minutes_of,
    score_parts,
    standing_of,
)
from musrenbang.services.agreeing import rest_of

PER_PAGE, PER_SHEET = 30, 10


def mine(request: HttpRequest) -> Any:
    """Forums at this officer's desk; 403 for those without an office of planning."""
    if not any(mandate.role in SCORE_ROLES for mandate in request.user.mandates_now):
        raise PermissionDenied("Halaman ini untuk petugas yang menjalankan atau menilai dalam forum.")
    return Forum.objects.seen_by(request.user).select_related("region", "cycle", "criteria", "event")


def run_by(request: HttpRequest, pk: int) -> Forum:
    """A forum this officer runs; 403 where she may only look and score, 404 where it is not of her place."""
    forum: Forum = get_object_or_404(mine(request), pk=pk)
    if not request.user.has_perm("musrenbang.run_forum", forum):
        raise PermissionDenied("Forum ini dijalankan petugas wilayahnya.")
    return forum


@require_safe
@desk_required
def desk_list(request: HttpRequest) -> HttpResponse:
    """The forums of the officer's place, newest first, and the way to a new one."""
    page = page_of(request, mine(request))
    context = {"page": page, "cycles": cycles_for(request.user)[:6]}
    return render(request, "musrenbang/forum/desk_list.html", context)


@desk_required
def new(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """Prepare a forum of one cycle."""
    mine(request)
    cycle = get_object_or_404(cycles_for(request.user), pk=cycle_id)
    return plan(request, ForumForm(request.POST or None, cycle=cycle), None)


@desk_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change day, place, agenda and ceiling."""
    forum = run_by(request, pk)
    if forum.state not in ALIVE:
        raise Http404
    return plan(request, ForumForm(request.POST or None, cycle=forum.cycle, forum=forum), forum)


def plan(request: HttpRequest, form: ForumForm, forum: Forum | None) -> HttpResponse:
    """Show the plan, or save it and go to the forum's page."""
    if request.method == "POST" and (answer := sent(request, form, lambda: run_url(form.save(by=request.user)))):
        messages.success(request, "Forum disimpan.")
        return answer
    return render(request, "musrenbang/forum/desk_form.html", {"form": form, "forum": forum})


def run_url(forum: Forum) -> str:
    return reverse("forum:run", args=[forum.pk])


@require_safe
@desk_required
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """The forum with its list, its money, and the steps open now."""
    return render(request, "musrenbang/forum/desk_run.html", record(request, get_object_or_404(mine(request), pk=pk)))


@desk_required
def act(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Do one step; where it does not go through, the page says why and keeps what was typed."""
    forum = run_by(request, pk)
    if deed not in DEEDS:
        raise Http404
    form = None
    if request.method == "POST":
        form = DEEDS[deed](request.POST, request.FILES, forum=forum, auto_id=f"{deed}-%s")
        if answer := sent(request, form, lambda: done(request, form, run_url(forum))):
            return answer
        forum = run_by(request, pk)
    return render(request, "musrenbang/forum/desk_run.html", record(request, forum, deed, form))


def done(request: HttpRequest, form: Any, url: str) -> str:
    """Call the verb, say so, back to the page."""
    form.save(by=request.user)
    messages.success(request, form.done)
    return url


def record(request: HttpRequest, forum: Forum, deed: str = "", form: Any = None) -> dict[str, Any]:
    """What the officers' page of a forum prints."""
    page, context = listed(request, forum), {"forum": forum, "standing": standing_of(forum)}
    context |= {"scores": request.user.has_perm("musrenbang.score_forum", forum)}
    context |= {"page": page, "lines": lines_of(forum, list(page)), "minutes": minutes_of(forum)[:20]}
    context |= {"category": request.GET.get("bidang", ""), "categories": categories_of(forum)}
    runs = request.user.has_perm("musrenbang.run_forum", forum)
    return context | {"runs": runs, "form": form, "opened": deed} | (run_parts(forum, deed, form) if runs else {})


def run_parts(forum: Forum, deed: str, form: Any) -> dict[str, Any]:
    """What only those who run the forum see: the steps, what is not taken in yet, delegates and scorers."""
    rest = rest_of(forum).count() if forum.is_open else 0
    return {
        "rest": rest,
        "forms": forms_of(forum, rest, deed, form),
        "delegates": forum.delegates.all(),
        "scorers": forum.scorers.filter(user__isnull=True),
    }


def listed(request: HttpRequest, forum: Forum, size: int = PER_PAGE) -> Page:
    """A page of the forum's proposals, perhaps of one field of works."""
    return page_of(request, items_of(forum, request.GET.get("bidang", "")[:30]), size=size)


def forms_of(forum: Forum, rest: int, deed: str, form: Any) -> dict[str, ForumDeed]:
    """The forms of the steps that the forum's state allows; a failed one stands in the place of its deed."""
    made: dict[str, ForumDeed] = {}
    for name, kind in DEEDS.items():
        wanted = {"invite": forum.event is None, "take_present": forum.event is not None}.get(name, True)
        if forum.state in kind.states and wanted:
            made[name] = form if form and name == deed else kind(forum=forum, auto_id=f"{name}-%s")
    if "settle" in made:
        made["settle"].initial["expected"] = rest
    return made


def at_forum(request: HttpRequest, pk: int, item_pk: int) -> ForumItem:
    """A proposal of a forum that this officer runs."""
    forum = run_by(request, pk)
    item: ForumItem = get_object_or_404(items_of(forum).select_related("decided_by", "proposal__topic"), pk=item_pk)
    item.forum = forum
    return item


@require_safe
@desk_required
def item(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """One proposal in the forum: its score, what may be done about it now."""
    return render(request, "musrenbang/forum/desk_item.html", sheet_of(at_forum(request, pk, item_pk)))


@desk_required
def act_item(request: HttpRequest, pk: int, item_pk: int, deed: str) -> HttpResponse:
    """Do one deed about one proposal; what was typed is kept where it does not go through."""
    one = at_forum(request, pk, item_pk)
    if deed not in ITEM_DEEDS:
        raise Http404
    form = None
    if request.method == "POST":
        form = ITEM_DEEDS[deed](request.POST, item=one, auto_id=f"{deed}-%s")
        if answer := sent(request, form, lambda: done(request, form, after(one, deed))):
            return answer
        one = at_forum(request, pk, item_pk)
    return render(request, "musrenbang/forum/desk_item.html", sheet_of(one, deed, form))


def after(item: ForumItem, deed: str) -> str:
    """Where a deed leads: back to the proposal, or to the list when it is no longer there."""
    if deed == "leave_out":
        return run_url(item.forum)
    return reverse("forum:item", args=[item.forum_id, item.pk])


def sheet_of(item: ForumItem, deed: str = "", form: Any = None) -> dict[str, Any]:
    """What the officers' page of one proposal prints."""
    offered = {
        name: kind
        for name, kind in ITEM_DEEDS.items()
        if item.forum.state in kind.states and not (kind.undecided and item.decision)
    }
    forms = {
        name: form if form and name == deed else kind(item=item, auto_id=f"{name}-%s") for name, kind in offered.items()
    }
    later = items_of(item.forum).filter(decision="").exclude(pk=item.pk).first()
    context = {
        "forum": item.forum,
        "back": run_url(item.forum),
        "item": item,
        "line": lines_of(item.forum, [item])[0],
        "forms": forms,
    }
    return context | {"opened": deed, "form": form, "parts": score_parts(item), "later": later}


@desk_required
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The score sheet: ten proposals a page, one's own or that of a person who scored on paper."""
    forum = get_object_or_404(mine(request), pk=pk)
    if not forum.is_open:
        raise Http404
    scorer = typed_for(request, forum)
    page = page_of(request, items_of(forum).filter(decision="").order_by("number"), size=PER_SHEET)
    form = SheetForm(request.POST or None, forum=forum, items=list(page), scorer=scorer, mine=request.user)
    if request.method == "POST" and (answer := sent(request, form, lambda: next_sheet(request, forum, form, page))):
        return answer
    context = {"forum": forum, "form": form, "page": page, "scorer": scorer}
    context |= {"address": request.get_full_path(), "back": run_url(forum)}
    return render(request, "musrenbang/forum/desk_sheet.html", context)


def typed_for(request: HttpRequest, forum: Forum) -> Scorer | None:
    """The person whose paper sheet is typed in; None for one's own."""
    asked = whole_number(request.GET.get("penilai", ""))
    if asked is None:
        return None
    if not request.user.has_perm("musrenbang.run_forum", forum):
        raise PermissionDenied("Lembar penilai lain dicatat petugas yang menjalankan forum.")
    return get_object_or_404(forum.scorers.filter(user__isnull=True), pk=asked)


def next_sheet(request: HttpRequest, forum: Forum, form: SheetForm, page: Page) -> str:
    """Save the page, say so, on to the next one."""
    count = form.save(by=request.user)
    messages.success(request, f"Nilai untuk {count} usulan disimpan." if count else "Tidak ada nilai yang berubah.")
    if page.has_next():
        return f"{reverse('forum:sheet', args=[forum.pk])}{page.url(page.number + 1)}"
    return run_url(forum)
