"""A proposal, its addresses and photos, and the progress of the work."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from wagtail.search import index

from core.states import Lifecycle
from core.text import stems
from dialog.states import HideReason
from musrenbang import states
from musrenbang.models.record import RECORD_CONSTRAINTS, Record
from musrenbang.states import State, WorkKind
from notifications.models import Topic
from wilayah.queries import within


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def public(self) -> "ProposalQuerySet":
        """Everything that was ever submitted; the database holds that submitted_at and the states agree."""
        return self.filter(submitted_at__isnull=False)

    def shown(self) -> "ProposalQuerySet":
        """Public proposals whose words may be read: those a moderator hid are left out."""
        return self.public().filter(hidden_reason="")

    def visible_to(self, user: Any) -> "ProposalQuerySet":
        """What this person may see: the public ones and the own drafts."""
        if user.is_authenticated:
            return self.filter(Q(submitted_at__isnull=False) | Q(proposer=user))
        return self.public()

    def within(self, code: str) -> "ProposalQuerySet":
        """Proposals of a village, or of every village in a region."""
        return self.filter(within("region_id", code))

    def with_names(self) -> "ProposalQuerySet":
        """With the rows a list line or a page prints, so that no line asks again."""
        return self.select_related("topic", "region", "category", "unit", "cycle", "agency_final")


class Proposal(index.Indexed, Record, models.Model):
    """What a citizen or a group asks to be built or done in the plan of a year."""

    LIFECYCLE: Lifecycle = states.PLANNING
    search_auto_update = False  # the verbs index at once; a signal would index every draft save in a task

    Kind = WorkKind

    class ProposerKind(models.TextChoices):
        PERSON = "perorangan", "Perorangan"
        GROUP = "kelompok", "Kelompok atau lembaga"

    cycle = models.ForeignKey("musrenbang.Cycle", on_delete=models.PROTECT, related_name="proposals")
    sequence = models.PositiveIntegerField("nomor urut", null=True, editable=False)
    number = models.CharField("nomor", max_length=40, null=True, unique=True, editable=False)
    title = models.CharField("judul", max_length=160, blank=True)
    problem = models.TextField("masalah", max_length=3000, blank=True)
    benefit = models.TextField("manfaat", max_length=2000, blank=True)
    kind = models.CharField("jenis", max_length=10, choices=Kind.choices, default=Kind.PHYSICAL)
    category = models.ForeignKey(
        "musrenbang.Category", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="bidang"
    )
    region = models.ForeignKey(
        "wilayah.Region", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="kelurahan atau desa"
    )
    landmark = models.CharField("patokan lokasi", max_length=200, blank=True)
    place_text = models.CharField("RT dan RW", max_length=200, blank=True, editable=False)  # kept by save_draft
    lat = models.DecimalField("lintang", max_digits=9, decimal_places=6, null=True, blank=True)
    lng = models.DecimalField("bujur", max_digits=9, decimal_places=6, null=True, blank=True)
    quantity = models.DecimalField("volume", max_digits=14, decimal_places=2, null=True, blank=True)
    unit = models.ForeignKey(
        "musrenbang.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="satuan"
    )
    estimated_cost = models.DecimalField("perkiraan biaya", max_digits=18, decimal_places=0, null=True, blank=True)
    households = models.PositiveIntegerField("penerima manfaat (KK)", null=True, blank=True)
    people = models.PositiveIntegerField("penerima manfaat (jiwa)", null=True, blank=True)

    proposer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="proposals")
    proposer_kind = models.CharField(
        "diajukan sebagai", max_length=12, choices=ProposerKind.choices, default=ProposerKind.PERSON
    )
    group_name = models.CharField("nama kelompok", max_length=120, blank=True)
    name_public = models.BooleanField("nama pengusul tampil", default=False)
    assisted = models.BooleanField("disampaikan dengan bantuan", default=False, editable=False)  # accounts.assisting

    state = models.CharField("status", max_length=24, choices=State.choices, default=State.DRAFT)
    topic = models.OneToOneField(
        "notifications.Topic", on_delete=models.PROTECT, null=True, related_name="proposal", editable=False
    )
    # Why a moderator hid words, pictures and place ("" = shown); number, state and figures stay public.
    hidden_reason = models.CharField(
        "disembunyikan karena", max_length=24, choices=HideReason.choices, blank=True, editable=False
    )
    due_on = models.DateField("tenggat langkah berikutnya", null=True, blank=True)
    revision = models.PositiveSmallIntegerField("revisi ke", default=0)
    rank = models.PositiveSmallIntegerField("nomor prioritas", null=True, blank=True)
    rkpd_amount = models.DecimalField("pagu RKPD", max_digits=18, decimal_places=0, null=True, blank=True)
    apbd_amount = models.DecimalField("anggaran APBD", max_digits=18, decimal_places=0, null=True, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    split_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts", editable=False
    )
    ruling = models.ForeignKey(
        "musrenbang.Ruling", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )  # why it was returned, refused or transferred; there exactly in those states
    created_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField("diajukan", null=True, blank=True)
    updated_at = models.DateTimeField("diubah", auto_now=True)

    objects = ProposalQuerySet.as_manager()

    search_fields = [
        index.SearchField("stems_text"),
        index.FilterField("state"),
        index.FilterField("kind"),
        index.FilterField("cycle_id"),
        index.FilterField("region_id"),
        index.FilterField("category_id"),
        index.FilterField("submitted_at"),
        index.FilterField("estimated_cost"),
    ]

    class Meta:
        verbose_name = "usulan"
        verbose_name_plural = "usulan"
        constraints = [
            models.UniqueConstraint(fields=["cycle", "sequence"], name="number_never_reused"),
            models.UniqueConstraint(fields=["cycle", "rank"], name="one_proposal_per_rank"),
            models.CheckConstraint(
                condition=Q(state="draf", number__isnull=True, submitted_at__isnull=True, topic__isnull=True)
                | (
                    ~Q(state="draf")
                    & Q(number__isnull=False, submitted_at__isnull=False, topic__isnull=False)
                    & Q(region__isnull=False, category__isnull=False, sequence__isnull=False)
                ),
                name="public_iff_numbered",
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lng__isnull=True)
                | Q(lat__isnull=False, lng__isnull=False, lat__range=(-11, 6), lng__range=(95, 141)),
                name="point_in_indonesia",
            ),
            models.CheckConstraint(condition=Q(quantity__isnull=True) | Q(quantity__gt=0), name="quantity_above_zero"),
            models.CheckConstraint(
                condition=Q(estimated_cost__isnull=True) | Q(estimated_cost__gt=0), name="cost_above_zero"
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(state="digabung"), name="merged_only_when_merged"
            ),
            *RECORD_CONSTRAINTS,
            models.CheckConstraint(
                condition=(Q(state__in=sorted(states.REASONED)) & Q(ruling__isnull=False))
                | (~Q(state__in=sorted(states.REASONED)) & Q(ruling__isnull=True)),
                name="no_refusal_without_ruling",
            ),
        ]
        indexes = [
            # The public list walks one of these in its order and stops after a page, whatever the number of rows.
            models.Index(fields=["-submitted_at", "-id"], name="proposal_newest"),
            models.Index(fields=["region", "-submitted_at", "-id"], name="proposal_region_newest"),
            models.Index(fields=["category", "-submitted_at", "-id"], name="proposal_category_newest"),
            models.Index(fields=["cycle", "-submitted_at", "-id"], name="proposal_cycle_newest"),
            models.Index(fields=["state", "-submitted_at", "-id"], name="proposal_state_newest"),
            models.Index(Coalesce("estimated_cost", Value(0)).desc(), F("id").desc(), name="proposal_dearest"),
            models.Index(fields=["state", "due_on", "id"], name="proposal_due"),
            models.Index(fields=["region", "state", "due_on", "id"], name="proposal_region_due"),
            models.Index(
                fields=["cycle", "due_on", "id"], condition=Q(due_on__isnull=False), name="proposal_cycle_due"
            ),
        ]

    def __str__(self) -> str:
        return self.title or "Usulan tanpa judul"

    def get_absolute_url(self) -> str:
        if self.number is None:
            return reverse("musrenbang:draft", args=[self.pk])
        return f"/usulan/{self.number}/"

    @classmethod
    def get_indexed_objects(cls) -> Any:
        """Search holds public proposals only, and none that is hidden."""
        return cls.objects.shown().select_related("region")

    def get_indexed_instance(self) -> Any:
        return self if self.number and not self.hidden_reason else None

    def stems_text(self) -> str:
        """Indonesian stems of everything a searcher may remember of this proposal."""
        parts = [self.title, self.problem, self.landmark, self.group_name, self.region.name if self.region else ""]
        return stems(" ".join(parts))

    @property
    def public_topic(self) -> Topic:
        """The topic people follow; every submitted proposal has one, a draft none."""
        if self.topic is None:
            raise TypeError("A draft has no topic.")
        return self.topic

    @property
    def voice(self) -> str:
        """Voice of the status tag."""
        return states.VOICES[self.state]

    @property
    def state_label(self) -> str:
        """The state in words, with the rank where there is one."""
        if self.state == State.PRIORITY and self.rank:
            return f"Prioritas kecamatan nomor {self.rank}"
        return self.get_state_display()

    @property
    def public_title(self) -> str:
        """The title as everybody may read it."""
        return "Usulan disembunyikan" if self.hidden_reason else self.title

    @property
    def public_place(self) -> str:
        """RT and RW as everybody may read them."""
        return "" if self.hidden_reason else self.place_text

    @property
    def public_group(self) -> str:
        """The group that proposed, as everybody may read it; "" for a person."""
        return "" if self.hidden_reason or self.proposer_kind != self.ProposerKind.GROUP else self.group_name

    @property
    def public_proposer(self) -> str:
        """Who proposed, in the words the public may read."""
        if self.hidden_reason:
            return "Warga"
        if self.proposer_kind == self.ProposerKind.GROUP:
            return self.group_name
        if self.name_public and self.proposer.erased_at is None:
            return self.proposer.full_name
        return "Warga"

    @property
    def overdue(self) -> bool:
        """The next step is owed and late; shown in public."""
        return self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def open_to_support(self) -> bool:
        """Others may still stand behind it: nothing is decided yet."""
        return self.is_public and self.state not in states.DECIDED | states.DONE_TALKING and not self.hidden_reason

    @property
    def is_public(self) -> bool:
        return self.state in states.PUBLIC


class ProposalPlace(models.Model):
    """One RT and/or RW in which the work lies; a proposal may touch several."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="places")
    rt = models.PositiveSmallIntegerField("RT", null=True, blank=True)
    rw = models.PositiveSmallIntegerField("RW", null=True, blank=True)

    class Meta:
        ordering = ["rw", "rt"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "rt", "rw"], name="place_once"),
            models.CheckConstraint(condition=Q(rt__isnull=False) | Q(rw__isnull=False), name="place_says_something"),
        ]

    def __str__(self) -> str:
        parts = [f"RT {self.rt:02d}" if self.rt else "", f"RW {self.rw:02d}" if self.rw else ""]
        return "/".join(p for p in parts if p)


