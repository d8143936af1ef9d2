"""The life of an event and of a registration as tables; the sides (unsur) people come from."""

from django.db import models

from core.states import Lifecycle, row


class EventState(models.TextChoices):
    """Where an event stands."""

    PLANNED = "direncanakan", "Direncanakan"
    ANNOUNCED = "diumumkan", "Diumumkan"
    CLOSED = "ditutup", "Pendaftaran ditutup"
    HELD = "terlaksana", "Terlaksana"
    CANCELLED = "dibatalkan", "Dibatalkan"


class Phase(models.TextChoices):
    """What an event is to people at this moment: its state and the clock together."""

    PLANNED = "direncanakan", "Direncanakan"
    COMING = "datang", "Akan datang"
    OPEN = "buka", "Pendaftaran dibuka"
    FULL = "penuh", "Penuh, daftar tunggu dibuka"
    NOW = "berlangsung", "Sedang berlangsung"
    OVER = "lewat", "Sudah selesai"
    HELD = "terlaksana", "Terlaksana"
    CANCELLED = "dibatalkan", "Dibatalkan"


E = EventState
PUBLIC = frozenset({E.ANNOUNCED, E.CLOSED, E.HELD, E.CANCELLED})
LIVE = frozenset({E.ANNOUNCED, E.CLOSED})  # it is to happen, or happens now: people come, attendance is taken
CHANGEABLE = frozenset({E.PLANNED, E.ANNOUNCED, E.CLOSED})

# Voice and mark of the status tag.
VOICES: dict[str, tuple[str, str]] = {
    Phase.PLANNED: ("off", "dash"),
    Phase.COMING: ("info", "calendar"),
    Phase.OPEN: ("ok", "check"),
    Phase.FULL: ("warn", "clock"),
    Phase.NOW: ("ok", "clock"),
    Phase.OVER: ("off", "check"),
    Phase.HELD: ("ok", "check"),
    Phase.CANCELLED: ("bad", "cross"),
}

EVENT = Lifecycle(
    row("announce", "direncanakan", "diumumkan", "acara.run", "Umumkan", "Diumumkan", tells="acara_diumumkan"),
    row("close", "diumumkan", "ditutup", "acara.run", "Tutup pendaftaran", "Pendaftaran ditutup"),
    row("reopen", "ditutup", "diumumkan", "acara.run", "Buka lagi pendaftaran", "Pendaftaran dibuka lagi"),
    row("hold", "diumumkan ditutup", "terlaksana", "acara.run", "Kunci daftar hadir", "Terlaksana, daftar hadir tetap"),
    row("unlock", "terlaksana", "ditutup", "acara.run", "Buka kunci daftar hadir", "Daftar hadir dibuka", note=True),
    row(
        "cancel",
        "direncanakan diumumkan ditutup",
        "dibatalkan",
        "acara.run",
        "Batalkan acara",
        "Dibatalkan",
        note=True,
        tells="acara_dibatalkan",
    ),
)


class SeatState(models.TextChoices):
    """Where a registration stands. Who came is told by attendance alone, so that the two cannot disagree."""

    WAITING = "menunggu", "Daftar tunggu"
    OFFERED = "ditawari", "Ditawari tempat"
    SEATED = "terdaftar", "Terdaftar"
    CANCELLED = "batal", "Batal"


S = SeatState
HOLDS_SEAT = frozenset({S.SEATED, S.OFFERED})  # its places count against the capacity
ACTIVE = frozenset({S.SEATED, S.OFFERED, S.WAITING})
SEAT_VOICES: dict[str, str] = {S.WAITING: "warn", S.OFFERED: "warn", S.SEATED: "ok", S.CANCELLED: "off"}

# Only the house gives seats (by=None): nobody's hand moves a person past those who wait.
REGISTRATION = Lifecycle(
    row("seat", "menunggu", "terdaftar", "acara.seat", "Beri tempat", "Mendapat tempat"),
    row("offer", "menunggu", "ditawari", "acara.seat", "Tawarkan tempat", "Ditawari tempat"),
    row("accept", "ditawari", "terdaftar", "acara.accept", "Ya, saya datang", "Tawaran diterima"),
    row("lapse", "ditawari", "batal", "acara.seat", "Tawaran lewat", "Tawaran lewat waktu"),
    row("withdraw", "menunggu ditawari terdaftar", "batal", "acara.withdraw", "Batalkan pendaftaran", "Batal"),
)


class Sex(models.TextChoices):
    """As the attendance sheet has it."""

    MALE = "L", "Laki-laki"
    FEMALE = "P", "Perempuan"


class Age(models.TextChoices):
    """In which years of life somebody is; told by oneself, counted in totals only."""

    CHILD = "0-16", "Di bawah 17 tahun"
    YOUNG = "17-30", "17 sampai 30 tahun"
    MIDDLE = "31-45", "31 sampai 45 tahun"
    LATE = "46-59", "46 sampai 59 tahun"
    OLD = "60-", "60 tahun ke atas"


class How(models.TextChoices):
    """By which way somebody's attendance was taken."""

    QR = "qr", "Kode tiket"
    LIST = "daftar", "Dipilih dari daftar"
    WALK_IN = "langsung", "Datang langsung"
    SHEET = "lembar", "Diketik dari lembar hadir"


class Unsur(models.TextChoices):
    """The side of society or government somebody comes from, as the minutes of a musrenbang count them."""

    DPRD = "dprd", "DPRD"
    AGENCY = "pd", "Perangkat daerah atau UPTD"
    DISTRICT = "kecamatan", "Perangkat kecamatan"
    VILLAGE = "desa", "Kelurahan atau desa"
    DELEGATE = "delegasi", "Delegasi RT/RW"
    LPM = "lpm", "LPM atau BKM"
    PKK = "pkk", "PKK"
    SOCIETY = "ormas", "Organisasi masyarakat atau tokoh"
    YOUTH = "pemuda", "Pemuda"
    WOMEN = "perempuan", "Kelompok perempuan"
    DISABLED = "disabilitas", "Penyandang disabilitas"
    TEACHING = "pendidikan", "Sekolah atau perguruan tinggi"
    BUSINESS = "usaha", "Pelaku usaha"
    PRESS = "media", "Media"
    CITIZEN = "warga", "Warga"


class Need(models.TextChoices):
    """Help a person asks for at the event."""

    NONE = "", "Tidak ada"
    SIGN = "isyarat", "Juru bahasa isyarat"
    WHEELCHAIR = "kursi_roda", "Tempat untuk kursi roda"
    LARGE = "huruf_besar", "Bahan berhuruf besar"
    CHILD = "anak", "Membawa anak kecil"
    OTHER = "lainnya", "Bantuan lain"
