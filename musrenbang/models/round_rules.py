"""What is fixed of a sealed round before anybody votes: kind of ballot, rule, roll, key; kept in its manifest."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q

from musrenbang.tally.ballots import BallotRules, CategoryLimit, Kind
from musrenbang.tally.rules import RULES, Rule, declared_rule

# Knobs of a round of this house unless its sheet says otherwise; the step of Add1 is worked out when announced.
KNOBS: dict[str, Any] = {"blank": "skip", "exhaustive_stop": False}


class BallotKind(models.TextChoices):
    """How a voter answers; the values are those of musrenbang.tally."""

    APPROVAL = Kind.APPROVAL.value, "Memilih beberapa kegiatan"
    CHOOSE_ONE = Kind.CHOOSE_ONE.value, "Memilih satu kegiatan"
    POINTS = Kind.POINTS.value, "Membagi sejumlah nilai"
    RANKING = Kind.RANKING.value, "Mengurutkan kegiatan"
    SCORE = Kind.SCORE.value, "Memberi nilai tiap kegiatan"
    KNAPSACK = "knapsack", "Menyusun belanja sampai dana habis"


RULE_WORDS = {
    "greedy_score": "Suara terbanyak didahulukan",
    "greedy_score_per_cost": "Suara terbanyak untuk tiap rupiah didahulukan",
    "mes_cost": "Bagian sama: tiap pemilih memegang bagian dana yang sama besar",
    "mes_cost_then_greedy_score": "Bagian sama, sisanya menurut suara terbanyak",
    "mes_cost_add1": "Bagian sama yang dinaikkan sampai dana terpakai",
    "mes_cost_add1_then_greedy_score": "Bagian sama yang dinaikkan, sisanya menurut suara terbanyak",
    "mes_card": "Bagian sama menurut jumlah kegiatan",
    "mes_card_then_greedy_score": "Bagian sama menurut jumlah kegiatan, sisanya menurut suara terbanyak",
    "mes_card_add1": "Bagian sama menurut jumlah kegiatan, dinaikkan sampai dana terpakai",
    "mes_card_add1_then_greedy_score": "Bagian sama menurut jumlah, dinaikkan, sisanya menurut suara terbanyak",
    "phragmen_stop": "Beban dibagi rata di antara pendukung (Phragmén)",
}
RULE_CHOICES = [(name, RULE_WORDS[name]) for name in RULES]


class Roll(models.TextChoices):
    """Who stands on the roll of a round."""

    RESIDENTS = "warga", "Warga yang sudah dipastikan"
    DELEGATES = "delegasi", "Peserta sebuah forum"
    LIST = "daftar", "Daftar yang dimuat petugas"
    CODES = "kode", "Pemegang kode sekali pakai"


class RoundRules(models.Model):
    """The columns of a round that its manifest repeats in words. Money in whole rupiah."""

    sealed = models.BooleanField(default=False, editable=False)  # False: a forum's ballot, or a round of the first kind
    kind = models.CharField("cara memilih", max_length=12, choices=BallotKind.choices, default=BallotKind.APPROVAL)
    # Further limits of a ballot: min_points, max_points, min_sum, max_sum, min_cost, max_cost,
    # per_category {"village or field": {"least", "most", "max_cost"}}.
    ballot_rules = models.JSONField("batas surat suara", default=dict, blank=True)
    rule = models.CharField("cara menghitung", max_length=40, choices=RULE_CHOICES, default="greedy_score")
    knobs = models.JSONField("rincian cara menghitung", default=dict, blank=True)
    roll = models.CharField("daftar pemilih", max_length=10, choices=Roll.choices, default=Roll.RESIDENTS)
    roll_open = models.BooleanField("daftar pemilih terbuka sampai ditutup", default=True)
    delegates_of = models.ForeignKey(
        "musrenbang.Forum", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="forum"
    )
    min_age = models.PositiveSmallIntegerField("umur paling muda", null=True, blank=True)
    age_on = models.DateField("umur dihitung pada", null=True, blank=True)
    extension_minutes = models.PositiveSmallIntegerField("perpanjangan bila situs terganggu (menit)", default=0)
    extended_at = models.DateTimeField(null=True, editable=False)

    # The committee and its key; the private key is never stored.
    committee = models.JSONField("panitia kunci", default=list, blank=True)  # names, one a share
    key_needed = models.PositiveSmallIntegerField("bagian kunci yang diperlukan", default=0)
    public_key = models.CharField("kunci publik", max_length=64, blank=True, editable=False)
    envelope_size = models.PositiveIntegerField(default=0, editable=False)
    manifest = models.TextField(blank=True, editable=False)  # canonical JSON, fixed when announced
    manifest_hash = models.CharField(max_length=64, blank=True, editable=False)

    roll_made_at = models.DateTimeField(null=True, editable=False)
    bound_on = models.DateField(null=True, editable=False)  # day of the last daily line on the board
    closed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def declared(self) -> dict[str, Any]:
        """The rule with every knob, as tally.rules.declared_rule reads it; without the drawn order of ties."""
        return RULES[self.rule].with_knobs(order=()).declared() | KNOBS | self.knobs

    def counting_rule(self, order: Iterable[str]) -> Rule:
        """The complete rule; `order`: option numbers in the drawn order that settles equal votes."""
        return declared_rule({**self.declared, "rule": self.rule, "order": list(order)})

    @property
    def rule_words(self) -> str:
        return RULE_WORDS[self.rule]

    @property
    def manifest_data(self) -> dict[str, Any]:
        """The manifest read back; empty before the announcement."""
        return dict(json.loads(self.manifest)) if self.manifest else {}

    def rules_of(self, options: Iterable[Any]) -> BallotRules:
        """What a valid ballot of this round holds, as data; `options` are its RoundOption rows."""
        rows, said = list(options), self.ballot_rules
        places = {str(o.number): frozenset(filter(None, (o.place, o.field))) for o in rows}
        limits = {name: CategoryLimit(**limit) for name, limit in said.get("per_category", {}).items()}
        names = ("min_points", "max_points", "min_sum", "max_sum", "min_cost", "max_cost")
        more = {name: said[name] for name in names if said.get(name) is not None}
        round: Any = self
        return BallotRules(
            kind=Kind(self.kind),
            costs={str(option.number): option.cost for option in rows},
            least=round.min_choices,
            most=round.max_choices,
            categories=places,
            per_category=limits,
            **more,
        )


SEALED_RULES = [
    models.CheckConstraint(
        condition=Q(sealed=False)
        | ~Q(state__in=["diumumkan", "ditutup", "dihitung", "ditetapkan"])
        | Q(key_needed__gte=1, envelope_size__gt=0) & ~Q(public_key="") & ~Q(manifest_hash=""),
        name="sealed_round_has_key",
    ),
    models.CheckConstraint(
        condition=Q(sealed=False) | ~Q(state__in=["ditutup", "dihitung", "ditetapkan"]) | Q(closed_at__isnull=False),
        name="sealed_round_closed_first",
    ),
]
