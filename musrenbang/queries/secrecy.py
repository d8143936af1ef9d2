"""What of the trail would tell how a vote stands before it is counted."""

from audit.models import Entry
from musrenbang.models import Round
from musrenbang.voting_states import UNCOUNTED

VOTING = ("vote", "change_vote", "type_paper", "mark_paper", "accept_batch", "vote_kiosk", "vote_code", "open_batch")


def first_secret_entry() -> int | None:
    """Number of the first trail entry of a vote that is not counted yet: from there on entries count the voters."""
    found: list[int] = []
    for pk in Round.objects.filter(state__in=UNCOUNTED).values_list("pk", flat=True):
        cast = Entry.objects.filter(target_type=Round._meta.label_lower, target_id=str(pk), verb__in=VOTING)
        found += cast.order_by("id").values_list("pk", flat=True)[:1]
    return min(found, default=None)
