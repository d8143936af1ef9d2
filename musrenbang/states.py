"""The life of a proposal, from a citizen's draft to finished work, as one table (docs/states)."""

from django.db import models

from core.states import Lifecycle, row


class State(models.TextChoices):
    """Where a proposal stands, in the words people read."""

    DRAFT = "draf", "Draf"
    SUBMITTED = "diajukan", "Diajukan"
    RETURNED = "dikembalikan", "Dikembalikan untuk diperbaiki"
    VERIFIED_VILLAGE = "diverifikasi_desa", "Diverifikasi kelurahan/desa"
    VERIFIED_DISTRICT = "diverifikasi_kecamatan", "Diverifikasi kecamatan"
    PRIORITY = "prioritas", "Prioritas kecamatan"
    RESERVE = "cadangan", "Cadangan"
    NOT_AGREED = "tidak_disepakati", "Belum dapat diakomodasi"
    IN_RKPD = "rkpd", "Masuk RKPD"
    IN_APBD = "apbd", "Masuk APBD"
    ONGOING = "dilaksanakan", "Sedang dilaksanakan"
    DONE = "selesai", "Selesai"
    REOPENED = "dibuka_lagi", "Dibuka lagi, menunggu perbaikan"
    NOT_TAKEN = "tidak_diakomodasi", "Tidak diakomodasi"
    TRANSFERRED = "dialihkan", "Dialihkan"
    MERGED = "digabung", "Digabung"
    SPLIT = "dipecah", "Dipecah"
    WITHDRAWN = "ditarik", "Ditarik pengusul"


class WorkKind(models.TextChoices):
    """Something built, or something done for people."""

    PHYSICAL = "fisik", "Fisik"
    OTHER = "nonfisik", "Nonfisik"


class Reason(models.TextChoices):
    """Why a proposal was returned, moved elsewhere or not accommodated (codes used by Indonesian offices)."""

    DUPLICATE = "duplikat", "Sama dengan usulan lain"
    ADDRESS = "alamat_tidak_jelas", "Alamat tidak jelas"
    STILL_RUNNING = "masih_berjalan", "Pekerjaan tahun lalu masih berjalan"
    WRONG_AGENCY = "salah_pd", "Salah perangkat daerah"
    NO_AUTHORITY = "bukan_kewenangan", "Bukan kewenangan kabupaten/kota"
    NOT_IN_PLAN = "tidak_sesuai_rpjmd", "Tidak sesuai RPJMD atau prioritas"
    SPATIAL_PLAN = "tidak_sesuai_rtrw", "Tidak sesuai rencana tata ruang (RTRW)"
    LAND = "lahan_belum_jelas", "Status lahan belum jelas"
    NO_STUDY = "belum_ada_kajian", "Belum ada DED atau kajian"
    THIN_DATA = "data_kurang", "Data dukung kurang"
    OVER_CEILING = "melebihi_pagu", "Melebihi pagu"
    NO_LEGAL_BODY = "belum_berbadan_hukum", "Penerima hibah belum berbadan hukum"
    HANDLED = "sudah_ditangani", "Sudah ditangani program lain"
    OTHER = "lainnya", "Lainnya"


S = State
DRAFTS = frozenset({S.DRAFT})
PUBLIC = frozenset(S) - DRAFTS  # from submission on, everybody sees it, whatever comes of it
CLOSED = frozenset({S.DONE, S.NOT_AGREED, S.NOT_TAKEN, S.TRANSFERRED, S.MERGED, S.SPLIT, S.WITHDRAWN})
OPEN = PUBLIC - CLOSED
EDITABLE = frozenset({S.DRAFT, S.RETURNED})  # the proposer may change words and figures
PLANNED = frozenset({S.PRIORITY, S.RESERVE, S.IN_RKPD, S.IN_APBD, S.ONGOING, S.REOPENED})
DECIDED = PLANNED | {S.NOT_AGREED, S.DONE, S.NOT_TAKEN}
REASONED = frozenset({S.RETURNED, S.NOT_AGREED, S.NOT_TAKEN, S.TRANSFERRED})  # never without a ruling
REROUTABLE = frozenset({S.VERIFIED_VILLAGE, S.VERIFIED_DISTRICT, S.PRIORITY, S.RESERVE, S.IN_RKPD})
DONE_TALKING = frozenset({S.TRANSFERRED, S.MERGED, S.SPLIT, S.WITHDRAWN})  # comments close with the proposal
VOTABLE = frozenset({S.VERIFIED_DISTRICT, S.PRIORITY, S.RESERVE})  # may stand in a voting round


