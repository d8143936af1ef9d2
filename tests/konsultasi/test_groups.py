"""Inputs that say the same are answered once: each author gets the answer, and every step can be undone."""

import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from audit.models import Entry
from core.states import StateError
from konsultasi import queries, views
from konsultasi.models import Consultation, Group, Input, Passage, Response
from konsultasi.services import (
    answer_group,
    answer_input,
    dissolve_group,
    hide_input,
    join_group,
    leave_group,
    make_group,
    open_consultation,
    restore_input,
    revise_answer,
    revise_group,
    submit_input,
    withdraw_input,
)
from notifications.models import Notification
from notifications.services import follow
from tests.konsultasi.conftest import FakePage
from tests.konsultasi.test_desk import enter
from tests.konsultasi.test_handling import CAST, WHY, fresh
from tests.konsultasi.test_pages import ask, own_queries, text_of

MENDED = "Setelah rapat, usul ini kami terima seluruhnya."


@pytest.fixture
def three(draft: Consultation, ani: Any, budi: Any) -> list[Input]:
    """Two inputs of Ani and one of Budi about the same matter."""
    words = ["Jadwal angkut sampah mohon dua kali.", "Angkut sampah dua kali seminggu.", "Truk sampah jarang datang."]
    return [
        submit_input(by=by, consultation=draft, kind="saran", body=body)
        for by, body in zip((ani, budi, ani), words, strict=True)
    ]


@pytest.fixture
def group(draft: Consultation, three: list[Input], joko: Any) -> Group:
    return make_group(by=joko, consultation=draft, inputs=three, title="Jadwal angkut sampah")


def states(entries: list[Input]) -> list[tuple[str, int | None]]:
    return [(fresh(entry).state, fresh(entry).group_id) for entry in entries]


def counted(draft: Consultation) -> tuple[int, int]:
    draft.refresh_from_db()
    return draft.input_count, draft.answered_count


@pytest.mark.parametrize("who", CAST)
def test_only_who_answers_groups(draft: Consultation, three: list[Input], joko: Any, who: str, request: Any) -> None:
    person = request.getfixturevalue(who)
    words = {"disposition": "diterima", "explanation": WHY}
    if who in ("joko", "hadi"):
        made = make_group(by=person, consultation=draft, inputs=three, title="Jadwal angkut")
        answer_group(by=person, group=made, **words)
        return
    with pytest.raises(PermissionDenied):
        make_group(by=person, consultation=draft, inputs=three, title="Jadwal angkut")
    made = make_group(by=joko, consultation=draft, inputs=three[:2], title="Jadwal angkut")
    member = fresh(three[0])
    for deed in (
        lambda: answer_group(by=person, group=made, **words),
        lambda: join_group(by=person, group=made, inputs=[three[2]]),
        lambda: leave_group(by=person, input=member),
        lambda: dissolve_group(by=person, group=made),
    ):
        with pytest.raises(PermissionDenied):
            deed()
    assert states(three) == [("terbuka", made.pk), ("terbuka", made.pk), ("terbuka", None)]


