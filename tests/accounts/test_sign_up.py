"""Opening an account by number or username, at home or at the counter; confirming the number."""

import uuid
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from accounts.gateways import demo_messages
from accounts.models import Rung, User
from accounts.phone import mask_phone, normalise_phone
from tests.conftest import GUNTUR, KERTOSARI

URL = "/akun/daftar/"


def error_words(response: Any) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_sign_up_by_number_logs_in_on_the_first_rung(client: Any, places: None, sign_up_data: Any) -> None:
    response = client.post(URL, sign_up_data)
    assert (response.status_code, response["Location"]) == (302, "/akun/saya/")
    user = User.objects.get(phone="+6281234567890")
    assert (user.full_name, user.home_id, user.rt, user.rw, user.rung) == (
        "Sri Wahyuni",
        KERTOSARI,
        3,
        2,
        Rung.REGISTERED,
    )
    assert user.username.startswith("sri")
    assert user.email is None
    assert user.phone_verified_at is None
    assert [(c.purpose, c.withdrawn_at) for c in user.consents.all()] == [("partisipasi", None)]
    assert client.get("/akun/saya/").status_code == 200
    client.logout()
    for login in ("0812-3456-7890", "+62 812 3456 7890", user.username.upper()):
        assert client.post("/akun/masuk/", {"login": login, "password": "mangga-muda-77"})["Location"] == "/akun/saya/"
        client.logout()


def test_sign_up_by_username_needs_no_number(client: Any, places: None, sign_up_data: Any) -> None:
    client.post(URL, {**sign_up_data, "phone": "", "username": "Sri.Kertosari"})
    user = User.objects.get()
    assert (user.username, user.phone) == ("sri.kertosari", None)


def test_two_people_without_number_or_mail_do_not_collide(client: Any, places: None, sign_up_data: Any) -> None:
    for name in ("satu.orang", "dua.orang"):
        client.post(URL, {**sign_up_data, "phone": "", "username": name, "kunci": str(uuid.uuid4())})
        client.logout()
    assert User.objects.count() == 2


def test_a_number_logs_in_one_person_and_says_so(client: Any, ani: Any, sign_up_data: Any) -> None:
    User.objects.filter(pk=ani.pk).update(phone="+6281234567890")
    words = error_words(client.post(URL, sign_up_data))
    assert "Orang lain dengan ponsel yang sama memakai nama pengguna." in words
    assert "Sri Wahyuni" in words
    assert User.objects.count() == 1


def test_neither_number_nor_username_is_refused(client: Any, places: None, sign_up_data: Any) -> None:
    assert "Isi nomor ponsel, atau pilih nama pengguna." in error_words(client.post(URL, {**sign_up_data, "phone": ""}))


def test_sent_twice_makes_one_person(client: Any, places: None, sign_up_data: Any) -> None:
    first = client.post(URL, sign_up_data)
    client.logout()
    second = client.post(URL, sign_up_data)
    assert User.objects.count() == 1
    assert first.status_code == 302
    assert second.status_code in (200, 302)


def test_home_lies_within_the_installation(
    client: Any, places: None, sign_up_data: Any, django_user_model: Any
) -> None:
    for home in ("33.23", "33.23.03", "99.99.99.9999", "x", "33.23.03.1006' OR 1=1"):
        error_words(client.post(URL, {**sign_up_data, "home": home}))
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("full_name", ""),
        ("full_name", "x" * 100_000),
        ("full_name", "\x00\x01"),
        ("phone", "08123"),
        ("phone", "0812345678901234"),
        ("phone", "+1 555 123 4567"),
        ("phone", "٠٨١٢٣٤٥٦٧٨٩٠"),
        ("username", "ab"),
        ("username", "081299998888"),
        ("username", "12345"),
        ("username", "a@b.id"),
        ("username", "<script>"),
        ("username", "dihapus-1"),
        ("rt", "0"),
        ("rt", "1000"),
        ("rt", "-1"),
        ("rt", "٣"),
        ("rt", "1e9"),
        ("email", "bukan surel"),
        ("password", "pendek"),
        ("password", "12345678901"),
        ("password", "password123"),
        ("password", "x" * 100_000),
        ("consent", ""),
        ("kunci", "bukan-uuid"),
    ],
)
def test_bad_input_is_refused_in_words_and_comes_back(
    client: Any, places: None, sign_up_data: Any, field: str, value: str
) -> None:
    words = error_words(client.post(URL, {**sign_up_data, field: value}))
    assert 'class="errors' in words
    assert User.objects.count() == 0
    if field != "full_name":
        assert "Sri Wahyuni" in words


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "Budi 🙂", "'; DROP TABLE accounts_user; --", "محمد"])
def test_odd_names_are_kept_and_escaped(client: Any, places: None, sign_up_data: Any, name: str) -> None:
    client.post(URL, {**sign_up_data, "full_name": name})
    assert User.objects.get().full_name == name
    page = client.get("/akun/saya/").content.decode()
    assert "<script>alert" not in page


