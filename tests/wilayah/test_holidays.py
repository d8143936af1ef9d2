"""Holidays and the working-day clock of the place."""

from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from tests.factories import desk_login
from wilayah.models import Holiday, LevelName
from wilayah.queries import forget, holidays
from wilayah.services import due


@pytest.fixture(autouse=True)
def _fresh() -> None:
    forget()


def test_holidays_load_once_and_leave_what_the_office_changed(db: Any, capsys: Any) -> None:
    call_command("load_holidays")
    assert "2025, 2026, 2027, 2028" in capsys.readouterr().out
    total = Holiday.objects.count()
    Holiday.objects.filter(date=date(2027, 3, 8)).delete()
    call_command("load_holidays")
    assert "tidak ada tahun baru" in capsys.readouterr().out
    assert Holiday.objects.count() == total - 1
    call_command("load_holidays", replace=True)
    assert Holiday.objects.count() == total


def test_dates_that_never_move_are_marked_and_guesses_too(db: Any) -> None:
    call_command("load_holidays", verbosity=0)
    for year in (2025, 2026, 2027, 2028):
        fixed = set(Holiday.objects.filter(basis="tetap", date__year=year).values_list("date__month", "date__day"))
        assert {(1, 1), (5, 1), (6, 1), (8, 17), (12, 25)} <= fixed
    assert not Holiday.objects.filter(basis="perkiraan", date__year__lte=2026).exists()
    assert Holiday.objects.get(date=date(2026, 3, 21)).name == "Idulfitri 1447 Hijriah"


def test_due_dates_skip_holidays(db: Any) -> None:
    call_command("load_holidays", verbosity=0)
    # Thursday 24 (joint leave) and Friday 25 December 2026 are closed: one working day after Wednesday is Monday.
    assert due(1, date(2026, 12, 23)) == date(2026, 12, 28)


def test_holidays_are_kept_and_forgotten(db: Any, django_assert_num_queries: Any) -> None:
    Holiday.objects.create(date=date(2026, 12, 1), name="Hari jadi")
    with django_assert_num_queries(1):
        assert date(2026, 12, 1) in holidays()
        assert date(2026, 12, 1) in holidays()
    Holiday.objects.all().delete()
    forget()
    assert holidays() == frozenset()


def test_the_administrator_keeps_holidays_and_names_in_the_back_office(client: Any, hadi: Any) -> None:
    from accounts.services import sync_groups  # noqa: PLC0415

    sync_groups(hadi)
    desk_login(client, hadi)
    assert holidays() == frozenset()
    data = {"date": "2026-12-10", "name": "Hari jadi", "basis": "ketetapan"}
    assert client.post(reverse("hari-libur:add"), data).status_code == 302
    assert holidays() == frozenset({date(2026, 12, 10)})
    row = Holiday.objects.get()
    assert client.get(reverse("hari-libur:index")).status_code == 200
    client.post(reverse("hari-libur:edit", args=[row.pk]), {**data, "date": "2026-12-11"})
    assert holidays() == frozenset({date(2026, 12, 11)})
    client.post(reverse("hari-libur:delete", args=[row.pk]))
    assert holidays() == frozenset()
    name = {"prefix": "33.23", "level": 4, "kind": "2", "name": "Kampung"}
    assert client.post(reverse("sebutan-tingkat:add"), name).status_code == 302
    assert LevelName.objects.get().name == "Kampung"


@pytest.mark.parametrize("who", ["gita", "joko"])
def test_others_may_not(client: Any, who: str, request: Any) -> None:
    from accounts.services import sync_groups  # noqa: PLC0415

    user = request.getfixturevalue(who)
    sync_groups(user)
    desk_login(client, user)
    response = client.post(reverse("hari-libur:add"), {"date": "2026-12-10", "name": "X", "basis": "tetap"})
    assert response.status_code in (302, 403)
    assert not Holiday.objects.exists()
