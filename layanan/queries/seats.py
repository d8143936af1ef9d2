"""Who sits in which seat of the chain of initials today."""

from typing import Any

from layanan.letter_states import Seat
from layanan.models.letters import Official
from wilayah.queries import around


def seats_of(user: Any) -> list[Official]:
    """The seats this person has today; one question a request."""
    kept: list[Official] | None = getattr(user, "_seats_now", None)
    if kept is None:
        kept = list(Official.objects.current().filter(user_id=user.pk))
        user._seats_now = kept
    return kept


def holds_seat(user: Any, seat: str, obj: Any) -> bool:
    """Whether she sits in this seat for the region of the thing."""
    return official_for(user, seat, obj.region_id) is not None


def official_for(user: Any, seat: str, region_id: str) -> Official | None:
    """In which capacity she acts: her own office before one she holds for another."""
    codes = {region_id, *around(region_id)}
    mine = [one for one in seats_of(user) if one.seat == seat and one.region_id in codes]
    return min(mine, key=lambda one: (one.standing != "", -len(one.region_id)), default=None)


def in_seat(seat: str, region_id: str) -> list[Official]:
    """Everybody who sits in a seat today, with their accounts."""
    codes = [region_id, *around(region_id)]
    return list(Official.objects.current().filter(seat=seat, region_id__in=codes).select_related("user"))


TURN = {"paraf_kasi": Seat.SECTION, "paraf_sekcam": Seat.SECRETARY, "tanda_tangan": Seat.SIGNER}


def turns_of(user: Any) -> list[str]:
    """States of applications in which it is this person's turn."""
    seats = {one.seat for one in seats_of(user)}
    return [state for state, seat in TURN.items() if seat in seats]
