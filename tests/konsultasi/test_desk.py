"""The officers' pages: who sees which work, one page per decision, papers written down."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from accounts.registry import DESK
from konsultasi import people
from konsultasi.models import Consultation, Input, Passage, Response
from konsultasi.services import answer_input, open_consultation, submit_input, update_consultation
from notifications.models import Notification
from tests.conftest import KERTOSARI
from tests.factories import desk_login
from tests.konsultasi.test_pages import own_queries

WHY = "Kami tambahkan pada rancangan versi berikutnya."
CAST = ["ani", "budi", "citra", "dewi", "eko", "fajar", "gita", "hadi", "indra", "joko"]


def enter(client: Any, person: Any) -> Any:
    """Log in with the second factor."""
    desk_login(client, person)
    return client


def form(**fields: Any) -> dict[str, Any]:
    return {"kunci": str(uuid.uuid4()), "disposition": "diterima", "explanation": WHY, **fields}


@pytest.mark.parametrize(
    ("door", "inside"),
    [
        ("desk", {"eko", "hadi", "joko"}),
        ("desk_input", {"eko", "hadi", "joko"}),
        ("desk_moderate", {"eko", "hadi"}),
        ("desk_record", {"citra", "fajar", "hadi", "indra", "joko"}),
    ],
)
def test_who_enters_which_door(
    said: Input, draft: Consultation, client: Any, door: str, inside: set[str], request: Any
) -> None:
    arg = {"desk": [], "desk_record": [draft.pk]}.get(door, [said.pk])
    url = reverse(f"konsultasi:{door}", args=arg)
    assert client.get(url).status_code == 302
    for who in CAST:
        status = enter(client, request.getfixturevalue(who)).get(url).status_code
        assert (status == 200) == (who in inside), who
        assert status in (200, 403, 404), who


def test_desk_needs_the_second_factor(said: Input, joko: Any, client: Any) -> None:
    client.force_login(joko)
    assert client.get(reverse("konsultasi:desk")).status_code == 302
    assert client.post(said.desk_url(), form()).status_code == 302
    assert Input.objects.get(pk=said.pk).state == "terbuka"


def test_an_officer_answers_and_goes_on(said: Input, draft: Consultation, budi: Any, joko: Any, client: Any) -> None:
    second = submit_input(by=budi, consultation=draft, kind="saran", body="Buat ringkasan.")
    enter(client, joko)
    response = client.post(said.desk_url(), form(lanjut="1"))
    assert response.headers["Location"] == second.desk_url()
    said.refresh_from_db()
    assert said.response.explanation == WHY
    assert client.post(second.desk_url(), form()).headers["Location"] == "/rancangan/sampah/masukan/2/"


def test_pressing_twice_answers_once(said: Input, joko: Any, client: Any) -> None:
    data = form()
    enter(client, joko)
    for _ in range(2):
        assert client.post(said.desk_url(), data).headers["Location"] == "/rancangan/sampah/masukan/1/"
    seen = Response.objects.get(input=said).stamp
    assert client.post(said.desk_url(), form(disposition="dicatat", dibaca=seen)).status_code == 302  # a revision
    said.refresh_from_db()
    assert said.response.disposition == "dicatat"


@pytest.mark.parametrize(
    "fields", [{"explanation": "Ya."}, {"explanation": ""}, {"disposition": ""}, {"disposition": "response__by"}]
)
def test_a_poor_answer_comes_back(said: Input, joko: Any, client: Any, fields: dict[str, str]) -> None:
    response = enter(client, joko).post(said.desk_url(), form(**fields))
    assert response.status_code == 200
    assert 'class="errors' in response.content.decode()
    assert Input.objects.get(pk=said.pk).state == "terbuka"


def test_a_withdrawn_input_cannot_be_answered_any_more(said: Input, joko: Any, client: Any) -> None:
    Input.objects.filter(pk=said.pk).update(state="ditarik")
    response = enter(client, joko).post(said.desk_url(), form())
    assert response.status_code == 200
    assert "tidak dapat dilakukan pada keadaan sekarang" in response.content.decode()


def test_a_moderator_may_not_answer(said: Input, eko: Any, client: Any) -> None:
    assert enter(client, eko).post(said.desk_url(), form()).status_code == 403


def test_moderator_hides_and_shows_again(said: Input, eko: Any, client: Any) -> None:
    url = reverse("konsultasi:desk_moderate", args=[said.pk])
    enter(client, eko)
    assert client.post(url, {"kunci": uuid.uuid4(), "decision": "hide"}).status_code == 200  # no reason
    assert client.post(url, {"kunci": uuid.uuid4(), "decision": "hide", "reason": "iklan"}).status_code == 302
    assert Input.objects.get(pk=said.pk).state == "disembunyikan"
    assert client.post(url, {"kunci": uuid.uuid4(), "decision": "keep"}).status_code == 200  # not of a hidden one
    assert client.post(url, {"kunci": uuid.uuid4(), "decision": "restore"}).status_code == 302
    assert Input.objects.get(pk=said.pk).state == "terbuka"
    told = list(Notification.objects.exclude(kind="masukan_diterima").order_by("id").values_list("text", flat=True))
    assert told == [
        f"Masukan Anda nomor 1 atas “{said.consultation.title}” disembunyikan moderator. "
        "Alasan: Iklan atau pesan berulang.",
        f"Masukan Anda nomor 1 atas “{said.consultation.title}” ditampilkan lagi.",
    ]


def test_a_reported_input_waits_in_the_queue_until_it_is_decided(said: Input, budi: Any, eko: Any, client: Any) -> None:
    report = f"/lapor/masukan/{said.pk}/"
    client.force_login(said.author)
    assert "tulisan Anda sendiri" in client.get(report).content.decode()
    assert client.post(report, {"kunci": uuid.uuid4(), "reason": "kasar"}).status_code == 403
    client.force_login(budi)
    assert client.post(report, {"kunci": uuid.uuid4(), "reason": "kasar"}).url == said.get_absolute_url()
    url = reverse("konsultasi:desk_moderate", args=[said.pk])
    queue = enter(client, eko).get("/petugas/moderasi/").content.decode()
    assert url in queue
    assert "Masukan nomor 1" in queue
    assert "Budi Santoso" not in queue
    assert url in client.get("/petugas/").content.decode()
    assert client.post(url, {"kunci": uuid.uuid4(), "decision": "keep"}).url == "/petugas/moderasi/"
    assert url not in client.get("/petugas/moderasi/").content.decode()
    assert "tetap ditampilkan" in Notification.objects.get(user=budi).text
    assert Input.objects.get(pk=said.pk).state == "terbuka"
    client.post(url, {"kunci": uuid.uuid4(), "decision": "hide", "reason": "kasar"})
    assert url in client.get("/petugas/moderasi/?tampil=masukan").content.decode()
    client.force_login(budi)
    assert said.body not in client.get(report).content.decode()
    assert "Isinya sudah disembunyikan" in client.get(report).content.decode()


def test_work_of_hidden_drafts_is_not_found(said: Input, draft: Consultation, joko: Any, client: Any) -> None:
    update_consultation(consultation=draft, by=joko, visible=False)
    enter(client, joko)
    assert client.get(said.desk_url()).status_code == 404
    assert client.get(reverse("konsultasi:desk_record", args=[draft.pk])).status_code == 404
    assert "Mohon ditambah" not in client.get(reverse("konsultasi:desk")).content.decode()
    assert people.desk_queue(joko) == []


def test_the_list_puts_the_overdue_first_and_filters(
    said: Input, draft: Consultation, budi: Any, joko: Any, client: Any, clock: Any
) -> None:
    answer_input(by=joko, input=said, disposition="dicatat", explanation=WHY)
    late = submit_input(by=budi, consultation=draft, kind="saran", body="Buat ringkasan.")
    clock.shift(timedelta(days=13))
    submit_input(by=budi, consultation=draft, kind="tanya", body="Kapan berlaku?")
    clock.shift(timedelta(days=8))
    Input.objects.filter(pk=late.pk).update(due_on=late.due_on)
    enter(client, joko)

    def numbers(query: str) -> list[int]:
        html = client.get(reverse("konsultasi:desk") + query).content.decode()
        return [int(part.split("</a>")[0]) for part in html.split(", nomor ")[1:]]

    assert numbers("") == [2, 3]
    assert numbers("?status=terlambat") == [2]
    assert numbers("?status=dijawab") == [1]
    assert numbers("?status=semua&jenis=tanya") == [3]
    assert numbers("?rancangan=999999") == []
    assert numbers("?rancangan=1%20or%201&status=__all__&jenis=x&halaman=-4") == [2, 3]


def test_the_list_costs_the_same_with_1_and_30(
    said: Input, draft: Consultation, clause: Passage, ani: Any, joko: Any, client: Any
) -> None:
    url = reverse("konsultasi:desk")
    enter(client, joko).get(url)
    assert own_queries(lambda: client.get(url)) == 4
    Input.objects.bulk_create(
        Input(
            consultation=draft, number=n, version=clause.version, passage=clause, block_id="p2a1", kind="saran",
            body="x", author=ani, home_id=KERTOSARI, due_on=said.due_on,
        )
        for n in range(2, 31)
    )  # fmt: skip
    assert own_queries(lambda: client.get(url)) == 4


def test_a_paper_is_written_down(draft: Consultation, citra: Any, client: Any) -> None:
    url = reverse("konsultasi:desk_record", args=[draft.pk])
    paper = {
        "kunci": str(uuid.uuid4()), "kind": "keberatan", "body": "Iuran terlalu berat.", "channel": "surat",
        "received_on": "2026-11-20", "giver": "PKK\u202e Manding", "block_id": "p2a1",
    }  # fmt: skip
    enter(client, citra)
    for _ in range(2):
        assert client.post(url, paper).headers["Location"] == "/rancangan/sampah/masukan/1/"
    entry = Input.objects.get()
    assert (entry.giver, entry.recorded_by, entry.block_id, entry.channel) == ("PKK Manding", citra, "p2a1", "surat")
    bad = paper | {"kunci": str(uuid.uuid4()), "received_on": "besok", "block_id": "b1", "channel": "web"}
    html = client.post(url, bad).content.decode()
    assert "Tulis tanggal" in html
    assert "Iuran terlalu berat." in html
    assert Input.objects.count() == 1


def test_the_queue_of_the_desk(said: Input, joko: Any, eko: Any, citra: Any) -> None:
    item = DESK.rooms["konsultasi"].queue(joko)[0]
    assert (item.kind, item.url, item.due, item.late) == ("Jawab", said.desk_url(), said.due_on, False)
    assert item.title == "Masukan Pasal 2 ayat (1), Warga Kelurahan Kertosari"
    assert DESK.rooms["konsultasi"].queue(eko) == []
    assert DESK.rooms["konsultasi"].queue(citra) == []
    assert DESK.rooms["konsultasi"].tools(citra) == [("Catat masukan", "/petugas/rancangan/")]
    assert [label for label, _ in DESK.rooms["konsultasi"].tools(eko)] == ["Masukan atas rancangan"]


def test_one_door_to_write_down_an_input_whatever_the_number_of_drafts(
    draft: Consultation, citra: Any, eko: Any, client: Any
) -> None:
    door, form_of = "/petugas/rancangan/", reverse("konsultasi:desk_record", args=[draft.pk])
    assert enter(client, citra).get(door).url == form_of
    region, span = draft.region, {"opens_at": draft.opens_at, "closes_at": draft.closes_at}
    other = open_consultation(title="Ketertiban Umum", url="/rancangan/tertib/", region=region, by=None, **span)
    page = client.get(door).content.decode()
    assert form_of in page
    assert reverse("konsultasi:desk_record", args=[other.pk]) in page
    Consultation.objects.update(visible=False)
    assert "Tidak ada rancangan yang dibuka" in client.get(door).content.decode()
    assert enter(client, eko).get(door).status_code == 403
