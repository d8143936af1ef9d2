"""The counter: who may see whom, confirm whom, print codes for whom; nobody confirms herself."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from accounts.models import OneTimeCode, Role, Rung, User
from accounts.services import confirm_contact, confirm_residence, give_mandate, issue_code, register_person, use_code
from audit.models import Entry
from tests.conftest import DISTRICT, GUNTUR, KERTOSARI
from tests.factories import PASSWORD, desk_login, make_user
from wilayah.models import Region


@pytest.fixture
def sri(places: None) -> User:
    """A citizen of Kertosari on the first rung."""
    return make_user("sri", "Sri Wahyuni", home=KERTOSARI, rung=Rung.REGISTERED, phone="+6281234567890")


OFFICERS = {
    "citra": True,
    "joko": True,
    "hadi": True,
    "indra": False,
    "dewi": False,
    "eko": False,
    "gita": False,
    "fajar": False,
    "ani": False,
}


@pytest.mark.parametrize(("who", "may"), OFFICERS.items())
def test_who_may_confirm_a_home_in_kertosari(sri: User, who: str, may: bool, request: Any) -> None:
    by = request.getfixturevalue(who)
    if not may:
        with pytest.raises(PermissionDenied):
            confirm_residence(by=by, user=sri, paper="ktp")
        with pytest.raises(PermissionDenied):
            confirm_contact(by=by, user=sri)
        with pytest.raises(PermissionDenied):
            issue_code(by=by, user=sri, paper="ktp")
        sri.refresh_from_db()
        assert (sri.rung, sri.residence_checks.count()) == (Rung.REGISTERED, 0)
        return
    check = confirm_residence(by=by, user=sri, paper="ktp")
    sri.refresh_from_db()
    assert (sri.rung, check.by, check.paper, check.region_id) == (Rung.SEEN, by, "ktp", KERTOSARI)
    entry = Entry.objects.get(verb="pastikan_tinggal")
    assert (entry.actor_id, entry.target_id, entry.data) == (by.pk, str(sri.pk), {"rung": 2, "paper": "ktp"})
    assert entry.role == by.mandates_now[0].role


def test_nobody_confirms_herself(citra: User) -> None:
    User.objects.filter(pk=citra.pk).update(home=KERTOSARI, rung=Rung.REGISTERED)
    citra.refresh_from_db()
    with pytest.raises(PermissionDenied, match="diri sendiri"):
        confirm_residence(by=citra, user=citra, paper="ktp")


def test_the_third_rung_is_not_given_by_hand(joko: User, sri: User) -> None:
    with pytest.raises(ValidationError):
        confirm_residence(by=joko, user=sri, paper="ktp", rung=Rung.REGISTRY)
    with pytest.raises(ValidationError):
        confirm_residence(by=joko, user=sri, paper="foto")


def test_an_expired_office_confirms_nobody(citra: User, sri: User) -> None:
    citra.mandates.update(
        since=timezone.localdate() - timedelta(days=9), until=timezone.localdate() - timedelta(days=1)
    )
    with pytest.raises(PermissionDenied):
        confirm_residence(by=User.objects.get(pk=citra.pk), user=sri, paper="ktp")


def test_the_page_confirms_and_takes_back(client: Any, citra: User, sri: User) -> None:
    desk_login(client, citra)
    url = f"/petugas/warga/{sri.pk}/"
    page = client.get(url).content.decode()
    assert "0812 •••• 890" in page
    assert "81234567890" not in page
    assert "Pilih dokumen yang Anda lihat." in client.post(url + "pastikan/", {}).content.decode()
    assert client.post(url + "pastikan/", {"tinggal-paper": "kk"}).status_code == 302
    client.post(url + "kontak/")
    sri.refresh_from_db()
    assert (sri.rung, sri.phone_verified_at is not None) == (Rung.SEEN, True)
    assert "paling sedikit 20" in client.post(url + "cabut/", {"note": "salah"}).content.decode().lower()
    client.post(url + "cabut/", {"note": "Orang ini ternyata tinggal di desa lain."})
    sri.refresh_from_db()
    assert sri.rung == Rung.CONTACT
    assert "Orang ini ternyata tinggal di desa lain." in client.get(url).content.decode()


@pytest.mark.parametrize("deed", ["", "pastikan/", "kontak/", "cabut/", "kode/"])
@pytest.mark.parametrize("who", ["indra", "eko", "dewi"])
def test_people_elsewhere_are_not_found(client: Any, sri: User, who: str, deed: str, request: Any) -> None:
    desk_login(client, request.getfixturevalue(who))
    url = f"/petugas/warga/{sri.pk}/{deed}"
    data = {"tinggal-paper": "ktp", "kode-paper": "ktp", "note": "x" * 30}
    assert (client.post(url, data) if deed else client.get(url)).status_code == 404
    sri.refresh_from_db()
    assert (sri.rung, OneTimeCode.objects.count()) == (Rung.REGISTERED, 0)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("sri", ["Sri Wahyuni"]),
        ("WAHYUNI", ["Sri Wahyuni"]),
        ("0812 3456 7890", ["Sri Wahyuni"]),
        ("0812", []),
        ("%", []),
        ("santoso", []),
    ],
)
def test_search_finds_only_people_of_the_mandate(
    client: Any, citra: User, sri: User, budi: User, text: str, names: list[str]
) -> None:
    desk_login(client, citra)
    page = client.get("/petugas/warga/", {"q": text})
    assert [person.full_name for person in page.context["page"]] == names


def test_search_costs_the_same_for_many(client: Any, citra: User, sri: User, django_assert_num_queries: Any) -> None:
    desk_login(client, citra)
    client.get("/petugas/warga/", {"q": "wahyuni"})
    with django_assert_num_queries(5) as one:
        client.get("/petugas/warga/", {"q": "wahyuni"})
    for n in range(30):
        make_user(f"w{n}", f"Wahyuni {n}", home=KERTOSARI)
    with django_assert_num_queries(len(one)):
        client.get("/petugas/warga/", {"q": "wahyuni"})


def test_moderators_and_editors_find_no_counter(client: Any, eko: User, places: None) -> None:
    desk_login(client, eko)
    assert client.get("/petugas/warga/").status_code == 403
    assert client.get("/petugas/warga/baru/").status_code == 403
    assert "Loket warga" not in client.get("/petugas/").content.decode()


def test_registering_on_the_spot_then_the_first_password(client: Any, citra: User) -> None:
    desk_login(client, citra)
    data = {
        "kunci": str(uuid.uuid4()),
        "full_name": "Mbah Karto",
        "phone": "",
        "username": "mbah.karto",
        "home": KERTOSARI,
        "rt": "1",
        "rw": "2",
    }
    first = client.post("/petugas/warga/baru/", data)
    assert client.post("/petugas/warga/baru/", data)["Location"] == first["Location"]
    karto = User.objects.get(username="mbah.karto")
    assert first["Location"] == f"/petugas/warga/{karto.pk}/"
    assert not karto.has_usable_password()
    page = client.post(f"/petugas/warga/{karto.pk}/kode/", {"kode-paper": "kk"}).content.decode()
    code = re.search(r"[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}", page)
    assert code
    own = Client()
    data = {"login": "mbah.karto", "code": code[0].lower(), "password": "mangga-muda-77"}
    assert own.post("/akun/kode/", data)["Location"] == "/akun/masuk/"
    assert own.post("/akun/masuk/", {"login": "mbah.karto", "password": "mangga-muda-77"})["Location"] == "/akun/saya/"


def test_a_village_officer_registers_only_in_the_village(citra: User) -> None:
    with pytest.raises(PermissionDenied):
        register_person(by=citra, full_name="X Y", home=Region.objects.get(pk=GUNTUR))


def test_the_register_form_offers_only_the_officers_villages(client: Any, citra: User) -> None:
    desk_login(client, citra)
    page = client.get("/petugas/warga/baru/").content.decode()
    assert KERTOSARI in page
    assert GUNTUR not in page


def test_a_code_opens_once_and_ends_sessions(citra: User, sri: User) -> None:
    client = Client()
    client.post("/akun/masuk/", {"login": "sri", "password": PASSWORD})
    code = issue_code(by=citra, user=sri, paper="ktp")
    row = OneTimeCode.objects.get()
    assert code.replace("-", "") not in row.digest
    assert row.expires_at - row.issued_at == timedelta(minutes=15)
    use_code(login="0812 3456 7890", code=code, password="mangga-muda-77")
    assert client.get("/akun/saya/").status_code == 302
    with pytest.raises(ValidationError):
        use_code(login="sri", code=code, password="mangga-muda-78")
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == ["cetak_kode", "pakai_kode"]
    assert all(code not in str(entry.data) for entry in Entry.objects.all())


def test_a_code_dies_after_fifteen_minutes(citra: User, sri: User) -> None:
    code = issue_code(by=citra, user=sri, paper="ktp")
    OneTimeCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(ValidationError, match="15 menit"):
        use_code(login="sri", code=code, password="mangga-muda-77")


def test_a_new_code_kills_the_old(citra: User, sri: User) -> None:
    old = issue_code(by=citra, user=sri, paper="ktp")
    new = issue_code(by=citra, user=sri, paper="ktp")
    with pytest.raises(ValidationError):
        use_code(login="sri", code=old, password="mangga-muda-77")
    use_code(login="sri", code=new, password="mangga-muda-77")


def test_a_code_dies_after_five_wrong_tries_each_of_which_is_counted(client: Any, citra: User, sri: User) -> None:
    code = issue_code(by=citra, user=sri, paper="ktp")
    for _ in range(5):
        client.post("/akun/kode/", {"login": "sri", "code": "AAA-AAA-AAA", "password": "mangga-muda-77"})
    assert OneTimeCode.objects.get().tries == 5
    page = client.post("/akun/kode/", {"login": "sri", "code": code, "password": "mangga-muda-77"})
    assert "tidak cocok" in page.content.decode()


def test_codes_read_the_same_for_known_and_unknown_names(client: Any, citra: User, sri: User) -> None:
    issue_code(by=citra, user=sri, paper="ktp")
    pages = [
        client.post(
            "/akun/kode/", {"login": login, "code": "AAA-AAA-AAA", "password": "mangga-muda-77"}
        ).content.decode()
        for login in ("sri", "xyz")
    ]
    known, unknown = (re.sub(r'value="(sri|xyz)"|csrf[^>]*>', "", page) for page in pages)
    assert known == unknown


def test_a_weak_password_does_not_spend_the_code(client: Any, citra: User, sri: User) -> None:
    code = issue_code(by=citra, user=sri, paper="ktp")
    page = client.post("/akun/kode/", {"login": "sri", "code": code, "password": "12345678"})
    assert page.status_code == 200
    assert OneTimeCode.objects.get().used_at is None
    assert client.post("/akun/kode/", {"login": "sri", "code": code, "password": "mangga-muda-77"}).status_code == 302


def test_codes_for_officers_come_from_the_administrator_alone(citra: User, hadi: User, gita: User) -> None:
    User.objects.filter(pk=gita.pk).update(home=KERTOSARI)
    gita = User.objects.get(pk=gita.pk)
    with pytest.raises(PermissionDenied, match="administrator"):
        issue_code(by=citra, user=gita, paper="ktp")
    assert issue_code(by=hadi, user=gita, paper="ktp")
    regency = Region.objects.get(pk="33.23")
    give_mandate(by=None, user=gita, role=Role.PLANNER, region=regency)
    with pytest.raises(PermissionDenied):
        issue_code(by=hadi, user=User.objects.get(pk=gita.pk), paper="ktp")


def test_codes_for_the_keeper_of_the_system_are_never_printed(hadi: User, django_user_model: Any) -> None:
    root = django_user_model.objects.create_superuser("akar", "x-1-y-2-z-3", full_name="Akar", home_id=KERTOSARI)
    with pytest.raises(PermissionDenied):
        issue_code(by=hadi, user=root, paper="ktp")


def test_the_installation_of_a_regency_scopes_by_mandate(places: None, settings: Any, client: Any) -> None:
    settings.REGION_ROOT = "33.23"
    Region.objects.create(code="33.23.04", name="Tembarak", level=3, search="tembarak")
    Region.objects.create(code="33.23.04.2001", name="Drono", level=4, search="drono")
    far = make_user("far", "Farid Jauh", home="33.23.04.2001", rung=Rung.REGISTERED)
    near = make_user("near", "Farid Dekat", home=KERTOSARI, rung=Rung.REGISTERED)
    officer = make_user("off", "Petugas Tembarak")
    give_mandate(by=None, user=officer, role=Role.OFFICER, region=Region.objects.get(pk="33.23.04"))
    desk_login(client, officer)
    page = client.get("/petugas/warga/", {"q": "farid"})
    assert [p.pk for p in page.context["page"]] == [far.pk]
    assert client.get(f"/petugas/warga/{near.pk}/").status_code == 404
    assert DISTRICT
