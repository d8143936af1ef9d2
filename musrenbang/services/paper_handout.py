"""Handing a paper ballot to somebody at a voting place."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from musrenbang.models import RollEntry, Round
from musrenbang.queries.manifest import who_votes
from musrenbang.services.paper_batches import hold, mark_paper
from musrenbang.services.roll import entry_for


@transaction.atomic
def give_paper(*, by: Any, round: Round, person: Any) -> RollEntry:
    """Mark on the roll that this person votes on paper; what she had sealed before is taken out of the box.

    ValidationError where she may not vote here; StateError where she has a paper already.
    """
    held = hold(by, round)
    if person.pk == by.pk:
        raise ValidationError({"username": "Kertas untuk Anda sendiri diberikan petugas lain."})
    if not person.has_perm("musrenbang.vote", held):
        raise ValidationError({"username": f"Orang ini tidak dapat memilih di sini. Yang memilih: {who_votes(held)}."})
    try:
        entry = entry_for(held, person)
    except PermissionDenied as error:
        raise ValidationError({"username": "Orang ini tidak tercantum dalam daftar pemilih."}) from error
    return mark_paper(by=by, round=held, entry=entry)
