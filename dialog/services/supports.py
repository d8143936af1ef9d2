"""Standing behind a topic."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit.services import record
from core.rows import ensure
from dialog.models import Support
from dialog.registry import author_of
from dialog.services.counters import count_support
from notifications.models import Topic

OWN = "Ini usulan Anda sendiri. Dukungan diberikan warga lain."


@transaction.atomic
def support(*, by: Any, topic: Topic) -> Support:
    """Stand behind what somebody else proposed; a second time changes nothing."""
    if not by.has_perm("dialog.support", topic):
        own = author_of(topic) == by.pk
        raise PermissionDenied(OWN if own else "Dukungan tidak dapat diberikan pada saat ini.")
    standing, new = ensure(Support.objects, topic=topic, user=by)
    if new:
        count_support(topic, 1)
        record(by=by, verb="support", target=topic)
    return standing


@transaction.atomic
def unsupport(*, by: Any, topic: Topic) -> None:
    """Take one's support back; a second time changes nothing."""
    if not by.has_perm("dialog.unsupport", topic):
        raise PermissionDenied("Dukungan tidak dapat ditarik pada saat ini.")
    gone, _ = Support.objects.filter(topic=topic, user=by).delete()
    if gone:
        count_support(topic, -1)
        record(by=by, verb="unsupport", target=topic)
