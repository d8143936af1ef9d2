"""A forum's ballot by its pages: papers given and typed by two officers, what differs, the count, the calling off."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from musrenbang.models import Elector, Forum, PaperBallot, Round
from tests.factories import desk_login, make_officer
from tests.forum.test_ballot import opened, over

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(hall: Forum) -> str:
    return f"/petugas/forum/{hall.pk}/suara/"


@pytest.fixture
def officers(joko: Any) -> dict[str, Client]:
    """Two officers of the kecamatan, each at a browser."""
    second = make_officer("jaka", "Jaka Umbara", joko.mandates.get().role, "33.23.03")
    found = {}
    for user in (joko, second):
        found[user.username] = Client()
        desk_login(found[user.username], user)
    return found


def send(client: Client, here: str, deed: str, **values: Any) -> Any:
    """One form of the page as it stands now."""
    key = client.get(here).context["forms"][deed]["kunci"].value()
    return client.post(f"{here}{deed}/", {"kunci": key, **values})


def test_papers_that_differ_are_named_until_they_agree(
    hall: Forum,
    here: str,
    officers: dict[str, Client],
    joko: Any,
) -> None:
    opened(hall, joko)
    joko_at, jaka_at = officers["joko"], officers["jaka"]
    assert send(joko_at, here, "paper", number="1", choices=["1"]).status_code == 302
    assert send(jaka_at, here, "paper", number="1", choices=["2"]).status_code == 302
    assert "Lembar 1: isi ketikan berbeda (Joko Susilo, Jaka Umbara)." in joko_at.get(here).text
    assert send(jaka_at, here, "paper", number="1", choices=["1"]).status_code == 302
    page = joko_at.get(here)
    assert "isi ketikan berbeda" not in page.text
    assert page.context["turnout"].open_papers == []
    assert list(PaperBallot.objects.order_by("by__username").values_list("number", "choices")) == [(1, [1]), (1, [1])]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"number": "3", "choices": ["1"]}, "Nomor lembar ini tidak dibagikan."),
        ({"number": "0", "choices": ["1"]}, "number"),
        ({"number": "1", "choices": ["1", "2"]}, "paling banyak 1"),
        ({"number": "1", "choices": ["9"]}, "choices"),
    ],
)
def test_a_paper_typed_wrongly_comes_back_with_what_was_typed(
    hall: Forum,
    here: str,
    officers: dict[str, Client],
    joko: Any,
    values: dict[str, Any],
    words: str,
) -> None:
    opened(hall, joko)
    answer = send(officers["joko"], here, "paper", **values)
    assert answer.status_code == 200
    assert words.lower() in answer.text.lower()
    assert 'class="errors' in answer.text
    assert f'value="{values["number"]}"' in answer.text
    assert not PaperBallot.objects.exists()


def test_a_paper_given_by_the_page_takes_the_account_out(
    hall: Forum,
    here: str,
    officers: dict[str, Client],
    joko: Any,
    ani: Any,
) -> None:
    opened(hall, joko)
    mine = Elector.objects.get(user=ani)
    assert send(officers["joko"], here, "give", elector=str(mine.pk)).status_code == 302
    assert "3 lembar, bernomor 1 sampai 3" in officers["joko"].get(here).text
    again = send(officers["joko"], here, "give", elector=str(mine.pk))
    assert again.status_code == 200, "she is no longer offered"
    assert Elector.objects.filter(paper=True).count() == 3


def test_counted_when_time_and_papers_agree(
    hall: Forum,
    here: str,
    officers: dict[str, Client],
    joko: Any,
) -> None:
    held = opened(hall, joko)
    for client in officers.values():
        assert send(client, here, "paper", number="1", choices=["3"]).status_code == 302
    over(held)
    assert send(officers["joko"], here, "count").status_code == 302
    shown = officers["joko"].get(here)
    assert Round.objects.get().state == "dihitung"
    assert "Hadir 4, memilih 1, sah 1, tidak sah 0." in shown.text
    assert "Buka pemungutan suara" in shown.text, "another one may be opened"
    assert officers["joko"].post(f"{here}count/").status_code == 404, "nothing is left to count"


def test_called_off_only_with_words(
    hall: Forum,
    here: str,
    officers: dict[str, Client],
    joko: Any,
) -> None:
    opened(hall, joko)
    assert send(officers["joko"], here, "cancel", note="").status_code == 200
    assert Round.objects.get().state == "diumumkan"
    words = "Forum mencapai mufakat sesudah jeda, pemungutan tidak perlu."
    assert send(officers["joko"], here, "cancel", note=words).status_code == 302
    assert Round.objects.get().state == "dibatalkan"


def test_only_the_forums_officers_come_in(hall: Forum, here: str, citra: Any, dewi: Any, ani: Any) -> None:
    for user, status in ((citra, 404), (dewi, 403), (ani, 302)):
        client = Client()
        if user is ani:
            client.force_login(user)
        else:
            desk_login(client, user)
        assert client.get(here).status_code in {status, 403, 404}, user
        assert client.post(f"{here}open/", {"title": "x"}).status_code in {status, 403, 404}, user
    assert not Round.objects.exists()


def test_over_means_over(hall: Forum, here: str, officers: dict[str, Client], joko: Any) -> None:
    held = opened(hall, joko)
    early = send(officers["joko"], here, "count")
    assert "belum ditutup" in early.text
    assert Round.objects.get(pk=held.pk).closes_at > timezone.now() - timedelta(minutes=1)
