"""Telling people: topics, follows, notifications and their delivery."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.pagecache import bump
from core.rows import ensure
from core.text import cut
from notifications import delivery, tasks
from notifications.models import Delivery, Follow, Notification, Topic
from wilayah.models import Region

TOPIC_FIELDS = frozenset({"title", "url", "region", "region_id", "visible", "asks_stance", "comments_until", "kind"})


def shorten(text: str, limit: int) -> str:
    """Text in one line, cut to a column's length at the end of a word, with an ellipsis where something fell off."""
    return cut(" ".join(text.split()), limit)


@transaction.atomic
def create_topic(
    *,
    kind: str,
    title: str,
    url: str,
    region: Any,
    visible: bool = True,
    asks_stance: bool = False,
    comments_until: datetime | None = None,
) -> Topic:
    """Open a thing that people can follow; `region` is a Region or its code."""
    return Topic.objects.create(
        kind=kind,
        title=shorten(title, 200),
        url=url,
        region_id=getattr(region, "pk", region),
        visible=visible,
        asks_stance=asks_stance,
        comments_until=comments_until,
    )


@transaction.atomic
def update_topic(topic: Topic, **fields: Any) -> Topic:
    """Keep a topic true to its room; only what changed is written."""
    unknown = set(fields) - TOPIC_FIELDS
    if unknown:
        raise TypeError(f"A room may not set {sorted(unknown)} of a topic.")
    if "title" in fields:
        fields["title"] = shorten(fields["title"], 200)
    changed = {name: value for name, value in fields.items() if getattr(topic, name) != value}
    for name, value in changed.items():
        setattr(topic, name, value)
    if changed:
        topic.save(update_fields=list(changed))
        changed_in_public(topic)
    return topic


def changed_in_public(topic: Topic) -> None:
    """Tell the page caches that this topic and the lists of its kind changed (after commit)."""
    bump(topic.version_name, topic.kind)


def _one_target(topic: Topic | None, region: Region | None) -> dict[str, Any]:
    if (topic is None) == (region is None):
        raise TypeError("Give a topic or a region.")
    return {"topic": topic} if topic is not None else {"region": region}


@transaction.atomic
def follow(*, by: Any, topic: Topic | None = None, region: Region | None = None) -> Follow:
    """Hear of a topic, or of everything in a region, from now on; a second time changes nothing."""
    target = _one_target(topic, region)
    if not by.has_perm("notifications.follow", topic or region):
        raise PermissionDenied("Masuk dahulu untuk mengikuti.")
    following, new = ensure(Follow.objects, user=by, **target)
    if new and topic is not None:
        Topic.objects.filter(pk=topic.pk).update(follower_count=F("follower_count") + 1)
        bump(topic.version_name)
    return following


@transaction.atomic
def unfollow(*, by: Any, topic: Topic | None = None, region: Region | None = None) -> None:
    """Hear no more of a topic or a region; a second time changes nothing."""
    gone, _ = Follow.objects.filter(user=by, **_one_target(topic, region)).delete()
    if gone and topic is not None:
        Topic.objects.filter(pk=topic.pk).update(follower_count=F("follower_count") - 1)
        bump(topic.version_name)


@transaction.atomic
def tell(
    topic: Topic,
    *,
    kind: str,
    text: str,
    occasion: str,
    url: str = "",
    skip: Any = None,
    also: Iterable[Any] = (),
    regions: bool = True,
    followers: bool = True,
    besides: Iterable[int] = (),
) -> None:
    """Tell everybody who follows `topic` (and, with `regions`, a region around it) once per `occasion`.

    The task is a row of the caller's transaction: rolled back with it. `skip` is the person who did it, `also` are
    people (or their keys) told in any case (the proposer), even of a hidden topic; without `followers` only they are.
    `besides` are keys of followers who know it already.
    `text` is public: never a citizen's own words.
    """
    tasks.fan_out.enqueue(
        topic.pk,
        kind[:40],
        shorten(text, 300),
        occasion[:80],
        url or topic.url,
        skip.pk if skip is not None else None,
        sorted({getattr(person, "pk", person) for person in also if person is not None}),
        regions,
        followers,
        sorted(besides),
    )


def tell_region(
    code: str, *, kind: str, text: str, url: str, occasion: str, skip: Any = None, also: Iterable[int] = ()
) -> None:
    """Tell everybody who follows a region, or one around it, of what is no topic, once per `occasion`.

    A row of the caller's transaction, as with `tell`; `also` are keys of people told in any case.
    """
    without = skip.pk if skip is not None else None
    words = shorten(text, 300)
    tasks.fan_out_region.enqueue(code, kind[:40], words, occasion[:80], url, without, sorted(set(also)))


@transaction.atomic
def tell_person(*, user: Any, kind: str, text: str, url: str, occasion: str, topic: Topic | None = None) -> None:
    """Tell one person something that concerns her, once per `occasion`."""
    if not user.is_active:
        return
    ids = delivery.notify(
        topic, [], [user.pk], kind=kind[:40], text=shorten(text, 300), url=url, occasion=occasion[:80]
    )
    tasks.queue_mails(ids)


@transaction.atomic
def mask_told(topic: Topic, *, text: str, keep: Any = None) -> None:
    """A topic was hidden: what people other than `keep` were told of it no longer repeats its title."""
    Notification.objects.filter(topic=topic).exclude(user=keep).update(text=shorten(text, 300))


@transaction.atomic
def mark_read(*, by: Any, notification: Notification | None = None) -> int:
    """Mark one notification, or all of a person's, as read."""
    mine = Notification.objects.filter(user=by).unread()
    if notification is not None:
        mine = mine.filter(pk=notification.pk)
    return mine.update(read_at=timezone.now())


@transaction.atomic
def choose_delivery(*, by: Any, mode: str) -> Delivery:
    """Choose e-mail at once, once a day, or none."""
    choice, _ = Delivery.objects.update_or_create(user=by, defaults={"mode": Delivery.Mode(mode)})
    return choice


@transaction.atomic
def stop_mail(*, user_id: int) -> None:
    """The quiet way out of a mail: no more e-mail for this person; follows and the list on the site stay."""
    Delivery.objects.filter(user_id=user_id).exclude(mode=Delivery.Mode.NONE).update(mode=Delivery.Mode.NONE)
    Delivery.objects.bulk_create([Delivery(user_id=user_id, mode=Delivery.Mode.NONE)], ignore_conflicts=True)
