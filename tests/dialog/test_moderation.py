"""Reports and decisions: who may, what is told, what no longer leaks."""

from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import Role
from audit.models import Entry
from core.states import StateError
from dialog import moderating, personal, services
from dialog.models import Comment, Report
from notifications.models import Notification, Topic
from notifications.services import create_topic
from tests.conftest import KERTOSARI, REGENCY
from tests.factories import make_officer, make_region

SECRET = "Air masuk rumah saya"


def test_hiding_needs_a_moderator_of_the_place_and_a_reason(said: Comment, cast: Any) -> None:
    for person in (cast.ani, cast.budi, cast.citra, cast.indra):
        with pytest.raises(PermissionDenied):
            services.hide_comment(by=person, comment=said, reason="kasar")
    for reason in ("", "lainnya", "karena"):
        with pytest.raises(ValidationError):
            services.hide_comment(by=cast.eko, comment=said, reason=reason)
    assert Comment.objects.get().state == "tampil"
    services.hide_comment(by=cast.eko, comment=said, reason="kasar", note="Kata di baris kedua.")
    kept = Comment.objects.select_related("topic").get()
    assert (kept.state, kept.hidden_reason, kept.topic.comment_count) == ("disembunyikan", "kasar", 0)
    entry = Entry.objects.get(verb="hide")
    assert (entry.role, entry.reason, entry.note.text) == ("moderator", "kasar", "Kata di baris kedua.")


def test_a_moderator_does_not_judge_elsewhere_nor_their_own_words(cast: Any, topic: Topic) -> None:
    make_region("33.24", "Kabupaten Kendal")
    far = create_topic(kind="usulan", title="Kabupaten lain", url="/usulan/9/", region="33.24")
    there = services.post_comment(by=cast.ani, topic=far, body="Di luar kecamatan")
    own = services.post_comment(by=cast.eko, topic=topic, body="Kata moderator")
    for comment in (there, own):
        with pytest.raises(PermissionDenied):
            services.hide_comment(by=cast.eko, comment=comment, reason="kasar")
    assert set(moderating.moderated(cast.eko)) == {own}
    assert list(moderating.moderated(cast.ani)) == []
    assert list(moderating.moderated(cast.citra)) == []


def test_what_belongs_to_the_kabupaten_is_moderated_here_by_the_moderator_of_the_place(cast: Any) -> None:
    """A draft of the bupati on this site: no moderator of the kabupaten sits here, so the site's own looks after it."""
    wide = create_topic(kind="rancangan", title="Peraturan Bupati", url="/rancangan/x/", region=REGENCY)
    there = services.post_comment(by=cast.ani, topic=wide, body="Kata di tingkat kabupaten")
    services.report_comment(by=cast.budi, comment=there, reason="kasar")
    assert list(moderating.moderated(cast.eko)) == [there]
    assert [line.url for line in moderating.lines("laporan", moderating.reported(cast.eko), cast.eko)] == [
        f"/petugas/moderasi/{there.pk}/"
    ]
    village = make_officer("nina", "Nina Moderator", Role.MODERATOR, KERTOSARI)
    with pytest.raises(PermissionDenied):
        services.hide_comment(by=village, comment=there, reason="kasar")
    assert list(moderating.moderated(village)) == []
    services.hide_comment(by=cast.eko, comment=there, reason="kasar")


def test_author_and_reporters_are_told_the_reason_not_the_words(said: Comment, cast: Any) -> None:
    services.report_comment(by=cast.ani, comment=said, reason="kasar")
    services.hide_comment(by=cast.eko, comment=said, reason="data_pribadi")
    texts = dict(Notification.objects.values_list("user__username", "text"))
    assert texts == {
        "ani": "Komentar yang Anda laporkan pada “Talud Jalan Melati” disembunyikan. Alasan: Memuat data pribadi.",
        "budi": "Komentar Anda pada “Talud Jalan Melati” disembunyikan. Alasan: Memuat data pribadi.",
    }
    assert Report.objects.get().settled_at is not None
    assert [m.to for m in mail.outbox] == [["ani@example.org"]]
    assert SECRET not in str(mail.outbox[0].message())


