"""Public consultation: a draft in numbered versions and the passages of each."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from wilayah.queries import within


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def visible(self) -> "ConsultationQuerySet":
        """Consultations whose draft page stands in public."""
        return self.filter(visible=True)

    def open(self) -> "ConsultationQuerySet":
        """Visible ones that take inputs now, by the server's clock."""
        now = timezone.now()
        return self.visible().filter(opens_at__lte=now, closes_at__gt=now)

    def within(self, code: str) -> "ConsultationQuerySet":
        return self.filter(within("region_id", code))


class ConsultationManager(models.Manager["Consultation"].from_queryset(ConsultationQuerySet)):  # type: ignore[misc]
    """Brings topic and region along: whatever shows a consultation shows both."""

    def get_queryset(self) -> ConsultationQuerySet:
        return super().get_queryset().select_related("topic", "region")


class Consultation(models.Model):
    """One policy draft that people may answer from one moment to another; owed an answer within `answer_days`."""

    topic = models.OneToOneField("notifications.Topic", on_delete=models.PROTECT, related_name="consultation")
    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, related_name="+")
    title = models.CharField("judul", max_length=200)
    url = models.CharField("alamat", max_length=200, db_index=True)
    office = models.CharField("penanggung jawab", max_length=160, blank=True)
    opens_at = models.DateTimeField("dibuka")
    closes_at = models.DateTimeField("ditutup")
    answer_days = models.PositiveSmallIntegerField("hari kerja untuk menjawab", default=14)
    visible = models.BooleanField("tampil", default=True)
    guests = models.BooleanField("tamu boleh menjawab", default=False)
    news_on = models.DateField(null=True, blank=True, editable=False)  # the day its followers last heard of it
    reminded_for = models.DateTimeField(null=True, blank=True, editable=False)  # the close people were reminded of
    last_number = models.PositiveIntegerField(default=0, editable=False)
    input_count = models.PositiveIntegerField(default=0, editable=False)
    answered_count = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ConsultationManager()

    class Meta:
        base_manager_name = "objects"  # so that page.consultation brings them too
        ordering = ["-id"]
        verbose_name = "konsultasi"
        verbose_name_plural = "konsultasi"
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="consultation_closes_after_opening")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.url

    @property
    def is_open(self) -> bool:
        """Takes inputs now, by the server's clock."""
        return self.visible and self.opens_at <= timezone.now() < self.closes_at

    @property
    def is_coming(self) -> bool:
        return timezone.now() < self.opens_at

    @property
    def is_over(self) -> bool:
        """The time for inputs is past."""
        return timezone.now() >= self.closes_at

    @property
    def responsible(self) -> str:
        """The office that owes the answers."""
        return self.office or f"Kantor {self.region}"


class Version(models.Model):
    """One published state of a draft's text."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("versi")
    published_at = models.DateTimeField("terbit", default=timezone.now)
    passage_count = models.PositiveSmallIntegerField(default=0)
    digest = models.CharField(max_length=64)
    note = models.CharField("catatan", max_length=300, blank=True)
    to_carry = models.PositiveIntegerField(default=0, editable=False)  # earlier inputs that need a place in this text
    carried_at = models.DateTimeField(null=True, blank=True, editable=False)  # when every one of them had it

    class Meta:
        ordering = ["-number"]
        verbose_name = "versi"
        verbose_name_plural = "versi"
        constraints = [models.UniqueConstraint(fields=["consultation", "number"], name="version_numbered_once")]

    def __str__(self) -> str:
        return f"Versi {self.number}"


class Passage(models.Model):
    """One passage of a version, as it was published; never edited."""

    class Kind(models.TextChoices):
        WEIGHING = "menimbang", "Menimbang"
        RECALLING = "mengingat", "Mengingat"
        CHAPTER = "bab", "Bab"
        PART = "bagian", "Bagian"
        PARAGRAPH = "paragraf", "Paragraf"
        ARTICLE = "pasal", "Pasal"
        CLAUSE = "ayat", "Ayat"
        LETTER = "huruf", "Huruf"
        NUMBER = "angka", "Angka"
        EXPLANATION = "penjelasan", "Penjelasan"
        TEXT = "teks", "Teks"

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="passages")
    order = models.PositiveSmallIntegerField()
    block_id = models.CharField(max_length=40)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    number = models.CharField(max_length=20, blank=True)
    label = models.CharField("sebutan", max_length=120)
    text = models.TextField(blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "block_id"], name="passage_once_per_version"),
            models.UniqueConstraint(fields=["version", "order"], name="passage_order_once"),
        ]

    def __str__(self) -> str:
        return self.label
