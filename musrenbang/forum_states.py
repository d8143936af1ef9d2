"""The life of a forum (rembuk RW, musrenbang) as one table, and what each of its states allows."""

from django.db import models

from core.states import Lifecycle, row
from musrenbang.states import State


class ForumState(models.TextChoices):
    """Where a forum stands."""

    PREPARED = "disiapkan", "Disiapkan"
    OPEN = "dibuka", "Sedang berlangsung"
    CLOSED = "ditutup", "Selesai, menunggu berita acara"
    FROZEN = "dibekukan", "Berita acara ditetapkan"
    CORRECTING = "dikoreksi", "Berita acara sedang diperbaiki"
    CANCELLED = "dibatalkan", "Dibatalkan"


class ForumKind(models.TextChoices):
    """Which forum of the planning chain it is."""

    RW = "rembuk_rw", "Rembuk RW"
    VILLAGE = "desa", "Musrenbang desa/kelurahan"
    DISTRICT = "kecamatan", "Musrenbang kecamatan"
    THEMATIC = "tematik", "Musrenbang tematik"


class Decision(models.TextChoices):
    """What a forum decided about a proposal."""

    PRIORITY = "prioritas", "Prioritas"
    RESERVE = "cadangan", "Cadangan"
    NOT_AGREED = "tidak_disepakati", "Belum dapat diakomodasi"


F = ForumState
PUBLIC = frozenset({F.OPEN, F.CLOSED, F.FROZEN, F.CORRECTING})
ALIVE = frozenset({F.PREPARED, F.OPEN})  # its list and its ceiling may change
DECIDING = frozenset({F.OPEN, F.CORRECTING})
WRITTEN = frozenset({F.FROZEN, F.CORRECTING})  # has a berita acara
PAPERS = frozenset({F.OPEN, F.CLOSED, F.CORRECTING})  # minutes, delegates and attendance may be typed in

# Only the musrenbang of the kecamatan moves proposals on; the others keep a rank and a decision of their own.
MOVES = frozenset({ForumKind.DISTRICT})
# Which proposals a forum may take in.
TAKES: dict[str, frozenset[str]] = {
    ForumKind.RW: frozenset({State.SUBMITTED}),
    ForumKind.VILLAGE: frozenset({State.SUBMITTED, State.VERIFIED_VILLAGE}),
    ForumKind.DISTRICT: frozenset({State.VERIFIED_DISTRICT}),
    ForumKind.THEMATIC: frozenset({State.VERIFIED_VILLAGE, State.VERIFIED_DISTRICT}),
}

# Voice and mark of the status tag.
VOICES: dict[str, tuple[str, str]] = {
    F.PREPARED: ("off", "dash"),
    F.OPEN: ("ok", "chat"),
    F.CLOSED: ("info", "clock"),
    F.FROZEN: ("ok", "check"),
    F.CORRECTING: ("warn", "dash"),
    F.CANCELLED: ("bad", "cross"),
}
DECISION_VOICES: dict[str, str] = {
    Decision.PRIORITY: "ok",
    Decision.RESERVE: "warn",
    Decision.NOT_AGREED: "bad",
}

FORUM = Lifecycle(
    row("open", "disiapkan", "dibuka", "musrenbang.run_forum", "Buka forum", "Forum dibuka"),
    row("close", "dibuka", "ditutup", "musrenbang.run_forum", "Tutup forum", "Forum ditutup"),
    row("reopen", "ditutup", "dibuka", "musrenbang.run_forum", "Buka kembali", "Forum dibuka kembali", note=True),
    row(
        "freeze",
        "ditutup dikoreksi",
        "dibekukan",
        "musrenbang.run_forum",
        "Tetapkan berita acara",
        "Berita acara ditetapkan",
    ),
    row(
        "correct",
        "dibekukan",
        "dikoreksi",
        "musrenbang.run_forum",
        "Mulai berita acara perubahan",
        "Berita acara perubahan disusun",
        note=True,
    ),
    row("cancel", "disiapkan", "dibatalkan", "musrenbang.run_forum", "Batalkan", "Dibatalkan", note=True),
)
