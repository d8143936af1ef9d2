"""Who may do what to a proposal."""

from typing import Any

import rules

from accounts.models import Role, Rung
from accounts.rules import OFFICE_ROLES, has_mandate, has_mandate_here, lives_in, rung_for, stands
from dialog.rules import MODERATORS
from musrenbang.models import Cycle, Stage
from musrenbang.states import EDITABLE, LADDER, OWN_HOURS, State

DISTRICT = tuple(OFFICE_ROLES)


def rung_asked(deed: str, cycle_id: int, village: str = "") -> int | None:
    """The rung a deed of citizens asks for in a cycle, as its stages say; None where no stage opens it now.

    A stage that `village` has longer for is still open there.
    """
    stages = Stage.objects.about(deed) if deed in OWN_HOURS else Stage.objects.opening(deed, village)
    on_ladder = LADDER.get(deed, deed)
    asked = [rung_for(on_ladder, stage) for stage in stages.filter(cycle_id=cycle_id)]
    return min(asked, default=rung_for(on_ladder) if deed in OWN_HOURS else None)


def stage_opens(deed: str) -> Any:
    """A stage of the object's cycle opens this deed of citizens, and the person stands high enough for it."""

    @rules.predicate(f"stage_opens:{deed}")
    def check(user: Any, obj: Any = None) -> bool:
        cycle_id = obj.pk if isinstance(obj, Cycle) else getattr(obj, "cycle_id", None)
        if cycle_id is None or not stands(user, Rung.REGISTERED):
            return False
        rung = rung_asked(deed, cycle_id, village_of(user, obj))
        return rung is not None and stands(user, rung)

    return check


def village_of(user: Any, obj: Any) -> str:
    """The village whose longer stage counts: that of the work, else the person's home."""
    return (getattr(obj, "region_id", "") if not isinstance(obj, Cycle) else "") or user.home_id or ""


@rules.predicate
def is_proposer(user: Any, obj: Any = None) -> bool:
    """The person wrote this proposal."""
    return bool(user.is_authenticated and user.is_active and obj is not None and obj.proposer_id == user.pk)


@rules.predicate
def is_editable(user: Any, obj: Any = None) -> bool:
    """Words and figures may still change: a draft, or returned for correction."""
    return obj is not None and obj.state in EDITABLE


@rules.predicate
def is_lapsed(user: Any, obj: Any = None) -> bool:
    """Returned, and the day by which it was to be mended has passed."""
    return obj is not None and obj.state == State.RETURNED and obj.overdue


@rules.predicate
def lives_in_district(user: Any, obj: Any = None) -> bool:
    """The person's home lies in the kecamatan of the proposal's cycle."""
    return obj is not None and bool(lives_in(user, obj if isinstance(obj, Cycle) else obj.cycle))


@rules.predicate
def is_taken_in(user: Any, obj: Any = None) -> bool:
    """Proposals of the work's village are taken in now."""
    if obj is None or not obj.region_id:
        return False
    return Stage.objects.opening("propose", obj.region_id).filter(cycle_id=obj.cycle_id).exists()


rules.add_perm("musrenbang.propose", lives_in_district & stage_opens("propose"))
rules.add_perm("musrenbang.edit", is_proposer & is_editable)
rules.add_perm("musrenbang.submit", is_proposer & lives_in_district & stage_opens("propose"))
rules.add_perm("musrenbang.resubmit", is_proposer & stage_opens("resubmit"))
rules.add_perm("musrenbang.withdraw", is_proposer)


@rules.predicate
def forum_votes(user: Any, obj: Any = None) -> bool:
    """The vote is that of a forum; who came to it votes, whatever stage runs."""
    return obj is not None and getattr(obj, "forum_id", None) is not None


@rules.predicate
def on_the_roll(user: Any, obj: Any = None) -> bool:
    """The person was present when the forum's ballot opened and took no paper."""
    return bool(stands(user, Rung.REGISTERED) and obj.electors.filter(user_id=user.pk, paper=False).exists())


@rules.predicate
def fixed_roll(user: Any, obj: Any = None) -> bool:
    """The round's roll is not that of residents as they are now: it was frozen, imported, or is that of a forum."""
    if obj is None or not getattr(obj, "sealed", False):
        return False
    return obj.roll != "warga" or (obj.roll_made_at is not None and not obj.roll_open)


@rules.predicate
def on_fixed_roll(user: Any, obj: Any = None) -> bool:
    """The person stands on that roll."""
    return bool(stands(user, Rung.REGISTERED) and obj.roll_entries.filter(user_id=user.pk).exists())


resident_votes = ~forum_votes & ~fixed_roll & lives_in & stage_opens("vote")
rules.add_perm("musrenbang.vote", (forum_votes & on_the_roll) | (fixed_roll & on_fixed_roll) | resident_votes)

village = has_mandate(Role.VILLAGE_OFFICER)
district = has_mandate(*DISTRICT)
planner = has_mandate(Role.PLANNER)
rules.add_perm("musrenbang.verify_village", village)
rules.add_perm("musrenbang.verify_district", district)
rules.add_perm("musrenbang.check", village | district)
rules.add_perm("musrenbang.merge", village | district)
rules.add_perm("musrenbang.split", village | district)
rules.add_perm("musrenbang.lapse", (village | district) & is_lapsed)
rules.add_perm("musrenbang.recommend_desa", village)
rules.add_perm("musrenbang.recommend_kecamatan", district)
for level in ("mitra", "pd", "tapd"):
    rules.add_perm(f"musrenbang.recommend_{level}", planner)
rules.add_perm("musrenbang.extend_stage", district)
rules.add_perm("musrenbang.decide", district)
rules.add_perm("musrenbang.reroute", district | planner)
rules.add_perm("musrenbang.plan", planner)
rules.add_perm("musrenbang.deliver", planner | district)
rules.add_perm("musrenbang.catalogue", has_mandate_here(Role.PLANNER, Role.ADMINISTRATOR))
rules.add_perm("musrenbang.record", village | district | planner)
rules.add_perm("musrenbang.moderate", has_mandate(*MODERATORS) & ~is_proposer)
rules.add_perm("musrenbang.work", village | district | planner)  # sees the desk page of a proposal
rules.add_perm("musrenbang.sipd", district | planner)
rules.add_perm("musrenbang.load_list", district)  # a list of a past year
rules.add_perm("musrenbang.load_sheet", village | district)  # a village's sheet
rules.add_perm("musrenbang.enter", (village | district) & is_taken_in)
