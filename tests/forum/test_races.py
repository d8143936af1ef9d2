"""Two officers at one proposal of a forum at the same moment: one decides, the other is told."""

from typing import Any

import pytest
from django.db import connection

from core.states import StateError
from musrenbang.models import Forum, ForumItem, Proposal
from musrenbang.services.agreeing import decide_item
from musrenbang.services.forums import close_forum
from musrenbang.services.scores import score_items
from tests.factories import make_officer
from tests.flows.test_races import at_once
from tests.forum.makers import items

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite lets one writer in at a time; this race is PostgreSQL's"
    ),
]


def test_two_officers_decide_one_proposal(forum: Forum, joko: Any) -> None:
    second = make_officer("jaka", "Jaka Umbara", joko.mandates.get().role, "33.23.03")
    for number in items(forum):
        item = items(forum)[number]

        def decide(by: Any, decision: str, pk: int = item.pk) -> ForumItem:
            fresh = ForumItem.objects.select_related("forum").get(pk=pk)
            return decide_item(by=by, item=fresh, decision=decision, seen="")

        results = at_once([lambda d=decide: d(joko, "cadangan"), lambda d=decide: d(second, "prioritas")])
        lost = [one for one in results if isinstance(one, StateError)]
        won = [one for one in results if isinstance(one, ForumItem)]
        assert (len(won), len(lost)) == (1, 1), results
        assert "petugas lain" in str(lost[0])
        stored = items(forum)[number]
        assert stored.decision == won[0].decision
        assert Proposal.objects.get(pk=stored.proposal_id).state == stored.decision


def test_a_score_and_the_end_of_the_forum(forum: Forum, joko: Any, dewi: Any) -> None:
    for item in items(forum).values():
        decide_item(by=joko, item=item, decision="cadangan")
    first = items(forum)[1]
    results = at_once(
        [
            lambda: close_forum(by=joko, forum=Forum.objects.get(pk=forum.pk)),
            lambda: score_items(by=dewi, forum=Forum.objects.get(pk=forum.pk), answers={first.pk: {"urgensi": 5}}),
        ]
    )
    assert Forum.objects.get(pk=forum.pk).state == "ditutup"
    assert isinstance(results[1], StateError), "decided or closed: no score any more"
