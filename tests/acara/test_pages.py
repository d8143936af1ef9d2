"""Pages: what they show, to whom, with how many questions; no token on kept pages."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from acara import services
from acara.models import Event, Registration
from core import pagecache
from tests.acara.conftest import NOTE, announced, people, planned, starting
from tests.factories import desk_login

pytestmark = pytest.mark.django_db


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content.decode()


def test_a_plan_is_seen_by_nobody(client: Client, citra: Any, ani: Any) -> None:
    event = planned(citra, title="Rapat tertutup")
    client.force_login(ani)
    for rest in ("", "acara.ics", "daftar/", "tiket/"):
        assert client.get(f"/acara/{event.pk}/{rest}").status_code == 404
    for url in ("/acara/", "/acara/kalender/", "/acara/acara.ics", "/acara/atom.xml", "/"):
        assert "Rapat tertutup" not in page(client, url)


def test_the_public_pages_tell_counts_and_no_names(client: Client, citra: Any, ani: Any) -> None:
    event = announced(citra, capacity=5)
    services.register(by=ani, event=event, places=2)
    for url in ("/acara/", f"/acara/{event.pk}/"):
        text = page(client, url)
        assert "Ani Lestari" not in text
        assert "csrfmiddlewaretoken" not in text
        assert "3</b> dari 5" in text or "Sisa 3 dari 5" in text
    assert "Cache-Control" in client.get(f"/acara/{event.pk}/").headers


def test_held_events_show_the_sums(client: Client, citra: Any) -> None:
    event = starting(citra)
    for name, sex in (("Siti Aminah", "P"), ("Pak Darmo", "L"), ("Bu Tini", "P")):
        services.check_in(by=citra, event=event, guest=services.Details(name=name, sex=sex, unsur="pkk"))
    with time_machine.travel(event.ends_at, tick=False):
        services.hold_event(by=citra, event=event)
        text = page(client, f"/acara/{event.pk}/")
    assert "3 orang hadir, 2 perempuan dan 1 laki-laki (67% perempuan)." in text
    assert "Siti Aminah" not in text


def test_a_cancelled_event_says_why(client: Client, citra: Any) -> None:
    event = announced(citra)
    services.cancel_event(by=citra, event=event, note=NOTE)
    assert NOTE in page(client, f"/acara/{event.pk}/")
    assert client.get(f"/acara/{event.pk}/acara.ics").status_code == 404


def test_registering_without_a_script(client: Client, citra: Any, ani: Any) -> None:
    event = announced(citra, capacity=1)
    url = f"/acara/{event.pk}/daftar/"
    assert client.get(url).status_code == 302
    client.force_login(ani)
    form = client.get(url).context["form"]
    data = {"kunci": str(form["kunci"].value()), "places": "1", "need": "isyarat", "sex": "P", "unsur": "pkk"}
    assert client.post(url, {**data, "places": "banyak"}).status_code == 200
    answer = client.post(url, data)
    assert (answer.status_code, answer.url) == (302, f"/acara/{event.pk}/tiket/")
    mine = Registration.objects.get()
    assert (mine.person, mine.name, mine.need, mine.sex, mine.unsur) == (ani, "Ani Lestari", "isyarat", "P", "pkk")
    text = page(client, answer.url)
    assert mine.code_spaced in text
    assert "<svg" in text
    assert client.get(url).status_code == 302
    assert client.post(url, data).url == answer.url
    assert Registration.objects.count() == 1


def test_a_ticket_is_ones_own(client: Client, citra: Any, ani: Any, budi: Any) -> None:
    event = announced(citra)
    services.register(by=ani, event=event)
    client.force_login(budi)
    for rest in ("tiket/", "tiket/batal/", "tiket/terima/"):
        assert client.get(f"/acara/{event.pk}/{rest}").status_code == 404


def test_giving_back_and_accepting_by_form(client: Client, citra: Any, ani: Any, budi: Any) -> None:
    event = announced(citra, capacity=1, offer_hours=24)
    services.register(by=ani, event=event)
    services.register(by=budi, event=event)
    client.force_login(ani)
    url = f"/acara/{event.pk}/tiket/batal/"
    key = str(client.get(url).context["form"]["kunci"].value())
    assert client.post(url, {"kunci": key}).url == f"/acara/{event.pk}/"
    client.force_login(budi)
    assert "Terima sebelum" in page(client, f"/acara/{event.pk}/tiket/")
    url = f"/acara/{event.pk}/tiket/terima/"
    key = str(client.get(url).context["form"]["kunci"].value())
    assert client.post(url, {"kunci": key}).url == f"/acara/{event.pk}/tiket/"
    assert Registration.objects.get(person=budi).state == "terdaftar"


def test_calendar_files_and_the_feed(client: Client, citra: Any) -> None:
    event = announced(citra, title="Rapat; kampung, kita")
    one = client.get(f"/acara/{event.pk}/acara.ics").content.decode()
    many = client.get("/acara/acara.ics").content.decode()
    for text in (one, many):
        assert text.count("BEGIN:VEVENT") == 1
        assert "SUMMARY:Rapat\\; kampung\\, kita" in text
        assert text.startswith("BEGIN:VCALENDAR\r\n")
        assert text.endswith("END:VCALENDAR\r\n")
    assert f"urn:partisipasi:acara:{event.pk}" in page(client, "/acara/atom.xml")


@pytest.mark.parametrize(
    "query", ["bulan=2027-13", "bulan=0000-01", "bulan=x", "jenis=__class__", "wilayah=99", "halaman=x"]
)
def test_nonsense_in_the_address_does_not_count(client: Client, places: None, query: str) -> None:
    page(client, f"/acara/?{query}")
    page(client, f"/acara/kalender/?{query}")


def test_the_month_and_its_filters(client: Client, citra: Any, joko: Any) -> None:
    start = timezone.now() + timedelta(days=3)
    announced(citra, title="Rapat Kertosari", starts_at=start)
    announced(joko, title="Sosialisasi kecamatan", starts_at=start, region="33.23.03", kind="sosialisasi")
    month = f"{timezone.localtime(start):%Y-%m}"
    everything = page(client, f"/acara/kalender/?bulan={month}")
    assert "Rapat Kertosari" in everything
    assert "Sosialisasi kecamatan" in everything
    guntur = page(client, f"/acara/kalender/?bulan={month}&wilayah=33.23.03.2017")
    assert "Rapat Kertosari" not in guntur
    assert "Sosialisasi kecamatan" in guntur
    assert "Sosialisasi kecamatan" not in page(client, f"/acara/kalender/?bulan={month}&jenis=rapat")


LISTS = ["/acara/", "/acara/kalender/", "/acara/atom.xml", "/acara/acara.ics"]


@pytest.mark.parametrize("url", LISTS)
def test_lists_ask_as_much_for_one_as_for_thirty(client: Client, citra: Any, url: str) -> None:
    def asked() -> int:
        pagecache.clear()
        client.get(url)
        pagecache.clear()
        with CaptureQueriesContext(
            connection,
        ) as caught:
            client.get(url)
        return len(caught)

    announced(citra)
    few = asked()
    for n in range(29):
        announced(citra, title=f"Rapat ke-{n}")
    assert asked() == few <= 12


def test_the_page_of_an_event_is_cheap(
    client: Client, citra: Any, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    event = announced(citra)
    page(client, f"/acara/{event.pk}/")
    with django_assert_max_num_queries(12):
        page(client, f"/acara/{event.pk}/?baru=1")


DESK = ["", "peserta/", "hadir/", "hadir/?cari=warga", "lembar/", "lembar/cetak/", "luring/", "luring/peserta.json"]


@pytest.mark.parametrize("rest", DESK)
def test_desk_pages_ask_as_much_for_one_as_for_thirty(client: Client, citra: Any, rest: str) -> None:
    event = starting(citra)
    desk_login(client, citra)
    crowd = people(30)

    def come(some: list[Any]) -> int:
        for one in some:
            mine = services.register(by=one, event=event)
            services.check_in(by=citra, event=event, registration=mine)
        client.get(f"/petugas/acara/{event.pk}/{rest}")
        with CaptureQueriesContext(connection) as caught:
            assert client.get(f"/petugas/acara/{event.pk}/{rest}").status_code == 200
        return len(caught)

    few = come(crowd[:1])
    assert come(crowd[1:]) == few <= 22


def test_a_room_gives_its_event_a_page(client: Client, citra: Any) -> None:
    event = services.link_event(event=planned(citra), page="/forum/7/")
    event = services.announce_event(by=citra, event=event)
    assert event.get_absolute_url() == "/forum/7/"
    assert event.topic.url == "/forum/7/"
    assert 'href="/forum/7/"' in page(client, "/acara/")
    assert Event.objects.get().own_url == f"/acara/{event.pk}/"
