"""Offices, services, counters and hours of the queue are the administrator's to keep."""

from datetime import time
from typing import Any

import pytest
from django.contrib.auth.models import Permission

from layanan.models import CounterShift, QueueCounter, QueueOffice, QueueService
from layanan.queries import waiting
from tests.conftest import DISTRICT
from tests.factories import desk_login
from tests.layanan.queue_world import make_office, take

pytestmark = pytest.mark.django_db
LISTS = ["kantor", "layanan", "loket", "jam"]
HOURS = {"opens": "08:00", "closes": "15:00"}
OFFICE = HOURS | {
    "name": "Kantor kecamatan",
    "slug": "kecamatan",
    "region": DISTRICT,
    "weekdays": ["5", "1"],
    "issues_from": "07:30",
    "active": "on",
}


@pytest.fixture
def keeper(clock: Any, client: Any, hadi: Any) -> Any:
    enter(client, hadi)
    return client


def enter(client: Any, user: Any) -> None:
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    desk_login(client, user)


def add(client: Any, where: str, /, **form: Any) -> int:
    return int(client.post(f"/kelola/antrean/{where}/new/", form).status_code)


@pytest.mark.parametrize("name", LISTS)
def test_the_administrator_keeps_the_lists_and_nobody_else(
    client: Any, places: None, hadi: Any, gita: Any, joko: Any, name: str
) -> None:
    for user, expected in ((hadi, 200), (gita, 302), (joko, 302)):
        enter(client, user)
        for path in (f"/kelola/antrean/{name}/", f"/kelola/antrean/{name}/new/"):
            assert client.get(path).status_code == expected, (user, path)


def test_an_office_is_set_up_from_nothing(keeper: Any) -> None:
    assert add(keeper, "kantor", **OFFICE) == 302
    office = QueueOffice.objects.get()
    assert (office.weekdays, office.opens, office.closes) == ("15", time(8), time(15))
    service = {"office": office.pk, "name": "Legalisasi", "prefix": "A", "minutes": 4, "position": 1, "active": "on"}
    assert add(keeper, "layanan", **service) == 302
    chosen = QueueService.objects.get()
    assert add(keeper, "loket", office=office.pk, number=1, services=[chosen.pk], active="on") == 302
    counter = QueueCounter.objects.get()
    assert list(counter.services.all()) == [chosen]
    assert add(keeper, "jam", counter=counter.pk, weekday="2", **HOURS) == 302
    assert CounterShift.objects.get().weekday == 2
    for name in LISTS:
        assert keeper.get(f"/kelola/antrean/{name}/").status_code == 200
    form = keeper.get(f"/kelola/antrean/kantor/edit/{office.pk}/").content.decode()
    assert form.count(" checked") == 3  # Monday, Friday, in use


@pytest.mark.parametrize(
    ("field", "value"),
    [("weekdays", []), ("weekdays", ["8"]), ("closes", "07:00"), ("region", "31"), ("slug", "dua kata"), ("name", "")],
)
def test_a_wrong_office_is_refused_in_words(keeper: Any, field: str, value: Any) -> None:
    assert add(keeper, "kantor", **{**OFFICE, field: value}) == 200
    assert not QueueOffice.objects.exists()


@pytest.mark.parametrize(("field", "value"), [("prefix", "a"), ("prefix", "ABC"), ("minutes", 0), ("minutes", 241)])
def test_a_wrong_service_is_refused_in_words(keeper: Any, field: str, value: Any) -> None:
    office = make_office()
    form = {"office": office.pk, "name": "Lain", "prefix": "C", "minutes": 5, "position": 3, "active": "on"}
    assert add(keeper, "layanan", **{**form, field: value}) == 200
    assert add(keeper, "layanan", **{**form, "name": "Legalisasi"}) == 200  # its name is taken
    assert office.services.count() == 2


def test_a_counter_does_services_of_its_own_office(keeper: Any) -> None:
    office, other = make_office(), make_office("lain")
    foreign = other.services.first()
    assert foreign is not None
    assert add(keeper, "loket", office=office.pk, number=3, services=[foreign.pk], active="on") == 200
    assert add(keeper, "loket", office=office.pk, number=2, active="on") == 200  # its number is taken
    assert office.counters.count() == 2
    counter = office.counters.get(number=1)
    assert add(keeper, "jam", counter=counter.pk, weekday="2", opens="10:00", closes="09:00") == 200
    assert add(keeper, "jam", counter=counter.pk, weekday="9", **HOURS) == 200
    assert not CounterShift.objects.exists()


def test_a_changed_service_is_reckoned_anew(keeper: Any) -> None:
    office = make_office()
    service = office.services.get(prefix="A")
    before = waiting.experience_of(office).durations[service.pk].mean()
    form = {"office": office.pk, "name": service.name, "prefix": "A", "minutes": 8, "position": 1, "active": "on"}
    assert keeper.post(f"/kelola/antrean/layanan/edit/{service.pk}/", form).status_code == 302
    assert waiting.experience_of(office).durations[service.pk].mean() == pytest.approx(2 * before)


def test_what_numbers_hang_on_cannot_be_deleted(keeper: Any) -> None:
    office = make_office()
    service = take(office).service
    for name, pk in (("kantor", office.pk), ("layanan", service.pk)):
        answer = keeper.post(f"/kelola/antrean/{name}/delete/{pk}/", follow=True)
        assert (answer.status_code, "masih dipakai" in answer.content.decode()) == (200, True)
    assert QueueOffice.objects.filter(pk=office.pk).exists()
    assert QueueService.objects.filter(pk=service.pk).exists()
