"""A forum from its preparation to its end: plan, open, take proposals in, note who came, close."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from acara.queries.attendance import attendance_summary
from acara.services import Plan, announce_event, create_event
from audit.services import move, record
from core.pagecache import bump
from core.states import StateError
from musrenbang.forum_states import ALIVE, PAPERS, ForumKind, ForumState
from musrenbang.models import Category, CriteriaSet, Cycle, Forum, ForumItem, ForumPurse, Proposal, Score
from musrenbang.queries.forum_ballot import running
from musrenbang.queries.forums import advised_costs, candidates
from musrenbang.services.criteria import freeze_criteria
from notifications.models import Topic
from wilayah.models import Level

MOST_ITEMS = 2000


@dataclass(frozen=True)
class ForumPlan:
    """What an officer decides about a forum before it opens. Money in whole rupiah; `purses` by field of works."""

    kind: str
    title: str
    day: date
    place: str
    criteria: CriteriaSet
    hours: str = ""
    chair: str = ""
    chair_office: str = ""
    agenda: str = ""
    women_target: int = 30
    leave_out_own: bool = False
    ceiling: int | None = None
    split: bool = False
    purses: Mapping[Category, int] = field(default_factory=dict)


@transaction.atomic
def create_forum(*, by: Any, cycle: Cycle, region: Any, plan: ForumPlan) -> Forum:
    """Prepare a forum of a region; nobody else sees it yet."""
    if not by.has_perm("musrenbang.run_forum", region):
        raise PermissionDenied("Anda tidak berwenang menyiapkan forum di wilayah ini.")
    if not (region.pk == cycle.region_id or region.pk.startswith(cycle.region_id + ".")):
        raise ValidationError({"region": "Pilih wilayah di kecamatan siklus ini."})
    check_kind(plan.kind, region)
    made = Forum(cycle=cycle, region=region, created_by=by)
    write_plan(made, plan)
    record(by=by, verb="create_forum", target=made, to_state=made.state, data={"kind": made.kind})
    return made


@transaction.atomic
def edit_forum(*, by: Any, forum: Forum, plan: ForumPlan) -> Forum:
    """Change day, place, chair, agenda, ceiling; criteria and kind only while the forum has not opened."""
    held = lock(by, forum, ALIVE, "Forum ini sudah ditutup. Datanya tidak dapat diubah lagi.")
    check_kind(plan.kind, held.region)
    if held.is_open and (plan.criteria.pk != held.criteria_id or plan.kind != held.kind):
        raise ValidationError({"criteria": "Jenis dan kriteria tidak dapat diganti sesudah forum dibuka."})
    if held.is_open and plan.leave_out_own != held.leave_out_own:
        raise ValidationError({"leave_out_own": "Cara menghitung skor tidak dapat diganti sesudah forum dibuka."})
    write_plan(held, plan)
    record(by=by, verb="edit_forum", target=held, data={"ceiling": plan.ceiling, "split": plan.split})
    changed(held)
    return held


@transaction.atomic
def open_forum(*, by: Any, forum: Forum) -> Forum:
    """Begin: the forum, its list and its scores are public from now on, its criteria are fixed."""
    held = lock(by, forum)
    freeze_criteria(held.criteria)
    move(held, "open", by=by, also={"opened_at": timezone.now()})
    link_proposals(held)
    changed(held)
    return held


@transaction.atomic
def close_forum(*, by: Any, forum: Forum) -> Forum:
    """End the meeting; every proposal has its decision by now."""
    held = lock(by, forum)
    held.LIFECYCLE.row("close", held.state)
    if running(held).exists():
        raise ValidationError("Pemungutan suara forum belum dihitung. Hitung dahulu, lalu tutup forum.")
    waiting = held.items.filter(decision="").count()
    if waiting:
        raise ValidationError(f"Masih ada {waiting} usulan tanpa keputusan. Putuskan dahulu, lalu tutup forum.")
    move(held, "close", by=by, also={"closed_at": timezone.now(), "current": None, **listed_present(held)})
    changed(held)
    return held


@transaction.atomic
def reopen_forum(*, by: Any, forum: Forum, note: str) -> Forum:
    """Go on with a meeting that was closed too early, before its berita acara is fixed."""
    held = lock(by, forum)
    move(held, "reopen", by=by, note=note)
    changed(held)
    return held


@transaction.atomic
def cancel_forum(*, by: Any, forum: Forum, note: str) -> Forum:
    """Call a prepared forum off."""
    held = lock(by, forum)
    move(held, "cancel", by=by, note=note)
    return held


@transaction.atomic
def take_in(*, by: Any, forum: Forum, proposals: Iterable[Proposal] | None = None) -> int:
    """Take proposals in, all that may be or those given, with the figures they were verified with; how many."""
    held = lock(by, forum, ALIVE, "Forum ini sudah ditutup. Usulan tidak dapat ditambah.")
    rows = candidates(held)
    if proposals is not None:
        rows = rows.filter(pk__in=[one.pk for one in proposals])
    taken = list(rows[:MOST_ITEMS])
    costs = advised_costs(taken)
    first = (held.items.aggregate(n=Max("number"))["n"] or 0) + 1
    ForumItem.objects.bulk_create(
        new_item(held, number, one, costs.get(one.pk)) for number, one in enumerate(taken, first)
    )
    if taken:
        record(by=by, verb="take_in", target=held, data={"proposals": len(taken)})
        Forum.objects.filter(pk=held.pk).update(arranged=False)
        if held.is_open:
            link_proposals(held)
        changed(held)
    return len(taken)


def new_item(held: Forum, number: int, proposal: Any, cost: int | None) -> ForumItem:
    """A submitted proposal as the forum takes it in; the figures of the last verification come first."""
    own = None if proposal.estimated_cost is None else int(proposal.estimated_cost)
    return ForumItem(
        forum=held,
        proposal=proposal,
        number=number,
        kind=proposal.kind,
        category_id=proposal.category_id,
        village_id=proposal.region_id,
        cost=own if cost is None else cost,
        households=proposal.households,
        people=proposal.people,
        submitted_at=proposal.submitted_at,
    )


@transaction.atomic
def leave_out(*, by: Any, item: ForumItem) -> None:
    """Take a proposal off the forum's list again, before anybody scored it or decided about it."""
    held = lock(by, item.forum, ALIVE, "Forum ini sudah ditutup.")
    fresh = held.items.filter(pk=item.pk).first()
    if fresh is None:
        return
    if fresh.decision or Score.objects.filter(item=fresh).exists():
        raise StateError("Usulan ini sudah dinilai atau diputuskan. Tidak dapat dikeluarkan lagi.")
    record(by=by, verb="leave_out", target=held, data={"proposal": fresh.proposal_id})
    fresh.delete()
    Forum.objects.filter(pk=held.pk).update(arranged=False)
    changed(held)


