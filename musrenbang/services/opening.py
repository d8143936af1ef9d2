"""Opening the box with the committee's shares: ballots are shuffled, counted by the library, and published."""

import hashlib
import secrets
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from nacl.public import PrivateKey

from core.states import StateError
from musrenbang.models import Envelope, OpenedBallot, PaperBatch, Round, RoundFile, RoundOption, RoundResult
from musrenbang.queries.box import discrepancy
from musrenbang.queries.open_book import election_text, receipts_text, vote_lines
from musrenbang.sealing import SharesError, join_key, open_ballot
from musrenbang.services.board import post
from musrenbang.services.results import publish
from musrenbang.services.roll import on_roll
from musrenbang.services.round_steps import lock, step
from musrenbang.tally import BallotError, Reason, pabulib
from musrenbang.tally.ballots import check
from musrenbang.tally.count import Result, count
from musrenbang.tally.merkle import root, root_of_digests
from musrenbang.tally.profile import from_election
from musrenbang.tally.report import result_file, transcript_file
from musrenbang.tally.sentences import dots, rupiah

PIECE = 500
LEAST_NOTE = 20

Plain = tuple[list[int], list[int] | None]


@transaction.atomic
def open_box(*, by: Any, round: Round, shares: Sequence[str], note: str = "") -> Round:
    """Open the box of a closed round with enough shares of its key, count it, and publish the ballots.

    The key lives in this call only. ValidationError where shares are wrong or too few, or where papers and roll
    differ and nobody says why; StateError while papers are being typed.
    """
    held = lock(round)
    held.LIFECYCLE.row("open_box", held.state)
    if not by.has_perm("musrenbang.run_round", held):
        raise PermissionDenied("Anda tidak berwenang membuka kotak suara ini.")
    differ = check_papers(held, note)
    try:
        private = join_key(shares, held.key_needed, held.public_key)
    except SharesError as error:
        raise ValidationError({"shares": str(error)}) from error
    digests = list(Envelope.objects.filter(round=held, replaced=False).values_list("digest", flat=True))
    post(held, "opening", envelopes=len(digests), root=root_of_digests(digests), discrepancy=differ, note=note.strip())
    options = list(held.options.order_by("number"))
    ballots, broken = opened(held, options, private)
    result = count_out(held, options, ballots)
    figures = {
        "counted_at": timezone.now(),
        "ballot_count": len(ballots),
        "eligible_count": on_roll(held),
        "invalid_count": broken + invalid_papers(held),
    }
    spent = int(result.profile.money(result.total_cost))
    data = {"ballots": len(ballots), "funded": len(result.winners), "spent": spent}
    step(held, "open_box", by=by, also=figures, data=data, words=summary(held, result))
    publish(held)
    return held


def check_papers(held: Round, note: str) -> int:
    """All paper batches are decided; how many papers more or fewer than marks, which asks for a word."""
    if PaperBatch.objects.filter(round=held, state=PaperBatch.State.TYPING).exists():
        raise StateError("Masih ada berkas kertas yang sedang diketik. Terima atau tarik dahulu.")
    differ = discrepancy(held)
    if differ and len(note.strip()) < LEAST_NOTE:
        raise ValidationError(
            {"note": f"Jumlah kertas berbeda {abs(differ)} dari tanda di daftar pemilih. Tulis sebabnya."}
        )
    return differ


def invalid_papers(held: Round) -> int:
    """Papers that count for nothing, by the covers of their batches."""
    rows = PaperBatch.objects.filter(round=held, state=PaperBatch.State.ACCEPTED).values_list("invalid", flat=True)
    return sum(rows)


