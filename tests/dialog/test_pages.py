"""The conversation on a page and its forms: escaping, doors, double sends, query counts, no leaks."""

import uuid
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string

from dialog import queries, services
from dialog.models import Comment, Report
from notifications.models import Topic
from notifications.services import create_topic, update_topic
from tests.conftest import KERTOSARI
from tests.factories import desk_login, make_user

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> {{ 7|add:1 }} \u202eevil 👍"


def shown(topic: Topic, user: Any, rf: Any, page: Any = 1, sort: str = "") -> str:
    """The include as a room prints it."""
    topic.refresh_from_db()
    request = rf.get("/usulan/1/")
    request.user = user
    context = {"topic": topic, "thread": queries.thread(topic, user, page, sort)}
    return render_to_string("dialog/_thread.html", context, request=request)


def key(**fields: str) -> dict[str, str]:
    return {"kunci": str(uuid.uuid4()), **fields}


def test_anonymous_get_links_and_no_form(topic: Topic, said: Comment, rf: Any) -> None:
    html = shown(topic, AnonymousUser(), rf)
    assert "<form" not in html
    assert "csrfmiddlewaretoken" not in html
    assert f'href="/topik/{topic.pk}/komentar/"' in html
    assert "Air masuk rumah saya" in html
    for name in ("dialog/_support.html", "notifications/_follow.html"):
        request = rf.get("/")
        request.user = AnonymousUser()
        html = render_to_string(name, {"topic": topic}, request=request)
        assert "<form" not in html
        assert f'href="/topik/{topic.pk}/' in html


def test_signed_in_get_the_form_and_their_own_links(topic: Topic, said: Comment, cast: Any, rf: Any) -> None:
    html = shown(topic, cast.budi, rf)
    assert f'action="/topik/{topic.pk}/komentar/"' in html
    assert f"/komentar/{said.pk}/ubah/" in html
    assert f"/komentar/{said.pk}/tarik/" in html
    assert f"/komentar/{said.pk}/lapor/" not in html
    html = shown(topic, cast.ani, rf)
    assert f"/komentar/{said.pk}/ubah/" not in html
    assert f"/komentar/{said.pk}/lapor/" in html


def test_closed_topics_show_words_and_no_form(topic: Topic, said: Comment, cast: Any, rf: Any) -> None:
    update_topic(topic, comments_until="2026-01-05T00:00:00Z")
    html = shown(topic, cast.ani, rf)
    assert "Komentar sudah ditutup pada" in html
    assert "<form" not in html
    assert "Balas<" not in html
    assert "Air masuk rumah saya" in html


def test_hostile_words_are_text(topic: Topic, ani: Any, rf: Any) -> None:
    ani.full_name = "<b>Ani</b>"
    ani.save()
    services.post_comment(by=ani, topic=topic, body=HOSTILE)
    html = shown(topic, ani, rf)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "{{ 7|add:1 }} evil 👍" in html
    assert "<script" not in html
    assert "<img" not in html
    assert "<b>Ani" not in html


def test_hidden_and_withdrawn_words_never_show(topic: Topic, said: Comment, cast: Any, rf: Any) -> None:
    second = services.post_comment(by=cast.ani, topic=topic, body="Kata yang ditarik")
    reply = services.post_comment(by=cast.ani, topic=topic, body="Balasan tetap ada", parent=said)
    services.hide_comment(by=cast.eko, comment=said, reason="data_pribadi", note="Kata rahasia moderator ini.")
    services.withdraw_comment(by=cast.ani, comment=second)
    for person in (AnonymousUser(), cast.ani, cast.budi):
        html = shown(topic, person, rf)
        assert "Air masuk rumah saya" not in html
        assert "Kata yang ditarik" not in html
        assert "Budi Santoso" not in html
        assert "disembunyikan moderator. Alasan: Memuat data pribadi." in html
        assert "ditarik oleh penulisnya" in html
        assert f'id="komentar-{said.pk}"' in html
        assert f'id="komentar-{reply.pk}"' in html
        assert "Balasan tetap ada" in html
    assert '<span class="soft">(1)</span>' in html


