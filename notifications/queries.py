"""Whom to tell, and what a person was told."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Q, QuerySet

from core.quick import Question
from notifications.models import Delivery, Follow, Notification, Topic
from wilayah.queries import around

UNREAD_CAP = 100  # the header says "99+" above it
_unread = Question(
    lambda user: Notification.objects.filter(user=user).unread().showable().order_by().values_list("pk")[:UNREAD_CAP]
)
_follows = Question(lambda user, topic: Follow.objects.filter(user=user, topic=topic).values_list("pk"))


def unread_count(user: Any) -> int:
    """How many notifications a person has not read, at most 100; one query, none for anonymous."""
    return len(_unread(user.pk)) if user.is_authenticated else 0


def unread_words(user: Any) -> str:
    """The same for people: "" for none, at most "99+"."""
    count = unread_count(user)
    return "99+" if count >= UNREAD_CAP else str(count or "")


def inbox(user: Any) -> QuerySet[Notification]:
    """Everything a person was told, newest first."""
    return Notification.objects.filter(user=user).showable().order_by("-id")


def followed_topics(user: Any) -> QuerySet[Follow]:
    """The visible topics a person follows, newest first."""
    return Follow.objects.filter(user=user, topic__visible=True).select_related("topic").order_by("-id")


def followed_regions(user: Any) -> QuerySet[Follow]:
    """The regions a person follows."""
    return Follow.objects.filter(user=user, region__isnull=False).select_related("region").order_by("region_id")


def follows_topic(user: Any, topic: Topic) -> bool:
    """Whether this person follows this topic."""
    return bool(user.is_authenticated and _follows(user.pk, topic.pk))


def follower_ids(topic: Topic, *, regions: bool) -> set[int]:
    """People who follow the topic and, if asked, a region that contains the topic's; one query."""
    wanted = Q(topic=topic)
    if regions:
        wanted |= Q(region_id__in=containing(topic.region_id))
    return set(Follow.objects.filter(wanted, user__is_active=True).values_list("user_id", flat=True))


def region_follower_ids(code: str) -> set[int]:
    """People who follow a region or one that contains it; one query."""
    rows = Follow.objects.filter(region_id__in=containing(code), user__is_active=True)
    return set(rows.values_list("user_id", flat=True))


def containing(code: str) -> list[str]:
    """The codes of a region and of those that contain it: 33.23.03 gives 33.23.03, 33.23, 33."""
    return [code, *reversed(around(code))]


def delivery_of(user: Any) -> Delivery:
    """How a person wants e-mail; the default where she never chose (not saved)."""
    return Delivery.objects.filter(user=user).first() or Delivery(user=user)


def reachable() -> Q:
    """Rows whose `user` has an account in use and an address that is not waiting for its proof."""
    waiting = EmailAddress.objects.filter(user=OuterRef("user"), email__iexact=OuterRef("user__email"), verified=False)
    return Q(~Exists(waiting), user__is_active=True, user__email__contains="@")


def to_mail_at_once() -> QuerySet[Notification]:
    """Notifications not mailed yet whose people want e-mail at once and can be reached."""
    at_once = Q(user__delivery__isnull=True) | Q(user__delivery__mode=Delivery.Mode.AT_ONCE)
    notes = Notification.objects.filter(at_once, reachable(), mailed_at__isnull=True)
    return notes.showable().select_related("user")
