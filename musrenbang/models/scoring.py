"""What forums score by: sets of criteria in versions, and every answer ever given."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from musrenbang import scoring


class CriteriaSet(models.Model):
    """Criteria and gates of one version; from its first use on it stays as it is, a change is a new version."""

    name = models.CharField("nama", max_length=100)
    version = models.PositiveSmallIntegerField("versi", default=1)
    gates = models.JSONField("syarat", default=list)  # [key, words] in order
    used_at = models.DateTimeField("mulai dipakai", null=True, editable=False)
    active = models.BooleanField("ditawarkan", default=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["name", "-version"]
        verbose_name = "kriteria penilaian"
        verbose_name_plural = "kriteria penilaian"
        constraints = [models.UniqueConstraint(fields=["name", "version"], name="criteria_version_once")]

    def __str__(self) -> str:
        return f"{self.name}, versi {self.version}"

    @property
    def frozen(self) -> bool:
        return self.used_at is not None

    @property
    def rules(self) -> scoring.CriteriaSet:
        """The set as the pure code reads it; one query unless the criteria were fetched before."""
        return scoring.CriteriaSet(
            tuple(one.rule for one in self.criteria.all()), tuple((key, words) for key, words in self.gates)
        )


class Criterion(models.Model):
    """One thing a forum looks at, with its weight; figures of a proposal give points by ranges."""

    class Kind(models.TextChoices):
        ALL = "", "Semua usulan"
        PHYSICAL = "fisik", "Fisik"
        OTHER = "nonfisik", "Nonfisik"

    class Measure(models.TextChoices):
        ASKED = "", "Dinilai oleh penilai"
        HOUSEHOLDS = "kk", "Penerima manfaat (KK)"
        PEOPLE = "jiwa", "Penerima manfaat (jiwa)"
        COST = "biaya", "Biaya (rupiah)"

    criteria_set = models.ForeignKey(CriteriaSet, on_delete=models.CASCADE, related_name="criteria")
    key = models.SlugField("kunci", max_length=30)
    label = models.CharField("kriteria", max_length=120)
    guide = models.CharField("petunjuk nilai 1 sampai 5", max_length=300, blank=True)
    weight = models.PositiveIntegerField("bobot")
    kind = models.CharField("untuk usulan", max_length=10, choices=Kind.choices, blank=True)
    measure = models.CharField("angka yang dipakai", max_length=10, choices=Measure.choices, blank=True)
    ranges = models.JSONField("rentang", default=list)  # [up to and including or null, points] in order
    order = models.PositiveSmallIntegerField("urutan", default=0)

    class Meta:
        ordering = ["order", "id"]
        verbose_name = "kriteria"
        verbose_name_plural = "kriteria"
        constraints = [
            models.UniqueConstraint(fields=["criteria_set", "key"], name="criterion_key_once"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="criterion_has_weight"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def rule(self) -> scoring.Criterion:
        """The criterion as the pure code reads it."""
        ranges = tuple(scoring.Range(upto, points) for upto, points in self.ranges)
        return scoring.Criterion(
            self.key, self.label, self.weight, scoring.Measure(self.measure), ranges, str(self.kind)
        )


class Scorer(models.Model):
    """Somebody who scores in a forum: an officer by the own account, or a person whose paper sheet is typed in."""

    forum = models.ForeignKey("musrenbang.Forum", on_delete=models.CASCADE, related_name="scorers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField("nama penilai", max_length=120)
    region = models.ForeignKey(
        "wilayah.Region", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="kelurahan atau desa"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "user"], name="one_scorer_per_person"),
            models.UniqueConstraint(fields=["forum", "name"], name="scorer_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class ScoreQuerySet(models.QuerySet["Score"]):
    def standing(self) -> "ScoreQuerySet":
        """The last answer of each scorer to each criterion of each proposal."""
        later = Score.objects.filter(
            item=models.OuterRef("item"),
            scorer=models.OuterRef("scorer"),
            criterion=models.OuterRef("criterion"),
            pk__gt=models.OuterRef("pk"),
        )
        return self.filter(~models.Exists(later))


class Score(models.Model):
    """One answer, 1 to 5, of one scorer to one criterion about one proposal; a changed mind is a further row."""

    item = models.ForeignKey("musrenbang.ForumItem", on_delete=models.CASCADE, related_name="scores")
    scorer = models.ForeignKey(Scorer, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    criteria_set = models.ForeignKey(CriteriaSet, on_delete=models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField("nilai")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ScoreQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(points__range=(1, 5)), name="points_one_to_five")]
        indexes = [models.Index(fields=["item", "scorer", "criterion", "id"], name="score_last")]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.points}"


def order_of_forum() -> list[Any]:
    """How a forum lists its proposals: by rank, then by score, then as they came in."""
    return [F("rank").asc(nulls_last=True), F("score").desc(nulls_last=True), "number"]
