"""Every verb a helped person may use: done in her name, and refused whatever the helper lacks."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from acara import services as acara
from acara.models import Registration
from accounts.assisting import acting
from accounts.models import Assist, AssistedDeed, Rung, User
from accounts.registry import ASSISTED
from accounts.services import begin_help, end_help
from audit.models import Entry
from core.ratelimit import RateLimited
from dialog import services as dialog
from dialog.models import Support
from konsultasi import services as konsultasi
from konsultasi.models import Input, InputSupport
from musrenbang import services as musrenbang
from musrenbang.models import Envelope, Proposal
from musrenbang.services.ballots import cast_ballot
from notifications.models import Topic
from tests.conftest import GUNTUR, KERTOSARI
from tests.factories import make_user
from tests.flows.world import photo
from tests.musrenbang.conftest import fields
from wilayah.models import Region

pytestmark = pytest.mark.django_db


@pytest.fixture
def s(w: Any) -> Any:
    """Sumiati, without contact, and what is hers already: she had a good day once."""
    person = make_user("sumiati0001", "Sumiati", home=KERTOSARI, rung=Rung.CONTACT)
    mine = SimpleNamespace(person=person, w=w)
    passage = w.page.consultation.versions.latest("number").passages.select_related("version").get(block_id="p2a1")
    mine.passage = passage
    mine.input = konsultasi.submit_input(
        by=person, consultation=w.consultation, passage=passage, kind="saran", body="Punya saya yang dahulu."
    )
    konsultasi.support_input(by=person, input=w.later)
    mine.draft, mine.ready = (sheet(w, person, title) for title in ("Jembatan Kali Kuas", "Talud Dusun Krajan"))
    mine.sent = musrenbang.submit_proposal(by=person, proposal=sheet(w, person, "Pos ronda"))
    dialog.support(by=person, topic=w.verified.topic)
    mine.photo = musrenbang.add_photo(by=person, proposal=mine.draft, upload=photo())
    User.objects.filter(pk=person.pk).update(rung=Rung.REGISTERED)
    person.refresh_from_db()
    return mine


def sheet(w: Any, by: Any, title: str) -> Proposal:
    values = fields(title=title)
    values["region"] = Region.objects.get(pk=values.pop("region_id"))
    return musrenbang.save_draft(by=by, cycle=w.cycle, places=[(2, 4)], **values)


def answer(s: Any, by: Any) -> Any:
    return konsultasi.submit_input(
        by=by, consultation=s.w.consultation, passage=s.passage, kind="saran", body="Gerobak jangan lewat malam."
    )


def own(s: Any, what: str) -> Any:
    return Proposal.objects.get(pk=getattr(s, what).pk)


VERBS: dict[str, tuple[str, Callable[[Any, Any], Any]]] = {
    "submit_input": ("answer", answer),
    "edit_input": ("answer", lambda s, by: konsultasi.edit_input(by=by, input=s.input, kind="saran", body="Diubah.")),
    "withdraw_input": ("answer", lambda s, by: konsultasi.withdraw_input(by=by, input=s.input)),
    "support_input": ("answer", lambda s, by: konsultasi.support_input(by=by, input=s.w.answered)),
    "unsupport_input": ("answer", lambda s, by: konsultasi.unsupport_input(by=by, input=s.w.later)),
    "new_draft": ("propose", lambda s, by: musrenbang.save_draft(by=by, cycle=s.w.cycle, title="Sumur resapan")),
    "save_draft": ("propose", lambda s, by: musrenbang.save_draft(by=by, proposal=s.draft, title="Sumur resapan")),
    "add_photo": ("propose", lambda s, by: musrenbang.add_photo(by=by, proposal=s.draft, upload=photo())),
    "remove_photo": ("propose", lambda s, by: musrenbang.remove_photo(by=by, photo=s.photo)),
    "delete_draft": ("propose", lambda s, by: musrenbang.delete_draft(by=by, proposal=s.draft)),
    "submit_proposal": ("propose", lambda s, by: musrenbang.submit_proposal(by=by, proposal=own(s, "ready"))),
    "withdraw_proposal": ("propose", lambda s, by: musrenbang.withdraw_proposal(by=by, proposal=own(s, "sent"))),
    "support": ("support", lambda s, by: dialog.support(by=by, topic=s.w.topic)),
    "unsupport": ("support", lambda s, by: dialog.unsupport(by=by, topic=s.w.verified.topic)),
    "register": ("event", lambda s, by: acara.register(by=by, event=s.w.event)),
}
SILENT = {"new_draft", "save_draft", "add_photo", "remove_photo", "delete_draft"}  # a draft is nobody's business


def begin(s: Any, deeds: Any = None) -> Any:
    given = {"agreed": "lisan", "witness": "Pak RT"}
    return begin_help(by=s.w.fajar, person=s.person, deeds=list(deeds or ASSISTED.kinds), **given)


def stand(s: Any) -> list[Any]:
    """What there is: any difference is a deed."""
    kept = [list(model.objects.order_by("pk").values()) for model in (Input, InputSupport, Proposal, Support)]
    return [
        *kept,
        Registration.objects.count(),
        Entry.objects.exclude(verb__endswith="_bantu").count(),
        s.photo.file_id,
    ]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_done_in_her_name_with_the_helper_in_the_trail(s: Any, verb: str) -> None:
    row = begin(s, [VERBS[verb][0]])
    before = Entry.objects.latest("pk").pk
    VERBS[verb][1](s, acting(row, s.w.fajar))
    entries = list(Entry.objects.filter(pk__gt=before, actor_id__isnull=False))  # the queue gives the seat itself
    assert len(entries) == (0 if verb in SILENT else 1)
    for entry in entries:
        assert (entry.actor_id, entry.role) == (s.person.pk, "citizen")
        assert entry.data["pendamping"] == s.w.fajar.pk
        assert entry.data["peran_pendamping"] == "facilitator"
    assert row.deeds_done.count() == len(entries)


def no_mandate(s: Any) -> Any:
    row = begin(s)
    s.w.fajar.mandates.update(ended_at=timezone.now())
    return row


def out_of_region(s: Any) -> Any:
    row = begin(s)
    s.w.fajar.mandates.update(region_id=GUNTUR)
    return row


def over_limit(s: Any) -> Any:
    row = begin(s)
    entry = Entry.objects.latest("pk")
    made = {"assist": row, "verb": "x", "target_type": "x", "target_id": "1", "entry_id": entry.pk, "at": entry.at}
    AssistedDeed.objects.bulk_create(AssistedDeed(**made) for _ in range(40))
    return row


def not_agreed(s: Any, verb: str) -> Any:
    return begin(s, [name for name in ASSISTED.kinds if name != VERBS[verb][0]])


def ended(s: Any) -> Any:
    return end_help(by=s.w.fajar, assist=begin(s), read_back=False)


def run_out(s: Any) -> Any:
    row = begin(s)
    Assist.objects.filter(pk=row.pk).update(until=timezone.now())
    return Assist.objects.get(pk=row.pk)


LACKS: dict[str, Callable[..., Any]] = {
    "no_mandate": no_mandate,
    "out_of_region": out_of_region,
    "over_limit": over_limit,
    "not_agreed": not_agreed,
    "ended": ended,
    "run_out": run_out,
}


@pytest.mark.parametrize("lack", LACKS)
@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_is_done_by_a_helper_who_lacks_something(s: Any, verb: str, lack: str) -> None:
    row = LACKS[lack](s, verb) if lack == "not_agreed" else LACKS[lack](s)
    before = stand(s)
    helper = User.objects.get(pk=s.w.fajar.pk)
    with pytest.raises((PermissionDenied, RateLimited)):
        VERBS[verb][1](s, acting(Assist.objects.select_related("person__home").get(pk=row.pk), helper))
    assert stand(s) == before


def test_a_vote_is_never_cast_by_another_hand(s: Any) -> None:
    User.objects.filter(pk=s.person.pk).update(rung=Rung.SEEN)
    row = Assist.objects.select_related("person__home").get(pk=begin(s).pk)
    ballots = Envelope.objects.count()
    with pytest.raises(PermissionDenied):
        cast_ballot(by=acting(row, s.w.fajar), round=s.w.round, choices=[1, 2])
    assert Envelope.objects.count() == ballots


def test_nothing_else_is_done_either(s: Any) -> None:
    by = acting(begin(s), s.w.fajar)
    refused = [
        lambda: dialog.post_comment(by=by, topic=s.w.topic, body="Saya setuju sekali."),
        lambda: dialog.report_comment(by=by, comment=s.w.said, reason="iklan"),
        lambda: konsultasi.answer_input(by=by, input=s.w.later, disposition="dicatat", explanation="x" * 30),
        lambda: musrenbang.merge_proposal(by=by, proposal=s.sent, into=s.w.submitted),
    ]
    for deed in refused:
        with pytest.raises(PermissionDenied):
            deed()


def test_the_public_reads_with_help_and_the_row_says_so(s: Any) -> None:
    by = acting(begin(s), s.w.fajar)
    entry = answer(s, by)
    assert (entry.channel, entry.author_id, entry.recorded_by_id) == ("dibantu", s.person.pk, None)
    proposal = musrenbang.submit_proposal(by=by, proposal=own(s, "ready"))
    assert Proposal.objects.get(pk=proposal.pk).assisted is True
    assert s.sent.assisted is False
    assert Topic.objects.get(pk=proposal.topic_id).visible


def test_what_is_read_back_is_what_was_entered(s: Any) -> None:
    row = begin(s)
    by = acting(row, s.w.fajar)
    made = answer(s, by)
    sent = musrenbang.submit_proposal(by=by, proposal=own(s, "ready"))
    seat = acara.register(by=by, event=s.w.event)
    told = {
        "input": ASSISTED.tell("konsultasi.input", "submit_input", str(made.pk)),
        "proposal": ASSISTED.tell("musrenbang.proposal", "submit", str(sent.pk)),
        "support": ASSISTED.tell("notifications.topic", "support", str(s.w.topic.pk)),
        "seat": ASSISTED.tell("acara.registration", "register", str(seat.pk)),
    }
    assert all(told.values())
    assert ("Isi", "Gerobak jangan lewat malam.") in told["input"].lines
    assert ("Judul", "Talud Dusun Krajan") in told["proposal"].lines
    assert ("Volume", "240 m") in told["proposal"].lines
    assert ("Perkiraan biaya", "Rp312.000.000") in told["proposal"].lines
    assert told["support"].title == "Mendukung: Drainase Jalan Melati"
    assert ("Kode tiket", seat.code_spaced) in told["seat"].lines
    assert ASSISTED.tell("konsultasi.input", "submit_input", "99999999") is None
    assert ASSISTED.tell("musrenbang.ballot", "vote", "1") is None
