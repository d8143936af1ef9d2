"""Every state, step and role of the table of rounds."""

from typing import Any

import pytest

from accounts.models import Role
from audit.services import move
from core.states import StateError
from musrenbang.models import Round
from musrenbang.voting_states import PUBLIC, ROUND, VOICES, WITH_RESULT, Phase, RoundState
from tests.conftest import DISTRICT
from tests.factories import make_officer

# step: the states it leaves and where it leads
TABLE = {
    "announce": ({"rancangan"}, "diumumkan"),
    "close": ({"diumumkan"}, "ditutup"),
    "open_box": ({"ditutup"}, "dihitung"),
    "count": ({"diumumkan"}, "dihitung"),
    "ratify": ({"dihitung"}, "ditetapkan"),
    "cancel": ({"rancangan", "diumumkan", "ditutup"}, "dibatalkan"),
}
RUNS = {Role.OFFICER, Role.CAMAT, Role.ADMINISTRATOR}


def test_the_table_is_this_and_nothing_else() -> None:
    assert {row.name: (set(row.sources), row.target) for row in ROUND} == TABLE
    assert len(ROUND.rows) == len(TABLE)
    assert set(VOICES) == set(Phase)
    assert WITH_RESULT < PUBLIC < set(RoundState)


@pytest.mark.parametrize("state", RoundState.values)
@pytest.mark.parametrize("name", TABLE)
def test_a_step_leaves_only_its_states(state: str, name: str) -> None:
    if state in TABLE[name][0]:
        assert ROUND.row(name, state).target == TABLE[name][1]
    else:
        with pytest.raises(StateError):
            ROUND.row(name, state)


@pytest.mark.parametrize("role", Role.values)
def test_who_may_do_which_step(role: str, draft: Round) -> None:
    person = make_officer("peran", "Peran", Role(role), DISTRICT)
    for row in ROUND:
        wanted = role in RUNS and row.name not in ("count", "close")
        assert person.has_perm(row.rule, draft) is wanted, row.name


def test_of_two_officers_one_is_told(draft: Round, joko: Any) -> None:
    twin = Round.objects.get(pk=draft.pk)
    move(draft, "cancel", by=joko, note="Terjadi kekeliruan biaya pada dua kegiatan.")
    with pytest.raises(StateError):
        move(twin, "cancel", by=joko, note="Terjadi kekeliruan biaya pada dua kegiatan.")
