"""The question four weeks after the end: asked once, answered by those who asked for the work, opened by a "belum"."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from accounts.registry import PERSONAL_DATA
from audit.models import Entry
from core.models import StoredFile
from core.periodic import SomeFailedError
from core.states import StateError
from dialog.models import Support
from musrenbang import services
from musrenbang.models import FixAnswer, FixQuestion, Proposal
from musrenbang.queries.work import deeds_now, waiting_for
from musrenbang.services.fixed import answer_question, ask_about_works, close_again, hide_answer, recall_work
from musrenbang.states import State
from tests.factories import desk_login, make_user
from tests.flows.world import photo
from tests.musrenbang.conftest import NOTE

pytestmark = pytest.mark.django_db
WORDS = "Ujung saluran masih tersumbat."


@pytest.fixture
def done(make_in_state: Any, budi: Any) -> Proposal:
    """A finished work of Ani that Budi stood behind."""
    proposal = make_in_state("selesai")
    Support.objects.create(topic=proposal.topic, user=budi)
    return proposal


def ask_now() -> FixQuestion:
    """Let four weeks pass and the periodic work run."""
    FixQuestion.objects.filter(asked_at__isnull=True).update(ask_on=timezone.localdate())
    ask_about_works()
    return question()


def question() -> FixQuestion:
    return FixQuestion.objects.select_related("proposal").order_by("-number")[0]


def state() -> str:
    return Proposal.objects.get().state


def test_asked_after_four_weeks_and_only_once(done: Proposal, ani: Any, budi: Any, citra: Any) -> None:
    made = FixQuestion.objects.get()
    assert (made.number, made.ask_on - made.done_on) == (1, timedelta(days=28))
    assert ask_about_works() == 0
    assert question().asked_at is None
    ask_now()
    first = question().asked_at
    assert first is not None
    assert ask_about_works() == 0
    assert question().asked_at == first
    for person, told in ((ani, 1), (budi, 1), (citra, 0)):
        rows = person.notifications.filter(kind="usulan_selesai")
        assert rows.count() == told
        assert all(row.url == f"{done.get_absolute_url()}selesai/" for row in rows)


def test_one_that_fails_stops_none(done: Proposal, monkeypatch: pytest.MonkeyPatch) -> None:
    FixQuestion.objects.update(ask_on=timezone.localdate())

    def broken(*args: Any, **more: Any) -> None:
        raise RuntimeError("surat macet")

    monkeypatch.setattr("musrenbang.services.fixed.tell", broken)
    with pytest.raises(SomeFailedError):
        ask_about_works()
    assert question().asked_at is None  # tried again at the next turn


def test_who_is_not_asked_does_not_answer(done: Proposal, indra: Any, citra: Any, budi: Any) -> None:
    with pytest.raises(StateError):  # not asked yet
        answer_question(by=budi, question=question(), verdict="ya")
    asked = ask_now()
    for person in (indra, citra):
        with pytest.raises(PermissionDenied):
            answer_question(by=person, question=asked, verdict="ya")
    for verdict, words, field in (("entah", "", "verdict"), ("belum", " ", "words"), ("sebagian", "", "words")):
        with pytest.raises(ValidationError) as error:
            answer_question(by=budi, question=asked, verdict=verdict, words=words)
        assert list(error.value.message_dict) == [field]
    assert FixAnswer.objects.count() == 0


def test_one_answer_a_person_and_it_may_change(done: Proposal, budi: Any) -> None:
    asked = ask_now()
    first = answer_question(by=budi, question=asked, verdict="sebagian", words=WORDS, photo=photo())
    second = answer_question(by=budi, question=asked, verdict="ya", words="Sudah baik.", photo=photo())
    assert first.pk == second.pk
    assert (second.verdict, second.words) == ("ya", "Sudah baik.")
    assert not StoredFile.objects.filter(pk=first.photo_id).exists()  # the old picture went
    FixQuestion.objects.update(asked_at=timezone.now() - timedelta(days=91))
    with pytest.raises(StateError):
        answer_question(by=budi, question=question(), verdict="belum", words=WORDS)


def test_the_proposers_no_opens_the_case(done: Proposal, ani: Any, budi: Any, joko: Any, dewi: Any) -> None:
    asked = ask_now()
    answer_question(by=budi, question=asked, verdict="belum", words=WORDS)
    assert state() == State.DONE  # one neighbour is not enough
    answer_question(by=ani, question=question(), verdict="belum", words=WORDS)
    proposal = Proposal.objects.select_related("cycle", "topic").get()
    assert proposal.state == State.REOPENED
    assert proposal.due_on is not None
    assert proposal.due_on > timezone.localdate() + timedelta(days=10)  # ten working days
    entry = Entry.objects.filter(verb="reopen").get()
    assert (entry.from_state, entry.to_state, entry.actor_id) == ("selesai", "dibuka_lagi", ani.pk)
    assert "tersumbat" not in str(entry.data)
    for officer in (joko, dewi):
        assert list(waiting_for(officer)) == [proposal]
        assert "close_again" in [deed.name for deed in deeds_now(officer, proposal)]
    with pytest.raises(StateError):
        answer_question(by=budi, question=question(), verdict="ya")


def test_enough_neighbours_open_it_too(done: Proposal) -> None:
    asked = ask_now()
    for number in range(3):
        assert state() == State.DONE
        neighbour = make_user(f"tetangga{number}", f"Tetangga {number}")
        Support.objects.create(topic=done.topic, user=neighbour)
        answer_question(by=neighbour, question=asked, verdict="belum", words=WORDS)
    assert state() == State.REOPENED


def test_closed_with_words_and_picture_and_asked_again(done: Proposal, ani: Any, joko: Any, citra: Any) -> None:
    answer_question(by=ani, question=ask_now(), verdict="belum", words=WORDS)
    again = Proposal.objects.get()
    for by, note, upload, error in (
        (citra, NOTE, photo(), PermissionDenied),
        (joko, NOTE, None, ValidationError),
        (joko, "pendek", photo(), ValidationError),
    ):
        with pytest.raises(error):
            close_again(by=by, proposal=again, note=note, photo=upload)
    close_again(by=joko, proposal=again, note="Ujung saluran sudah dibersihkan dan diuji.", photo=photo())
    assert state() == State.DONE
    assert again.photos.get(phase="sesudah").file.public
    assert [row.number for row in FixQuestion.objects.all()] == [1, 2]
    ask_now()
    assert ani.notifications.filter(kind="usulan_selesai").count() == 2
    answer_question(by=ani, question=question(), verdict="belum", words=WORDS)
    assert state() == State.REOPENED
    assert ani.notifications.filter(text__startswith="Selesai setelah diperbaiki").count() == 1


def test_the_office_itself_opens_a_case(done: Proposal, joko: Any, citra: Any) -> None:
    with pytest.raises(PermissionDenied):
        recall_work(by=citra, proposal=done, note=NOTE)
    with pytest.raises(ValidationError):
        recall_work(by=joko, proposal=done, note="")
    assert recall_work(by=joko, proposal=done, note=NOTE).state == State.REOPENED


def test_everybody_reads_answers_without_names(done: Proposal, ani: Any, budi: Any, client: Client) -> None:
    address = done.get_absolute_url()
    assert "Sudah selesai dan berfungsi?" not in client.get(address).content.decode()
    asked = ask_now()
    answer_question(by=budi, question=asked, verdict="sebagian", words="Bagian <i>utara</i> belum.", photo=photo())
    page = client.get(address).content.decode()
    assert "0 dari 1 penjawab mengatakan pekerjaan ini sudah selesai dan berfungsi." in page
    assert "Bagian &lt;i&gt;utara&lt;/i&gt; belum." in page
    assert "Budi" not in page
    answer_question(by=ani, question=question(), verdict="belum", words=WORDS)
    page = client.get(address).content.decode()
    assert "Dibuka lagi, menunggu perbaikan" in page
    assert "Dibuka lagi karena warga menjawab belum" in page
    assert "Pertanyaan ini ditutup karena kasusnya dibuka lagi." in page
    assert "Jawab pertanyaan ini" not in page


def test_the_form(done: Proposal, budi: Any, indra: Any, client: Client) -> None:
    address = f"{done.get_absolute_url()}selesai/"
    client.force_login(budi)
    assert client.get(address).status_code == 404  # nobody was asked yet
    ask_now()
    page = client.get(address)
    sent = {"kunci": page.context["form"]["kunci"].value(), "verdict": "belum", "words": ""}
    wrong = client.post(address, sent)
    assert wrong.status_code == 200
    assert "Tulis apa yang belum selesai" in wrong.content.decode()
    assert client.post(address, sent | {"words": WORDS}).status_code == 302
    assert client.post(address, sent | {"words": WORDS}).status_code == 302
    assert FixAnswer.objects.get().words == WORDS
    assert "Anda sudah menjawab" in client.get(address).content.decode()
    client.force_login(indra)
    assert client.get(address).status_code == 403
    client.logout()
    assert client.get(address).status_code == 302


def test_a_moderator_hides_words_but_not_the_answer(
    done: Proposal, budi: Any, eko: Any, gita: Any, client: Client
) -> None:
    answer = answer_question(by=budi, question=ask_now(), verdict="sebagian", words="Kata kasar.", photo=photo())
    with pytest.raises(PermissionDenied):
        hide_answer(by=gita, answer=answer, reason="kasar")
    hide_answer(by=eko, answer=answer, reason="kasar")
    page = client.get(done.get_absolute_url()).content.decode()
    assert "Kata kasar." not in page
    assert "0 dari 1 penjawab" in page
    assert not StoredFile.objects.get(pk=answer.photo_id).public
    with pytest.raises(StateError):
        hide_answer(by=eko, answer=answer, reason="kasar")
    desk_login(client, eko)
    assert client.get(f"/petugas/jawaban/{answer.pk}/").status_code == 200
    hide_answer(by=eko, answer=answer, reason="")
    client.logout()
    assert "Kata kasar." in client.get(done.get_absolute_url()).content.decode()


def test_hiding_the_proposal_shuts_the_pictures(done: Proposal, budi: Any, eko: Any, client: Client) -> None:
    answer = answer_question(by=budi, question=ask_now(), verdict="sebagian", words="Kata kasar.", photo=photo())
    services.hide_proposal(by=eko, proposal=Proposal.objects.get(), reason="kasar")
    assert not StoredFile.objects.get(pk=answer.photo_id).public
    assert "Kata kasar." not in client.get(done.get_absolute_url()).content.decode()


def test_my_data_and_erasure(done: Proposal, budi: Any) -> None:
    answer = answer_question(by=budi, question=ask_now(), verdict="sebagian", words=WORDS, photo=photo())
    room = PERSONAL_DATA.rooms["janji"]
    told = room.collect(budi)["jawaban_pekerjaan"]
    assert [(one["usulan"], one["jawaban"], one["penjelasan"]) for one in told] == [(done.number, "Sebagian", WORDS)]
    room.erase(budi)
    kept = FixAnswer.objects.get()
    assert (kept.verdict, kept.words, kept.photo_id) == ("sebagian", "", None)
    assert not StoredFile.objects.filter(pk=answer.photo_id).exists()


def test_my_account_asks_until_answered(done: Proposal, budi: Any) -> None:
    asked = ask_now()
    mine = PERSONAL_DATA.rooms["janji"].mine
    assert [thing.url for thing in mine(budi)] == [f"{done.get_absolute_url()}selesai/"]
    answer_question(by=budi, question=asked, verdict="ya")
    assert mine(budi) == []
