"""One queue for kiosk, phone, booked time and application number; calls on the board; a cut of the network and back.

The officer's computer, the kiosk and a phone are browsers of their own. Offline, the kiosk gives numbers from its block
and the counter calls those named for it and a number typed from a slip; the board in its second window follows.
"""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from layanan.models import QueueOffice, ServiceEvent, Ticket
from layanan.queries import waiting
from layanan.queries.slots import free_slots
from layanan.services.devices import COOKIE, enrol
from layanan.states import EventKind, TicketState
from tests.browser.conftest import assert_well_made, keep_picture
from tests.factories import desk_login
from tests.layanan.queue_world import counter, make_office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE = 30_000


@pytest.fixture
def office(places: None) -> QueueOffice:
    """Open at this very moment."""
    waiting.forget()
    made = make_office()
    QueueOffice.objects.update(opens="00:00", issues_from="00:00", closes="23:59:59", weekdays="1234567")
    made.refresh_from_db()
    return made


def as_officer(page: Page, user: Any, live_server: Any) -> None:
    client = Client()
    desk_login(client, user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])


def as_device(page: Page, told: str, live_server: Any) -> None:
    page.context.add_cookies([{"name": COOKIE, "value": told, "url": live_server.url}])


def draw(page: Page, office: QueueOffice, service: str, priority: str = "") -> Ticket:
    """A number by phone."""
    page.goto(f"/antrean/ambil/{office.slug}/")
    page.get_by_label(service, exact=True).first.check()
    if priority:
        page.locator("[name=priority]").select_option(priority)
    assert_well_made(page, "antrean-ambil")
    page.get_by_role("button", name="Ambil nomor").click()
    page.wait_for_url("**/antrean/t/**")
    return Ticket.objects.latest("pk")


