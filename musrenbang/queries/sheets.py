"""Which tables of proposals an officer deals with, and for which places."""

from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import Role
from accounts.rules import OFFICE_ROLES
from musrenbang.models import Cycle, ProposalSheet
from wilayah.models import Level, Region
from wilayah.queries import root_region, villages, within

LOADS = frozenset({*OFFICE_ROLES, Role.VILLAGE_OFFICER})


def held(user: Any, roles: frozenset[Any], field: str) -> Q:
    """Regions in which this person holds one of these offices."""
    scope = Q(pk__in=[])
    for mandate in user.mandates_now:
        if mandate.role in roles:
            scope |= within(field, mandate.region_id)
    return scope


def sheets_of(user: Any) -> QuerySet[ProposalSheet]:
    """Tables of the officer's regions, newest first, without their bytes."""
    rows = ProposalSheet.objects.filter(held(user, LOADS, "region_id")).defer("content")
    return rows.select_related("by", "region", "cycle").order_by("-id")


def districts_of(user: Any) -> QuerySet[Region]:
    """Kecamatan whose past lists this officer loads."""
    here = Region.objects.within(root_region().pk).filter(level=Level.DISTRICT)
    return here.filter(held(user, frozenset(OFFICE_ROLES), "pk")).order_by("code")


def villages_of(user: Any) -> QuerySet[Region]:
    """Kelurahan and desa whose sheets this officer loads."""
    return villages().filter(held(user, LOADS, "pk")).order_by("code")


def collecting_cycles(user: Any) -> QuerySet[Cycle]:
    """Cycles of the officer's kecamatan that take proposals in at some time; newest first."""
    places = [mandate.region_id for mandate in user.mandates_now if mandate.role in LOADS]
    around = Q(pk__in=[])
    for code in places:
        around |= within("region_id", code) | Q(region_id=".".join(code.split(".")[:3]))
    return Cycle.objects.filter(around, stages__kind="usulan").select_related("region").order_by("-plan_year")
