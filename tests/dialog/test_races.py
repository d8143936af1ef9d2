"""Many at once: what is unique stays unique, and the counters lose nobody's step."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from core.states import StateError
from dialog import services
from dialog.models import Comment, Support
from notifications.models import Topic
from notifications.services import follow, unfollow
from tests.factories import make_user

THREADS = 20
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(deeds: list[Callable[[], Any]]) -> list[Any]:
    """Run all deeds at the same moment, each on its own connection; returns results or the refusals."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> Any:
        try:
            start.wait()
            return deed()
        except StateError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_one_person_twenty_times_is_one_support(topic: Topic, ani: Any) -> None:
    at_once([lambda: services.support(by=ani, topic=topic)] * THREADS)
    topic.refresh_from_db()
    assert (topic.support_count, Support.objects.count()) == (1, 1)
    at_once([lambda: services.unsupport(by=ani, topic=topic)] * THREADS)
    topic.refresh_from_db()
    assert (topic.support_count, Support.objects.count()) == (0, 0)


def test_twenty_people_are_twenty_supports_follows_and_comments(topic: Topic, places: None) -> None:
    people = [make_user(f"w{n}", f"Warga {n}") for n in range(THREADS)]

    def all_three(person: Any) -> None:
        services.support(by=person, topic=topic)
        follow(by=person, topic=topic)
        services.post_comment(by=person, topic=topic, body=f"Saya {person.pk}")

    at_once([lambda person=person: all_three(person) for person in people])
    topic.refresh_from_db()
    assert (topic.support_count, topic.follower_count, topic.comment_count) == (THREADS, THREADS, THREADS)


def test_following_and_leaving_at_once_counts_right(topic: Topic, ani: Any) -> None:
    at_once([lambda: follow(by=ani, topic=topic), lambda: unfollow(by=ani, topic=topic)] * 10)
    topic.refresh_from_db()
    assert topic.follower_count == topic.follows.count()


def test_withdrawn_and_hidden_at_once_counts_once(topic: Topic, ani: Any, eko: Any) -> None:
    comment = services.post_comment(by=ani, topic=topic, body="Sekali saja")

    def mine() -> Comment:
        return Comment.objects.select_related("topic").get(pk=comment.pk)

    deeds = [
        lambda: services.withdraw_comment(by=ani, comment=mine()),
        lambda: services.hide_comment(by=eko, comment=mine(), reason="iklan"),
    ]
    refused = [result for result in at_once(deeds * 5) if isinstance(result, StateError)]
    topic.refresh_from_db()
    assert (len(refused), topic.comment_count) == (9, 0)
