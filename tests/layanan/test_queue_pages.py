"""The queue's pages: a phone draws a number and follows it, counters call, the board shows, the kiosk gives slips."""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from layanan.models import QueueOffice, Ticket
from layanan.queries import waiting
from layanan.services import calling
from layanan.states import TicketState
from tests.factories import desk_login
from tests.layanan.queue_world import call, counter, make_office, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def at_desk(user: Any) -> Client:
    client = Client()
    desk_login(client, user)
    return client


def draw(client: Client, office: QueueOffice, at: str = "ambil", **more: Any) -> Any:
    sent = {"kunci": uuid.uuid4(), "service": office.services.get(prefix="A").pk, "priority": ""} | more
    return client.post(f"/antrean/{at}/{office.slug}/", sent)


def test_a_phone_draws_one_number_and_follows_it(office: QueueOffice, joko: Any) -> None:
    phone = Client()
    first = draw(phone, office, priority="lansia")
    ticket = Ticket.objects.get()
    assert (ticket.channel, ticket.priority, ticket.arrived_at) == ("ponsel", "lansia", None)
    assert first.url == f"/antrean/t/{ticket.token}/"
    assert draw(phone, office).url == first.url  # one open number for each phone and service
    assert draw(Client(), office).url != first.url
    page = phone.get(first.url).content.decode()
    assert "Nomor A-001" in page
    assert "Saya sudah di kantor" in page
    call(joko, office)
    assert "Silakan menuju Loket 1" in phone.get(first.url).content.decode()


def test_a_wrong_choice_keeps_the_form(office: QueueOffice) -> None:
    answer = draw(Client(), office, service=999)
    assert answer.status_code == 200
    assert "Pilih layanan dari daftar" in answer.content.decode()
    assert Ticket.objects.count() == 0


def test_nobody_guesses_a_number(office: QueueOffice) -> None:
    take(office)
    for address in ("/antrean/t/0/", "/antrean/t/0/kini/", "/antrean/t/0/cetak/", "/antrean/t/0/batal/"):
        assert Client().get(address).status_code == 404
    assert Client().get(f"/antrean/t/{Ticket.objects.get().token}/hapus/").status_code == 404
    assert Client().get("/antrean/papan/tidak-ada/").status_code == 404


def test_an_unchanged_poll_is_nearly_empty(office: QueueOffice, joko: Any, django_assert_num_queries: Any) -> None:
    address = f"/antrean/t/{take(office).token}/kini/"
    first = Client().get(address)
    with django_assert_num_queries(1):
        again = Client().get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again.cookies) == (304, b"", {})
    assert "Content-Security-Policy" not in again
    call(joko, office)
    assert Client().get(address, headers={"if-none-match": first["ETag"]}).status_code == 200


SERVERS_OWN = 81  # bytes that gunicorn adds: its name (18), the date (37), the connection (24), the end (2)


@pytest.mark.parametrize("address", ["/antrean/papan/kecamatan/kini/", "ticket"])
def test_an_unchanged_poll_has_at_most_300_bytes(office: QueueOffice, address: str) -> None:
    ticket = take(office)
    path = f"/antrean/t/{ticket.token}/kini/" if address == "ticket" else address
    first = Client().get(path)
    again = Client().get(path, headers={"if-none-match": first["ETag"]})
    head = "HTTP/1.1 304 Not Modified\r\n" + "".join(f"{name}: {value}\r\n" for name, value in again.items())
    assert (again.status_code, again.content, again.cookies) == (304, b"", {})
    assert "Content-Security-Policy" not in again
    assert len(head) + SERVERS_OWN <= 300, head


@pytest.mark.parametrize("deed", ["batal", "datang"])
def test_a_deed_of_the_holder_is_asked_once(office: QueueOffice, deed: str) -> None:
    draw(Client(), office)
    ticket = Ticket.objects.get()
    address = f"/antrean/t/{ticket.token}/{deed}/"
    assert Client().get(address).status_code == 200
    assert Client().post(address).status_code == 200  # without its key nothing happens
    answer = Client().post(address, {"kunci": uuid.uuid4()})
    assert answer.url == ticket.get_absolute_url()
    done = Ticket.objects.get()
    assert (done.state == TicketState.CANCELLED) == (deed == "batal")
    assert (done.arrived_at is not None) == (deed == "datang")


def test_who_was_skipped_says_i_am_here(office: QueueOffice, joko: Any) -> None:
    ticket = take(office)
    calling.skip(by=joko, ticket=call(joko, office))
    assert "Saya sudah di sini" in Client().get(ticket.get_absolute_url()).content.decode()
    Client().post(f"/antrean/t/{ticket.token}/kembali/", {"kunci": uuid.uuid4()})
    assert Ticket.objects.get().state == TicketState.WAITING
    again = Client().post(f"/antrean/t/{ticket.token}/kembali/", {"kunci": uuid.uuid4()})
    assert (again.status_code, "tidak dapat dilakukan" in again.content.decode()) == (200, True)


