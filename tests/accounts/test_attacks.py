"""What somebody may try who does not go by the form: guessing faster than one can count, reading the database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from accounts.adapters import MfaAdapter
from accounts.gateways import demo_messages
from accounts.models import Mandate, Role, Session, User
from accounts.services import change_profile, end_mandate
from accounts.sessions import end_sessions
from tests.conftest import DISTRICT, GUNTUR, KERTOSARI
from tests.factories import PASSWORD, desk_login, make_officer, make_user
from wilayah.models import Region

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def test_sessions_end_on_all_devices_without_reading_others(
    ani: User, budi: User, django_assert_num_queries: Any
) -> None:
    mine, others = [Client(), Client()], [Client() for _ in range(5)]
    for client in mine:
        client.force_login(ani)
    for client in others:
        client.force_login(budi)
    half_way = Client().session
    half_way["account_authentication_methods_user"] = str(ani.pk)
    half_way.save()
    with django_assert_num_queries(1):
        assert end_sessions(ani) == 3
    assert [client.get("/akun/saya/").status_code for client in (*mine, *others)] == [302] * 2 + [200] * 5


def test_logging_out_leaves_no_owner(ani: User) -> None:
    client = Client()
    client.force_login(ani)
    client.post("/akun/keluar/")
    assert not Session.objects.filter(owner_id=ani.pk).exists()


def test_guesses_at_once_are_counted_like_guesses_in_turn(
    client: Any, places: None, sign_up_data: Any, settings: Any
) -> None:
    """Requests side by side all read the session before any of them writes to it."""
    settings.SMS_GATEWAY, settings.DEMO = "accounts.gateways.ConsoleGateway", True
    client.post("/akun/daftar/", sign_up_data)
    right = demo_messages()[0]["text"].split()[0]
    before = Session.objects.get(pk=client.session.session_key).session_data
    for guess in range(5):
        assert client.post("/akun/nomor/kode/", {"code": f"{(int(right) + 1 + guess) % 10**6:06d}"}).status_code == 200
        Session.objects.update(session_data=before)
    client.post("/akun/nomor/kode/", {"code": right})
    assert User.objects.get().phone_verified_at is None


def test_the_password_cannot_be_guessed_where_one_erases_oneself(client: Any, ani: User) -> None:
    client.force_login(ani)
    for guess in range(5):
        client.post("/akun/data/hapus/", {"sure": "on", "password": f"salah-{guess}"})
    answer = client.post("/akun/data/hapus/", {"sure": "on", "password": PASSWORD})
    assert "Terlalu banyak percobaan" in answer.content.decode()
    assert User.objects.get(pk=ani.pk).erased_at is None


def test_a_home_changed_while_the_officer_looks_is_not_confirmed(client: Any, joko: User, places: None) -> None:
    """The kecamatan's officer compares the paper with one village and may confirm in all of them."""
    sri = make_user("sri", "Sri Wahyuni", home=KERTOSARI, rung=0)
    desk_login(client, joko)
    page = client.get(f"/petugas/warga/{sri.pk}/").content.decode()
    assert f'name="tinggal-home" value="{KERTOSARI}"' in page
    change_profile(by=sri, full_name="Sri Wahyuni", home=Region.objects.get(pk=GUNTUR), rt=1, rw=1)
    sent = {"tinggal-paper": "ktp", "tinggal-home": KERTOSARI}
    assert client.post(f"/petugas/warga/{sri.pk}/pastikan/", sent).status_code == 409
    assert User.objects.get(pk=sri.pk).rung == 0
    assert client.post(f"/petugas/warga/{sri.pk}/pastikan/", {**sent, "tinggal-home": GUNTUR}).status_code == 302
    assert User.objects.get(pk=sri.pk).rung == 2


def test_a_reason_of_invisible_marks_is_no_reason(client: Any, citra: User, ani: User) -> None:
    desk_login(client, citra)
    answer = client.post(f"/petugas/warga/{ani.pk}/cabut/", {"note": "\u202e" * 30})
    assert answer.status_code == 200
    assert "Isi alasan pencabutan" in answer.content.decode()
    assert User.objects.get(pk=ani.pk).rung == ani.rung


class NoServer:
    """A mail server out of order."""

    def __init__(self, **options: Any) -> None: ...

    def send_messages(self, messages: Any) -> int:
        raise ConnectionRefusedError


def test_signing_up_needs_no_mail_server(client: Any, places: None, sign_up_data: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.NoServer"
    answer = client.post("/akun/daftar/", {**sign_up_data, "email": "sri@contoh.id"})
    assert answer.status_code == 302
    assert client.get("/akun/saya/").status_code == 200


def test_a_forgotten_password_reads_the_same_without_a_mail_server(client: Any, budi: User, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.NoServer"
    User.objects.filter(pk=budi.pk).update(email="budi@contoh.id")
    answers = [client.post("/akun/sandi/lupa/", {"email": f"{who}@contoh.id"}) for who in ("budi", "siapa")]
    assert {(answer.status_code, answer.url) for answer in answers} == {(302, "/akun/sandi/lupa/terkirim/")}


def test_secrets_of_the_second_factor_rest_encrypted(joko: User, settings: Any) -> None:
    TOTP.activate(joko, SECRET)
    kept = Authenticator.objects.get(user=joko).data["secret"]
    assert SECRET not in kept
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    assert MfaAdapter().decrypt(kept) == SECRET


def test_the_counter_sees_what_a_person_did_last(client: Any, citra: User, ani: User) -> None:
    for number in range(25):
        change_profile(by=ani, full_name="Ani Lestari", home=ani.home, rt=number + 1, rw=1)
    desk_login(client, citra)
    assert client.get(f"/petugas/warga/{ani.pk}/").context["trail"][-1].pk == max(
        entry.pk for entry in client.get(f"/petugas/warga/{ani.pk}/").context["trail"]
    )


@pytest.mark.django_db(transaction=True)
def test_two_administrators_cannot_end_each_other_at_once(places: None) -> None:
    offices = []
    for name in ("satu", "dua"):
        officer = make_officer(name, name.title(), Role.ADMINISTRATOR, DISTRICT)
        offices.append(Mandate.objects.get(user=officer))
    start = Barrier(2)

    def end(mandate: Mandate) -> str:
        try:
            start.wait()
            end_mandate(by=None, mandate=mandate)
            return "diakhiri"
        except ValidationError:
            return "terakhir"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(end, offices)) == ["diakhiri", "terakhir"]
    assert Mandate.objects.filter(ended_at=None).count() == 1
