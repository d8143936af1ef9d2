"""The officers' pages of voting."""

import uuid
from typing import Any

import pytest
from django.test import Client

from accounts.registry import DESK, PERSONAL_DATA
from musrenbang.models import Envelope, Round
from musrenbang.services.ballots import cast_ballot
from musrenbang.services.rounds import create_round
from tests.conftest import DISTRICT
from tests.factories import desk_login
from tests.voting.makers import announce, make_plan
from wilayah.models import Region

DESK_URL = "/petugas/pemungutan/"


def desk(person: Any) -> Client:
    client = Client()
    desk_login(client, person)
    return client


def sheet(round: Round, **changes: Any) -> dict[str, Any]:
    """A filled sheet over the works of a round."""
    return {
        "kunci": str(uuid.uuid4()),
        "title": "Pilih kegiatan kedua",
        "explanation": "Sisa dana tahun ini.",
        "region": DISTRICT,
        "opens_at": "2027-02-01T08:00",
        "closes_at": "2027-02-10T16:00",
        "budget": "Rp200.000.000",
        "min_choices": "1",
        "max_choices": "2",
        "kind": "approval",
        "rule": "mes_cost_add1",
        "roll": "warga",
        "roll_open": "on",
        "proposals": [str(option.proposal_id) for option in round.options.all()],
        **changes,
    }


def test_an_officer_prepares_checks_and_announces(draft: Round, joko: Any) -> None:
    client = desk(joko)
    answer = client.post(f"{DESK_URL}baru/{draft.cycle_id}/", sheet(draft))
    made = Round.objects.latest("pk")
    assert answer["Location"] == f"{DESK_URL}{made.pk}/"
    assert (made.budget, made.option_count, made.options.count(), made.region_id) == (200_000_000, 0, 5, DISTRICT)
    assert made.opens_at.isoformat() == "2027-02-01T01:00:00+00:00"
    page = client.get(answer["Location"]).content.decode()
    assert "Pratinjau surat suara" in page
    refused = client.post(f"{DESK_URL}{made.pk}/announce/", {"kunci": str(uuid.uuid4())})
    assert (refused.status_code, "Buat kunci panitia" in page) == (200, True)
    ceremony = client.post(f"{DESK_URL}{made.pk}/kunci/", {"committee": "Rini\nSlamet\nTuti", "needed": "2"})
    assert [(name, len(words)) for name, words in ceremony.context["words"]] == [
        ("Rini", 20),
        ("Slamet", 20),
        ("Tuti", 20),
    ]
    client.post(f"{DESK_URL}{made.pk}/announce/", {"kunci": str(uuid.uuid4())})
    made.refresh_from_db()
    assert (made.state, made.rule, made.knobs["step"]) == ("diumumkan", "mes_cost_add1", "1000000")
    assert "Surat suara</h2>" in client.get(answer["Location"]).content.decode()


def test_the_same_sheet_twice_makes_one_round(draft: Round, joko: Any) -> None:
    client, data = desk(joko), sheet(draft)
    first = client.post(f"{DESK_URL}baru/{draft.cycle_id}/", data)
    again = client.post(f"{DESK_URL}baru/{draft.cycle_id}/", data)
    assert first["Location"] == again["Location"]
    assert Round.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "Isi judul"),
        ({"title": "x" * 100_000}, "160"),
        ({"closes_at": "2027-01-31T16:00"}, "Waktu ditutup harus sesudah waktu dibuka."),
        ({"opens_at": "besok"}, "Tulis tanggal dan jam"),
        ({"opens_at": "0001-01-01T00:00"}, "Tulis tanggal dan jam"),
        ({"closes_at": "9999-12-31T23:59"}, "Tulis tanggal dan jam"),
        ({"budget": "banyak"}, "Tulis jumlah uang dengan angka saja"),
        ({"budget": "100.000.000"}, "melebihi dana yang tersedia"),
        ({"max_choices": "60"}, "Pilih sedikitnya 60 usulan"),
        ({"proposals": []}, "Pilih usulan di surat suara"),
        ({"proposals": ["999999"]}, "999999"),
        ({"min_choices": "2", "max_choices": "1"}, "Paling banyak tidak boleh kurang"),
    ],
)
def test_a_wrong_sheet_comes_back_with_words(draft: Round, joko: Any, changes: dict[str, Any], words: str) -> None:
    response = desk(joko).post(f"{DESK_URL}baru/{draft.cycle_id}/", sheet(draft, **changes))
    assert response.status_code == 200
    page = response.content.decode()
    assert words in page
    assert "Sisa dana tahun ini." in page
    assert Round.objects.count() == 1


