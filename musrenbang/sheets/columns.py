"""The columns of the two tables of proposals, with today's lists; they match the steps of the proposal form."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from core.sheets import Column
from musrenbang.choices import Design, LandStatus
from musrenbang.models import Agency, CatalogueItem, Category, Cycle, Proposal, ProposalSheet, Unit
from musrenbang.states import Reason, State, WorkKind
from wilayah.models import Region
from wilayah.queries import villages

PAST, VILLAGE = ProposalSheet.Kind.PAST, ProposalSheet.Kind.VILLAGE
MOST_ROWS: dict[str, int] = {PAST: 20_000, VILLAGE: 500}
MOST_MONEY = 10**14
# Where a proposal of a past year may have ended; the rest of the road was walked elsewhere.
ENDS: tuple[State, ...] = (
    State.PRIORITY,
    State.RESERVE,
    State.NOT_AGREED,
    State.IN_RKPD,
    State.IN_APBD,
    State.ONGOING,
    State.DONE,
)
ENDS += (State.NOT_TAKEN,)
CHECKED = "Isi Ya bila angka yang tampak ganjil memang benar."
NUMBERS = "Nomor saja, misalnya 02 atau 02, 03."


def columns_of(kind: str, cycle: Cycle, region: Region) -> list[Column]:
    """The columns of a table of this kind; a query for each list."""
    return past_columns(cycle) if kind == PAST else village_columns(cycle)


def what_columns() -> list[Column]:
    """What is asked for: the first step of the form."""
    categories = [(c.slug, c.name) for c in Category.objects.filter(active=True)]
    return [
        Column("title", "Judul usulan", required=True, min=5, max=160, width=40, hint="Pekerjaan dan tempatnya."),
        Column("problem", "Masalah", max=3000, width=50),
        Column("kind", "Jenis", kind="choice", required=True, choices=WorkKind.choices),
        Column("category", "Bidang", kind="choice", required=True, choices=categories),
    ]


def where_columns() -> list[Column]:
    return [
        Column("rt", "RT", max=60, hint=NUMBERS),
        Column("rw", "RW", max=60, hint=NUMBERS),
        Column("landmark", "Patokan lokasi", max=200, width=30),
    ]


def size_columns() -> list[Column]:
    units = [(str(u.pk), u.name) for u in Unit.objects.filter(active=True)]
    return [
        Column("quantity", "Volume", kind="decimal", required=True, min=0, max=10**9),
        Column("unit", "Satuan", kind="choice", required=True, choices=units),
        Column("cost", "Perkiraan biaya", kind="money", max=MOST_MONEY, hint="Rupiah penuh."),
    ]


def people_columns() -> list[Column]:
    return [
        Column("households", "Penerima manfaat (KK)", kind="whole", min=0, max=1_000_000),
        Column("people", "Penerima manfaat (jiwa)", kind="whole", min=0, max=5_000_000),
        Column("women", "Perempuan", kind="whole", min=0, max=5_000_000),
        Column("disabled", "Penyandang disabilitas", kind="whole", min=0, max=5_000_000),
        Column("poor", "Warga miskin", kind="whole", min=0, max=5_000_000),
    ]


def past_columns(cycle: Cycle) -> list[Column]:
    """A list of a past year: what was asked, and where it ended."""
    homes = [(row.code, row.name) for row in villages(cycle.region_id).order_by("code")]
    agencies = [(str(a.pk), a.name) for a in Agency.objects.holding_for(cycle.region_id)]
    ends = [(state.value, str(state.label)) for state in ENDS]
    group = "Kosongkan untuk usulan perorangan; nama orang tidak dimuat."
    return [
        Column("old_number", "Nomor usulan", required=True, max=40, hint="Nomor pada daftar lama, tidak boleh sama."),
        Column("sipd_id", "ID Usulan SIPD", max=40),
        *what_columns(),
        Column("village", "Kelurahan atau desa", kind="choice", required=True, choices=homes, codes=True),
        *where_columns(),
        *size_columns(),
        *people_columns(),
        Column("group", "Kelompok atau lembaga pengusul", max=120, width=30, hint=group),
        Column("submitted_on", "Tanggal diajukan", kind="date", required=True, max=date(cycle.plan_year, 12, 31)),
        Column("agency", "Perangkat daerah", kind="choice", choices=agencies, width=36),
        Column("state", "Status terakhir", kind="choice", required=True, choices=ends),
        Column("rank", "Nomor prioritas", kind="whole", min=1, max=9999),
        Column("reason", "Alasan", kind="choice", choices=Reason.choices, hint="Wajib bila tidak diakomodasi."),
        Column("note", "Penjelasan", max=2000, width=40),
        Column("rkpd_amount", "Pagu RKPD", kind="money", max=MOST_MONEY),
        Column("apbd_amount", "Anggaran APBD", kind="money", max=MOST_MONEY),
        Column("checked", "Angka sudah diperiksa", kind="yes_no", hint=CHECKED),
    ]


def village_columns(cycle: Cycle) -> list[Column]:
    """What a village without a signal writes down: the questions of the form, in whose name, and the consent."""
    works = CatalogueItem.objects.holding_for(cycle.region_id).filter(year=cycle.plan_year).select_related("unit")
    catalogue = [(str(one.pk), str(one)) for one in works]
    consent = "Ya: orang atau kelompok itu setuju usulannya dicatat petugas. Tanpa persetujuan jangan dicatat."
    return [
        *what_columns(),
        *where_columns(),
        Column("lat", "Lintang", kind="decimal", min=-11, max=6, places=6, hint="Boleh kosong. Misalnya -7,3165."),
        Column("lng", "Bujur", kind="decimal", min=95, max=141, places=6, hint="Boleh kosong. Misalnya 110,1748."),
        Column("catalogue_item", "Pekerjaan dalam kamus", kind="choice", choices=catalogue, codes=True, width=40),
        *size_columns(),
        Column("quantity_detail", "Rincian volume", max=200, width=30),
        Column("cost_reason", "Alasan biaya berbeda dari kamus", max=300, width=30),
        Column("condition", "Keadaan sekarang", max=2000, width=40),
        Column("benefit", "Manfaat bagi warga", max=2000, width=40),
        *people_columns(),
        Column("land_status", "Status lahan", kind="choice", choices=LandStatus.choices),
        Column("design", "Gambar teknis (DED) atau kajian", kind="choice", choices=Design.choices),
        Column("self_help", "Swadaya warga", max=300, width=30),
        Column("self_help_amount", "Nilai swadaya", kind="money", max=MOST_MONEY),
        Column(
            "proposer_kind", "Diajukan sebagai", kind="choice", required=True, choices=Proposal.ProposerKind.choices
        ),
        Column(
            "on_behalf", "Atas nama", required=True, max=120, width=30, hint="Nama kelompok tampil, nama orang tidak."
        ),
        Column("position", "Jabatan", max=80, hint="Misalnya ketua RT 02."),
        Column("consent", "Setuju dicatatkan", kind="yes_no", required=True, hint=consent),
        Column("checked", "Angka sudah diperiksa", kind="yes_no", hint=CHECKED),
    ]


def examples_of(kind: str, cycle: Cycle, columns: Sequence[Column]) -> list[dict[str, Any]]:
    """Filled rows for the template's sheet of examples."""
    first = {column.name: column.choices[0][1] for column in columns if column.choices}
    shared = {
        "title": "Drainase Jalan Melati RT 02",
        "problem": "Air hujan masuk ke 38 rumah setiap musim hujan.",
        "kind": "Fisik",
        "rt": "02, 03",
        "rw": "04",
        "landmark": "Depan mushala",
        "quantity": 240,
        "unit": first.get("unit", ""),
        "category": first.get("category", ""),
        "cost": 312_000_000,
        "households": 38,
        "people": 140,
    }
    if kind == VILLAGE:
        named = {"proposer_kind": "Kelompok atau lembaga", "on_behalf": "Paguyuban RW 04", "consent": "Ya"}
        alone = {"proposer_kind": "Perorangan", "on_behalf": "Sarti", "consent": "Ya", "title": "Lampu jalan RT 05"}
        return [shared | named, shared | alone | {"rt": "05", "quantity": 6, "cost": 18_000_000}]
    old = {"village": first.get("village", ""), "submitted_on": date(cycle.deliberation_year, 1, 20), "agency": ""}
    done = {"old_number": "12", "state": "Selesai", "rank": 3, "rkpd_amount": 300_000_000, "apbd_amount": 295_000_000}
    refused = {"old_number": "13", "state": "Belum dapat diakomodasi", "reason": "Melebihi pagu"}
    return [shared | old | done, shared | old | refused | {"title": "Talud lapangan desa", "rt": "", "rw": "01"}]


def notes_of(kind: str, cycle: Cycle, region: Region) -> list[str]:
    """What the guide sheet of a template says first."""
    if kind == VILLAGE:
        return [
            f"Lembar usulan {region.label} untuk rencana {cycle.plan_year}. Jangan dipakai untuk wilayah lain.",
            "Satu baris satu usulan. Lembar Contoh tidak dibaca.",
            "Catat hanya usulan orang atau kelompok yang setuju.",
        ]
    return [
        f"Daftar usulan {cycle.region.label} untuk rencana {cycle.plan_year}.",
        "Satu baris satu usulan. Lembar Contoh tidak dibaca.",
        "Semua baris dimuat, atau tidak satu pun.",
    ]
