"""What happens at the same moment, and what somebody tries who has no right to it any more."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from accounts.models import User
from accounts.services import give_consent, withdraw_consent
from core.ratelimit import RateLimited
from core.states import StateError
from musrenbang import services
from musrenbang.models import Proposal
from musrenbang.services import drafts


def test_who_took_her_consent_back_hands_nothing_in(make_draft: Any, ani: User) -> None:
    """She was told: "Anda tidak dapat lagi mengirim usulan"."""
    draft = make_draft(ani)
    withdraw_consent(by=ani, consent=give_consent(user=ani, purpose="partisipasi"))
    with pytest.raises(PermissionDenied):
        services.submit_proposal(by=ani, proposal=draft)
    give_consent(user=ani, purpose="partisipasi")
    assert services.submit_proposal(by=ani, proposal=draft).number


def test_a_draft_thrown_away_twice_is_told_in_words(make_draft: Any, ani: User) -> None:
    draft = make_draft(ani)
    again = Proposal.objects.get(pk=draft.pk)
    services.delete_draft(by=ani, proposal=draft)
    for deed in (services.delete_draft, services.submit_proposal, services.save_draft):
        with pytest.raises(StateError):
            deed(by=ani, proposal=Proposal(pk=again.pk, state=again.state))


def test_sheets_and_photos_have_a_limit(make_draft: Any, ani: User, monkeypatch: Any) -> None:
    monkeypatch.setattr(drafts, "SHEETS_A_DAY", 2)
    make_draft(ani)
    make_draft(ani)
    with pytest.raises(RateLimited):
        make_draft(ani)
    monkeypatch.setattr(drafts, "PHOTOS_AN_HOUR", 1)
    draft = Proposal.objects.filter(proposer=ani)[0]
    for refusal in (ValidationError, ValidationError):  # a refused picture gives its turn back: nothing was kept
        with pytest.raises(refusal), open(__file__, "rb") as no_picture:
            services.add_photo(by=ani, proposal=draft, upload=no_picture)


@pytest.mark.django_db(transaction=True)
def test_two_proposals_are_not_joined_to_each_other(make_in_state: Any, citra: User) -> None:
    pair = [make_in_state("diajukan"), make_in_state("diajukan")]
    start = Barrier(2)

    def join(one: int) -> str:
        try:
            start.wait()
            services.merge_proposal(by=citra, proposal=pair[one], into=pair[1 - one])
            return "digabung"
        except (StateError, ValidationError):
            return "kalah"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(join, (0, 1))) == ["digabung", "kalah"]
    assert Proposal.objects.filter(state="digabung").count() == 1