def test_a_draft_is_edited_and_an_announced_round_is_not(draft: Round, joko: Any) -> None:
    client = desk(joko)
    page = client.get(f"{DESK_URL}{draft.pk}/ubah/").content.decode()
    assert 'value="2027-01-05T08:00"' in page
    assert page.count(" checked") == 6  # five works, and the open roll
    client.post(f"{DESK_URL}{draft.pk}/ubah/", sheet(draft, title="Judul baru"))
    draft.refresh_from_db()
    assert draft.title == "Judul baru"
    announce(joko, draft)
    assert client.get(f"{DESK_URL}{draft.pk}/ubah/").status_code == 404


def test_two_officers_announcing_at_once_one_is_told(draft: Round, joko: Any) -> None:
    client = desk(joko)
    announce(joko, draft)
    page = client.post(f"{DESK_URL}{draft.pk}/announce/", {"kunci": str(uuid.uuid4())})
    assert page.status_code == 200


def test_calling_off_asks_for_words(opened: Round, joko: Any) -> None:
    client = desk(joko)
    short = client.post(f"{DESK_URL}{opened.pk}/cancel/", {"kunci": str(uuid.uuid4()), "note": "salah"})
    assert "Tulis penjelasan, paling sedikit 20 huruf." in short.content.decode()
    good = {"kunci": str(uuid.uuid4()), "note": "Terjadi kekeliruan biaya pada dua kegiatan."}
    assert client.post(f"{DESK_URL}{opened.pk}/cancel/", good).status_code == 302
    opened.refresh_from_db()
    assert opened.state == "dibatalkan"


def test_a_counted_round_is_ratified(counted: Round, joko: Any) -> None:
    client = desk(joko)
    assert "Tetapkan hasil" in client.get(f"{DESK_URL}{counted.pk}/").content.decode()
    client.post(f"{DESK_URL}{counted.pk}/ratify/", {"kunci": str(uuid.uuid4())})
    counted.refresh_from_db()
    assert counted.state == "ditetapkan"


def test_an_unknown_deed_is_nothing(draft: Round, joko: Any) -> None:
    for deed in ("count", "hapus", "__class__"):
        assert desk(joko).post(f"{DESK_URL}{draft.pk}/{deed}/", {}).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [("joko", 200), ("hadi", 200)] + [(who, 403) for who in ("citra", "dewi", "eko", "fajar", "gita", "indra")],
)
def test_who_enters(who: str, status: int, draft: Round, request: pytest.FixtureRequest) -> None:
    client = desk(request.getfixturevalue(who))
    refused = 404 if status == 403 else 200
    for path, wanted in [("", status), (f"{draft.pk}/", status), (f"baru/{draft.cycle_id}/", refused)]:
        assert client.get(DESK_URL + path).status_code == wanted
    if status == 403:
        client.post(f"{DESK_URL}{draft.pk}/announce/", {"kunci": str(uuid.uuid4())})
        draft.refresh_from_db()
        assert draft.state == "rancangan"


def test_citizens_and_strangers_do_not_enter(draft: Round, ani: Any) -> None:
    client = Client()
    assert client.get(DESK_URL)["Location"].startswith("/akun/masuk/")
    client.force_login(ani)
    assert client.get(DESK_URL).status_code == 403


def test_the_list_costs_the_same_with_one_and_many(draft: Round, joko: Any, django_assert_num_queries: Any) -> None:
    client = desk(joko)
    client.get(DESK_URL)
    with django_assert_num_queries(7):
        client.get(DESK_URL)
    works = [option.proposal for option in draft.options.all()]
    for _ in range(15):
        create_round(by=joko, region=Region.objects.get(pk=DISTRICT), plan=make_plan(draft.cycle, works))
    with django_assert_num_queries(7):
        client.get(DESK_URL)


def test_the_desk_has_the_work_that_waits(draft: Round, counted: Round, joko: Any, citra: Any) -> None:
    room = DESK.rooms["pemungutan"]
    assert [(item.step, item.url) for item in room.queue(joko)] == [("Tetapkan hasil", f"{DESK_URL}{counted.pk}/")]
    assert room.tools(joko) == [("Pemungutan suara", DESK_URL)]
    assert room.queue(citra) == room.tools(citra) == []


def test_my_data_holds_my_vote_and_erasing_lets_go_of_me(opened: Round, ani: Any, budi: Any) -> None:
    room = PERSONAL_DATA.rooms["pemungutan"]
    nothing = {"suara": [], "suara_tersegel": []}
    assert room.collect(ani) == nothing
    cast_ballot(by=ani, round=opened, choices=[1, 3])
    cast_ballot(by=budi, round=opened, choices=[2])
    assert room.collect(ani) == nothing | {"suara_tersegel": [{"pemungutan": opened.title, "cara": "Daring"}]}
    assert [thing.title for thing in room.mine(ani)] == [opened.title]
    room.erase(ani)
    assert room.collect(ani) == nothing
    assert Envelope.objects.filter(replaced=False).count() == 2
