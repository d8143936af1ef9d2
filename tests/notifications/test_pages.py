"""The list, the choices, following by web, the quiet way out."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from notifications import mails, services
from notifications.models import Delivery, Follow, Notification, Topic
from notifications.queries import unread_count, unread_words
from tests.conftest import GUNTUR


def tell(user: Any, number: int = 1) -> None:
    for n in range(number):
        services.tell_person(user=user, kind="k", text=f"Kabar {n}", url=f"/usulan/{n}/", occasion=f"o:{n}")


def test_strangers_are_sent_to_log_in(topic: Topic, client: Any) -> None:
    for path in ("/pemberitahuan/", "/pemberitahuan/atur/"):
        assert client.get(path).url.startswith("/akun/masuk/?next=")
    for path in ("/pemberitahuan/dibaca/", "/pemberitahuan/1/buka/", "/pemberitahuan/wilayah/"):
        assert client.post(path).status_code == 302
        assert client.get(path).status_code == 405


def test_one_and_all_are_marked_read(ani: Any, client: Any) -> None:
    tell(ani, 3)
    client.force_login(ani)
    assert "3 belum dibaca" in client.get("/pemberitahuan/").content.decode()
    note = Notification.objects.get(text="Kabar 1")
    assert client.post(f"/pemberitahuan/{note.pk}/buka/").url == "/usulan/1/"
    assert unread_count(ani) == 2
    assert client.post("/pemberitahuan/dibaca/").url == "/pemberitahuan/"
    assert unread_count(ani) == 0
    assert "Semua sudah dibaca" in client.get("/pemberitahuan/").content.decode()


def test_anothers_notification_is_404(ani: Any, budi: Any, client: Any) -> None:
    tell(ani)
    client.force_login(budi)
    assert client.post(f"/pemberitahuan/{Notification.objects.get().pk}/buka/").status_code == 404
    assert "Kabar 0" not in client.get("/pemberitahuan/").content.decode()
    assert unread_count(ani) == 1


def test_the_count_is_one_query_and_stops_at_99(ani: Any, django_assert_num_queries: Any) -> None:
    Notification.objects.bulk_create(
        [Notification(user=ani, kind="k", text="t", url="/", occasion=str(n), personal=True) for n in range(150)]
    )
    with django_assert_num_queries(1):
        assert unread_words(ani) == "99+"


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_costs_the_same(number: int, ani: Any, client: Any, django_assert_num_queries: Any) -> None:
    tell(ani, number)
    client.force_login(ani)
    client.get("/pemberitahuan/")
    with django_assert_num_queries(5):
        client.get("/pemberitahuan/")


@pytest.mark.parametrize("number", [1, 30])
def test_the_choices_cost_the_same(number: int, ani: Any, client: Any, django_assert_num_queries: Any) -> None:
    for n in range(number):
        topic = services.create_topic(kind="usulan", title=f"Usulan {n}", url=f"/usulan/{n}/", region=GUNTUR)
        services.follow(by=ani, topic=topic)
    client.force_login(ani)
    client.get("/pemberitahuan/atur/")
    with django_assert_num_queries(8):
        client.get("/pemberitahuan/atur/")


def test_choosing_how_to_be_told(ani: Any, client: Any) -> None:
    client.force_login(ani)
    assert client.post("/pemberitahuan/atur/", {"mode": "harian"}).status_code == 302
    assert Delivery.objects.get().mode == "harian"
    assert client.post("/pemberitahuan/atur/", {"mode": "sesekali"}).status_code == 200
    assert client.post("/pemberitahuan/atur/", {}).status_code == 200
    assert Delivery.objects.get().mode == "harian"


def test_following_by_web_asks_first(topic: Topic, ani: Any, client: Any) -> None:
    client.force_login(ani)
    path = f"/topik/{topic.pk}/ikuti/"
    assert 'value="ikuti"' in client.get(path).content.decode()
    assert not Follow.objects.exists()
    for _ in range(2):
        assert client.post(path, {"aksi": "ikuti"}).url == "/usulan/1/"
    assert Follow.objects.count() == 1
    assert "Talud Jalan Melati" in client.get("/pemberitahuan/atur/").content.decode()
    assert client.post(path, {"aksi": "berhenti", "dari": "atur"}).url == "/pemberitahuan/atur/"
    assert not Follow.objects.exists()


def test_following_a_village_by_web(topic: Topic, ani: Any, client: Any) -> None:
    client.force_login(ani)
    for _ in range(2):
        client.post("/pemberitahuan/wilayah/", {"region": GUNTUR})
    assert list(Follow.objects.values_list("region_id", flat=True)) == [GUNTUR]
    for wrong in ("33", "99.99", "", "'; drop table"):
        answer = client.post("/pemberitahuan/wilayah/", {"region": wrong})
        assert answer.status_code == 200
        assert 'class="errors' in answer.content.decode()
    client.post("/pemberitahuan/wilayah/", {"region": GUNTUR, "aksi": "berhenti"})
    assert not Follow.objects.exists()


def test_the_quiet_way_out(ani: Any, client: Any, django_user_model: Any) -> None:
    path = mails.unsubscribe_url(ani).partition("8000")[2] or mails.unsubscribe_url(ani)
    answer = client.get(path)
    assert answer.status_code == 200
    assert "ani" not in answer.content.decode().partition("<main")[2].partition("</main>")[0].lower().split()
    assert not Delivery.objects.exists(), "looking changes nothing"
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Delivery.objects.get(user=ani).mode == "tidak"
    assert client.post(path).status_code == 200
    tell(ani)
    assert mail.outbox == []
    assert unread_count(ani) == 1


def test_one_click_needs_no_cookie(ani: Any) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(mails.unsubscribe_url(ani).partition("8000")[2]).status_code == 200
    assert Delivery.objects.get(user=ani).mode == "tidak"


@pytest.mark.parametrize("change", ["x", "", "tail"])
def test_forged_tokens_are_404(ani: Any, client: Any, change: str) -> None:
    token = mails.unsubscribe_url(ani).rstrip("/").rpartition("/")[2]
    forged = {"x": "x", "": "1:2:3", "tail": token[:-1] + ("A" if token[-1] != "A" else "B")}[change]
    assert client.get(f"/pemberitahuan/berhenti/{forged}/").status_code == 404
    assert client.post(f"/pemberitahuan/berhenti/{forged}/").status_code == 404
    assert not Delivery.objects.exists()
