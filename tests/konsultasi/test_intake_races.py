"""Inputs that arrive, are cut, answered, taken back or carried at the same moment: one wins, none is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count

from core.states import StateError
from konsultasi.models import Batch, Consultation, Input, Passage, Response, Standing, Version
from konsultasi.placing import carry_inputs, without_place
from konsultasi.services import (
    answer_group,
    answer_input,
    confirm_batch,
    confirm_guest,
    hide_input,
    join_group,
    make_group,
    publish_version,
    split_input,
    submit_input,
    undo_batch,
    unite_input,
    withdraw_input,
)
from konsultasi.services.splitting import Part
from tests.flows.test_races import at_once
from tests.konsultasi.test_batches import check
from tests.konsultasi.test_guests import code
from tests.konsultasi.test_handling import WHY, fresh
from tests.konsultasi.test_handling_races import counted, split
from tests.konsultasi.test_places import reworded

LONG = "Jadwal angkut kurang sering.\n\nIuran terlalu mahal."
PARTS = [Part(body="Jadwal angkut kurang sering."), Part(body="Iuran terlalu mahal.")]
Deeds = list[Callable[[], Any]]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time"),
]


@pytest.fixture
def long(draft: Consultation, ani: Any) -> Callable[[int], Input]:
    def said(turn: int) -> Input:
        return fresh(submit_input(by=ani, consultation=draft, kind="saran", body=f"{LONG} Kali ke {turn}."))

    return said


def cut(by: Any, entry: Input, turn: int) -> list[Input]:
    return split_input(by=by, input=entry, parts=[PARTS[0], Part(body=f"Iuran terlalu mahal. Kali ke {turn}.")])


def kinds(results: list[Any]) -> set[type]:
    return {type(result) for result in results if isinstance(result, Exception)}


def test_splitting_and_answering_at_once(draft: Consultation, long: Any, joko: Any, hadi: Any) -> None:
    for turn in range(4):
        entry = long(turn)
        one, other = fresh(entry), fresh(entry)
        deeds: Deeds = [
            lambda one=one, turn=turn: cut(joko, one, turn),
            lambda other=other: answer_input(by=hadi, input=other, disposition="ditolak", explanation=WHY),
        ]
        won, lost = split(at_once(deeds))
        assert (len(won), lost) == (1, [StateError])
        entry.refresh_from_db()
        answered = isinstance(won[0], Response)
        assert (entry.state, entry.parts.count()) == (("dijawab", 0) if answered else ("dipecah", 2))
    assert counted(draft) == Response.objects.count()


def test_splitting_twice_grouping_and_taking_back_at_once(draft: Consultation, long: Any, ani: Any, joko: Any) -> None:
    for turn in range(4):
        entry, other = long(2 * turn), long(2 * turn + 1)
        mine = [fresh(entry) for _ in range(4)]
        deeds: Deeds = [
            lambda mine=mine, turn=turn: cut(joko, mine[0], 2 * turn),
            lambda mine=mine, turn=turn: cut(joko, mine[1], 2 * turn),
            lambda mine=mine, o=other: make_group(
                by=joko, consultation=draft, inputs=[mine[2], o], title="Iuran sampah"
            ),
            lambda mine=mine: withdraw_input(by=ani, input=mine[3]),
        ]
        results = at_once(deeds)
        assert kinds(results) <= {StateError}, results
        entry.refresh_from_db()
        assert entry.parts.count() in (0, 2)
        if entry.state == "ditarik":
            assert set(entry.parts.values_list("state", flat=True)) <= {"ditarik"}
        else:
            assert (entry.state == "dipecah") != bool(entry.group_id)
    numbers = list(Input.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_last_two_parts_answered_at_once_end_the_whole_once(
    draft: Consultation, long: Any, joko: Any, hadi: Any
) -> None:
    for turn in range(4):
        whole = long(turn)
        parts = [fresh(part) for part in cut(joko, whole, turn)]
        deeds: Deeds = [
            lambda p=part, by=by: answer_input(by=by, input=p, disposition="diterima", explanation=WHY)
            for part, by in zip(parts, (joko, hadi), strict=True)
        ]
        assert kinds(at_once(deeds)) == set()
        whole.refresh_from_db()
        assert (whole.state, counted(draft)) == ("tuntas", turn + 1)


def test_parts_answered_joined_hidden_and_united_at_once_never_stand_still(
    draft: Consultation, long: Any, joko: Any, hadi: Any, eko: Any
) -> None:
    for turn in range(5):
        whole, beside, more = long(3 * turn), long(3 * turn + 1), long(3 * turn + 2)
        first, second = (fresh(part) for part in cut(joko, whole, 3 * turn))
        group = make_group(by=joko, consultation=draft, inputs=[beside, more], title=f"Kelompok {turn}")
        answer_group(by=joko, group=group, disposition="diterima", explanation=WHY)
        deeds: Deeds = [
            lambda group=group, first=first: join_group(by=joko, group=group, inputs=[first]),
            lambda second=second: answer_input(by=hadi, input=second, disposition="ditolak", explanation=WHY),
            lambda whole=whole: hide_input(by=eko, input=fresh(whole), reason="iklan"),
            lambda whole=whole: unite_input(by=hadi, input=fresh(whole)),
        ]
        assert kinds(at_once(deeds)) <= {StateError}
        whole.refresh_from_db()
        states = set(whole.parts.values_list("state", flat=True))
        assert (whole.state, states) in (("disembunyikan", {"disembunyikan"}), ("disembunyikan", {"disatukan"}))
    draft.refresh_from_db()
    shown = Input.objects.given().shown()
    assert draft.input_count == shown.count()
    assert draft.answered_count == shown.filter(state__in=["dijawab", "tuntas"]).count()


def test_inputs_sent_while_the_next_version_comes_out(
    draft: Consultation, ani: Any, budi: Any, joko: Any, settings: Any
) -> None:
    """They land on the version the citizen read and have one place in every later one, whoever comes first."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}  # the worker comes later
    for turn in range(2, 6):
        read = Passage.objects.select_related("version").get(
            version__consultation=draft, version__number=turn - 1, block_id="p2a1"
        )
        texts = reworded(p2a1=f"Setiap rumah tangga wajib memilah sampah menjadi {turn} jenis.")

        def say(by: Any, at: Passage = read, turn: int = turn) -> Input:
            body = f"Jenisnya kurang, kata saya pada putaran {turn}."
            return submit_input(by=by, consultation=draft, passage=at, kind="usul", body=body, quote="jenis")

        def carried(turn: int = turn) -> int:
            version = Version.objects.select_related("consultation__topic").get(number=turn - 1)
            return carry_inputs(version=version)

        deeds: Deeds = [
            lambda: say(ani),
            lambda texts=texts: publish_version(consultation=draft, passages=texts, by=joko),
            lambda: say(budi),
            carried,
        ]
        results = at_once(deeds)
        assert kinds(results) == set(), results
        assert {results[0].version.number, results[2].version.number} == {turn - 1}
    newest = Version.objects.select_related("consultation__topic").get(number=5)
    carry_inputs(version=newest)
    assert Input.objects.count() == 8
    for version in Version.objects.all():
        assert not without_place(version).exists()
        assert version.carried_at
    per = Standing.objects.values("input", "input__version__number").annotate(places=Count("pk"))
    assert {row["places"] + row["input__version__number"] for row in per} == {6}
    assert set(Input.objects.values_list("fate", "block_id")) == {("tetap", "p2a1")}