@transaction.atomic
def discuss(*, by: Any, forum: Forum, item: ForumItem | None) -> Forum:
    """Say which proposal the hall is talking about now (None: none)."""
    held = lock(by, forum, {ForumState.OPEN}, "Forum ini sedang tidak berlangsung.")
    if item is not None and item.forum_id != held.pk:
        raise ValidationError("Usulan ini tidak ada dalam forum.")
    Forum.objects.filter(pk=held.pk).update(current=item)
    held.current = item
    changed(held)
    return held


@transaction.atomic
def count_present(*, by: Any, forum: Forum, men: int, women: int) -> Forum:
    """Note how many men and women came."""
    held = lock(by, forum, PAPERS, "Jumlah hadir diisi selama forum berlangsung atau menunggu berita acara.")
    Forum.objects.filter(pk=held.pk).update(men=men, women=women)
    held.men, held.women = men, women
    record(by=by, verb="count_present", target=held, data={"men": men, "women": women})
    changed(held)
    return held


def listed_present(held: Forum) -> dict[str, int]:
    """Men and women as the attendance list of the forum's event counts them; empty where there is no such list."""
    if held.event is None:
        return {}
    summary = attendance_summary(held.event)
    return {"men": summary.male, "women": summary.female} if summary.lines else {}


@transaction.atomic
def invite(*, by: Any, forum: Forum, starts_at: datetime, ends_at: datetime, organiser: str) -> Forum:
    """Announce the forum as an event: people are invited, register, and are checked in there."""
    held = lock(by, forum, ALIVE, "Forum ini sudah ditutup. Undangan tidak dapat dibuat lagi.")
    if held.event_id is not None:
        raise StateError("Undangan forum ini sudah diumumkan.")
    plan = Plan(
        title=held.title,
        place=held.place,
        starts_at=starts_at,
        ends_at=ends_at,
        organiser=organiser,
        description=held.agenda,
        women_target=held.women_target,
    )
    made = announce_event(by=by, event=create_event(by=by, kind="forum", region=held.region, plan=plan))
    Forum.objects.filter(pk=held.pk).update(event=made)
    held.event = made
    record(by=by, verb="invite", target=held, data={"event": made.pk})
    changed(held)
    return held


