"""Which people: found by what they type to log in, or by an officer within the mandate."""

from typing import Any

from django.conf import settings
from django.db.models import Case, Q, QuerySet, When

from accounts.models import Assist, Mandate, Role, User
from accounts.phone import phone_or_none
from accounts.rules import CONFIRM_ROLES, OVERSEE_ROLES
from core.text import similarity, words
from wilayah.queries import around, within

TITLES = frozenset({"ibu", "bu", "bapak", "pak", "mbah", "mbak", "mas", "hj", "haji", "hajah", "h"})
LIKE_NAMES = 75


def find_login(text: str) -> User | None:
    """The active person who logs in by this username, e-mail or mobile number."""
    text = text.strip()
    if "@" in text:
        wanted = Q(email=text.lower())
    elif phone := phone_or_none(text):
        wanted = Q(phone=phone)
    else:
        wanted = Q(username=text.lower())
    return User.objects.filter(wanted, is_active=True).first()


def regions_of(user: User, roles: frozenset[str] | set[str]) -> list[str]:
    """Region codes for which the person holds one of these roles today."""
    codes = [m.region_id for m in user.mandates_now if m.role in roles]
    return codes or ([settings.REGION_ROOT] if user.is_superuser else [])


def _inside(field: str, codes: list[str]) -> Q:
    inside = Q(pk__in=[])
    for code in codes:
        inside |= within(field, code)
    return inside


def answers_for(user: User, roles: frozenset[str] | set[str], field: str) -> Q:
    """Q for rows whose region (`field`) these offices of the person answer for; the twin of has_mandate_here."""
    codes = [m.region_id for m in user.mandates_now if m.role in roles]
    mine = _inside(field, codes)
    root = settings.REGION_ROOT
    if any(root == code or root.startswith(code + ".") for code in codes):
        mine |= Q(**{f"{field}__in": around(root)})
    return mine


def people_for(officer: User) -> QuerySet[User]:
    """People the officer may look up at the counter: alive accounts with a home within the mandate."""
    codes = regions_of(officer, CONFIRM_ROLES)
    return User.objects.filter(_inside("home_id", codes), erased_at=None).select_related("home")


def search_people(officer: User, text: str) -> QuerySet[User]:
    """People found by name, username or the whole mobile number."""
    people = people_for(officer)
    if phone := phone_or_none(text):
        return people.filter(phone=phone)
    for word in text.split()[:5]:
        people = people.filter(Q(full_name__icontains=word) | Q(username__istartswith=word))
    begins = Case(When(full_name__istartswith=text.strip(), then=0), default=1)  # "ani" is Ani before Handayani
    return people.order_by(begins, "full_name", "pk")


def bare_name(text: str) -> str:
    """The name without the address before it: "Ibu Hj. Sumiati" is "sumiati"."""
    return " ".join(word for word in words(text) if word not in TITLES)


def like_people(*, helper: User, full_name: str, home: str, rt: int | None, rw: int | None) -> list[User]:
    """People of the village whose names are so alike that they may be the same; at most six, the likest first."""
    name = bare_name(full_name)
    near = Q(pk__in=[])
    for word in name.split()[:5]:
        near |= Q(full_name__icontains=word[:4])
    rows = User.objects.filter(near, home_id=home, erased_at=None, is_active=True).exclude(pk=helper.pk)
    scored = []
    for person in rows.select_related("home")[:3000]:
        score = similarity(bare_name(person.full_name), name)
        away = bool(rt and person.rt and rt != person.rt) + bool(rw and person.rw and rw != person.rw)
        if score - 5 * away >= LIKE_NAMES:
            scored.append((-score + 5 * away, person.pk, person))
    return [person for *_, person in sorted(scored, key=lambda row: row[:2])[:6]]


def helps_of(helper: User) -> QuerySet[Assist]:
    """The people this helper helped, the latest first."""
    rows = Assist.objects.filter(helper=helper).select_related("person__home").prefetch_related("deeds_done")
    return rows.order_by("-id")


def helps_within(overseer: User) -> QuerySet[Assist]:
    """All help given in the region this moderator or administrator looks after."""
    codes = regions_of(overseer, OVERSEE_ROLES)
    rows = Assist.objects.filter(_inside("region_id", codes)).select_related("person", "helper", "region", "checked_by")
    return rows.prefetch_related("deeds_done").order_by("-id")


def helps_seen_by(user: User) -> QuerySet[Assist]:
    """Receipts this person may open: her own, those of people she helped, those she looks after."""
    codes = regions_of(user, OVERSEE_ROLES)
    seen = Q(person=user) | Q(helper=user) | _inside("region_id", codes)
    return Assist.objects.filter(seen).select_related("person__home", "helper", "region", "checked_by")


def mandates_for(administrator: User) -> QuerySet[Mandate]:
    """Offices of the administrator's region, those in force first."""
    codes = regions_of(administrator, {Role.ADMINISTRATOR})
    return (
        Mandate.objects.filter(_inside("region_id", codes))
        .select_related("user", "region")
        .order_by("ended_at", "region_id", "role", "pk")
    )


def own_check(user: User) -> Any:
    """The latest time somebody confirmed this person's home, with the officer."""
    return user.residence_checks.select_related("by").order_by("-pk").first()