def test_the_office_is_marked(topic: Topic, said: Comment, cast: Any, rf: Any) -> None:
    services.post_comment(by=cast.citra, topic=topic, body="Mulai 18 Januari.", parent=said)
    html = shown(topic, AnonymousUser(), rf)
    assert "Jawaban resmi</strong>" in html
    assert "Citra Dewanti, Petugas kelurahan/desa" in html


def test_sorting_paging_and_bad_parameters(topic: Topic, places: None) -> None:
    people = [make_user(f"w{n}", f"Warga {n}") for n in range(45)]
    ids = [services.post_comment(by=p, topic=topic, body=f"Kata {n}").pk for n, p in enumerate(people)]
    nobody = AnonymousUser()
    assert [c.pk for c in queries.thread(topic, nobody).comments] == ids[:-21:-1]
    assert [c.pk for c in queries.thread(topic, nobody, 3, "terlama").comments] == ids[40:]
    for page in ("x", "-1", "0", "", None, "9" * 400):
        assert len(queries.thread(topic, nobody, page).comments) in (20, 5)
    for sort in ("author__password", "-id", "'; drop"):
        assert queries.thread(topic, nobody, 1, sort).sort == "terbaru"


@pytest.mark.parametrize("number", [1, 30])
def test_a_thread_costs_the_same_and_is_kept_for_those_who_said_nothing(
    topic: Topic, number: int, rf: Any, cast: Any, django_assert_num_queries: Any
) -> None:
    for n in range(number):
        person = make_user(f"w{n}", f"Warga {n}")
        first = services.post_comment(by=person, topic=topic, body=f"Kata {n}")
        services.post_comment(by=cast.citra if n % 9 == 0 else person, topic=topic, body=f"Balas {n}", parent=first)
    request = rf.get("/")
    request.user = cast.ani
    for asked in (4, 2):  # has she spoken, which version; the first time also comments, replies
        with django_assert_num_queries(asked):
            context = {"topic": topic, "thread": queries.thread(topic, cast.ani)}
            render_to_string("dialog/_thread.html", context, request=request)
    request.user = person
    with django_assert_num_queries(3):  # she has spoken: never kept
        context = {"topic": topic, "thread": queries.thread(topic, person)}
        html = render_to_string("dialog/_thread.html", context, request=request)
    assert f"/komentar/{first.pk}/tarik/" in html
    request.user = cast.ani
    context = {"topic": topic, "thread": queries.thread(topic, cast.ani)}
    assert "/tarik/" not in render_to_string("dialog/_thread.html", context, request=request)
    with django_assert_num_queries(1):
        thread = queries.thread(topic, cast.ani)
        assert thread.bonds == queries.Bonds()
        assert thread.bonds.follows is False


def test_strangers_go_to_the_login_page_and_come_back(topic: Topic, said: Comment, client: Any) -> None:
    for path in (
        f"/topik/{topic.pk}/komentar/",
        f"/topik/{topic.pk}/dukung/",
        f"/topik/{topic.pk}/ikuti/",
        f"/komentar/{said.pk}/ubah/",
        f"/komentar/{said.pk}/tarik/",
        f"/komentar/{said.pk}/lapor/",
    ):
        answer = client.get(path)
        assert (answer.status_code, answer.url) == (302, f"/akun/masuk/?next={path.replace('/', '%2F')}")
        assert client.post(path).status_code == 302
    assert Comment.objects.count() == 1


def test_hidden_topics_are_404_at_every_door(topic: Topic, said: Comment, cast: Any, client: Any) -> None:
    update_topic(topic, visible=False)
    client.force_login(cast.budi)
    for path in (
        f"/topik/{topic.pk}/komentar/",
        f"/topik/{topic.pk}/dukung/",
        f"/topik/{topic.pk}/ikuti/",
        f"/komentar/{said.pk}/ubah/",
        f"/komentar/{said.pk}/tarik/",
        f"/komentar/{said.pk}/lapor/",
        "/topik/999999/dukung/",
        "/komentar/999999/lapor/",
    ):
        assert client.get(path).status_code == 404, path
        assert client.post(path, key(body="x", reason="kasar")).status_code == 404, path


