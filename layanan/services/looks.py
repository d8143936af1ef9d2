"""The access log: every look of an officer at somebody's papers is written down."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from layanan.models import Application, CaseLook
from layanan.models.cases import LookKind


@transaction.atomic
def look(*, by: Any, application: Application, kind: str = LookKind.PAGE, what: str = "") -> None:
    """Write down who looked at what; the page itself once a day, papers each time."""
    if kind == LookKind.PAGE:
        begun = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        if CaseLook.objects.filter(application=application, user=by, kind=kind, at__gte=begun).exists():
            return
    CaseLook.objects.create(application=application, user=by, kind=kind, what=what[:160])
