"""Planning a session: its event, what is taught, who teaches, who helps."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from acara.services import Plan, announce_event, create_event, edit_event, link_event
from acara.states import CHANGEABLE
from audit.services import record
from core.pagecache import bump
from core.states import StateError
from literasi.models import Contribution, Partner, Population, Quiz, Series, Session
from literasi.queries.listing import works
from literasi.states import Level
from wilayah.queries import root_region

VERSION = "literasi"  # content version of pages that speak of several sessions


@dataclass(frozen=True)
class SessionPlan:
    """What is taught. Money in whole rupiah; `materials` are names of literasi.registry."""

    pillar: str
    theme: str
    lesson_hours: int = 2
    level: str = Level.FIRST
    speaker: str = ""
    least_age: int | None = None
    most_age: int | None = None
    series: Series | None = None
    place_in_series: int | None = None
    quiz: Quiz | None = None
    materials: list[str] = field(default_factory=list)
    cost: int | None = None
    fund: str = ""


@transaction.atomic
def create_session(
    *, by: Any, kind: str, region: Any, event: Plan, plan: SessionPlan, facilitators: Iterable[Any] = ()
) -> Session:
    """Plan a session of a region; nobody else sees it yet. Who plans it is its facilitator where none is named."""
    if not by.has_perm("literasi.run", region):
        raise PermissionDenied("Anda tidak berwenang merencanakan sesi di wilayah ini.")
    check_plan(plan)
    held = create_event(by=by, kind=kind, region=region, plan=event)
    made = Session.objects.create(event=held, **values(plan))
    made.facilitators.set(list(facilitators) or [by])
    made.event = link_event(event=held, page=made.get_absolute_url())
    record(by=by, verb="create_session", target=made, data={"kind": kind, "theme": plan.theme})
    return made


@transaction.atomic
def edit_session(
    *, by: Any, session: Session, event: Plan, plan: SessionPlan, facilitators: Iterable[Any] = ()
) -> Session:
    """Change a session that is not over; a new time or place is told to everybody registered."""
    held = lock(by, session)
    if held.event.state not in CHANGEABLE:
        raise StateError("Sesi ini sudah selesai atau dibatalkan. Isinya tidak dapat diubah lagi.")
    check_plan(plan)
    if plan.quiz != held.quiz and held.sheets.exists():
        raise ValidationError({"quiz": "Paket soal sudah dipakai peserta. Paket ini tidak dapat diganti."})
    held.event = edit_event(by=by, event=held.event, plan=event)
    for name, value in values(plan).items():
        setattr(held, name, value)
    held.save()
    held.facilitators.set(list(facilitators) or [by])
    record(by=by, verb="edit_session", target=held, data={"theme": plan.theme})
    bump(VERSION)
    return held


@transaction.atomic
def announce_session(*, by: Any, session: Session) -> Session:
    """Make a session public and let people register."""
    held = lock(by, session)
    held.event = announce_event(by=by, event=held.event)
    bump(VERSION)
    return held


@transaction.atomic
def record_contribution(
    *, by: Any, session: Session, partner: Partner, gift: str, detail: str = "", value: int | None = None
) -> Contribution:
    """Write down what a partner brings; the same partner and form again changes the line."""
    held = lock(by, session)
    made, _ = Contribution.objects.update_or_create(
        session=held, partner=partner, gift=gift, defaults={"detail": detail, "value": value}
    )
    record(by=by, verb="record_contribution", target=held, data={"partner": partner.pk, "gift": gift, "value": value})
    touched(held)
    return made


@transaction.atomic
def remove_contribution(*, by: Any, contribution: Contribution) -> None:
    """Take a line about a partner off a session."""
    held = lock(by, contribution.session)
    record(by=by, verb="remove_contribution", target=held, data={"partner": contribution.partner_id})
    contribution.delete()
    touched(held)


@transaction.atomic
def name_partner(*, by: Any, name: str, kind: str) -> Partner:
    """Put an organisation on the list of partners; one that stands there already is given back."""
    demand_runner(by)
    made, _ = Partner.objects.get_or_create(region=root_region(), name=name, defaults={"kind": kind})
    record(by=by, verb="name_partner", target=made, data={"kind": kind})
    return made


@transaction.atomic
def make_series(*, by: Any, title: str) -> Series:
    """Begin a series; one of this name is given back."""
    demand_runner(by)
    made, _ = Series.objects.get_or_create(region=root_region(), title=title)
    record(by=by, verb="make_series", target=made)
    return made


@transaction.atomic
def note_population(
    *, by: Any, region: Any, people: int, women: int | None = None, old: int | None = None, source: str = ""
) -> Population:
    """Write how many people live in a village."""
    demand_keeper(by)
    if max(women or 0, old or 0) > people:
        raise ValidationError({"people": "Jumlah penduduk lebih kecil dari jumlah kelompoknya."})
    made, _ = Population.objects.update_or_create(
        region=region, defaults={"people": people, "women": women, "old": old, "source": source}
    )
    record(by=by, verb="note_population", target=made, data={"people": people})
    return made


# --- What the verbs are made of -------------------------------------------------------------------


def lock(by: Any, session: Session) -> Session:
    """The session as it stands now, its row held; refused to others than its runners."""
    rows = Session.objects.select_for_update(of=("self",)).select_related("event__region", "event__topic", "quiz")
    held = rows.get(pk=session.pk)
    if not by.has_perm("literasi.run", held):
        raise PermissionDenied("Anda tidak berwenang menjalankan sesi ini.")
    return held


def demand_runner(by: Any) -> None:
    """PermissionDenied for who runs no sessions anywhere."""
    if not works(by):
        raise PermissionDenied("Anda tidak berwenang merencanakan sesi.")


def demand_keeper(by: Any) -> None:
    """PermissionDenied for who does not keep what all sessions share."""
    if not by.has_perm("literasi.keep", root_region()):
        raise PermissionDenied("Anda tidak berwenang mengubah bahan bersama sesi literasi.")


def touched(session: Session) -> None:
    """Public pages of the session and its lists are made anew."""
    topic = session.event.topic
    bump(VERSION, *([topic.version_name] if topic is not None else []))


def values(plan: SessionPlan) -> dict[str, Any]:
    """The columns of a plan; rows stay rows."""
    rows = {"series": plan.series, "quiz": plan.quiz}
    return {name: rows.get(name, value) for name, value in vars(plan).items()}


def check_plan(plan: SessionPlan) -> None:
    """Refuse, in words, what could not be held."""
    wrong: dict[str, str] = {}
    if not 1 <= plan.lesson_hours <= 80:
        wrong["lesson_hours"] = "Isi jam pelajaran dari 1 sampai 80."
    if plan.least_age is not None and plan.most_age is not None and plan.least_age > plan.most_age:
        wrong["most_age"] = "Umur paling tua tidak boleh di bawah umur paling muda."
    if plan.quiz is not None and not plan.quiz.items.exists():
        wrong["quiz"] = "Paket ini belum berisi soal."
    if wrong:
        raise ValidationError(wrong)
