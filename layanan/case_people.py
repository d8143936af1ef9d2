"""Whose work applications are, what waits at the desk, and what letters and the access log hold of a person."""

from typing import Any

from django.db.models import F
from django.utils import timezone

from accounts.registry import DeskItem
from layanan.application_states import AT_WORK, ApplicationState
from layanan.models import Application, CaseLook, CaseNote, Letter, Official
from layanan.queries.cases import mine, works
from layanan.queries.seats import TURN, turns_of
from layanan.services.letters import erase_letter

STEPS = {
    ApplicationState.SUBMITTED: "Periksa permohonan",
    ApplicationState.CHECKED: "Siapkan surat",
    ApplicationState.SECTION: "Beri paraf",
    ApplicationState.SECRETARY: "Beri paraf",
    ApplicationState.SIGNING: "Tanda tangani",
}
SHOWN = 50


def desk_queue(user: Any) -> list[DeskItem]:
    """Applications whose next step is this officer's: unowned or her own to check, and her turns in the chain."""
    if not works(user):
        return []
    rows = mine(user).filter(state__in=AT_WORK).select_related("service", "village")
    turns = turns_of(user)
    others = [state for state in TURN if state not in turns]
    rows = rows.exclude(state__in=others).order_by(F("due_at").asc(nulls_last=True), "id")
    return [_item(row) for row in rows[:SHOWN]]


def _item(row: Application) -> DeskItem:
    return DeskItem(
        title=row.service.name,
        url=row.desk_url,
        kind="Layanan",
        step=STEPS[ApplicationState(row.state)],
        detail=row.number,
        where=row.village.label if row.village else "",
        who=row.name,
        due=timezone.localdate(row.due_at) if row.due_at else None,
    )


def desk_tools(user: Any) -> list[tuple[str, str]]:
    """Applications and registers, for those who work on them."""
    return [("Permohonan", "/petugas/permohonan/"), ("Buku agenda surat", "/petugas/surat/")] if works(user) else []


def collect(user: Any) -> dict[str, Any]:
    """Letters she got, who looked at her data, and what she wrote, looked at and signed in office."""
    letters = Letter.objects.filter(application__applicant=user).select_related("entry")
    looks = CaseLook.objects.filter(application__applicant=user).order_by("id")
    return {
        "surat": [{"nomor": one.number, "hal": one.subject, "isi": one.body, "keadaan": one.state} for one in letters],
        "data_dibuka": [{"waktu": str(one.at), "yang_dibuka": one.get_kind_display()} for one in looks],
        "catatan_sebagai_petugas": CaseNote.objects.filter(by=user).count(),
        "data_yang_dibuka_sebagai_petugas": CaseLook.objects.filter(user=user).count(),
        "surat_yang_disiapkan": Letter.objects.filter(made_by=user).count(),
        "kewenangan": [str(one) for one in Official.objects.filter(user=user)],
    }


def erase(user: Any) -> None:
    """Empty her letters; what she did in office stays without more of her than the account that is emptied."""
    for letter in Letter.objects.filter(application__applicant=user):
        erase_letter(letter)
    CaseNote.objects.filter(application__applicant=user).delete()
