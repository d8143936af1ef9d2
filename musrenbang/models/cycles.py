"""Cycles, their stages, and the two small lists a proposal picks from."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual
from django.utils import timezone

from accounts.models import Rung
from musrenbang.states import LADDER, STAGE_DEEDS, StageKind


class Category(models.Model):
    """Field of works (bidang) a proposal belongs to; editable by the administrator."""

    name = models.CharField("nama", max_length=60, unique=True)
    slug = models.SlugField("kode", max_length=30, unique=True)
    order = models.PositiveSmallIntegerField("urutan", default=0)
    active = models.BooleanField("dipakai", default=True)

    class Meta:
        ordering = ["order", "name"]
        verbose_name = "bidang"
        verbose_name_plural = "bidang"

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """Unit of measure of a quantity: m, titik, kelompok; editable by the administrator."""

    name = models.CharField("satuan", max_length=20, unique=True)
    order = models.PositiveSmallIntegerField("urutan", default=0)
    active = models.BooleanField("dipakai", default=True)
    fractional = models.BooleanField(
        "boleh pecahan", default=False, help_text="Centang untuk ukuran seperti m atau ha. Jumlah orang atau unit utuh."
    )

    class Meta:
        ordering = ["order", "name"]
        verbose_name = "satuan"
        verbose_name_plural = "satuan"

    def __str__(self) -> str:
        return self.name


class CycleQuerySet(models.QuerySet["Cycle"]):
    def opening(self, deed: str, village: str = "") -> "CycleQuerySet":
        """Cycles with a running stage that opens this deed of citizens, for people of this village."""
        return self.filter(pk__in=Stage.objects.opening(deed, village).values("cycle_id"))


class Cycle(models.Model):
    """One musrenbang of a kecamatan: deliberated in one year for the plan of another."""

    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, related_name="+", verbose_name="kecamatan")
    plan_year = models.PositiveSmallIntegerField("tahun rencana")
    deliberation_year = models.PositiveSmallIntegerField("tahun pelaksanaan musrenbang")
    last_number = models.PositiveIntegerField("nomor terakhir", default=0, editable=False)

    objects = CycleQuerySet.as_manager()

    class Meta:
        ordering = ["-plan_year", "region_id"]
        verbose_name = "siklus musrenbang"
        verbose_name_plural = "siklus musrenbang"
        constraints = [
            models.UniqueConstraint(fields=["region", "plan_year"], name="one_cycle_per_year"),
            models.CheckConstraint(
                condition=Q(plan_year__gte=F("deliberation_year"), plan_year__range=(2000, 2100)),
                name="cycle_years_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"Musrenbang {self.deliberation_year} untuk rencana {self.plan_year}, {self.region_id}"


class StageQuerySet(models.QuerySet["Stage"]):
    def about(self, deed: str) -> "StageQuerySet":
        """Stages that open this deed of citizens whenever they run."""
        return self.filter(kind__in=[kind for kind, deeds in STAGE_DEEDS.items() if deed in deeds])

    def opening(self, deed: str, village: str = "") -> "StageQuerySet":
        """Stages that run now and open this deed of citizens; those a village has longer for run on there."""
        return self.about(deed).running(village)

    def running(self, village: str = "") -> "StageQuerySet":
        """Stages that run now, for this village where it has longer."""
        now = timezone.now()
        longer = StageExtension.objects.filter(stage=OuterRef("pk"), region_id=village, closes_at__gt=now)
        until = Q(closes_at__gt=now) | Q(Exists(longer)) if village else Q(closes_at__gt=now)
        return self.filter(until, opens_at__lte=now)


class Stage(models.Model):
    """A span of time in a cycle; what it opens to citizens stands in STAGE_DEEDS."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="stages", verbose_name="siklus")
    kind = models.CharField("tahap", max_length=24, choices=StageKind.choices)
    opens_at = models.DateTimeField("mulai")
    closes_at = models.DateTimeField("selesai")
    min_rung = models.PositiveSmallIntegerField(
        "tingkat kepastian paling rendah", choices=Rung.choices, null=True, blank=True
    )  # empty = the usual one of accounts.rules.DEEDS

    objects = StageQuerySet.as_manager()

    class Meta:
        ordering = ["opens_at", "id"]
        verbose_name = "tahap"
        verbose_name_plural = "tahap"
        constraints = [
            models.UniqueConstraint(fields=["cycle", "kind"], name="one_stage_per_kind"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="stage_ends_after_start"),
        ]
        indexes = [models.Index(fields=["kind", "opens_at", "closes_at"], name="stage_running")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.cycle_id}"

    @property
    def region_id(self) -> str:
        """The kecamatan of the cycle, so that mandates work on stages."""
        return self.cycle.region_id

    @property
    def rungs(self) -> dict[str, int]:
        """The rung this stage asks for each deed of the ladder, where it differs from the usual (accounts.rules)."""
        if self.min_rung is None:
            return {}
        return dict.fromkeys((LADDER.get(deed, deed) for deed in STAGE_DEEDS.get(self.kind, ())), self.min_rung)

    @property
    def running(self) -> bool:
        """Whether the stage runs at this moment."""
        return self.opens_at <= timezone.now() < self.closes_at


LEAST_WORDS = 20


class StageExtension(models.Model):
    """A village has longer for one stage, with the reason everybody reads; rows are only added, the latest counts."""

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="extensions", verbose_name="tahap")
    region = models.ForeignKey(
        "wilayah.Region", on_delete=models.PROTECT, related_name="+", verbose_name="kelurahan atau desa"
    )
    closes_at = models.DateTimeField("diperpanjang sampai")
    reason = models.TextField("alasan", max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        verbose_name = "perpanjangan tahap"
        verbose_name_plural = "perpanjangan tahap"
        constraints = [
            models.CheckConstraint(
                condition=GreaterThanOrEqual(Length("reason"), LEAST_WORDS), name="extension_has_reason"
            )
        ]
        indexes = [models.Index(fields=["stage", "region", "closes_at"], name="extension_of_village")]

    def __str__(self) -> str:
        return f"{self.stage_id} {self.region_id}"
