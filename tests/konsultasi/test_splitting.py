"""A long input answered in parts: her words stay whole, nothing is dropped unseen, she is counted once."""

import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.models import Entry
from core.states import StateError
from konsultasi import cutting, people, queries, services, views
from konsultasi.models import Consultation, Input, Passage, Standing
from konsultasi.passages import PassageText
from konsultasi.placing import carry_inputs
from konsultasi.record import Figures, Matrix, opendata
from konsultasi.services.splitting import Part
from notifications.models import Notification
from tests.konsultasi.conftest import TEXTS, FakePage
from tests.konsultasi.test_desk import enter
from tests.konsultasi.test_pages import ask, text_of

WHY = "Kami tambahkan pada rancangan versi berikutnya."
CAST = ["ani", "budi", "citra", "dewi", "eko", "fajar", "gita", "hadi", "indra", "joko"]
LONG = (
    "Jenis sampah berbahaya belum disebut.\n\nIuran RT terlalu mahal. Mohon gratis untuk lansia."
    "\n\nTerima kasih, Pak Camat."
)
FIRST, SECOND = "Jenis sampah berbahaya belum disebut.", "Iuran RT terlalu mahal.\nMohon gratis untuk lansia."
LEFT = ["Terima kasih, Pak Camat."]
STAMP = cutting.stamp(LEFT)


@pytest.fixture
def long(ani: Any, draft: Consultation, clause: Passage) -> Input:
    return services.submit_input(by=ani, consultation=draft, passage=clause, kind="usul", body=LONG)


@pytest.fixture
def two(draft: Consultation) -> list[Part]:
    other = Passage.objects.get(version__consultation=draft, block_id="p2a2")
    return [Part(body=FIRST), Part(body=SECOND, kind="keberatan", passage=other)]


def counts(draft: Consultation) -> tuple[int, int]:
    draft.refresh_from_db()
    return draft.input_count, draft.answered_count


def fresh(entry: Input) -> Input:
    return Input.objects.with_people().select_related("consultation__topic").get(pk=entry.pk)


def answer(by: Any, entry: Input) -> None:
    services.answer_input(by=by, input=fresh(entry), disposition="diterima", explanation=WHY)


def test_what_is_left_out_is_told_piece_by_piece() -> None:
    assert cutting.left_out(LONG, [FIRST, SECOND]) == LEFT
    assert cutting.left_out(LONG, [LONG]) == []
    assert cutting.left_out("Sama. Lain. Sama.", ["Sama."]) == ["Lain. Sama."]
    assert cutting.pieces(LONG, "Iuran  RT\nterlalu mahal.") == ["Iuran RT terlalu mahal."]
    assert cutting.pieces(LONG, "uran RT terlalu mahal.") is None  # not in the middle of a word
    assert cutting.pieces(LONG, "Iuran RT terlalu murah.") is None


@settings(deadline=None)
@given(st.lists(st.text("abc .\n", min_size=1, max_size=12), min_size=1, max_size=6), st.data())
def test_parts_and_rest_hold_every_word(texts: list[str], data: Any) -> None:
    whole = " ".join(texts)
    chosen = data.draw(st.lists(st.sampled_from(texts), max_size=4))
    taken = [piece for part in chosen for piece in cutting.pieces(whole, part) or []]
    words = " ".join([*taken, *cutting.left_out(whole, chosen)])
    assert not [word for word in whole.replace(".", " ").split() if word not in words]


@pytest.mark.parametrize("who", CAST)
def test_only_who_answers_splits(long: Input, two: list[Part], who: str, request: Any) -> None:
    person = request.getfixturevalue(who)
    if who in ("joko", "hadi"):
        services.split_input(by=person, input=long, parts=two, left=STAMP)
        services.unite_input(by=person, input=long)
        return
    with pytest.raises(PermissionDenied):
        services.split_input(by=person, input=long, parts=two, left=STAMP)
    with pytest.raises(PermissionDenied):
        services.unite_input(by=person, input=long)
    assert Input.objects.count() == 1


