"""A forum of planning: its day, its ceiling, the proposals it discusses, its minutes and its berita acara."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from acara.states import EventState
from core.states import Lifecycle
from musrenbang import forum_states, scoring
from musrenbang.forum_rules import SCORE_ROLES
from musrenbang.forum_states import Decision, ForumKind, ForumState
from musrenbang.states import Reason
from wilayah.queries import around, within


class ForumQuerySet(models.QuerySet["Forum"]):
    def public(self) -> "ForumQuerySet":
        """Forums that were opened, whatever came of them."""
        return self.filter(state__in=sorted(forum_states.PUBLIC))

    def coming(self) -> "ForumQuerySet":
        """Forums in preparation to which people are invited already, the next one first."""
        invited = self.filter(state=ForumState.PREPARED, event__state=EventState.ANNOUNCED)
        return invited.select_related("region", "event").order_by("day", "id")

    def seen_by(self, user: Any) -> "ForumQuerySet":
        """Forums at the desk of this officer: of the own region and inside it; around it once they are announced."""
        places, announced = Q(pk__in=[]), Q(state__in=sorted(forum_states.PUBLIC))
        for mandate in user.mandates_now:
            if mandate.role in SCORE_ROLES:
                places |= within("region_id", mandate.region_id) | (
                    announced & Q(region_id__in=around(mandate.region_id))
                )
        return self.filter(places)


class Forum(models.Model):
    """A meeting that ranks proposals and agrees on priorities: rembuk RW, musrenbang desa, kecamatan, tematik."""

    LIFECYCLE: Lifecycle = forum_states.FORUM

    kind = models.CharField("jenis", max_length=12, choices=ForumKind.choices, default=ForumKind.DISTRICT)
    cycle = models.ForeignKey(
        "musrenbang.Cycle", on_delete=models.PROTECT, related_name="forums", verbose_name="siklus"
    )
    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, related_name="+", verbose_name="wilayah")
    title = models.CharField("judul", max_length=160)
    day = models.DateField("tanggal")
    hours = models.CharField("waktu", max_length=40, blank=True)
    place = models.CharField("tempat", max_length=160)
    chair = models.CharField("pimpinan sidang", max_length=120, blank=True)
    chair_office = models.CharField("jabatan pimpinan sidang", max_length=120, blank=True)
    agenda = models.TextField("susunan acara", max_length=3000, blank=True)
    event = models.OneToOneField(
        "acara.Event", on_delete=models.PROTECT, null=True, related_name="forum", editable=False, verbose_name="acara"
    )
    women_target = models.PositiveSmallIntegerField("sasaran keikutsertaan perempuan (%)", default=30)
    men = models.PositiveIntegerField("hadir, laki-laki", null=True, blank=True)
    women = models.PositiveIntegerField("hadir, perempuan", null=True, blank=True)

    criteria = models.ForeignKey(
        "musrenbang.CriteriaSet", on_delete=models.PROTECT, related_name="+", verbose_name="kriteria penilaian"
    )
    leave_out_own = models.BooleanField("nilai untuk desa sendiri tidak dihitung", default=False)
    ceiling = models.PositiveBigIntegerField("pagu indikatif (rupiah)", null=True, blank=True)
    split = models.BooleanField("pagu dibagi per bidang", default=False)

    state = models.CharField("status", max_length=12, choices=ForumState.choices, default=ForumState.PREPARED)
    current = models.ForeignKey(
        "musrenbang.ForumItem", on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    arranged = models.BooleanField("urutan sesuai skor", default=False, editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )

    objects = ForumQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-id"]
        verbose_name = "forum"
        verbose_name_plural = "forum"
        constraints = [
            models.CheckConstraint(condition=Q(women_target__lte=100), name="women_target_percent"),
            models.CheckConstraint(
                condition=Q(state__in=["disiapkan", "dibatalkan"]) | Q(opened_at__isnull=False),
                name="forum_opened_once",
            ),
        ]
        indexes = [models.Index(fields=["state", "-day"], name="forum_by_day")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/forum/{self.pk}/"

    @property
    def version_name(self) -> str:
        """Name of the content version of its pages."""
        return f"forum:{self.pk}"

    @property
    def moves(self) -> bool:
        """Whether its decisions move the proposals on."""
        return self.kind in forum_states.MOVES

    @property
    def voice(self) -> str:
        return forum_states.VOICES[self.state][0]

    @property
    def mark(self) -> str:
        return forum_states.VOICES[self.state][1]

    @property
    def is_open(self) -> bool:
        return self.state == ForumState.OPEN

    @property
    def present(self) -> int | None:
        """People who came; None while nobody counted."""
        return None if self.men is None or self.women is None else self.men + self.women

    @property
    def women_share(self) -> int | None:
        """Percent of women among those who came, rounded down: a target is reached or it is not."""
        return self.women * 100 // self.present if self.present and self.women is not None else None


class ForumPurse(models.Model):
    """The ceiling of one field of works, where the forum's ceiling is split."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="purses")
    category = models.ForeignKey("musrenbang.Category", on_delete=models.PROTECT, related_name="+")
    amount = models.PositiveBigIntegerField("pagu (rupiah)")

    class Meta:
        ordering = ["category__order", "category_id"]
        constraints = [models.UniqueConstraint(fields=["forum", "category"], name="one_purse_per_field")]

    def __str__(self) -> str:
        return f"{self.category_id}: {self.amount}"


