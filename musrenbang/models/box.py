"""The sealed box of a round: its roll, its envelopes, its bulletin board, and the ballots once they are opened."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class Channel(models.TextChoices):
    """By which way somebody voted; a later way in this order beats an earlier one."""

    NONE = "", "Belum memilih"
    ONLINE = "daring", "Daring"
    KIOSK = "bilik", "Bilik suara"
    PAPER = "kertas", "Kertas"
    STRUCK = "dicoret", "Dicoret dari daftar"


STRENGTH = {Channel.NONE: 0, Channel.ONLINE: 1, Channel.KIOSK: 2, Channel.PAPER: 3, Channel.STRUCK: 9}


class RollEntry(models.Model):
    """One person on the roll of a round, and by which way she voted; never when, never what.

    Known by her account, by the keyed hash of her register number (`key`), or by a one-time code. `user` is empty
    once the person was erased.
    """

    round = models.ForeignKey("musrenbang.Round", on_delete=models.PROTECT, related_name="roll_entries")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    key = models.CharField("sidik nomor induk", max_length=64, blank=True)
    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.NONE, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "baris daftar pemilih"
        verbose_name_plural = "daftar pemilih"
        constraints = [
            models.UniqueConstraint(fields=["round", "user"], name="roll_person_once"),
            models.UniqueConstraint(fields=["round", "key"], condition=~Q(key=""), name="roll_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.pk}"


class RollChange(models.Model):
    """A change of the roll after it was made: one officer asks, another confirms."""

    class Action(models.TextChoices):
        ADD = "tambah", "Tambahkan"
        STRIKE = "coret", "Coret"

    round = models.ForeignKey("musrenbang.Round", on_delete=models.PROTECT, related_name="roll_changes")
    action = models.CharField("perubahan", max_length=8, choices=Action.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    key = models.CharField(max_length=64, blank=True)
    reason = models.CharField("alasan", max_length=300)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    done = models.BooleanField(default=False)  # False with decided_at: refused

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")), name="roll_change_by_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.action}"


class Envelope(models.Model):
    """A sealed ballot. Nobody can read it: it opens only with the committee's key.

    `digest` is the SHA-256 of `sealed`, the voter's receipt. A replaced envelope keeps its digest only. `entry` ties
    a live envelope to the roll while people vote, so that a later one can replace it; the tie is cut at the close.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)  # no number tells the order of coming
    round = models.ForeignKey("musrenbang.Round", on_delete=models.PROTECT, related_name="envelopes")
    entry = models.OneToOneField(RollEntry, on_delete=models.PROTECT, null=True, related_name="envelope")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    digest = models.CharField(max_length=64)
    sealed = models.BinaryField(default=b"")
    replaced = models.BooleanField(default=False)
    batch = models.PositiveSmallIntegerField(null=True)  # number of the board event that holds its digest

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "digest"], name="envelope_once"),
            models.CheckConstraint(condition=Q(replaced=False) | Q(entry__isnull=True), name="replaced_is_nobodys"),
        ]

    def __str__(self) -> str:
        return self.digest[:16]


class BoardEvent(models.Model):
    """One line of a round's bulletin board: `digest` = SHA-256(previous digest, newline, body); only added."""

    round = models.ForeignKey("musrenbang.Round", on_delete=models.PROTECT, related_name="board")
    number = models.PositiveSmallIntegerField("nomor")
    kind = models.CharField("peristiwa", max_length=12)
    body = models.TextField("isi")  # canonical JSON
    digest = models.CharField("sidik", max_length=64)

    class Meta:
        ordering = ["round", "number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="board_number_once")]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.number} {self.kind}"


class OpenedBallot(models.Model):
    """One ballot of a counted round, in a drawn order and with nothing that leads to a person."""

    round = models.ForeignKey("musrenbang.Round", on_delete=models.PROTECT, related_name="opened")
    place = models.PositiveIntegerField("urutan undian")
    choices = models.JSONField("pilihan", default=list)  # option numbers, in the voter's order for a ranking
    points = models.JSONField("nilai", null=True)  # beside choices, for points and scores

    class Meta:
        ordering = ["round", "place"]
        constraints = [models.UniqueConstraint(fields=["round", "place"], name="opened_place_once")]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.place}"

    @property
    def names(self) -> list[str]:
        """Option numbers as the counting library names them."""
        return [str(number) for number in self.choices]


class RoundFile(models.Model):
    """A text file of a counted round's open book, its bytes as they were hashed on the board."""

    round = models.ForeignKey("musrenbang.Round", on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=40)  # election.pb, result.json, transcript.json, receipts.json
    text = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["round", "name"]
        constraints = [models.UniqueConstraint(fields=["round", "name"], name="round_file_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def data(self) -> bytes:
        return self.text.encode()


def counts_by_channel(round: Any) -> dict[str, int]:
    """How many people of the roll voted by each way; only for a round that is closed."""
    rows = RollEntry.objects.filter(round=round).order_by().values_list("channel").annotate(n=models.Count("pk"))
    return dict(rows)
