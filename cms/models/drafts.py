"""Policy drafts: the text that citizens answer part by part."""

from http import HTTPMethod
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import Truncator
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.search import index

from cms import listing
from cms.blocks import AttachmentsBody, DraftBody
from cms.models.base import SUMMARY_LENGTH, SitePage
from core import pagecache
from konsultasi.services import PassageText

RESERVED = frozenset({"kalender"})  # addresses below /rancangan/ that are no drafts


def rooms() -> Any:
    """The consultation's views; pages are models, so views are asked for only when a page is served."""
    from konsultasi import views  # noqa: PLC0415  (views import models of apps that load after this one)

    return views


class LegalKind(models.Model):
    """A kind of legal product: an open list that editors extend."""

    name = models.CharField("nama", max_length=80, unique=True)

    panels = [FieldPanel("name")]

    class Meta:
        ordering = ["name"]
        verbose_name = "jenis produk hukum"
        verbose_name_plural = "jenis produk hukum"

    def __str__(self) -> str:
        return self.name


class PolicyDraftIndexPage(SitePage):
    """All drafts: open for input, coming, closed."""

    max_count = 1
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.PolicyDraftPage"]
    content_panels = [*SitePage.content_panels, SitePage.summary_panel]
    template = "cms/draft_index.html"

    class Meta:
        verbose_name = "daftar rancangan"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | listing.drafts(request, PolicyDraftPage.objects.child_of(self))

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """RoutablePageMixin answers by a route, past SitePage.serve()."""
        return self.keep(request, super().serve(request, *args, **kwargs))

    def keep(self, request: HttpRequest, response: HttpResponse, *names: str) -> HttpResponse:
        """The list shows counts of inputs."""
        return super().keep(request, response, *names, "rancangan")