def comes_true(page: Page, words: str) -> None:
    """Wait until an expression is true; the page's policy lets nothing be evaluated in it for us."""
    for _ in range(PATIENCE // 250):
        if page.evaluate(words):
            return
        page.wait_for_timeout(250)
    raise AssertionError(words)


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()


def test_one_queue_for_all_ways(
    open_page: Callable[..., Page], live_server: Any, office: QueueOffice, joko: Any
) -> None:
    phone, desk, hall, kiosk = open_page(360), open_page(1280), open_page(1920), open_page(1080)
    as_officer(desk, joko, live_server)
    as_device(kiosk, enrol(by=joko, office=office)[1], live_server)
    hall.goto(f"/antrean/papan/{office.slug}/")
    hall.get_by_role("button", name="Mulai suara").click()

    kiosk.goto(f"/antrean/kios/{office.slug}/")
    assert_well_made(kiosk, "antrean-kios")
    kiosk.get_by_role("button", name="Legalisasi").click()
    kiosk.wait_for_url("**/cetak/")
    keep_picture(kiosk, "antrean-slip")
    assert kiosk.locator(".qr svg").is_visible()
    walk_in = Ticket.objects.get()
    mine = draw(phone, office, "Surat keterangan", "lansia")
    assert_well_made(phone, "antrean-nomor")
    phone.get_by_role("link", name="Saya sudah di kantor").click()
    press(phone, "Saya sudah di kantor")

    phone.context.clear_cookies()
    phone.goto(f"/antrean/janji/{office.slug}/")
    assert_well_made(phone, "antrean-janji")
    if free_slots(office, timezone.localdate()):
        phone.locator("[name=slot]").select_option(index=1)
        phone.get_by_label("Legalisasi", exact=True).first.check()
        phone.get_by_role("button", name="Pesan jam").click()
        phone.wait_for_url("**/antrean/t/**")
        assert Ticket.objects.get(channel="janji").state == TicketState.BOOKED

    Ticket.objects.filter(pk=walk_in.pk).update(clock_at=timezone.now() - timedelta(minutes=30))
    place = f"/petugas/antrean/loket/{counter(office).pk}/"
    desk.goto(place)
    press(desk, "Panggil berikutnya")
    assert_well_made(desk, "antrean-loket")
    called = Ticket.objects.get(state=TicketState.CALLED)
    assert called == walk_in
    expect(hall.locator("[data-panggil] b")).to_have_text(called.label, timeout=PATIENCE)
    words = "lonceng nomor huruf-a satu silakan loket satu"
    expect(hall.locator("[data-bunyi]")).to_have_attribute("data-kata", words, timeout=PATIENCE)
    assert "/suara/" in str(hall.evaluate("document.querySelector('[data-bunyi]').src"))
    height = hall.locator("[data-panggil] b").bounding_box()
    assert height is not None
    assert height["height"] >= 108
    assert_well_made(hall, "antrean-papan")

    press(desk, "Panggil lagi")
    press(desk, "Lewati")
    press(desk, "Kembali ke antrean")
    press(desk, "Panggil berikutnya")
    assert Ticket.objects.get(state=TicketState.CALLED) == mine
    phone.goto(mine.get_absolute_url())
    expect(phone.get_by_text("Silakan menuju Loket 1.")).to_be_visible()
    desk.locator("[name=service]").select_option(label="Legalisasi")
    press(desk, "Alihkan")
    assert Ticket.objects.get(pk=mine.pk).service.name == "Legalisasi"
    kinds = list(ServiceEvent.objects.filter(ticket=walk_in).order_by("id").values_list("kind", flat=True))
    assert [k for k in kinds if k != "promise"] == ["issue", "call", "recall", "skip", "return"]


def test_the_network_drops_and_comes_back(
    open_page: Callable[..., Page], live_server: Any, office: QueueOffice, joko: Any
) -> None:
    kiosk, one, two = open_page(1080), open_page(1280), open_page(1280)
    as_device(kiosk, enrol(by=joko, office=office)[1], live_server)
    for page, number in ((one, 1), (two, 2)):
        as_officer(page, joko, live_server)
        as_device(page, enrol(by=joko, office=office, counter=counter(office, number))[1], live_server)
    for number in range(8):
        Client().post(
            f"/antrean/ambil/{office.slug}/", {"kunci": uuid.uuid4(), "service": office.services.get(prefix="A").pk}
        )
        assert Ticket.objects.count() == number + 1
    kiosk.goto(f"/antrean/kios/{office.slug}/")
    board = one.context.new_page()
    board.goto(f"/antrean/papan/{office.slug}/")
    for page in (kiosk, one, two):
        if page is not kiosk:
            page.goto(f"/petugas/antrean/loket/{counter(office, 1 if page is one else 2).pk}/")
        comes_true(page, "JSON.parse(localStorage.getItem('antrean:bekal') || '{}').bekal")
        comes_true(page, "navigator.serviceWorker.ready.then(() => true)")
        page.reload()
        comes_true(page, "navigator.serviceWorker.controller !== null")
        page.wait_for_timeout(1500)
    for page in (kiosk, one, two):
        page.context.set_offline(True)
    kiosk.reload()  # the page itself is there without the server
    kiosk.get_by_role("button", name="Legalisasi").click()
    expect(kiosk.locator("[data-slip] .number")).to_have_text("A-400", timeout=PATIENCE)
    keep_picture(kiosk, "antrean-kios-luring")
    kiosk.locator("[data-slip] button").click()
    kiosk.get_by_role("button", name="Legalisasi").click()
    expect(kiosk.locator("[data-slip] .number")).to_have_text("A-401", timeout=PATIENCE)

    for page in (one, two):
        page.reload()
        expect(page.locator("[data-loket-luring]")).to_be_visible(timeout=PATIENCE)
        page.locator("[data-panggil]").click()
        page.locator("[data-layani]").click()
    keep_picture(one, "antrean-loket-luring")
    expect(board.locator("[data-panggil] b")).to_have_text("A-001", timeout=PATIENCE)
    one.locator("[data-ketik] input").fill("a400")
    one.get_by_role("button", name="Panggil nomor ini").click()
    expect(one.locator("p[data-kini]")).to_have_text("A-400")
    one.locator("[data-lewati]").click()
    for page in (two, one, kiosk):
        page.context.set_offline(False)
    for page in (two, one, kiosk):
        comes_true(page, "(localStorage.getItem('antrean:catatan') || '[]') === '[]'")
    told = ServiceEvent.objects.exclude(device="")
    kinds = sorted(told.values_list("kind", flat=True))
    assert kinds == sorted([*["issue"] * 2, *["call"] * 3, *["serve"] * 2, "finish", "skip"])
    calls = list(told.filter(kind=EventKind.CALL).values_list("ticket", flat=True))
    assert len(calls) == len(set(calls)) == 3
    assert Ticket.objects.get(number=400).state == TicketState.PARKED
    assert Ticket.objects.get(number=1).state == TicketState.DONE
    assert Ticket.objects.filter(number__in=[400, 401]).count() == 2
    assert not told.filter(at__lt=timezone.now() - timedelta(hours=1)).exists()
