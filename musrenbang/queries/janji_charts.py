"""The charts and tables of "Janji dan kenyataan": each with its sentence, and the same numbers to take away."""

from collections.abc import Callable, Iterable
from typing import Any

from core.charts import Bars
from core.text import rupiah
from musrenbang.commitment_choices import Verdict
from musrenbang.queries.janji import FUNNEL, Asked, Board, Line, Offered, late_steps, late_works
from musrenbang.states import Reason, State

STEPS = {
    "usulan": "Usulan masuk",
    "prioritas": "Prioritas kecamatan",
    "rkpd": "Masuk RKPD",
    "apbd": "Masuk APBD",
    "selesai": "Selesai",
}
MONEY = {"rkpd": "Direncanakan (RKPD)", "pagu": "Dianggarkan", "kontrak": "Dikontrak", "bayar": "Dibayar"}
ORDER = [state.value for state in State]
REASON_WORDS = dict(Reason.choices)


def many(number: int) -> str:
    """1.250"""
    return f"{number:,}".replace(",", ".")


def days_words(value: float) -> str:
    """12 or 12,5"""
    return f"{value:g}".replace(".", ",")


def funnel(board: Board) -> Bars:
    """From proposed to done."""
    rows = [(label, board.of(name).number, "paid" if name == "selesai" else "") for name, label in STEPS.items()]
    n = {name: many(board.of(name).number) for name in STEPS}
    sentence = (
        f"Dari {n['usulan']} usulan, {n['prioritas']} menjadi prioritas, {n['rkpd']} masuk RKPD, "
        f"{n['apbd']} masuk APBD, dan {n['selesai']} selesai."
    )
    return Bars("Dari usulan sampai selesai", sentence, rows, unit="usulan", label="Tahap", level=2)


def money(board: Board) -> Bars:
    """Planned against contracted against paid."""
    rows = [(label, board.of(name).amount, "paid" if name == "bayar" else "") for name, label in MONEY.items()]
    planned, paid = board.of("rkpd").amount, board.of("bayar").amount
    share = f" ({int(paid * 100 // planned)}%)" if planned else ""
    sentence = f"Dari {rupiah(planned)} yang direncanakan, {rupiah(paid)} sudah dibayar{share}."
    return Bars("Uang yang direncanakan dan yang dibayar", sentence, rows, unit="Rp", label="Tahap", level=2)


def days(board: Board) -> Bars:
    """How long proposals stood in each stage."""
    medians = board.medians()
    rows = [(str(State(name).label), medians[name][0]) for name in ORDER if name in medians]
    if not rows:
        return Bars("Lama setiap tahap", "Belum ada tahap yang selesai dilalui.", [], level=2)
    longest = max(rows, key=lambda row: row[1])
    sentence = f"Paling lama usulan menunggu pada “{longest[0]}”: separuh lebih dari {days_words(longest[1])} hari."
    return Bars("Lama setiap tahap (median)", sentence, rows, unit="hari", label="Tahap", level=2)


def reasons(board: Board) -> Bars:
    """Why proposals were not taken up."""
    found = {name.removeprefix("alasan:"): cell.number for name, cell in board.totals.items() if name[:7] == "alasan:"}
    ordered = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    rows = [(str(REASON_WORDS.get(code, code)), number, "lost") for code, number in ordered]
    if not rows:
        return Bars("Alasan penolakan", "Tidak ada usulan yang ditolak atau dialihkan.", [], level=2)
    total = many(sum(found.values()))
    sentence = f"{total} usulan tidak diakomodasi atau dialihkan. Alasan terbanyak: {str(rows[0][0]).lower()}."
    return Bars("Alasan penolakan", sentence, rows, unit="usulan", label="Alasan", level=2)


def voices(board: Board) -> Bars:
    """What people say of the finished works."""
    tones = {Verdict.YES: "paid", Verdict.NO: "lost"}
    rows = [(str(one.label), board.of(f"jawab:{one}").number, tones.get(one, "")) for one in Verdict]
    total = sum(int(row[1]) for row in rows)
    if not total:
        return Bars("Kata warga tentang hasilnya", "Belum ada warga yang menjawab.", [], level=2)
    sentence = f"{many(int(rows[0][1]))} dari {many(total)} jawaban mengatakan pekerjaan sudah selesai dan berfungsi."
    return Bars("Kata warga tentang hasilnya", sentence, rows, unit="jawaban", label="Jawaban", level=2)


CHARTS: dict[str, Callable[[Board], Bars]] = {
    "corong": funnel,
    "uang": money,
    "hari": days,
    "alasan": reasons,
    "jawaban": voices,
}
LINES: dict[str, tuple[str, Callable[[Board], list[Line]]]] = {
    "wilayah": ("wilayah", lambda board: board.villages),
    "bidang": ("bidang", lambda board: board.categories),
    "pd": ("perangkat_daerah", lambda board: board.agencies),
    "tahun": ("tahun_rencana", lambda board: board.years),
}
LATE_HEADER = ["nomor", "judul", "kode_wilayah", "wilayah", "perangkat_daerah", "jenis", "dijanjikan", "langkah"]
TABLES = (*CHARTS, *LINES, "terlambat")


def as_table(name: str, board: Board, question: Asked, known: Offered) -> tuple[list[str], Iterable[list[Any]]]:
    """Header and rows of one of the TABLES."""
    if name in CHARTS:
        chart = CHARTS[name](board)
        return [chart.label.lower(), chart.measure.lower()], [list(row[:2]) for row in chart.rows]
    if name in LINES:
        label, take = LINES[name]
        header = [label, *FUNNEL, "rupiah_rkpd", "rupiah_kontrak", "rupiah_dibayar"]
        return header, [line_row(line) for line in take(board)]
    return LATE_HEADER, late_rows(question, known, board.year)


def line_row(line: Line) -> list[Any]:
    """One line with all its numbers."""
    sums = [line.of(name).amount for name in ("rkpd", "kontrak", "bayar")]
    return [line.label, *line.numbers, *sums]


def late_rows(question: Asked, known: Offered, year: int | None) -> Iterable[list[Any]]:
    """Everything that is late."""
    if year is None:
        return
    for row in late_steps(question, known, year).iterator(chunk_size=500):
        yield [
            row.number,
            row.public_title,
            row.region_id,
            row.region.label if row.region else "",
            row.final_agency,
            "langkah",
            row.due_on,
            str(row.state_label),
        ]
    for work in late_works(question, known, year).iterator(chunk_size=500):
        of = work.proposal
        yield [
            of.number,
            of.public_title,
            of.region_id,
            of.region.label if of.region else "",
            work.agency.name if work.agency else "",
            "pekerjaan",
            work.due_on,
            f"Fisik {work.percent}%",
        ]
