"""Pages of the office's services: the editor's side of the catalogue. The room shows them and takes applications."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField

from cms.models.base import SitePage
from layanan.blocks import FormBody, steps_of
from layanan.contract import INNER, PAPER_KINDS, Contract, LegalBasis, Requirement, ServicePlan, Variant
from layanan.models import Output
from layanan.previewing import preview_context
from layanan.schema import FormMistakes, compile_form

RESERVED = frozenset({"janji", "maklumat", "isi", "ajukan"})  # addresses below /layanan/ that are no services
KEEP = ("keep_done_days", "keep_refused_days", "lapse_days", "keep_most_days")


class VariantsBody(blocks.StreamBlock):
    """Kinds of the same service."""

    varian = blocks.StructBlock(
        [
            ("name", blocks.CharBlock(max_length=80, label="Nama")),
            ("note", blocks.CharBlock(required=False, max_length=250, label="Keterangan")),
        ],
        label="Jenis permohonan",
        label_format="{name}",
    )


class RequirementsBody(blocks.StreamBlock):
    """Papers that are asked for."""

    syarat = blocks.StructBlock(
        [
            ("name", blocks.CharBlock(max_length=160, label="Syarat")),
            ("needed", blocks.BooleanBlock(required=False, default=True, label="Wajib")),
            ("kinds", blocks.MultipleChoiceBlock(required=False, choices=[*PAPER_KINDS.items()], label="Bentuk")),
            ("bring", blocks.BooleanBlock(required=False, label="Boleh dibawa ke kantor")),
            ("note", blocks.CharBlock(required=False, max_length=250, label="Keterangan")),
        ],
        label="Syarat",
        label_format="{name}",
    )


class BasesBody(blocks.StreamBlock):
    """Rules the service rests on."""

    dasar = blocks.StructBlock(
        [
            ("title", blocks.CharBlock(max_length=250, label="Peraturan")),
            ("in_force", blocks.BooleanBlock(required=False, default=True, label="Masih berlaku")),
            ("url", blocks.URLBlock(required=False, label="Alamat naskah")),
        ],
        label="Dasar hukum",
        label_format="{title}",
    )


class ServiceIndexPage(SitePage):
    """Under it stand the services; the catalogue itself is shown by the service room."""

    max_count = 1
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.ServicePage"]
    content_panels = [*SitePage.content_panels, SitePage.summary_panel]
    template = "cms/service_index.html"

    class Meta:
        verbose_name = "katalog layanan"


def _long(label: str) -> Any:
    return models.TextField(label, max_length=1500, blank=True)


class ServicePage(SitePage):
    """A service of the office: what it promises, what it asks, who signs, and the form people fill in."""

    intro = _long("pengantar")
    synonyms = models.TextField(
        "kata yang dipakai orang", max_length=1000, blank=True, help_text="Satu per baris, misalnya: nikah mendadak."
    )
    position = models.PositiveSmallIntegerField("urutan", default=100)
    online = models.BooleanField("dapat diajukan lewat situs", default=True)
    variants = StreamField(VariantsBody(required=False), blank=True, verbose_name="jenis permohonan")
    requirements = StreamField(RequirementsBody(required=False), blank=True, verbose_name="persyaratan")
    procedure = models.TextField("langkah pelayanan", max_length=3000, blank=True, help_text="Satu langkah per baris.")
    village = models.CharField(
        "yang dilakukan desa atau kelurahan lebih dahulu", max_length=200, blank=True, help_text="Misalnya: pengantar."
    )
    promise_days = models.PositiveSmallIntegerField("janji (hari kerja)", null=True, blank=True)
    promise_minutes = models.PositiveSmallIntegerField("janji (menit kerja)", null=True, blank=True)
    promise_note = models.CharField("keterangan waktu", max_length=250, blank=True)
    cost = models.PositiveIntegerField("biaya (rupiah)", default=0, help_text="0 ditulis Gratis.")
    cost_note = models.CharField("keterangan biaya", max_length=250, blank=True)
    product = models.CharField("produk pelayanan", max_length=200, blank=True)
    valid_for = models.CharField("masa berlaku", max_length=120, blank=True)
    sample = models.ForeignKey(
        "cms.Download", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="contoh surat"
    )
    counter = models.CharField("loket", max_length=120, blank=True)
    complaints = _long("pengaduan, saran, dan masukan")
    lapor = models.CharField("nomor laporan SP4N-LAPOR!", max_length=40, blank=True)
    bases = StreamField(BasesBody(required=False), blank=True, verbose_name="dasar hukum")
    decree = models.CharField("nomor keputusan standar pelayanan", max_length=120, blank=True)
    facilities = _long("sarana, prasarana, dan fasilitas")
    competence = _long("kompetensi pelaksana")
    supervision = _long("pengawasan internal")
    staff = _long("jumlah pelaksana")
    guarantee = _long("jaminan pelayanan")
    safety = _long("jaminan keamanan dan keselamatan")
    evaluation = _long("evaluasi kinerja pelaksana")
    form = StreamField(FormBody(required=False), blank=True, verbose_name="formulir")
    signer = models.CharField("penanda tangan", max_length=80, default="Camat")
    paraf_kasi = models.BooleanField("paraf kepala seksi", default=True)
    paraf_sekcam = models.BooleanField("paraf sekretaris kecamatan", default=True)
    output = models.CharField("hasil", max_length=8, choices=Output.choices, default=Output.PAPER)
    keep_done_days = models.PositiveSmallIntegerField("sesudah selesai (hari)", default=30)
    keep_refused_days = models.PositiveSmallIntegerField("sesudah ditolak atau dibatalkan (hari)", default=90)
    lapse_days = models.PositiveSmallIntegerField("menunggu kelengkapan (hari)", default=30)
    keep_most_days = models.PositiveSmallIntegerField("paling lama (hari)", default=365)
    service = models.OneToOneField(
        "layanan.Service", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="page"
    )

    together = ("region", "service")
    exclude_fields_in_copy = ["service"]
    parent_page_types = ["cms.ServiceIndexPage"]
    subpage_types: list[str] = []
    preview_modes = [("", "Halaman layanan"), ("formulir", "Formulir")]
    template = "layanan/service/preview.html"
    content_panels = [
        *SitePage.content_panels,
        SitePage.summary_panel,
        FieldPanel("intro"),
        FieldPanel("synonyms"),
        FieldPanel("variants"),
        FieldPanel("requirements"),
        FieldPanel("procedure"),
        FieldRowPanel(["promise_days", "promise_minutes", "promise_note"], heading="Waktu penyelesaian"),
        FieldRowPanel(["cost", "cost_note"], heading="Biaya"),
        FieldRowPanel(["product", "valid_for", "sample"], heading="Produk"),
        MultiFieldPanel(["complaints", "lapor"], heading="Pengaduan"),
    ]
    form_panels = [FieldPanel("online"), FieldPanel("form")]
    chain_panels = [
        FieldPanel("village"),
        FieldRowPanel(["paraf_kasi", "paraf_sekcam", "signer", "output"], heading="Paraf dan tanda tangan"),
        FieldRowPanel([*KEEP], heading="Lama data permohonan disimpan"),
    ]
    standard_panels = [
        FieldPanel("bases"),
        FieldPanel("decree"),
        FieldPanel("counter"),
        *[FieldPanel(name) for name, _ in INNER],
        FieldPanel("region"),
        FieldPanel("position"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading="Layanan"),
            ObjectList(form_panels, heading="Formulir"),
            ObjectList(chain_panels, heading="Alur dan data"),
            ObjectList(standard_panels, heading="Standar pelayanan"),
            ObjectList(SitePage.promote_panels, heading="Alamat"),
            ObjectList(SitePage.settings_panels, heading="Terbit"),
        ]
    )

    class Meta:
        verbose_name = "layanan"
        verbose_name_plural = "layanan"

    def clean(self) -> None:
        super().clean()
        if self.slug in RESERVED:
            raise ValidationError({"slug": "Alamat ini dipakai halaman lain. Pilih alamat yang berbeda."})
        if self.promise_days and self.promise_minutes:
            raise ValidationError({"promise_minutes": "Isi janji dalam hari kerja atau dalam menit kerja, salah satu."})
        try:
            compile_form(steps_of(self.form), self.variant_names)
        except FormMistakes as found:
            raise ValidationError({"form": [one.words for one in found.mistakes]}) from found

    def with_content_json(self, content: dict[str, Any]) -> "ServicePage":
        """A revision from before the first publication knows no service; the page's own stays."""
        page = super().with_content_json(content)
        page.service_id = self.service_id
        return page

    @property
    def variant_names(self) -> list[str]:
        return [block.value["name"] for block in self.variants]

    def search_texts(self) -> list[str]:
        papers = [block.value["name"] for block in self.requirements]
        return [*super().search_texts(), self.intro, self.synonyms, self.product, *self.variant_names, *papers]

    def contract(self) -> Contract:
        """What the page promises, as plain data."""
        texts = ["intro", "village", "promise_note", "cost_note", "product", "valid_for", "counter", "complaints"]
        texts += ["lapor", "decree", *[name for name, _ in INNER]]
        return Contract(
            variants=[Variant(**block.value) for block in self.variants],
            requirements=[
                Requirement(**{**block.value, "kinds": [*block.value["kinds"]]}) for block in self.requirements
            ],
            steps=[line.strip() for line in self.procedure.splitlines() if line.strip()],
            bases=[LegalBasis(**block.value) for block in self.bases],
            cost=self.cost,
            sample=self.sample.url if self.sample else "",
            **{name: getattr(self, name) for name in texts},
        )

    def plan(self) -> ServicePlan:
        """The whole service, as it goes down to the room."""
        chain = {name: getattr(self, name) for name in ("paraf_kasi", "paraf_sekcam", "output", *KEEP)}
        return ServicePlan(
            slug=self.slug,
            name=self.title[:160],
            summary=self.search_description[:300],
            region_id=self.region_id,
            contract=self.contract(),
            steps=steps_of(self.form),
            synonyms=[line.strip() for line in self.synonyms.splitlines() if line.strip()],
            position=self.position,
            online=self.online and bool(len(self.form)),
            promise_days=self.promise_days,
            promise_minutes=self.promise_minutes,
            signer=self.signer,
            chain=chain,
        )

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The room answers before Wagtail does; what reaches this is shown by nobody."""
        raise Http404

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The page or the whole form, as people will see them; nothing typed here is kept."""
        template = "layanan/service/preview_form.html" if mode_name == "formulir" else self.template
        context = preview_context(self.plan())
        return TemplateResponse(request, template, context)
