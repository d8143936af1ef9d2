"""The register of offices as an administrator asks for it: by name, role, place, state."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from accounts.models import Mandate, Role, User
from accounts.queries import mandates_for
from core.text import clean
from wilayah.queries import within

STATES = {"berlaku": "Berlaku", "akan": "Belum mulai", "berakhir": "Berakhir"}
SORTS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "wilayah": ("Wilayah", ("ended_at", "region_id", "role", "pk")),
    "nama": ("Nama", ("user__full_name", "pk")),
    "terbaru": ("Terbaru diberikan", ("-pk",)),
}


@dataclass(frozen=True)
class RegisterAsked:
    """An administrator's question, already checked."""

    q: str = ""
    role: str = ""
    region: str = ""
    state: str = ""
    sort: str = "wilayah"

    @property
    def narrowed(self) -> bool:
        """Whether anything but the order was asked for."""
        return bool(self.q or self.role or self.region or self.state)


def register_asked(get: QueryDict) -> RegisterAsked:
    """Read the address; unknown names and values do not count."""
    role, region, state, sort = (get.get(name, "") for name in ("peran", "wilayah", "keadaan", "urut"))
    return RegisterAsked(
        q=" ".join(clean(get.get("q", "")).split())[:80],
        role=role if role in Role.values else "",
        region=region if region.replace(".", "").isdecimal() and region.isascii() and len(region) <= 13 else "",
        state=state if state in STATES else "",
        sort=sort if sort in SORTS else "wilayah",
    )


def register_rows(administrator: User, question: RegisterAsked) -> QuerySet[Mandate]:
    """The offices of the administrator's region that fit the question."""
    rows = mandates_for(administrator).order_by(*SORTS[question.sort][1])
    for word in question.q.split()[:5]:
        rows = rows.filter(
            Q(user__full_name__icontains=word) | Q(user__username__istartswith=word) | Q(title__icontains=word)
        )
    if question.role:
        rows = rows.filter(role=question.role)
    if question.region:
        rows = rows.filter(within("region_id", question.region))
    return rows.filter(_in_state(question.state)) if question.state else rows


def _in_state(state: str) -> Q:
    today = timezone.localdate()
    over = Q(ended_at__isnull=False) | Q(until__lt=today)
    if state == "berakhir":
        return over
    return ~over & (Q(since__gt=today) if state == "akan" else Q(since__lte=today))
