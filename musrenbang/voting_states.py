"""The life of a voting round as one table; being open is a matter of the clock, not of a state."""

from django.db import models

from core.states import Lifecycle, row


class RoundState(models.TextChoices):
    """Where a round stands."""

    DRAFT = "rancangan", "Rancangan"
    ANNOUNCED = "diumumkan", "Diumumkan"
    CLOSED = "ditutup", "Ditutup, kotak belum dibuka"
    COUNTED = "dihitung", "Sudah dihitung"
    RATIFIED = "ditetapkan", "Hasil ditetapkan"
    CANCELLED = "dibatalkan", "Dibatalkan"


class Phase(models.TextChoices):
    """What a round is to people at this moment: its state and the clock together."""

    DRAFT = "rancangan", "Rancangan"
    COMING = "datang", "Akan dibuka"
    OPEN = "buka", "Sedang dibuka"
    CLOSED = "tutup", "Ditutup, sedang dihitung"
    COUNTED = "dihitung", "Sudah dihitung"
    RATIFIED = "ditetapkan", "Hasil ditetapkan"
    CANCELLED = "dibatalkan", "Dibatalkan"


R = RoundState
PUBLIC = frozenset({R.ANNOUNCED, R.CLOSED, R.COUNTED, R.RATIFIED, R.CANCELLED})
WITH_RESULT = frozenset({R.COUNTED, R.RATIFIED})
UNCOUNTED = frozenset({R.ANNOUNCED, R.CLOSED})

# Voice and mark of the status tag.
VOICES: dict[str, tuple[str, str]] = {
    Phase.DRAFT: ("off", "dash"),
    Phase.COMING: ("info", "calendar"),
    Phase.OPEN: ("ok", "check"),
    Phase.CLOSED: ("off", "lock"),
    Phase.COUNTED: ("info", "clock"),
    Phase.RATIFIED: ("ok", "check"),
    Phase.CANCELLED: ("bad", "cross"),
}

ROUND = Lifecycle(
    row(
        "announce",
        "rancangan",
        "diumumkan",
        "musrenbang.run_round",
        "Umumkan",
        "Diumumkan",
        tells="pemungutan_diumumkan",
    ),
    row(
        "close",
        "diumumkan",
        "ditutup",
        "musrenbang.count_round",
        "Tutup",
        "Ditutup, amplop dibekukan",
    ),
    row(
        "open_box",
        "ditutup",
        "dihitung",
        "musrenbang.run_round",
        "Buka kotak suara",
        "Kotak suara dibuka dan dihitung",
        tells="pemungutan_dihitung",
    ),
    row(
        "count",
        "diumumkan",
        "dihitung",
        "musrenbang.count_round",
        "Hitung",
        "Ditutup dan dihitung",
        tells="pemungutan_dihitung",
    ),
    row(
        "ratify",
        "dihitung",
        "ditetapkan",
        "musrenbang.run_round",
        "Tetapkan hasil",
        "Hasil ditetapkan",
        tells="pemungutan_ditetapkan",
    ),
    row(
        "cancel",
        "rancangan diumumkan ditutup",
        "dibatalkan",
        "musrenbang.run_round",
        "Batalkan",
        "Dibatalkan",
        note=True,
        tells="pemungutan_dibatalkan",
    ),
)
