"""What is open now, what was decided, how many stand where: for the portal and others."""

from typing import Any

from django.db.models import CharField, Max, QuerySet, Value
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from core.doors import doors
from musrenbang.models import Cycle, Proposal, Stage
from musrenbang.states import DECIDED, PLANNING
from wilayah.queries import within

DECISIONS = frozenset(row.name for row in PLANNING if row.target in DECIDED)


def open_stages(region: str) -> list[Stage]:
    """Stages that run now in a region, the one that ends first in front; each with its cycle."""
    return list(running_stages(region).select_related("cycle", "cycle__region").order_by("closes_at", "pk"))


def open_cycle(user: Any, region: str) -> Cycle | None:
    """The cycle in which this person may propose now, None where there is none; the own village may have longer."""
    home = (user.home_id or "") if user.is_authenticated else ""
    rows = Cycle.objects.opening("propose", home).filter(within("region_id", region)).select_related("region")
    return next((cycle for cycle in rows.order_by("plan_year") if cycle.region.contains(home)), None)


def running_stages(region: str) -> Any:
    """Stages that run now in a region."""
    now = timezone.now()
    return Stage.objects.filter(within("cycle__region_id", region), opens_at__lte=now, closes_at__gt=now)


def open_proposing(region: str) -> QuerySet[Any, Any]:
    """Running stages in which citizens may propose, as doors; `number`: the plan year."""
    rows, nameless = running_stages(region).filter(kind="usulan"), Value("", CharField())
    address = Value(reverse("musrenbang:new"), CharField())
    return doors("usulan", rows, title=nameless, url=address, number="cycle__plan_year", amount=Value(0))


def open_longer(region: str) -> QuerySet[Any, Any]:
    """Stages for proposing that are over for all and run on in some villages, as doors that say so (`title`)."""
    now = timezone.now()
    rows = Stage.objects.filter(within("cycle__region_id", region), kind="usulan", closes_at__lte=now)
    rows = rows.annotate(until=Max("extensions__closes_at")).filter(until__gt=now)
    some, address = Value("sebagian wilayah", CharField()), Value(reverse("musrenbang:new"), CharField())
    return doors("usulan", rows, title=some, url=address, number="cycle__plan_year", amount=Value(0), until="until")


def latest_decisions(region: str, n: int = 5) -> list[Proposal]:
    """The proposals decided last, each with `decided_at`; two queries.

    One question for both would read every proposal: the joins of a list are planned before a subquery is.
    """
    entries = Entry.objects.filter(target_type="musrenbang.proposal", verb__in=DECISIONS).order_by("-id")
    latest: dict[int, Any] = {}
    for key, at in entries.values_list("target_id", "at")[: n * 6]:
        latest.setdefault(int(key), at)
    rows = list(Proposal.objects.shown().within(region).filter(pk__in=latest, state__in=DECIDED).with_names())
    for row in rows:
        row.decided_at = latest[row.pk]  # type: ignore[attr-defined]
    return sorted(rows, key=lambda row: latest[row.pk], reverse=True)[:n]
