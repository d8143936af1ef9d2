"""Lists of the planning agency: who carries works out, and the catalogue of works with their prices (kamus usulan)."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from musrenbang.states import WorkKind
from wilayah.queries import around


class PlacedQuerySet(models.QuerySet[Any]):
    def holding_for(self, code: str) -> "PlacedQuerySet":
        """Rows of this region or of one around it that are in use."""
        return self.filter(region_id__in=[*around(code), code], active=True)


class Agency(models.Model):
    """A body of the regency that carries works out (perangkat daerah), with its code in the budget."""

    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, related_name="+", verbose_name="wilayah")
    code = models.CharField("kode", max_length=30, blank=True, help_text="Seperti tertulis di SIPD. Boleh kosong.")
    name = models.CharField("nama", max_length=120)
    active = models.BooleanField("dipakai", default=True)

    objects = PlacedQuerySet.as_manager()

    class Meta:
        ordering = ["code", "name"]
        verbose_name = "perangkat daerah"
        verbose_name_plural = "perangkat daerah"
        constraints = [
            models.UniqueConstraint("region", Lower("name"), name="agency_name_once"),
            models.UniqueConstraint(fields=["region", "code"], condition=~Q(code=""), name="agency_code_once"),
            models.CheckConstraint(condition=~Q(name=""), name="agency_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


class CatalogueItem(models.Model):
    """One work of the catalogue (kamus usulan) of a plan year, with its unit and the price the office reckons with."""

    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, related_name="+", verbose_name="wilayah")
    year = models.PositiveSmallIntegerField("tahun rencana")
    affair = models.CharField("bidang urusan", max_length=120)
    group = models.CharField("kelompok", max_length=120, blank=True)
    work = models.CharField("pekerjaan", max_length=200)
    kind = models.CharField("jenis", max_length=10, choices=WorkKind.choices, default=WorkKind.PHYSICAL)
    category = models.ForeignKey(
        "musrenbang.Category", on_delete=models.PROTECT, related_name="+", verbose_name="bidang"
    )
    unit = models.ForeignKey("musrenbang.Unit", on_delete=models.PROTECT, related_name="+", verbose_name="satuan")
    unit_price = models.DecimalField("harga satuan (rupiah)", max_digits=18, decimal_places=0)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="perangkat daerah"
    )
    output = models.CharField("keluaran", max_length=200, blank=True)
    locked = models.BooleanField("harga terkunci", default=False, help_text="Biaya selalu volume kali harga satuan.")
    active = models.BooleanField("dipakai", default=True)

    objects = PlacedQuerySet.as_manager()

    class Meta:
        ordering = ["affair", "group", "work"]
        verbose_name = "pekerjaan kamus usulan"
        verbose_name_plural = "kamus usulan"
        constraints = [
            models.UniqueConstraint(fields=["region", "year", "work", "unit"], name="catalogue_work_once"),
            models.CheckConstraint(condition=Q(unit_price__gt=0), name="catalogue_price_above_zero"),
            models.CheckConstraint(condition=Q(year__range=(2000, 2100)), name="catalogue_year_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.work} ({self.unit})"
