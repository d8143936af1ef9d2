"""Long words are cut in lists at the end of a word, with a link to the page that has them all."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from core.text import cut
from dialog import services
from dialog.models import Comment
from notifications.models import Topic
from tests.dialog.test_pages import shown

LONG = "Air <b>masuk</b> rumah saya setiap musim hujan. " * 40 + "\n\nAkhir kata."


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("pendek", 10, "pendek"),
        ("satu dua tiga", 13, "satu dua tiga"),
        ("satu dua tiga", 12, "satu dua…"),
        ("satu dua, tiga", 12, "satu dua…"),
        ("satu dua tiga", 9, "satu dua…"),
        ("x" * 30, 10, "x" * 9 + "…"),
        ("baris satu\nbaris dua panjang", 18, "baris satu\nbaris…"),
    ],
)
def test_cut(text: str, limit: int, short: str) -> None:
    assert cut(text, limit) == short
    assert len(short) <= limit


def test_a_long_comment_is_cut_and_leads_to_its_page(client: Any, topic: Topic, cast: Any, rf: Any) -> None:
    comment = services.post_comment(by=cast.budi, topic=topic, body=LONG)
    reply = services.post_comment(by=cast.ani, topic=topic, body=LONG + " Balas.", parent=comment)
    html = shown(topic, AnonymousUser(), rf)
    assert "Akhir kata" not in html
    assert html.count("…</p>") == 2
    for each, name in ((comment, "Budi Santoso"), (reply, "Ani Lestari")):
        link = (
            f'<a class="go" href="/komentar/{each.pk}/">Baca selengkapnya<span class="hidden-text"> {name}</span></a>'
        )
        assert link in html
    assert "<b>masuk</b>" not in html
    page = client.get(f"/komentar/{comment.pk}/")
    assert "Akhir kata." in page.text
    assert "<b>masuk</b>" not in page.text
    assert f'href="/usulan/1/#komentar-{comment.pk}"' in page.text


def test_a_short_one_stays_whole(topic: Topic, said: Comment, rf: Any) -> None:
    html = shown(topic, AnonymousUser(), rf)
    assert "setiap musim hujan.</p>" in html
    assert "Baca selengkapnya" not in html


def test_its_page_follows_the_topic_and_the_moderator(client: Any, topic: Topic, said: Comment, cast: Any) -> None:
    services.hide_comment(by=cast.eko, comment=said, reason="kasar")
    page = client.get(f"/komentar/{said.pk}/").text
    assert "Air masuk rumah saya" not in page
    assert "disembunyikan moderator" in page
    Topic.objects.filter(pk=topic.pk).update(visible=False)
    assert client.get(f"/komentar/{said.pk}/?x=1").status_code == 404
    assert client.get("/komentar/999999/").status_code == 404
