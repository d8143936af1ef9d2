"""The public list, the calendar, the desk's list, the portal's door."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat, NullIf
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from acara.models import Event, EventQuerySet, Registration
from acara.registry import KINDS
from core.together import labelled
from wilayah.queries import village_labels, within

COMING_SHOWN = 50


@dataclass(frozen=True)
class Asked:
    """A reader's question, already checked."""

    kind: str = ""
    region: str = ""

    def query(self) -> str:
        """The same question as an address."""
        parts = (("jenis", self.kind), ("wilayah", self.region))
        return "&".join(f"{name}={value}" for name, value in parts if value)


def asked(get: QueryDict) -> Asked:
    """Read the address; unknown names and values do not count."""
    kind, region = get.get("jenis", ""), get.get("wilayah", "")
    return Asked(kind=kind if kind in dict(KINDS.items()) else "", region=region if region in village_labels() else "")


def found(rows: EventQuerySet, question: Asked) -> EventQuerySet:
    """Narrowed to what was asked; what is held for a wider place is for the village too."""
    if question.kind:
        rows = rows.filter(kind=question.kind)
    if question.region:
        rows = rows.around(question.region)
    return rows.select_related("region", "topic")


def coming(question: Asked) -> list[Event]:
    """What is to come, the soonest first."""
    return list(found(Event.objects.coming(), question)[:COMING_SHOWN])


@dataclass(frozen=True)
class Day:
    """One day of the month's sheet."""

    date: date
    inside: bool
    today: bool
    events: list[Event]


@dataclass(frozen=True)
class Month:
    """A month as a calendar sheet, weeks from Monday."""

    first: date
    weeks: list[list[Day]]

    @property
    def title(self) -> str:
        return date_format(self.first, "F Y")

    @property
    def before(self) -> str:
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def after(self) -> str:
        return f"{self.first + timedelta(days=32):%Y-%m}"

    @property
    def days(self) -> list[Day]:
        """Days of the month on which something is."""
        return [day for week in self.weeks for day in week if day.inside and day.events]


def month_asked(text: str) -> date:
    """The first day of ?bulan=2027-01; this month where the text is none."""
    try:
        first = datetime.strptime(text[:7], "%Y-%m").date() if len(text) == 7 else None  # noqa: DTZ007  a bare month
    except ValueError:
        first = None
    today = timezone.localdate()
    near = first is not None and abs(first.year - today.year) <= 10
    return first if first is not None and near else today.replace(day=1)


def month(first: date, question: Asked) -> Month:
    """The month's sheet with its events; one query."""
    return month_of(first, found(Event.objects.public(), question))


def month_of(first: date, rows: EventQuerySet) -> Month:
    """The month's sheet of these events; one query."""
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    start = timezone.make_aware(datetime.combine(weeks[0][0], time.min))
    end = timezone.make_aware(datetime.combine(weeks[-1][-1] + timedelta(days=1), time.min))
    rows = rows.filter(starts_at__gte=start, starts_at__lt=end)
    by_day: dict[date, list[Event]] = {}
    for event in rows.order_by("starts_at", "id")[:300]:
        by_day.setdefault(timezone.localdate(event.starts_at), []).append(event)
    today = timezone.localdate()
    sheet = [[Day(d, d.month == first.month, d == today, by_day.get(d, [])) for d in week] for week in weeks]
    return Month(first, sheet)


def coming_doors(region: str) -> QuerySet[Any, Any]:
    """Events to come for the people of a region, as doors that close when they start; `number`: places, 0 no limit."""
    own = Concat(Value(reverse("acara:list")), Cast("pk", CharField()), Value("/"))
    address = Coalesce(NullIf("page", Value("")), own, output_field=CharField())
    rows = Event.objects.coming().filter(starts_at__gt=timezone.now()).around(region)
    return labelled("acara", rows, "title", address, "starts_at", Coalesce("capacity", 0), "waiting")


@dataclass(frozen=True)
class DeskAsked:
    """An officer's question about the events of her place."""

    q: str = ""
    when: str = "datang"


WHEN = {"datang": "Akan datang", "lewat": "Sudah lewat", "semua": "Semua"}


def asked_at_desk(get: QueryDict) -> DeskAsked:
    """Read the address; unknown values do not count."""
    when = get.get("waktu", "datang")
    words = " ".join(get.get("q", "").replace("\x00", "").split())[:100]
    return DeskAsked(words, when if when in WHEN else "datang")


def in_office(user: Any) -> EventQuerySet:
    """Events at which this officer has something to do, by the roles each kind names."""
    wanted = Q(pk__in=[])
    for name, kind in KINDS.items():
        for mandate in user.mandates_now:
            if mandate.role in kind.runners | kind.helpers:
                wanted |= Q(kind=name) & within("region_id", mandate.region_id)
    return Event.objects.filter(wanted).select_related("region", "topic")


def desk_rows(user: Any, question: DeskAsked) -> Any:
    """The desk's list: what is to come or still to be closed, or what is over."""
    rows, now = in_office(user), timezone.now()
    open_rows = Q(state__in=["direncanakan", "diumumkan", "ditutup"])
    if question.when == "datang":
        rows = rows.filter(open_rows & (Q(ends_at__gt=now) | ~Q(state="direncanakan"))).order_by("starts_at", "id")
    elif question.when == "lewat":
        rows = rows.filter(~open_rows | Q(ends_at__lte=now)).order_by("-starts_at", "-id")
    else:
        rows = rows.order_by("-starts_at", "-id")
    return rows.filter(title__icontains=question.q) if question.q else rows


def registration_of(user: Any, event: Event) -> Registration | None:
    """This person's latest registration for an event, cancelled or not."""
    if not user.is_authenticated:
        return None
    rows = Registration.objects.filter(person=user, event=event).with_presence().order_by("-id")
    first: Registration | None = rows.first()
    if first is not None:
        first.event = event
    return first
