"""What changed from version to version, and which inputs led to it: both ways the same, on every page."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.queries import trail
from core import pagecache
from konsultasi import views
from konsultasi.models import Change, Consultation, Credit, Input, Version
from konsultasi.provenance import Comparison, Provenance
from konsultasi.services import PassageText, credit_change, hide_input, publish_version
from notifications.models import Notification
from tests.konsultasi.conftest import TEXTS, FakePage
from tests.konsultasi.test_pages import ask, text_of
from tests.konsultasi.test_places import reworded, say

NEW = "Setiap rumah tangga wajib memilah sampah menjadi 4 (empat) jenis. Kantong dibagikan kelurahan."
SECOND = [row for row in reworded(p2a1=NEW) if row.block_id != "p2a2a"] + [PassageText("p3", "pasal", "3", "Penutup.")]


@pytest.fixture
def inputs(draft: Consultation, ani: Any, joko: Any) -> list[Input]:
    """Two on the clause, one on the letter; then version 2 rewords the clause, drops the letter, adds an article."""
    made = [
        say(draft, ani, "p2a1", "", 1),
        say(draft, ani, "p2a1", "3 (tiga) jenis", 2),
        say(draft, ani, "p2a2a", "", 3),
    ]
    publish_version(consultation=draft, passages=SECOND, by=joko)
    return [Input.objects.select_related("consultation", "version").get(pk=entry.pk) for entry in made]


def told(draft: Consultation, number: int) -> list[tuple[str, str, str]]:
    rows = Change.objects.filter(version__consultation=draft, version__number=number)
    return [(row.kind, row.label, row.words) for row in rows.select_related("passage", "before")]


def test_the_first_version_changes_nothing(draft: Consultation) -> None:
    assert told(draft, 1) == []


def test_changes_are_kept_sentence_by_sentence(draft: Consultation, inputs: list[Input]) -> None:
    assert told(draft, 2) == [
        ("diubah", "Pasal 2 ayat (1)", "Setiap rumah tangga wajib memilah sampah menjadi 4 (empat) jenis."),
        ("diubah", "Pasal 2 ayat (1)", "Kantong dibagikan kelurahan."),
        ("dihapus", "Pasal 2 ayat (2) huruf a", ""),
        ("ditambah", "Pasal 3", "Penutup."),
    ]


def change(draft: Consultation, order: int) -> Change:
    rows = Change.objects.select_related("version__consultation__topic", "passage", "before")
    return rows.get(version__consultation=draft, version__number=2, order=order)


def test_provenance_reads_the_same_both_ways(draft: Consultation, inputs: list[Input], joko: Any) -> None:
    credit_change(by=joko, change=change(draft, 1), inputs=inputs[:2])
    credit_change(by=joko, change=change(draft, 2), inputs=inputs[:1])
    credit_change(by=joko, change=change(draft, 3), inputs=inputs[2:])
    origins = {row.label: row for row in Provenance(draft).origins}
    clause = origins["Pasal 2 ayat (1)"]
    assert [[entry.number for entry in row.inputs] for row in clause.sentences] == [[1, 2], [1]]
    assert [entry.number for entry in origins["Pasal 2 ayat (2) huruf a"].inputs] == [3]
    assert origins["Pasal 3"].everybody == []
    back = {entry.number: [row.order for row in entry.changes.all()] for entry in inputs}
    assert back == {1: [1, 2], 2: [1], 3: [3]}


def test_credit_follows_its_sentence_into_later_versions(draft: Consultation, inputs: list[Input], joko: Any) -> None:
    credit_change(by=joko, change=change(draft, 1), inputs=inputs[1:2])
    third = [replace(row, text=row.text.replace("Kantong", "Wadah")) for row in SECOND]
    publish_version(consultation=draft, passages=[*third[2:], *third[:2]], by=joko)
    clause = next(row for row in Provenance(draft).origins if row.label == "Pasal 2 ayat (1)")
    assert [(row.text[:6], [entry.number for entry in row.inputs]) for row in clause.sentences] == [
        ("Setiap", [2]),
        ("Wadah ", []),
    ]


def test_taking_credit_back_leaves_a_trail(draft: Consultation, inputs: list[Input], joko: Any) -> None:
    credit_change(by=joko, change=change(draft, 1), inputs=inputs[:2])
    credit_change(by=joko, change=change(draft, 1), inputs=inputs[1:2])
    assert list(Credit.objects.values_list("input__number", flat=True)) == [2]
    assert [row.verb for row in trail(inputs[0])] == ["submit_input", "credit_change", "uncredit_change"]


def test_the_author_is_told_once(draft: Consultation, inputs: list[Input], ani: Any, joko: Any) -> None:
    for _ in range(2):
        credit_change(by=joko, change=change(draft, 1), inputs=inputs[:1])
    texts = Notification.objects.filter(user=ani, kind="masukan_mengubah").values_list("text", flat=True)
    assert list(texts) == ["Masukan Anda nomor 1 mengubah Pasal 2 ayat (1) pada versi 2."]


def test_who_must_not_give_credit(draft: Consultation, inputs: list[Input], ani: Any, citra: Any, eko: Any) -> None:
    for person in (ani, citra, eko):
        with pytest.raises(PermissionDenied):
            credit_change(by=person, change=change(draft, 1), inputs=inputs[:1])
    assert not Credit.objects.exists()


def test_only_public_inputs_from_before_the_change(
    draft: Consultation, inputs: list[Input], ani: Any, joko: Any, eko: Any
) -> None:
    hide_input(by=eko, input=inputs[0], reason="iklan")
    inputs[0].refresh_from_db()
    with pytest.raises(ValidationError, match="tidak dapat dipilih"):
        credit_change(by=joko, change=change(draft, 1), inputs=inputs[:1])
    late = Input.objects.get(pk=say_on(draft, ani).pk)
    with pytest.raises(ValidationError, match="sesudah perubahan"):
        credit_change(by=joko, change=change(draft, 1), inputs=[late])
    assert not Credit.objects.exists()


def say_on(draft: Consultation, by: Any) -> Input:
    """An input on the newest text as a whole."""
    return say(draft, by, "", "", 9)


def test_a_hidden_input_leaves_the_public_pages(draft: Consultation, inputs: list[Input], joko: Any, eko: Any) -> None:
    credit_change(by=joko, change=change(draft, 1), inputs=inputs[:2])
    hide_input(by=eko, input=inputs[0], reason="iklan")
    clause = next(row for row in Provenance(draft).origins if row.label == "Pasal 2 ayat (1)")
    assert [entry.number for entry in clause.sentences[0].inputs] == [2]


def test_a_comparison_gives_both_texts_back(draft: Consultation, inputs: list[Input]) -> None:
    older, newer = Version.objects.get(number=1), Version.objects.get(number=2)
    lines = Comparison(older, newer).lines
    for line in lines:
        old = "".join(piece.text for piece in line.pieces if piece.op != "ins")
        new = "".join(piece.text for piece in line.pieces if piece.op != "del")
        assert line.state == "added" or old in [row.text for row in TEXTS]
        assert line.state == "removed" or new in [row.text for row in SECOND]
    assert [(line.state, line.label) for line in lines if line.state != "same"] == [
        ("changed", "Pasal 2 ayat (1)"),
        ("removed", "Pasal 2 ayat (2) huruf a"),
        ("added", "Pasal 3"),
    ]


def test_the_comparison_page(draft: Consultation, inputs: list[Input], leaf: FakePage, joko: Any) -> None:
    credit_change(by=joko, change=change(draft, 1), inputs=inputs[:2])
    html = text_of(views.compare(ask(draft.url), draft, leaf))
    assert "1 bagian diubah, 1 ditambahkan, 1 dihapus. 5 bagian tetap sama" in html
    assert '<ins><span class="hidden-text">ditambah: </span>4' in html
    assert '<a href="/rancangan/sampah/masukan/1/">nomor 1</a> dan <a href="/rancangan/sampah/masukan/2/">' in html


@pytest.mark.parametrize("question", ["", "?dari=1&ke=9", "?dari=x", "?dari=2&ke=1", "?ke=1"])
def test_any_question_gets_a_comparison(
    draft: Consultation, inputs: list[Input], leaf: FakePage, question: str
) -> None:
    html = text_of(views.compare(ask(draft.url + "bandingkan/" + question), draft, leaf))
    assert "Bandingkan versi 1 dan 2" in html


def test_one_version_has_nothing_to_compare(draft: Consultation, leaf: FakePage) -> None:
    assert "Tidak ada perbedaan" in text_of(views.compare(ask(draft.url), draft, leaf))
    assert "Belum ada perubahan" in text_of(views.changes(ask(draft.url), draft, leaf))


def test_the_page_of_changes_and_the_page_of_an_input(
    draft: Consultation, inputs: list[Input], leaf: FakePage, joko: Any
) -> None:
    credit_change(by=joko, change=change(draft, 1), inputs=inputs[:1])
    html = text_of(views.changes(ask(draft.url), draft, leaf))
    assert "3 bagian berbeda dari versi 1. 1 di antaranya karena masukan warga." in html
    assert 'masukan/1/">nomor 1</a>' in html
    assert html.index("Pasal 2 ayat (1)") < html.index("Perubahan lain") < html.index("Penutup.")
    back = text_of(views.show_input(ask(draft.url), draft, leaf, 1))
    assert "Kalimat yang berubah karena masukan ini" in back
    assert "Versi 2: kalimatnya berubah" in back


def test_pages_ask_the_same_for_one_and_for_thirty(
    draft: Consultation, inputs: list[Input], leaf: FakePage, ani: Any, joko: Any
) -> None:
    def cost() -> int:
        pagecache.clear()
        with CaptureQueriesContext(connection) as asked:
            views.changes(ask(draft.url), draft, leaf)
            views.compare(ask(draft.url), draft, leaf)
        return len(asked)

    credit_change(by=joko, change=change(draft, 1), inputs=inputs[:1])
    few = cost()
    credit_change(by=joko, change=change(draft, 1), inputs=inputs[:2])
    credit_change(by=joko, change=change(draft, 3), inputs=inputs[2:])
    assert cost() == few
