"""Two officers at one proposal, one form sent twenty times at once: one wins, the others are told."""

import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import close_old_connections, connection, connections

from core.states import StateError
from dialog.models import Comment
from musrenbang import services
from musrenbang.models import Proposal
from notifications.services import create_topic
from tests.conftest import DISTRICT, KERTOSARI
from tests.factories import make_officer
from tests.flows.clients import again, citizen_client, session_of, staff_client
from tests.musrenbang.conftest import NOTE, cycle, make_draft, make_submitted  # noqa: F401  (fixtures)

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite lets one writer in at a time; this race is PostgreSQL's"
    ),
]


def at_once(deeds: list[Callable[[], Any]]) -> list[Any]:
    """Start all deeds at one moment, each on its own connection; results or what was raised."""
    barrier, results = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(turn: int) -> None:
        close_old_connections()
        connection.ensure_connection()
        barrier.wait()
        try:
            results[turn] = deeds[turn]()
        except Exception as error:  # noqa: BLE001
            results[turn] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(turn,)) for turn in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.fixture
def pair(citra: Any) -> tuple[Any, Any]:
    """Two village officers of one kelurahan."""
    return citra, make_officer("cici", "Cici Amalia", citra.mandates.get().role, KERTOSARI)


def test_two_officers_by_their_verbs(pair: Any, ani: Any, make_submitted: Any) -> None:  # noqa: F811
    for turn in range(5):
        proposal = make_submitted(ani, title=f"Usulan {turn}")
        mine = [Proposal.objects.get(pk=proposal.pk) for _ in pair]
        deeds: list[Callable[[], Any]] = [
            lambda: services.verify_village(by=pair[0], proposal=mine[0]),  # noqa: B023
            lambda: services.return_proposal(by=pair[1], proposal=mine[1], reason="data_kurang", note=NOTE),  # noqa: B023
        ]
        results = at_once(deeds)
        lost = [result for result in results if isinstance(result, Exception)]
        assert [type(error) for error in lost] == [StateError], results
        won = next(result for result in results if not isinstance(result, Exception))
        proposal.refresh_from_db()
        assert proposal.state == won.state


def test_two_officers_at_their_screens(pair: Any, ani: Any, make_submitted: Any) -> None:  # noqa: F811
    proposal = make_submitted(ani)
    sessions = [session_of(staff_client(officer)) for officer in pair]

    def press(session: str, deed: str, **fields: str) -> Any:
        data = {"kunci": str(uuid.uuid4()), "keadaan": "diajukan", **fields}
        return again(session).post(f"/petugas/usulan/{proposal.pk}/{deed}/", data)

    answers = at_once(
        [
            lambda: press(sessions[0], "verify_village"),
            lambda: press(sessions[1], "return", reason="data_kurang", note=NOTE),
        ]
    )
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    told = next(answer for answer in answers if answer.status_code == 200).content.decode()
    assert "baru saja diubah orang lain" in told
    assert "Internal" not in told


def test_one_form_sent_twenty_times_at_once_is_one_comment(ani: Any) -> None:
    topic = create_topic(kind="usulan", title="Talud", url="/usulan/1/", region=KERTOSARI)
    session, key = session_of(citizen_client(ani)), str(uuid.uuid4())
    url, data = f"/topik/{topic.pk}/komentar/", {"kunci": key, "body": "Saya setuju sekali."}
    answers = at_once([lambda: again(session).post(url, data)] * 20)
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer.url for answer in answers}) == 1
    assert Comment.objects.filter(topic=topic).count() == 1
    topic.refresh_from_db()
    assert topic.comment_count == 1


def test_numbers_have_no_gap_when_many_submit_at_once(ani: Any, make_draft: Any) -> None:  # noqa: F811
    sheets = [make_draft(ani, title=f"Usulan {turn}") for turn in range(10)]
    done = at_once([lambda one=one: services.submit_proposal(by=ani, proposal=one) for one in sheets])
    assert sorted(one.sequence for one in done) == list(range(1, 11))
    assert {one.number[:13] for one in done} == {f"2028/{DISTRICT}"}
