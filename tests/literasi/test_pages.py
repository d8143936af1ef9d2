"""Pages: what is on them, the same questions for one and thirty, three taps without a script, files to take along."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from core import pagecache
from literasi.models import Feedback, HandoutCount, TestSheet
from tests.conftest import KERTOSARI
from tests.factories import desk_login
from tests.literasi.conftest import announced, come, hold, planned, starting

pytestmark = pytest.mark.django_db
PUBLIC = ["/sesi/", "/sesi/kalender/", "/sesi/sesi.ics", "/sesi/atom.xml", "/sesi/bahan/", "/sesi/laporan/"]


def test_a_plan_is_nobodys_business(client: Client, fajar: Any) -> None:
    session = planned(fajar, title="Sesi rahasiaxyz")
    for url in (*PUBLIC, "/sesi/laporan.csv"):
        assert "rahasiaxyz" not in client.get(url).getvalue().decode(), url
    for rest in ("", "bahan.html", "bahan.pdf", "pendapat/"):
        assert client.get(f"{session.get_absolute_url()}{rest}").status_code == 404, rest


def test_the_list_is_narrowed_and_says_what_fits(client: Client, fajar: Any) -> None:
    announced(fajar, title="Belajar A")
    body = client.get(f"/sesi/?tema=mengusulkan&wilayah={KERTOSARI}&untuk=sesi").content.decode()
    assert "Belajar A" in body
    assert "Belajar A" not in client.get("/sesi/?tema=memilih").content.decode()
    assert "Belajar A" in client.get("/sesi/?tema=bohong&untuk=%00&wilayah=x").content.decode()


@pytest.mark.parametrize(
    ("url", "queries"), [("/sesi/", 5), ("/sesi/kalender/", 4), ("/sesi/sesi.ics", 2), ("/sesi/laporan/", 10)]
)
def test_as_many_questions_for_thirty_as_for_one(
    client: Client, fajar: Any, django_assert_num_queries: Any, url: str, queries: int
) -> None:
    def ask() -> None:
        pagecache.clear()
        with django_assert_num_queries(queries):
            client.get(url)

    hold(fajar, announced(fajar))
    announced(fajar)
    client.get(url)  # the place is kept from now on
    ask()
    for _ in range(6):
        hold(fajar, announced(fajar))
        announced(fajar)
    ask()


def test_three_taps_without_a_script(client: Client, fajar: Any) -> None:
    session = hold(fajar, starting(fajar))
    url = f"/sesi/{session.pk}/pendapat/"
    body = client.get(url).content.decode()
    key = re.search(r'name="kunci" value="([^"]+)"', body)
    assert key
    data = {"kunci": key.group(1)}
    for name in ("clear", "useful", "welcome"):
        assert f'name="{name}" value="3"' in body
        data[name] = "3"
        body = client.post(url, data).content.decode()
    assert "Terima kasih" in body
    client.post(url, data)
    assert list(Feedback.objects.values_list("clear", "useful", "welcome")) == [(3, 3, 3)]
    assert client.post(url, data | {"clear": "9"}).status_code == 200
    assert client.post(url, {"kunci": "x", "clear": "3", "useful": "3", "welcome": "3"}).status_code == 200
    assert Feedback.objects.count() == 1


def test_paper_sheets_with_a_mistake_keep_what_was_typed(client: Client, fajar: Any, quiz: Any) -> None:
    session = starting(fajar, quiz=quiz)
    one, two = come(fajar, session, ["Siti", "Darmo"])
    desk_login(client, fajar)
    url = f"/petugas/sesi/{session.pk}/lembar/sebelum/"
    key = re.search(r'name="kunci" value="([^"]+)"', client.get(url).content.decode())
    assert key
    body = client.post(url, {"kunci": key.group(1), f"p{one.pk}": "ab", f"p{two.pk}": "ax"}).content.decode()
    assert 'value="ab"' in body
    assert 'value="ax"' in body
    assert TestSheet.objects.count() == 0
    client.post(url, {"kunci": key.group(1), f"p{one.pk}": "ab", f"p{two.pk}": ""})
    assert [(row.attendance_id, row.answers) for row in TestSheet.objects.all()] == [(one.pk, "ab")]


def test_the_shared_phone_takes_one_participant_after_another(client: Client, fajar: Any, quiz: Any) -> None:
    session = starting(fajar, quiz=quiz)
    (row,) = come(fajar, session, ["Siti"])
    desk_login(client, fajar)
    url = f"/petugas/sesi/{session.pk}/tes/sebelum/{row.pk}/"
    key = re.search(r'name="kunci" value="([^"]+)"', client.get(url).content.decode())
    assert key
    answer = client.post(url, {"kunci": key.group(1), "soal_1": "a"})
    assert answer.url == f"/petugas/sesi/{session.pk}/tes/sebelum/"
    assert TestSheet.objects.get().answers == "a-"


def test_one_file_holds_everything_and_fetches_nothing(client: Client, fajar: Any) -> None:
    session = announced(fajar)
    names = ["menjawab-rancangan", "mengusulkan-kegiatan", "memilih-prioritas", "mengenali-penipuan"]
    type(session).objects.filter(pk=session.pk).update(materials=[*names, "hilang"])
    answer = client.get(f"/sesi/{session.pk}/bahan.html")
    body = answer.getvalue().decode()
    assert len(body) < 10_000_000
    assert body.count("<svg") >= 8
    assert answer["Content-Disposition"].startswith("attachment")
    assert re.findall(r'(?:src|href)="(?!#)[^"]*"', body) == []
    assert "@import" not in body
    assert "url(" not in body
    assert client.get(f"/sesi/{session.pk}/bahan.pdf?kertas=a4").getvalue()[:5] == b"%PDF-"
    client.get("/sesi/bahan/menjawab-rancangan/")
    client.get("/sesi/bahan/menjawab-rancangan/")
    counts = dict(HandoutCount.objects.values_list("form", "count"))
    assert counts == {"html": 1, "pdf": 1, "lihat": 2}
    assert client.get("/sesi/bahan/tidak-ada/").status_code == 404


def test_the_question_is_put_to_who_came_alone(client: Client, fajar: Any, ani: Any) -> None:
    session = hold(fajar, starting(fajar), timedelta(days=31))
    type(session).objects.filter(pk=session.pk).update(asked_at=timezone.now())
    client.force_login(ani)
    assert client.get(f"/sesi/{session.pk}/dipakai/").status_code == 404


def test_the_desk_announces_by_one_button(client: Client, fajar: Any) -> None:
    session = planned(fajar)
    desk_login(client, fajar)
    body = client.get(session.desk_url).content.decode()
    key = re.search(r'name="kunci" value="([^"]+)"', body)
    assert key
    client.post(f"{session.desk_url}umumkan/", {"kunci": key.group(1)})
    session.event.refresh_from_db()
    assert session.event.state == "diumumkan"
