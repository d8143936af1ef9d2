"""Two officers at one input or one group at the same moment: one wins, the other is told, nothing is counted twice."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from core.states import StateError
from konsultasi.models import Consultation, Group, Input, Response, Unit
from konsultasi.services import (
    answer_group,
    answer_input,
    assign_inputs,
    close_consultation,
    dissolve_group,
    leave_group,
    make_group,
    revise_answer,
    submit_input,
)
from tests.conftest import DISTRICT
from tests.flows.test_races import at_once
from tests.konsultasi.test_handling import WHY, fresh

MENDED = "Setelah rapat, usul ini kami terima seluruhnya."
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time"),
]


@pytest.fixture
def many(draft: Consultation, ani: Any) -> list[Input]:
    return [submit_input(by=ani, consultation=draft, kind="saran", body=f"Jadwal angkut sampah {n}") for n in range(4)]


def split(results: list[Any]) -> tuple[list[Any], list[type]]:
    """What was done, and how the others were refused."""
    won = [result for result in results if not isinstance(result, Exception)]
    return won, [type(result) for result in results if isinstance(result, Exception)]


def counted(draft: Consultation) -> int:
    return Consultation.objects.get(pk=draft.pk).answered_count


def test_one_input_two_officers(draft: Consultation, many: list[Input], joko: Any, hadi: Any) -> None:
    for entry in many:
        mine = [fresh(entry), fresh(entry)]
        deeds: list[Callable[[], Any]] = [
            lambda m=mine: answer_input(by=joko, input=m[0], disposition="diterima", explanation=WHY),
            lambda m=mine: answer_input(by=hadi, input=m[1], disposition="ditolak", explanation=MENDED),
        ]
        won, lost = split(at_once(deeds))
        assert (len(won), lost) == (1, [StateError])
        assert Response.objects.get(input=entry).disposition == won[0].disposition
    assert counted(draft) == 4


def test_two_officers_mend_the_same_answer(draft: Consultation, many: list[Input], joko: Any, hadi: Any) -> None:
    stamp = answer_input(by=joko, input=many[0], disposition="dicatat", explanation=WHY).stamp
    mine = [fresh(many[0]), fresh(many[0])]
    deeds: list[Callable[[], Any]] = [
        lambda: revise_answer(by=joko, input=mine[0], disposition="diterima", explanation=MENDED, seen=stamp),
        lambda: revise_answer(by=hadi, input=mine[1], disposition="ditolak", explanation=MENDED, seen=stamp),
    ]
    won, lost = split(at_once(deeds))
    assert (len(won), lost) == (1, [StateError])


def test_one_group_two_officers(draft: Consultation, many: list[Input], joko: Any, hadi: Any) -> None:
    group = make_group(by=joko, consultation=draft, inputs=many, title="Jadwal angkut")
    seen = [entry.pk for entry in many]
    deeds: list[Callable[[], Any]] = [
        lambda: answer_group(by=joko, group=group, disposition="diterima", explanation=WHY, seen=seen),
        lambda: answer_group(by=hadi, group=group, disposition="ditolak", explanation=MENDED, seen=seen),
    ]
    won, lost = split(at_once(deeds))
    assert (len(won), lost) == (1, [StateError])
    assert list(Response.objects.values_list("disposition", flat=True)) == [won[0].disposition] * 4
    assert counted(draft) == 4


def test_a_group_and_its_members_at_once(draft: Consultation, many: list[Input], joko: Any, hadi: Any) -> None:
    """Whoever comes first, every member has exactly one answer, and nobody stands still."""
    for turn in range(5):
        entries = [
            submit_input(by=hadi, consultation=draft, kind="saran", body=f"Putaran {turn} nomor {n}") for n in range(3)
        ]
        group = make_group(by=joko, consultation=draft, inputs=entries, title=f"Putaran {turn}")
        seen, alone, out = [entry.pk for entry in entries], fresh(entries[0]), fresh(entries[2])
        before = counted(draft)
        deeds: list[Callable[[], Any]] = [
            lambda g=group, s=seen: answer_group(by=joko, group=g, disposition="diterima", explanation=WHY, seen=s),
            lambda one=alone: answer_input(by=hadi, input=one, disposition="ditolak", explanation=MENDED),
            lambda one=out: leave_group(by=hadi, input=one),
        ]
        results = at_once(deeds)
        assert {type(result) for result in results if isinstance(result, Exception)} <= {StateError}, results
        answers = Response.objects.filter(input__in=seen)
        states = set(Input.objects.filter(response__in=answers).values_list("state", flat=True))
        assert states == {"dijawab"}
        assert counted(draft) - before == answers.count()
        assert Input.objects.filter(pk__in=seen, state="dijawab").count() == answers.count()


def test_two_officers_group_the_same_inputs(draft: Consultation, many: list[Input], joko: Any, hadi: Any) -> None:
    deeds: list[Callable[[], Any]] = [
        lambda: make_group(by=joko, consultation=draft, inputs=many[:3], title="Yang pertama"),
        lambda: make_group(by=hadi, consultation=draft, inputs=many[:0:-1], title="Yang kedua"),
    ]
    won, lost = split(at_once(deeds))
    assert (len(won), lost) == (1, [StateError])
    assert Group.objects.get() == won[0]
    assert won[0].inputs.count() == 3


def test_answering_and_dissolving_a_group(draft: Consultation, many: list[Input], joko: Any, hadi: Any) -> None:
    group = make_group(by=joko, consultation=draft, inputs=many, title="Jadwal angkut")
    deeds: list[Callable[[], Any]] = [
        lambda: answer_group(by=joko, group=group, disposition="diterima", explanation=WHY),
        lambda: dissolve_group(by=hadi, group=group),
    ]
    _, lost = split(at_once(deeds))
    assert set(lost) <= {StateError}
    assert not Input.objects.filter(group=group).exists()
    assert counted(draft) == Response.objects.count()


def test_handing_over_the_same_inputs_in_both_orders(
    draft: Consultation, many: list[Input], joko: Any, hadi: Any
) -> None:
    units = [Unit.objects.create(name=f"Seksi {n}", region_id=DISTRICT) for n in range(2)]
    orders = [[fresh(entry) for entry in many], [fresh(entry) for entry in reversed(many)]]
    deeds: list[Callable[[], Any]] = [
        lambda n=n: assign_inputs(by=(joko, hadi)[n], inputs=orders[n], unit=units[n]) for n in range(2)
    ]
    assert [type(result) for result in at_once(deeds)] == [list, list]
    assert len(set(Input.objects.values_list("unit", flat=True))) == 1


def test_one_closing(draft: Consultation, many: list[Input], joko: Any, hadi: Any) -> None:
    Consultation.objects.filter(pk=draft.pk).update(closes_at=draft.opens_at.replace(year=2026, month=11, day=20))
    rows = [Consultation.objects.get(pk=draft.pk) for _ in range(2)]
    deeds: list[Callable[[], Any]] = [
        lambda n=n: close_consultation(by=(joko, hadi)[n], consultation=rows[n], reason=MENDED) for n in range(2)
    ]
    won, lost = split(at_once(deeds))
    assert (len(won), lost) == (1, [StateError])
