"""What voting holds of a person, and what waits for those who run rounds."""

from typing import Any

from django.utils import timezone

from accounts.registry import DeskItem, MyThing
from musrenbang.models import Ballot, Channel, RollEntry, Round
from musrenbang.services.ballots import forget_voter
from musrenbang.voting_rules import RUN_ROLES
from musrenbang.voting_states import RoundState


def collect(user: Any) -> dict[str, Any]:
    """In which forum ballots she voted and what she chose; of sealed rounds the way she voted, all that is known."""
    sealed = RollEntry.objects.filter(user=user).exclude(channel=Channel.NONE).select_related("round").order_by("id")
    rows = Ballot.objects.filter(voter=user).select_related("round").order_by("id")
    return {
        "suara": [
            {
                "pemungutan": row.round.title,
                "tanda_terima": row.receipt,
                "diberikan": row.cast_at.isoformat(),
                "diubah": row.changed_at.isoformat() if row.changed_at else "",
                "pilihan": row.choices,
            }
            for row in rows
        ],
        "suara_tersegel": [{"pemungutan": row.round.title, "cara": row.get_channel_display()} for row in sealed],
    }


def erase(user: Any) -> None:
    """Her ballots stay counted, without her."""
    forget_voter(user)


def mine(user: Any) -> list[MyThing]:
    """Her receipts for the account page, newest first; never what she chose."""
    rows = Ballot.objects.filter(voter=user).select_related("round").order_by("-id")[:50]
    voted = [Channel.ONLINE, Channel.KIOSK, Channel.PAPER]
    sealed = RollEntry.objects.filter(user=user, channel__in=voted).select_related("round").order_by("-id")[:50]
    return [
        *[
            MyThing(
                title=row.round.title,
                url=row.round.result_url if row.round.has_result else row.round.get_absolute_url(),
                voice="ok",
                word="Suara Anda tercatat",
                meta=row.get_channel_display(),
            )
            for row in sealed
        ],
        *[
            MyThing(
                title=row.round.title,
                url=row.round.get_absolute_url() if not row.round.has_result else row.round.result_url,
                voice="ok",
                word="Suara Anda tercatat",
                meta=f"Tanda terima {row.receipt}",
            )
            for row in rows
        ],
    ]


# State to the step that is owed.
OWED = {
    RoundState.DRAFT: "Periksa dan umumkan",
    RoundState.CLOSED: "Buka kotak suara",
    RoundState.COUNTED: "Tetapkan hasil",
}


def desk_queue(user: Any) -> list[DeskItem]:
    """Rounds that wait for an officer: drafts to announce, counts to ratify."""
    if not any(mandate.role in RUN_ROLES for mandate in user.mandates_now):
        return []
    rows = Round.objects.run_by(user).filter(state__in=list(OWED)).select_related("region").order_by("closes_at")
    return [
        DeskItem(
            title=row.title,
            url=f"/petugas/pemungutan/{row.pk}/",
            kind="Pemungutan suara",
            step=OWED[RoundState(row.state)],
            where=row.region.name,
            due=timezone.localdate(row.opens_at) if row.state == RoundState.DRAFT else None,
        )
        for row in rows[:50]
    ]


def desk_tools(user: Any) -> list[tuple[str, str]]:
    """The way to the rounds, for those who run them."""
    runs = any(mandate.role in RUN_ROLES for mandate in user.mandates_now)
    return [("Pemungutan suara", "/petugas/pemungutan/")] if runs else []
