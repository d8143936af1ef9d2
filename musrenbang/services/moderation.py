"""Hiding a submitted proposal that breaks the house rules, and showing it again; the planning goes on meanwhile."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.search.index import insert_or_update_object, remove_object

from audit.services import LONGEST_NOTE, record
from core.pagecache import bump
from core.states import StateError
from dialog.services import settle_thing, tell_author
from dialog.states import HideReason
from musrenbang.models import Proposal, RoundOption
from musrenbang.services.drafts import show_files
from musrenbang.services.round_plan import copy_words
from notifications.models import Topic
from notifications.services import mask_told, update_topic

ROOM = "usulan"  # the name under which dialog keeps reports of proposals
FASTER = "Moderator lain baru saja memutuskan usulan ini. Muat ulang halaman untuk melihatnya."


@transaction.atomic
def hide_proposal(*, by: Any, proposal: Proposal, reason: str, note: str = "") -> Proposal:
    """Hide words, pictures and place of a proposal at every door; its number, state and figures stay, and say why."""
    if reason not in HideReason.values:
        raise ValidationError({"reason": "Pilih alasan."})
    fresh = judged(by, proposal, note)
    switch(fresh, by, "hide", reason, note, "")
    show_files(fresh, False)
    remove_object(fresh)
    name, topic = f"Usulan nomor {fresh.number}", fresh.public_topic
    update_topic(topic, visible=False, title=f"{name} (disembunyikan)")
    mask_told(topic, text=f"Ada kabar tentang {name.lower()}, yang kini disembunyikan.", keep=fresh.proposer)
    why = str(HideReason(reason).label)
    tell(fresh, "hide", f"{name} milik Anda disembunyikan moderator. Alasan: {why}.")
    settle(fresh, f"{name} yang Anda laporkan disembunyikan. Alasan: {why}.")
    return fresh


@transaction.atomic
def restore_proposal(*, by: Any, proposal: Proposal, note: str = "") -> Proposal:
    """Show a hidden proposal again, as its proposer last wrote it."""
    fresh = judged(by, proposal, note)
    was = fresh.hidden_reason
    if not was:
        raise StateError(FASTER)
    switch(fresh, by, "restore", "", note, was)
    show_files(fresh, True)
    insert_or_update_object(fresh)
    update_topic(fresh.public_topic, visible=True, title=fresh.title)
    tell(fresh, "restore", f"Usulan nomor {fresh.number} milik Anda ditampilkan lagi.")
    return fresh


@transaction.atomic
def keep_proposal(*, by: Any, proposal: Proposal, note: str = "") -> Proposal:
    """Leave a reported proposal as it is; those who reported it are told."""
    fresh = judged(by, proposal, note)
    if fresh.hidden_reason:
        raise StateError(FASTER)
    record(by=by, verb="keep", target=fresh, from_state=fresh.state, to_state=fresh.state, note=note.strip())
    settle(fresh, f"Usulan nomor {fresh.number} yang Anda laporkan tetap ditampilkan setelah diperiksa.")
    return fresh


def judged(by: Any, proposal: Proposal, note: str) -> Proposal:
    """The proposal as it is now, locked, if this person may judge it."""
    rows = Proposal.objects.public().select_for_update(of=("self",))
    fresh = rows.select_related("topic", "cycle", "region", "proposer").filter(pk=proposal.pk).first()
    if fresh is None or not by.has_perm("musrenbang.moderate", fresh):
        raise PermissionDenied("Hanya moderator wilayah ini yang dapat memutuskan, dan bukan atas usulannya sendiri.")
    if len(note) > LONGEST_NOTE:
        raise ValidationError({"note": "Penjelasan paling panjang 5.000 huruf."})
    return fresh


def switch(fresh: Proposal, by: Any, verb: str, reason: str, note: str, was: str) -> None:
    """Set the reason where nobody was faster, write the trail, make the ballots it stands on say the same."""
    now = timezone.now()
    if not Proposal.objects.filter(pk=fresh.pk, hidden_reason=was).update(hidden_reason=reason, updated_at=now):
        raise StateError(FASTER)
    fresh.hidden_reason = reason
    state = fresh.state
    record(by=by, verb=verb, target=fresh, from_state=state, to_state=state, reason=reason, note=note.strip())
    options = list(RoundOption.objects.filter(proposal=fresh).select_related("round", "proposal__region"))
    for option in options:
        copy_words(option)
    RoundOption.objects.bulk_update(options, ["title", "summary"])
    rounds = {option.round.topic_id for option in options if option.round.topic_id}
    # Pages of those merged into it lead here by the title, the page it was merged into names it.
    joined = Proposal.objects.filter(Q(merged_into=fresh) | Q(pk=fresh.merged_into_id))
    joined.update(updated_at=now)
    topics = rounds | set(joined.values_list("topic_id", flat=True))
    bump(*(Topic.name_of(pk) for pk in topics), *(["pemungutan"] if rounds else []))


def settle(fresh: Proposal, text: str) -> None:
    """Close the reports of a proposal."""
    settle_thing(room=ROOM, pk=fresh.pk, text=text, url=fresh.get_absolute_url(), topic=fresh.public_topic)


def tell(fresh: Proposal, verb: str, text: str) -> None:
    """Tell the proposer what was decided."""
    url, deed = fresh.get_absolute_url(), f"{ROOM}:{fresh.pk}:{verb}"
    tell_author(user=fresh.proposer, deed=deed, text=text, url=url, topic=fresh.public_topic)
