"""Who may do what to a proposal."""

from typing import Any

import rules

from accounts.models import Role, Rung
from accounts.rules import OFFICE_ROLES, has_mandate, lives_in, rung_for, stands
from dialog.rules import MODERATORS
from musrenbang.models import Cycle, Stage
from musrenbang.states import EDITABLE

DISTRICT = tuple(OFFICE_ROLES)
ASKS = {"propose": "propose", "resubmit": "propose"}  # deed of a stage -> deed of the residence ladder


def stage_opens(deed: str) -> Any:
    """A running stage of the object's cycle opens this deed of citizens, and the person stands high enough for it."""

    @rules.predicate(f"stage_opens:{deed}")
    def check(user: Any, obj: Any = None) -> bool:
        cycle_id = obj.pk if isinstance(obj, Cycle) else getattr(obj, "cycle_id", None)
        if cycle_id is None or not stands(user, Rung.REGISTERED):
            return False
        stages = Stage.objects.opening(deed).filter(cycle_id=cycle_id)
        return any(user.rung >= rung_for(ASKS[deed], stage) for stage in stages)

    return check


@rules.predicate
def is_proposer(user: Any, obj: Any = None) -> bool:
    """The person wrote this proposal."""
    return bool(user.is_authenticated and user.is_active and obj is not None and obj.proposer_id == user.pk)


@rules.predicate
def is_editable(user: Any, obj: Any = None) -> bool:
    """Words and figures may still change: a draft, or returned for correction."""
    return obj is not None and obj.state in EDITABLE


@rules.predicate
def lives_in_district(user: Any, obj: Any = None) -> bool:
    """The person's home lies in the kecamatan of the proposal's cycle."""
    return obj is not None and bool(lives_in(user, obj if isinstance(obj, Cycle) else obj.cycle))


rules.add_perm("musrenbang.propose", lives_in_district & stage_opens("propose"))
rules.add_perm("musrenbang.edit", is_proposer & is_editable)
rules.add_perm("musrenbang.submit", is_proposer & lives_in_district & stage_opens("propose"))
rules.add_perm("musrenbang.resubmit", is_proposer & stage_opens("resubmit"))
rules.add_perm("musrenbang.withdraw", is_proposer)

village = has_mandate(Role.VILLAGE_OFFICER)
district = has_mandate(*DISTRICT)
planner = has_mandate(Role.PLANNER)
rules.add_perm("musrenbang.verify_village", village)
rules.add_perm("musrenbang.verify_district", district)
rules.add_perm("musrenbang.check", village | district)
rules.add_perm("musrenbang.merge", village | district)
rules.add_perm("musrenbang.decide", district)
rules.add_perm("musrenbang.reroute", district | planner)
rules.add_perm("musrenbang.plan", planner)
rules.add_perm("musrenbang.deliver", planner | district)
rules.add_perm("musrenbang.moderate", has_mandate(*MODERATORS) & ~is_proposer)
rules.add_perm("musrenbang.work", village | district | planner)  # sees the desk page of a proposal
