"""Who may do what to a proposal."""

from typing import Any

import rules

from accounts.models import Role
from accounts.rules import OFFICE_ROLES, has_mandate, lives_in, may_do
from musrenbang.models import Cycle
from musrenbang.states import EDITABLE

DISTRICT = tuple(OFFICE_ROLES)


def stage_opens(deed: str) -> Any:
    """A running stage of the object's cycle opens this deed of citizens (states.STAGE_DEEDS)."""

    @rules.predicate(f"stage_opens:{deed}")
    def check(user: Any, obj: Any = None) -> bool:
        cycle_id = obj.pk if isinstance(obj, Cycle) else getattr(obj, "cycle_id", None)
        return cycle_id is not None and Cycle.objects.opening(deed).filter(pk=cycle_id).exists()

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


citizen_here = may_do("propose") & lives_in_district
rules.add_perm("musrenbang.propose", citizen_here & stage_opens("propose"))
rules.add_perm("musrenbang.edit", is_proposer & is_editable)
rules.add_perm("musrenbang.submit", is_proposer & citizen_here & stage_opens("propose"))
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
rules.add_perm("musrenbang.work", village | district | planner)  # sees the desk page of a proposal
