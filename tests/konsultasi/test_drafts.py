"""Versions: numbered, only when the text changed, inputs never lost."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from konsultasi import queries
from konsultasi.models import Consultation, Input, Passage
from konsultasi.passages import PassageText, labels
from konsultasi.services import open_consultation, publish_version, update_consultation
from notifications.models import Topic
from tests.conftest import REGENCY
from tests.konsultasi.conftest import NOW, TEXTS
from wilayah.models import Region


def test_labels_name_each_passage_on_its_own() -> None:
    assert labels(TEXTS) == [
        "Bab I",
        "Pasal 1",
        "Bab II",
        "Pasal 2",
        "Pasal 2 ayat (1)",
        "Pasal 2 ayat (2)",
        "Pasal 2 ayat (2) huruf a",
    ]


def test_labels_however_the_editor_typed_the_number() -> None:
    passages = [
        PassageText("a", "bab", "BAB I", "UMUM"),
        PassageText("b", "bagian", "Bagian Kesatu", "Umum"),
        PassageText("c", "pasal", "Pasal 3", ""),
        PassageText("d", "teks", "", "Ruang lingkup meliputi:"),
        PassageText("e", "huruf", "a.", "iuran;"),
    ]
    assert labels(passages) == ["Bab I", "Bagian Kesatu", "Pasal 3", "Pasal 3", "Pasal 3 huruf a"]


def test_labels_of_letters_without_clause_and_of_plain_text() -> None:
    passages = [
        PassageText("a", "teks", "", "Menimbang bahwa sampah menumpuk."),
        PassageText("b", "pasal", "3", "Ruang lingkup meliputi:"),
        PassageText("c", "huruf", "b.", "iuran;"),
    ]
    assert labels(passages) == ["Menimbang bahwa sampah", "Pasal 3", "Pasal 3 huruf b"]


def test_first_version_holds_the_passages_in_order(draft: Consultation) -> None:
    version = draft.versions.get()
    assert (version.number, version.passage_count) == (1, 7)
    blocks = list(version.passages.values_list("block_id", flat=True))
    assert blocks == ["b1", "p1", "b2", "p2", "p2a1", "p2a2", "p2a2a"]


def test_same_text_makes_no_version(draft: Consultation, joko: Any) -> None:
    assert publish_version(consultation=draft, passages=list(TEXTS), by=joko) is None
    assert draft.versions.count() == 1


@pytest.mark.parametrize(
    "changed",
    [
        [*TEXTS[:-1], PassageText("p2a2a", "huruf", "a", "sampah organik dan sisa makanan;")],
        [TEXTS[1], TEXTS[0], *TEXTS[2:]],
        TEXTS[:-1],
    ],
    ids=["words", "order", "removed"],
)
def test_changed_text_makes_the_next_version(draft: Consultation, joko: Any, changed: list[PassageText]) -> None:
    version = publish_version(consultation=draft, passages=changed, by=joko)
    assert version is not None
    assert version.number == 2
    assert version.passage_count == len(changed)
    assert draft.versions.get(number=1).passages.count() == 7


def test_input_follows_its_passage_and_keeps_the_words_it_was_written_on(
    draft: Consultation, said: Input, joko: Any
) -> None:
    changed = [PassageText(p.block_id, p.kind, p.number, p.text.replace("3 (tiga)", "4 (empat)")) for p in TEXTS]
    publish_version(consultation=draft, passages=changed, by=joko)
    said.refresh_from_db()
    assert said.version.number == 1
    assert said.quote == "Setiap rumah tangga wajib memilah sampah menjadi 3 (tiga) jenis."
    now = queries.passage_now(draft, said.block_id)
    assert now is not None
    assert now.text == "Setiap rumah tangga wajib memilah sampah menjadi 4 (empat) jenis."
    assert queries.counts(draft) == {"p2a1": 1}


def test_input_on_a_removed_passage_is_listed_as_removed(draft: Consultation, said: Input, joko: Any) -> None:
    version = publish_version(consultation=draft, passages=[p for p in TEXTS if p.block_id != "p2a1"], by=joko)
    assert list(queries.filtered(draft, {"bagian": "dihapus"}, version)) == [said]
    assert ("dihapus", "Pasal yang dihapus") in queries.places(draft, version)
    assert queries.passage_now(draft, "p2a1") == said.passage


def test_twin_block_ids_are_refused(draft: Consultation, joko: Any) -> None:
    with pytest.raises(ValidationError):
        publish_version(consultation=draft, passages=[TEXTS[1], TEXTS[1]], by=joko)


def test_a_draft_without_text_makes_no_version(draft: Consultation, joko: Any) -> None:
    assert publish_version(consultation=draft, passages=[], by=joko) is None


@pytest.mark.parametrize("who", ["ani", "citra", "indra", "fajar"])
def test_who_may_not_publish(draft: Consultation, who: str, request: Any) -> None:
    with pytest.raises(PermissionDenied):
        publish_version(consultation=draft, passages=TEXTS[:2], by=request.getfixturevalue(who))


@pytest.mark.parametrize("who", ["joko", "gita", "eko", "hadi"])
def test_who_may_publish(draft: Consultation, who: str, request: Any) -> None:
    assert publish_version(consultation=draft, passages=TEXTS[:2], by=request.getfixturevalue(who))


def test_the_house_publishes_by_schedule(draft: Consultation) -> None:
    assert publish_version(consultation=draft, passages=TEXTS[:2], by=None)


def test_closing_before_opening_is_refused(places: Any, joko: Any) -> None:
    with pytest.raises(ValidationError):
        open_consultation(
            title="X",
            url="/rancangan/x/",
            region=Region.objects.get(pk="33.23.03"),
            opens_at=NOW,
            closes_at=NOW - timedelta(days=1),
            by=joko,
        )
    assert Topic.objects.count() == 0


def test_update_keeps_the_topic_true(draft: Consultation, joko: Any) -> None:
    update_consultation(consultation=draft, by=joko, title="Sampah", url="/rancangan/baru/", visible=False)
    topic = Topic.objects.get()
    assert (topic.title, topic.url, topic.visible) == ("Sampah", "/rancangan/baru/", False)
    draft.refresh_from_db()
    assert (draft.title, draft.url, draft.visible) == ("Sampah", "/rancangan/baru/", False)


def test_a_draft_cannot_be_carried_to_a_region_of_others(draft: Consultation, joko: Any) -> None:
    with pytest.raises(PermissionDenied):
        update_consultation(consultation=draft, by=joko, region=Region.objects.get(pk=REGENCY))


def test_comments_of_the_topic_are_shut(draft: Consultation) -> None:
    assert draft.topic.comments_until is not None
    assert draft.topic.comments_until <= NOW


def test_passages_are_copied_in_one_statement(
    draft: Consultation, joko: Any, django_assert_max_num_queries: Any
) -> None:
    many = [PassageText(f"x{n}", "pasal", str(n), f"Bunyi pasal {n}.") for n in range(300)]
    with django_assert_max_num_queries(50):  # the worker's task with it, which runs at once here
        publish_version(consultation=draft, passages=many, by=joko)
    assert Passage.objects.filter(version__number=2).count() == 300
