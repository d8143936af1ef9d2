"""The life of an application for a service as a table, from the promise to the letter (PATEN, chain of initials)."""

from typing import Any

from django.db import models

from core.states import Lifecycle, row


class ApplicationState(models.TextChoices):
    """Where an application stands."""

    SUBMITTED = "diajukan", "Diajukan"
    INCOMPLETE = "perlu_dilengkapi", "Perlu dilengkapi"
    CHECKED = "diperiksa", "Diperiksa"
    SECTION = "paraf_kasi", "Menunggu paraf kasi"
    SECRETARY = "paraf_sekcam", "Menunggu paraf sekcam"
    SIGNING = "tanda_tangan", "Menunggu tanda tangan"
    READY = "siap_diambil", "Siap diambil"
    ISSUED = "terbit_digital", "Terbit digital"
    DONE = "selesai", "Selesai"
    REFUSED = "ditolak", "Ditolak"
    CANCELLED = "dibatalkan", "Dibatalkan"


A = ApplicationState
PAUSED = frozenset({A.INCOMPLETE})  # the citizen has to act: the office's clock stands
AT_WORK = frozenset({A.SUBMITTED, A.CHECKED, A.SECTION, A.SECRETARY, A.SIGNING})  # the clock runs
OPEN = AT_WORK | PAUSED
DELIVERED = frozenset({A.READY, A.ISSUED})  # the office kept or broke its promise; the citizen has not fetched it yet
ENDED = frozenset({A.DONE, A.REFUSED, A.CANCELLED})
UNSIGNED = frozenset({A.CHECKED, A.SECTION, A.SECRETARY, A.SIGNING})  # a letter is being prepared

VOICES: dict[str, tuple[str, str]] = {
    A.SUBMITTED: ("info", "clock"),
    A.INCOMPLETE: ("warn", "bell"),
    A.CHECKED: ("info", "clock"),
    A.SECTION: ("info", "clock"),
    A.SECRETARY: ("info", "clock"),
    A.SIGNING: ("info", "clock"),
    A.READY: ("ok", "check"),
    A.ISSUED: ("ok", "check"),
    A.DONE: ("ok", "check"),
    A.REFUSED: ("bad", "cross"),
    A.CANCELLED: ("off", "cross"),
}

NEXT_STEP: dict[str, str] = {
    A.SUBMITTED: "Petugas memeriksa berkas Anda.",
    A.INCOMPLETE: "Lengkapi permohonan Anda. Waktu pelayanan berhenti sampai Anda mengirimnya.",
    A.CHECKED: "Petugas menyiapkan surat Anda.",
    A.SECTION: "Kepala seksi memeriksa dan memberi paraf.",
    A.SECRETARY: "Sekretaris kecamatan memeriksa dan memberi paraf.",
    A.SIGNING: "Camat atau yang mewakilinya menandatangani surat.",
    A.READY: "Ambil hasil layanan di kantor dengan membawa tanda terima.",
    A.ISSUED: "Unduh surat Anda pada halaman ini.",
    A.DONE: "Layanan ini sudah selesai.",
    A.REFUSED: "Permohonan tidak dapat dilayani. Baca alasannya di bawah.",
    A.CANCELLED: "Permohonan ini dibatalkan.",
}

REASONS: dict[str, str] = {
    "berkas": "Berkas tidak lengkap atau tidak terbaca",
    "data": "Data tidak sesuai dengan dokumen",
    "syarat": "Persyaratan tidak terpenuhi",
    "wewenang": "Bukan wewenang kecamatan",
    "ganda": "Permohonan yang sama sudah ada",
    "lainnya": "Alasan lain",
}

HANDLE, OWN = "layanan.handle", "layanan.own_application"
KASI, SEKCAM, SIGN = "layanan.paraf_kasi", "layanan.paraf_sekcam", "layanan.sign"

