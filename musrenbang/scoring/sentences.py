"""Why: scores, places and the ceiling in plain Indonesian."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from musrenbang.scoring.criteria import CriteriaSet
from musrenbang.scoring.filling import Filling, Key, Outcome
from musrenbang.scoring.ranking import Tie
from musrenbang.tally.sentences import rupiah

TIES: dict[Tie, str] = {
    Tie.NONE: "",
    Tie.HOUSEHOLDS: "Skornya sama dengan usulan lain. Urutan ditentukan oleh jumlah KK yang terbantu.",
    Tie.COST: "Skor dan jumlah KK sama dengan usulan lain. Urutan ditentukan oleh biaya yang lebih rendah.",
    Tie.EARLIER: "Skor, jumlah KK, dan biaya sama dengan usulan lain. Yang diajukan lebih dahulu didahulukan.",
    Tie.LOT: "Skor, jumlah KK, biaya, dan waktu pengajuan sama. Urutan diundi oleh forum.",
    Tie.OPEN: "Skor, jumlah KK, biaya, dan waktu pengajuan sama. Urutan masih harus diundi oleh forum.",
}


def figure(value: Decimal) -> str:
    """A score as people here write it: 82,40.

    >>> figure(Decimal("82.4"))
    '82,40'
    """
    return f"{value:.2f}".replace(".", ",")


def how_scored(value: Decimal, scorers: int) -> str:
    """The score in a sentence."""
    if scorers == 1:
        return f"Skor {figure(value)} dari 100, oleh satu penilai."
    return f"Skor {figure(value)} dari 100, rata-rata {scorers} penilai."


def parts(chosen: CriteriaSet, kind: str, points: Mapping[str, Decimal]) -> list[tuple[str, str, str]]:
    """One row a criterion: its words, its share of the weight in percent, the mean points."""
    criteria = chosen.of(kind)
    total = sum(one.weight for one in criteria)
    rows = []
    for one in criteria:
        share = f"{Decimal(one.weight * 100) / total:.1f}".replace(".", ",")
        got = points.get(one.key)
        rows.append((one.label, f"{share}%", figure(got) if got is not None else "–"))
    return rows


def barred(failed: Sequence[str]) -> str:
    """Why a proposal was not ranked."""
    return f"Tidak diurutkan karena belum memenuhi syarat: {'; '.join(failed)}."


NOT_SCORED = "Belum diurutkan karena belum dinilai."


def why(line: Filling[Key], tie: Tie = Tie.NONE) -> str:
    """Why this proposal is a priority, or why it waits in reserve."""
    return " ".join(filter(None, [f"Urutan {line.candidate.rank}.", _reason(line), TIES[tie]]))


def _reason(line: Filling[Key]) -> str:
    cost = rupiah(line.candidate.cost or 0)
    if line.outcome is Outcome.FITS:
        return f"Biaya {cost} masuk dalam sisa pagu {rupiah(line.before)}."
    if line.outcome is Outcome.OVER:
        return f"Biaya {cost} melebihi sisa pagu {rupiah(line.before)}, kurang {rupiah(line.short)}."
    if line.outcome is Outcome.NO_COST:
        return "Perkiraan biayanya belum ada, jadi belum dapat masuk pagu."
    if line.outcome is Outcome.NO_PURSE:
        return "Bidang ini tidak mempunyai pagu."
    if line.outcome is Outcome.PUT_IN:
        return f"Ditetapkan forum di luar urutan, biaya {cost}. Alasan: {line.note}"
    return f"Ditunda forum di luar urutan. Alasan: {line.note}"


def summary(lines: Sequence[Filling[Key]], total: int) -> str:
    """The filling in one sentence."""
    chosen = [line for line in lines if line.paid or line.outcome in (Outcome.FITS, Outcome.PUT_IN)]
    spent = sum(line.paid for line in chosen)
    return f"{len(chosen)} dari {len(lines)} usulan masuk prioritas, memakai {rupiah(spent)} dari pagu {rupiah(total)}."