class PlanLevel(models.TextChoices):
    """Who recommends: the levels that SIPD knows, in their order."""

    VILLAGE = "desa", "Kelurahan/desa"
    DISTRICT = "kecamatan", "Kecamatan"
    PARTNER = "mitra", "Mitra perencana (Bappeda)"
    AGENCY = "pd", "Perangkat daerah"
    TREASURY = "tapd", "TAPD"


class CheckTopic(models.TextChoices):
    """What is looked at before a proposal goes on."""

    COMPLETE = "lengkap", "Data lengkap dan alamat jelas"
    AUTHORITY = "kewenangan", "Kewenangan kabupaten/kota"
    DUPLICATE = "duplikat", "Bukan usulan ganda"
    LAND = "lahan", "Status lahan jelas"
    SPATIAL = "rtrw", "Sesuai tata ruang (RTRW)"
    RUNNING = "berjalan", "Bukan pekerjaan yang masih berjalan"


class Verdict(models.TextChoices):
    """What an officer found."""

    GOOD = "sesuai", "Sesuai"
    PROBLEM = "masalah", "Bermasalah"
    NOT_NEEDED = "tidak_perlu", "Tidak perlu"


class TransferTarget(models.TextChoices):
    """Who takes a proposal that the regency cannot: the other doors of the Indonesian planning system."""

    VILLAGE = "desa", "Pemerintah desa (APBDes)"
    PROVINCE = "provinsi", "Pemerintah provinsi"
    STATE = "pusat", "Pemerintah pusat"
    POKIR = "pokir", "Pokok pikiran DPRD"
    CSR = "csr", "Tanggung jawab sosial perusahaan (TJSL)"


# The four groups of the public filter: key, words, states.
GROUPS: dict[str, tuple[str, frozenset[str]]] = {
    "proses": (
        "Sedang diproses",
        frozenset({S.SUBMITTED, S.RETURNED, S.VERIFIED_VILLAGE, S.VERIFIED_DISTRICT}),
    ),
    "rencana": ("Masuk rencana", PLANNED),
    "selesai": ("Selesai", frozenset({S.DONE})),
    "tidak": (
        "Tidak diakomodasi",
        frozenset({S.NOT_AGREED, S.NOT_TAKEN, S.TRANSFERRED, S.MERGED, S.SPLIT, S.WITHDRAWN}),
    ),
}

# Voice of the status tag: ok goes on or is done; info in the office's hands; warn the citizen must act; bad; off.
VOICES: dict[str, str] = {
    S.DRAFT: "off",
    S.SUBMITTED: "info",
    S.RETURNED: "warn",
    S.VERIFIED_VILLAGE: "info",
    S.VERIFIED_DISTRICT: "info",
    S.PRIORITY: "ok",
    S.RESERVE: "warn",
    S.NOT_AGREED: "bad",
    S.IN_RKPD: "ok",
    S.IN_APBD: "ok",
    S.ONGOING: "ok",
    S.DONE: "ok",
    S.REOPENED: "warn",
    S.NOT_TAKEN: "bad",
    S.TRANSFERRED: "warn",
    S.MERGED: "off",
    S.SPLIT: "off",
    S.WITHDRAWN: "off",
}

# Working days within which the office owes the next step; a state that is missing has no clock.
DUE_DAYS: dict[str, int] = {S.SUBMITTED: 5, S.RETURNED: 10, S.VERIFIED_VILLAGE: 10, S.REOPENED: 10}


