"""What people say to a draft, and what the office answers."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from core.states import Lifecycle
from konsultasi import states
from konsultasi.models.drafts import Consultation, Passage, Version
from konsultasi.models.handling import wording_stamp


def _overdue() -> Q:
    """The due date has passed."""
    return Q(due_on__lt=timezone.localdate())


class InputQuerySet(models.QuerySet["Input"]):
    def listed(self) -> "InputQuerySet":
        """What stands in public lists: inputs with an answer of their own, and the parts of those that were split."""
        return self.filter(state__in=states.PUBLIC)

    def shown(self) -> "InputQuerySet":
        """What can be read, inputs that were split too."""
        return self.filter(state__in=states.SHOWN)

    def given(self) -> "InputQuerySet":
        """What people gave, each once: no parts."""
        return self.filter(origin=None)

    def waiting(self) -> "InputQuerySet":
        return self.filter(state=states.InputState.OPEN)

    def late(self) -> "InputQuerySet":
        """Waiting although the due date has passed."""
        return self.waiting().filter(_overdue())

    def workload(self) -> dict[str, int]:
        """How many of these wait for an answer and how many are late, as "waiting" and "late"; one query."""
        rows = self.waiting().order_by()
        return rows.aggregate(waiting=Count("pk"), late=Count("pk", filter=_overdue()))

    def with_people(self) -> "InputQuerySet":
        """Everything a list row prints, without a query per row."""
        return self.select_related(
            "consultation__region",
            "version",
            "passage",
            "author",
            "home",
            "recorded_by",
            "response__by",
            "unit",
            "origin",
        )


class Input(models.Model):
    """What a person says to a passage, or to the whole draft (masukan). Stays tied to the words she read.

    `passage`, `quote` and `start` are of the version it was written on and never change; what became of them in later
    versions is told by its places (Standing), and `block_id` and `fate` are where and how it stands in the newest one.
    A staff member may write down what was said at a meeting (`recorded_by`, `channel`, `giver`).
    A long one may be answered in parts: inputs of their own that point to it by `origin`, made of its words.
    """

    LIFECYCLE: Lifecycle = states.INPUT

    class Kind(models.TextChoices):
        CHANGE = "usul", "Usul perubahan rumusan"
        AGREE = "setuju", "Setuju dengan rumusan ini"
        OBJECTION = "keberatan", "Keberatan"
        QUESTION = "tanya", "Pertanyaan"
        ADVICE = "saran", "Saran"

    class Channel(models.TextChoices):
        WEB = "web", "Situs"
        ASSISTED = "dibantu", "Situs, dengan bantuan"  # her own words by a helper's hand (accounts.assisting)
        GUEST = "tamu", "Situs, tanpa akun (tamu)"
        MEETING = "tatap_muka", "Tatap muka"
        LETTER = "surat", "Surat"
        WHATSAPP = "whatsapp", "WhatsApp"

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="inputs")
    number = models.PositiveIntegerField("nomor")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    block_id = models.CharField(max_length=40, blank=True)  # "" = the draft as a whole
    quote = models.TextField("kutipan", blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)  # of the quote in the passage; None = all of it
    fate = models.CharField(max_length=8, choices=states.Fate.choices, default=states.Fate.ORIGIN)
    kind = models.CharField("jenis", max_length=12, choices=Kind.choices)
    body = models.TextField("isi", max_length=5000)
    proposed = models.TextField("rumusan usulan", max_length=5000, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="inputs"
    )
    show_name = models.BooleanField("nama ditampilkan", default=False)
    home = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    channel = models.CharField("cara", max_length=12, choices=Channel.choices, default=Channel.WEB)
    giver = models.CharField("pemberi masukan", max_length=120, blank=True)  # typed by staff; public
    received_on = models.DateField("diterima tanggal", default=timezone.localdate)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    support_count = models.PositiveIntegerField(default=0, editable=False)
    state = models.CharField(max_length=16, choices=states.InputState.choices, default=states.InputState.OPEN)
    due_on = models.DateField("tenggat jawaban")
    unit = models.ForeignKey(
        "konsultasi.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="inputs", verbose_name="unit"
    )
    owner = models.ForeignKey(  # the officer who prepares the answer; never public
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    origin = models.ForeignKey(  # the input this one is a part of
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="bagian dari"
    )
    group = models.ForeignKey(
        "konsultasi.Group", on_delete=models.PROTECT, null=True, blank=True, related_name="inputs"
    )
    tags = models.ManyToManyField("konsultasi.Tag", blank=True, related_name="inputs")
    hidden_reason = models.CharField(max_length=24, blank=True)
    emptied_at = models.DateTimeField(null=True, blank=True)  # words removed at the author's wish
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)

    objects = InputQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = "masukan"
        verbose_name_plural = "masukan"
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="input_numbered_once"),
            models.CheckConstraint(
                condition=Q(author__isnull=False) | Q(channel__in=["tatap_muka", "surat", "whatsapp", "tamu"]),
                name="input_has_author_or_paper",
            ),
            models.CheckConstraint(
                condition=Q(origin__isnull=True) | ~Q(state__in=["dipecah", "tuntas"]), name="part_is_not_split_again"
            ),
        ]
        indexes = [
            models.Index(fields=["consultation", "state", "-id"], name="input_list"),
            models.Index(fields=["consultation", "block_id", "-id"], name="input_passage"),
            models.Index(fields=["state", "due_on"], name="input_due"),
        ]

    def __str__(self) -> str:
        return f"Masukan nomor {self.number}"

    def get_absolute_url(self) -> str:
        return f"{self.consultation.url}masukan/{self.number}/"

    def desk_url(self) -> str:
        return reverse("konsultasi:desk_input", args=[self.pk])

    @property
    def region_id(self) -> str:
        """Whose mandate covers it: the consultation's region."""
        return self.consultation.region_id

    @property
    def place(self) -> str:
        """What it speaks of, in words."""
        return self.passage.label if self.passage_id and self.passage else "Seluruh rancangan"

    @property
    def responsible(self) -> str:
        """Who owes the answer, in public: the unit that handles it, else the draft's office."""
        return self.unit.name if self.unit else self.consultation.responsible

    @property
    def public_name(self) -> str:
        """Who said it, as far as she wants it known."""
        if self.author is None:
            return "Tamu" if self.channel == self.Channel.GUEST else self.giver or "Warga"
        if self.author.erased_at:
            return "Pengguna yang dihapus"
        if self.show_name:
            return self.author.full_name
        return f"Warga {self.home.label}" if self.home else "Warga"

    @property
    def typed_by_office(self) -> bool:
        """Written down from a meeting, a letter or WhatsApp."""
        return self.channel not in states.OWN_CHANNELS

    @property
    def is_split(self) -> bool:
        """Its parts are answered, not it itself."""
        return self.state in states.WHOLES

    @property
    def is_late(self) -> bool:
        return self.state == states.InputState.OPEN and self.due_on < timezone.localdate()

    @property
    def answer(self) -> "Response | None":
        return getattr(self, "response", None)