class ForumItem(models.Model):
    """A proposal in a forum: the figures it was judged by, its score and rank, what the forum decided and why."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="items")
    proposal = models.ForeignKey("musrenbang.Proposal", on_delete=models.PROTECT, related_name="forum_items")
    number = models.PositiveSmallIntegerField("nomor dalam forum")

    # As they stood when the forum took the proposal in.
    kind = models.CharField("jenis", max_length=10)
    category = models.ForeignKey("musrenbang.Category", on_delete=models.PROTECT, related_name="+")
    village = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, related_name="+")
    cost = models.PositiveBigIntegerField("biaya (rupiah)", null=True)
    households = models.PositiveIntegerField("KK", null=True)
    people = models.PositiveIntegerField("jiwa", null=True)
    submitted_at = models.DateTimeField("diajukan")

    failed_gates = models.JSONField("syarat yang belum dipenuhi", default=list)
    score = models.DecimalField("skor", max_digits=5, decimal_places=2, null=True)
    scorer_count = models.PositiveSmallIntegerField("jumlah penilai", default=0)
    lot = models.PositiveSmallIntegerField("nomor undian", null=True)
    rank = models.PositiveSmallIntegerField("urutan", null=True)
    tie = models.CharField("penentu skor sama", max_length=12, blank=True)
    slot = models.CharField("hasil pengisian pagu", max_length=10, blank=True)
    outcome = models.CharField("sebab", max_length=12, blank=True)
    before = models.PositiveBigIntegerField("sisa pagu pada gilirannya", null=True)
    put = models.CharField("penetapan forum di luar urutan", max_length=10, blank=True)
    put_note = models.TextField("alasan penetapan", max_length=2000, blank=True)

    decision = models.CharField("keputusan", max_length=18, choices=Decision.choices, blank=True)
    reason = models.CharField("kode alasan", max_length=24, choices=Reason.choices, blank=True)
    note = models.TextField("penjelasan", max_length=5000, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["forum", "number"]
        verbose_name = "usulan dalam forum"
        verbose_name_plural = "usulan dalam forum"
        constraints = [
            models.UniqueConstraint(fields=["forum", "proposal"], name="proposal_once_per_forum"),
            models.UniqueConstraint(fields=["forum", "number"], name="item_number_once"),
            models.UniqueConstraint(fields=["forum", "rank"], name="forum_rank_once"),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__range=(20, 100)), name="score_twenty_to_hundred"
            ),
            models.CheckConstraint(
                condition=~Q(decision="tidak_disepakati") | ~Q(reason="") & ~Q(note=""),
                name="not_agreed_with_reason",
            ),
            models.CheckConstraint(condition=Q(put="") | ~Q(put_note=""), name="put_with_note"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True, decided_by__isnull=True)
                | ~Q(decision="") & Q(decided_at__isnull=False, decided_by__isnull=False),
                name="decided_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["forum", "decision"], name="item_decision")]

    def __str__(self) -> str:
        return f"{self.forum_id}/{self.number}"

    @property
    def region_id(self) -> str:
        """The forum's region, so that mandates work on items."""
        return self.forum.region_id

    @property
    def figures(self) -> dict[str, int | None]:
        """What criteria may read by themselves."""
        measure = scoring.Measure
        return {measure.HOUSEHOLDS: self.households, measure.PEOPLE: self.people, measure.COST: self.cost}

    @property
    def voice(self) -> str:
        """Voice of the decision's status tag."""
        return forum_states.DECISION_VOICES.get(self.decision, "off")