APPLICATION = Lifecycle(
    row("take", "diajukan", "diperiksa", HANDLE, "Mulai periksa", "Mulai diperiksa petugas", tells="moved"),
    row(
        "ask",
        "diajukan diperiksa",
        "perlu_dilengkapi",
        HANDLE,
        "Minta dilengkapi",
        "Pemohon diminta melengkapi",
        reason=True,
        note=True,
        tells="asked",
    ),
    row("complete", "perlu_dilengkapi", "diperiksa", OWN, "Kirim perbaikan", "Dilengkapi pemohon"),
    row(
        "to_section", "diperiksa", "paraf_kasi", HANDLE, "Teruskan ke kasi", "Diteruskan ke kepala seksi", tells="moved"
    ),
    row(
        "to_secretary",
        "diperiksa",
        "paraf_sekcam",
        HANDLE,
        "Teruskan ke sekcam",
        "Diteruskan ke sekretaris kecamatan",
        tells="moved",
    ),
    row(
        "to_signer",
        "diperiksa",
        "tanda_tangan",
        HANDLE,
        "Teruskan ke camat",
        "Diteruskan untuk ditandatangani",
        tells="moved",
    ),
    row("prepare", "diperiksa", "siap_diambil", HANDLE, "Nyatakan siap diambil", "Siap diambil", tells="ready"),
    row("initial", "paraf_kasi", "paraf_sekcam", KASI, "Beri paraf", "Diparaf kepala seksi", tells="moved"),
    row("initial_last", "paraf_kasi", "tanda_tangan", KASI, "Beri paraf", "Diparaf kepala seksi", tells="moved"),
    row(
        "initial_secretary",
        "paraf_sekcam",
        "tanda_tangan",
        SEKCAM,
        "Beri paraf",
        "Diparaf sekretaris kecamatan",
        tells="moved",
    ),
    row(
        "return_section",
        "paraf_kasi",
        "diperiksa",
        KASI,
        "Kembalikan ke petugas",
        "Dikembalikan kepala seksi",
        note=True,
    ),
    row(
        "return_secretary",
        "paraf_sekcam",
        "diperiksa",
        SEKCAM,
        "Kembalikan ke petugas",
        "Dikembalikan sekretaris kecamatan",
        note=True,
    ),
    row("return_signer", "tanda_tangan", "diperiksa", SIGN, "Kembalikan ke petugas", "Dikembalikan camat", note=True),
    row(
        "sign_paper",
        "tanda_tangan",
        "siap_diambil",
        SIGN,
        "Tanda tangani",
        "Ditandatangani, siap diambil",
        tells="ready",
    ),
    row(
        "sign_digital",
        "tanda_tangan",
        "terbit_digital",
        SIGN,
        "Tanda tangani secara elektronik",
        "Ditandatangani, terbit digital",
        tells="ready",
    ),
    row(
        "hand_over",
        "siap_diambil terbit_digital",
        "selesai",
        HANDLE,
        "Serahkan",
        "Diserahkan kepada pemohon",
        tells="ended",
    ),
    row("refuse", "diajukan diperiksa", "ditolak", HANDLE, "Tolak", "Ditolak", reason=True, note=True, tells="ended"),
    row(
        "cancel",
        "diajukan perlu_dilengkapi diperiksa",
        "dibatalkan",
        OWN,
        "Batalkan permohonan",
        "Dibatalkan pemohon",
        tells="ended",
    ),
    row(
        "lapse",
        "perlu_dilengkapi",
        "dibatalkan",
        HANDLE,
        "Tutup karena tidak dilengkapi",
        "Ditutup karena tidak dilengkapi",
        tells="ended",
    ),
    reasons=REASONS,
)

HOUSE_ONLY = frozenset({"lapse"})  # the clock's deed, no button
FORWARD = ("to_section", "to_secretary", "to_signer", "prepare")


def after_check(service: Any) -> str:
    """The deed that sends a checked application on, by the chain of its service."""
    if service.output == "tanpa":
        return "prepare"
    if service.paraf_kasi:
        return "to_section"
    return "to_secretary" if service.paraf_sekcam else "to_signer"


def fits(name: str, service: Any) -> bool:
    """Whether this deed belongs to the chain of the service (the table holds those of all chains)."""
    if name in FORWARD:
        return name == after_check(service)
    if name in ("initial", "initial_last"):
        return (name == "initial") == bool(service.paraf_sekcam)
    if name in ("sign_paper", "sign_digital"):
        return (name == "sign_digital") == (service.output == "digital")
    return True