def test_parts_have_numbers_places_and_handling_of_their_own(
    long: Input, two: list[Part], draft: Consultation, ani: Any, joko: Any
) -> None:
    services.tag_input(by=joko, input=long, names=["iuran"])
    made = services.split_input(by=joko, input=long, parts=two, left=STAMP)
    assert [(row.number, row.origin_id, row.kind, row.block_id) for row in made] == [
        (2, long.pk, "usul", "p2a1"),
        (3, long.pk, "keberatan", "p2a2"),
    ]
    assert {(row.author_id, row.due_on, row.state) for row in made} == {(ani.pk, long.due_on, "terbuka")}
    assert [list(row.tags.values_list("name", flat=True)) for row in made] == [["iuran"]] * 2
    whole = fresh(long)
    assert (whole.body, whole.state, whole.number) == (LONG, "dipecah", 1)
    assert counts(draft) == (1, 0)  # one person said something
    assert queries.counts(draft) == {"p2a1": 1, "p2a2": 1}
    assert queries.waiting_on(draft) == 2
    assert Entry.objects.get(verb="split").data == {"parts": [2, 3], "left_out": len(LEFT[0])}
    told = Notification.objects.get(kind="masukan_dipecah")
    assert (told.user, told.url) == (ani, long.get_absolute_url())
    assert told.text == "Masukan Anda nomor 1 dijawab bagian demi bagian, sebagai nomor 2 dan 3."


def test_answered_with_the_last_part_and_told_of_each(
    long: Input, two: list[Part], draft: Consultation, budi: Any, joko: Any
) -> None:
    services.support_input(by=budi, input=long)
    first, second = services.split_input(by=joko, input=long, parts=two, left=STAMP)
    answer(joko, first)
    assert (counts(draft), fresh(long).state) == ((1, 0), "dipecah")
    with pytest.raises(StateError):
        services.unite_input(by=joko, input=fresh(long))
    answer(joko, second)
    assert (counts(draft), fresh(long).state) == ((1, 1), "tuntas")
    for name in ("ani", "budi"):  # who stood behind the whole hears of each answer
        assert Notification.objects.filter(user__username=name, kind="masukan_dijawab").count() == 2


@pytest.mark.parametrize(
    "parts",
    [
        [Part(body=FIRST)],
        [Part(body=FIRST), Part(body="Iuran RT sangat mahal.")],
        [Part(body=FIRST), Part(body="Pak")],
        [Part(body=FIRST), Part(body="")],
        [Part(body=FIRST), Part(body=SECOND, kind="x")],
        [Part(body=FIRST), Part(body=SECOND, proposed="Rumusan baru.")],
        [Part(body=FIRST)] * 11,
    ],
)
def test_poor_parts_are_refused(long: Input, joko: Any, parts: list[Part]) -> None:
    with pytest.raises(ValidationError):
        services.split_input(by=joko, input=long, parts=parts, left=STAMP)
    assert (Input.objects.count(), fresh(long).state) == (1, "terbuka")


def test_nothing_is_left_out_unseen(long: Input, two: list[Part], joko: Any) -> None:
    for left in ("", "abc", cutting.stamp(["Terima kasih"])):
        with pytest.raises(ValidationError):
            services.split_input(by=joko, input=long, parts=two, left=left)
    assert Input.objects.count() == 1


def test_what_does_not_wait_alone_is_not_split(
    long: Input, two: list[Part], draft: Consultation, budi: Any, joko: Any
) -> None:
    first = services.split_input(by=joko, input=long, parts=two, left=STAMP)[0]
    again = [Part(body="Jenis sampah"), Part(body="berbahaya belum disebut.")]
    for entry in (long, first):
        with pytest.raises(StateError):
            services.split_input(by=joko, input=fresh(entry), parts=again)
    other = services.submit_input(by=budi, consultation=draft, kind="saran", body="Satu kalimat. Dua kalimat.")
    services.make_group(by=joko, consultation=draft, inputs=[fresh(first), other], title="Jenis sampah")
    with pytest.raises(StateError):
        services.split_input(by=joko, input=other, parts=[Part(body="Satu kalimat."), Part(body="Dua kalimat.")])
    with pytest.raises(StateError):
        services.unite_input(by=joko, input=fresh(long))


