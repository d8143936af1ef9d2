"""Ways to vote besides one's own account: one-time codes, a staffed kiosk, batches of paper ballots."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from musrenbang.models.box import RollEntry

MOST_SHEETS = 50


class CodeBatch(models.Model):
    """One-time codes that were printed together; their words were shown once and are not kept."""

    round = models.ForeignKey("musrenbang.Round", on_delete=models.PROTECT, related_name="code_batches")
    number = models.PositiveSmallIntegerField("nomor berkas")
    size = models.PositiveSmallIntegerField("jumlah kode")
    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    handed_to = models.CharField("diserahkan kepada", max_length=120, blank=True)
    handed_at = models.DateTimeField(null=True)
    void_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["round", "number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="code_batch_once")]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.number}"

    @property
    def state(self) -> str:
        """dicetak, diserahkan or ditarik."""
        return "ditarik" if self.void_at else "diserahkan" if self.handed_at else "dicetak"


class VoterCode(models.Model):
    """One code: its public serial, a salt, and the salted hash of its secret. Burnt by voting."""

    batch = models.ForeignKey(CodeBatch, on_delete=models.PROTECT, related_name="codes")
    entry = models.OneToOneField(RollEntry, on_delete=models.PROTECT, related_name="code")
    serial = models.CharField(max_length=8)
    salt = models.CharField(max_length=32)
    hash = models.CharField(max_length=64)
    burnt = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "serial"], name="code_serial_once")]

    def __str__(self) -> str:
        return self.serial


class KioskPass(models.Model):
    """Five minutes of one kiosk for one person whom an officer found on the roll; gone once it is used."""

    round = models.ForeignKey("musrenbang.Round", on_delete=models.CASCADE, related_name="kiosk_passes")
    entry = models.OneToOneField(RollEntry, on_delete=models.CASCADE, related_name="kiosk_pass")
    device = models.CharField("tanda bilik", max_length=8)
    hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return self.device


class PaperBatch(models.Model):
    """At most fifty paper ballots of one station with the figures of their cover, typed by two people each."""

    class State(models.TextChoices):
        TYPING = "diketik", "Sedang diketik"
        ACCEPTED = "diterima", "Diterima"
        WITHDRAWN = "ditarik", "Ditarik"

    round = models.ForeignKey("musrenbang.Round", on_delete=models.PROTECT, related_name="paper_batches")
    number = models.PositiveSmallIntegerField("nomor berkas")
    station = models.CharField("tempat pemungutan", max_length=120)
    seal = models.CharField("nomor segel", max_length=40, blank=True)
    sheets = models.PositiveSmallIntegerField("jumlah lembar")
    invalid = models.PositiveSmallIntegerField("lembar tidak sah", default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.TYPING)
    note = models.CharField("catatan", max_length=500, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="paper_batch_once"),
            models.CheckConstraint(
                condition=Q(sheets__gte=1, sheets__lte=MOST_SHEETS, invalid__lte=models.F("sheets")),
                name="paper_batch_size",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.number}"


class PaperSheet(models.Model):
    """One paper as one person typed it, blind of what others typed; emptied when its batch is accepted."""

    class Fault(models.TextChoices):
        """Why a paper does not count."""

        BLANK = "kosong", "Tidak ada tanda"
        TOO_MANY = "lebih", "Terlalu banyak pilihan"
        TOO_FEW = "kurang", "Kurang dari jumlah paling sedikit"
        UNCLEAR = "tidak_jelas", "Tanda tidak jelas"
        MARKED = "bertanda", "Ada nama atau tanda pengenal"
        OTHER = "lain", "Sebab lain"

    batch = models.ForeignKey(PaperBatch, on_delete=models.PROTECT, related_name="typed")
    number = models.PositiveSmallIntegerField("nomor lembar")
    turn = models.PositiveSmallIntegerField("ketikan ke")  # 1, 2; 3 where the first two differ
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    choices = models.JSONField("pilihan", default=list)
    points = models.JSONField("nilai", null=True)
    fault = models.CharField("sebab tidak sah", max_length=12, choices=Fault.choices, blank=True)

    class Meta:
        ordering = ["batch", "number", "turn"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number", "turn"], name="sheet_turn_once"),
            models.UniqueConstraint(fields=["batch", "number", "by"], name="sheet_typed_once_each"),
            models.CheckConstraint(condition=Q(turn__gte=1, turn__lte=3), name="sheet_turns"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.number}/{self.turn}"
