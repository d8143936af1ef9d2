"""The further fields of a proposal's record (SIPD's columns and what the offices ask), apart from its life."""

from decimal import ROUND_HALF_UP, Decimal

from django.db import models
from django.db.models import Q

from musrenbang.choices import Authority, Design, Funding, LandStatus, Source, SpatialFit


class Record(models.Model):
    """What a proposal says besides title, problem, place and quantity; every field may be empty."""

    source = models.CharField("sumber", max_length=16, choices=Source.choices, default=Source.MUSRENBANG)
    condition = models.TextField("keadaan sekarang", max_length=2000, blank=True)
    catalogue_item = models.ForeignKey(
        "musrenbang.CatalogueItem", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # empty: outside the catalogue (bank usulan), which is never a reason to refuse
    unit_price = models.DecimalField("harga satuan", max_digits=18, decimal_places=0, null=True, blank=True)
    cost_reason = models.CharField("alasan biaya lain dari kamus", max_length=300, blank=True)
    quantity_detail = models.CharField("rincian volume", max_length=200, blank=True)
    line = models.JSONField("garis pada peta", default=list, blank=True)  # [[lat, lng], ...], two points or more

    women = models.PositiveIntegerField("penerima manfaat perempuan", null=True, blank=True)
    disabled = models.PositiveIntegerField("penerima manfaat penyandang disabilitas", null=True, blank=True)
    poor = models.PositiveIntegerField("penerima manfaat warga miskin", null=True, blank=True)
    land_status = models.CharField("status lahan", max_length=16, choices=LandStatus.choices, blank=True)
    land_certificate = models.CharField("bukti atau sertifikat lahan", max_length=120, blank=True)
    spatial_fit = models.CharField("kesesuaian RTRW", max_length=16, choices=SpatialFit.choices, blank=True)
    design = models.CharField("DED atau kajian", max_length=16, choices=Design.choices, blank=True)
    self_help = models.CharField("swadaya warga", max_length=300, blank=True)
    self_help_amount = models.DecimalField("nilai swadaya", max_digits=18, decimal_places=0, null=True, blank=True)

    proposer_position = models.CharField("jabatan pengusul", max_length=80, blank=True)
    authority = models.CharField("kewenangan", max_length=12, choices=Authority.choices, blank=True)
    funding = models.CharField("sumber dana", max_length=16, choices=Funding.choices, blank=True)
    agency_first = models.ForeignKey(
        "musrenbang.Agency", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    agency_final = models.ForeignKey(
        "musrenbang.Agency", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sipd_id = models.CharField("ID usulan SIPD", max_length=40, null=True, blank=True)  # noqa: DJ001  unique where given

    class Meta:
        abstract = True

    @property
    def reckoned_cost(self) -> Decimal | None:
        """Quantity times the price of the catalogue, None where one is missing."""
        quantity = getattr(self, "quantity", None)
        if quantity is None or self.unit_price is None:
            return None
        return (Decimal(quantity) * Decimal(self.unit_price)).quantize(Decimal(1), ROUND_HALF_UP)

    @property
    def final_agency(self) -> str:
        """Name of the body that carries the work out, "" while none is named."""
        return self.agency_final.name if self.agency_final else ""

    @property
    def rerouted(self) -> bool:
        """The body named first is not the one that carries it out."""
        return bool(self.agency_first_id and self.agency_final_id and self.agency_first_id != self.agency_final_id)


RECORD_CONSTRAINTS = [
    models.UniqueConstraint(fields=["cycle", "sipd_id"], name="sipd_id_once_per_cycle"),
    models.CheckConstraint(condition=~Q(sipd_id=""), name="sipd_id_not_blank"),
    models.CheckConstraint(condition=Q(unit_price__isnull=True) | Q(unit_price__gt=0), name="price_above_zero"),
    models.CheckConstraint(
        condition=Q(self_help_amount__isnull=True) | Q(self_help_amount__gte=0), name="self_help_not_negative"
    ),
]


class ProposalPaper(models.Model):
    """A paper (PDF) beside a proposal: letter, reckoning of costs, design, proof of the land."""

    class Kind(models.TextChoices):
        LETTER = "surat", "Surat pengantar"
        PLAN = "proposal", "Proposal"
        COSTS = "rab", "Rencana anggaran biaya (RAB)"
        DESIGN = "ded", "DED atau kajian"
        LAND = "lahan", "Bukti lahan"
        OTHER = "lain", "Lainnya"

    proposal = models.ForeignKey("musrenbang.Proposal", on_delete=models.CASCADE, related_name="papers")
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("jenis berkas", max_length=10, choices=Kind.choices, default=Kind.OTHER)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(condition=Q(position__lt=5), name="five_papers"),
            models.UniqueConstraint(fields=["proposal", "position"], name="paper_position_once"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
