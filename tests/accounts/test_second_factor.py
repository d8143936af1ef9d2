"""Officers need an office and a second factor; the same wall stands before the back office."""

import io
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client

from accounts.models import Mandate
from accounts.services import end_mandate, sync_groups
from tests.factories import PASSWORD, desk_login

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
DESK = "/petugas/"


def code_now(secret: str = SECRET, ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


@pytest.fixture
def joko_with_factor(joko: Any) -> Any:
    TOTP.activate(joko, SECRET)
    return joko


def test_the_desk_sends_strangers_to_log_in_and_back(client: Any, joko: Any) -> None:
    assert client.get("/petugas/?jenis=Jawab")["Location"] == "/akun/masuk/?next=%2Fpetugas%2F%3Fjenis%3DJawab"


@pytest.mark.parametrize("who", ["ani", "budi"])
def test_citizens_find_the_desk_and_the_back_office_shut(client: Any, who: str, request: Any) -> None:
    client.force_login(request.getfixturevalue(who))
    for path in (DESK, "/petugas/warga/", "/petugas/mandat/", "/kelola/", "/kelola/login/", "/kelola/pages/"):
        assert client.get(path).status_code == 403


def test_an_officer_without_a_factor_is_sent_to_set_one_up(client: Any, joko: Any) -> None:
    client.post("/akun/masuk/", {"login": "joko", "password": PASSWORD})
    assert client.get(DESK)["Location"] == "/akun/pengaman/aplikasi/?next=%2Fpetugas%2F"
    assert client.get("/kelola/")["Location"] == "/akun/pengaman/aplikasi/?next=%2Fkelola%2F"


def test_setting_one_up_opens_the_desk(client: Any, joko: Any, monkeypatch: Any) -> None:
    # Inside the test's own transaction nothing commits: what waits for it must run where it would.
    monkeypatch.setattr(transaction, "on_commit", lambda work, using=None, robust=False: work())
    client.post("/akun/masuk/", {"login": "joko", "password": PASSWORD})
    again = client.get("/akun/pengaman/aplikasi/")
    assert again["Location"].startswith("/akun/masuk/ulang/")
    client.post(again["Location"], {"password": PASSWORD})
    page = client.get("/akun/pengaman/aplikasi/")
    secret = client.session["mfa.totp.secret"]
    assert page.status_code == 200
    assert client.post("/akun/pengaman/aplikasi/", {"code": "000000"}).status_code == 200
    done = client.post("/akun/pengaman/aplikasi/", {"code": code_now(secret)})
    assert done["Location"] == "/akun/pengaman/cadangan/"
    codes = client.get("/akun/pengaman/cadangan/")
    assert codes.status_code == 200
    assert "Ke meja petugas" in codes.content.decode()  # the way on after setting up
    assert client.get(DESK).status_code == 200


def test_logging_in_asks_for_the_code(client: Any, joko_with_factor: Any) -> None:
    step = client.post("/akun/masuk/?next=/petugas/", {"login": "joko", "password": PASSWORD, "next": DESK})
    assert step["Location"] == "/akun/pengaman/masuk/"
    assert client.get(DESK).status_code == 302
    assert client.get("/akun/pengaman/masuk/").status_code == 200
    assert client.post("/akun/pengaman/masuk/", {"code": "000000"}).status_code == 200
    assert client.post("/akun/pengaman/masuk/", {}).status_code == 200
    assert client.post("/akun/pengaman/masuk/", {"code": code_now()})["Location"] == DESK
    assert client.get(DESK).status_code == 200


def test_a_code_works_once(joko_with_factor: Any) -> None:
    code = code_now()
    for expected in (302, 200):
        client = Client()
        client.post("/akun/masuk/", {"login": "joko", "password": PASSWORD})
        assert client.post("/akun/pengaman/masuk/", {"code": code}).status_code == expected


def test_codes_cannot_be_guessed_without_end(joko_with_factor: Any) -> None:
    client = Client()
    client.post("/akun/masuk/", {"login": "joko", "password": PASSWORD})
    wrong = "000000" if "000000" not in {code_now(ahead=n) for n in (-1, 0, 1)} else "111111"
    for _ in range(6):
        page = client.post("/akun/pengaman/masuk/", {"code": wrong})
    assert "Terlalu banyak percobaan" in page.content.decode()
    assert client.post("/akun/pengaman/masuk/", {"code": code_now()}).status_code == 200


def test_a_session_that_only_knows_the_password_must_give_the_code(client: Any, joko_with_factor: Any) -> None:
    client.force_login(joko_with_factor)
    answer = client.get(DESK)
    assert answer["Location"] == "/akun/pengaman/ulang/?next=%2Fpetugas%2F"
    assert client.get(answer["Location"]).status_code == 200
    assert client.post(answer["Location"], {"code": code_now(), "next": DESK})["Location"] == DESK
    assert client.get(DESK).status_code == 200


def test_taking_the_factor_away_shuts_the_desk(client: Any, joko_with_factor: Any) -> None:
    client.post("/akun/masuk/", {"login": "joko", "password": PASSWORD})
    client.post("/akun/pengaman/masuk/", {"code": code_now()})
    assert client.get(DESK).status_code == 200
    client.post("/akun/masuk/ulang/", {"password": PASSWORD})
    assert client.post("/akun/pengaman/aplikasi/lepas/")["Location"] == "/akun/pengaman/"
    assert not Authenticator.objects.filter(user=joko_with_factor).exists()
    assert client.get(DESK)["Location"].startswith("/akun/pengaman/aplikasi/")


def test_another_persons_session_record_is_worth_nothing(client: Any, joko: Any, citra: Any) -> None:
    desk_login(client, citra)
    records = client.session["account_authentication_methods"]
    client.force_login(joko)
    session = client.session
    session["account_authentication_methods"] = records
    session["account_authentication_methods_user"] = str(citra.pk)
    session.save()
    assert client.get(DESK).status_code == 302


def test_who_leaves_office_is_out_on_the_next_request(client: Any, joko: Any) -> None:
    desk_login(client, joko)
    assert client.get(DESK).status_code == 200
    end_mandate(by=None, mandate=Mandate.objects.get(user=joko))
    assert client.get(DESK).status_code == 403


@pytest.mark.parametrize(
    ("who", "status"),
    [("gita", 200), ("eko", 200), ("hadi", 200), ("joko", 403), ("citra", 403), ("dewi", 403), ("fajar", 403)],
)
def test_the_back_office_opens_for_its_roles_only(client: Any, who: str, status: int, request: Any) -> None:
    user = request.getfixturevalue(who)
    sync_groups(user)
    client.force_login(user)
    assert client.get("/kelola/").status_code == 302
    desk_login(client, user)
    assert client.get("/kelola/").status_code == status


def test_demo_code_prints_the_current_code_only_in_the_demo(joko_with_factor: Any, settings: Any) -> None:
    with pytest.raises(CommandError, match="mode contoh"):
        call_command("demo_code", "joko")
    settings.DEMO = True
    out = io.StringIO()
    call_command("demo_code", "joko", stdout=out)
    assert out.getvalue().strip() in {code_now(), code_now(ahead=-1)}
    with pytest.raises(CommandError, match="tidak punya"):
        call_command("demo_code", "ani")
