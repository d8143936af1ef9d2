"""Approval ballots: a voter names the options she agrees with; order has no meaning."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


class BallotError(ValueError):
    """The ballot breaks a rule of its round. `code` names the rule, the text is for people."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


@dataclass(frozen=True)
class Option(Generic[Key]):
    """One thing on the ballot: its key, its cost in whole rupiah, its place in the order that settles equal votes."""

    key: Key
    cost: int
    tie: int = 0


@dataclass(frozen=True)
class Limits:
    """What a valid ballot must hold: at least and at most so many of `options` numbered 1 to n."""

    least: int
    most: int
    options: int


def read_choices(raw: Iterable[object], limits: Limits) -> tuple[int, ...]:
    """The option numbers a ballot names, ascending and each once; BallotError where a rule is broken.

    >>> read_choices(["3", 1, "3"], Limits(least=1, most=2, options=4))
    (1, 3)
    """
    numbers = {_number(value, limits.options) for value in raw}
    if len(numbers) < limits.least:
        raise BallotError("few", f"Pilih paling sedikit {limits.least} kegiatan. Anda memilih {len(numbers)}.")
    if len(numbers) > limits.most:
        raise BallotError("many", f"Pilih paling banyak {limits.most} kegiatan. Anda memilih {len(numbers)}.")
    return tuple(sorted(numbers))


def _number(value: object, options: int) -> int:
    text = str(value)
    # isdecimal alone takes digits of every script; a ballot number is plain ASCII and short.
    if isinstance(value, bool) or not (text.isascii() and text.isdecimal() and len(text) <= 6):
        raise BallotError("unknown", "Pilihan ini tidak ada di surat suara.")
    if not 1 <= int(text) <= options:
        raise BallotError("unknown", "Pilihan ini tidak ada di surat suara.")
    return int(text)


def counts(keys: Iterable[Key], ballots: Iterable[Iterable[Key]]) -> Mapping[Key, int]:
    """Votes of each option, options without a vote included; a ballot gives an option at most one vote.

    KeyError where a ballot names something that is not an option: such a ballot must never have been stored.
    """
    votes: Counter[Key] = Counter(dict.fromkeys(keys, 0))
    for ballot in ballots:
        for key in set(ballot):
            if key not in votes:
                raise KeyError(key)
            votes[key] += 1
    return votes
