"""Every state of a forum x every move x every role: exactly what the table says, nothing else."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from audit.services import move
from core.states import StateError
from musrenbang.forum_states import ForumState
from musrenbang.models import Forum

pytestmark = pytest.mark.django_db
NOTE = "Dibutuhkan waktu tambahan untuk musyawarah."
TABLE = {
    ("disiapkan", "open"): "dibuka",
    ("dibuka", "close"): "ditutup",
    ("ditutup", "reopen"): "dibuka",
    ("ditutup", "freeze"): "dibekukan",
    ("dikoreksi", "freeze"): "dibekukan",
    ("dibekukan", "correct"): "dikoreksi",
    ("disiapkan", "cancel"): "dibatalkan",
}
MOVES = ("open", "close", "reopen", "freeze", "correct", "cancel")
ROLES = ("ani", "budi", "citra", "dewi", "eko", "fajar", "gita", "hadi", "indra", "joko")


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> dict[str, Any]:
    return {name: request.getfixturevalue(name) for name in ROLES}


@pytest.mark.parametrize("state", list(ForumState.values))
def test_every_cell(prepared: Forum, cast: dict[str, Any], state: str) -> None:
    for name in MOVES:
        for role in ROLES:
            Forum.objects.filter(pk=prepared.pk).update(state=state, opened_at="2027-02-11T01:00Z")
            forum = Forum.objects.get(pk=prepared.pk)
            wanted = TABLE.get((state, name))
            if wanted is None:
                with pytest.raises(StateError):
                    move(forum, name, by=cast[role], note=NOTE)
            elif role != "joko":
                with pytest.raises(PermissionDenied):
                    move(forum, name, by=cast[role], note=NOTE)
            else:
                move(forum, name, by=cast[role], note=NOTE)
            forum.refresh_from_db()
            assert forum.state == (wanted if wanted and role == "joko" else state), (state, name, role)


def test_a_village_runs_its_own_forums_and_no_others(prepared: Forum, citra: Any, indra: Any, joko: Any) -> None:
    Forum.objects.filter(pk=prepared.pk).update(kind="desa", region_id="33.23.03.1006")
    forum = Forum.objects.select_related("region").get(pk=prepared.pk)
    assert citra.has_perm("musrenbang.run_forum", forum)
    assert joko.has_perm("musrenbang.run_forum", forum)
    assert not indra.has_perm("musrenbang.run_forum", forum)
    assert not indra.has_perm("musrenbang.score_forum", forum)
    assert not Forum.objects.seen_by(indra).exists()
