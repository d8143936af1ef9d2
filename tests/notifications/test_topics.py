"""Topics and follows: idempotent, counted, never lost."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from core import pagecache
from notifications import services
from notifications.models import Follow, Topic
from tests.conftest import GUNTUR, KERTOSARI
from wilayah.models import Region


def make_topic(**fields: Any) -> Topic:
    given = {"kind": "usulan", "title": "Talud Jalan Melati", "url": "/usulan/1/", "region": KERTOSARI} | fields
    return services.create_topic(**given)


def test_long_titles_are_cut_with_an_ellipsis(places: None) -> None:
    assert make_topic(title="x" * 300).title == "x" * 199 + "…"


def test_update_writes_only_what_changed_and_bumps_the_pages(topic: Topic, django_assert_num_queries: Any) -> None:
    before = pagecache.versions(topic.version_name, "usulan")
    with django_assert_num_queries(2):  # the savepoint alone
        services.update_topic(topic, title=topic.title, visible=True)
    assert pagecache.versions(topic.version_name, "usulan") == before
    services.update_topic(topic, title="Talud baru")
    after = pagecache.versions(topic.version_name, "usulan")
    assert Topic.objects.get().title == "Talud baru"
    assert all(after[name] > before[name] for name in before)


def test_a_room_may_not_set_counters(topic: Topic) -> None:
    with pytest.raises(TypeError):
        services.update_topic(topic, comment_count=9)


def test_following_twice_counts_once(topic: Topic, ani: Any, budi: Any) -> None:
    for person in (ani, ani, budi):
        services.follow(by=person, topic=topic)
    topic.refresh_from_db()
    assert topic.follower_count == 2
    services.unfollow(by=ani, topic=topic)
    services.unfollow(by=ani, topic=topic)
    topic.refresh_from_db()
    assert topic.follower_count == 1
    assert list(Follow.objects.values_list("user_id", flat=True)) == [budi.pk]


def test_a_region_is_followed_once(ani: Any) -> None:
    village = Region.objects.get(pk=GUNTUR)
    services.follow(by=ani, region=village)
    services.follow(by=ani, region=village)
    assert Follow.objects.filter(user=ani, region=village).count() == 1
    services.unfollow(by=ani, region=village)
    assert not Follow.objects.exists()


def test_a_closed_account_follows_nothing(topic: Topic, ani: Any) -> None:
    ani.is_active = False
    with pytest.raises(PermissionDenied):
        services.follow(by=ani, topic=topic)
    assert Topic.objects.get().follower_count == 0


def test_one_target_is_asked(topic: Topic, ani: Any) -> None:
    with pytest.raises(TypeError):
        services.follow(by=ani)
    with pytest.raises(TypeError):
        services.unfollow(by=ani, topic=topic, region=topic.region)
