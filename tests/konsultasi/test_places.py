"""Every input has exactly one place in every version; nothing is lost or moved silently."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from core.states import StateError
from konsultasi import placing
from konsultasi.models import Consultation, Input, Passage, Standing, Version
from konsultasi.services import PassageText, publish_version, record_input, settle_place, submit_input
from tests.konsultasi.conftest import TEXTS

LONG = "Setiap rumah tangga wajib memilah sampah menjadi 3 (tiga) jenis."


def reworded(**texts: str) -> list[PassageText]:
    """TEXTS with some passages' words replaced."""
    return [replace(row, text=texts.get(row.block_id, row.text)) for row in TEXTS]


def passage(draft: Consultation, block_id: str) -> Passage:
    return Passage.objects.select_related("version").get(version__consultation=draft, block_id=block_id)


def say(draft: Consultation, by: Any, block_id: str, quote: str = "", n: int = 0) -> Input:
    at = passage(draft, block_id) if block_id else None
    body = f"Mohon diperjelas, catatan {n}."
    return submit_input(by=by, consultation=draft, passage=at, kind="keberatan", body=body, quote=quote)


def places(entry: Input) -> list[tuple[Any, ...]]:
    """(version, fate, block id, words) of every standing."""
    rows = Standing.objects.filter(input=entry).select_related("passage").order_by("version__number")
    return [(row.version.number, row.fate, row.passage.block_id if row.passage else None, row.words) for row in rows]


def test_an_input_stands_where_it_was_written(draft: Consultation, ani: Any) -> None:
    whole, part, general = say(draft, ani, "p2a1"), say(draft, ani, "p2a1", "3  (tiga)\njenis", 1), say(draft, ani, "")
    assert places(whole) == [(1, "asal", "p2a1", "")]
    assert places(part) == [(1, "asal", "p2a1", "3 (tiga) jenis")]
    assert part.start == LONG.index("3 (tiga)")
    assert places(general) == [(1, "asal", None, "")]


def test_a_new_text_gives_every_input_its_fate(draft: Consultation, ani: Any, joko: Any) -> None:
    entries = {
        "kept": say(draft, ani, "p2a1", "memilah sampah", 1),
        "changed": say(draft, ani, "p2a1", "3 (tiga) jenis", 2),
        "whole": say(draft, ani, "p2a1", "", 3),
        "removed": say(draft, ani, "p2a2a", "", 4),
        "article": say(draft, ani, "p2", "", 5),
    }
    general = say(draft, ani, "", "", 6)
    texts = reworded(p2a1="Setiap rumah tangga wajib memilah sampah menjadi 4 (empat) jenis.")
    publish_version(consultation=draft, passages=texts[:-1], by=joko)
    assert {name: places(entry)[1:] for name, entry in entries.items()} == {
        "kept": [(2, "tetap", "p2a1", "memilah sampah")],
        "changed": [(2, "berubah", "p2a1", "4 (empat) jenis")],
        "whole": [(2, "berubah", "p2a1", "")],
        "removed": [(2, "dihapus", None, "")],
        "article": [(2, "berubah", "p2", "")],
    }
    assert places(general)[1:] == [(2, "tetap", None, "")]
    now = {entry.pk: entry for entry in Input.objects.all()}
    assert [now[entry.pk].fate for entry in entries.values()] == ["tetap", "berubah", "berubah", "dihapus", "berubah"]
    assert [now[entry.pk].block_id for entry in entries.values()] == ["p2a1", "p2a1", "p2a1", "p2a2a", "p2"]
    version = Version.objects.get(number=2)
    assert (version.to_carry, version.carried_at) == (6, timezone.now())


def test_words_that_stand_under_another_id_are_followed(draft: Consultation, ani: Any, joko: Any) -> None:
    """A text imported anew has other ids: the words tell."""
    entry = say(draft, ani, "p2a1", "memilah sampah")
    anew = [replace(row, block_id=f"baru-{row.block_id}") for row in TEXTS]
    publish_version(consultation=draft, passages=anew, by=joko)
    assert places(entry)[1:] == [(2, "tetap", "baru-p2a1", "memilah sampah")]
    assert Input.objects.get(pk=entry.pk).block_id == "baru-p2a1"


def test_a_moved_passage_takes_its_inputs_along(draft: Consultation, ani: Any, joko: Any) -> None:
    entry = say(draft, ani, "p1")
    publish_version(consultation=draft, passages=[*TEXTS[2:], *TEXTS[:2]], by=joko)
    assert places(entry)[1:] == [(2, "pindah", "p1", "")]


def test_what_was_taken_out_comes_back_with_its_words(draft: Consultation, ani: Any, joko: Any) -> None:
    entry = say(draft, ani, "p2a1")
    without = [row for row in TEXTS if row.block_id != "p2a1"]
    publish_version(consultation=draft, passages=without, by=joko)
    publish_version(consultation=draft, passages=[*without, TEXTS[0].__class__("x", "teks", "", "Lain.")], by=joko)
    publish_version(consultation=draft, passages=TEXTS, by=joko)
    assert [row[:3] for row in places(entry)] == [
        (1, "asal", "p2a1"),
        (2, "dihapus", None),
        (3, "dihapus", None),
        (4, "tetap", "p2a1"),
    ]