def test_posting_returns_to_the_comment_and_a_second_send_makes_nothing(topic: Topic, ani: Any, client: Any) -> None:
    client.force_login(ani)
    data = key(body="Saya setuju.", stance="setuju")
    first = client.post(f"/topik/{topic.pk}/komentar/", data)
    comment = Comment.objects.get()
    assert (first.status_code, first.url) == (302, f"/usulan/1/#komentar-{comment.pk}")
    again = client.post(f"/topik/{topic.pk}/komentar/", data)
    assert (again.status_code, again.url) == (302, first.url)
    assert Comment.objects.count() == 1
    topic.refresh_from_db()
    assert topic.comment_count == 1


@pytest.mark.parametrize("body", ["", "   ", "x" * 100_000, "\x00\x07"])
def test_bad_words_come_back_with_a_summary(topic: Topic, ani: Any, client: Any, body: str) -> None:
    client.force_login(ani)
    answer = client.post(f"/topik/{topic.pk}/komentar/", key(body=body, stance="netral"))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert 'class="errors' in html
    assert "Galat:" in html
    assert Comment.objects.count() == 0
    if body.startswith("x"):
        assert body in html


def test_typed_words_survive_the_limit(topic: Topic, ani: Any, client: Any) -> None:
    client.force_login(ani)
    for n in range(10):
        services.post_comment(by=ani, topic=topic, body=f"Kata {n}")
    answer = client.post(f"/topik/{topic.pk}/komentar/", key(body=HOSTILE))
    assert answer.status_code == 429
    assert "Anda menulis terlalu cepat" in answer.content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.content.decode()


def test_a_reply_page_shows_what_is_answered(topic: Topic, said: Comment, ani: Any, client: Any) -> None:
    client.force_login(ani)
    path = f"/topik/{topic.pk}/komentar/?balas={said.pk}"
    html = client.get(path).content.decode()
    assert "Tulis balasan" in html
    assert "Air masuk rumah saya" in html
    client.post(path, key(body="Rumah saya juga."))
    assert Comment.objects.get(body="Rumah saya juga.").parent_id == said.pk
    for odd in ("abc", "-1", "²", "9" * 30, "999999"):
        assert client.get(f"/topik/{topic.pk}/komentar/", {"balas": odd}).status_code == 200


def test_a_reply_page_never_shows_words_of_another_or_hidden_comment(
    topic: Topic, said: Comment, cast: Any, client: Any
) -> None:
    other = create_topic(kind="usulan", title="Lain", url="/usulan/2/", region=KERTOSARI)
    client.force_login(cast.ani)
    assert "Air masuk" not in client.get(f"/topik/{other.pk}/komentar/?balas={said.pk}").content.decode()
    services.hide_comment(by=cast.eko, comment=said, reason="kasar")
    for path in (f"/topik/{topic.pk}/komentar/?balas={said.pk}", f"/komentar/{said.pk}/lapor/"):
        assert "Air masuk" not in client.get(path).content.decode()
    client.force_login(cast.budi)
    assert "Air masuk" not in client.get(f"/komentar/{said.pk}/tarik/").content.decode()
    assert client.get(f"/komentar/{said.pk}/ubah/").status_code == 404


def test_edit_withdraw_and_report_by_web(topic: Topic, said: Comment, cast: Any, client: Any) -> None:
    client.force_login(cast.ani)
    assert client.post(f"/komentar/{said.pk}/ubah/", key(body="Diubah orang")).status_code == 404
    assert client.post(f"/komentar/{said.pk}/tarik/", key()).status_code == 302
    assert Comment.objects.get().body.startswith("Air masuk")
    assert Comment.objects.get().state == "tampil"
    assert client.post(f"/komentar/{said.pk}/lapor/", key(reason="kasar")).url == said.get_absolute_url()
    assert Report.objects.count() == 1
    client.force_login(cast.budi)
    assert client.post(f"/komentar/{said.pk}/ubah/", key(body="Lebih jelas")).url == said.get_absolute_url()
    assert Comment.objects.get().body == "Lebih jelas"
    assert client.get(f"/komentar/{said.pk}/tarik/").status_code == 200
    assert Comment.objects.get().state == "tampil"
    data = key()
    for _ in range(2):
        assert client.post(f"/komentar/{said.pk}/tarik/", data).url == said.get_absolute_url()
    topic.refresh_from_db()
    assert topic.comment_count == 0


