"""Which sessions: the public list and month, the officer's list, one session with what it says."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from acara.models import Event
from acara.queries.listing import Month, month_of
from accounts.models import User
from literasi.models import Session
from literasi.models.sessions import SessionQuerySet
from literasi.rules import RUNNERS
from literasi.states import Audience, Pillar, Theme
from wilayah.queries import village_labels, within

COMING_SHOWN = 50


@dataclass(frozen=True)
class Asked:
    """A reader's question, already checked."""

    region: str = ""
    pillar: str = ""
    theme: str = ""
    audience: str = ""

    def query(self) -> str:
        """The same question as an address."""
        parts = (("wilayah", self.region), ("pilar", self.pillar), ("tema", self.theme), ("untuk", self.audience))
        return "&".join(f"{name}={value}" for name, value in parts if value)


def asked(get: QueryDict) -> Asked:
    """Read the address; unknown names and values do not count."""

    def known(name: str, values: Any) -> str:
        return get.get(name, "") if get.get(name, "") in values else ""

    return Asked(
        region=known("wilayah", village_labels()),
        pillar=known("pilar", Pillar.values),
        theme=known("tema", Theme.values),
        audience=known("untuk", Audience.values),
    )


def found(rows: SessionQuerySet, question: Asked) -> SessionQuerySet:
    """Narrowed to what was asked."""
    if question.region:
        rows = rows.around(question.region)
    for field, value in (("pillar", question.pillar), ("theme", question.theme), ("event__kind", question.audience)):
        rows = rows.filter(**{field: value}) if value else rows
    return rows.told()


def coming(question: Asked) -> list[Session]:
    """What is to come, the soonest first."""
    return list(found(Session.objects.coming(), question)[:COMING_SHOWN])


def month(first: date, question: Asked) -> Month:
    """A month's sheet of sessions; one query."""
    rows = found(Session.objects.public(), question).values("event_id")
    return month_of(first, Event.objects.public().filter(pk__in=rows).select_related("region", "topic"))


def in_office(user: Any) -> SessionQuerySet:
    """Sessions this officer runs."""
    mine = Q(pk__in=())
    for mandate in user.mandates_now:
        if mandate.role in RUNNERS:
            mine |= within("event__region_id", mandate.region_id)
    return Session.objects.filter(mine).told()


def works(user: Any) -> bool:
    """Whether sessions are this officer's work somewhere."""
    return user.is_authenticated and any(mandate.role in RUNNERS for mandate in user.mandates_now)


WHEN = {"datang": "Akan datang", "lewat": "Sudah lewat", "semua": "Semua"}


def desk_rows(user: Any, when: str) -> SessionQuerySet:
    """The officer's list: what is to come or still to be closed, or what is over."""
    rows, now = in_office(user), timezone.now()
    still = Q(event__state__in=["direncanakan", "diumumkan", "ditutup"])
    if when == "lewat":
        return rows.filter(~still | Q(event__ends_at__lte=now)).order_by("-event__starts_at", "-pk")
    if when == "semua":
        return rows.order_by("-event__starts_at", "-pk")
    return rows.filter(still).order_by("event__starts_at", "pk")


def facilitators_for(user: Any) -> Any:
    """People this officer may name as facilitators: those with an office in her places, and herself."""
    codes = [mandate.region_id for mandate in user.mandates_now if mandate.role in RUNNERS]
    wanted = Q(pk=user.pk)
    for code in codes:
        wanted |= Q(mandates__role__in=RUNNERS, mandates__ended_at__isnull=True) & within("mandates__region_id", code)
    return User.objects.filter(wanted, is_active=True).distinct().order_by("full_name", "pk")
