"""What every verb of a round does: hold its row, follow its table, tell of it."""

from typing import Any

from django.utils import timezone

from audit.services import move
from core.pagecache import bump
from musrenbang.models import Round
from musrenbang.voting_states import RoundState
from notifications.services import changed_in_public, tell, update_topic


def lock(round: Round) -> Round:
    """The round as it stands now, its row held until the transaction ends."""
    return Round.objects.select_for_update(of=("self",)).select_related("topic", "region", "forum").get(pk=round.pk)


def step(
    held: Round,
    name: str,
    *,
    by: Any,
    also: dict[str, Any] | None = None,
    note: str = "",
    data: dict[str, Any] | None = None,
    words: str = "",
) -> None:
    """Follow one row of the table; tell followers and freshen public pages where the round is public."""
    row = move(held, name, by=by, note=note, data=data, also=also)
    if held.topic is not None and row.target != RoundState.ANNOUNCED:
        update_topic(held.topic, comments_until=timezone.now())
    say(held, row.tells, words or row.done, name)


def say(held: Round, kind: str, words: str, occasion: str) -> None:
    """Tell followers of the round and of its region, and freshen the public pages; a forum's ballot is the hall's."""
    if held.topic is None:
        return
    if held.forum is None:
        url, name = held.result_url if held.has_result else held.get_absolute_url(), f"pemungutan:{held.pk}:{occasion}"
        tell(held.topic, kind=kind, text=f"{held.title}: {words}", occasion=name, url=url)
    else:
        bump(held.forum.version_name)
    changed_in_public(held.topic)
