"""What citizens do: write, change, withdraw, report, support."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guards import citizen_required, needs_rung
from accounts.rules import rung_for
from core.once import OnceForm
from core.pagecache import mark_public
from core.text import whole_number
from dialog import queries, registry, services
from dialog.forms import CommentForm, EditForm, ReportForm, ReportThingForm
from dialog.models import Comment
from dialog.rules import takes_comments
from dialog.views.answers import answer, visible_comment
from notifications.models import Topic

GET_POST = require_http_methods(["GET", "HEAD", "POST"])


def replied(request: HttpRequest, topic: Topic) -> Comment | None:
    """The comment named by ?balas=, if it stands visible under this topic."""
    number = whole_number(request.GET.get("balas", ""), 18)
    comment = queries.comment_for(request.user, number) if number is not None else None
    return comment if comment is not None and comment.topic_id == topic.pk and comment.shown else None


@GET_POST
@needs_rung(rung_for("comment"), deed="menulis komentar")
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a comment or a reply."""
    topic = get_object_or_404(Topic, pk=pk, visible=True)
    parent = replied(request, topic)
    if not takes_comments(topic):
        return render(request, "dialog/closed.html", {"topic": topic}, status=403 if request.method == "POST" else 200)
    form = CommentForm(request.POST or None, topic=topic, parent=parent)
    context = {"topic": topic, "parent": parent}
    return answer(request, form, lambda: form.save(by=request.user), "dialog/comment.html", context)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One comment with all its words."""
    comment = visible_comment(request.user, pk)
    response = render(request, "dialog/show.html", {"comment": comment, "topic": comment.topic})
    return mark_public(response, comment.topic.version_name)  # type: ignore[no-any-return]


@GET_POST
@citizen_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend one's own comment within 15 minutes."""
    own = own_comment(request, pk)
    form = EditForm(request.POST or None, initial={"body": own.body})
    context = {"comment": own, "topic": own.topic}
    if not (own.editable and takes_comments(own.topic)):
        return render(request, "dialog/late.html", context, status=409 if request.method == "POST" else 200)
    return answer(request, form, lambda: form.save(by=request.user, comment=own), "dialog/edit.html", context)


def own_comment(request: HttpRequest, pk: int) -> Comment:
    """The person's own comment while it is shown, or 404."""
    return get_object_or_404(
        Comment.objects.select_related("topic", "author"),
        pk=pk,
        author=request.user,
        topic__visible=True,
        state="tampil",
    )


@GET_POST
@citizen_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own comment back, after a question."""
    own = visible_comment(request.user, pk)
    if not own.own:
        return redirect(own)
    form = OnceForm(request.POST or None)
    context = {"comment": own, "topic": own.topic}
    return answer(
        request, form, lambda: services.withdraw_comment(by=request.user, comment=own), "dialog/withdraw.html", context
    )


@GET_POST
@citizen_required
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the moderators of a comment."""
    comment = visible_comment(request.user, pk)
    form = ReportForm(request.POST or None)
    context = {"comment": comment, "topic": comment.topic}
    return answer(request, form, lambda: form.save(by=request.user, comment=comment), "dialog/report.html", context)


@GET_POST
@citizen_required
def report_thing(request: HttpRequest, room: str, pk: int) -> HttpResponse:
    """Tell the moderators of a proposal or an input."""
    thing = registry.thing(room, pk)
    if thing is None or not (thing.topic.visible or thing.author_id == request.user.pk):
        raise Http404
    form = ReportThingForm(request.POST or None)

    def deed() -> str:
        form.save(by=request.user, thing=thing)
        messages.success(request, "Laporan terkirim. Moderator memeriksanya dan memberi tahu Anda.")
        return thing.url

    return answer(request, form, deed, "dialog/report_thing.html", {"thing": thing, "own": is_own(request, thing)})


def is_own(request: HttpRequest, thing: registry.Thing) -> bool:
    """Whether the reader wrote it."""
    return thing.author_id == request.user.pk


@GET_POST
@needs_rung(rung_for("support"), deed="memberi dukungan")
def support(request: HttpRequest, pk: int) -> HttpResponse:
    """Stand behind a topic or take it back; asked with a button when one comes by a link."""
    topic = get_object_or_404(Topic, pk=pk, visible=True)
    if not takes_comments(topic):
        return render(request, "dialog/closed.html", {"topic": topic}, status=403 if request.method == "POST" else 200)
    if request.method != "POST":
        own = registry.author_of(topic) == request.user.pk
        return render(request, "dialog/support.html", {"topic": topic, "own": own})
    verb = services.unsupport if request.POST.get("aksi") == "tarik" else services.support
    verb(by=request.user, topic=topic)
    return redirect(f"{topic.url}#dukungan")
