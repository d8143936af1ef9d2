"""What each level adds to a proposal without moving it: recommendations, checks, another agency, a later deadline."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from audit.services import record
from core.states import StateError
from musrenbang.choices import SpatialFit
from musrenbang.models import Agency, Check, Proposal, Recommendation
from musrenbang.services.figures import touch
from musrenbang.services.proposals import fresh_copy
from musrenbang.services.steps import check_quantity, figures, news, written_ruling
from musrenbang.states import CLOSED, REROUTABLE, CheckTopic, PlanLevel, Reason, State, Verdict
from notifications.services import changed_in_public, tell
from wilayah.services import due

MOST_DAYS = 60


@transaction.atomic
def recommend(
    *,
    by: Any,
    proposal: Proposal,
    level: str,
    wording: str = "",
    quantity: Decimal | None = None,
    budget: Decimal | None = None,
    note: str = "",
) -> Recommendation:
    """Add what a level recommends; the citizen's original and every earlier recommendation stay beside it."""
    if level not in PlanLevel.values:
        raise ValidationError({"level": "Pilih tingkat."})
    fresh = running(by, proposal, f"musrenbang.recommend_{level}")
    added = add_recommendation(fresh, by, level, wording=wording, quantity=quantity, budget=budget, note=note)
    if added is None:
        raise ValidationError("Isi paling sedikit satu: rumusan, volume, anggaran, atau catatan.")
    note_in_trail(fresh, by, "recommend", data=figures(level=level, quantity=quantity, cost=budget), note=note)
    label = PlanLevel(level).label
    tell_all(fresh, by, "recommend", f"{added.pk}", f"{label} memberi rekomendasi")
    return added


def add_recommendation(fresh: Proposal, by: Any, level: str, **values: Any) -> Recommendation | None:
    """One row, where it says anything; inside another verb's transaction."""
    check_quantity(values.get("quantity"), fresh.unit)
    if not any(values.values()):
        return None
    return Recommendation.objects.create(proposal=fresh, level=level, by=by, **values)


@transaction.atomic
def record_checks(*, by: Any, proposal: Proposal, checks: dict[str, tuple[str, str]]) -> list[Check]:
    """Keep what an officer found on points of the checklist: topic -> (verdict, reason code where it is a problem)."""
    fresh = running(by, proposal, "musrenbang.check")
    for topic, (verdict, reason) in checks.items():
        if topic not in CheckTopic.values or verdict not in Verdict.values:
            raise ValidationError({"checks": "Pilih hasil pemeriksaan."})
        if verdict == Verdict.PROBLEM and reason not in Reason.values:
            raise ValidationError({f"alasan_{topic}": "Pilih alasan."})
    before = standing_checks(fresh)
    rows = [
        Check(proposal=fresh, topic=topic, verdict=verdict, reason=reason if verdict == Verdict.PROBLEM else "", by=by)
        for topic, (verdict, reason) in checks.items()
    ]
    fits = lambda row: (row.verdict, row.reason)  # noqa: E731
    new = [row for row in rows if row.topic not in before or fits(before[row.topic]) != fits(row)]
    if not new:
        return []
    Check.objects.bulk_create(new)
    found = {row.topic: row.verdict for row in new}
    if fit := {"sesuai": SpatialFit.FITS, "masalah": SpatialFit.NOT}.get(found.get(CheckTopic.SPATIAL, "")):
        Proposal.objects.filter(pk=fresh.pk).update(spatial_fit=fit)
    note_in_trail(fresh, by, "checked", data=found)
    return new


def standing_checks(proposal: Proposal) -> dict[str, Check]:
    """The newest row of each point of the checklist; one query."""
    return {row.topic: row for row in Check.objects.filter(proposal=proposal).order_by("id")}


def problems(proposal: Proposal) -> list[Check]:
    """Points that were found wrong and not mended since."""
    return [row for row in standing_checks(proposal).values() if row.verdict == Verdict.PROBLEM]


