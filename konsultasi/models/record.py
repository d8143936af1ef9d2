"""What stays of a consultation: its minutes, and the response matrix as files that are made once."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Minutes(models.Model):
    """The berita acara of a consultation: number, day and place of the paper, who signs it, and what it says.

    `content` is what was counted when an officer wrote it, section by section (title, paragraphs, head, rows): a paper
    that people signed says the same next year. Writing it anew counts anew.
    """

    consultation = models.OneToOneField("konsultasi.Consultation", on_delete=models.PROTECT, related_name="minutes")
    number = models.CharField("nomor", max_length=60, blank=True)
    place = models.CharField("tempat", max_length=120)
    day = models.DateField("tanggal")
    signers = models.JSONField("penanda tangan", default=list)  # [{"name": ..., "office": ...}], in their order
    note = models.TextField("catatan", max_length=2000, blank=True)
    content = models.JSONField("isi", default=list)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "berita acara konsultasi"
        verbose_name_plural = "berita acara konsultasi"

    def __str__(self) -> str:
        return f"Berita acara {self.consultation}"

    @property
    def region_id(self) -> str:
        """Whose mandate covers it: the consultation's region."""
        return self.consultation.region_id


class MatrixFile(models.Model):
    """The response matrix as a file, made by the worker once for each state of the draft (berkas matriks).

    `content` is the content version of the draft at the time it was asked for; `as_of` the past day it shows, else "".
    """

    class State(models.TextChoices):
        WAITING = "antre", "Menunggu"
        WORKING = "dibuat", "Sedang dibuat"
        READY = "siap", "Siap"
        FAILED = "gagal", "Gagal"

    consultation = models.ForeignKey("konsultasi.Consultation", on_delete=models.CASCADE, related_name="matrix_files")
    format = models.CharField(max_length=4)
    paper = models.CharField(max_length=2, blank=True)
    as_of = models.CharField(max_length=10, blank=True)
    content = models.BigIntegerField()
    state = models.CharField(max_length=6, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    name = models.CharField("berkas", max_length=120, blank=True)  # in the private storage
    size = models.PositiveBigIntegerField(default=0)
    touched_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]
        verbose_name = "berkas matriks"
        verbose_name_plural = "berkas matriks"
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "format", "paper", "as_of", "content"], name="matrix_file_made_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.format} {self.consultation}"

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // self.total) if self.total else 0