def test_reordering_marks_are_cut_from_names(client: Any, places: None, sign_up_data: Any) -> None:
    client.post(URL, {**sign_up_data, "full_name": "Budi\u202e itnas\u0000"})
    user = User.objects.first()
    assert user is None or "\u202e" not in user.full_name


def test_sign_up_with_mail_sends_a_link_that_confirms_the_contact(client: Any, places: None, sign_up_data: Any) -> None:
    client.post(URL, {**sign_up_data, "email": "Sri@Example.org"})
    user = User.objects.get()
    assert user.email is None  # a claim until proven
    assert [m.to for m in mail.outbox] == [["sri@example.org"]]
    link = next(word for word in mail.outbox[0].body.split() if "/akun/surel/pastikan/" in word)
    page = client.get(link)
    assert page.status_code == 200
    client.post(link)
    user.refresh_from_db()
    assert (user.email, user.rung) == ("sri@example.org", Rung.CONTACT)
    assert EmailAddress.objects.get(user=user).verified


def test_a_known_address_reads_the_same_and_tells_only_its_owner(client: Any, ani: Any, sign_up_data: Any) -> None:
    known = client.post(URL, {**sign_up_data, "email": "ani@example.org"}, follow=True).content.decode()
    client.logout()
    data = {**sign_up_data, "email": "baru@example.org", "phone": "081234567891", "kunci": str(uuid.uuid4())}
    fresh = client.post(URL, data, follow=True).content.decode()
    message = "Kami mengirim surel ke alamat yang Anda tulis."
    assert (message in known, message in fresh) == (True, True)
    assert [m.to for m in mail.outbox] == [["ani@example.org"], ["baru@example.org"]]
    assert not EmailAddress.objects.exclude(user=ani).filter(email="ani@example.org").exists()
    assert "/akun/surel/pastikan/" not in mail.outbox[0].body


def test_with_a_gateway_the_number_is_confirmed_by_code(
    client: Any, places: None, sign_up_data: Any, settings: Any
) -> None:
    settings.SMS_GATEWAY, settings.DEMO = "accounts.gateways.ConsoleGateway", True
    assert client.post(URL, sign_up_data)["Location"] == "/akun/nomor/kode/"
    code = demo_messages()[0]["text"][:6]
    assert code in client.get("/akun/demo/pesan/").content.decode()
    wrong = "000000" if code != "000000" else "111111"
    assert "Kode tidak cocok" in client.post("/akun/nomor/kode/", {"code": wrong}).content.decode()
    assert client.post("/akun/nomor/kode/", {"code": f" {code[:3]} {code[3:]} "})["Location"] == "/akun/saya/"
    user = User.objects.get()
    assert (user.rung, user.phone_verified_at is not None) == (Rung.CONTACT, True)


def test_a_number_code_dies_after_five_tries(client: Any, places: None, sign_up_data: Any, settings: Any) -> None:
    settings.SMS_GATEWAY, settings.DEMO = "accounts.gateways.ConsoleGateway", True
    client.post(URL, sign_up_data)
    code = demo_messages()[0]["text"][:6]
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        client.post("/akun/nomor/kode/", {"code": wrong})
    assert "sudah tidak berlaku" in client.post("/akun/nomor/kode/", {"code": code}).content.decode()
    assert User.objects.get().rung == Rung.REGISTERED


