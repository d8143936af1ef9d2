"""Giving and ending offices, and keeping the back office's groups in step with them."""

from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Mandate, Role, User
from accounts.sessions import end_sessions
from audit.services import record
from core.periodic import one_by_one
from wilayah.models import Level, Region

LEVELS = {
    Role.VILLAGE_OFFICER: {Level.VILLAGE},
    Role.OFFICER: {Level.DISTRICT},
    Role.CAMAT: {Level.DISTRICT},
}
ACCESS = "wagtailadmin.access_admin"
# What a fresh group may do in the back office besides pages, which cms gives it at its root page.
ROLE_PERMISSIONS: dict[str, tuple[str, ...]] = {
    Role.EDITOR: (ACCESS,),
    Role.MODERATOR: (ACCESS,),
    Role.ADMINISTRATOR: (
        ACCESS,
        *(f"wilayah.{deed}_{model}" for model in ("holiday", "levelname") for deed in ("add", "change", "delete")),
    ),
}


def group_name(role: str, code: str) -> str:
    """ "editor 33.23.03": one group per role and kecamatan; wider offices keep their own code."""
    return f"{role} {'.'.join(code.split('.')[:3])}"


def group_for(role: str, region: Region | str) -> Group:
    """The back office's group of a role and the kecamatan the region lies in; made on first use."""
    code = region if isinstance(region, str) else region.code
    group, made = Group.objects.get_or_create(name=group_name(role, code))
    if made:
        wanted = Q(pk__in=[])
        for dotted in ROLE_PERMISSIONS.get(role, ()):
            app, codename = dotted.split(".")
            wanted |= Q(content_type__app_label=app, codename=codename)
        group.permissions.set(Permission.objects.filter(wanted))
    return group


@transaction.atomic
def sync_groups(user: User) -> bool:
    """Put the person into the groups of her offices in force and out of all other role groups; True if it changed."""
    wanted = {group_for(m.role, m.region_id) for m in Mandate.objects.filter(user=user).current()}
    held = {group for group in user.groups.all() if group.name.partition(" ")[0] in Role.values}
    user.groups.add(*(wanted - held))
    user.groups.remove(*(held - wanted))
    user.__dict__.pop("mandates_now", None)
    return wanted != held


def governs(by: User, user: User) -> bool:
    """Whether `by` is administrator for every office this person holds today."""
    return all(by.holds({Role.ADMINISTRATOR}, mandate.region_id) for mandate in user.mandates_now)


def _demand_administrator(by: User | None, region: Region) -> None:
    if by is not None and not by.has_perm("accounts.give_mandate", region):
        raise PermissionDenied("Hanya administrator wilayah ini yang dapat mengatur mandat.")


@transaction.atomic
def give_mandate(
    *,
    by: User | None,
    user: User,
    role: str,
    region: Region,
    title: str = "",
    since: date | None = None,
    until: date | None = None,
) -> Mandate:
    """A person takes office. `by` None is the house itself (first administrator, demo)."""
    _demand_administrator(by, region)
    if not user.is_active:
        raise ValidationError({"user": "Akun ini tidak aktif."})
    if region.level not in LEVELS.get(Role(role), set(Level)):
        raise ValidationError({"region": "Peran ini tidak cocok dengan tingkat wilayah yang dipilih."})
    for old in _expired(Mandate.objects.filter(user=user)):
        _close(old)
    mandate = Mandate(user=user, role=role, region=region, title=title, until=until, given_by=by)
    mandate.since = since or timezone.localdate()
    if until and until < mandate.since:
        raise ValidationError({"until": "Tanggal selesai tidak boleh sebelum tanggal mulai."})
    try:
        with transaction.atomic():
            mandate.save()
    except IntegrityError as error:
        raise ValidationError({"user": "Orang ini sudah memegang peran yang sama di wilayah ini."}) from error
    sync_groups(user)
    record(by=by, verb="beri_mandat", target=mandate, role=by.acting_role(region) if by else "", data=_facts(mandate))
    return mandate


@transaction.atomic
def end_mandate(*, by: User | None, mandate: Mandate) -> Mandate:
    """A person leaves office, at once."""
    # All administrators are held, always in one order: two who end each other at once must not leave none.
    rows = Mandate.objects.select_for_update(of=("self",)).filter(Q(pk=mandate.pk) | Q(role=Role.ADMINISTRATOR))
    held = {row.pk: row for row in rows.filter(ended_at=None).select_related("region", "user").order_by("pk")}
    mandate = held.get(mandate.pk, mandate)
    _demand_administrator(by, mandate.region)
    if mandate.pk not in held:
        return Mandate.objects.get(pk=mandate.pk)
    if mandate.role == Role.ADMINISTRATOR and not _other_administrators(mandate):
        raise ValidationError("Ini administrator terakhir. Beri mandat administrator kepada orang lain dahulu.")
    mandate.ended_at = timezone.now()
    mandate.save(update_fields=["ended_at"])
    sync_groups(mandate.user)
    role = by.acting_role(mandate.region) if by else ""
    record(by=by, verb="akhiri_mandat", target=mandate, role=role, data=_facts(mandate))
    return mandate


def end_expired_mandates() -> int:
    """Take people whose last day in office is past out of their groups, and let those in whose first day came."""
    today = timezone.localdate()
    lately = (today - timedelta(days=7), today)  # the house may have stood still on the day itself
    beginning = User.objects.filter(mandates__since__range=lately, mandates__ended_at=None).distinct()
    try:
        return one_by_one(_expired(Mandate.objects.filter(until__lt=today)), _close)
    finally:
        one_by_one(beginning, sync_groups)


def _expired(mandates: QuerySet[Mandate]) -> QuerySet[Mandate]:
    return mandates.filter(until__lt=timezone.localdate(), ended_at=None).select_related("user")


@transaction.atomic
def _close(mandate: Mandate) -> None:
    if Mandate.objects.filter(pk=mandate.pk, ended_at=None).update(ended_at=timezone.now()):
        sync_groups(mandate.user)
        record(by=None, verb="mandat_selesai", target=mandate, data=_facts(mandate))


def _other_administrators(mandate: Mandate) -> bool:
    others = Mandate.objects.filter(role=Role.ADMINISTRATOR, user__is_active=True).current().exclude(pk=mandate.pk)
    return any(other.covers(mandate.region_id) for other in others)


def _facts(mandate: Mandate) -> dict[str, str | int]:
    return {"user": mandate.user_id, "role": mandate.role, "region": mandate.region_id}


@transaction.atomic
def reset_second_factor(*, by: User, mandate: Mandate) -> None:
    """An officer lost phone and recovery codes: the administrator, who sees the person, lets her set up anew."""
    _demand_administrator(by, mandate.region)
    if mandate.user_id == by.pk or not governs(by, mandate.user):
        raise PermissionDenied("Minta administrator lain untuk mengatur ulang pengaman ini.")
    end_sessions(mandate.user)
    Authenticator.objects.filter(user_id=mandate.user_id).delete()
    record(by=by, verb="atur_ulang_pengaman", target=mandate, role=by.acting_role(mandate.region), data=_facts(mandate))
