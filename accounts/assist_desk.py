"""Help on the officers' desk: call-backs that wait, the tools for helpers and overseers, who may see a signed sheet."""

from typing import Any

from accounts.models import Assist
from accounts.queries import helps_seen_by, helps_within, regions_of
from accounts.registry import DeskItem
from accounts.rules import ASSIST_ROLES, OVERSEE_ROLES


def queue(user: Any) -> list[DeskItem]:
    """Helps drawn for a call-back, and those that a person denied."""
    if not regions_of(user, OVERSEE_ROLES):
        return []
    rows = helps_within(user).filter(check_due__isnull=False, checked_at=None).exclude(helper=user)
    return [_as_item(row) for row in rows.order_by("check_due", "id")[:200]]


def _as_item(row: Assist) -> DeskItem:
    return DeskItem(
        title=f"Bantuan {row.code_spaced}",
        url=f"/petugas/bantuan/{row.pk}/periksa/",
        kind="Periksa bantuan",
        step="Disanggah, periksa" if row.result else "Hubungi yang dibantu",
        where=row.region.name,
        who=row.helper.full_name if row.helper else "",
        due=row.check_due,
    )


def tools(user: Any) -> list[tuple[str, str]]:
    """The pages of help this officer may enter."""
    held = [("Bantu warga", "/petugas/bantuan/")] if _helps(user) else []
    return held + ([("Periksa bantuan", "/petugas/bantuan/periksa/")] if regions_of(user, OVERSEE_ROLES) else [])


def _helps(user: Any) -> bool:
    return any(mandate.role in ASSIST_ROLES for mandate in user.mandates_now)


def may_see_sheet(user: Any, stored: Any) -> bool:
    """A signed sheet is seen by the person, who helped her, and who oversees help in her place."""
    return bool(user.is_authenticated and user.is_active and helps_seen_by(user).filter(sheet=stored).exists())
