"""The trail: one append-only row for every change of civic data, sealed in a hash chain."""

from django.db import models


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

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["target_type", "target_id", "id"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.target_type}/{self.target_id}"


class Note(models.Model):
    """An official's words beside a trail entry, shown in public with it."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="note")
    text = models.TextField(max_length=5000)

    def __str__(self) -> str:
        return self.text[:60]


class Seal(models.Model):
    """One link of the hash chain: digest = sha256(previous digest + canonical entry)."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="seal")
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.position} {self.digest[:12]}"
