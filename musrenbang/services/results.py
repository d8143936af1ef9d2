"""The result of a round as its pages show it: the facts of its count, kept once, and the download anyone can check."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import F

from audit.services import record
from core.pagecache import bump
from core.periodic import one_by_one
from musrenbang import result_tasks
from musrenbang.models import Round, RoundReport
from musrenbang.queries.books import board_file, files_of, plain_rule
from musrenbang.queries.channels import ballots_by_channel
from musrenbang.tally.bundle import packed
from musrenbang.tally.count import Result, count
from musrenbang.tally.overview import overview
from musrenbang.tally.pabulib import Election, read
from musrenbang.tally.profile import from_election
from musrenbang.tally.robust import without_batches
from musrenbang.tally.rules import declared_rule
from musrenbang.tally.verify import BOARD, ELECTION, MANIFEST, RESULT, result_files
from musrenbang.voting_states import WITH_RESULT

MOST_AT_ONCE = 20


@transaction.atomic
def publish(round: Round, *, batches: Sequence[Sequence[int]] = ()) -> RoundReport:
    """Keep the facts, the reasons and the files of a counted round; a second time changes nothing.

    `batches` name the rows of each paper batch in election.pb; they are used now and not kept.
    """
    held = Round.objects.select_for_update(of=("self",)).select_related("region", "topic").get(pk=round.pk)
    known = RoundReport.objects.filter(round=held).first()
    if known is not None or not held.has_result:
        return known or RoundReport(round=held)
    files = files_of(held)
    election, result = counted(held, files)
    made = RoundReport(round=held, facts=overview(result, placed(held, election)).as_json())
    if batches:
        made.firmness = {"trials": [without_batches(result, batches).__dict__]}
    made.channels = ballots_by_channel(held)
    pack(made, {**result_files(result, election, files[ELECTION]), **files})
    made.save()
    tell_works(held, made)
    result_tasks.round_firmness.enqueue(held.pk)
    bump("pemungutan", *([held.topic.version_name] if held.topic else []))
    return made


def tell_works(held: Round, report: RoundReport) -> None:
    """Put the result on the timeline of every work that stood on the ballot."""
    lines = {line["id"]: line for line in report.facts["lines"]}
    for option in held.options.select_related("proposal__topic"):
        line = lines[str(option.number)]
        data = {"round": held.pk, "funded": line["funded"], "votes": line["votes"]}
        record(by=None, verb="ballot", target=option.proposal, data=data)
        if option.proposal.topic is not None:
            bump(option.proposal.topic.version_name)


def counted(held: Round, files: dict[str, bytes]) -> tuple[Election, Result]:
    """The published ballots, counted by the rule the result declares."""
    election = read(files[ELECTION])
    rule = declared_rule(json.loads(files[RESULT])["declared"]) if RESULT in files else plain_rule(held)
    return election, count(from_election(election), rule)


def placed(held: Round, election: Election) -> Election:
    """The same election with the place of every project as the ballot names it."""
    places = {str(number): place for number, place in held.options.values_list("number", "place")}
    rows = {name: {**row, "neighborhood": places.get(name, "")} for name, row in election.projects.items()}
    return replace(election, projects=rows)


def pack(report: RoundReport, files: dict[str, bytes]) -> None:
    """Put the download together, with manifest and notice board where the round has them."""
    held = report.round
    if board := board_file(held):
        files[BOARD] = board
        files[MANIFEST] = held.manifest.encode()
    report.bundle = packed(files)
    report.bundle_size, report.bundle_digest = len(report.bundle), hashlib.sha256(report.bundle).hexdigest()


def publish_waiting() -> int:
    """Publish rounds that were counted and have no report yet (periodic job); how many."""
    rows: Any = Round.objects.filter(state__in=sorted(WITH_RESULT), report__isnull=True).order_by(
        F("counted_at").desc()
    )
    return one_by_one(list(rows[:MOST_AT_ONCE]), lambda round: publish(round))