def test_undone_while_no_part_is_answered(
    long: Input, two: list[Part], draft: Consultation, budi: Any, joko: Any
) -> None:
    first, second = services.split_input(by=joko, input=long, parts=two, left=STAMP)
    services.add_note(by=joko, input=first, body="Tanya dinas.")
    services.support_input(by=budi, input=second)
    services.unite_input(by=joko, input=fresh(long))
    assert (fresh(long).state, fresh(first).state, fresh(first).body) == ("terbuka", "disatukan", "")
    assert queries.notes_on(fresh(long))[0].body == "Tanya dinas."
    assert Notification.objects.get(kind="masukan_disatukan").user == budi
    assert (counts(draft), queries.waiting_on(draft)) == ((1, 0), 1)
    rows = {row.number: row.gone for row in Matrix(draft).rows()}
    assert rows == {1: "", 2: "Disatukan lagi dengan masukan nomor 1.", 3: "Disatukan lagi dengan masukan nomor 1."}
    answer(joko, long)
    assert counts(draft) == (1, 1)


def test_she_takes_back_the_whole_while_nothing_is_answered(
    long: Input, two: list[Part], draft: Consultation, ani: Any, joko: Any
) -> None:
    first, second = services.split_input(by=joko, input=long, parts=two, left=STAMP)
    with pytest.raises(StateError):
        services.withdraw_input(by=ani, input=fresh(first))
    services.withdraw_input(by=ani, input=fresh(long))
    assert {fresh(row).state for row in (long, first, second)} == {"ditarik"}
    assert {fresh(row).body for row in (long, first, second)} == {""}
    assert counts(draft) == (0, 0)


def test_what_is_partly_answered_stays(long: Input, two: list[Part], ani: Any, joko: Any) -> None:
    first = services.split_input(by=joko, input=long, parts=two, left=STAMP)[0]
    answer(joko, first)
    with pytest.raises(PermissionDenied):
        services.withdraw_input(by=ani, input=fresh(long))


@pytest.mark.parametrize("which", ["whole", "part"])
@pytest.mark.parametrize("done", [1, 2])
def test_hidden_and_shown_together(
    long: Input, two: list[Part], draft: Consultation, joko: Any, eko: Any, which: str, done: int
) -> None:
    parts = services.split_input(by=joko, input=long, parts=two, left=STAMP)
    for part in parts[:done]:
        answer(joko, part)
    before = [fresh(row).state for row in (long, *parts)], counts(draft)
    target = long if which == "whole" else parts[1]
    services.hide_input(by=eko, input=fresh(target), reason="iklan")
    assert {fresh(row).state for row in (long, *parts)} == {"disembunyikan"}
    assert counts(draft) == (0, 0)
    services.restore_input(by=eko, input=fresh(target))
    assert ([fresh(row).state for row in (long, *parts)], counts(draft)) == before


def test_a_person_who_leaves_takes_her_words_from_all_of_it(
    long: Input, two: list[Part], draft: Consultation, ani: Any, joko: Any
) -> None:
    first, second = services.split_input(by=joko, input=long, parts=two, left=STAMP)
    assert [row["bagian_dari_nomor"] for row in people.collect(ani)["masukan"]] == [None, 1, 1]
    assert [row.title for row in people.mine(ani)] == ["Masukan tentang Pasal 2 ayat (1)"]
    answer(joko, first)
    people.erase(ani)
    assert [fresh(row).state for row in (long, first, second)] == ["tuntas", "dijawab", "ditarik"]
    assert not Input.objects.exclude(body=people.NOTE).exists()
    assert counts(draft) == (1, 1)