def test_one_code_sent_twice_at_once_is_one_input(begin: Any, open_draft: Consultation) -> None:
    guest, figures = begin(), code()
    made = at_once([lambda: confirm_guest(guest=guest, code=figures)] * 4)
    assert {entry.pk for entry in made} == set(Input.objects.values_list("pk", flat=True))
    open_draft.refresh_from_db()
    assert (open_draft.input_count, open_draft.last_number) == (1, 1)


def test_one_table_by_two_officers_is_made_once(draft: Consultation, joko: Any, citra: Any) -> None:
    batches = [check(by, draft)[0] for by in (joko, citra)]
    deeds: Deeds = [
        lambda n=n: confirm_batch(by=(joko, citra)[n], batch=Batch.objects.get(pk=batches[n].pk)) for n in range(2)
    ]
    won, lost = split(at_once(deeds))
    assert (len(won), lost) == (1, [StateError])
    assert Input.objects.count() == 3


def test_a_table_taken_back_while_one_of_its_inputs_is_split(draft: Consultation, joko: Any, hadi: Any) -> None:
    for turn in range(4):
        row = ["surat", "23/11/2026", "", "", "", "saran", f"{LONG} Kali ke {turn}.", ""]
        batch = confirm_batch(by=joko, batch=check(joko, draft, [row])[0])
        batch.refresh_from_db()
        entry = fresh(batch.inputs().get())
        deeds: Deeds = [
            lambda batch=batch: undo_batch(by=joko, batch=batch),
            lambda entry=entry, turn=turn: cut(hadi, entry, turn),
        ]
        won, lost = split(at_once(deeds))
        assert (len(won), lost) == (1, [StateError])
        entry.refresh_from_db()
        parts = set(entry.parts.values_list("state", flat=True))
        assert (entry.state, parts) in (("ditarik", set()), ("dipecah", {"terbuka"}))
