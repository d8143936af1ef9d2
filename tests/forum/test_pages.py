"""Pages of forums: what the office does by its forms, what everybody reads, and how many questions a page asks."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import pagecache
from musrenbang.models import Forum, ForumItem, MinutesLine, Score
from musrenbang.services.criteria import ensure_criteria
from musrenbang.services.ranking import arrange
from tests.conftest import KERTOSARI
from tests.factories import desk_login
from tests.forum.makers import items, make_work, score_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Any, joko: Any) -> Any:
    desk_login(client, joko)
    return client


def key(page: Any, name: str) -> str:
    """The key of one form of a page."""
    return str(page.context["forms"][name]["kunci"].value())


def test_a_forum_from_plan_to_closing_by_forms(desk: Any, works: Any, cycle: Any) -> None:
    ensure_criteria()
    address = f"/petugas/forum/baru/{cycle.pk}/"
    form = desk.get(address).context["form"]
    data = {
        "kunci": form["kunci"].value(),
        "kind": "kecamatan",
        "region": "33.23.03",
        "title": "Musrenbang Kecamatan",
        "day": "2027-02-11",
        "place": "Pendopo",
        "women_target": "30",
        "criteria": form.fields["criteria"].queryset.get().pk,
        "ceiling": "150.000.000",
    }
    bad = desk.post(address, data | {"day": "besok"})
    assert bad.status_code == 200
    assert "Tulis tanggal" in bad.content.decode()
    assert desk.post(address, data).status_code == 302
    assert desk.post(address, data).status_code == 302, "the same form again"
    forum = Forum.objects.get()
    run = f"/petugas/forum/{forum.pk}/"
    for deed in ("take_in", "open"):
        page = desk.get(run)
        assert desk.post(f"{run}{deed}/", {"kunci": key(page, deed)}).status_code == 302
    sheet = desk.get(f"{run}nilai/")
    filled = {"kunci": sheet.context["form"]["kunci"].value()}
    for item in items(forum).values():
        filled |= {f"n{item.pk}_urgensi": str(item.number), f"n{item.pk}_kerusakan": "3"}
    assert desk.post(f"{run}nilai/", filled).status_code == 302
    assert desk.post(f"{run}nilai/", filled).status_code == 302
    assert Score.objects.count() == 8
    assert desk.post(f"{run}arrange/", {"kunci": key(desk.get(run), "arrange")}).status_code == 302
    page = desk.get(run)
    assert desk.post(f"{run}settle/", {"kunci": key(page, "settle"), "expected": "4"}).status_code == 302
    assert (
        desk.post(f"{run}minutes/", {"kunci": key(desk.get(run), "minutes"), "text": "Rapat dibuka."}).status_code
        == 302
    )
    assert MinutesLine.objects.get().text == "Rapat dibuka."
    assert (
        desk.post(f"{run}present/", {"kunci": key(desk.get(run), "present"), "men": "57", "women": "30"}).status_code
        == 302
    )
    assert desk.post(f"{run}close/", {"kunci": key(desk.get(run), "close")}).status_code == 302
    forum.refresh_from_db()
    assert (forum.state, forum.present, forum.women_share) == ("ditutup", 87, 34)


def test_decisions_on_the_page_of_one_proposal(desk: Any, forum: Forum) -> None:
    one = items(forum)[1]
    address = f"/petugas/forum/{forum.pk}/usulan/{one.pk}/"
    page = desk.get(address)
    data = {"kunci": key(page, "decide"), "seen": "", "decision": "tidak_disepakati", "reason": "", "note": "Pendek"}
    bad = desk.post(f"{address}decide/", data)
    assert bad.status_code == 200
    assert "Pilih alasan." in bad.content.decode()
    assert "Pendek" in bad.content.decode()
    good = data | {"reason": "lahan_belum_jelas", "note": "Status lahan masih dibahas dengan pemilik."}
    assert desk.post(f"{address}decide/", good).status_code == 302
    assert ForumItem.objects.get(pk=one.pk).decision == "tidak_disepakati"
    stale = desk.post(f"{address}decide/", {**good, "kunci": "5f0c9d8e-0000-4000-8000-000000000001"})
    assert "petugas lain" in stale.content.decode()


def test_what_everybody_reads(client: Any, forum: Forum, joko: Any, dewi: Any) -> None:
    score_all(forum, {"joko": joko, "dewi": dewi})
    arrange(by=joko, forum=forum)
    html = client.get(f"/forum/{forum.pk}/").content.decode()
    assert "melebihi sisa pagu Rp54.000.000, kurang Rp191.000.000" in html
    assert "bahan pertimbangan" in html
    one = client.get(f"/forum/{forum.pk}/usulan/1/").content.decode()
    assert "Skor 89,43 dari 100, rata-rata 2 penilai." in one
    assert "44,3%" in one
    assert "Talud Kali Kuas" in client.get(f"/forum/{forum.pk}/layar/").content.decode()
    part = client.get(f"/forum/{forum.pk}/layar/isi/").content.decode()
    assert "Rp150\u00a0juta" in part
    assert "csrf" not in html + one + part


def test_a_prepared_forum_is_nobodys_business(client: Any, prepared: Forum) -> None:
    for rest in ("", "layar/", "layar/isi/", "usulan/1/", "berita-acara/", "berita-acara/1.json"):
        assert client.get(f"/forum/{prepared.pk}/{rest}").status_code == 404
    assert prepared.title not in client.get("/forum/").content.decode()


def test_words_a_moderator_hid_stay_hidden_in_public(client: Any, forum: Forum) -> None:
    proposal = items(forum)[1].proposal
    type(proposal).objects.filter(pk=proposal.pk).update(hidden_reason="data_pribadi")
    for rest in ("", "layar/", "layar/isi/", "usulan/1/"):
        html = client.get(f"/forum/{forum.pk}/{rest}").content.decode()
        assert "Talud Kali Kuas" not in html
        assert "Usulan disembunyikan" in html


@pytest.mark.parametrize("count", [60, 600])
def test_the_forum_asks_the_same_few_questions_whatever_its_size(
    client: Any, prepared: Forum, joko: Any, ani: Any, count: int
) -> None:
    first = ForumItem.objects.filter(forum=prepared).select_related("proposal").first()
    assert first is not None
    make_many(prepared, first, ani, count)
    Forum.objects.filter(pk=prepared.pk).update(state="dibuka", opened_at="2027-02-11T01:00Z", current=first)
    prepared.refresh_from_db()
    for address in ("layar/", "layar/isi/", "", "usulan/1/"):
        pagecache.clear()
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/forum/{prepared.pk}/{address}").status_code == 200
        assert len(asked) <= 12, (address, len(asked))
    desk_login(client, joko)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/petugas/forum/{prepared.pk}/").status_code == 200
    assert len(asked) <= 20, len(asked)


def make_many(forum: Forum, like: ForumItem, by: Any, count: int) -> None:
    for n in range(5, count + 1):
        work = make_work(forum.cycle, by, n, f"Usulan {n}", KERTOSARI, n, n)
        ForumItem.objects.create(
            forum=forum,
            proposal=work,
            number=n,
            kind="fisik",
            category_id=like.category_id,
            village_id=KERTOSARI,
            cost=n * 1_000_000,
            households=n,
            submitted_at=work.submitted_at,
            score=20 + n % 80,
            rank=n,
        )
