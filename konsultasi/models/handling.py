"""How the office works through inputs: who handles them, which are answered together, its own notes and texts."""

import hashlib

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual
from django.urls import reverse
from django.utils import timezone

from konsultasi import states


def wording_stamp(disposition: str, explanation: str) -> str:
    """Tells one wording of an answer from another: what an officer read, before she writes over it."""
    return hashlib.sha256(f"{disposition}\x1f{explanation}".encode()).hexdigest()[:16]


class Unit(models.Model):
    """A section of the office, or another office, that prepares answers (unit penangan); its name is public."""

    name = models.CharField("nama", max_length=120)
    region = models.ForeignKey(
        "wilayah.Region", on_delete=models.PROTECT, related_name="+", verbose_name="wilayah kerja"
    )
    active = models.BooleanField("dipakai", default=True)

    class Meta:
        ordering = ["name"]
        verbose_name = "unit penangan"
        verbose_name_plural = "unit penangan"
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="unit_named_once")]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """An officer works for a unit (anggota unit): hears of its work and finds it in the queue; not public."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField("sejak", default=timezone.now)

    class Meta:
        ordering = ["unit__name", "user__full_name"]
        verbose_name = "anggota unit"
        verbose_name_plural = "anggota unit"
        constraints = [models.UniqueConstraint(fields=["unit", "user"], name="unit_member_once")]

    def __str__(self) -> str:
        return f"{self.user}, {self.unit}"


class Tag(models.Model):
    """A word by which officers find inputs again (tanda); never public."""

    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("tanda", max_length=40)

    class Meta:
        ordering = ["name"]
        verbose_name = "tanda"
        verbose_name_plural = "tanda"
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="tag_named_once")]

    def __str__(self) -> str:
        return self.name


class Group(models.Model):
    """Inputs that say the same and get one answer (kelompok masukan); each author still gets it.

    `shared` are the word stems by which they were found alike, as the officer saw them. Inputs and answers point here;
    the answer's words stand here too, for members that come later.
    """

    consultation = models.ForeignKey("konsultasi.Consultation", on_delete=models.PROTECT, related_name="groups")
    title = models.CharField("pokok masukan", max_length=120)
    shared = models.CharField("kata yang sama", max_length=200, blank=True)
    disposition = models.CharField("tanggapan", max_length=12, choices=states.Disposition.choices, blank=True)
    explanation = models.TextField("penjelasan", max_length=5000, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    dissolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "kelompok masukan"
        verbose_name_plural = "kelompok masukan"
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(GreaterThanOrEqual(Length("explanation"), 20)),
                name="group_answer_explains_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The officers' page; citizens meet the group only on the pages of its members."""
        return reverse("konsultasi:desk_group", args=[self.pk])

    @property
    def region_id(self) -> str:
        """Whose mandate covers it: the consultation's region."""
        return self.consultation.region_id

    @property
    def voice(self) -> str:
        return states.VOICES[states.Disposition(self.disposition)] if self.disposition else "off"

    @property
    def stamp(self) -> str:
        """Names this wording of the answer, "" where there is none yet."""
        return wording_stamp(self.disposition, self.explanation) if self.answered_at else ""


class PassedOver(models.Model):
    """Inputs that looked alike and that an officer looked at without grouping them (usulan kelompok yang dilewati).

    They are not proposed again among themselves; with one more that looks like them they are.
    """

    consultation = models.ForeignKey("konsultasi.Consultation", on_delete=models.PROTECT, related_name="passed_over")
    inputs = models.ManyToManyField("konsultasi.Input", related_name="+")
    shared = models.CharField("kata yang sama", max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]
        verbose_name = "usulan kelompok yang dilewati"
        verbose_name_plural = "usulan kelompok yang dilewati"

    def __str__(self) -> str:
        return f"Usulan kelompok yang dilewati, {self.consultation}"

    @property
    def region_id(self) -> str:
        """Whose mandate covers it: the consultation's region."""
        return self.consultation.region_id


class SavedText(models.Model):
    """A piece of an answer that officers use again (jawaban siap pakai)."""

    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, related_name="+")
    title = models.CharField("judul", max_length=80)
    text = models.TextField("isi", max_length=3000)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["title"]
        verbose_name = "jawaban siap pakai"
        verbose_name_plural = "jawaban siap pakai"
        constraints = [models.UniqueConstraint(fields=["region", "title"], name="saved_text_titled_once")]

    def __str__(self) -> str:
        return self.title


class Note(models.Model):
    """What officers tell each other about an input (catatan internal); on no public page, export or feed."""

    input = models.ForeignKey("konsultasi.Input", on_delete=models.PROTECT, related_name="notes")
    body = models.TextField("catatan", max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        verbose_name = "catatan internal"
        verbose_name_plural = "catatan internal"

    def __str__(self) -> str:
        return f"Catatan atas {self.input}"


class Closing(models.Model):
    """The office's word that its work on the inputs of a draft is done (penutupan konsultasi).

    Where inputs stay without an answer, `reason` says why, in public.
    """

    consultation = models.OneToOneField("konsultasi.Consultation", on_delete=models.PROTECT, related_name="closing")
    total = models.PositiveIntegerField("masukan")
    unanswered = models.PositiveIntegerField("belum dijawab")
    reason = models.TextField("alasan", max_length=2000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    role = models.CharField("ditutup sebagai", max_length=20)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "penutupan konsultasi"
        verbose_name_plural = "penutupan konsultasi"
        constraints = [
            models.CheckConstraint(
                condition=Q(unanswered=0) | Q(GreaterThanOrEqual(Length("reason"), 20)), name="closing_gives_its_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"Penutupan {self.consultation}"
