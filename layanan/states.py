"""The life of a queue ticket as a table; where a ticket came from; what the log of services tells."""

from django.db import models

from core.states import Lifecycle, row


class TicketState(models.TextChoices):
    """Where a ticket stands."""

    BOOKED = "dipesan", "Dipesan, belum datang"
    WAITING = "menunggu", "Menunggu"
    CALLED = "dipanggil", "Dipanggil"
    SERVED = "dilayani", "Sedang dilayani"
    PARKED = "ditunda", "Ditunda"
    DONE = "selesai", "Selesai"
    ABSENT = "tidak_hadir", "Tidak hadir"
    CANCELLED = "batal", "Dibatalkan"
    UNSERVED = "tidak_terlayani", "Tidak terlayani"


T = TicketState
AT_COUNTER = frozenset({T.CALLED, T.SERVED})
IN_LINE = frozenset({T.WAITING, T.CALLED, T.SERVED, T.PARKED})
ACTIVE = frozenset({T.BOOKED, *IN_LINE})  # a person holds at most one such ticket for a service
OVER = frozenset({T.DONE, T.ABSENT, T.CANCELLED, T.UNSERVED})

TICKET_VOICES: dict[str, tuple[str, str]] = {
    T.BOOKED: ("info", "calendar"),
    T.WAITING: ("info", "clock"),
    T.CALLED: ("warn", "bell"),
    T.SERVED: ("ok", "user"),
    T.PARKED: ("warn", "clock"),
    T.DONE: ("ok", "check"),
    T.ABSENT: ("off", "dash"),
    T.CANCELLED: ("off", "cross"),
    T.UNSERVED: ("bad", "cross"),
}

SERVE = "layanan.serve"
TICKET = Lifecycle(
    row("arrive", "dipesan", "menunggu", SERVE, "Catat kedatangan", "Datang ke kantor"),
    row("call", "menunggu", "dipanggil", SERVE, "Panggil berikutnya", "Dipanggil"),
    row("recall", "dipanggil", "dipanggil", SERVE, "Panggil lagi", "Dipanggil lagi"),
    row("undo", "dipanggil", "menunggu", SERVE, "Urungkan panggilan", "Panggilan diurungkan"),
    row("serve", "dipanggil", "dilayani", SERVE, "Mulai layani", "Mulai dilayani"),
    row("skip", "dipanggil", "ditunda", SERVE, "Lewati", "Tidak hadir saat dipanggil, ditunda"),
    row("park", "menunggu dilayani", "ditunda", SERVE, "Tunda", "Ditunda"),
    row("return", "ditunda", "menunggu", SERVE, "Kembali ke antrean", "Kembali ke antrean"),
    row("transfer", "dipanggil dilayani", "menunggu", SERVE, "Alihkan layanan", "Dialihkan ke layanan lain"),
    row("finish", "dipanggil dilayani", "selesai", SERVE, "Selesai", "Selesai dilayani"),
    row("lapse", "ditunda", "tidak_hadir", SERVE, "Tutup nomor", "Tidak kembali"),
    row("cancel", "dipesan menunggu ditunda", "batal", SERVE, "Batalkan nomor", "Dibatalkan"),
    row("close", "dipesan menunggu ditunda", "tidak_terlayani", SERVE, "Tutup hari", "Tidak terlayani"),
)


class Channel(models.TextChoices):
    """By which way a ticket was taken."""

    KIOSK = "kios", "Mesin antrean"
    DESK = "meja", "Meja informasi"
    PHONE = "ponsel", "Ponsel"
    SLOT = "janji", "Janji temu"
    PASS = "permohonan", "Nomor permohonan"
    PAPER = "kertas", "Nomor kertas"


AWAY = frozenset({Channel.PHONE, Channel.SLOT})  # taken outside the office


class Priority(models.TextChoices):
    """Whom the clock runs faster for; one's own word is enough."""

    NONE = "", "Tidak"
    ELDERLY = "lansia", "Lansia (60 tahun ke atas)"
    DISABLED = "disabilitas", "Penyandang disabilitas"
    PREGNANT = "hamil", "Ibu hamil atau menyusui"
    CHILD = "balita", "Membawa anak kecil"


class EventKind(models.TextChoices):
    """What the log of services tells; the names of the ticket's table, and what happens to a day or a counter."""

    ISSUE = "issue", "Nomor diambil"
    ARRIVE = "arrive", "Datang"
    CALL = "call", "Dipanggil"
    RECALL = "recall", "Dipanggil lagi"
    UNDO = "undo", "Panggilan diurungkan"
    SERVE = "serve", "Mulai dilayani"
    SKIP = "skip", "Dilewati"
    PARK = "park", "Ditunda"
    RETURN = "return", "Kembali"
    TRANSFER = "transfer", "Dialihkan"
    FINISH = "finish", "Selesai"
    LAPSE = "lapse", "Tidak kembali"
    CANCEL = "cancel", "Dibatalkan"
    CLOSE = "close", "Tidak terlayani"
    VOID = "void", "Catatan waktu keliru"
    DAY_OPEN = "day_open", "Hari dibuka"
    DAY_CLOSE = "day_close", "Hari ditutup"
    COUNTER_OPEN = "counter_open", "Loket dibuka"
    COUNTER_CLOSE = "counter_close", "Loket ditutup"
    PROMISE = "promise", "Perkiraan diberikan"
    CONFIRM = "confirm", "Kedatangan dipastikan"
    LEASE = "lease", "Bekal luring diberikan"
    LEASE_END = "lease_end", "Bekal luring dikembalikan"
    UNUSED = "unused", "Nomor tidak dipakai"


class DeviceKind(models.TextChoices):
    """What an enrolled browser is in the office."""

    KIOSK = "kios", "Mesin antrean"
    COUNTER = "loket", "Loket"