def test_a_person_who_leaves_before_any_answer(
    long: Input, two: list[Part], draft: Consultation, ani: Any, joko: Any
) -> None:
    services.split_input(by=joko, input=long, parts=two, left=STAMP)
    people.erase(ani)
    assert set(Input.objects.values_list("state", flat=True)) == {"ditarik"}
    assert counts(draft) == (0, 0)


def test_matrix_minutes_and_open_data_count_alike(
    long: Input, two: list[Part], draft: Consultation, budi: Any, joko: Any
) -> None:
    services.submit_input(by=budi, consultation=draft, kind="saran", body="Buat ringkasan.")
    first = services.split_input(by=joko, input=long, parts=two, left=STAMP)[0]
    answer(joko, first)
    rows = {row.number: row for row in Matrix(draft).rows()}
    assert {number: (row.disposition, row.parts) for number, row in rows.items()} == {
        1: ("Dipecah", (3, 4)),
        2: ("Belum dijawab", ()),
        3: ("Diterima", ()),
        4: ("Belum dijawab", ()),
    }
    assert rows[1].body == LONG
    assert rows[1].explained == "Dijawab bagian demi bagian: nomor 3, 4."
    assert "Bagian dari masukan nomor 1." in rows[3].giver_and_way
    figures = Figures.of(draft)
    assert (figures.received, figures.total, figures.split, figures.parts) == (2, 2, 1, 2)
    assert (figures.to_answer, figures.answered, figures.unanswered, figures.on_time) == (3, 1, 2, 1)
    assert (sum(figures.channels.values()), sum(figures.kinds.values()), sum(figures.regions.values())) == (2, 2, 2)
    assert sum(row.disposition != "Dipecah" for row in rows.values()) == figures.to_answer
    data = {row["nomor"]: (row["bagian_dari"], row["keadaan"]) for row in opendata.inputs(draft)}
    assert data == {1: (None, "dipecah"), 2: (None, "terbuka"), 3: (1, "dijawab"), 4: (1, "terbuka")}


def test_parts_do_not_name_a_village(long: Input, draft: Consultation, joko: Any) -> None:
    """Five parts of one person are not five people."""
    pieces = ["Jenis sampah", "berbahaya belum disebut.", "Iuran RT", "terlalu mahal.", "Mohon gratis"]
    left = cutting.stamp(cutting.left_out(LONG, pieces))
    services.split_input(by=joko, input=long, parts=[Part(body=piece) for piece in pieces], left=left)
    assert opendata.villages(draft) == {}


def test_every_part_has_one_place_in_every_version(
    long: Input, two: list[Part], draft: Consultation, joko: Any
) -> None:
    changed = [PassageText(p.block_id, p.kind, p.number, p.text.replace("memilah", "memisahkan")) for p in TEXTS]
    version = services.publish_version(consultation=draft, passages=changed, by=joko)
    carry_inputs(version=version)
    made = services.split_input(by=joko, input=fresh(long), parts=two, left=STAMP)
    for entry in (long, *made):
        rows = Standing.objects.filter(input=entry).order_by("version__number")
        assert list(rows.values_list("version__number", flat=True)) == [1, 2]
    assert [fresh(row).fate for row in (long, *made)] == ["berubah", "berubah", "tetap"]
    third = services.publish_version(consultation=draft, passages=TEXTS, by=joko)
    carry_inputs(version=third)
    assert Standing.objects.filter(version=third).count() == 3


def test_a_credit_given_before_stays_readable(long: Input, two: list[Part], draft: Consultation, joko: Any) -> None:
    changed = [PassageText(p.block_id, p.kind, p.number, p.text.replace("memilah", "memisahkan")) for p in TEXTS]
    version = services.publish_version(consultation=draft, passages=changed, by=joko)
    carry_inputs(version=version)
    change = version.changes.get()
    services.credit_change(by=joko, change=change, inputs=[fresh(long)])
    made = services.split_input(by=joko, input=fresh(long), parts=two, left=STAMP)
    services.credit_change(by=joko, change=change, inputs=[fresh(long), fresh(made[0])])
    assert [row["nomor_masukan"] for row in opendata.changes(draft)] == [[1, 2]]


