"""What the office writes beside its answers: saved texts, notes that go with their author, the closing word."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from audit.models import Entry
from core.states import StateError
from konsultasi import people, views
from konsultasi.models import Closing, Consultation, Input, Note, Response, SavedText
from konsultasi.services import add_note, answer_input, close_consultation, drop_text, save_text, update_consultation
from notifications.models import Notification
from notifications.services import follow
from tests.conftest import DISTRICT, GUNTUR
from tests.factories import make_region
from tests.konsultasi.conftest import NOW, FakePage
from tests.konsultasi.test_desk import enter
from tests.konsultasi.test_handling import CAST, WHY
from tests.konsultasi.test_pages import ask, own_queries, text_of

BODY = "Hal ini diatur peraturan lain dan tidak dimuat di sini."


def form(**fields: Any) -> dict[str, Any]:
    return {"kunci": str(uuid.uuid4()), **fields}


@pytest.fixture
def text(joko: Any) -> SavedText:
    return save_text(by=joko, text=SavedText(region_id=DISTRICT), title="Luar  lingkup", body=f" {BODY} ")


@pytest.mark.parametrize("who", CAST)
def test_only_the_office_keeps_texts(text: SavedText, who: str, request: Any) -> None:
    person = request.getfixturevalue(who)
    if who in ("joko", "hadi"):
        assert save_text(by=person, text=text, title="Lingkup", body=BODY).changed_by == person
        drop_text(by=person, text=text)
        assert list(Entry.objects.order_by("id").values_list("verb", flat=True)) == [
            "save_text",
            "save_text",
            "drop_text",
        ]
        return
    for deed in (
        lambda: save_text(by=person, text=SavedText(region_id=DISTRICT), title="Lain", body=BODY),
        lambda: save_text(by=person, text=text, title="Lain", body=BODY),
        lambda: drop_text(by=person, text=text),
    ):
        with pytest.raises(PermissionDenied):
            deed()
    assert SavedText.objects.get().title == "Luar lingkup"


def test_a_text_is_kept_mended_and_dropped_by_its_pages(joko: Any, client: Any) -> None:
    enter(client, joko)
    data = form(title="Luar lingkup", body=BODY)
    for _ in range(2):
        assert client.post(reverse("konsultasi:desk_text_new"), data).url == reverse("konsultasi:desk_texts")
    kept = SavedText.objects.get()
    assert (kept.region_id, kept.text, kept.changed_by) == (DISTRICT, BODY, joko)
    twin = client.post(reverse("konsultasi:desk_text_new"), form(title="Luar lingkup", body=BODY))
    assert "Judul ini sudah dipakai" in twin.content.decode()
    poor = client.post(reverse("konsultasi:desk_text", args=[kept.pk]), form(title="x", body="pendek"))
    assert poor.content.decode().count("field--bad") == 2
    client.post(reverse("konsultasi:desk_text", args=[kept.pk]), form(title="Lingkup", body=BODY + " Ya."))
    assert "Lingkup" in client.get(reverse("konsultasi:desk_texts")).content.decode()
    gone = form()
    for _ in range(2):
        answer = client.post(reverse("konsultasi:desk_text_drop", args=[kept.pk]), gone)
        assert answer.url == reverse("konsultasi:desk_texts")
    assert not SavedText.objects.exists()


def test_texts_of_another_place_do_not_exist_here(text: SavedText, said: Input, joko: Any, client: Any) -> None:
    SavedText.objects.create(region_id="33", title="Provinsi", text=BODY)
    other = SavedText.objects.create(region_id=GUNTUR, title="Desa Guntur", text=BODY)
    page = enter(client, joko).get(said.desk_url()).content.decode()
    assert "Provinsi" in page  # of the regions around this one
    assert "Desa Guntur" not in page
    SavedText.objects.filter(pk=other.pk).update(region=make_region("33.23.04", "Lain"))
    assert client.get(reverse("konsultasi:desk_text", args=[other.pk])).status_code == 404
    assert client.post(reverse("konsultasi:desk_text_drop", args=[other.pk]), form()).status_code == 404


def test_a_text_is_inserted_without_losing_what_was_typed(text: SavedText, said: Input, joko: Any, client: Any) -> None:
    data = form(disposition="di_luar", explanation="Terima kasih.", siap=str(text.pk), sisip="1")
    html = enter(client, joko).post(said.desk_url(), data).content.decode()
    assert f"Terima kasih.\n\n{BODY}" in html.replace("\r", "")
    assert 'value="di_luar"' in html
    assert 'class="errors' not in html
    assert data["kunci"] in html
    assert Response.objects.count() == 0
    unknown = client.post(said.desk_url(), data | {"siap": "²", "explanation": "Salam."}).content.decode()
    assert "Salam." in unknown
    sent = {name: value for name, value in data.items() if name != "sisip"}
    assert client.post(said.desk_url(), sent | {"explanation": BODY}).status_code == 302
    assert Response.objects.get().disposition == "di_luar"


def test_the_list_of_texts_costs_the_same_with_1_and_30(text: SavedText, joko: Any, client: Any) -> None:
    url = reverse("konsultasi:desk_texts")
    enter(client, joko)
    assert own_queries(lambda: client.get(url)) == 1
    rows = [SavedText(region_id=DISTRICT, title=f"Teks {n}", text=BODY, changed_by=joko) for n in range(29)]
    SavedText.objects.bulk_create(rows)
    assert own_queries(lambda: client.get(url)) == 1


def test_a_note_is_sent_once_and_goes_with_its_author(said: Input, ani: Any, joko: Any, client: Any) -> None:
    url = reverse("konsultasi:desk_note", args=[said.pk])
    data = form(body="Penulis tinggal di dekat TPS.")
    enter(client, joko)
    for _ in range(2):
        assert client.post(url, data).url == said.desk_url()
    assert client.post(url, form(body=" ")).status_code == 200
    assert Note.objects.get().by == joko
    people.erase(ani)
    assert Note.objects.get().body == people.NOTE
    assert "Penulis tinggal" not in str(people.collect(ani))


@pytest.mark.parametrize("body", ["", "x", " a ", "x" * 2001])
def test_poor_notes_and_tags_are_refused(said: Input, joko: Any, body: str) -> None:
    with pytest.raises(ValidationError):
        add_note(by=joko, input=said, body=body)
    assert not Note.objects.exists()


# --- The end of a consultation ------------------------------------------------------------------

REASON = "Penulisnya meminta waktu, jawaban disampaikan langsung."


@pytest.mark.parametrize("who", CAST)
def test_only_the_office_closes(said: Input, draft: Consultation, clock: Any, who: str, request: Any) -> None:
    person = request.getfixturevalue(who)
    clock.move_to(draft.closes_at + timedelta(hours=1))
    if who in ("joko", "hadi"):
        closing = close_consultation(by=person, consultation=draft, reason=REASON)
        assert (closing.total, closing.unanswered, closing.reason) == (1, 1, REASON)
        entry = Entry.objects.get(verb="close_consultation")
        assert (entry.data, entry.note.text) == ({"inputs": 1, "unanswered": 1}, REASON)
        return
    with pytest.raises(PermissionDenied):
        close_consultation(by=person, consultation=draft, reason=REASON)
    assert not Closing.objects.exists()


def test_a_reason_is_asked_while_somebody_waits(said: Input, draft: Consultation, joko: Any, clock: Any) -> None:
    with pytest.raises(StateError):  # too early
        close_consultation(by=joko, consultation=draft, reason=REASON)
    clock.move_to(draft.closes_at + timedelta(hours=1))
    for poor in ("", "Belum sempat.", " " * 30):
        with pytest.raises(ValidationError):
            close_consultation(by=joko, consultation=draft, reason=poor)
    answer_input(by=joko, input=said, disposition="dicatat", explanation=WHY)
    assert close_consultation(by=joko, consultation=draft).unanswered == 0
    with pytest.raises(StateError):
        close_consultation(by=joko, consultation=draft)


def test_the_reason_is_published_and_told(
    said: Input,
    draft: Consultation,
    leaf: FakePage,
    ani: Any,
    budi: Any,
    joko: Any,
    client: Any,
    clock: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    follow(by=budi, topic=draft.topic)
    url = reverse("konsultasi:desk_close", args=[draft.pk])
    assert "Konsultasi dapat ditutup sesudah" in enter(client, joko).get(url).content.decode()
    assert client.post(url, form(reason=REASON)).status_code == 200
    clock.move_to(draft.closes_at + timedelta(hours=1))
    enter(client, joko)
    assert "1 masukan belum dijawab" in client.get(url).content.decode()
    assert "Tulis alasannya" in client.post(url, form(reason="Sibuk.")).content.decode()
    data = form(reason=REASON)
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            assert client.post(url, data).url == draft.url
    told = Notification.objects.filter(kind="konsultasi_selesai")
    assert {note.user.username for note in told} == {"ani", "budi"}
    html = text_of(views.show_draft(ask(draft.url), draft, leaf))
    assert f"1 dari 1 masukan tidak dijawab. Alasan kantor: {REASON}" in html
    assert REASON in client.get(url).content.decode()


def test_opened_again_it_is_not_closed_any_more(
    said: Input, draft: Consultation, leaf: FakePage, joko: Any, clock: Any, django_capture_on_commit_callbacks: Any
) -> None:
    clock.move_to(draft.closes_at + timedelta(hours=1))
    close_consultation(by=joko, consultation=draft, reason=REASON)
    with django_capture_on_commit_callbacks(execute=True):
        update_consultation(consultation=draft, by=joko, closes_at=NOW + timedelta(days=30))
    assert "Konsultasi selesai" not in text_of(views.show_draft(ask(draft.url), draft, leaf))
    clock.move_to(NOW + timedelta(days=31))
    assert close_consultation(by=joko, consultation=draft, reason=REASON + " Lagi.").reason.endswith("Lagi.")
    assert Closing.objects.count() == 1