def test_codes_to_one_number_are_limited(client: Any, places: None, sign_up_data: Any, settings: Any) -> None:
    settings.SMS_GATEWAY, settings.DEMO = "accounts.gateways.ConsoleGateway", True
    client.post(URL, sign_up_data)
    for _ in range(6):
        client.post("/akun/nomor/kirim-ulang/")
    assert len(demo_messages()) == 4


def test_the_message_box_exists_only_in_the_demo(client: Any, places: None) -> None:
    assert client.get("/akun/demo/pesan/").status_code == 404


def test_without_a_gateway_no_code_is_promised(client: Any, ani: Any) -> None:
    User.objects.filter(pk=ani.pk).update(phone="+6281234567890")
    client.force_login(ani)
    assert "Pastikan nomor dengan kode" not in client.get("/akun/saya/").content.decode()


def test_who_is_logged_in_goes_to_the_account(client: Any, ani: Any) -> None:
    client.force_login(ani)
    assert client.get(URL)["Location"] == "/akun/saya/"


def test_next_leads_on_but_never_to_another_host(client: Any, places: None, sign_up_data: Any) -> None:
    assert client.post(f"{URL}?next=/usulan/", {**sign_up_data, "next": "/usulan/"})["Location"] == "/usulan/"
    client.logout()
    data = {**sign_up_data, "phone": "081234567899", "kunci": str(uuid.uuid4()), "next": "https://jahat.example/"}
    assert client.post(URL, data)["Location"] == "/akun/saya/"


def test_moving_drops_to_the_contact_rung(client: Any, ani: Any) -> None:
    client.force_login(ani)
    client.post(reverse("accounts:profile"), {"full_name": "Ani Lestari", "home": KERTOSARI, "rt": "4", "rw": "1"})
    ani.refresh_from_db()
    assert (ani.rt, ani.rung) == (4, Rung.SEEN)
    client.post(reverse("accounts:profile"), {"full_name": "Ani Lestari", "home": GUNTUR, "rt": "", "rw": ""})
    ani.refresh_from_db()
    assert (ani.home_id, ani.rt, ani.rung) == (GUNTUR, None, Rung.CONTACT)


def test_a_new_number_is_unconfirmed_again(client: Any, budi: Any, ani: Any) -> None:
    from django.utils import timezone  # noqa: PLC0415

    User.objects.filter(pk=budi.pk).update(phone="+6281200000001", phone_verified_at=timezone.now(), rung=Rung.CONTACT)
    User.objects.filter(pk=ani.pk).update(phone="+6281200000009")
    client.post("/akun/masuk/", {"login": "budi", "password": "rahasia-sekali-123"})
    client.post("/akun/masuk/ulang/", {"password": "rahasia-sekali-123"})
    assert "sudah dipakai" in client.post("/akun/nomor/", {"phone": "0812 0000 0009"}).content.decode()
    assert client.post("/akun/nomor/", {"phone": "0812 0000 0002"}).status_code == 302
    budi.refresh_from_db()
    assert (budi.phone, budi.phone_verified_at, budi.rung) == ("+6281200000002", None, Rung.REGISTERED)
    client.post("/akun/nomor/", {"phone": ""})
    budi.refresh_from_db()
    assert budi.phone is None


def test_changing_the_number_asks_for_the_password_again(client: Any, ani: Any) -> None:
    client.force_login(ani)
    assert client.post("/akun/nomor/", {"phone": "081200000003"})["Location"].startswith("/akun/masuk/ulang/")
    ani.refresh_from_db()
    assert ani.phone is None


@pytest.mark.parametrize("text", ["0812-3456-7890", "6281234567890", "+62 812 3456 7890", "(0812) 3456.7890"])
def test_numbers_are_kept_in_one_way(text: str) -> None:
    assert normalise_phone(text) == "+6281234567890"
    assert mask_phone("+6281234567890") == "0812 •••• 890"
