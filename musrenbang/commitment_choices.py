"""Words and codes of what becomes of a proposal: money, delay, photos, and what people say of the finished work."""

from django.db import models

from musrenbang.states import State


class MoneySource(models.TextChoices):
    """Which budget a promise stands in."""

    APBD = "apbd", "APBD"
    APBD_CHANGE = "apbd_p", "APBD Perubahan"
    VILLAGE = "desa", "Dana desa atau APBDes"
    OTHER = "lain", "Sumber lain"


class MoneyKind(models.TextChoices):
    """What a figure in the history of a promise says."""

    CEILING = "pagu", "Pagu"
    CONTRACT = "kontrak", "Kontrak"
    PAYMENT = "bayar", "Pembayaran"


class DelayReason(models.TextChoices):
    """Why a work is later than was promised."""

    WEATHER = "cuaca", "Cuaca atau bencana"
    TENDER = "pengadaan", "Pengadaan terlambat"
    LAND = "lahan", "Lahan belum siap"
    MATERIAL = "bahan", "Bahan atau alat belum tersedia"
    CONTRACTOR = "penyedia", "Penyedia tidak memenuhi jadwal"
    MONEY = "pencairan", "Pencairan dana terlambat"
    DESIGN = "gambar", "Gambar atau volume berubah"
    OTHER = "lainnya", "Lainnya"


class PhotoPhase(models.TextChoices):
    """When a picture of the work was taken."""

    BEFORE = "sebelum", "Sebelum"
    DURING = "selama", "Selama pekerjaan"
    AFTER = "sesudah", "Sesudah"


class Verdict(models.TextChoices):
    """What somebody says of a finished work."""

    YES = "ya", "Ya, sudah selesai dan berfungsi"
    PARTLY = "sebagian", "Sebagian"
    NO = "belum", "Belum"


VERDICT_VOICES = {Verdict.YES: "ok", Verdict.PARTLY: "warn", Verdict.NO: "bad"}

# States in which a promise may be written down, and in which its work may go on.
PROMISABLE = frozenset({State.IN_RKPD, State.IN_APBD, State.ONGOING, State.REOPENED, State.DONE, State.TRANSFERRED})

LEAST_WORDS = 20  # of a delay, as everywhere where the office owes a reason
ASK_AFTER_DAYS = 28  # after "done"
ANSWER_DAYS = 90  # so long after being asked people may answer or change their answer
ENOUGH_NO = 3  # so many supporters who say "belum" reopen a case without its proposer