def test_one_answer_reaches_every_author_once(
    draft: Consultation,
    three: list[Input],
    group: Group,
    ani: Any,
    citra: Any,
    joko: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for person in (ani, citra, joko):
            follow(by=person, topic=draft.topic)
        answer_group(by=joko, group=group, disposition="sebagian", explanation=WHY)
    assert states(three) == [("dijawab", group.pk)] * 3
    rows = Response.objects.order_by("input__number")
    assert [(row.input_id, row.disposition, row.explanation, row.group_id) for row in rows] == [
        (entry.pk, "sebagian", WHY, group.pk) for entry in three
    ]
    assert counted(draft) == (3, 3)
    told = dict(Notification.objects.filter(kind="masukan_dijawab").values_list("user__username", "text"))
    title = "Pengelolaan Sampah Rumah Tangga"
    assert told == {
        "ani": f"Diterima sebagian: masukan Anda nomor 1, 3, {title}",
        "budi": f"Diterima sebagian: masukan Anda nomor 2, {title}",
        "citra": f"Diterima sebagian: 3 masukan serupa tentang Jadwal angkut sampah, {title}",
    }
    verbs = Entry.objects.filter(target_type="konsultasi.group").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["make_group", "answer_group"]
    assert Entry.objects.filter(verb="answer", data__group=group.pk).count() == 3


def test_the_public_page_says_with_whom_it_was_answered(
    draft: Consultation, three: list[Input], group: Group, leaf: FakePage, joko: Any, eko: Any
) -> None:
    before = text_of(views.show_input(ask("/"), draft, leaf, 1))
    assert "Jadwal angkut sampah</" not in before
    answer_group(by=joko, group=group, disposition="diterima", explanation=WHY)
    hide_input(by=eko, input=fresh(three[2]), reason="iklan")
    html = text_of(views.show_input(ask("/"), draft, leaf, 1))
    assert "1 masukan serupa tentang Jadwal angkut sampah" in html
    assert "nomor 2" in html
    assert "nomor 3" not in html  # hidden


def test_a_revision_changes_all_and_shows_the_old_words(
    draft: Consultation, three: list[Input], group: Group, leaf: FakePage, joko: Any, eko: Any, hadi: Any
) -> None:
    answer_group(by=joko, group=group, disposition="dicatat", explanation=WHY)
    hide_input(by=eko, input=fresh(three[2]), reason="iklan")
    Notification.objects.all().delete()
    revise_group(by=hadi, group=group, disposition="diterima", explanation=MENDED)
    rows = Response.objects.order_by("input__number")
    assert [(row.disposition, row.explanation, row.by) for row in rows] == [("diterima", MENDED, hadi)] * 3
    told = Notification.objects.filter(kind="jawaban_diperbaiki").values_list("user__username", "text")
    assert [name for name, _ in told.order_by("user__username")] == ["ani", "budi"]
    assert "nomor 1, Pengelolaan" in dict(told)["ani"]  # of the hidden one nothing is told
    html = text_of(views.show_input(ask("/"), draft, leaf, 2))
    assert html.index("Dijawab: dicatat") < html.index(WHY) < html.index("Jawaban diperbaiki: diterima")
    restore_input(by=eko, input=fresh(three[2]))
    assert fresh(three[2]).state == "dijawab"
    assert MENDED in text_of(views.show_input(ask("/"), draft, leaf, 3))


def test_hidden_and_withdrawn_members(
    draft: Consultation, three: list[Input], group: Group, ani: Any, joko: Any, eko: Any
) -> None:
    hide_input(by=eko, input=fresh(three[1]), reason="iklan")
    withdraw_input(by=ani, input=fresh(three[2]))
    answer_group(by=joko, group=group, disposition="diterima", explanation=WHY)
    assert [state for state, _ in states(three)] == ["dijawab", "disembunyikan", "ditarik"]
    assert counted(draft) == (1, 1)
    restore_input(by=eko, input=fresh(three[1]))
    assert states([three[1]]) == [("terbuka", group.pk)]
    join_group(by=joko, group=group, inputs=[fresh(three[1])])
    assert Response.objects.get(input=three[1]).explanation == WHY
    assert counted(draft) == (2, 2)


def test_a_late_member_gets_the_answer_at_once(draft: Consultation, three: list[Input], budi: Any, joko: Any) -> None:
    made = make_group(by=joko, consultation=draft, inputs=three[::2], title="Jadwal angkut")
    answer_group(by=joko, group=made, disposition="diterima", explanation=WHY)
    assert fresh(three[1]).state == "terbuka"
    join_group(by=joko, group=made, inputs=[three[1]])
    assert states(three) == [("dijawab", made.pk)] * 3
    assert counted(draft) == (3, 3)
    assert Notification.objects.filter(user=budi, kind="masukan_dijawab").count() == 1


def test_one_is_taken_out_before_and_after_the_answer(
    draft: Consultation, three: list[Input], group: Group, joko: Any
) -> None:
    leave_group(by=joko, input=fresh(three[0]))
    assert states(three) == [("terbuka", None), ("terbuka", group.pk), ("terbuka", group.pk)]
    answer_group(by=joko, group=group, disposition="ditolak", explanation=WHY)
    leave_group(by=joko, input=fresh(three[1]))
    # The answer stands on its own; a group of one is none any more.
    assert states(three) == [("terbuka", None), ("dijawab", None), ("dijawab", None)]
    assert set(Response.objects.values_list("group", flat=True)) == {None}
    group.refresh_from_db()
    assert group.dissolved_at is not None
    with pytest.raises(StateError):
        revise_group(by=joko, group=group, disposition="diterima", explanation=MENDED)
    revise_answer(by=joko, input=fresh(three[1]), disposition="diterima", explanation=MENDED)
    assert Response.objects.get(input=three[2]).explanation == WHY
    with pytest.raises(StateError):
        leave_group(by=joko, input=fresh(three[1]))


@pytest.mark.parametrize("answered", [False, True])
def test_a_group_is_dissolved(draft: Consultation, three: list[Input], group: Group, joko: Any, answered: bool) -> None:
    if answered:
        answer_group(by=joko, group=group, disposition="ditolak", explanation=WHY)
    dissolve_group(by=joko, group=group)
    assert states(three) == [("dijawab" if answered else "terbuka", None)] * 3
    assert Response.objects.filter(explanation=WHY, group=None).count() == (3 if answered else 0)
    with pytest.raises(StateError):
        dissolve_group(by=joko, group=group)
    assert make_group(by=joko, consultation=draft, inputs=three, title="Sekali lagi") if not answered else True


def test_an_answer_of_its_own_takes_a_member_out(three: list[Input], group: Group, joko: Any) -> None:
    answer_input(by=joko, input=fresh(three[0]), disposition="ditolak", explanation=MENDED)
    assert states(three)[0] == ("dijawab", None)
    answer_group(by=joko, group=group, disposition="diterima", explanation=WHY)
    revise_answer(by=joko, input=fresh(three[1]), disposition="dicatat", explanation=MENDED)
    assert states(three)[1] == ("dijawab", None)
    assert [row.disposition for row in Response.objects.order_by("input__number")] == ["ditolak", "dicatat", "diterima"]
    assert Entry.objects.filter(verb="leave_group").count() == 2


def test_poor_groups_are_refused(draft: Consultation, three: list[Input], said: Input, joko: Any, clock: Any) -> None:
    other = open_consultation(
        title="Lain", url="/rancangan/lain/", region=draft.region, opens_at=draft.opens_at, closes_at=draft.closes_at,
        by=joko,
    )  # fmt: skip
    with pytest.raises(ValidationError):
        make_group(by=joko, consultation=draft, inputs=three[:1], title="Jadwal")
    with pytest.raises(ValidationError):
        make_group(by=joko, consultation=draft, inputs=[three[0], three[0]], title="Jadwal")
    with pytest.raises(ValidationError):
        make_group(by=joko, consultation=draft, inputs=three, title=" x ")
    with pytest.raises(StateError):
        make_group(by=joko, consultation=other, inputs=three, title="Jadwal")
    made = make_group(by=joko, consultation=draft, inputs=three[:2], title="Jadwal")
    with pytest.raises(StateError):
        make_group(by=joko, consultation=draft, inputs=three[1:], title="Jadwal lain")
    with pytest.raises(ValidationError):
        answer_group(by=joko, group=made, disposition="terserah", explanation=WHY)
    with pytest.raises(ValidationError):
        answer_group(by=joko, group=made, disposition="diterima", explanation="Ya.")
    assert Group.objects.count() == 1
    assert Response.objects.count() == 0


def test_the_second_officer_is_told(three: list[Input], group: Group, joko: Any, hadi: Any) -> None:
    seen = [entry.pk for entry in three]
    leave_group(by=hadi, input=fresh(three[0]))
    with pytest.raises(StateError):  # not the members she read
        answer_group(by=joko, group=group, disposition="diterima", explanation=WHY, seen=seen)
    answer_group(by=joko, group=group, disposition="diterima", explanation=WHY, seen=seen[1:])
    with pytest.raises(StateError):
        answer_group(by=hadi, group=group, disposition="ditolak", explanation=MENDED, seen=seen[1:])
    stamp = Group.objects.get(pk=group.pk).stamp
    revise_group(by=joko, group=group, disposition="dicatat", explanation=MENDED, seen=stamp)
    with pytest.raises(StateError):
        revise_group(by=hadi, group=group, disposition="ditolak", explanation=WHY, seen=stamp)
    assert set(Response.objects.values_list("disposition", flat=True)) == {"dicatat"}


def test_an_answer_nobody_read_is_not_written_over(said: Input, joko: Any, hadi: Any, client: Any) -> None:
    data = {"kunci": str(uuid.uuid4()), "disposition": "ditolak", "explanation": MENDED, "dibaca": ""}
    enter(client, hadi)
    answer_input(by=joko, input=said, disposition="diterima", explanation=WHY)
    html = client.post(said.desk_url(), data).content.decode()
    assert "Petugas lain baru saja menjawab masukan ini" in html
    assert MENDED in html
    assert Response.objects.get().disposition == "diterima"


# --- The pages ----------------------------------------------------------------------------------


def form(**fields: Any) -> dict[str, Any]:
    return {"kunci": str(uuid.uuid4()), **fields}


def test_proposals_name_the_words_and_a_person_ticks(
    draft: Consultation, three: list[Input], said: Input, joko: Any, client: Any
) -> None:
    found = queries.proposals(draft)
    assert [sorted(entry.number for entry in one.inputs) for one in found] == [[1, 2]]
    assert {"angkut", "sampah"} <= set(found[0].shared)
    page = enter(client, joko).get(reverse("konsultasi:desk_alike", args=[draft.pk])).content.decode()
    assert "Kata yang sama: " + ", ".join(found[0].shared) in page
    url = reverse("konsultasi:desk_group_new") + "?" + found[0].query
    html = client.get(url).content.decode()
    assert "checked" not in html.split("Masukan yang mengatakan hal yang sama")[1].split("Pokok masukan")[0]
    assert "Centang" in html
    poor = client.post(url, form(inputs=[three[0].pk], title="Jadwal angkut"))
    assert poor.status_code == 200
    assert "Pilih 2 sampai 100 masukan" in poor.content.decode()
    assert client.post(url, form(inputs=[three[2].pk], title="Jadwal angkut")).status_code == 200  # not offered here
    data = form(inputs=[three[0].pk, three[1].pk], title="Jadwal angkut")
    for _ in range(2):
        assert client.post(url, data).url == Group.objects.get().get_absolute_url()
    assert Group.objects.get().shared == ", ".join(found[0].shared)
    assert queries.proposals(draft) == []


def test_a_group_is_answered_mended_and_undone_by_its_pages(
    draft: Consultation, three: list[Input], group: Group, joko: Any, client: Any
) -> None:
    url = group.get_absolute_url()
    html = enter(client, joko).get(url).content.decode()
    assert "Satu jawaban untuk 3 masukan" in html
    members = ",".join(str(entry.pk) for entry in three)
    assert f'name="anggota" value="{members}"' in html
    data = form(disposition="diterima", explanation=WHY, anggota=members)
    for _ in range(2):
        assert client.post(url, data).url == url
    assert Response.objects.count() == 3
    late = form(disposition="ditolak", explanation=MENDED, anggota=members, dibaca="")
    assert "Petugas lain baru saja menjawab kelompok ini" in client.post(url, late).content.decode()
    group.refresh_from_db()
    assert client.post(url, form(disposition="ditolak", explanation=MENDED, dibaca=group.stamp)).status_code == 302
    assert set(Response.objects.values_list("explanation", flat=True)) == {MENDED}
    out = form()
    leave = reverse("konsultasi:desk_group_leave", args=[group.pk, three[0].pk])
    for _ in range(2):
        assert client.post(leave, out).url == three[0].desk_url()
    undo = form()
    for _ in range(2):
        assert client.post(url + "bubarkan/", undo).url == reverse("konsultasi:desk_alike", args=[draft.pk])
    assert client.get(url).status_code == 404
    answer = client.post(url, form(disposition="diterima", explanation=WHY, dibaca=group.stamp))
    assert "Kelompok ini sudah dibubarkan" in answer.content.decode()


@pytest.mark.parametrize("numbers", ["", "99", "x", "4, 99", "²"])
def test_only_numbers_there_are_join(
    three: list[Input], group: Group, said: Input, joko: Any, client: Any, numbers: str
) -> None:
    url = reverse("konsultasi:desk_group_join", args=[group.pk])
    assert enter(client, joko).post(url, form(numbers=numbers)).status_code == 200
    assert group.inputs.count() == 3
    assert client.post(url, form(numbers="4")).url == group.get_absolute_url()
    assert group.inputs.count() == 4


def test_the_pages_cost_the_same_with_2_and_30_members(
    draft: Consultation, clause: Passage, group: Group, ani: Any, joko: Any, client: Any
) -> None:
    enter(client, joko)
    urls = [group.get_absolute_url(), reverse("konsultasi:desk_alike", args=[draft.pk])]
    before = [own_queries(lambda url=url: client.get(url)) for url in urls]
    assert before == [3, 4]
    Input.objects.bulk_create(
        Input(
            consultation=draft, number=n, version=clause.version, passage=clause, block_id="p2a1", kind="saran",
            body=f"Lampu jalan mati lagi {n % 3}.", author=ani, due_on=fresh(group.inputs.first()).due_on,
            group=group if n % 2 else None,
        )
        for n in range(4, 64)
    )  # fmt: skip
    assert [own_queries(lambda url=url: client.get(url)) for url in urls] == before