class InputSupport(models.Model):
    """A person stands behind what somebody else said, once (dukungan masukan)."""

    input = models.ForeignKey(Input, on_delete=models.PROTECT, related_name="supports")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "dukungan masukan"
        verbose_name_plural = "dukungan masukan"
        constraints = [models.UniqueConstraint(fields=["input", "user"], name="input_supported_once")]

    def __str__(self) -> str:
        return f"Dukungan untuk {self.input}"


class Response(models.Model):
    """The office's answer to one input: what it does with it and why (tanggapan)."""

    input = models.OneToOneField(Input, on_delete=models.PROTECT, related_name="response")
    disposition = models.CharField("tanggapan", max_length=12, choices=states.Disposition.choices)
    explanation = models.TextField("penjelasan", max_length=5000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    role = models.CharField("menjawab sebagai", max_length=20)
    late_days = models.PositiveSmallIntegerField("terlambat, hari kerja", default=0)
    at = models.DateTimeField(default=timezone.now)
    revised_at = models.DateTimeField(null=True, blank=True)
    group = models.ForeignKey(  # the answer is that of a group
        "konsultasi.Group", on_delete=models.PROTECT, null=True, blank=True, related_name="responses"
    )

    class Meta:
        verbose_name = "tanggapan"
        verbose_name_plural = "tanggapan"
        indexes = [models.Index(fields=["at"], name="response_at")]
        constraints = [
            models.CheckConstraint(
                condition=GreaterThanOrEqual(Length("explanation"), 20), name="response_explains_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.get_disposition_display()

    @property
    def voice(self) -> str:
        return states.VOICES[states.Disposition(self.disposition)]

    @property
    def stamp(self) -> str:
        """Names this wording of the answer."""
        return wording_stamp(self.disposition, self.explanation)

    @property
    def role_name(self) -> str:
        """The office the answer was given in, in words."""
        return Role(self.role).label if self.role in Role.values else ""
