"""The long counts, for the worker: how firm a result is, and votes of the past."""

import hashlib
from collections.abc import Mapping

from django.db import transaction

from core.pagecache import bump
from musrenbang.models import PastVote, RoundReport
from musrenbang.past_states import PastState
from musrenbang.tally.bundle import election_of, packed
from musrenbang.tally.count import count
from musrenbang.tally.overview import overview
from musrenbang.tally.pabulib import read
from musrenbang.tally.profile import from_election
from musrenbang.tally.robust import robustness
from musrenbang.tally.rules import declared_rule
from musrenbang.tally.verify import result_files

VERSION = "pemungutan"


def find_firmness(round_id: int) -> None:
    """Shake the result of a counted round and keep what came of it; a second time changes nothing."""
    report = RoundReport.objects.get(round_id=round_id)
    if report.firmness.get("done"):
        return
    election, rule = election_of(bytes(report.bundle or b""))
    firm = robustness(count(from_election(election), rule), seed=seed_of(report.bundle_digest))
    firm["trials"] += report.firmness.get("trials", [])  # what was found out at the count, batch by batch
    with transaction.atomic():
        if RoundReport.objects.filter(pk=report.pk, firmness=report.firmness).update(firmness={**firm, "done": True}):
            bump(VERSION)


def count_past(past_id: int) -> None:
    """Count an imported vote and keep its facts and files; a second time changes nothing."""
    past = PastVote.objects.get(pk=past_id)
    if past.facts or past.state == PastState.WITHDRAWN:
        return
    data = bytes(past.content)
    try:
        election = read(data)
        result = count(from_election(election), declared_rule(past.rule))
    except ValueError as error:
        PastVote.objects.filter(pk=past.pk).update(trouble=str(error)[:300])
        return
    bundle = packed(result_files(result, election, data))
    digest = hashlib.sha256(bundle).hexdigest()
    facts = {**overview(result, election).as_json(), "official": official(election.projects, result.names)}
    firm = {**robustness(result, seed=seed_of(digest), most=50), "done": True}
    rows = PastVote.objects.filter(pk=past.pk, facts={})
    rows.update(facts=facts, firmness=firm, bundle=bundle, bundle_size=len(bundle), bundle_digest=digest, trouble="")
    bump(VERSION)


def official(projects: Mapping[str, Mapping[str, str]], winners: list[str]) -> dict[str, list[str]]:
    """Winners the file itself names, beside ours: in both, only there, only here; empty where it names none."""
    told = {name for name, row in projects.items() if row.get("selected", "").strip() == "1"}
    if not told:
        return {}
    return {
        "both": sorted(told & set(winners)),
        "file": sorted(told - set(winners)),
        "count": sorted(set(winners) - told),
    }


def seed_of(digest: str) -> int:
    """A seed nobody chose: the first figures of the download's digest."""
    return int(digest[:8] or "0", 16)