class StageKind(models.TextChoices):
    """Stages of a planning cycle in their usual order; dates may overlap."""

    COLLECT = "usulan", "Pengajuan usulan"
    VERIFY_VILLAGE = "verifikasi_desa", "Verifikasi kelurahan/desa"
    VERIFY_DISTRICT = "verifikasi_kecamatan", "Verifikasi kecamatan"
    VOTE = "pemungutan", "Pemungutan suara"
    FORUM = "musrenbang", "Musrenbang kecamatan"
    AGENCY = "forum_pd", "Forum perangkat daerah"
    RKPD = "penetapan_rkpd", "Penetapan RKPD"
    BUDGET = "penganggaran", "Penyusunan APBD"
    DELIVERY = "pelaksanaan", "Pelaksanaan"


# Which deeds of citizens a stage opens while it runs. What the office owes is never shut by a date.
STAGE_DEEDS: dict[str, frozenset[str]] = {
    StageKind.COLLECT: frozenset({"propose", "resubmit"}),
    StageKind.VERIFY_VILLAGE: frozenset({"resubmit"}),
    StageKind.VERIFY_DISTRICT: frozenset({"resubmit"}),
    StageKind.VOTE: frozenset({"vote"}),
}

# The deed of the residence ladder behind a deed of a stage, where it has another name.
LADDER = {"resubmit": "propose"}
# Deeds that a thing of its own opens and shuts; their stage says only who may (a round has its own hours).
OWN_HOURS = frozenset({"vote"})

# Deeds that can be undone: rule, state they lead to, noun, states they come from.
UNDONE = (
    ("merge", "digabung", "penggabungan", "diajukan dikembalikan diverifikasi_desa diverifikasi_kecamatan"),
    ("split", "dipecah", "pemecahan", "diajukan diverifikasi_desa diverifikasi_kecamatan"),
)

