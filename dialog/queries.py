"""A topic's conversation (the moderators' queue stands in dialog.moderating)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Value
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property

from core.paging import PARAMETER, Page, page_of
from core.quick import Question
from dialog.models import Comment, Support
from dialog.rules import takes_comments
from notifications.models import Follow, Topic

PAGE_SIZE = 20
_supports = Question(lambda user, topic: Support.objects.filter(user=user, topic=topic).values_list("pk"))
_bonds = Question(
    lambda user, topic: _named("supports", Support.objects.filter(user=user, topic=topic)).union(
        _named("follows", Follow.objects.filter(user=user, topic=topic)),
        _named("spoken", Comment.objects.filter(author=user, topic=topic)),
    )
)


def _named(bond: str, rows: Any) -> Any:
    return rows.order_by().values_list(Value(bond))


SORTS = {"terbaru": "-id", "terlama": "id"}


@dataclass(frozen=True)
class Bonds:
    """What ties a person to a topic: she supports it, follows it, has spoken in it."""

    supports: bool = False
    follows: bool = False
    spoken: bool = False


@dataclass
class Thread:
    """One page of a conversation, read when it is asked for: top-level comments, each with `.shown_replies`."""

    topic: Topic
    user: Any
    asked: HttpRequest
    sort: str
    open: bool

    @cached_property
    def page(self) -> Page:
        """First comments of the page, without their marks."""
        tops = Comment.objects.filter(topic=self.topic, parent__isnull=True).select_related("author")
        replies = Comment.objects.select_related("author").order_by("id")
        tops = tops.prefetch_related(Prefetch("replies", queryset=replies, to_attr="shown_replies"))
        return page_of(self.asked, tops.order_by(SORTS[self.sort]), PAGE_SIZE)

    @cached_property
    def comments(self) -> list[Comment]:
        """The page's first comments; they and their replies know their topic and whether they are the reader's."""
        comments: list[Any] = list(self.page)
        for comment in comments:
            for each in (comment, *comment.shown_replies):
                mark(each, self.topic, self.user)
        return comments

    @cached_property
    def bonds(self) -> Bonds:
        """What ties the reader to the topic; who has spoken gets a page that shows what only she may do. One query."""
        if not self.user.is_authenticated:
            return Bonds()
        return Bonds(**{bond: True for (bond,) in _bonds(self.user.pk, self.topic.pk)})

    @property
    def name(self) -> str:
        """What tells this page of the conversation from every other."""
        return f"komentar:{self.topic.pk}:{self.asked.GET.urlencode()}:{self.open}"


def thread(topic: Topic, user: Any, page: Any = 1, sort: str = "terbaru") -> Thread:
    """The conversation under a topic, 20 first comments a page with all replies; three queries when read.

    `page` and `sort` may come straight from the address: what is not understood gives the first page, newest first.
    """
    sort = sort if sort in SORTS else "terbaru"
    return Thread(topic, user, asked(page, sort), sort, takes_comments(topic))


def asked(page: Any, sort: str) -> HttpRequest:
    """The address of a page of the conversation alone, whatever else stands in the address of the room's page."""
    query = QueryDict(mutable=True)
    query[PARAMETER] = str(page)
    if sort != "terbaru":
        query["urut"] = sort
    request = HttpRequest()
    request.GET = query  # type: ignore[assignment]
    return request


def mark(comment: Any, topic: Topic, user: Any) -> None:
    """Give a comment its topic without a query, and say whether it is this person's own."""
    comment.topic = topic
    comment.own = user.is_authenticated and comment.author_id == user.pk


def comment_for(user: Any, pk: int) -> Comment | None:
    """A comment of a visible topic, with what its pages show; None where it may not be seen."""
    seen = Comment.objects.filter(pk=pk, topic__visible=True)
    comment = seen.select_related("topic", "author", "parent").first()
    if comment is not None:
        mark(comment, comment.topic, user)
    return comment


def supports(user: Any, topic: Topic) -> bool:
    """Whether this person stands behind this topic."""
    return bool(user.is_authenticated and _supports(user.pk, topic.pk))
