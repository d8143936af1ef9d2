"""Logging in: one limit per account, neighbours untouched, the same words for known and unknown, sessions that end."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from tests.factories import PASSWORD

LOGIN = "/akun/masuk/"
WRONG = {"login": "ani", "password": "bukan-ini-777"}
NO_MATCH = "Nama atau nomor dan kata sandi tidak cocok."
WAIT = "Terlalu banyak percobaan."


def words(response: Any) -> str:
    assert response.status_code == 200, response
    return response.content.decode()


@pytest.mark.parametrize("login", ["ani", "ANI", " ani ", "ani@example.org", "Ani@Example.org"])
def test_username_and_mail_log_in(client: Any, ani: Any, login: str) -> None:
    assert client.post(LOGIN, {"login": login, "password": PASSWORD})["Location"] == "/akun/saya/"


def test_known_and_unknown_read_the_same(client: Any, ani: Any) -> None:
    pages = [
        words(client.post(LOGIN, {"login": login, "password": "salah-sekali-1"}))
        for login in ("ani", "tidak.ada", "tidak@ada.id", "081299999999")
    ]
    assert all(NO_MATCH in page for page in pages)
    strip = [
        page.replace(login, "")
        for page, login in zip(pages, ("ani", "tidak.ada", "tidak@ada.id", "081299999999"), strict=True)
    ]
    assert len({len(page.split("<main")[1].split("</main>")[0]) // 40 for page in strip}) == 1


def test_five_wrong_tries_shut_the_account_whatever_the_header_and_the_name_used(ani: Any) -> None:
    for n in range(5):
        login = ("ani", "ani@example.org")[n % 2]
        page = Client().post(LOGIN, {**WRONG, "login": login}, headers={"x-forwarded-for": f"10.0.{n}.1"})
        assert NO_MATCH in words(page)
    page = Client().post(LOGIN, {"login": "ani", "password": PASSWORD}, headers={"x-forwarded-for": "203.0.113.9"})
    assert WAIT in words(page)


def test_a_neighbour_behind_the_same_address_still_gets_in(ani: Any, budi: Any) -> None:
    for _ in range(8):
        Client().post(LOGIN, WRONG)
    assert Client().post(LOGIN, {"login": "budi", "password": PASSWORD})["Location"] == "/akun/saya/"


def test_changing_the_forwarded_header_does_not_dodge_the_limit_by_address(ani: Any, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_failed": "100/10m/key,20/10m/ip"}
    answers = []
    for n in range(25):
        client = Client()
        data = {"login": f"orang{n}", "password": "salah-sekali-1"}
        answers.append(words(client.post(LOGIN, data, headers={"x-forwarded-for": f"198.51.100.{n}"})))
    assert sum(WAIT in answer for answer in answers) == 5


def test_behind_a_trusted_proxy_the_last_hop_counts(ani: Any, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_failed": "100/10m/key,3/10m/ip"}
    for n in range(4):
        header = {"x-forwarded-for": f"1.2.3.{n}, 198.51.100.7"}
        last = Client().post(LOGIN, {"login": f"orang{n}", "password": "salah"}, headers=header)
    assert WAIT in words(last)
    other = Client().post(
        LOGIN, {"login": "ani", "password": PASSWORD}, headers={"x-forwarded-for": "1.2.3.1, 198.51.100.8"}
    )
    assert other.status_code == 302


@pytest.mark.parametrize("value", ["", "x" * 100_000, "\x00", "🙂" * 50, "\u202eani", "<script>", "'--"])
def test_hostile_logins_are_refused_in_words(client: Any, ani: Any, value: str) -> None:
    words(client.post(LOGIN, {"login": value, "password": "x"}))
    words(client.post(LOGIN, {"login": "ani", "password": value}))


def test_no_english_path_is_reachable(client: Any, ani: Any) -> None:
    for path in (
        "login/",
        "logout/",
        "signup/",
        "password/reset/",
        "password/change/",
        "email/",
        "2fa/",
        "confirm-email/",
    ):
        assert client.get(f"/akun/{path}").status_code == 404
        assert client.get(f"/accounts/{path}").status_code == 404


def test_next_never_leads_to_another_host(client: Any, ani: Any) -> None:
    response = client.post(
        f"{LOGIN}?next=https://jahat.example/", {"login": "ani", "password": PASSWORD, "next": "//jahat.example/"}
    )
    assert response["Location"] == "/akun/saya/"


def test_inactive_people_cannot_log_in_and_fall_out_of_their_session(client: Any, ani: Any) -> None:
    client.force_login(ani)
    assert client.get("/akun/saya/").status_code == 200
    User.objects.filter(pk=ani.pk).update(is_active=False)
    assert client.get("/akun/saya/").status_code == 302
    assert Client().post(LOGIN, {"login": "ani", "password": PASSWORD})["Location"] == "/akun/nonaktif/"
    assert NO_MATCH in words(Client().post(LOGIN, {"login": "ani", "password": "salah-sekali-1"}))


def test_a_new_password_ends_other_sessions_but_not_this_one(ani: Any) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        client.post(LOGIN, {"login": "ani", "password": PASSWORD})
    here.post("/akun/masuk/ulang/", {"password": PASSWORD})
    data = {"oldpassword": PASSWORD, "password1": "mangga-muda-77", "password2": "mangga-muda-77"}
    assert here.post("/akun/sandi/", data)["Location"] == "/akun/saya/"
    assert here.get("/akun/saya/").status_code == 200
    assert there.get("/akun/saya/").status_code == 302


def test_log_in_makes_a_new_session_key(client: Any, ani: Any) -> None:
    client.get(LOGIN)
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    client.post(LOGIN, {"login": "ani", "password": PASSWORD})
    assert client.session.session_key != before


def test_reset_reads_the_same_for_known_and_unknown(ani: Any) -> None:
    known = Client().post("/akun/sandi/lupa/", {"email": "ani@example.org"})
    unknown = Client().post("/akun/sandi/lupa/", {"email": "tidak@ada.id"})
    assert known.status_code == unknown.status_code == 302
    assert known["Location"] == unknown["Location"] == "/akun/sandi/lupa/terkirim/"
    assert [m.to for m in mail.outbox] == [["ani@example.org"]]


def test_reset_by_mail_works_once(ani: Any) -> None:
    Client().post("/akun/sandi/lupa/", {"email": "ani@example.org"})
    link = next(word for word in mail.outbox[0].body.split() if "/akun/sandi/lupa/" in word)
    client = Client()
    form_url = client.get(link)["Location"]
    assert client.get(form_url).status_code == 200
    data = {"password1": "mangga-muda-77", "password2": "mangga-muda-77"}
    assert client.post(form_url, data)["Location"] == "/akun/sandi/lupa/selesai/"
    ani.refresh_from_db()
    assert ani.check_password("mangga-muda-77")
    again = Client().get(link)
    assert again.status_code == 200  # the page that says the link is spent


def test_removing_the_address_leaves_null_and_room_for_others(client: Any, ani: Any, budi: Any) -> None:
    for user in (ani, budi):
        user.email = ""
        user.save()
    assert list(User.objects.values_list("email", flat=True)) == [None, None]


@pytest.mark.parametrize(
    "path",
    [
        "/akun/masuk/",
        "/akun/daftar/",
        "/akun/sandi/lupa/",
        "/akun/sandi/lupa/terkirim/",
        "/akun/sandi/lupa/selesai/",
        "/akun/kode/",
        "/akun/nonaktif/",
    ],
)
def test_pages_before_the_door_open(client: Any, places: None, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/akun/saya/",
        "/akun/saya/ubah/",
        "/akun/nomor/",
        "/akun/nomor/kode/",
        "/akun/data/",
        "/akun/data/hapus/",
        "/akun/data/unduh/",
        "/akun/surel/",
        "/akun/sandi/",
        "/akun/pengaman/",
    ],
)
def test_own_pages_ask_to_log_in(client: Any, ani: Any, path: str) -> None:
    assert client.get(path)["Location"].startswith("/akun/masuk/?next=")


@pytest.mark.parametrize(
    "path",
    [
        "/akun/saya/",
        "/akun/saya/ubah/",
        "/akun/nomor/",
        "/akun/nomor/kode/",
        "/akun/data/",
        "/akun/data/hapus/",
        "/akun/pengaman/",
        "/akun/keluar/",
    ],
)
def test_own_pages_open(client: Any, ani: Any, path: str) -> None:
    client.force_login(ani)
    response = client.get(path)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"] or "no-cache" in response["Cache-Control"]


def test_log_out_asks_by_get_and_acts_by_post(client: Any, ani: Any) -> None:
    client.force_login(ani)
    client.get("/akun/keluar/")
    assert client.get("/akun/saya/").status_code == 200
    client.post("/akun/keluar/")
    assert client.get("/akun/saya/").status_code == 302
