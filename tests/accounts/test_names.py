"""A name that was compared with a paper stays; the counter corrects it, with a paper and a line in the trail."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import Rung, User
from accounts.services import change_profile, correct_name
from accounts.wagtail_users import AccountForm
from audit.models import Entry
from tests.conftest import GUNTUR, KERTOSARI
from tests.factories import desk_login, make_user
from wilayah.models import Region


def test_a_confirmed_name_is_not_changed_by_oneself(client: Any, ani: User) -> None:
    client.force_login(ani)
    page = client.get("/akun/saya/ubah/").text
    assert 'name="full_name"' not in page
    assert "Nama ini sudah dicocokkan dengan dokumen Anda." in page
    sent = {"full_name": "Camat Temanggung", "home": KERTOSARI, "rt": "3", "rw": "2"}
    assert client.post("/akun/saya/ubah/", sent).status_code == 302
    ani.refresh_from_db()
    assert (ani.full_name, ani.rt, ani.rung) == ("Ani Lestari", 3, Rung.SEEN)
    with pytest.raises(ValidationError, match="sudah dicocokkan"):
        change_profile(by=ani, full_name="Camat Temanggung", home=ani.home, rt=3, rw=2)
    with pytest.raises(ValidationError, match="sudah dicocokkan"):  # nor by moving away in the same form
        change_profile(by=ani, full_name="Camat", home=Region.objects.get(pk=GUNTUR), rt=3, rw=2)


def test_before_that_it_is_one_s_own(client: Any, places: None) -> None:
    sri = make_user("sri", "Sri", home=KERTOSARI, rung=Rung.CONTACT)
    client.force_login(sri)
    assert 'name="full_name"' in client.get("/akun/saya/ubah/").text
    client.post("/akun/saya/ubah/", {"full_name": "Sri Wahyuni", "home": KERTOSARI, "rt": "", "rw": ""})
    assert User.objects.get(pk=sri.pk).full_name == "Sri Wahyuni"


def test_the_counter_corrects_it_by_a_paper(client: Any, ani: User, citra: User) -> None:
    desk_login(client, citra)
    url = f"/petugas/warga/{ani.pk}/nama/"
    page = client.post(url, {"nama-full_name": "Ani Lestari Putri", "nama-paper": "dikenal"})
    assert page.status_code == 200
    assert 'value="Ani Lestari Putri"' in page.text
    assert User.objects.get(pk=ani.pk).full_name == "Ani Lestari"
    client.post(url, {"nama-full_name": "Ani Lestari Putri", "nama-paper": "ktp"})
    ani.refresh_from_db()
    assert (ani.full_name, ani.rung) == ("Ani Lestari Putri", Rung.SEEN)
    entry = Entry.objects.get(verb="betulkan_nama")
    assert (entry.actor_id, entry.role, entry.data, entry.note_digest) == (
        citra.pk,
        "village_officer",
        {"paper": "ktp"},
        "",
    )
    assert "Nama dibetulkan di loket" in client.get(f"/petugas/warga/{ani.pk}/").text


def test_only_who_may_confirm_her_corrects_her(client: Any, ani: User, indra: User, eko: User, citra: User) -> None:
    for by in (indra, eko, ani):
        with pytest.raises(PermissionDenied):
            correct_name(by=by, user=ani, full_name="Ani Lain", paper="ktp")
    User.objects.filter(pk=citra.pk).update(home=KERTOSARI)
    citra.refresh_from_db()
    with pytest.raises(PermissionDenied, match="diri sendiri"):
        correct_name(by=citra, user=citra, full_name="Citra Lain", paper="ktp")
    desk_login(client, indra)
    assert client.post(f"/petugas/warga/{ani.pk}/nama/", {}).status_code == 404


def test_a_name_changed_while_the_officer_looks_is_not_confirmed(client: Any, citra: User, places: None) -> None:
    sri = make_user("sri", "Sri Wahyuni", home=KERTOSARI, rung=Rung.CONTACT)
    desk_login(client, citra)
    assert 'name="tinggal-name" value="Sri Wahyuni"' in client.get(f"/petugas/warga/{sri.pk}/").text
    change_profile(by=sri, full_name="Orang Lain", home=sri.home, rt=1, rw=1)
    sent = {"tinggal-paper": "ktp", "tinggal-home": KERTOSARI, "tinggal-name": "Sri Wahyuni"}
    assert client.post(f"/petugas/warga/{sri.pk}/pastikan/", sent).status_code == 409
    assert User.objects.get(pk=sri.pk).rung == Rung.CONTACT


def test_the_back_office_s_own_page_keeps_to_it(client: Any, gita: User) -> None:
    User.objects.filter(pk=gita.pk).update(home=KERTOSARI)
    gita.refresh_from_db()

    form = AccountForm({"full_name": "Bupati", "email": ""}, instance=gita)
    assert form.fields["full_name"].disabled
    assert form.is_valid()
    assert form.cleaned_data["full_name"] == gita.full_name
