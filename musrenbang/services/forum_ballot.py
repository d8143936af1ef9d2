"""A ballot in a forum that finds no consensus: opened over chosen proposals, on phones and on paper, counted once."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from audit.services import record
from core.pagecache import bump
from core.states import StateError
from musrenbang.forum_states import ForumState
from musrenbang.models import Ballot, Elector, Forum, ForumItem, PaperBallot, Round, RoundOption
from musrenbang.queries.forum_ballot import came, running, undecided
from musrenbang.queries.forums import standing_of
from musrenbang.services import round_plan, round_steps, rounds
from musrenbang.services.forums import changed, lock
from musrenbang.tally import BallotError, read_choices
from musrenbang.voting_states import RoundState
from notifications.services import create_topic

NOT_NOW = "Pemungutan suara dibuka selama forum berlangsung."
MOST_MINUTES = 240
WORDS = (
    "Forum tidak mencapai mufakat. Peserta yang tercatat hadir memilih, satu orang satu surat suara. "
    "Pilihan bersifat rahasia. Bila suara sama, urutannya mengikuti undian yang ditarik sebelum pemungutan dibuka."
)


@transaction.atomic
def open_ballot(
    *, by: Any, forum: Forum, title: str, items: Sequence[ForumItem], max_choices: int, minutes: int
) -> Round:
    """Let the people present vote on some of the forum's proposals, from now on for some minutes.

    Who is on the attendance list now may vote; who has no account gets a paper. Raises StateError, ValidationError.
    """
    held = lock(by, forum, {ForumState.OPEN}, NOT_NOW)
    if running(held).exists():
        raise StateError("Pemungutan suara sebelumnya belum dihitung.")
    chosen = list(undecided(held).filter(pk__in=[one.pk for one in items]))
    people = list(came(held)) if held.event_id else []
    check(chosen, len(items), people, max_choices, minutes)
    now, seed = timezone.now(), secrets.token_hex(16)
    made = Round.objects.create(
        forum=held,
        region=held.region,
        cycle=held.cycle,
        created_by=by,
        title=title,
        explanation=WORDS,
        opens_at=now,
        closes_at=now + timedelta(minutes=minutes),
        max_choices=max_choices,
        budget=money_left(held, chosen),
    )
    write_options(made, chosen, seed)
    Elector.objects.bulk_create(roll(made, people))
    topic = create_topic(kind="pemungutan", title=title, url=made.get_absolute_url(), region=held.region_id)
    fixed = {"topic": topic, "announced_at": now, "option_count": len(chosen), "tie_seed": seed}
    made.topic = topic
    round_steps.step(made, "announce", by=by, also=fixed, data={"options": len(chosen), "forum": held.pk})
    changed(held)
    return made


def check(chosen: Sequence[ForumItem], asked: int, people: Sequence[Any], max_choices: int, minutes: int) -> None:
    """Refuse, in words, a ballot that could not be held."""
    wrong: dict[str, str] = {}
    if len(chosen) != asked or not 2 <= asked <= round_plan.MOST_OPTIONS:
        wrong["items"] = f"Pilih 2 sampai {round_plan.MOST_OPTIONS} usulan yang belum diputuskan."
    elif not 1 <= max_choices < asked:
        wrong["max_choices"] = "Jumlah pilihan harus lebih sedikit daripada jumlah usulan."
    if not 1 <= minutes <= MOST_MINUTES:
        wrong["minutes"] = f"Isi lama pemungutan, 1 sampai {MOST_MINUTES} menit."
    if wrong:
        raise ValidationError(wrong)
    if not people:
        raise ValidationError("Belum ada peserta pada daftar hadir forum. Catat kehadiran dahulu.")


def money_left(forum: Forum, chosen: Sequence[ForumItem]) -> int:
    """What the works on the ballot compete for: the rest of the ceiling; without a ceiling there is enough for all."""
    if forum.ceiling is None:
        return sum(one.cost or 0 for one in chosen)
    left = standing_of(forum).left
    if left <= 0:
        raise ValidationError("Sisa pagu sudah habis. Putuskan cadangan tanpa pemungutan suara.")
    for one in chosen:
        if (one.cost or 0) > left:
            title = one.proposal.public_title
            raise ValidationError({"items": f"Biaya usulan “{title}” melebihi sisa pagu."})
    return left


def write_options(made: Round, chosen: Sequence[ForumItem], seed: str) -> None:
    """The proposals on the ballot with the forum's own figures, and their lot."""
    options = [RoundOption(round=made, proposal=one.proposal, number=number) for number, one in enumerate(chosen, 1)]
    for option, item in zip(options, chosen, strict=True):
        round_plan.copy_words(option, item.cost)
    round_plan.draw(options, seed)
    RoundOption.objects.bulk_create(options)


def roll(made: Round, people: Iterable[Any]) -> list[Elector]:
    """One elector a person on the attendance list; an account on two lines counts once."""
    known: set[int] = set()
    electors = []
    for one in people:
        if one.person_id in known:
            continue
        if one.person_id is not None:
            known.add(one.person_id)
        electors.append(Elector(round=made, attendance=one, user_id=one.person_id, paper=one.person_id is None))
    return electors


@transaction.atomic
def give_paper(*, by: Any, round: Round, elector: Elector) -> None:
    """Hand a paper to somebody with an account; from now on only the paper counts."""
    held = hold(by, round)
    mine = held.electors.select_related("user").get(pk=elector.pk)
    if mine.user is not None and Ballot.objects.filter(round=held, voter=mine.user).exists():
        raise StateError("Peserta ini sudah memberi suara lewat akunnya.")
    if not mine.paper:
        Elector.objects.filter(pk=mine.pk).update(paper=True)
        record(by=by, verb="give_paper", target=held, data={"elector": mine.pk})


@transaction.atomic
def type_paper(*, by: Any, round: Round, number: int, choices: Iterable[object], invalid: bool = False) -> PaperBallot:
    """Type one paper in; it counts when a second officer typed the same. Typed again by the same, it is corrected."""
    held = hold(by, round)
    if not 1 <= number <= held.electors.filter(paper=True).count():
        raise ValidationError({"number": "Nomor lembar ini tidak dibagikan."})
    chosen: list[int] = []
    if not invalid:
        try:
            chosen = list(read_choices(choices, held.limits))
        except BallotError as error:
            raise ValidationError({"choices": str(error)}) from error
    made, _ = PaperBallot.objects.update_or_create(
        round=held, number=number, by=by, defaults={"choices": chosen, "at": timezone.now()}
    )
    record(by=by, verb="type_paper", target=held, data={"number": number})
    return made


@transaction.atomic
def count_ballot(*, by: Any, round: Round) -> Round:
    """Count a forum's ballot after its time, when every paper was typed twice alike."""
    hold(by, round)
    counted = rounds.count_round(round=round)
    if counted.forum is not None:
        bump(counted.forum.version_name)
    return counted


def hold(by: Any, round: Round) -> Round:
    """The ballot of a forum, its row held, for an officer who runs the forum, while it is not counted."""
    held = round_steps.lock(round)
    if held.forum is None or not by.has_perm("musrenbang.run_forum", held.forum):
        raise PermissionDenied("Anda tidak berwenang menjalankan forum ini.")
    if held.state != RoundState.ANNOUNCED:
        raise StateError("Pemungutan suara ini sudah dihitung atau dibatalkan.")
    return held
