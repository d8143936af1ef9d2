"""The life of a letter as a table; the seats of the chain of initials; how numbers are taken."""

from django.db import models

from core.states import Lifecycle, row


class LetterState(models.TextChoices):
    """Where a letter stands."""

    DRAFT = "draf", "Disiapkan"
    VALID = "berlaku", "Berlaku"
    REVOKED = "dicabut", "Dicabut"
    REPLACED = "diganti", "Diganti"
    VOID = "batal", "Batal"


L = LetterState
PUBLIC = frozenset({L.VALID, L.REVOKED, L.REPLACED})  # has a check page
LETTER_VOICES: dict[str, tuple[str, str]] = {
    L.DRAFT: ("info", "clock"),
    L.VALID: ("ok", "check"),
    L.REVOKED: ("bad", "cross"),
    L.REPLACED: ("warn", "dash"),
    L.VOID: ("off", "cross"),
}

LETTER_REASONS: dict[str, str] = {
    "salah": "Isi surat keliru",
    "palsu": "Dokumen pendukung ternyata tidak benar",
    "pemohon": "Permintaan pemohon",
    "lainnya": "Alasan lain",
}

HANDLE, SIGN = "layanan.handle", "layanan.sign"
LETTER = Lifecycle(
    row("issue", "draf", "berlaku", SIGN, "Terbitkan", "Surat diterbitkan"),
    row("fall", "draf", "batal", HANDLE, "Batalkan surat", "Surat batal, nomornya tetap tercatat"),
    row("revoke", "berlaku", "dicabut", SIGN, "Cabut surat", "Surat dicabut", reason=True, note=True),
    row("replace", "berlaku", "diganti", SIGN, "Ganti surat", "Surat diganti", reason=True),
    reasons=LETTER_REASONS,
)


class Seat(models.TextChoices):
    """Whose turn it is in the chain."""

    SECTION = "kasi", "Paraf kepala seksi"
    SECRETARY = "sekcam", "Paraf sekretaris kecamatan"
    SIGNER = "camat", "Tanda tangan"


class Standing(models.TextChoices):
    """For whom an official acts; empty: by her own office."""

    BEHALF = "an", "a.n."
    ACTING = "plt", "Plt."
    DAILY = "plh", "Plh."


class Numbering(models.TextChoices):
    """Where a class takes its numbers from."""

    OURS = "kami", "Sistem ini (berurutan, tanpa celah)"
    OUTSIDE = "luar", "Buku atau aplikasi lain (diketik)"


class Paper(models.TextChoices):
    """Paper of the office."""

    F4 = "f4", "F4 (21,5 × 33 cm)"
    A4 = "a4", "A4"


SIZES = {Paper.F4: "215mm 330mm", Paper.A4: "210mm 297mm"}
