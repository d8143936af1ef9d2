"""What can happen to a comment."""

from django.db import models

from core.states import Lifecycle, row


class CommentState(models.TextChoices):
    VISIBLE = "tampil", "Tampil"
    HIDDEN = "disembunyikan", "Disembunyikan"
    WITHDRAWN = "ditarik", "Ditarik penulis"


class HideReason(models.TextChoices):
    """Why a comment was hidden; the codes of the house rules."""

    ABUSE = "kasar", "Kata kasar atau serangan pribadi"
    PRIVACY = "data_pribadi", "Memuat data pribadi"
    SPAM = "iklan", "Iklan atau pesan berulang"
    HATE = "sara", "Menyerang suku, agama, ras, atau golongan"
    FALSE = "hoaks", "Kabar yang terbukti tidak benar"
    OFF_TOPIC = "di_luar", "Di luar pokok bahasan"


COMMENT = Lifecycle(
    row("hide", "tampil", "disembunyikan", "dialog.moderate", "Sembunyikan", "Disembunyikan moderator", reason=True),
    row("restore", "disembunyikan", "tampil", "dialog.moderate", "Tampilkan lagi", "Ditampilkan lagi"),
    row("keep", "tampil", "tampil", "dialog.moderate", "Tetap tampilkan", "Diperiksa, tetap ditampilkan"),
    row("withdraw", "tampil", "ditarik", "dialog.own", "Tarik komentar", "Ditarik oleh penulis"),
    reasons=HideReason.values,
)
