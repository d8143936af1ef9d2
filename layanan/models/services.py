"""A service of the office as people may rely on it, and the versions of its promise and its form."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from core.text import rupiah


class ServiceQuerySet(models.QuerySet["Service"]):
    """Which services."""

    def public(self) -> "ServiceQuerySet":
        """Services whose page everybody may read, in the order of the catalogue."""
        return self.filter(visible=True, version__isnull=False).order_by("position", "name").select_related("version")


class Output(models.TextChoices):
    """What a person gets at the end."""

    PAPER = "kertas", "Surat bertanda tangan basah, diambil di kantor"
    DIGITAL = "digital", "Surat bertanda tangan elektronik, diunduh"
    NONE = "tanpa", "Bukan surat"


class Service(models.Model):
    """What an office does for people: the page of the catalogue, who signs, how long it takes (layanan)."""

    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, related_name="+", verbose_name="wilayah")
    slug = models.SlugField("alamat", max_length=60, unique=True)
    name = models.CharField("nama layanan", max_length=160)
    summary = models.CharField("ringkasan", max_length=300, blank=True)
    words = models.TextField("kata yang dicari orang", blank=True)  # stems of everything it is found by
    position = models.PositiveSmallIntegerField("urutan", default=0)
    visible = models.BooleanField("tampil", default=False)
    online = models.BooleanField("dapat diajukan daring", default=True)
    version = models.ForeignKey(
        "layanan.ServiceVersion", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="versi berlaku"
    )
    promise_days = models.PositiveSmallIntegerField("janji (hari kerja)", null=True, blank=True)
    promise_minutes = models.PositiveSmallIntegerField("janji (menit kerja)", null=True, blank=True)
    paraf_kasi = models.BooleanField("paraf kasi", default=True)
    paraf_sekcam = models.BooleanField("paraf sekcam", default=True)
    signer = models.CharField("penanda tangan", max_length=80, default="Camat")
    output = models.CharField("hasil", max_length=8, choices=Output.choices, default=Output.PAPER)
    keep_done_days = models.PositiveSmallIntegerField("simpan sesudah selesai (hari)", default=30)
    keep_refused_days = models.PositiveSmallIntegerField("simpan sesudah ditolak atau batal (hari)", default=90)
    lapse_days = models.PositiveSmallIntegerField("tunggu kelengkapan (hari)", default=30)
    keep_most_days = models.PositiveSmallIntegerField("simpan paling lama (hari)", default=365)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = "layanan"
        verbose_name_plural = "layanan"
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(promise_days__isnull=True) | Q(promise_minutes__isnull=True), name="service_one_promise"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("layanan:service", args=[self.slug])

    @property
    def takes_applications(self) -> bool:
        """Whether people can apply on the site now."""
        return self.visible and self.online and self.version_id is not None

    @property
    def cost_words(self) -> str:
        """What it costs, in words."""
        cost = self.version.contract.get("cost") if self.version else 0
        return rupiah(cost) if cost else "Gratis"

    @property
    def promise(self) -> str:
        """How long it takes, in words."""
        if self.promise_minutes:
            return f"{self.promise_minutes} menit kerja"
        return f"{self.promise_days} hari kerja" if self.promise_days else "Sesuai kesepakatan"


class ServiceVersion(models.Model):
    """The promise and the form of a service as published at one time; applications keep theirs."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField("versi")
    contract: Any = models.JSONField("standar pelayanan", default=dict)  # layanan.contract.Contract
    form: Any = models.JSONField("formulir", default=dict)  # layanan.schema.compile_form
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField("terbit", auto_now_add=True)

    class Meta:
        verbose_name = "versi layanan"
        verbose_name_plural = "versi layanan"
        ordering = ["service", "-number"]
        constraints = [models.UniqueConstraint(fields=["service", "number"], name="service_version_once")]

    def __str__(self) -> str:
        return f"{self.service_id}, versi {self.number}"