def test_the_page_cuts_shows_the_rest_and_does_it_once(long: Input, joko: Any, client: Any) -> None:
    url = reverse("konsultasi:desk_split", args=[long.pk])
    page = enter(client, joko).get(url).content.decode()
    assert page.count("Terima kasih, Pak Camat.") == 2  # the original, and a box of its own: paragraphs are proposed
    data = {
        "kunci": str(uuid.uuid4()),
        "banyak": "3",
        "body_1": FIRST,
        "body_3": SECOND,
        "kind_3": "keberatan",
        "place_3": "p2a2",
    }
    answer = client.post(url, data)
    assert answer.status_code == 200
    again = answer.content.decode()
    assert "Belum masuk ke bagian mana pun" in again
    assert f'name="sisa" value="{STAMP}"' in again
    assert Input.objects.count() == 1
    for _ in range(2):
        assert client.post(url, {**data, "sisa": STAMP, "left": "on"}).url == long.desk_url()
    assert [row.body for row in Input.objects.order_by("number")] == [LONG, FIRST, SECOND]
    desk = client.get(long.desk_url()).content.decode()
    assert "Bagian-bagiannya" in desk
    assert "Terbitkan jawaban" not in desk
    unite = reverse("konsultasi:desk_unite", args=[long.pk])
    assert "Satukan lagi bagian-bagiannya?" in client.get(unite).content.decode()
    assert client.post(unite, {"kunci": str(uuid.uuid4())}).url == long.desk_url()
    assert fresh(long).state == "terbuka"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"body_2": "Iuran RT sangat mahal."}, "Setiap bagian harus tersusun"),
        ({"body_2": ""}, "Isi 2 sampai 10 bagian"),
        ({"place_2": "zz"}, "place_2"),
        ({"banyak": "99999999999999"}, "bagian"),
    ],
)
def test_a_poor_cut_comes_back_with_what_was_typed(
    long: Input, joko: Any, client: Any, fields: Any, words: str
) -> None:
    data = {"kunci": str(uuid.uuid4()), "banyak": "2", "body_1": FIRST, "body_2": SECOND, **fields}
    answer = enter(client, joko).post(reverse("konsultasi:desk_split", args=[long.pk]), data)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert FIRST in answer.content.decode()
    assert Input.objects.count() == 1


def test_one_more_box_keeps_what_was_typed(long: Input, joko: Any, client: Any) -> None:
    data = {"kunci": str(uuid.uuid4()), "banyak": "2", "body_1": "Sudah diketik", "tambah": "1"}
    page = enter(client, joko).post(reverse("konsultasi:desk_split", args=[long.pk]), data).content.decode()
    assert "Sudah diketik" in page
    assert 'name="body_3"' in page
    assert Input.objects.count() == 1


def test_the_public_reads_the_whole_with_its_parts(
    long: Input, two: list[Part], draft: Consultation, leaf: FakePage, joko: Any
) -> None:
    first = services.split_input(by=joko, input=long, parts=two, left=STAMP)[0]
    answer(joko, first)
    page = text_of(views.show_input(ask(long.get_absolute_url()), draft, leaf, 1))
    for words in (
        "Dijawab dalam 2 bagian",
        WHY,
        "Nomor 2",
        "Nomor 3",
        "Terima kasih, Pak Camat.",
        "Kalimat yang tidak masuk",
    ):
        assert words in page
    part = text_of(views.show_input(ask(first.get_absolute_url()), draft, leaf, 2))
    assert "Bagian dari nomor 1" in part
    listed = text_of(views.list_inputs(ask("/"), draft, leaf))
    assert listed.count("Bagian dari nomor 1") == 2
