"""Gives a part of an input its places. Below the verbs, like placing."""

from konsultasi.carrying import Carrier
from konsultasi.models import Input, Standing, Version
from konsultasi.placing import place, place_new


def place_part(part: Input, whole: Input) -> None:
    """The places of a part: those of its whole where it speaks of the same words, else from the text she read on."""
    if part.passage_id != whole.passage_id:
        place_new(part, None)
        return
    held = {row.version_id: row for row in whole.standings.all()}
    later = Version.objects.filter(consultation=part.consultation_id, number__gte=part.version.number)
    for version in later.order_by("number"):
        if version.pk in held:
            _copy(part, held[version.pk])
        else:  # a new text whose inputs are being carried at this moment
            place([part], version, Carrier(version))


def _copy(part: Input, row: Standing) -> None:
    fields = ("version_id", "fate", "passage_id", "start", "end", "settled_by_id", "settled_at")
    Standing.objects.create(input=part, **{name: getattr(row, name) for name in fields})
