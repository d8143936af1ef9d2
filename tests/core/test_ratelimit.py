"""Token buckets in the database."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connections

from core.models import Bucket
from core.periodic import forget_full_buckets
from core.ratelimit import RateLimited, demand, take

START = 1_795_000_000


@pytest.mark.django_db
def test_bucket_empties_and_fills_evenly() -> None:
    with time_machine.travel(START, tick=False) as clock:
        assert [take("komentar", 7, capacity=3, per=60) for _ in range(5)] == [True, True, True, False, False]
        clock.shift(19)
        assert not take("komentar", 7, capacity=3, per=60)
        clock.shift(1)
        assert take("komentar", 7, capacity=3, per=60)
        assert not take("komentar", 7, capacity=3, per=60)
        clock.shift(timedelta(hours=5))
        assert [take("komentar", 7, capacity=3, per=60) for _ in range(4)] == [True, True, True, False]


@pytest.mark.django_db
def test_buckets_are_separate() -> None:
    assert take("komentar", 7, capacity=1, per=timedelta(minutes=1))
    assert not take("komentar", 7, capacity=1, per=timedelta(minutes=1))
    assert take("komentar", 8, capacity=1, per=timedelta(minutes=1))
    assert take("dukungan", 7, capacity=1, per=timedelta(minutes=1))


@pytest.mark.django_db
def test_demand_raises_in_words() -> None:
    demand("usulan", 1, capacity=1, per=60)
    with pytest.raises(RateLimited, match="Terlalu banyak kiriman"):
        demand("usulan", 1, capacity=1, per=60)


@pytest.mark.django_db
def test_full_buckets_are_forgotten() -> None:
    with time_machine.travel(START, tick=False) as clock:
        take("a", 1, capacity=1, per=60)
        clock.shift(30)
        take("b", 1, capacity=1, per=60)
        clock.shift(40)
        forget_full_buckets()
        assert list(Bucket.objects.values_list("key", flat=True)) == ["b:1"]


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_get_no_more_than_there_is() -> None:
    barrier = threading.Barrier(8)
    got: list[bool] = []

    def ask() -> None:
        try:
            barrier.wait()
            got.extend(take("suara", "x", capacity=5, per=86_400) for _ in range(3))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == [False] * 19 + [True] * 5
