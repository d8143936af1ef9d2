"""Tables that offices read in: lists of past years, a village's sheet, SIPD's status; and what came of each row."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from musrenbang.models.proposals import Proposal


class ReadTable(models.Model):
    """A table that is tried first and then kept whole or not at all; its bytes go once they are of no more use."""

    class State(models.TextChoices):
        READING = "dibaca", "Sedang diperiksa"
        FAULTY = "salah", "Berisi kesalahan"
        CHECKED = "diperiksa", "Sudah diperiksa, belum disimpan"
        QUEUED = "antre", "Sedang disimpan"
        MADE = "dibuat", "Tersimpan"
        FAILED = "gagal", "Gagal"

    name = models.CharField("nama berkas", max_length=160)
    digest = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    report: Any = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=State.choices, default=State.READING)
    trouble = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def busy(self) -> bool:
        """The worker has it in hand."""
        return self.state in (self.State.READING, self.State.QUEUED)


class ProposalSheet(ReadTable):
    """A table of proposals: a list of a past year, or what a village without a signal wrote down (lembar usulan)."""

    class Kind(models.TextChoices):
        PAST = "lama", "Daftar tahun sebelumnya"
        VILLAGE = "desa", "Lembar kelurahan/desa"

    kind = models.CharField("jenis", max_length=8, choices=Kind.choices)
    cycle = models.ForeignKey("musrenbang.Cycle", on_delete=models.PROTECT, related_name="sheets")
    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, related_name="+", verbose_name="wilayah")

    class Meta:
        ordering = ["-id"]
        verbose_name = "lembar usulan"
        verbose_name_plural = "lembar usulan"
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "digest"], condition=Q(state__in=["antre", "dibuat"]), name="sheet_made_once"
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("musrenbang:sheet", args=[self.pk])


class SheetEntry(models.Model):
    """The row of a table a proposal was made of; in whose name an officer wrote it down is the office's to know."""

    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="entry")
    sheet = models.ForeignKey(ProposalSheet, on_delete=models.PROTECT, related_name="entries")
    row = models.PositiveIntegerField("baris")
    cycle = models.ForeignKey("musrenbang.Cycle", on_delete=models.PROTECT, related_name="+")
    old_number = models.CharField("nomor lama", max_length=40, blank=True)
    on_behalf = models.CharField("atas nama", max_length=120, blank=True)
    consented = models.BooleanField("setuju dicatatkan", default=False)

    class Meta:
        ordering = ["row"]
        verbose_name = "baris lembar usulan"
        verbose_name_plural = "baris lembar usulan"
        constraints = [
            models.UniqueConstraint(fields=["sheet", "row"], name="entry_once_per_row"),
            models.UniqueConstraint(
                fields=["cycle", "old_number"], condition=~Q(old_number=""), name="old_number_once_per_cycle"
            ),
            models.CheckConstraint(condition=Q(on_behalf="") | Q(consented=True), name="on_behalf_with_consent"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id}:{self.row}"


class SipdFile(ReadTable):
    """SIPD's status of a plan year as a file, with the day on which SIPD said so (berkas SIPD)."""

    year = models.PositiveSmallIntegerField("tahun rencana")
    as_of = models.DateField("tanggal data SIPD")
    rest: Any = models.JSONField(default=list)  # rows that nobody has paired with a proposal yet
    pairs: Any = models.JSONField(default=dict)  # row -> key of the proposal a person chose
    matched = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-id"]
        verbose_name = "berkas SIPD"
        verbose_name_plural = "berkas SIPD"
        constraints = [
            models.CheckConstraint(condition=Q(year__range=(2000, 2100)), name="sipd_year_in_range"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("musrenbang:sipd_file", args=[self.pk])


class SipdStatus(models.Model):
    """What SIPD said of a proposal on a day; rows are only added, the newest counts."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="sipd_statuses")
    file = models.ForeignKey(SipdFile, on_delete=models.PROTECT, related_name="statuses")
    row = models.PositiveIntegerField("baris")
    as_of = models.DateField("tanggal data SIPD")
    status = models.CharField("status", max_length=200, blank=True)
    note = models.TextField("catatan", max_length=2000, blank=True)
    said: Any = models.JSONField(default=dict)  # every watched column as SIPD had it
    paired = models.BooleanField("dipasangkan orang", default=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["as_of", "id"]
        verbose_name = "status SIPD"
        verbose_name_plural = "status SIPD"
        constraints = [models.UniqueConstraint(fields=["file", "row"], name="sipd_row_told_once")]

    def __str__(self) -> str:
        return self.status or self.note
