"""The vote's stage says which rung a ballot asks for: on the page, in the verb, in the turnout."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Rung
from musrenbang.models import Round, Stage
from musrenbang.queries.voting import eligible_count
from musrenbang.services.ballots import cast_ballot
from musrenbang.states import StageKind
from tests.musrenbang.test_rungs import put


def stage(round: Round, rung: int) -> None:
    """The voting stage of the round's cycle, asking this rung."""
    Stage.objects.create(
        cycle=round.cycle,
        kind=StageKind.VOTE,
        opens_at=round.opens_at,
        closes_at=round.closes_at,
        min_rung=rung,
    )


def test_a_lower_rung_lets_more_people_vote(client: Any, opened: Round, ani: Any, budi: Any) -> None:
    put(ani, Rung.CONTACT)
    with pytest.raises(PermissionDenied, match="sudah dipastikan petugas"):
        cast_ballot(by=ani, round=opened, choices=[1])
    assert eligible_count(opened) == 1
    stage(opened, Rung.CONTACT)
    cast_ballot(by=ani, round=opened, choices=[1])
    assert eligible_count(opened) == 2
    put(budi, Rung.REGISTERED)
    client.force_login(budi)
    page = client.get(f"/pemungutan/{opened.pk}/").text
    assert "Pastikan nomor ponsel atau surel Anda" in page
    with pytest.raises(PermissionDenied, match="kontaknya sudah dipastikan"):
        cast_ballot(by=budi, round=opened, choices=[1])
    client.logout()
    assert "yang kontaknya sudah dipastikan" in client.get(f"/pemungutan/{opened.pk}/").text


def test_a_higher_rung_shuts_the_others_out(client: Any, opened: Round, ani: Any) -> None:
    stage(opened, Rung.REGISTRY)
    with pytest.raises(PermissionDenied, match="Dukcapil"):
        cast_ballot(by=ani, round=opened, choices=[1])
    assert eligible_count(opened) == 0
    client.force_login(ani)
    assert "dicocokkan dengan Dukcapil" in client.get(f"/pemungutan/{opened.pk}/").text


def test_who_took_her_consent_back_is_told_so(client: Any, opened: Round, ani: Any) -> None:
    ani.participates = False
    ani.save()
    client.force_login(ani)
    page = client.get(f"/pemungutan/{opened.pk}/").text
    assert "Anda menarik persetujuan pemakaian data" in page
    assert 'href="/akun/data/"' in page