class MinutesLine(models.Model):
    """A line of the running minutes; a mistaken one is struck out and stays readable."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="minutes")
    item = models.ForeignKey(ForumItem, on_delete=models.SET_NULL, null=True, related_name="minutes")
    text = models.TextField("notulen", max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    struck_at = models.DateTimeField("dicoret", null=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "notulen"
        verbose_name_plural = "notulen"

    def __str__(self) -> str:
        return self.text[:60]


class Delegate(models.Model):
    """Somebody the forum sends on to the next one, by a letter of mandate."""

    class Sex(models.TextChoices):
        MALE = "L", "Laki-laki"
        FEMALE = "P", "Perempuan"

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="delegates")
    name = models.CharField("nama", max_length=120)
    sex = models.CharField("L/P", max_length=1, choices=Sex.choices)
    institution = models.CharField("lembaga", max_length=120)
    address = models.CharField("alamat", max_length=160)
    phone = models.CharField("nomor telepon", max_length=20, blank=True)
    mandate_number = models.CharField("nomor surat mandat", max_length=60, blank=True)
    letter = models.ForeignKey(
        "core.StoredFile", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="surat mandat"
    )

    class Meta:
        ordering = ["id"]
        verbose_name = "utusan"
        verbose_name_plural = "utusan"
        constraints = [models.UniqueConstraint(fields=["forum", "name"], name="delegate_once")]

    def __str__(self) -> str:
        return self.name


class BeritaAcara(models.Model):
    """What a forum agreed on, frozen: content, paper, their digests; a correction is a further version."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="agreements")
    version = models.PositiveSmallIntegerField("versi")
    number = models.CharField("nomor", max_length=60)
    content = models.JSONField("isi")  # for everybody
    closed = models.JSONField("isi tertutup", default=dict)  # who came, addresses of delegates: for the office
    digest = models.CharField("sidik isi (SHA-256)", max_length=64)
    paper = models.ForeignKey(
        "core.StoredFile", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="berkas PDF"
    )
    paper_digest = models.CharField("sidik berkas (SHA-256)", max_length=64, blank=True)
    note = models.TextField("alasan perubahan", max_length=5000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    scan = models.ForeignKey(
        "core.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="pindaian bertanda tangan",
    )
    scanned_at = models.DateTimeField(null=True)
    scanned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["forum", "version"]
        verbose_name = "berita acara"
        verbose_name_plural = "berita acara"
        constraints = [
            models.UniqueConstraint(fields=["forum", "version"], name="agreement_version_once"),
            models.UniqueConstraint(fields=["forum", "number"], name="agreement_number_once"),
            models.CheckConstraint(condition=Q(version=1) | ~Q(note=""), name="later_version_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.version})"

    @property
    def region_id(self) -> str:
        return self.forum.region_id

    @property
    def is_change(self) -> bool:
        """Whether it corrects an earlier one (berita acara perubahan)."""
        return self.version > 1
