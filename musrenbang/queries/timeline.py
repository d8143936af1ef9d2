"""The road of a proposal as everybody reads it: from the trail, with roles, reasons, words and figures."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.formats import date_format

from accounts.models import Mandate, Role, User
from audit.models import Entry
from core.text import rupiah
from dialog.states import HideReason
from musrenbang.models import Proposal, Recommendation
from musrenbang.queries.promise_words import PROMISE_DEEDS, promise_detail
from musrenbang.states import PLANNING, PlanLevel, Reason, State, TransferTarget

OTHER_DEEDS = {
    "progress": "Kemajuan pekerjaan",
    "edit": "Diperbaiki pengusul",
    "record": "Data dilengkapi petugas",
    "recommend": "Rekomendasi dicatat",
    "checked": "Hasil pemeriksaan dicatat",
    "reroute": "Perangkat daerah diganti",
    "extend": "Batas perbaikan diperpanjang",
    "sipd": "Status di SIPD",
    "import_list": "Dimuat dari daftar tahun sebelumnya",
    "split_off": "Dibuat dari usulan yang dipecah",
    "ballot": "Hasil pemungutan suara",
    **PROMISE_DEEDS,
    "hide": "Disembunyikan moderator",
    "restore": "Ditampilkan lagi oleh moderator",
}
WHY = {**dict(HideReason.choices), **dict(Reason.choices)}
BACK = frozenset({State.RETURNED, State.NOT_AGREED, State.NOT_TAKEN, State.REOPENED})
NEXT: dict[str, str] = {
    State.SUBMITTED: "Menunggu verifikasi kelurahan/desa",
    State.RETURNED: "Menunggu perbaikan dari pengusul",
    State.VERIFIED_VILLAGE: "Menunggu verifikasi kecamatan",
    State.VERIFIED_DISTRICT: "Dibahas dalam musrenbang kecamatan",
    State.PRIORITY: "Menunggu penetapan RKPD",
    State.RESERVE: "Menunggu penetapan RKPD",
    State.IN_RKPD: "Menunggu penetapan APBD",
    State.IN_APBD: "Menunggu pelaksanaan",
    State.ONGOING: "Menunggu pekerjaan selesai",
    State.REOPENED: "Menunggu perbaikan dan jawaban perangkat daerah",
}


@dataclass(frozen=True)
class Step:
    """One line of the timeline."""

    verb: str
    at: datetime
    title: str
    who: str
    reason: str
    note: str
    detail: str
    back: bool
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Figures:
    """What one level asked or approved: its name, quantity, money."""

    level: str
    quantity: str
    amount: str
    mark: bool = False
    wording: str = ""
    note: str = ""


def village_figures(proposal: Proposal) -> dict[str, Any]:
    """Quantity, cost and wording that the village recommended last; what it left open is missing."""
    last = proposal.recommendations.filter(level=PlanLevel.VILLAGE).order_by("-pk").first()
    found = {"quantity": last.quantity, "cost": last.budget, "wording": last.wording} if last else {}
    return {name: value for name, value in found.items() if value}


def trail_rows(proposal: Proposal) -> list[Any]:
    """Trail entries with the officer's words, name and title of the day; one query."""
    titles = Mandate.objects.filter(user_id=OuterRef("actor_id"), role=OuterRef("role")).order_by("-since", "-id")
    entries = Entry.objects.filter(target_type="musrenbang.proposal", target_id=str(proposal.pk))
    entries = entries.select_related("note").annotate(
        actor_name=Subquery(User.objects.filter(pk=OuterRef("actor_id")).values("full_name")[:1]),
        actor_title=Subquery(titles.values("title")[:1]),
    )
    return list(entries.order_by("id"))


def timeline(rows: list[Any]) -> list[Step]:
    """The lines people read: photos left out, repeated corrections drawn together."""
    steps: list[Step] = []
    for row in rows:
        title = title_of(row)
        if not title or (row.verb == "edit" and steps and steps[-1].verb == "edit"):
            continue
        note = getattr(row, "note", None)
        steps.append(
            Step(
                verb=row.verb,
                at=row.at,
                title=title,
                who=actor_words(row),
                reason=str(WHY.get(row.reason, "")),
                note=note.text if note else "",
                detail=detail_of(row),
                back=row.to_state in BACK and row.from_state != row.to_state,
                data=row.data,
            )
        )
    return steps


def title_of(row: Any) -> str:
    """What happened, in the words of the table."""
    for transition in PLANNING:
        if transition.name == row.verb and row.from_state in transition.sources:
            rank = row.data.get("rank")
            return f"{transition.done} nomor {rank}" if rank else transition.done
    return OTHER_DEEDS.get(row.verb, "")


