"""Votes of the past: a .pb file read in, looked at by its officer, published as an archive with its source."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from audit.services import move, record
from core.pagecache import bump
from core.ratelimit import demand
from core.states import StateError
from core.text import clean
from musrenbang import result_tasks
from musrenbang.models import PastVote
from musrenbang.past_states import PastState
from musrenbang.tally.convert import converted
from musrenbang.tally.pabulib import Election, PabulibError, read
from musrenbang.tally.pb_lines import MOST_TOLD
from musrenbang.tally.profile import from_election
from musrenbang.tally.rules import RULES, Rule, usual_step

MAX_BYTES = 30_000_000
FILES_AN_HOUR = 30
TOO_BIG = "Berkas paling besar 30 MB."
TWICE = "Berkas ini sudah dimuat sebagai arsip “{}”. Tarik arsip itu dahulu bila ingin memuatnya lagi."


@dataclass(frozen=True)
class Source:
    """What an officer says of a vote of the past; `rule` is "" for the rule the file names."""

    title: str
    source: str
    region: Any
    year: int
    rule: str = ""


def read_past(data: bytes) -> Election:
    """The election of a file. ValidationError with the line of every mistake."""
    if not data:
        raise ValidationError({"berkas": "Berkas ini kosong. Pilih berkas lain."})
    if len(data) > MAX_BYTES:
        raise ValidationError({"berkas": TOO_BIG})
    try:
        election = read(data)
        from_election(election)
    except PabulibError as error:
        raise ValidationError({"berkas": [str(problem) for problem in error.problems[:MOST_TOLD]]}) from error
    except ValueError as error:
        raise ValidationError({"berkas": str(error)}) from error
    if not len(election.votes):
        raise ValidationError({"berkas": "Tidak ada surat suara di berkas ini."})
    return election


@transaction.atomic
def start_past(*, by: Any, data: bytes, source: Source) -> PastVote:
    """Read in a vote of the past; only those who run rounds see it before it is published.

    The same file again leads its own officer back to what she began; to anybody else it is refused in words.
    """
    if not by.has_perm("musrenbang.import_past", source.region):
        raise PermissionDenied("Anda tidak berwenang memuat arsip pemungutan suara di wilayah ini.")
    demand("arsip-suara", by.pk, capacity=FILES_AN_HOUR, per=3600)
    digest = hashlib.sha256(data).hexdigest()
    if known := known_as(digest, by):
        return known
    election = read_past(data)
    made = made_of(by, source, election, digest)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        return known_as(digest, by) or _gone()
    record(by=by, verb="import_past", target=made, to_state=made.state, data={"ballots": made.ballot_count})
    result_tasks.count_past_vote.enqueue(made.pk)
    return made


def known_as(digest: str, by: Any) -> PastVote | None:
    """The archive of this file that is there already."""
    found = PastVote.objects.filter(digest=digest).exclude(state=PastState.WITHDRAWN).defer("content", "bundle").first()
    if found is not None and found.by_id != by.pk:
        raise ValidationError({"berkas": TWICE.format(found.title)})
    return found


def _gone() -> PastVote:
    raise StateError("Arsip dari berkas ini baru saja ditarik. Unggah sekali lagi.")


def made_of(by: Any, source: Source, election: Election, digest: str) -> PastVote:
    """The row of a file; the columns about voters are left out, so they are never kept."""
    return PastVote(
        title=clean(source.title)[:160],
        source=clean(source.source)[:300],
        region=source.region,
        year=source.year,
        rule=rule_for(election, source.rule).declared(),
        digest=digest,
        content=converted(election).encode(),
        ballot_count=len(election.votes),
        option_count=len(election.projects),
        warnings=[str(problem) for problem in election.warnings][:200],
        by=by,
    )


def rule_for(election: Election, name: str) -> Rule:
    """The rule asked for, else the one the file names, with the knobs under which real elections were held."""
    told = election.meta.get("rule", "").strip().lower()
    named = RULES[name or ("mes_cost_add1" if told.startswith("equalshares/add1") else
                           "mes_cost" if told.startswith("equalshares") else "greedy_score")]  # fmt: skip
    step = usual_step(int(election.budget), len(election.votes))
    return named.with_knobs(
        step=step,
        exhaustive_stop=False,
        skip=told != "greedy-no-skip",
        compare=told.endswith("-comparison") and not name,
        threshold=_threshold(election) if named.name == "greedy_score" else 0,
    )


def _threshold(election: Election) -> int:
    text = election.meta.get("min_project_score_threshold", "").strip()
    return int(text) if text.isdecimal() and len(text) < 10 else 0


@transaction.atomic
def publish_past(*, by: Any, past: PastVote) -> PastVote:
    """Make a counted archive public."""
    held = _held(past)
    if not held.facts:
        raise StateError("Arsip ini masih dihitung. Tunggu sebentar, lalu muat ulang halaman.")
    move(held, "publish", by=by)
    bump("pemungutan")
    return held


@transaction.atomic
def withdraw_past(*, by: Any, past: PastVote, note: str) -> PastVote:
    """Take an archive back, with reasons; its file may be read in again."""
    held = _held(past)
    move(held, "withdraw", by=by, note=note)
    bump("pemungutan")
    return held


def _held(past: PastVote) -> PastVote:
    """The archive as it stands now, its row held."""
    rows = PastVote.objects.select_for_update(of=("self",)).defer("content", "bundle")
    return rows.get(pk=past.pk)
