"""No running count before the close: every door of the room, tried with ballots that could leak."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from audit import sealing
from audit.models import Entry, Seal
from audit.services import record
from musrenbang import voting_urls
from musrenbang.models import Envelope, Round, RoundResult
from musrenbang.services.ballots import cast_ballot
from musrenbang.services.opening import open_box
from musrenbang.services.rounds import run_clock
from notifications.models import Notification, Topic
from tests.conftest import KERTOSARI
from tests.factories import desk_login
from tests.voting.makers import CLOSES, SHARES, count

OTHERS = [
    "/",
    "/usulan/",
    "/jejak/",
    "/umpan/",
    "/cari/?q=kegiatan",
    "/akun/saya/",
    "/petugas/",
    "/pemberitahuan/",
    "/sitemap.xml",
]
WHO = [None, "ani", "budi", "citra", "dewi", "eko", "fajar", "gita", "hadi", "indra", "joko"]


@pytest.fixture
def voted(opened: Round) -> Round:
    """77 ballots in a pattern no other figure of the pages can show: option 1 has 77, option 2 has 61 of them."""
    people = User.objects.bulk_create([User(username=f"w{n}", home_id=KERTOSARI, rung=2) for n in range(77)])
    for turn, person in enumerate(people):
        cast_ballot(by=person, round=opened, choices=[1, 2] if turn < 61 else [1])
    return opened


def doors(round: Round) -> list[str]:
    """Every address of the room, with this round in it."""
    found = []
    for pattern in voting_urls.urlpatterns:
        path = str(pattern.pattern)
        path = path.replace("<int:pk>", str(round.pk)).replace("<int:cycle_id>", str(round.cycle_id))
        path = re.sub("<int:[a-z]+>", "1", path)
        found.append("/" + path.replace("<slug:deed>", "announce"))
    assert len(found) == len(voting_urls.urlpatterns)
    return found


def told(response: Any) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode(errors="replace")


def shows_count(page: str) -> bool:
    """Whether 77 or 61 stands on the page as a figure of its own."""
    text = page.split("<main", 1)[-1]
    for sign in "<>\"';,()[]":
        text = text.replace(sign, " ")
    return bool({"77", "61"} & set(text.replace(".", " ").split()))


@pytest.mark.parametrize("who", WHO)
def test_no_page_tells_a_count_before_the_close(who: str | None, voted: Round, request: pytest.FixtureRequest) -> None:
    client = Client(raise_request_exception=False)
    if who:
        desk_login(client, request.getfixturevalue(who))
    for url in [*doors(voted), *OTHERS]:
        response = client.get(url)
        assert response.status_code < 500, url
        assert not shows_count(told(response)), url
        if "/kirim/" not in url:
            continue
        if who == "ani":
            assert not shows_count(told(client.post(url, {"pilihan": ["1"]}, follow=True))), url


def test_the_control_the_same_search_finds_the_count_after_the_close(voted: Round, clock: Any, joko: Any) -> None:
    clock.move_to(CLOSES)
    count(joko, voted)
    assert shows_count(told(Client().get(f"/pemungutan/{voted.pk}/hasil/")))


def test_nothing_stored_elsewhere_holds_choices_or_counts(voted: Round) -> None:
    assert RoundResult.objects.count() == 0
    voted.refresh_from_db()
    assert (voted.ballot_count, voted.eligible_count) == (None, None)
    topic = Topic.objects.get(pk=voted.topic_id)
    assert (topic.comment_count, topic.support_count, topic.follower_count) == (0, 0, 0)
    assert not Notification.objects.filter(kind__startswith="pemungutan_d", text__contains="77").exists()
    for entry in Entry.objects.filter(verb__in=["vote", "change_vote"]):
        assert (entry.data, entry.target_id) == ({}, str(voted.pk))


def test_a_voter_sees_her_own_marks_and_no_others(voted: Round, ani: Any, budi: Any) -> None:
    cast_ballot(by=ani, round=voted, choices=[3])
    client = Client()
    client.force_login(budi)
    page = told(client.get(f"/pemungutan/{voted.pk}/"))
    assert " checked>" not in page
    for digest in Envelope.objects.values_list("digest", flat=True):
        assert digest[:16] not in page.replace("-", "")


def test_officers_see_no_count_on_the_round_before_the_close(voted: Round, joko: Any) -> None:
    client = Client()
    desk_login(client, joko)
    page = told(client.get(f"/petugas/pemungutan/{voted.pk}/"))
    assert "Jumlah suara tidak tampil di mana pun sampai ditutup." in page
    client.post(f"/petugas/pemungutan/{voted.pk}/ratify/", {"kunci": str(uuid.uuid4())})
    voted.refresh_from_db()
    assert voted.state == "diumumkan"


def test_the_trail_counts_no_voters_before_the_close(
    voted: Round, client: Client, clock: Any, joko: User, monkeypatch: Any
) -> None:
    """Sealed links are open to everybody, save those since the first vote of a round that is not counted."""
    monkeypatch.setattr(sealing, "SETTLED", timedelta(seconds=-5))
    record(by=joko, verb="sesudah_suara", target=joko)
    sealing.seal()
    sealing.check_all()
    before = Seal.objects.get(entry=Entry.objects.filter(verb="vote").earliest("id")).position
    text = told(client.get("/jejak/jejak.csv"))
    assert ("vote" in text, "sesudah_suara" in text) == (False, False)
    assert text.count("\n") == before  # the head line and every link before the first vote
    page = client.get("/jejak/")
    assert (page.context["chain"].length, page.context["chain"].checked) == (before - 1, before - 1)
    assert "Pemungutan suara sedang berlangsung." in page.content.decode()
    assert Seal.objects.latest("position").digest in page.content.decode()  # the whole chain is witnessed all the same
    clock.move_to(CLOSES + timedelta(minutes=1))
    run_clock()
    sealing.seal()
    assert "vote" not in told(client.get("/jejak/jejak.csv"))  # closed is not counted
    open_box(by=joko, round=voted, shares=SHARES[voted.pk][:2])
    sealing.seal()
    assert told(client.get("/jejak/jejak.csv")).count(",vote,") == 77
