"""What can happen to an input on a draft, and the words of an answer."""

from django.db import models

from core.states import Lifecycle, row


class InputState(models.TextChoices):
    OPEN = "terbuka", "Menunggu jawaban"
    ANSWERED = "dijawab", "Dijawab"
    DIVIDED = "dipecah", "Dipecah, setiap bagian dijawab sendiri"
    COMPLETE = "tuntas", "Dipecah, semua bagian dijawab"
    WITHDRAWN = "ditarik", "Ditarik penulis"
    HIDDEN = "disembunyikan", "Disembunyikan"
    JOINED = "disatukan", "Disatukan lagi dengan masukan aslinya"


PUBLIC = frozenset({InputState.OPEN, InputState.ANSWERED})  # listed: each has an answer of its own, or waits for it
WHOLES = frozenset({InputState.DIVIDED, InputState.COMPLETE})  # answered part by part; the parts are listed
SHOWN = PUBLIC | WHOLES  # what can be read
OWN_CHANNELS = frozenset({"web", "tamu", "dibantu"})  # Input.Channel: she gave it herself, alone or helped
DONE = frozenset({InputState.ANSWERED, InputState.COMPLETE})


class Disposition(models.TextChoices):
    """What the office does with an input; the words of the response matrix."""

    ACCEPTED = "diterima", "Diterima"
    PARTLY = "sebagian", "Diterima sebagian"
    REFUSED = "ditolak", "Tidak diterima"
    NOTED = "dicatat", "Dicatat"
    OUTSIDE = "di_luar", "Di luar lingkup"


VOICES = {  # how the look speaks of a disposition: voice and icon
    Disposition.ACCEPTED: "ok",
    Disposition.PARTLY: "warn",
    Disposition.REFUSED: "bad",
    Disposition.NOTED: "info",
    Disposition.OUTSIDE: "off",
}


class Fate(models.TextChoices):
    """What became of the words an input speaks of, from one version of the text to the next."""

    ORIGIN = "asal", "Ditulis atas versi ini"
    KEPT = "tetap", "Kalimatnya tetap"
    MOVED = "pindah", "Kalimatnya pindah"
    CHANGED = "berubah", "Kalimatnya berubah"
    REMOVED = "dihapus", "Bagiannya dihapus"
    DOUBTFUL = "ragu", "Tempatnya sedang diperiksa petugas"


class HideReason(models.TextChoices):
    """Why an input is not shown; the codes of the house rules."""

    ABUSE = "kasar", "Kata kasar atau serangan pribadi"
    PRIVACY = "data_pribadi", "Memuat data pribadi"
    SPAM = "iklan", "Iklan atau pesan berulang"
    HATE = "sara", "Menyerang suku, agama, ras, atau golongan"


INPUT = Lifecycle(
    row("answer", "terbuka", "dijawab", "konsultasi.answer", "Jawab", "Dijawab", note=True, tells="masukan_dijawab"),
    row(
        "revise",
        "dijawab",
        "dijawab",
        "konsultasi.answer",
        "Perbaiki jawaban",
        "Jawaban diperbaiki",
        note=True,
        tells="jawaban_diperbaiki",
    ),
    row("split", "terbuka", "dipecah", "konsultasi.handle", "Pecah masukan", "Dipecah menjadi beberapa bagian"),
    row("complete", "dipecah", "tuntas", "konsultasi.handle", "Tuntaskan", "Semua bagian dijawab"),
    row("unite", "dipecah", "terbuka", "konsultasi.handle", "Satukan lagi", "Bagian-bagiannya disatukan lagi"),
    row("rejoin", "terbuka", "disatukan", "konsultasi.handle", "Satukan lagi", "Disatukan lagi dengan aslinya"),
    row("withdraw", "terbuka dipecah", "ditarik", "konsultasi.withdraw", "Tarik masukan", "Ditarik oleh penulis"),
    row(
        "hide",
        "terbuka dijawab dipecah tuntas",
        "disembunyikan",
        "konsultasi.moderate",
        "Sembunyikan",
        "Disembunyikan moderator",
        reason=True,
    ),
    row("restore", "disembunyikan", "terbuka", "konsultasi.moderate", "Tampilkan lagi", "Ditampilkan lagi"),
    row("restore_answered", "disembunyikan", "dijawab", "konsultasi.moderate", "Tampilkan lagi", "Ditampilkan lagi"),
    row("restore_divided", "disembunyikan", "dipecah", "konsultasi.moderate", "Tampilkan lagi", "Ditampilkan lagi"),
    row("restore_complete", "disembunyikan", "tuntas", "konsultasi.moderate", "Tampilkan lagi", "Ditampilkan lagi"),
    reasons=HideReason.values,
)