def test_support_by_web_asks_first_and_is_safe_twice(topic: Topic, ani: Any, client: Any) -> None:
    client.force_login(ani)
    path = f"/topik/{topic.pk}/dukung/"
    assert 'value="dukung"' in client.get(path).content.decode()
    topic.refresh_from_db()
    assert topic.support_count == 0
    for _ in range(2):
        assert client.post(path, {"aksi": "dukung"}).url == "/usulan/1/#dukungan"
    topic.refresh_from_db()
    assert topic.support_count == 1
    assert 'value="tarik"' in client.get(path).content.decode()
    client.post(path, {"aksi": "tarik"})
    topic.refresh_from_db()
    assert topic.support_count == 0


def test_closed_topics_say_so(topic: Topic, ani: Any, client: Any) -> None:
    update_topic(topic, comments_until="2026-01-05T00:00:00Z")
    topic.refresh_from_db()
    client.force_login(ani)
    assert client.get(f"/topik/{topic.pk}/komentar/").status_code == 200
    assert client.post(f"/topik/{topic.pk}/komentar/", key(body="Terlambat")).status_code == 403
    assert Comment.objects.count() == 0


class TestDesk:
    """The moderators' pages."""

    def test_only_moderators_with_a_second_factor(self, said: Comment, cast: Any, client: Any) -> None:
        decide = f"/petugas/moderasi/{said.pk}/"
        assert client.get("/petugas/moderasi/").status_code == 302
        client.force_login(cast.ani)
        assert client.get("/petugas/moderasi/").status_code == 403
        client.force_login(cast.eko)
        assert client.get("/petugas/moderasi/").status_code == 302
        desk_login(client, cast.citra)
        assert client.get("/petugas/moderasi/").status_code == 403
        assert client.get(decide).status_code == 404
        assert client.post(decide, key(decision="hide", reason="kasar")).status_code == 404
        desk_login(client, cast.eko)
        assert client.get("/petugas/moderasi/").status_code == 200
        assert client.get(decide).status_code == 200

    def test_from_report_to_decision(self, said: Comment, cast: Any, client: Any) -> None:
        services.report_comment(by=cast.ani, comment=said, reason="kasar")
        desk_login(client, cast.eko)
        html = client.get("/petugas/moderasi/").content.decode()
        assert "1 laporan" in html
        assert f"/petugas/moderasi/{said.pk}/" in html
        page = client.get(f"/petugas/moderasi/{said.pk}/").content.decode()
        assert "Kata kasar atau serangan pribadi" in page
        assert "Ani Lestari" not in page, "who reported stays private"
        bad = client.post(f"/petugas/moderasi/{said.pk}/", key(decision="hide", reason="", note="Catatan saya"))
        assert bad.status_code == 200
        assert "Pilih alasan." in bad.content.decode()
        assert "Catatan saya" in bad.content.decode()
        done = client.post(f"/petugas/moderasi/{said.pk}/", key(decision="hide", reason="kasar", note="Kata kedua."))
        assert (done.status_code, done.url) == (302, "/petugas/moderasi/")
        assert Comment.objects.get().hidden_reason == "kasar"
        page = client.get(f"/petugas/moderasi/{said.pk}/").content.decode()
        assert "Disembunyikan moderator" in page
        assert "Kata kedua." in page
        late = client.post(f"/petugas/moderasi/{said.pk}/", key(decision="keep"))
        assert late.status_code == 200
        client.post(f"/petugas/moderasi/{said.pk}/", key(decision="restore"))
        assert Comment.objects.get().state == "tampil"

    def test_unknown_tabs_are_ignored(self, said: Comment, cast: Any, client: Any) -> None:
        desk_login(client, cast.eko)
        for tab in ("tersembunyi", "terbaru", "__class__", "x" * 200):
            assert client.get("/petugas/moderasi/", {"tampil": tab}).status_code == 200

    @pytest.mark.parametrize("number", [1, 30])
    def test_the_queue_costs_the_same(
        self, topic: Topic, number: int, cast: Any, client: Any, django_assert_num_queries: Any
    ) -> None:
        for n in range(number):
            comment = services.post_comment(by=make_user(f"w{n}", f"W {n}"), topic=topic, body=f"Kata {n}")
            Report.objects.create(comment=comment, reporter=cast.ani, reason="kasar")
        desk_login(client, cast.eko)
        client.get("/petugas/moderasi/")
        with django_assert_num_queries(6):
            client.get("/petugas/moderasi/")