def test_an_input_sent_on_the_old_text_lands_there_and_is_carried(draft: Consultation, ani: Any, joko: Any) -> None:
    seen = passage(draft, "p2a1")
    publish_version(consultation=draft, passages=reworded(p2a1=LONG.replace("3 (tiga)", "5 (lima)")), by=joko)
    late = submit_input(
        by=ani, consultation=draft, passage=seen, kind="keberatan", body="Tiga jenis terlalu banyak", quote="3 (tiga)"
    )
    assert late.version.number == 1
    assert places(late) == [(1, "asal", "p2a1", "3 (tiga)"), (2, "berubah", "p2a1", "5 (lima)")]
    assert Input.objects.get(pk=late.pk).fate == "berubah"


def test_a_worker_that_was_stopped_goes_on(
    draft: Consultation, ani: Any, joko: Any, clock: Any, monkeypatch: Any
) -> None:
    """The task dies after the first piece; the periodic job gives the rest their places, and nobody two."""
    for n in range(5):
        say(draft, ani, "p2a1", "", n)
    monkeypatch.setattr(placing, "CHUNK", 2)
    first = placing.place
    calls: list[int] = []

    def dies(entries: Sequence[Input], version: Version, carrier: Any) -> None:
        calls.append(len(entries))
        if len(calls) == 2:
            raise RuntimeError("dimatikan")
        first(list(entries), version, carrier)

    monkeypatch.setattr(placing, "place", dies)
    publish_version(consultation=draft, passages=reworded(p1="Lain sama sekali."), by=joko)
    version = Version.objects.get(number=2)
    assert version.carried_at is None
    assert Standing.objects.filter(version=version).count() == 2
    clock.shift(timedelta(minutes=3))
    placing.carry_waiting()
    version.refresh_from_db()
    assert version.carried_at is not None
    assert Standing.objects.filter(version=version).count() == 5
    assert placing.carry_inputs(version=version) == 0


@pytest.fixture
def doubtful(draft: Consultation, ani: Any, joko: Any) -> Standing:
    """An input whose place in version 2 the machine leaves to a person."""
    entry = say(draft, ani, "p2a1")
    publish_version(consultation=draft, passages=reworded(p1="Lain sama sekali."), by=joko)
    row = Standing.objects.select_related("input__consultation__topic", "version").get(input=entry, version__number=2)
    Standing.objects.filter(pk=row.pk).update(fate="ragu")
    Input.objects.filter(pk=entry.pk).update(fate="ragu")
    row.refresh_from_db()
    return row


def at(standing: Standing, block_id: str) -> Passage:
    return Passage.objects.get(version=standing.version, block_id=block_id)


@pytest.mark.parametrize(
    ("block_id", "fate", "listed"),
    [("p2a1", "tetap", "p2a1"), ("p1", "berubah", "p1"), ("", "dihapus", "p2a1")],
)
def test_a_person_settles_a_doubt(doubtful: Standing, joko: Any, block_id: str, fate: str, listed: str) -> None:
    settle_place(by=joko, standing=doubtful, passage=at(doubtful, block_id) if block_id else None)
    entry = Input.objects.get(pk=doubtful.input_id)
    assert places(entry)[1][:3] == (2, fate, block_id or None)
    assert (entry.fate, entry.block_id) == (fate, listed)
    assert (doubtful.settled_by, doubtful.settled_at) == (joko, timezone.now())


def test_the_second_officer_is_told(doubtful: Standing, joko: Any, hadi: Any) -> None:
    stale = Standing.objects.select_related("input__consultation__topic", "version").get(pk=doubtful.pk)
    settle_place(by=joko, standing=doubtful, passage=None)
    with pytest.raises(StateError, match="petugas lain"):
        settle_place(by=hadi, standing=stale, passage=at(stale, "p1"))
    assert places(doubtful.input)[1][1] == "dihapus"


def test_who_must_not_settle(doubtful: Standing, ani: Any, citra: Any, eko: Any) -> None:
    for person in (ani, citra, eko):
        with pytest.raises(PermissionDenied):
            settle_place(by=person, standing=doubtful, passage=None)
    assert places(doubtful.input)[1][1] == "ragu"


def test_only_on_the_newest_text(doubtful: Standing, draft: Consultation, joko: Any) -> None:
    with pytest.raises(ValidationError, match="versi terbaru"):
        settle_place(by=joko, standing=doubtful, passage=Passage.objects.get(version__number=1, block_id="p1"))
    publish_version(consultation=draft, passages=reworded(p1="Sekali lagi lain."), by=joko)
    with pytest.raises(StateError, match="Versi baru"):
        settle_place(by=joko, standing=doubtful, passage=None)
    assert places(doubtful.input)[2][1] == "ragu"


def test_papers_have_places_too(draft: Consultation, citra: Any) -> None:
    day = timezone.localdate()
    at_meeting = record_input(
        by=citra,
        consultation=draft,
        passage=passage(draft, "p2"),
        kind="saran",
        body="Usul dari pertemuan.",
        channel="tatap_muka",
        received_on=day,
    )
    assert places(at_meeting) == [(1, "asal", "p2", "")]
