"""Writing, changing, withdrawing: two levels, stances, limits, counters."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from audit.models import Entry
from core import pagecache
from core.ratelimit import RateLimited
from core.states import StateError
from dialog import services
from dialog.models import Comment
from notifications.models import Notification, Topic
from notifications.services import create_topic, follow, update_topic
from tests.conftest import GUNTUR, KERTOSARI


def counts(topic: Topic) -> tuple[int, int]:
    topic.refresh_from_db()
    return topic.comment_count, topic.support_count


def test_a_comment_is_kept_counted_and_traced(topic: Topic, cast: Any) -> None:
    before = pagecache.versions(topic.version_name, "usulan")
    comment = services.post_comment(by=cast.ani, topic=topic, body="  Setuju,\r\nsegera. \x00", stance="setuju")
    assert (comment.body, comment.stance, comment.role, comment.state) == ("Setuju,\nsegera.", "setuju", "", "tampil")
    assert counts(topic) == (1, 0)
    entry = Entry.objects.get(verb="comment")
    assert (entry.actor_id, entry.role, entry.target_id) == (cast.ani.pk, "citizen", str(comment.pk))
    after = pagecache.versions(topic.version_name, "usulan")
    assert all(after[name] > before[name] for name in before)


def test_a_reply_to_a_reply_joins_the_first_thread(topic: Topic, cast: Any, said: Comment) -> None:
    first = services.post_comment(by=cast.ani, topic=topic, body="Rumah saya juga.", parent=said)
    second = services.post_comment(by=cast.budi, topic=topic, body="Di RT berapa?", parent=first, stance="setuju")
    assert (first.parent_id, second.parent_id, second.stance) == (said.pk, said.pk, "")
    said.refresh_from_db()
    assert said.reply_count == 2
    assert counts(topic)[0] == 3


def test_a_reply_stays_in_its_topic_and_to_what_is_shown(topic: Topic, cast: Any, said: Comment) -> None:
    other = create_topic(kind="usulan", title="Lain", url="/usulan/2/", region=KERTOSARI)
    with pytest.raises(ValidationError):
        services.post_comment(by=cast.ani, topic=other, body="Salah alamat.", parent=said)
    services.withdraw_comment(by=cast.budi, comment=said)
    with pytest.raises(ValidationError):
        services.post_comment(by=cast.ani, topic=topic, body="Terlambat.", parent=said)
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("body", ["", "  \n\u202e\x00", "x" * 3001])
def test_empty_and_endless_words_are_refused(topic: Topic, ani: Any, body: str) -> None:
    with pytest.raises(ValidationError) as caught:
        services.post_comment(by=ani, topic=topic, body=body)
    assert "body" in caught.value.message_dict


def test_an_unknown_stance_is_refused_and_an_unasked_one_dropped(topic: Topic, ani: Any) -> None:
    with pytest.raises(ValidationError):
        services.post_comment(by=ani, topic=topic, body="Hm", stance="marah")
    update_topic(topic, asks_stance=False)
    assert services.post_comment(by=ani, topic=topic, body="Hm", stance="setuju").stance == ""


def test_the_same_words_again_are_refused_for_five_minutes(topic: Topic, cast: Any) -> None:
    with time_machine.travel("2026-11-24T02:00:00Z", tick=False) as clock:
        services.post_comment(by=cast.ani, topic=topic, body="Setuju.")
        with pytest.raises(ValidationError):
            services.post_comment(by=cast.ani, topic=topic, body=" Setuju. ")
        services.post_comment(by=cast.budi, topic=topic, body="Setuju.")
        clock.shift(timedelta(minutes=5, seconds=1))
        services.post_comment(by=cast.ani, topic=topic, body="Setuju.")
    assert counts(topic)[0] == 3


def test_the_eleventh_comment_in_ten_minutes_waits(topic: Topic, cast: Any) -> None:
    with time_machine.travel("2026-11-24T02:00:00Z", tick=False):
        for n in range(10):
            services.post_comment(by=cast.ani, topic=topic, body=f"Pendapat {n}")
        with pytest.raises(RateLimited):
            services.post_comment(by=cast.ani, topic=topic, body="Pendapat 10")
        services.post_comment(by=cast.budi, topic=topic, body="Orang lain boleh")
    assert counts(topic)[0] == 11


def test_closed_and_hidden_topics_take_no_words(topic: Topic, cast: Any, said: Comment) -> None:
    update_topic(topic, comments_until=timezone.now() - timedelta(seconds=1))
    with pytest.raises(PermissionDenied):
        services.post_comment(by=cast.ani, topic=topic, body="Terlambat")
    said.topic = topic
    with pytest.raises(PermissionDenied):
        services.edit_comment(by=cast.budi, comment=said, body="Terlambat")
    update_topic(topic, comments_until=None, visible=False)
    for deed in (services.support, services.unsupport):
        with pytest.raises(PermissionDenied):
            deed(by=cast.ani, topic=topic)
    with pytest.raises(PermissionDenied):
        services.post_comment(by=cast.ani, topic=topic, body="Tersembunyi")
    with pytest.raises(PermissionDenied):
        services.report_comment(by=cast.ani, comment=said, reason="kasar")
    assert counts(topic) == (1, 0)


def test_an_officer_speaks_in_office_where_the_mandate_covers(topic: Topic, cast: Any) -> None:
    cast.citra.mandates.update(title="Kasi Pembangunan Kertosari")
    here = services.post_comment(by=cast.citra, topic=topic, body="Pekerjaan mulai 18 Januari.")
    assert (here.role, here.office) == ("village_officer", "Kasi Pembangunan Kertosari")
    elsewhere = services.post_comment(by=cast.indra, topic=topic, body="Sebagai tetangga, saya mendukung.")
    assert (elsewhere.role, elsewhere.office) == ("", "")
    other = create_topic(kind="usulan", title="Lain", url="/usulan/2/", region=GUNTUR)
    there = services.post_comment(by=cast.indra, topic=other, body="Jawaban kantor desa.")
    assert (there.role, there.office) == ("village_officer", "Petugas kelurahan/desa")
    assert Entry.objects.filter(verb="comment").values_list("role", flat=True)[0] == "village_officer"


def test_own_words_may_be_mended_for_fifteen_minutes(topic: Topic, cast: Any) -> None:
    with time_machine.travel("2026-11-24T02:00:00Z", tick=False) as clock:
        mine = services.post_comment(by=cast.ani, topic=topic, body="Salah tulsi")
        with pytest.raises(PermissionDenied):
            services.edit_comment(by=cast.budi, comment=mine, body="Diubah orang")
        clock.shift(timedelta(minutes=14, seconds=59))
        services.edit_comment(by=cast.ani, comment=mine, body="Salah tulis")
        clock.shift(timedelta(seconds=1))
        with pytest.raises(StateError):
            services.edit_comment(by=cast.ani, comment=mine, body="Terlambat")
    mine.refresh_from_db()
    assert mine.body == "Salah tulis"
    assert mine.edited_at is not None


def test_withdrawing_counts_once_and_frees_no_one_else(topic: Topic, cast: Any, said: Comment) -> None:
    reply = services.post_comment(by=cast.ani, topic=topic, body="Balasan", parent=said)
    with pytest.raises(PermissionDenied):
        services.withdraw_comment(by=cast.eko, comment=reply)
    services.withdraw_comment(by=cast.ani, comment=reply)
    with pytest.raises(StateError):
        services.withdraw_comment(by=cast.ani, comment=Comment.objects.get(pk=reply.pk))
    said.refresh_from_db()
    assert (said.reply_count, counts(topic)[0]) == (0, 1)


def test_supporting_twice_counts_once_and_can_be_undone(topic: Topic, cast: Any) -> None:
    for person in (cast.ani, cast.ani, cast.budi):
        services.support(by=person, topic=topic)
    assert counts(topic)[1] == 2
    services.unsupport(by=cast.ani, topic=topic)
    services.unsupport(by=cast.ani, topic=topic)
    assert counts(topic)[1] == 1
    assert list(Entry.objects.filter(verb__contains="support").values_list("verb", flat=True)) == [
        "support",
        "support",
        "unsupport",
    ]


def test_followers_hear_of_citizens_once_a_day_and_of_the_office_each_time(topic: Topic, cast: Any) -> None:
    follow(by=cast.ani, topic=topic)
    for n in range(3):
        services.post_comment(by=cast.budi, topic=topic, body=f"Kata rahasia {n}")
    for n in range(2):
        services.post_comment(by=cast.citra, topic=topic, body=f"Jawaban {n}")
    texts = list(Notification.objects.filter(user=cast.ani).order_by("id").values_list("text", flat=True))
    assert texts == [
        "Ada komentar baru pada “Talud Jalan Melati”.",
        "Petugas kelurahan/desa menulis pada “Talud Jalan Melati”.",
        "Petugas kelurahan/desa menulis pada “Talud Jalan Melati”.",
    ]


def test_the_one_replied_to_hears_of_it_without_the_words(topic: Topic, cast: Any, said: Comment) -> None:
    reply = services.post_comment(by=cast.ani, topic=topic, body="Kata pribadi", parent=said)
    services.post_comment(by=cast.budi, topic=topic, body="Saya jawab sendiri", parent=said)
    note = Notification.objects.get(user=cast.budi)
    assert note.text == "Ada balasan untuk komentar Anda pada “Talud Jalan Melati”."
    assert note.url == f"/usulan/1/#komentar-{reply.pk}"


def test_no_comment_is_dated_after_the_close(topic: Topic, ani: Any) -> None:
    """The topic as she saw it was open; the office has shut or hidden it meanwhile."""
    seen = Topic.objects.get(pk=topic.pk)
    for change in ({"comments_until": timezone.now()}, {"comments_until": None, "visible": False}):
        Topic.objects.filter(pk=topic.pk).update(**change)
        with pytest.raises(StateError):
            services.post_comment(by=ani, topic=seen, body="Terlambat sedikit saja.")
    topic.refresh_from_db()
    assert (Comment.objects.count(), topic.comment_count) == (0, 0)


def test_support_ends_with_the_conversation(topic: Topic, ani: Any, client: Any) -> None:
    """A withdrawn proposal, a draft, a finished vote: nobody stands behind them afterwards."""
    services.support(by=ani, topic=topic)
    update_topic(topic, comments_until=timezone.now())
    with pytest.raises(PermissionDenied):
        services.unsupport(by=ani, topic=topic)
    client.force_login(ani)
    url = f"/topik/{topic.pk}/dukung/"
    assert "sudah ditutup" in client.get(url).content.decode()
    assert client.post(url, {"aksi": "tarik"}).status_code == 403
    topic.refresh_from_db()
    assert topic.support_count == 1