def test_hide_and_restore_keep_the_counters_right(said: Comment, cast: Any, topic: Topic) -> None:
    reply = services.post_comment(by=cast.ani, topic=topic, body="Balasan", parent=said)
    for _ in range(2):
        services.hide_comment(by=cast.eko, comment=reply, reason="iklan")
        said.refresh_from_db()
        topic.refresh_from_db()
        assert (said.reply_count, topic.comment_count) == (0, 1)
        services.restore_comment(by=cast.eko, comment=reply)
        said.refresh_from_db()
        topic.refresh_from_db()
        assert (said.reply_count, topic.comment_count) == (1, 2)
    reply.refresh_from_db()
    assert reply.hidden_reason == ""


def test_the_slower_of_two_moderators_is_told(said: Comment, cast: Any, topic: Topic) -> None:
    stale = Comment.objects.select_related("topic").get(pk=said.pk)
    services.hide_comment(by=cast.eko, comment=said, reason="iklan")
    with pytest.raises(StateError):
        services.hide_comment(by=cast.eko, comment=stale, reason="kasar")
    topic.refresh_from_db()
    assert topic.comment_count == 0


def test_keeping_settles_reports_and_tells_the_reporters(said: Comment, cast: Any) -> None:
    services.report_comment(by=cast.ani, comment=said, reason="hoaks")
    assert [(row["comment_id"], row["n"]) for row in moderating.reported(cast.eko)] == [(said.pk, 1)]
    services.keep_comment(by=cast.eko, comment=said)
    assert list(moderating.reported(cast.eko)) == []
    assert "tetap ditampilkan" in Notification.objects.get(user=cast.ani).text
    assert Comment.objects.get().state == "tampil"


def test_one_report_per_person_never_of_ones_own(said: Comment, cast: Any) -> None:
    services.report_comment(by=cast.ani, comment=said, reason="hoaks")
    services.report_comment(by=cast.ani, comment=said, reason="kasar")
    assert list(Report.objects.values_list("reason", flat=True)) == ["hoaks"]
    with pytest.raises(PermissionDenied):
        services.report_comment(by=cast.budi, comment=said, reason="kasar")
    with pytest.raises(ValidationError):
        services.report_comment(by=cast.citra, comment=said, reason="apa saja")
    services.hide_comment(by=cast.eko, comment=said, reason="kasar")
    with pytest.raises(StateError):
        services.report_comment(by=cast.citra, comment=said, reason="kasar")


def test_erasing_a_person_empties_words_and_keeps_counters_right(said: Comment, cast: Any, topic: Topic) -> None:
    reply = services.post_comment(by=cast.ani, topic=topic, body="Balasan Ani", parent=said)
    hidden = services.post_comment(by=cast.budi, topic=topic, body="Kata kasar")
    services.hide_comment(by=cast.eko, comment=hidden, reason="kasar")
    services.report_comment(by=cast.budi, comment=reply, reason="kasar")
    services.support(by=cast.budi, topic=topic)
    services.support(by=cast.ani, topic=topic)
    held = personal.collect(cast.budi)
    assert [row["isi"] for row in held["komentar"]] == ["Air masuk rumah saya setiap musim hujan.", "Kata kasar"]
    assert (len(held["dukungan"]), len(held["laporan"])) == (1, 1)
    personal.erase(cast.budi)
    topic.refresh_from_db()
    assert (topic.comment_count, topic.support_count) == (1, 1)
    assert set(Comment.objects.filter(author=cast.budi).values_list("body", "state")) == {
        ("", "ditarik"),
        ("", "disembunyikan"),
    }
    assert Report.objects.filter(reporter=cast.budi).count() == 0
    assert personal.collect(cast.budi)["dukungan"] == []
    with pytest.raises(StateError):
        services.restore_comment(by=cast.eko, comment=Comment.objects.select_related("topic").get(pk=hidden.pk))
    personal.erase(cast.budi)
    topic.refresh_from_db()
    assert (topic.comment_count, topic.support_count) == (1, 1)