def opened(held: Round, options: Sequence[RoundOption], private: PrivateKey) -> tuple[list[Plain], int]:
    """Every ballot in a drawn order, and how many envelopes held no valid one; the sealed bytes are deleted."""
    rules, found, broken = held.rules_of(options), [], 0
    for sealed in Envelope.objects.filter(round=held, replaced=False).values_list("sealed", flat=True).iterator():
        plain = open_ballot(private, bytes(sealed))
        try:
            if plain is None:
                raise BallotError("broken", "")
            check(rules, [str(number) for number in plain[0]], plain[1])
            found.append(plain)
        except (BallotError, TypeError, ValueError):
            broken += 1
    secrets.SystemRandom().shuffle(found)
    rows = [OpenedBallot(round=held, place=n, choices=c, points=p) for n, (c, p) in enumerate(found, 1)]
    OpenedBallot.objects.bulk_create(rows, batch_size=PIECE)
    Envelope.objects.filter(round=held).update(sealed=b"")
    return found, broken


def count_out(held: Round, options: Sequence[RoundOption], ballots: Sequence[Plain]) -> Result:
    """Count the opened ballots, keep the open book as files, and bind them to the board."""
    order = [str(option.number) for option in sorted(options, key=lambda option: option.lot or 0)]
    rule = held.counting_rule(order)
    text = election_text(held, options, ballots, order)
    data = text.encode()
    election = pabulib.read(data)
    result = count(from_election(election), rule)
    lines = vote_lines(text)
    post(held, "ballots", count=len(lines), root=root(line.encode() for line in lines))
    files = {
        "election.pb": text,
        "result.json": result_file(result, election, data).decode(),
        "transcript.json": transcript_file(result).decode(),
        "receipts.json": receipts_text(held),
    }
    digests = {name: hashlib.sha256(value.encode()).hexdigest() for name, value in files.items()}
    rows = [RoundFile(round=held, name=name, text=value, digest=digests[name]) for name, value in files.items()]
    RoundFile.objects.bulk_create(rows)
    post(held, "result", **digests)
    write_lines(held, options, result)
    return result


def write_lines(held: Round, options: Sequence[RoundOption], result: Result) -> None:
    """One row for each option: the winners in the order they were chosen, then the others by what they got."""
    profile, tied = result.profile, tied_projects(result)
    option_of = {str(option.number): option for option in options}
    others = [p for p in range(len(profile.ids)) if p not in result.winners]
    if result.turns and result.run is None:
        turn = {line.project: at for at, line in enumerate(result.turns)}
        listed = sorted(range(len(profile.ids)), key=lambda p: (turn.get(p, len(turn)), result.places[p]))
    else:
        others.sort(key=lambda p: (-profile.scores[p], result.places[p]))
        listed = [*result.winners, *others]
    left, rows = held.budget, []
    for rank, project in enumerate(listed, 1):
        option = option_of[profile.ids[project]]
        won, votes = project in result.winners, profile.votes[project]
        after = left - option.cost if won else left
        reason = Reason.FUNDED if won else Reason.NO_MONEY if votes else Reason.NO_VOTES
        line = {"votes": votes, "before": left, "after": after, "reason": reason.value, "tied": project in tied}
        rows.append(RoundResult(round=held, option=option, rank=rank, **line))
        left = after
    RoundResult.objects.bulk_create(rows)


def tied_projects(result: Result) -> set[int]:
    """Projects whose place was settled by the lot."""
    found = {line.project for line in result.turns if line.tied}
    if result.run is not None:
        found |= {project for turn in result.run.rounds for project in turn.tied}
    if result.phragmen is not None:
        found |= {project for turn in result.phragmen.steps for project in turn.tied}
    return found


def summary(held: Round, result: Result) -> str:
    """The result in one or two sentences."""
    if not result.profile.rows:
        return "Tidak ada suara yang masuk, jadi tidak ada kegiatan yang terpilih."
    head = f"Sebanyak {dots(result.profile.rows)} warga memberi suara."
    if not result.winners:
        return f"{head} Tidak ada kegiatan yang terpilih dengan dana {rupiah(held.budget)}."
    chosen = f"Terpilih {len(result.winners)} dari {len(result.profile.ids)} kegiatan"
    return (
        f"{head} {chosen}, memakai {rupiah(int(result.profile.money(result.total_cost)))} dari {rupiah(held.budget)}."
    )
