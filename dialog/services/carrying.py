"""When two things become one: supporters and followers of the first stand behind the other, and can be taken back."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from core.pagecache import bump
from dialog.models import Support
from dialog.services.counters import count_support
from notifications.models import Follow, Topic


@transaction.atomic
def carry_people(source: Topic, target: Topic, *, skip: int | None = None) -> tuple[list[int], list[int]]:
    """Let supporters and followers of `source` also stand behind `target`; returns the keys of those new there.

    The rows of `source` stay. `skip` is the person who proposed the target: nobody supports the own proposal.
    """
    there = Support.objects.filter(topic=target).values("user_id")
    supporters = Support.objects.filter(topic=source).exclude(user_id__in=there)
    if skip is not None:
        supporters = supporters.exclude(user_id=skip)
    new = sorted(supporters.values_list("user_id", flat=True))
    Support.objects.bulk_create([Support(topic=target, user_id=pk) for pk in new], ignore_conflicts=True)
    known = Follow.objects.filter(topic=target).values("user_id")
    followers = Follow.objects.filter(topic=source).exclude(user_id__in=known)
    follows = sorted(followers.values_list("user_id", flat=True))
    Follow.objects.bulk_create([Follow(topic=target, user_id=pk) for pk in follows], ignore_conflicts=True)
    _count(target, len(new), len(follows))
    return new, follows


@transaction.atomic
def take_back_people(target: Topic, supporters: Iterable[int], followers: Iterable[int]) -> None:
    """Undo carry_people: whoever took it back herself meanwhile is not counted twice."""
    gone, _ = Support.objects.filter(topic=target, user_id__in=list(supporters)).delete()
    left, _ = Follow.objects.filter(topic=target, user_id__in=list(followers)).delete()
    _count(target, -gone, -left)


def _count(target: Topic, supports: int, follows: int) -> None:
    if supports:
        count_support(target, supports)
    if follows:
        Topic.objects.filter(pk=target.pk).update(follower_count=F("follower_count") + follows)
        bump(target.version_name)