PLANNING = Lifecycle(
    row("submit", "draf", "diajukan", "musrenbang.submit", "Ajukan usulan", "Diajukan warga", tells="usulan_baru"),
    row("enter", "draf", "diajukan", "musrenbang.enter", "Catat usulan", "Dicatat petugas", tells="usulan_baru"),
    row(
        "resubmit",
        "dikembalikan",
        "diajukan",
        "musrenbang.resubmit",
        "Ajukan lagi",
        "Diajukan lagi setelah diperbaiki",
        tells="usulan_keadaan",
    ),
    row(
        "verify_village",
        "diajukan",
        "diverifikasi_desa",
        "musrenbang.verify_village",
        "Verifikasi",
        "Diverifikasi kelurahan/desa",
        tells="usulan_keadaan",
    ),
    row(
        "verify_district",
        "diverifikasi_desa",
        "diverifikasi_kecamatan",
        "musrenbang.verify_district",
        "Verifikasi",
        "Diverifikasi kecamatan",
        tells="usulan_keadaan",
    ),
    row(
        "prioritize",
        "diverifikasi_kecamatan cadangan",
        "prioritas",
        "musrenbang.decide",
        "Tetapkan prioritas",
        "Menjadi prioritas kecamatan",
        tells="usulan_keadaan",
    ),
    row(
        "reserve",
        "diverifikasi_kecamatan",
        "cadangan",
        "musrenbang.decide",
        "Jadikan cadangan",
        "Menjadi cadangan",
        tells="usulan_keadaan",
    ),
    row(
        "enter_rkpd",
        "prioritas cadangan",
        "rkpd",
        "musrenbang.plan",
        "Masukkan RKPD",
        "Masuk RKPD",
        tells="usulan_keadaan",
    ),
    row("enter_apbd", "rkpd", "apbd", "musrenbang.plan", "Masukkan APBD", "Masuk APBD", tells="usulan_keadaan"),
    row(
        "start_work",
        "apbd",
        "dilaksanakan",
        "musrenbang.deliver",
        "Mulai pelaksanaan",
        "Mulai dilaksanakan",
        tells="usulan_keadaan",
    ),
    row(
        "finish", "dilaksanakan", "selesai", "musrenbang.deliver", "Nyatakan selesai", "Selesai", tells="usulan_keadaan"
    ),
    row(
        "reopen",
        "selesai",
        "dibuka_lagi",
        "musrenbang.reopen",
        "Buka lagi",
        "Dibuka lagi karena warga menjawab belum",
        tells="usulan_keadaan",
    ),
    row(
        "recall",
        "selesai",
        "dibuka_lagi",
        "musrenbang.deliver",
        "Buka lagi",
        "Dibuka lagi oleh petugas",
        note=True,
        tells="usulan_keadaan",
    ),
    row(
        "close_again",
        "dibuka_lagi",
        "selesai",
        "musrenbang.deliver",
        "Nyatakan selesai lagi",
        "Selesai setelah diperbaiki",
        note=True,
        tells="usulan_keadaan",
    ),
    row(
        "return",
        "diajukan",
        "dikembalikan",
        "musrenbang.check",
        "Kembalikan untuk diperbaiki",
        "Dikembalikan untuk diperbaiki",
        reason=True,
        note=True,
        tells="usulan_keadaan",
    ),
    row(
        "return",
        "diverifikasi_desa",
        "dikembalikan",
        "musrenbang.verify_district",
        "Kembalikan untuk diperbaiki",
        "Dikembalikan untuk diperbaiki",
        reason=True,
        note=True,
        tells="usulan_keadaan",
    ),
    row(
        "lapse",
        "dikembalikan",
        "tidak_disepakati",
        "musrenbang.lapse",
        "Tutup karena tidak diperbaiki",
        "Ditutup karena tidak diperbaiki sampai batas waktu",
        reason=True,
        note=True,
        tells="usulan_keadaan",
    ),
    row(
        "decline",
        "diverifikasi_kecamatan",
        "tidak_disepakati",
        "musrenbang.decide",
        "Belum dapat diakomodasi",
        "Belum dapat diakomodasi",
        reason=True,
        note=True,
        tells="usulan_keadaan",
    ),
    row(
        "refuse",
        "prioritas cadangan rkpd",
        "tidak_diakomodasi",
        "musrenbang.plan",
        "Tidak diakomodasi",
        "Tidak diakomodasi perangkat daerah",
        reason=True,
        note=True,
        tells="usulan_keadaan",
    ),
    row(
        "transfer",
        "diajukan diverifikasi_desa",
        "dialihkan",
        "musrenbang.check",
        "Alihkan",
        "Dialihkan",
        reason=True,
        note=True,
        tells="usulan_keadaan",
    ),
    row(
        "transfer",
        "diverifikasi_kecamatan prioritas cadangan",
        "dialihkan",
        "musrenbang.reroute",
        "Alihkan",
        "Dialihkan",
        reason=True,
        note=True,
        tells="usulan_keadaan",
    ),
    row(
        "merge",
        "diajukan dikembalikan diverifikasi_desa diverifikasi_kecamatan",
        "digabung",
        "musrenbang.merge",
        "Gabungkan",
        "Digabung dengan usulan lain",
        tells="usulan_keadaan",
    ),
    *(
        row(
            f"un{deed}_{state}",
            was,
            state,
            f"musrenbang.{deed}",
            f"Batalkan {noun}",
            f"{noun.capitalize()} dibatalkan",
            tells="usulan_keadaan",
        )
        for deed, was, noun, states in UNDONE
        for state in states.split()
    ),
    row(
        "split",
        "diajukan diverifikasi_desa diverifikasi_kecamatan",
        "dipecah",
        "musrenbang.split",
        "Pecah usulan",
        "Dipecah menjadi beberapa usulan",
        tells="usulan_keadaan",
    ),
    row(
        "withdraw",
        "diajukan dikembalikan diverifikasi_desa",
        "ditarik",
        "musrenbang.withdraw",
        "Tarik usulan",
        "Ditarik oleh pengusul",
        tells="usulan_keadaan",
    ),
    reasons=Reason.values,
)
