"""Standing behind what somebody else said of a draft."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from audit.services import record
from core.rows import ensure
from konsultasi.kept import touch
from konsultasi.models import Input, InputSupport

OWN = "Ini masukan Anda sendiri. Dukungan diberikan warga lain."
NOT_NOW = "Dukungan tidak dapat diberikan atau ditarik pada saat ini."


@transaction.atomic
def support_input(*, by: Any, input: Input) -> None:
    """Stand behind an input of somebody else while the draft is open; a second time changes nothing."""
    if not by.has_perm("konsultasi.support", input):
        raise PermissionDenied(OWN if input.author_id == by.pk else NOT_NOW)
    _, new = ensure(InputSupport.objects, input=input, user=by)
    if new:
        count_support(input, 1)
        record(by=by, verb="support_input", target=input)


@transaction.atomic
def unsupport_input(*, by: Any, input: Input) -> None:
    """Take one's support back while the draft is open; a second time changes nothing."""
    if not by.has_perm("konsultasi.unsupport", input):
        raise PermissionDenied(NOT_NOW)
    gone, _ = InputSupport.objects.filter(input=input, user=by).delete()
    if gone:
        count_support(input, -1)
        record(by=by, verb="unsupport_input", target=input)


def count_support(entry: Input, step: int) -> None:
    """Keep the counter that lists show."""
    Input.objects.filter(pk=entry.pk).update(support_count=F("support_count") + step)
    touch(entry.consultation)
