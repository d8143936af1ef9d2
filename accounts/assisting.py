"""Acting for a person who stands beside: she is `by` of every verb, the helper stands in the trail.

`acting(row, helper)` gives the person as rooms see her while she is helped. Her `assist` is asked at every door:
`User.has_perm` lets through only what she agreed to and while the helper may; `audit.services.record` writes the
helper into the entry and lets `witness` count the deed, or refuse it and undo the verb.
"""

from copy import copy
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.models import Assist, AssistedDeed, User
from accounts.registry import ASSISTED
from accounts.rules import ASSIST_ROLES
from core.ratelimit import RateLimited

MAY_NOT = "Anda tidak berwenang membantu warga ini. Mandat Anda tidak meliputi tempat tinggalnya."
BLOCKED = "Bantuan Anda dihentikan sementara karena satu pemeriksaan tidak cocok. Hubungi moderator kecamatan."
OVER = "Waktu membantu sudah habis. Mulai lagi, dan minta persetujuan lagi."
NOT_AGREED = "Anda sedang membantu warga, dan ini di luar yang ia setujui. Tekan Selesai dahulu."
LASTS = timedelta(minutes=60)
ENOUGH = "Anda sudah mencapai batas bantuan hari ini. Lanjutkan besok, atau minta petugas lain."


@dataclass
class Helped:
    """What hangs on the person while she is helped: the record of the help, and who helps."""

    row: Assist
    helper: User

    @cached_property
    def hindrance(self) -> str:
        """Why nothing may be done now, in words; "" where all is well."""
        if not self.row.is_live:
            return OVER
        if not may_help(self.helper, self.row.person):
            return MAY_NOT
        if is_blocked(self.helper):
            return BLOCKED
        return ENOUGH if deeds_today(self.helper) >= settings.ASSISTED_DEEDS_A_DAY else ""

    def allows(self, perm: str) -> bool:
        """Whether the person agreed to this and the helper may do it now."""
        return ASSISTED.opened(self.row.deeds, perm) and not self.hindrance

    def trail_data(self) -> dict[str, Any]:
        """What the trail keeps beside the person's deed: by whose hand, in which office, under which consent."""
        return {"bantuan": self.row.pk, "pendamping": self.helper.pk, "peran_pendamping": self.row.role}

    def witness(self, entry: Any) -> None:
        """Count the deed of this trail entry, a helper's one after the other; what she may not undoes the verb."""
        User.objects.select_for_update().filter(pk=self.helper.pk).first()
        if not Assist.objects.filter(pk=self.row.pk, ended_at=None, until__gt=timezone.now()).exists():
            raise PermissionDenied(OVER)
        if not may_help(self.helper, self.row.person):
            raise PermissionDenied(MAY_NOT)
        if deeds_today(self.helper) >= settings.ASSISTED_DEEDS_A_DAY:
            raise RateLimited(ENOUGH)
        AssistedDeed.objects.create(
            assist=self.row,
            verb=entry.verb,
            target_type=entry.target_type,
            target_id=entry.target_id,
            entry_id=entry.pk,
            at=entry.at,
        )


def may_help(helper: User, person: User) -> bool:
    """Whether this office reaches the person's home; never oneself, never somebody who holds an office."""
    away = person.home is None or person.pk == helper.pk or person.is_superuser
    return not away and helps_at(helper, person.home_id or "")


def helps_at(helper: User, code: str) -> bool:
    """Whether the person holds an office, for this region, whose work it is to help."""
    return helper.is_active and helper.holds(ASSIST_ROLES, code)


def is_blocked(helper: User) -> bool:
    """Somebody she helped said that she did not ask for it, and no moderator has cleared it up."""
    return Assist.objects.filter(helper=helper, result=Assist.Result.DENIED).exists()


def deeds_today(helper: User) -> int:
    """How many deeds went through this helper's hands since midnight."""
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    return AssistedDeed.objects.filter(assist__helper=helper, at__gte=midnight).count()


def acting(row: Assist, helper: User) -> User:
    """The person as rooms see her while she is helped: a citizen without any office."""
    person = copy(row.person)
    person.assist = Helped(row, helper)
    person.mandates_now = []  # no office of hers is ever used by another's hand
    return person
