"""Places: regions by Kemendagri code, local names of levels, holidays."""

from django.db import models

from wilayah.names import level_name_of
from wilayah.querysets import RegionQuerySet


class Level(models.IntegerChoices):
    """The four levels of government; the label people read comes from `level_name`."""

    PROVINCE = 1, "Provinsi"
    REGENCY = 2, "Kabupaten/Kota"
    DISTRICT = 3, "Kecamatan"
    VILLAGE = 4, "Kelurahan/Desa"


class Region(models.Model):
    """A province, regency, district or village. The code is the key: `33.23.03.1001` lies within `33.23.03`."""

    code = models.CharField("kode", max_length=13, primary_key=True)
    name = models.CharField("nama", max_length=100)
    level = models.PositiveSmallIntegerField("tingkat", choices=Level.choices)
    search = models.CharField(max_length=120, db_index=True, editable=False)

    objects = RegionQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = "wilayah"
        verbose_name_plural = "wilayah"

    def __str__(self) -> str:
        return self.label  # a kabupaten, its kecamatan and a kelurahan may share one name

    @property
    def label(self) -> str:
        """The name with its level before it: "Kelurahan Kertosari"; a regency's name holds its level already."""
        return self.name if self.level <= Level.REGENCY else f"{level_name_of(self.code, self.level)} {self.name}"

    @property
    def parent_code(self) -> str:
        """Code of the region above, "" for a province."""
        return self.code.rpartition(".")[0]

    def contains(self, code: str) -> bool:
        """Whether `code` is this region or lies within it."""
        return code == self.code or code.startswith(self.code + ".")


class LevelName(models.Model):
    """What a level is called here: Kapanewon, Gampong, Nagari ... The longest matching prefix wins."""

    prefix = models.CharField("awalan kode", max_length=13, blank=True)
    level = models.PositiveSmallIntegerField("tingkat", choices=Level.choices)
    kind = models.CharField("angka pertama kode desa", max_length=1, blank=True)
    name = models.CharField("sebutan", max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "level", "kind"], name="one_name_per_level")]
        verbose_name = "sebutan tingkat"
        verbose_name_plural = "sebutan tingkat"

    def __str__(self) -> str:
        return f"{self.prefix or 'semua'} {self.level}: {self.name}"


class Holiday(models.Model):
    """A day on which offices are closed; working-day clocks skip it."""

    class Basis(models.TextChoices):
        FIXED = "tetap", "Tanggal tetap"
        DECREE = "ketetapan", "Keputusan bersama menteri"
        ESTIMATE = "perkiraan", "Perkiraan, periksa keputusan bersama"

    date = models.DateField("tanggal", unique=True)
    name = models.CharField("nama", max_length=120)
    joint_leave = models.BooleanField("cuti bersama", default=False)
    basis = models.CharField("dasar tanggal", max_length=10, choices=Basis.choices, default=Basis.DECREE)

    class Meta:
        ordering = ["date"]
        verbose_name = "hari libur"
        verbose_name_plural = "hari libur"

    def __str__(self) -> str:
        return f"{self.date} {self.name}"
