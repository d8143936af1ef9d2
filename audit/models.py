"""The trail: one append-only row for every change of civic data, sealed in a hash chain."""

import secrets

from django.db import models


def new_salt() -> str:
    """Random characters that keep the digest of an entry's private part from being guessed."""
    return secrets.token_hex(8)


class Entry(models.Model):
    """Who did what to which thing, when, in which role.

    Holds ids, roles, states, codes and figures only: never a name, a number of a person or a citizen's words,
    so a person can be erased without breaking the chain. An official's words stand in Note; their digest here.
    """

    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=32, blank=True)
    verb = models.CharField(max_length=64)
    target_type = models.CharField(max_length=64)
    target_id = models.CharField(max_length=64)
    from_state = models.CharField(max_length=32, blank=True)
    to_state = models.CharField(max_length=32, blank=True)
    reason = models.CharField("kode alasan", max_length=48, blank=True)
    data = models.JSONField(default=dict, blank=True)
    note_digest = models.CharField(max_length=64, blank=True)
    salt = models.CharField(max_length=16, default=new_salt, editable=False)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["target_type", "target_id", "id"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.target_type}/{self.target_id}"


class Note(models.Model):
    """An official's words beside a trail entry, shown in public with it; may be blanked, never changed."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="note")
    text = models.TextField(max_length=5000)

    def __str__(self) -> str:
        return self.text[:60]


class Seal(models.Model):
    """One link of the hash chain over the trail (audit.chain says how a digest is made)."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="seal")
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.position} {self.digest[:12]}"


class Check(models.Model):
    """One walk along the whole chain, done in steps; a finished good one is a head that later walks must pass."""

    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    position = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    newest_id = models.BigIntegerField(default=0)
    late = models.PositiveIntegerField("terlambat", default=0)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.position} {self.problem or 'utuh'}"

    @property
    def good(self) -> bool:
        """The walk came to the end and found nothing wrong."""
        return self.finished_at is not None and not self.problem
