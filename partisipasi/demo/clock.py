"""Seeding a past: verbs run inside `at(moment)` believe that it is that moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from functools import cache
from unittest import mock

from django.apps import apps
from django.utils import timezone

NOW = timezone.now


@cache
def _let_defaults_follow() -> None:
    """A field's `default=timezone.now` holds the function itself, which no patch reaches: ask for it anew each time."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if field.default is NOW:
                field.__dict__["_get_default"] = lambda: timezone.now()


@contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Let `timezone.now()`, all built on it, and the rate limits' clock answer `moment`. For the demo only."""
    _let_defaults_follow()
    limits = mock.Mock(time=lambda: moment.timestamp())
    with mock.patch("django.utils.timezone.now", return_value=moment), mock.patch("core.ratelimit.time", limits):
        yield moment


def moment(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """An aware moment of a day, on the place's clock."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def days_ago(days: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment so many days before today (negative: ahead)."""
    return moment(timezone.localdate() - timedelta(days=days), hour, minute)
