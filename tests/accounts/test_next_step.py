"""Who may not yet, or has forgotten, is told what to do next."""

from typing import Any

import pytest

from accounts.models import Rung, User

pytestmark = pytest.mark.django_db


def stand_on(user: User, rung: int) -> None:
    User.objects.filter(pk=user.pk).update(rung=rung)


def test_a_rung_too_low_names_the_office_to_go_to(client: Any, ani: User) -> None:
    stand_on(ani, Rung.REGISTERED)
    client.force_login(ani)
    answer = client.get("/usulan/baru/")
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Untuk mengajukan usulan, kontak Anda perlu dipastikan dahulu." in page
    assert "Datang ke kantor Kelurahan Kertosari" in page
    assert '<a class="button" href="/kontak/">Lihat kontak kantor</a>' in page


@pytest.mark.parametrize(("rung", "told"), [(Rung.REGISTERED, True), (Rung.CONTACT, True), (Rung.SEEN, False)])
def test_the_account_says_the_next_step_until_the_home_is_seen(client: Any, ani: User, rung: int, told: bool) -> None:
    stand_on(ani, rung)
    client.force_login(ani)
    page = client.get("/akun/saya/").content.decode()
    assert ("Langkah berikutnya: pastikan tempat tinggal Anda." in page) is told


def test_the_login_page_says_why_one_is_here(client: Any) -> None:
    assert "Masuk dahulu untuk melanjutkan." not in client.get("/akun/masuk/").content.decode()
    page = client.get("/akun/masuk/?next=/usulan/baru/").content.decode()
    assert "Masuk dahulu untuk melanjutkan." in page
    assert 'href="/akun/daftar/?next=%2Fusulan%2Fbaru%2F"' in page


@pytest.mark.parametrize("path", ["/akun/sandi/lupa/", "/akun/sandi/lupa/terkirim/"])
def test_a_forgotten_password_has_a_way_without_mail(client: Any, path: str) -> None:
    assert 'href="/akun/kode/"' in client.get(path).content.decode()
