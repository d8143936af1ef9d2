"""The satisfaction survey: a period, the codes given out, the answers, and what the office does about them.

Answers hold no person, no address, no hour; a code that was used is marked and stands beside no answer.
"""

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from layanan.skm.unsur import BY_SLUG, FACES, SLUGS, Unsur, ordered


class SurveyPeriodQuerySet(models.QuerySet["SurveyPeriod"]):
    """Which periods, when."""

    def asking(self, day: date | None = None) -> "SurveyPeriodQuerySet":
        """Periods that take answers on this day (today)."""
        today = day or timezone.localdate()
        return self.filter(first_day__lte=today, last_day__gte=today, published_at__isnull=True)

    def published(self) -> "SurveyPeriodQuerySet":
        """Periods whose report is public, the latest first."""
        return self.filter(published_at__isnull=False).order_by("-last_day", "-id")


class SurveyPeriod(models.Model):
    """A time in which people who were served are asked how it was (survei kepuasan masyarakat)."""

    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, related_name="+", verbose_name="wilayah")
    title = models.CharField("periode", max_length=80)
    first_day = models.DateField("mulai")
    last_day = models.DateField("selesai")
    population = models.PositiveIntegerField("jumlah pengguna layanan", null=True, blank=True)
    open_link = models.BooleanField("terima jawaban tanpa kode", default=True)
    pengaduan_first = models.BooleanField("pengaduan sebagai unsur ke-8", default=False)
    team = models.CharField("pelaksana survei", max_length=200, blank=True)
    place = models.CharField("lokasi survei", max_length=200, blank=True)
    published_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SurveyPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "periode survei"
        verbose_name_plural = "periode survei"
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="survey_period_in_order"),
            models.UniqueConstraint(fields=["region", "title"], name="survey_period_once"),
        ]
        indexes = [models.Index(fields=["region", "-last_day"], name="survey_period_by_day")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("skm:report", args=[self.pk])

    @property
    def desk_url(self) -> str:
        return reverse("skm:run", args=[self.pk])

    @property
    def takes_answers(self) -> bool:
        """Whether answers are taken today."""
        return self.published_at is None and self.first_day <= timezone.localdate() <= self.last_day

    @property
    def unsur(self) -> tuple[Unsur, ...]:
        """The nine elements in the order in which this period prints them."""
        return ordered(self.pengaduan_first)

    @property
    def standing(self) -> tuple[str, str]:
        """Voice and word of its status."""
        if self.published_at:
            return "ok", "Laporan terbit"
        if self.takes_answers:
            return "info", "Sedang berjalan"
        return ("off", "Belum mulai") if self.first_day > timezone.localdate() else ("warn", "Menunggu laporan")


class SurveyToken(models.Model):
    """A code for one answer, given to a person who was served; only its keyed digest is kept."""

    period = models.ForeignKey(SurveyPeriod, on_delete=models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    service = models.CharField("layanan", max_length=120, blank=True)
    whole = models.BooleanField("seluruh unsur ditanyakan", default=True)
    spent = models.BooleanField("sudah dipakai", default=False)  # no moment: it would lead to the answer

    class Meta:
        verbose_name = "kode survei"
        verbose_name_plural = "kode survei"

    def __str__(self) -> str:
        return f"{self.period_id}: {'terpakai' if self.spent else 'belum dipakai'}"


class SurveyBatch(models.Model):
    """A sheet of paper answers an enumerator typed."""

    period = models.ForeignKey(SurveyPeriod, on_delete=models.CASCADE, related_name="batches")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    digest = models.CharField(max_length=64)
    count = models.PositiveIntegerField("jumlah jawaban")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "lembar pencacah"
        verbose_name_plural = "lembar pencacah"
        constraints = [models.UniqueConstraint(fields=["period", "digest"], name="survey_sheet_once")]

    def __str__(self) -> str:
        return f"{self.count} jawaban"

    @property
    def is_today(self) -> bool:
        """Whether it was typed today, and can be taken back."""
        return timezone.localdate(self.made_at) == timezone.localdate()


class Channel(models.TextChoices):
    """By which way an answer came."""

    CODE = "kode", "Kode dari petugas atau tanda terima"
    LINK = "tautan", "Tautan terbuka"
    SHEET = "lembar", "Lembar pencacah"


class Slot(models.TextChoices):
    """When somebody was asked."""

    MORNING = "pagi", "08.00–12.00"
    AFTERNOON = "siang", "12.00–17.00"


class Sex(models.TextChoices):
    """Sex, as the report counts it."""

    MALE = "L", "Laki-laki"
    FEMALE = "P", "Perempuan"


class Age(models.TextChoices):
    """Age in bands: the number itself is not needed."""

    TEEN = "19", "Sampai 19 tahun"
    TWENTIES = "20", "20–29 tahun"
    THIRTIES = "30", "30–39 tahun"
    FORTIES = "40", "40–49 tahun"
    FIFTIES = "50", "50–59 tahun"
    OLDER = "60", "60 tahun ke atas"


class Education(models.TextChoices):
    """The last school."""

    NONE = "tanpa", "Tidak tamat SD"
    PRIMARY = "sd", "SD"
    LOWER = "smp", "SMP"
    UPPER = "sma", "SMA atau SMK"
    DIPLOMA = "d", "D1 sampai D4"
    BACHELOR = "s1", "S1"
    MASTER = "s2", "S2 ke atas"


class Job(models.TextChoices):
    """What somebody works as."""

    STATE = "asn", "PNS, PPPK, TNI, atau Polri"
    PRIVATE = "swasta", "Pegawai swasta"
    OWN = "usaha", "Wirausaha atau pedagang"
    FARMER = "tani", "Petani, peternak, atau nelayan"
    WORKER = "buruh", "Buruh atau pekerja lepas"
    PUPIL = "pelajar", "Pelajar atau mahasiswa"
    HOME = "rumah", "Mengurus rumah tangga"
    OTHER = "lain", "Lainnya"


PROFILE: dict[str, tuple[str, Any]] = {  # the columns of the respondent profile with heading and words
    "sex": ("Jenis kelamin", Sex),
    "age": ("Umur", Age),
    "education": ("Pendidikan terakhir", Education),
    "job": ("Pekerjaan", Job),
    "slot": ("Jam survei", Slot),
}


def _mark(slug: str) -> Any:
    """The column of one element: 1 to 4, or nothing where only a face was given."""
    return models.PositiveSmallIntegerField(BY_SLUG[slug].label, null=True, blank=True)


def _marks_are_whole() -> Q:
    """All nine stand between 1 and 4, or none stands (a comparison with nothing is no refusal in SQL: said twice)."""
    none = Q(**{f"{slug}__isnull": True for slug in SLUGS})
    there = Q(**{f"{slug}__isnull": False for slug in SLUGS})
    return none | there & Q(**{f"{slug}__range": (1, 4) for slug in SLUGS})


class SurveyResponse(models.Model):
    """What one person answered. Nothing in it says who."""

    period = models.ForeignKey(SurveyPeriod, on_delete=models.CASCADE, related_name="responses")
    key = models.UUIDField(unique=True, default=uuid.uuid4)  # of the form: sent twice, it counts once
    day = models.DateField("tanggal")
    channel = models.CharField("cara", max_length=8, choices=Channel.choices)
    batch = models.ForeignKey(SurveyBatch, on_delete=models.CASCADE, null=True, related_name="responses")
    service = models.CharField("layanan", max_length=120, blank=True)
    face = models.PositiveSmallIntegerField("kepuasan", null=True, choices=list(enumerate(FACES, start=1)))
    persyaratan = _mark("persyaratan")
    prosedur = _mark("prosedur")
    waktu = _mark("waktu")
    biaya = _mark("biaya")
    produk = _mark("produk")
    kompetensi = _mark("kompetensi")
    perilaku = _mark("perilaku")
    sarana = _mark("sarana")
    pengaduan = _mark("pengaduan")
    slot = models.CharField("jam survei", max_length=8, choices=Slot.choices, blank=True)
    sex = models.CharField("jenis kelamin", max_length=1, choices=Sex.choices, blank=True)
    age = models.CharField("umur", max_length=2, choices=Age.choices, blank=True)
    education = models.CharField("pendidikan terakhir", max_length=8, choices=Education.choices, blank=True)
    job = models.CharField("pekerjaan", max_length=8, choices=Job.choices, blank=True)
    disability = models.BooleanField("penyandang disabilitas", default=False)
    assisted = models.BooleanField("diisi dengan bantuan petugas", default=False)

    class Meta:
        verbose_name = "jawaban survei"
        verbose_name_plural = "jawaban survei"
        constraints = [
            models.CheckConstraint(condition=_marks_are_whole(), name="survey_marks_whole_or_none"),
            models.CheckConstraint(condition=Q(face__isnull=True) | Q(face__range=(1, 4)), name="survey_face_1_to_4"),
            models.CheckConstraint(
                condition=Q(face__isnull=False) | Q(persyaratan__isnull=False), name="survey_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period_id}/{self.pk}"


class FollowUp(models.Model):
    """What the office will do about one element (rencana tindak lanjut)."""

    period = models.ForeignKey(SurveyPeriod, on_delete=models.CASCADE, related_name="follow_ups")
    unsur = models.CharField("unsur", max_length=12, choices=[(one.slug, one.label) for one in ordered()])
    activity = models.CharField("kegiatan", max_length=400)
    time = models.CharField("waktu", max_length=60)
    responsible = models.CharField("penanggung jawab", max_length=120)

    class Meta:
        verbose_name = "rencana tindak lanjut"
        verbose_name_plural = "rencana tindak lanjut"
        constraints = [models.UniqueConstraint(fields=["period", "unsur"], name="survey_follow_up_once")]

    def __str__(self) -> str:
        return self.activity