@transaction.atomic
def take_present(*, by: Any, forum: Forum) -> Forum:
    """Take the number of men and women over from the attendance list of the event."""
    held = lock(by, forum, PAPERS, "Jumlah hadir diisi selama forum berlangsung atau menunggu berita acara.")
    counted = listed_present(held)
    if not counted:
        raise ValidationError("Daftar hadir acara ini masih kosong.")
    return count_present(by=by, forum=held, **counted)


# --- What the verbs are made of -------------------------------------------------------------------


def lock(by: Any, forum: Forum, states: Iterable[str] | None = None, words: str = "") -> Forum:
    """The forum as it stands now, its row held until the transaction ends; refused to others than its officers.

    StateError with `words` where it is in none of `states`.
    """
    rows = Forum.objects.select_for_update(of=("self",)).select_related("region", "cycle", "criteria", "event")
    held = rows.get(pk=forum.pk)
    if not by.has_perm("musrenbang.run_forum", held):
        raise PermissionDenied("Anda tidak berwenang menjalankan forum ini.")
    if states is not None and held.state not in states:
        raise StateError(words)
    return held


def link_proposals(held: Forum) -> None:
    """Pages of the forum's proposals lead to their score from now on."""
    rows = Proposal.objects.filter(forum_items__forum=held)
    Proposal.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(updated_at=timezone.now())
    bump(*(Topic.name_of(pk) for pk in rows.values_list("topic_id", flat=True)))


def changed(forum: Forum) -> None:
    """Public pages of the forum are made anew."""
    bump(forum.version_name, "forum")


def check_kind(kind: str, region: Any) -> None:
    """A forum of the kecamatan is of a kecamatan, one of a village of a village."""
    if kind == ForumKind.DISTRICT and region.level != Level.DISTRICT:
        raise ValidationError({"region": "Musrenbang kecamatan diadakan untuk seluruh kecamatan."})
    if kind in (ForumKind.VILLAGE, ForumKind.RW) and region.level != Level.VILLAGE:
        raise ValidationError({"region": "Pilih kelurahan atau desa untuk forum ini."})


PLAIN = ("kind", "title", "day", "place", "hours", "chair", "chair_office", "agenda", "women_target")
MEASURED = ("criteria", "leave_out_own", "ceiling", "split")


def write_plan(target: Forum, plan: ForumPlan) -> None:
    """Save a plan with its purses."""
    if plan.split and not plan.purses:
        raise ValidationError({"ceiling": "Isi pagu paling sedikit satu bidang."})
    for name in (*PLAIN, *MEASURED):
        setattr(target, name, getattr(plan, name))
    if plan.split:
        target.ceiling = sum(plan.purses.values())
    target.arranged = False
    target.save()
    target.purses.all().delete()
    if plan.split:
        ForumPurse.objects.bulk_create(
            ForumPurse(forum=target, category=category, amount=amount) for category, amount in plan.purses.items()
        )
