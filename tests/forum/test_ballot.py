"""The ballot of a forum that finds no consensus: who votes, on what, papers typed twice, its result in the minutes."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from audit.models import Entry
from core.states import StateError
from musrenbang.models import Ballot, Forum, PaperBallot, Round
from musrenbang.queries.agreement import snapshot
from musrenbang.queries.voting import open_rounds
from musrenbang.services import forum_ballot as verbs
from musrenbang.services.agreeing import decide_item
from musrenbang.services.ballots import cast_ballot
from musrenbang.services.forums import close_forum
from musrenbang.services.rounds import count_round, run_clock
from tests.factories import desk_login, make_officer
from tests.forum.makers import items

pytestmark = pytest.mark.django_db


def opened(forum: Forum, by: Any, numbers: tuple[int, ...] = (1, 3, 4), **more: Any) -> Round:
    chosen = [items(forum)[number] for number in numbers]
    values = {"title": "Urutan yang belum disepakati", "max_choices": 1, "minutes": 15} | more
    return verbs.open_ballot(by=by, forum=forum, items=chosen, **values)


def over(round: Round) -> Round:
    """The same ballot when its time is over."""
    past = timezone.now() - timedelta(minutes=1)
    Round.objects.filter(pk=round.pk).update(
        announced_at=past - timedelta(hours=1), opens_at=past - timedelta(hours=1), closes_at=past
    )
    return Round.objects.get(pk=round.pk)


def test_who_came_votes_once_and_nobody_else(hall: Forum, joko: Any, ani: Any, citra: Any) -> None:
    round = opened(hall, joko)
    assert [(e.user_id is None, e.paper) for e in round.electors.order_by("pk")] == [
        (False, False),
        (False, False),
        (True, True),
        (True, True),
    ]
    assert [(o.number, o.cost) for o in round.options.all()] == [(1, 96_000_000), (2, 45_000_000), (3, 45_000_000)]
    assert round.budget == 150_000_000
    cast_ballot(by=ani, round=round, choices=[2])
    cast_ballot(by=ani, round=round, choices=[3])
    assert Ballot.objects.get().choices == [3]
    with pytest.raises(PermissionDenied):
        cast_ballot(by=citra, round=round, choices=[1])
    with pytest.raises(ValidationError):
        cast_ballot(by=ani, round=round, choices=[1, 2])
    assert not open_rounds("33.23.03").exists(), "the portal does not call people to a vote of a hall"


def test_a_ballot_is_refused_where_it_could_not_be_held(
    hall: Forum, forum: Forum, joko: Any, indra: Any, works: Any
) -> None:
    with pytest.raises(PermissionDenied):
        opened(hall, indra)
    for numbers, more in (((1,), {}), ((1, 3), {"max_choices": 2}), ((1, 3), {"minutes": 0}), ((1, 2), {})):
        with pytest.raises(ValidationError):
            opened(hall, joko, numbers, **more)  # the last: the second costs more than the ceiling
    decide_item(by=joko, item=items(hall)[3], decision="cadangan")
    with pytest.raises(ValidationError):
        opened(hall, joko, (1, 3))
    opened(hall, joko, (1, 4))
    with pytest.raises(StateError):
        opened(hall, joko, (1, 4))


def test_nobody_decides_or_closes_over_a_running_ballot(hall: Forum, joko: Any) -> None:
    opened(hall, joko)
    with pytest.raises(StateError, match="dipungut suaranya"):
        decide_item(by=joko, item=items(hall)[1], decision="prioritas")
    for number in (2,):
        decide_item(by=joko, item=items(hall)[number], decision="cadangan")
    with pytest.raises(ValidationError, match="belum dihitung"):
        close_forum(by=joko, forum=hall)


def test_a_paper_counts_when_two_officers_typed_the_same(hall: Forum, joko: Any, ani: Any, budi: Any) -> None:
    round = opened(hall, joko)
    second = make_officer("jaka", "Jaka Umbara", joko.mandates.get().role, "33.23.03")
    cast_ballot(by=ani, round=round, choices=[2])
    cast_ballot(by=budi, round=round, choices=[1])
    with pytest.raises(ValidationError):
        verbs.type_paper(by=joko, round=round, number=3, choices=[1])  # two papers were handed out
    verbs.type_paper(by=joko, round=round, number=1, choices=[2])
    verbs.type_paper(by=joko, round=round, number=2, choices=[], invalid=True)
    verbs.type_paper(by=second, round=round, number=1, choices=[3])
    round = over(round)
    assert run_clock() == 0, "the clock waits for the papers"
    with pytest.raises(StateError, match="nomor 1"):
        verbs.count_ballot(by=joko, round=round)
    verbs.type_paper(by=second, round=round, number=1, choices=[2])
    with pytest.raises(StateError, match="nomor 2"):
        count_round(round=round)
    verbs.type_paper(by=second, round=round, number=2, choices=[], invalid=True)
    counted = verbs.count_ballot(by=joko, round=round)
    assert (counted.ballot_count, counted.invalid_count, counted.eligible_count) == (3, 1, 4)
    assert PaperBallot.objects.count() == 4
    votes = {row.option.number: row.votes for row in counted.results.select_related("option")}
    assert votes == {1: 1, 2: 2, 3: 0}
    data = " ".join(str(entry.data) for entry in Entry.objects.filter(verb="type_paper"))
    assert "choices" not in data
    with pytest.raises(StateError):
        verbs.type_paper(by=joko, round=counted, number=1, choices=[1])


def test_whoever_takes_a_paper_votes_no_more_by_the_account(hall: Forum, joko: Any, ani: Any, budi: Any) -> None:
    round = opened(hall, joko)
    mine = {one.user_id: one for one in round.electors.exclude(user=None)}
    verbs.give_paper(by=joko, round=round, elector=mine[ani.pk])
    with pytest.raises(PermissionDenied):
        cast_ballot(by=ani, round=round, choices=[1])
    cast_ballot(by=budi, round=round, choices=[1])
    with pytest.raises(StateError):
        verbs.give_paper(by=joko, round=round, elector=mine[budi.pk])
    assert round.electors.filter(paper=True).count() == 3


def test_the_result_stands_in_the_forum_and_in_the_berita_acara(
    client: Any, hall: Forum, joko: Any, ani: Any, budi: Any
) -> None:
    round = opened(hall, joko)
    public = client.get(hall.get_absolute_url()).text
    assert "Jumlah suara tampil sesudah dihitung" in public
    cast_ballot(by=ani, round=round, choices=[2])
    cast_ballot(by=budi, round=round, choices=[2])
    round.electors.filter(paper=True).delete()
    over(round)
    assert run_clock() == 1
    shown = client.get(hall.get_absolute_url()).text
    assert "Hadir 2, memilih 2, sah 2, tidak sah 0." in shown
    content, _ = snapshot(hall, number="1", signers=[])
    (ballot,) = content["ballots"]
    assert (ballot["present"], ballot["voted"], ballot["valid"], ballot["invalid"]) == (2, 2, 2, 0)
    assert [(row["title"], row["votes"]) for row in ballot["rows"]][0] == ("Drainase Jalan Melati", 2)
    assert ballot["seed"] == Round.objects.get().tie_seed


def test_the_officers_page_opens_types_and_counts(client: Any, hall: Forum, joko: Any, ani: Any) -> None:
    desk_login(client, joko)
    here = f"/petugas/forum/{hall.pk}/suara/"
    form = client.get(here).context["open_form"]
    data = {"kunci": form["kunci"].value(), "title": "Urutan", "max_choices": "1", "minutes": "15"}
    bad = client.post(f"{here}open/", data | {"items": [str(items(hall)[1].pk)]})
    assert "Pilih 2 sampai 60 usulan" in bad.text
    good = data | {"items": [str(items(hall)[n].pk) for n in (1, 3)]}
    assert client.post(f"{here}open/", good).status_code == 302
    page = client.get(here)
    assert "2 lembar, bernomor 1 sampai 2" in page.text
    kunci = page.context["forms"]["paper"]["kunci"].value()
    assert client.post(f"{here}paper/", {"kunci": kunci, "number": "1", "choices": ["1"]}).status_code == 302
    assert "menunggu petugas kedua" in client.get(here).text
    early = client.post(f"{here}count/", {"kunci": client.get(here).context["forms"]["count"]["kunci"].value()})
    assert "belum ditutup" in early.text
    assert client.get(f"{here}sesukanya/").status_code == 404
    client.force_login(ani)
    assert "Pilihan" in client.get(Round.objects.get().get_absolute_url()).text
