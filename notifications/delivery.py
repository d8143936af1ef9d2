"""The delivery itself: fan out to people, send mails; every step is safe to run twice."""

import logging
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from notifications import mails, queries
from notifications.models import Delivery, Notification, Topic

log = logging.getLogger(__name__)

MAX_TRIES = 5
LEASE = timedelta(minutes=15)  # a mail being tried is left alone this long
STALE = timedelta(days=3)  # later than that a mail helps nobody
DIGEST_HOUR = 6


def chunks(ids: Iterable[int], size: int) -> list[list[int]]:
    """Sorted ids in pieces of at most `size`."""
    row = sorted(ids)
    return [row[n : n + size] for n in range(0, len(row), size)]


def notify(topic: Topic | None, people: Iterable[int], also: Iterable[int], **fields: Any) -> list[int]:
    """Write one notification per person and occasion; returns the ids of those in store for these people."""
    personal = set(also)
    everyone = personal | set(people)
    rows = [Notification(user_id=pk, topic=topic, personal=pk in personal, **fields) for pk in sorted(everyone)]
    Notification.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    told = Notification.objects.filter(occasion=fields["occasion"])
    ids: list[int] = []
    for part in chunks(everyone, 500):
        ids += told.filter(user_id__in=part).values_list("pk", flat=True)
    return ids


def send_at_once(ids: list[int]) -> int:
    """Mail these notifications to people who want it at once; returns how many went out.

    Each is claimed before it is sent, so that two workers never send the same one; a claim ends after LEASE.
    """
    sent = 0
    for note in queries.to_mail_at_once().filter(pk__in=ids):
        if not claim(note.pk):
            continue
        try:
            mails.send_one(note)
        except Exception as error:  # noqa: BLE001 - whatever the mail server says, the others still go
            log.warning("mail of notification %s failed: %s", note.pk, type(error).__name__)
            continue
        Notification.objects.filter(pk=note.pk).update(mailed_at=timezone.now())
        sent += 1
    return sent


def claim(pk: int) -> bool:
    """Take a notification for sending; False where another worker has it, it went out, or it failed too often."""
    now = timezone.now()
    free = Q(mail_tried_at__isnull=True) | Q(mail_tried_at__lt=now - LEASE)
    return bool(
        Notification.objects.filter(free, pk=pk, mailed_at__isnull=True, mail_tries__lt=MAX_TRIES).update(
            mail_tried_at=now, mail_tries=F("mail_tries") + 1
        )
    )


def to_retry() -> list[int]:
    """Notifications whose mail failed and may be tried again."""
    now = timezone.now()
    return list(
        queries.to_mail_at_once()
        .filter(mail_tries__gt=0, mail_tries__lt=MAX_TRIES, mail_tried_at__lt=now - LEASE, created_at__gt=now - STALE)
        .order_by("pk")
        .values_list("pk", flat=True)[:500]
    )


def digest_due() -> list[int]:
    """People who want a daily digest and have not got today's; empty before 06.00."""
    now = timezone.localtime()
    if now.hour < DIGEST_HOUR:
        return []
    today = now.date()
    due = Q(digest_on__isnull=True) | Q(digest_on__lt=today)
    people = Delivery.objects.filter(due, queries.reachable(), mode=Delivery.Mode.DAILY)
    return list(people.order_by("user_id").values_list("user_id", flat=True)[:2000])


def send_digest(user_id: int) -> bool:
    """Mail one person the day's digest, once per local day; a failed one is tried again, at most 5 times a day."""
    today = timezone.localdate()
    mine = Delivery.objects.filter(queries.reachable(), user_id=user_id, mode=Delivery.Mode.DAILY)
    before = mine.select_related("user").first()
    due = Q(digest_on__isnull=True) | Q(digest_on__lt=today)
    if before is None or not mine.filter(due).update(digest_on=today):
        return False
    notes = unmailed(before.user)
    if not notes:
        return False
    try:
        mails.send_digest(before.user, notes)
    except Exception as error:  # noqa: BLE001 - the next run tries again
        log.warning("digest of user %s failed: %s", user_id, type(error).__name__)
        again = before.digest_tries + 1 < MAX_TRIES
        mine.update(
            digest_on=before.digest_on if again else today, digest_tries=before.digest_tries + 1 if again else 0
        )
        return False
    Notification.objects.filter(pk__in=[note.pk for note in notes]).update(mailed_at=timezone.now())
    mine.update(digest_tries=0)
    return True


def unmailed(user: Any) -> list[Notification]:
    """What a digest tells: unread, not mailed yet, at most a week old."""
    since = timezone.now() - timedelta(days=7)
    notes = Notification.objects.filter(user=user, mailed_at__isnull=True, created_at__gt=since).unread().showable()
    return list(notes.order_by("-id")[:50])
