"""A stage's own rung decides for every deed it opens: proposing, mending, voting; refusals say what to do."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Rung
from musrenbang import services
from musrenbang.models import Cycle, Proposal, Stage
from musrenbang.rules import rung_asked
from musrenbang.states import StageKind
from tests.musrenbang.conftest import NOTE

NEW = "/usulan/baru/"


def put(person: Any, rung: int) -> Any:
    """The person on this rung."""
    person.rung = rung
    person.save(update_fields=["rung"])
    return person


def test_the_sheet_asks_the_rung_of_the_stage(client: Any, cycle: Cycle, ani: Any) -> None:
    client.force_login(put(ani, Rung.CONTACT))
    assert client.get(NEW).status_code == 200
    Stage.objects.update(min_rung=Rung.SEEN)
    page = client.get(NEW)
    assert page.status_code == 403
    assert "Untuk mengajukan usulan, tempat tinggal Anda perlu dipastikan dahulu." in page.text
    assert "Tunjukkan KTP-el atau kartu keluarga" in page.text
    assert client.post(NEW, {"nanti": "1"}).status_code == 403
    assert not Proposal.objects.exists()


def test_a_stage_may_ask_less(client: Any, cycle: Cycle, ani: Any) -> None:
    client.force_login(put(ani, Rung.REGISTERED))
    assert client.get(NEW).status_code == 403
    Stage.objects.update(min_rung=Rung.REGISTERED)
    assert client.get(NEW).status_code == 200


def test_a_stage_of_verification_decides_about_mending(
    client: Any, cycle: Cycle, make_submitted: Any, ani: Any, citra: Any
) -> None:
    proposal = services.return_proposal(by=citra, proposal=make_submitted(ani), reason="alamat_tidak_jelas", note=NOTE)
    Stage.objects.update(kind=StageKind.VERIFY_VILLAGE, min_rung=Rung.SEEN)
    put(ani, Rung.CONTACT)
    with pytest.raises(PermissionDenied):
        services.resubmit_proposal(by=ani, proposal=proposal)
    client.force_login(ani)
    page = client.post(f"/usulan/draf/{proposal.pk}/", {})
    assert page.status_code == 403
    assert "tempat tinggal Anda perlu dipastikan" in page.text
    services.resubmit_proposal(by=put(ani, Rung.SEEN), proposal=proposal)


def test_no_stage_no_rung(cycle: Cycle) -> None:
    assert rung_asked("propose", cycle.pk) == Rung.CONTACT
    assert rung_asked("resubmit", cycle.pk) == Rung.CONTACT
    assert rung_asked("vote", cycle.pk) == Rung.SEEN  # a round has its own hours
    Stage.objects.update(kind=StageKind.FORUM)
    assert rung_asked("propose", cycle.pk) is None