def actor_words(row: Any) -> str:
    """An officer's name and office; a citizen's name never stands here."""
    if row.role not in Role.values:
        return ""
    office = row.actor_title or str(Role(row.role).label)
    return f"{row.actor_name}, {office}" if row.actor_name else office


def detail_of(row: Any) -> str:
    """The figures of a step in a sentence."""
    data = row.data
    if row.verb in PROMISE_DEEDS:
        return promise_detail(row)
    parts = []
    if row.verb == "ballot":
        parts.append(f"{'Terpilih' if data.get('funded') else 'Belum terpilih'} dengan {data.get('votes', 0)} suara")
    if row.verb == "sipd" and data.get("as_of"):
        parts.append(f"Menurut SIPD, tanggal {date_format(date.fromisoformat(data['as_of']), 'j F Y')}")
    if "percent" in data:
        parts.append(f"Fisik {data['percent']}%")
    if data.get("spent"):
        parts.append(f"dana terpakai {rupiah(int(data['spent']))}")
    if data.get("amount"):
        parts.append(f"Anggaran {rupiah(int(data['amount']))}")
    if row.verb in ("verify_village", "verify_district", "recommend") and data.get("cost"):
        parts.append(f"Rekomendasi anggaran {rupiah(int(data['cost']))}")
    if data.get("target") in TransferTarget.values:
        parts.append(f"Kepada {TransferTarget(data['target']).label}")
    if row.verb == "recommend":
        parts.append(f"Tingkat {PlanLevel(data['level']).label}")
    if row.verb in ("return", "extend") and data.get("due_on"):
        parts.append(f"Paling lambat {date_format(date.fromisoformat(data['due_on']), 'j F Y')}")
    if data.get("into"):
        parts.append(f"Digabung dengan usulan {data['into']}")
    if data.get("parts"):
        parts.append(f"Menjadi usulan {data['parts']}")
    if data.get("origin"):
        parts.append(f"Dari usulan {data['origin']}")
    return ", ".join(parts) + "." if parts else ""


def figures_of_levels(proposal: Proposal, recommended: list[Recommendation]) -> list[Figures]:
    """The citizen's original and what every later level recommended last, side by side; empty while there is one."""
    unit = f" {proposal.unit}" if proposal.unit else ""
    original = Figures("Usulan warga", measure(proposal.quantity, unit), money(proposal.estimated_cost), True)
    rows = {"citizen": original}
    for level in PlanLevel:
        for one in (row for row in recommended if row.level == level):
            figures = (measure(one.quantity, unit), money(one.budget))
            rows[level] = Figures(str(level.label), *figures, wording=one.wording, note=one.note)
    if proposal.rkpd_amount:
        rows["rkpd"] = Figures("RKPD", "", money(proposal.rkpd_amount))
    if proposal.apbd_amount:
        rows["apbd"] = Figures(f"APBD {proposal.cycle.plan_year}", "", money(proposal.apbd_amount))
    return list(rows.values()) if len(rows) > 1 else []


def measure(value: Any, unit: str) -> str:
    """240 m; 12,5 m²."""
    if value in (None, ""):
        return "–"
    text = f"{float(value):,.2f}".rstrip("0").rstrip(".")
    return text.replace(",", " ").replace(".", ",").replace(" ", ".") + unit


def money(value: Any) -> str:
    return rupiah(int(value)) if value not in (None, "") else "–"


@dataclass(frozen=True)
class MoneyBar:
    """One bar of the road of the money; `width` is percent of the longest."""

    label: str
    amount: str
    width: str
    paid: bool = False


def money_bars(proposal: Proposal, steps: list[Step]) -> list[MoneyBar]:
    """Planned, budgeted, paid; empty before the plan."""
    spent = next((int(one.data["spent"]) for one in reversed(steps) if one.data.get("spent")), 0)
    rows: list[tuple[str, Any, bool]]
    rows = [("Direncanakan (RKPD)", proposal.rkpd_amount, False), ("Dianggarkan (APBD)", proposal.apbd_amount, False)]
    rows += [("Terpakai", spent, True)] if spent else []
    known = [(label, int(value), paid) for label, value, paid in rows if value]
    longest = max((value for _, value, _ in known), default=0)
    return [MoneyBar(label, money(value), f"{value * 100 / longest:.1f}%", paid) for label, value, paid in known]


def percent_done(steps: list[Step]) -> int | None:
    """The latest physical progress."""
    return next((int(one.data["percent"]) for one in reversed(steps) if "percent" in one.data), None)
