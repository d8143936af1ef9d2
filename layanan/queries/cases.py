"""Applications at work: the officers' queue, the two clocks of each, what the office last told the applicant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from accounts.models import Mandate, Role, User
from audit.models import Entry
from core.worktime import Calendar, working_minutes
from layanan.application_states import AT_WORK, DELIVERED, ENDED, OPEN, REASONS, ApplicationState
from layanan.models import Application
from layanan.queries.office_calendar import local, office_calendar, spans_of, working_days_between
from layanan.queries.seats import turns_of
from wilayah.queries import around, within

WORKERS = frozenset({Role.OFFICER, Role.CAMAT})
AMBER, RED = "amber", "red"
VOICES = {"ok": ("info", "Sesuai janji"), AMBER: ("warn", "Hampir jatuh tempo"), RED: ("bad", "Lewat janji")}
VOICES |= {"paused": ("off", "Waktu berhenti"), "done": ("ok", "Selesai"), "open": ("info", "Tanpa batas waktu")}


@dataclass(frozen=True)
class CaseClock:
    """Both clocks of an application: working minutes the office had, days on the calendar since receipt."""

    worked_minutes: int
    elapsed_days: int
    due: datetime | None
    level: str  # ok, amber, red, paused, done, open
    sentence: str
    share: int = 0  # percent of the promised time

    @property
    def voice(self) -> str:
        return VOICES[self.level][0]

    @property
    def word(self) -> str:
        return VOICES[self.level][1]

    @property
    def worked(self) -> str:
        """ "1 jam 20 menit" """
        return minutes_words(self.worked_minutes)


def minutes_words(minutes: int) -> str:
    """Working minutes as people say them."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} jam"] if hours else []
    return " ".join(parts + ([f"{rest} menit"] if rest or not hours else []))


def clock_of(application: Any, calendar: Calendar | None = None, now: datetime | None = None) -> CaseClock:
    """Both clocks as they stand now (or stood when the office's work ended)."""
    moment = application.finished_at or now or timezone.now()
    found = calendar or office_calendar(application.region_id)
    pauses = [(one.since, one.until) for one in application.pauses.all()]
    start, stops = local(application.received_at), spans_of(pauses)
    worked = working_minutes(found, start, local(moment), stops)
    elapsed = (timezone.localdate(moment) - timezone.localdate(application.received_at)).days
    total = working_minutes(found, start, local(application.due_at), stops) if application.due_at else 0
    share = min(999, 100 * worked // total) if total else 0
    level = level_of(application, moment)
    return CaseClock(worked, elapsed, application.due_at, level, _sentence(application, level, found, moment), share)


def level_of(application: Any, moment: datetime) -> str:
    """How the promise stands: amber from 70 %, red from 100 %."""
    if application.state in ENDED | DELIVERED or application.finished_at:
        late = application.due_at and application.finished_at and application.finished_at > application.due_at
        return RED if late else "done"
    if application.paused_at:
        return "paused"
    if application.due_at is None:
        return "open"
    if moment > application.due_at:
        return RED
    return AMBER if application.amber_at and moment >= application.amber_at else "ok"


def _sentence(application: Any, level: str, calendar: Calendar, moment: datetime) -> str:
    """The promise in one sentence."""
    if level == "paused":
        return "Waktu pelayanan berhenti sampai pemohon melengkapi permohonan."
    if application.finished_at:
        return "Diselesaikan sesudah waktu yang dijanjikan." if level == RED else "Diselesaikan sesuai janji."
    if application.due_at is None:
        return "Layanan ini tidak menjanjikan waktu tertentu."
    due = timezone.localtime(application.due_at)
    if level == RED:
        late = working_days_between(calendar, due.date(), timezone.localdate(moment))
        return f"Lewat janji {late} hari kerja." if late else "Lewat janji hari ini."
    left = working_days_between(calendar, timezone.localdate(moment), due.date())
    return f"Sisa {left} hari kerja." if left else f"Jatuh tempo hari ini pukul {due:%H.%M}."


def mine(user: Any) -> QuerySet[Application]:
    """Applications of the places this officer works for, none that she made herself."""
    places = Q(pk__in=())
    for mandate in user.mandates_now:
        if mandate.role in WORKERS:
            places |= within("region_id", mandate.region_id)
    return Application.objects.filter(places).exclude(applicant_id=user.pk)


def officers_for(region_id: str) -> QuerySet[User]:
    """Who may hold an application of this office."""
    held = Mandate.objects.current().filter(role__in=WORKERS, region_id__in=[region_id, *around(region_id)])
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("full_name")


def works(user: Any) -> bool:
    """Whether applications are this officer's work; asked on every page of the desk, so of roles alone."""
    return any(mandate.role in WORKERS for mandate in user.mandates_now)


GROUPS: dict[str, tuple[str, frozenset[str]]] = {
    "kerja": ("Dikerjakan", frozenset(AT_WORK)),
    "tunggu": ("Menunggu pemohon", frozenset({ApplicationState.INCOMPLETE})),
    "siap": ("Siap diserahkan", frozenset(DELIVERED)),
    "tutup": ("Ditutup", frozenset(ENDED)),
}
ORDERS: dict[str, tuple[Any, ...]] = {
    "tenggat": (F("due_at").asc(nulls_last=True), "id"),
    "masuk": ("received_at", "id"),
    "baru": ("-received_at", "-id"),
}


def queue(user: Any, asked: dict[str, str]) -> QuerySet[Application]:
    """The officers' queue with its filters: group, service, whose, lateness, number or name; sorted by the promise."""
    rows = mine(user).select_related("service", "village", "owner").prefetch_related("pauses")
    if asked.get("giliran"):
        rows = rows.filter(state__in=turns_of(user))
    else:
        rows = rows.filter(state__in=GROUPS.get(asked.get("status", ""), GROUPS["kerja"])[1])
    if asked.get("layanan"):
        rows = rows.filter(service__slug=asked["layanan"])
    if asked.get("saya"):
        rows = rows.filter(owner=user)
    if asked.get("lewat"):
        rows = rows.filter(due_at__lt=timezone.now(), finished_at=None)
    if text := asked.get("q", "").strip()[:60]:
        rows = rows.filter(Q(number__icontains=text) | Q(name__icontains=text))
    return rows.order_by(*ORDERS.get(asked.get("urut", ""), ORDERS["tenggat"]))


def clocks(rows: Sequence[Any], region_id: str) -> list[tuple[Any, CaseClock]]:
    """Rows of a page with their clocks; one calendar for all."""
    calendar, now = office_calendar(region_id), timezone.now()
    return [(row, clock_of(row, calendar, now)) for row in rows]


def last_words(application: Any, verb: str) -> tuple[str, str]:
    """Reason and words of the last such deed, as the applicant reads them."""
    mine_ = Entry.objects.filter(target_type=application._meta.label_lower, target_id=str(application.pk), verb=verb)
    entry = mine_.select_related("note").order_by("-id").first()
    if entry is None:
        return "", ""
    return REASONS.get(entry.reason, ""), entry.note.text if hasattr(entry, "note") else ""


def asked_of(application: Any) -> str:
    """What the office asked the applicant to complete."""
    return last_words(application, "ask")[1]


def refusal_of(application: Any) -> str:
    """Why the application was refused, in public words."""
    reason, words = last_words(application, "refuse")
    return f"{reason}. {words}" if reason else words


def is_open(application: Any) -> bool:
    """Whether the office still has to do something, or waits for the applicant."""
    return application.state in OPEN
