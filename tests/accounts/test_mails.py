"""allauth's mails and pages speak our words, and search engines know only the doors."""

import re
from typing import Any

import pytest
from allauth.account.adapter import get_adapter
from django.core import mail
from django.test import Client, RequestFactory
from django.utils import timezone

pytestmark = pytest.mark.django_db
FOREIGN = re.compile(r"e-?mail|\blink\b|reset|example\.com|127\.0\.0\.1:|testserver!|Hello|Halo", re.IGNORECASE)


def test_the_reset_mail_is_told_in_plain_words(ani: Any) -> None:
    Client().post("/akun/sandi/lupa/", {"email": "ani@example.org"})
    sent = mail.outbox[0]
    assert sent.subject == "Buat kata sandi baru – Partisipasi Kecamatan Temanggung"
    assert sent.body.startswith(f"Yth. {ani.full_name},\n\nAda permintaan untuk membuat kata sandi baru")
    assert "Nama pengguna Anda: ani\n" in sent.body
    assert not FOREIGN.search(re.sub(r"http\S+", "", sent.body))


@pytest.mark.parametrize(
    "prefix",
    [f"account/email/email_{name}" for name in ("changed", "confirm", "deleted", "confirmation", "confirmation_signup")]
    + [f"account/email/password_{name}" for name in ("changed", "reset", "set", "reset_key")]
    + [f"mfa/email/totp_{name}" for name in ("activated", "deactivated")]
    + ["mfa/email/recovery_codes_generated", "mfa/email/webauthn_added", "mfa/email/webauthn_removed"],
)
def test_every_mail_of_allauth_is_ours(prefix: str, ani: Any) -> None:
    told = {
        "user": ani,
        "timestamp": timezone.now(),
        "user_agent": "Peramban",
        "ip": "203.0.113.5",
        "activate_url": "x",
    }
    adapter = get_adapter(RequestFactory().get("/"))
    message = adapter.render_mail(prefix, "ani@example.org", {**told, "place": "Kecamatan Temanggung"})
    assert message.subject.endswith(" – Partisipasi Kecamatan Temanggung")
    assert f"Yth. {ani.full_name}," in message.body
    assert not FOREIGN.search(message.subject + message.body)
    assert "203.0.113.5" not in message.body


def test_the_address_page_tells_what_is_kept(client: Any, ani: Any) -> None:
    client.force_login(ani)
    page = client.get("/akun/surel/").content.decode()
    assert "style=" not in page
    assert "ani@example.org" in page
    assert "Email" not in page
    assert "Ganti surel" in page


def test_a_spent_link_says_where_to_go(client: Any) -> None:
    page = client.get("/akun/surel/pastikan/abc/").content.decode()
    assert "Tautan ini sudah tidak berlaku." in page
    assert not re.search("e-mail", page)


def test_search_engines_may_know_the_doors_but_not_what_people_seek(client: Any) -> None:
    assert "noindex" not in client.get("/akun/masuk/").content.decode()
    assert "noindex" in client.get("/akun/masuk/?next=/petugas/").content.decode()
    assert "noindex" not in client.get("/cari/").content.decode()
    assert "noindex" in client.get("/cari/?q=jalan").content.decode()
    assert "Allow: /akun/daftar/\n" in client.get("/robots.txt").content.decode()
