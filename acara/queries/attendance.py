"""Who came, counted by side and L/P; who is expected; who may see the paper."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum, Window

from acara.models import Attendance, Event, Registration, SheetPhoto
from acara.states import ACTIVE, HOLDS_SEAT, Sex, Unsur
from wilayah.queries import search_key

LEAST_TOLD = 5  # a public count of people of one side below this could point at somebody


@dataclass(frozen=True)
class Group:
    """People of one side: men, women, and those whose L/P nobody wrote down."""

    key: str
    label: str
    male: int
    female: int
    unknown: int

    @property
    def total(self) -> int:
        return self.male + self.female + self.unknown


@dataclass(frozen=True)
class Summary:
    """The attendance of an event in numbers. `companions` came along on somebody's registration, without a line."""

    groups: list[Group]
    companions: int
    disabled: int
    target: int
    male: int = field(init=False)
    female: int = field(init=False)
    unknown: int = field(init=False)

    def __post_init__(self) -> None:
        for name in ("male", "female", "unknown"):
            object.__setattr__(self, name, sum(getattr(group, name) for group in self.groups))

    @property
    def lines(self) -> int:
        """People with a line of their own on the list."""
        return self.male + self.female + self.unknown

    @property
    def total(self) -> int:
        """Everybody who came."""
        return self.lines + self.companions

    @property
    def women_share(self) -> int | None:
        """Women among those whose L/P is known, percent; None while it is known of nobody."""
        known = self.male + self.female
        return round(100 * self.female / known) if known else None

    @property
    def target_met(self) -> bool | None:
        """Whether enough women came; None while nothing is known."""
        known = self.male + self.female
        return 100 * self.female >= self.target * known if known else None

    @property
    def sentence(self) -> str:
        """The numbers in words."""
        if not self.total:
            return "Belum ada kehadiran yang tercatat."
        words = f"{self.total} orang hadir"
        if self.women_share is None:
            return f"{words}."
        return f"{words}, {self.female} perempuan dan {self.male} laki-laki ({self.women_share}% perempuan)."


def attendance_summary(event: Event) -> Summary:
    """Attendance by side and L/P with the share of women; one query."""
    rows = (
        Attendance.objects.filter(event=event, present=True)
        .order_by()
        .values_list("unsur", "sex")
        .annotate(n=Count("pk"), along=Sum("companions"), disabled=Count("pk", filter=Q(disabled=True)))
    )
    counts: dict[str, dict[str, int]] = {}
    companions = disabled = 0
    for unsur, sex, n, along, with_need in rows:
        counts.setdefault(unsur, {})[sex] = n
        companions, disabled = companions + along, disabled + with_need
    return Summary(list(_groups(counts)), companions, disabled, event.women_target)


def _groups(counts: dict[str, dict[str, int]]) -> Iterator[Group]:
    """Sides in the order of the minutes, those of whom somebody came; last the unknown."""
    for key, label in [*Unsur.choices, ("", "Belum diisi")]:
        found = counts.get(key)
        if found:
            male, female = found.get(Sex.MALE, 0), found.get(Sex.FEMALE, 0)
            yield Group(key, str(label), male, female, sum(found.values()) - male - female)


def present(event: Event, text: str = "") -> QuerySet[Attendance]:
    """Those who came, the latest first; `alike` counts lines of the same name."""
    rows = Attendance.objects.filter(event=event, present=True).select_related("region")
    rows = rows.annotate(alike=Window(Count("pk"), partition_by=[F("event_id"), F("name_key")]))
    if key := search_key(text):
        rows = rows.filter(name_key__contains=key)
    return rows.order_by("-id")


def expected(event: Event, get: Any) -> QuerySet[Registration]:
    """Registrations in the order they came, each with `came`; filtered by what the address asks."""
    rows = Registration.objects.filter(event=event).select_related("region", "person").with_presence().order_by("id")
    state = get.get("status", "")
    if state in ACTIVE or state == "batal":
        rows = rows.filter(state=state)
    elif state == "hubungi":
        rows = to_call(rows)
    else:
        rows = rows.active()
    text = get.get("q", "").replace("\x00", "")[:100]
    if key := search_key(text):
        rows = rows.filter(Q(name_key__contains=key) | Q(code=key.replace(" ", "").upper()))
    return rows


def to_call(rows: Any) -> Any:
    """Guests without an account who have a seat and were not told yet."""
    return rows.filter(person__isnull=True, state__in=HOLDS_SEAT, called_at__isnull=True).exclude(name="")


def find_expected(event: Event, text: str) -> list[Registration]:
    """People on the list by a part of the name or the last four digits of the number; at most 20."""
    rows = Registration.objects.filter(event=event).active().with_presence().select_related("region").order_by("name")
    digits = text.strip()
    if digits.isdecimal() and len(digits) == 4:
        return list(rows.filter(phone__endswith=digits)[:20])
    key = search_key(text)
    return list(rows.filter(name_key__contains=key)[:20]) if key else []


def may_see_sheet(user: Any, stored: Any) -> bool:
    """A photograph of a sheet is for those who run its event."""
    if not user.is_authenticated:
        return False
    sheet = SheetPhoto.objects.filter(file=stored).select_related("event").first()
    return sheet is not None and user.has_perm("acara.contacts", sheet.event)


EXPORT = ("No", "Nama", "Alamat", "Wilayah", "Asal/Lembaga", "Unsur", "L/P", "No. HP", "Pendamping", "Cara", "Waktu")


def export_rows(event: Event, *, contacts: bool) -> Iterator[list[Any]]:
    """The attendance list as rows of a table, in the order people came; numbers and addresses with the right only."""
    rows = Attendance.objects.filter(event=event, present=True).select_related("region").order_by("id")
    for number, row in enumerate(rows.iterator(chunk_size=500), 1):
        yield [
            number,
            str(row),
            row.address if contacts else "",
            row.region.label if row.region else "",
            row.institution,
            row.get_unsur_display() if row.unsur else "",
            row.sex,
            row.phone_local if contacts else "",
            row.companions,
            row.get_how_display(),
            row.at,
        ]
