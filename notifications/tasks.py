"""What the worker does later: ids in, delivery out, safe to run twice."""

from collections.abc import Iterable

from django_tasks import task

from core.tasks import waits
from notifications import delivery, queries
from notifications.models import Topic

MAIL_BATCH = 100


@task()
def fan_out(
    topic_id: int,
    kind: str,
    text: str,
    occasion: str,
    url: str,
    skip_id: int | None,
    also_ids: list[int],
    regions: bool,
    followers: bool = True,
    besides: Iterable[int] = (),
) -> int:
    """Tell everybody who follows this topic, then put their mails in the queue. A hidden topic tells only `also`."""
    topic = Topic.objects.filter(pk=topic_id).first()
    if topic is None:
        return 0
    people = queries.follower_ids(topic, regions=regions) if topic.visible and followers else set()
    also = set(also_ids) - {skip_id}
    ids = delivery.notify(topic, people - {skip_id, *besides}, also, kind=kind, text=text, occasion=occasion, url=url)
    queue_mails(ids)
    return len(ids)


@task()
def fan_out_region(
    code: str, kind: str, text: str, occasion: str, url: str, skip_id: int | None, also_ids: list[int]
) -> int:
    """Tell everybody who follows this region or one around it, then put their mails in the queue."""
    people = {*queries.region_follower_ids(code), *also_ids} - {skip_id}
    ids = delivery.notify(None, [], people, kind=kind, text=text, occasion=occasion, url=url)
    queue_mails(ids)
    return len(ids)


@task()
def mail(ids: list[int]) -> int:
    """Mail these notifications."""
    return delivery.send_at_once(ids)


@task()
def digest(user_ids: list[int]) -> int:
    """Mail these people their digest."""
    return sum(delivery.send_digest(pk) for pk in user_ids)


def queue_mails(ids: list[int]) -> None:
    """One task per batch, only for those who want mail at once."""
    wanted: list[int] = []
    for part in delivery.chunks(ids, 500):
        wanted += queries.to_mail_at_once().filter(pk__in=part, mail_tries=0).values_list("pk", flat=True)
    for part in delivery.chunks(wanted, MAIL_BATCH):
        mail.enqueue(part)


def retry_mails() -> None:
    """Periodic: try failed mails again, once the new ones are out."""
    if waits(mail):
        return
    for part in delivery.chunks(delivery.to_retry(), MAIL_BATCH):
        mail.enqueue(part)


def send_digests() -> None:
    """Periodic: the daily digests, after 06.00 local time; more of them once those in the queue are out."""
    if waits(digest):
        return
    for part in delivery.chunks(delivery.digest_due(), 50):
        digest.enqueue(part)