class PolicyDraftPage(RoutablePageMixin, SitePage):
    """A policy draft: what it is, who brings it, why, until when to answer, and its text in parts."""

    legal_kind = models.ForeignKey(
        LegalKind, on_delete=models.PROTECT, related_name="+", verbose_name="jenis produk hukum"
    )
    initiator = models.CharField("pemrakarsa", max_length=160)
    background = models.TextField("latar belakang", max_length=6000, blank=True)
    summary = models.TextField(
        "ringkasan bahasa sederhana", max_length=3000, help_text="Apa yang berubah, bagi siapa, mulai kapan."
    )
    opens_at = models.DateTimeField("masukan dibuka")
    closes_at = models.DateTimeField("masukan ditutup")
    guests = models.BooleanField(
        "tamu boleh menjawab",
        default=False,
        help_text="Warga tanpa akun boleh memberi masukan setelah memastikan surel atau nomor ponselnya.",
    )
    body = StreamField(DraftBody(), verbose_name="batang tubuh")
    attachments = StreamField(AttachmentsBody(required=False), blank=True, verbose_name="lampiran")
    contact = models.TextField("narahubung", max_length=500, blank=True)
    offline = models.TextField(
        "cara memberi masukan tanpa internet", max_length=1000, blank=True, help_text="Alamat loket dan jamnya."
    )
    consultation = models.OneToOneField(
        "konsultasi.Consultation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="page",
    )

    together = ("region", "legal_kind", "consultation__topic", "consultation__region")
    allowed_http_methods = [*SitePage.allowed_http_methods, HTTPMethod.POST]
    exclude_fields_in_copy = ["consultation"]
    parent_page_types = ["cms.PolicyDraftIndexPage"]
    subpage_types: list[str] = []
    search_fields = [*SitePage.search_fields, index.FilterField("closes_at")]
    content_panels = [
        *SitePage.content_panels,
        MultiFieldPanel(["legal_kind", "initiator", "region"], heading="Produk hukum"),
        FieldPanel("summary"),
        FieldPanel("background"),
        FieldRowPanel(["opens_at", "closes_at"], heading="Jadwal masukan"),
        FieldPanel("guests"),
        FieldPanel("body"),
        FieldPanel("attachments"),
        MultiFieldPanel(["contact", "offline"], heading="Bantuan"),
        SitePage.summary_panel,
    ]
    template = "cms/draft_preview.html"

    class Meta:
        verbose_name = "rancangan kebijakan"
        verbose_name_plural = "rancangan kebijakan"

    def clean(self) -> None:
        super().clean()
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": "Waktu tutup harus sesudah waktu buka."})
        if self.slug in RESERVED:
            raise ValidationError({"slug": "Alamat ini dipakai halaman lain. Pilih alamat yang berbeda."})
        if not self.search_description:
            self.search_description: str = Truncator(self.summary).chars(SUMMARY_LENGTH)

    def with_content_json(self, content: dict[str, Any]) -> "PolicyDraftPage":
        """A revision from before the first publication knows no consultation; the page's own stays."""
        page = super().with_content_json(content)
        page.consultation_id = self.consultation_id
        return page

    def search_texts(self) -> list[str]:
        parts = [f"{part.number} {part.text}" for part in self.passages()]
        return [*super().search_texts(), self.summary, self.background, self.initiator, *parts]

    def passages(self) -> list[PassageText]:
        """The draft's parts in order, as plain data for the consultation."""
        return [
            PassageText(
                block_id=block.id or "",
                kind=block.block_type,
                number=block.value["number"] or "",
                text=block.value["text"] or "",
            )
            for block in self.body
        ]

    @property
    def stage(self) -> str:
        """Whether input is open now: "buka", "segera" or "tutup"."""
        now = timezone.now()
        if now < self.opens_at:
            return "segera"
        return "buka" if now < self.closes_at else "tutup"

    # Routes below /rancangan/<slug>/. Each hands over to the consultation's own view.

    @path("")
    def reading(self, request: HttpRequest) -> HttpResponse:
        """The draft to read."""
        if getattr(request, "is_preview", False):
            return TemplateResponse(request, self.get_template(request), self.get_context(request))
        return rooms().show_draft(request, self.room(), self)

    @path("pasal/<str:block_id>/")
    def passage(self, request: HttpRequest, block_id: str) -> HttpResponse:
        """One part: its answers and the form."""
        return rooms().show_passage(request, self.room(), self, block_id)

    @path("masukan/")
    def inputs(self, request: HttpRequest) -> HttpResponse:
        """All inputs, paged."""
        return rooms().list_inputs(request, self.room(), self)

    @path("masukan/<int:input_id>/")
    def one_input(self, request: HttpRequest, input_id: int) -> HttpResponse:
        """One input and the office's answer."""
        return rooms().show_input(request, self.room(), self, input_id)

    @path("jawab/")
    def answer(self, request: HttpRequest) -> HttpResponse:
        """The form for the draft as a whole."""
        return rooms().answer_draft(request, self.room(), self)

    @path("bandingkan/")
    def comparison(self, request: HttpRequest) -> HttpResponse:
        """Two versions word by word."""
        return rooms().compare(request, self.room(), self)

    @path("perubahan/")
    def changes(self, request: HttpRequest) -> HttpResponse:
        """What changed because of inputs."""
        return rooms().changes(request, self.room(), self)

    @path("matriks/")
    def matrix(self, request: HttpRequest) -> HttpResponseBase:
        """The response matrix."""
        return rooms().matrix(request, self.room(), self)

    @path("berita-acara/")
    def minutes(self, request: HttpRequest) -> HttpResponseBase:
        """The minutes of the consultation."""
        return rooms().minutes(request, self.room(), self)

    @path("data/")
    def open_data(self, request: HttpRequest) -> HttpResponse:
        """What may be downloaded as open data."""
        return rooms().open_data(request, self.room(), self)

    @path("data/<str:name>")
    def open_data_file(self, request: HttpRequest, name: str) -> HttpResponseBase:
        """One table of open data."""
        return rooms().open_data_file(request, self.room(), self, name)

    def room(self) -> Any:
        """The consultation of this page; none = not published yet."""
        if self.consultation_id is None:
            raise Http404
        return self.consultation

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """RoutablePageMixin answers by a route, past SitePage.serve()."""
        return self.keep(request, super().serve(request, *args, **kwargs))

    def keep(self, request: HttpRequest, response: HttpResponse, *names: str) -> HttpResponse:
        """The consultation's views say themselves what their answer depends on; the page's own content adds to it."""
        if not hasattr(response, "public_names"):
            return response
        kept = tuple(pagecache.names_in(response))
        del response.public_names
        return super().keep(request, response, *kept, *names)
