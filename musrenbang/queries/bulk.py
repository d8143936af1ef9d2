"""Many proposals, one deed: what will happen to each, or why it is left out."""

from dataclasses import dataclass
from typing import Any

from core.states import StateError
from musrenbang.models import Check, Proposal
from musrenbang.states import REROUTABLE, Verdict

MOST = 100
# Deeds that may be done to many at once, with the words of their button.
DEEDS: dict[str, str] = {
    "verify_village": "Verifikasi (kelurahan/desa)",
    "verify_district": "Verifikasi (kecamatan)",
    "return": "Kembalikan untuk diperbaiki",
    "reserve": "Jadikan cadangan",
    "decline": "Belum dapat diakomodasi",
    "refuse": "Tidak diakomodasi",
    "transfer": "Alihkan",
    "reroute": "Ganti perangkat daerah",
}
CHECKED = frozenset({"verify_village", "verify_district"})


@dataclass(frozen=True)
class Outcome:
    """What a deed will do to one proposal; `skipped` says why it will not."""

    proposal: Proposal
    skipped: str = ""


def outcomes(user: Any, rows: list[Proposal], deed: str) -> list[Outcome]:
    """Foresee the deed for each row; two queries whatever their number. The verb decides again when it is done."""
    wrong = with_problems(rows) if deed in CHECKED else set()
    return [Outcome(row, why_not(user, row, deed, wrong)) for row in rows]


def why_not(user: Any, row: Proposal, deed: str, wrong: set[int]) -> str:
    """Why this deed cannot be done to this proposal now, "" where it can."""
    if deed != "reroute":
        try:
            rule = row.LIFECYCLE.row(deed, row.state).rule
        except StateError:
            return f"Tidak dapat pada status “{row.state_label}”"
    elif row.state not in REROUTABLE:
        return f"Tidak dapat pada status “{row.state_label}”"
    else:
        rule = "musrenbang.reroute"
    if not user.has_perm(rule, row):
        return "Bukan wewenang Anda"
    return "Pemeriksaan masih bermasalah" if row.pk in wrong else ""


def with_problems(rows: list[Proposal]) -> set[int]:
    """Keys of proposals with a point of the checklist that is still a problem; one query."""
    newest: dict[tuple[int, str], str] = {}
    checks = Check.objects.filter(proposal__in=rows).order_by("id").values_list("proposal_id", "topic", "verdict")
    for proposal, topic, verdict in checks:
        newest[(proposal, topic)] = verdict
    return {proposal for (proposal, _), verdict in newest.items() if verdict == Verdict.PROBLEM}