class Progress(models.Model):
    """How far the work is: percent, money spent so far; its words stand in the trail, its photo beside it."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="progress")
    percent = models.PositiveSmallIntegerField("kemajuan fisik (%)")
    spent = models.DecimalField("dana terpakai", max_digits=18, decimal_places=0)
    note = models.TextField("keterangan", max_length=2000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-id"]
        get_latest_by = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=100, spent__gte=0), name="progress_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.percent} %"


class ProposalPhoto(models.Model):
    """A picture of the place: up to three by the proposer, later one with each progress."""

    class Phase(models.TextChoices):
        BEFORE = "sebelum", "Sebelum"
        PROGRESS = "kemajuan", "Kemajuan"
        AFTER = "sesudah", "Sesudah"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="photos")
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")
    phase = models.CharField("tahap", max_length=10, choices=Phase.choices, default=Phase.BEFORE)
    progress = models.ForeignKey(Progress, on_delete=models.CASCADE, null=True, blank=True, related_name="photos")
    caption = models.CharField("keterangan", max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(phase="sebelum") | Q(position__lt=3), name="three_photos"),
            models.UniqueConstraint(
                fields=["proposal", "position"], condition=Q(phase="sebelum"), name="photo_position_once"
            ),
        ]

    def __str__(self) -> str:
        return self.caption or self.get_phase_display()