def demand_no_problem(proposal: Proposal) -> None:
    """A proposal with a problem does not go on: it is returned, transferred, or the point is checked anew."""
    if wrong := problems(proposal):
        names = ", ".join(f"“{row.get_topic_display()}”" for row in wrong)
        raise ValidationError(f"Pemeriksaan {names} masih bermasalah. Kembalikan, alihkan, atau perbarui pemeriksaan.")


@transaction.atomic
def reroute_agency(*, by: Any, proposal: Proposal, agency: Agency, reason: str, note: str) -> Proposal:
    """Name another body that carries the work out, and say why; the first one named stays on record."""
    fresh = running(by, proposal, "musrenbang.reroute")
    if fresh.state not in REROUTABLE:
        raise StateError("Perangkat daerah diganti setelah verifikasi kelurahan atau desa, sebelum masuk APBD.")
    before = fresh.agency_final or fresh.agency_first
    if before is not None and before.pk == agency.pk:
        raise ValidationError({"agency": "Usulan ini sudah ditujukan kepada perangkat daerah itu."})
    ruling = written_ruling(fresh, "reroute", by=by, reason=reason, note=note, agency_from=before, agency=agency)
    columns = {"agency_final": agency, "agency_first": fresh.agency_first or before or agency}
    Proposal.objects.filter(pk=fresh.pk).update(**columns)
    data = figures(agency=agency.pk, agency_from=before.pk if before else None)
    note_in_trail(fresh, by, "reroute", data=data, reason=reason, note=note)
    tell_all(fresh, by, "reroute", str(ruling.pk), f"Dialihkan ke {agency.name}")
    touch(fresh)
    fresh.agency_final, fresh.agency_first = columns["agency_final"], columns["agency_first"]
    return fresh


@transaction.atomic
def extend_deadline(*, by: Any, proposal: Proposal, days: int, note: str = "") -> Proposal:
    """Give the proposer more working days, counted from today, to mend what was returned."""
    fresh = running(by, proposal, "musrenbang.check")
    if fresh.state != State.RETURNED:
        raise StateError("Batas waktu hanya diperpanjang pada usulan yang dikembalikan. Muat ulang halaman.")
    until = deadline(days)
    Proposal.objects.filter(pk=fresh.pk).update(due_on=until)
    fresh.due_on = until
    note_in_trail(fresh, by, "extend", data=figures(due_on=until), note=note)
    tell_all(fresh, by, "extend", str(until), "Batas perbaikan diperpanjang")
    return fresh


def deadline(days: int | None) -> Any:
    """The day so many working days from today; ValidationError outside 1 to 60."""
    if days is None or not 1 <= days <= MOST_DAYS:
        raise ValidationError({"days": f"Isi 1 sampai {MOST_DAYS} hari kerja."})
    return due(days)


def running(by: Any, proposal: Proposal, rule: str) -> Proposal:
    """The proposal as it is now, locked, still in the office's hands, if this person may."""
    fresh = fresh_copy(proposal)
    if not by.has_perm(rule, fresh):
        raise PermissionDenied("Anda tidak berwenang melakukan langkah ini.")
    if fresh.state in CLOSED or not fresh.is_public:
        raise StateError("Usulan ini tidak diproses lagi. Muat ulang halaman.")
    return fresh


def note_in_trail(fresh: Proposal, by: Any, verb: str, **more: Any) -> None:
    """A trail entry without a move, and fresh pages."""
    Proposal.objects.filter(pk=fresh.pk).update(updated_at=timezone.now())
    record(by=by, verb=verb, target=fresh, from_state=fresh.state, to_state=fresh.state, **more)
    changed_in_public(fresh.public_topic)


def tell_all(fresh: Proposal, by: Any, verb: str, which: str, words: str) -> None:
    """Followers and the proposer hear of it."""
    occasion = f"usulan:{fresh.pk}:{verb}:{which}"
    text = news(fresh, words)
    tell(fresh.public_topic, kind="usulan_keadaan", text=text, occasion=occasion, skip=by, also=[fresh.proposer])