def test_the_board_shows_numbers_and_counters_only(office: QueueOffice, joko: Any) -> None:
    take(office), take(office, "B")
    call(joko, office)
    page = Client().get("/antrean/papan/kecamatan/").content.decode()
    assert "<b>A-001</b> <span>Loket 1</span>" in page
    assert joko.full_name not in page
    assert 'Menunggu <b class="num">1</b>' in page
    calling.skip(by=joko, ticket=Ticket.objects.get(prefix="A"))
    assert "<b>A-001</b> <span>Ditunda</span>" in Client().get("/antrean/papan/kecamatan/").content.decode()
    part = Client().get("/antrean/papan/kecamatan/kini/")
    assert Client().get("/antrean/papan/kecamatan/kini/", headers={"if-none-match": part["ETag"]}).status_code == 304


def test_the_kiosk_is_made_by_an_officer(office: QueueOffice, joko: Any, ani: Any) -> None:
    assert draw(Client(), office, "kios").status_code == 403
    assert Ticket.objects.count() == 0
    browser = at_desk(joko)
    browser.post("/petugas/antrean/kios/kecamatan/")
    answer = draw(browser, office, "kios")
    assert answer.url == f"/antrean/t/{Ticket.objects.get().token}/cetak/"
    assert Ticket.objects.get().channel == "kios"
    slip = Client().get(answer.url).content.decode()
    assert "A-001" in slip
    assert "<svg" in slip
    assert "Waktu tunggu" in slip
    shown = browser.get("/antrean/kios/kecamatan/").content.decode()
    assert shown.count('type="radio"') == 5  # every choice lies open to the finger
    assert 'class="footer"' not in shown
    assert 'href="/antrean/kios/kecamatan/">Selesai' in browser.get(answer.url).content.decode()
    assert ">Selesai" not in slip
    other = make_office("lain")
    assert draw(browser, other, "kios").status_code == 403


def test_the_counters_page(office: QueueOffice, joko: Any) -> None:
    first, second = take(office), take(office, priority="hamil")
    desk, here = at_desk(joko), f"/petugas/antrean/loket/{counter(office).pk}/"
    assert "Loket kosong" in desk.get(here).content.decode()
    desk.post(here + "panggil/", {"seen": 0})
    desk.post(here + "panggil/", {"seen": 0})  # pressed twice
    assert Ticket.objects.get(pk=first.pk).state == TicketState.CALLED
    page = desk.get(here).content.decode()
    assert "A-001, Legalisasi" in page
    assert "Ibu hamil" in page
    desk.post(f"{here}{first.pk}/alihkan/", {"service": office.services.get(prefix="B").pk})
    assert Ticket.objects.get(pk=first.pk).service.name == "Surat keterangan"
    desk.post(here + "panggil/", {"seen": 0})
    desk.post(f"{here}{first.pk}/lewati/")
    assert Ticket.objects.get(pk=first.pk).state == TicketState.PARKED
    assert "Ditunda" in desk.get(here).content.decode()
    assert desk.post(f"{here}{second.pk}/hapus/").status_code == 404


def test_the_desk_leads_officers_to_the_counters(office: QueueOffice, joko: Any, dewi: Any) -> None:
    way = 'href="/petugas/antrean/"'
    assert way in at_desk(joko).get("/petugas/").content.decode()
    assert way not in at_desk(dewi).get("/petugas/").content.decode()


def test_lists_cost_the_same_for_one_and_thirty(office: QueueOffice, joko: Any) -> None:
    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(address).status_code == 200
        return len(asked)

    desk, here = at_desk(joko), f"/petugas/antrean/loket/{counter(office).pk}/"
    addresses = ("/antrean/", "/antrean/papan/kecamatan/", here)
    take(office)
    for address in addresses:
        cost(address)  # what is kept is kept
    one = [cost(address) for address in addresses]
    for _ in range(30):
        take(office)
    waiting.promises_of(Ticket.objects.first().queue_day)  # type: ignore[union-attr]
    for address in addresses:
        cost(address)
    assert [cost(address) for address in addresses] == one
    assert max(one[:2]) <= 12


def test_before_an_office_is_made_its_officers_find_an_empty_list(places: None, joko: Any, dewi: Any) -> None:
    desk = at_desk(joko)
    assert "/petugas/antrean/" in desk.get("/petugas/").content.decode()
    answer = desk.get("/petugas/antrean/")
    assert (answer.status_code, "Belum ada loket" in answer.content.decode()) == (200, True)
    assert at_desk(dewi).get("/petugas/antrean/").status_code == 403
    assert "/petugas/antrean/" not in at_desk(dewi).get("/petugas/").content.decode()
