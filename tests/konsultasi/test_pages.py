"""The public pages: what they say, what they cost, what they never show."""

import gzip
import io
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from core import pagecache
from konsultasi import views
from konsultasi.models import Consultation, Input, Passage
from konsultasi.passages import PassageText
from konsultasi.services import answer_input, hide_input, publish_version, submit_input, update_consultation
from tests.conftest import KERTOSARI
from tests.konsultasi.conftest import TEXTS, FakePage

WHY = "Kami tambahkan pada rancangan versi berikutnya."
SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


def ask(path: str, user: Any = None, data: dict[str, Any] | None = None) -> Any:
    """A request as the middleware would hand it on."""
    request = RequestFactory().post(path, data) if data is not None else RequestFactory().get(path)
    request.user = User.objects.get(pk=user.pk) if user else AnonymousUser()
    request.session = SessionStore()
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    return request


def text_of(response: HttpResponse) -> str:
    return response.content.decode()


def fill(draft: Consultation, clause: Passage, author: Any, n: int) -> None:
    """n more inputs without the hourly limit."""
    start = Input.objects.count()
    Input.objects.bulk_create(
        Input(
            consultation=draft, number=start + k + 1, version=clause.version, passage=clause, block_id="p2a1",
            kind="saran", body=f"Saran ke-{k}", author=author, home_id=KERTOSARI, due_on=draft.closes_at.date(),
        )
        for k in range(n)
    )  # fmt: skip
    Consultation.objects.filter(pk=draft.pk).update(last_number=start + n, input_count=start + n)


def test_draft_page_shows_passages_counts_and_newest(said: Input, draft: Consultation, leaf: FakePage) -> None:
    html = text_of(views.show_draft(ask(draft.url), draft, leaf))
    assert 'id="p-p2a1"' in html
    assert 'href="/rancangan/sampah/pasal/p2a1/"' in html
    assert "1 masukan, beri masukan" in html
    assert "Mohon ditambah jenis sampah berbahaya." in html
    assert "Rumah tangga memilah sampah." in html
    assert "Pasal 2<br>Pemilahan" in html
    assert "csrf" not in html
    assert "kunci" not in html


def test_draft_page_may_be_kept_for_people_without_session(draft: Consultation, leaf: FakePage) -> None:
    response = views.show_draft(ask(draft.url), draft, leaf)
    assert set(pagecache.names_in(response)) == {draft.topic.version_name, "cms"}


def test_an_input_makes_the_kept_passages_old(
    draft: Consultation, clause: Passage, leaf: FakePage, ani: Any, django_capture_on_commit_callbacks: Any
) -> None:
    assert "1 masukan, beri" not in text_of(views.show_draft(ask(draft.url), draft, leaf))
    with django_capture_on_commit_callbacks(execute=True):
        submit_input(by=ani, consultation=draft, passage=clause, kind="saran", body="Tolong dipertegas.")
    assert "1 masukan, beri masukan" in text_of(views.show_draft(ask(draft.url), draft, leaf))


def test_an_old_version_can_be_read_without_answer_links(draft: Consultation, leaf: FakePage, joko: Any) -> None:
    publish_version(consultation=draft, passages=[*TEXTS, PassageText("p3", "pasal", "3", "Baru.")], by=joko)
    old = text_of(views.show_draft(ask(draft.url + "?versi=1"), draft, leaf))
    assert "Ini versi lama" in old
    assert "Pasal 3" not in old
    assert "/pasal/p1/" not in old
    for unknown in ("9", "0", "x", "1 or 1=1", "²"):
        assert "Pasal 3" in text_of(views.show_draft(ask(f"{draft.url}?versi={unknown}"), draft, leaf))


def test_a_page_without_version_shows_its_own_passages(draft: Consultation, leaf: FakePage) -> None:
    Passage.objects.all().delete()
    draft.versions.all().delete()
    html = text_of(views.show_draft(ask(draft.url), draft, leaf))
    assert "Setiap rumah tangga wajib memilah" in html


def own_queries(work: Any) -> int:
    """How many statements of `work` ask our own tables; what the page frame asks is counted elsewhere."""
    with CaptureQueriesContext(connection) as captured:
        work()
    return sum("konsultasi_" in query["sql"] for query in captured)


@pytest.mark.parametrize("who", [None, "ani", "joko"])
def test_draft_page_costs_the_same_with_1_and_30_inputs(
    draft: Consultation, clause: Passage, leaf: FakePage, ani: Any, joko: Any, who: str | None, request: Any
) -> None:
    person = request.getfixturevalue(who) if who else None
    for n in (1, 29):
        fill(draft, clause, ani, n)
        pagecache.clear()
        fresh, asked = Consultation.objects.get(pk=draft.pk), ask(draft.url, person)
        assert own_queries(lambda: views.show_draft(asked, fresh, leaf)) == 4  # noqa: B023  versions, text, counts, newest
        assert own_queries(lambda: views.show_draft(asked, fresh, leaf)) == 0  # noqa: B023  all of it is kept


@pytest.mark.parametrize(("path", "cost"), [("passage", 2), ("list", 5), ("input", 4)])
def test_lists_cost_the_same_with_1_and_30_inputs(
    draft: Consultation, clause: Passage, leaf: FakePage, ani: Any, path: str, cost: int
) -> None:
    work = {
        "passage": lambda: views.show_passage(ask("/x"), draft, leaf, "p2a1"),
        "list": lambda: views.list_inputs(ask("/x"), draft, leaf),
        "input": lambda: views.show_input(ask("/x"), draft, leaf, 1),
    }[path]
    for n in (1, 29):
        fill(draft, clause, ani, n)
        pagecache.clear()
        assert own_queries(work) == cost


def test_a_hidden_draft_is_not_found_at_any_door(
    said: Input, draft: Consultation, leaf: FakePage, ani: Any, joko: Any, client: Any
) -> None:
    update_consultation(consultation=draft, by=joko, visible=False)
    for person in (None, ani, joko):
        for view, rest in (
            (views.show_draft, ()),
            (views.show_passage, ("p2a1",)),
            (views.list_inputs, ()),
            (views.answer_draft, ()),
            (views.show_input, (1,)),
        ):
            for query in ("", "?unduh=csv", "?unduh=xlsx", "?unduh=atom"):
                with pytest.raises(Http404):
                    view(ask(draft.url + query, person), draft, leaf, *rest)  # type: ignore[operator]
        with pytest.raises(Http404):
            views.show_draft(ask(draft.url, person), None, leaf)
    client.force_login(ani)
    for name in ("edit", "withdraw"):
        assert client.get(reverse(f"konsultasi:{name}", args=[said.pk])).status_code == 404


def test_unknown_passages_and_inputs_are_not_found(draft: Consultation, leaf: FakePage) -> None:
    for block in ("nope", "x" * 300, "../", "%00"):
        with pytest.raises(Http404):
            views.show_passage(ask("/x"), draft, leaf, block)
    with pytest.raises(Http404):
        views.show_input(ask("/x"), draft, leaf, 99)
    with pytest.raises(Http404):
        views.show_input(ask("/x"), draft, leaf, 10**30)


def test_anonymous_reads_the_passage_and_is_led_to_log_in(said: Input, draft: Consultation, leaf: FakePage) -> None:
    html = text_of(views.show_passage(ask("/rancangan/sampah/pasal/p2a1/"), draft, leaf, "p2a1"))
    assert "Setiap rumah tangga wajib memilah" in html
    assert "Mohon ditambah jenis sampah berbahaya." in html
    assert 'href="/akun/masuk/?next=/rancangan/sampah/pasal/p2a1/"' in html
    assert "<textarea" not in html
    assert "csrf" not in html


def form(**fields: Any) -> dict[str, Any]:
    return {"kunci": str(uuid.uuid4()), "kind": "usul", "body": "Mohon ditambah jenis.", **fields}


def test_anonymous_post_goes_to_log_in(draft: Consultation, leaf: FakePage) -> None:
    response = views.show_passage(ask("/rancangan/sampah/pasal/p2a1/", None, form()), draft, leaf, "p2a1")
    assert response.headers["Location"] == "/akun/masuk/?next=%2Francangan%2Fsampah%2Fpasal%2Fp2a1%2F"
    assert Input.objects.count() == 0


def test_sending_twice_makes_one_input(draft: Consultation, leaf: FakePage, ani: Any) -> None:
    data = form(proposed="wajib memilah menjadi 4 (empat) jenis", show_name="on")
    for _ in range(2):
        response = views.show_passage(ask("/x", ani, data), draft, leaf, "p2a1")
        assert (response.status_code, response.headers["Location"]) == (302, "/rancangan/sampah/masukan/1/")
    entry = Input.objects.get()
    assert (entry.author, entry.proposed, entry.show_name) == (ani, "wajib memilah menjadi 4 (empat) jenis", True)


def test_the_whole_draft_is_answered_through_its_own_form(draft: Consultation, leaf: FakePage, ani: Any) -> None:
    response = views.answer_draft(ask("/x", ani, form(kind="saran")), draft, leaf)
    assert response.status_code == 302
    assert Input.objects.get().passage is None


@pytest.mark.parametrize(
    "fields",
    [
        {"body": ""},
        {"kind": ""},
        {"kind": "__class__"},
        {"body": "y" * 100_000},
        {"body": "\u202e\u0000", "kind": "saran"},
        {"quote": "bukan dari naskah", "body": "kata ini tetap ada"},
        {"kunci": "bukan-uuid", "body": "kata ini tetap ada"},
    ],
    ids=["empty", "no kind", "dunder kind", "100 KB", "controls only", "foreign quote", "bad key"],
)
def test_a_bad_form_comes_back_with_its_words(
    draft: Consultation, leaf: FakePage, ani: Any, fields: dict[str, str]
) -> None:
    response = views.show_passage(ask("/x", ani, form(**fields)), draft, leaf, "p2a1")
    html = text_of(response)
    assert response.status_code == 200
    assert 'class="errors' in html
    assert html.index('class="errors') < html.index("<h1")
    if "tetap ada" in fields.get("body", ""):
        assert "kata ini tetap ada" in html
    assert Input.objects.count() == 0


def test_after_the_close_the_words_come_back_with_the_reason(
    draft: Consultation, leaf: FakePage, ani: Any, clock: Any
) -> None:
    clock.shift(timedelta(days=14))
    response = views.show_passage(ask("/x", ani, form(body="Kata yang terlambat")), draft, leaf, "p2a1")
    assert response.status_code == 200
    assert "tidak sedang dibuka" in text_of(response)
    assert "Kata yang terlambat" in text_of(response)
    assert "<textarea" not in text_of(views.show_passage(ask("/x", ani), draft, leaf, "p2a1"))


def test_too_many_inputs_answer_429_and_keep_the_words(draft: Consultation, leaf: FakePage, ani: Any) -> None:
    for n in range(30):
        submit_input(by=ani, consultation=draft, kind="saran", body=f"Saran ke-{n}")
    response = views.show_passage(ask("/x", ani, form(body="Satu lagi saja")), draft, leaf, "p2a1")
    assert response.status_code == 429
    assert "Satu lagi saja" in text_of(response)


def test_hostile_words_are_shown_as_words(
    draft: Consultation, clause: Passage, leaf: FakePage, ani: Any, joko: Any
) -> None:
    entry = submit_input(by=ani, consultation=draft, passage=clause, kind="usul", body=SCRIPT, proposed=SCRIPT)
    answer_input(by=joko, input=entry, disposition="ditolak", explanation=SCRIPT)
    pages = [
        views.show_draft(ask(draft.url), draft, leaf),
        views.show_passage(ask("/x"), draft, leaf, "p2a1"),
        views.list_inputs(ask(f"/x?bagian={SCRIPT}&urut={SCRIPT}"), draft, leaf),
        views.show_input(ask("/x"), draft, leaf, 1),
    ]
    for response in pages:
        assert "<script>alert" not in text_of(response)
        assert "<img src=x" not in text_of(response)
        assert "&lt;script&gt;alert(1)" in text_of(response)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [3, 2, 1]),
        ("urut=lama", [1, 2, 3]),
        ("urut=__class__", [3, 2, 1]),
        ("bagian=p2a1", [2, 1]),
        ("bagian=seluruh", [3]),
        ("bagian=dihapus", []),
        ("jenis=saran", [3]),
        ("jenis=author__password", [3, 2, 1]),
        ("jawaban=sudah", [2]),
        ("jawaban=belum", [3, 1]),
        ("jawaban=terlambat", []),
        ("tanggapan=ditolak", [2]),
        ("tanggapan=diterima", []),
        ("author__password=x&halaman=999", [3, 2, 1]),
    ],
)
def test_the_list_is_filtered_by_what_it_knows(
    said: Input, draft: Consultation, clause: Passage, leaf: FakePage, budi: Any, joko: Any, query: str,
    numbers: list[int],
) -> None:  # fmt: skip
    second = submit_input(by=budi, consultation=draft, passage=clause, kind="keberatan", body="Terlalu berat.")
    answer_input(by=joko, input=second, disposition="ditolak", explanation=WHY)
    submit_input(by=budi, consultation=draft, kind="saran", body="Buat ringkasan.")
    html = text_of(views.list_inputs(ask(f"/x?{query}"), draft, leaf))
    found = [int(part.split('"')[0]) for part in html.split('<article class="comment" id="masukan-')[1:]]
    assert found == numbers


def test_hidden_and_withdrawn_inputs_say_only_that(said: Input, draft: Consultation, leaf: FakePage, eko: Any) -> None:
    hide_input(by=eko, input=said, reason="data_pribadi")
    html = text_of(views.show_input(ask("/x"), draft, leaf, 1))
    assert "Memuat data pribadi" in html
    for response in (
        views.show_input(ask("/x"), draft, leaf, 1),
        views.show_draft(ask(draft.url), draft, leaf),
        views.list_inputs(ask("/x"), draft, leaf),
        views.show_passage(ask("/x"), draft, leaf, "p2a1"),
        views.list_inputs(ask("/x?unduh=atom"), draft, leaf),
    ):
        assert "Mohon ditambah jenis" not in text_of(response)


def test_a_late_answer_is_said_in_public(
    said: Input, draft: Consultation, leaf: FakePage, joko: Any, clock: Any
) -> None:
    clock.shift(timedelta(days=21))
    assert "Jawaban terlambat" in text_of(views.show_input(ask("/x"), draft, leaf, 1))
    answer_input(by=joko, input=said, disposition="dicatat", explanation=WHY)
    html = text_of(views.show_input(ask("/x"), draft, leaf, 1))
    assert "Jawaban terlambat</span> 1 hari kerja" in html
    assert "Joko Susilo, Petugas kecamatan" in html


def test_the_matrix_shows_names_only_as_the_public_sees_them(
    said: Input, draft: Consultation, leaf: FakePage, budi: Any, joko: Any
) -> None:
    entry = submit_input(by=budi, consultation=draft, kind="saran", body="=1+1 menjadi dua", show_name=True)
    answer_input(by=joko, input=entry, disposition="diterima", explanation=WHY)
    response = views.list_inputs(ask("/x?unduh=csv"), draft, leaf)
    text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    assert "Warga Kelurahan Kertosari" in text
    assert "Ani Lestari" not in text
    assert "Budi Santoso" in text
    assert "'=1+1 menjadi dua" in text
    xlsx = views.list_inputs(ask("/x?unduh=xlsx"), draft, leaf)
    assert io.BytesIO(b"".join(xlsx.streaming_content)).read(2) == b"PK"  # type: ignore[attr-defined]


def test_a_draft_of_300_passages_stays_light(draft: Consultation, leaf: FakePage, joko: Any) -> None:
    words = TEXTS[4].text
    passages = [
        PassageText(str(uuid.uuid4()), "pasal" if n % 4 == 0 else "ayat", str(n // 4 + 1 if n % 4 == 0 else n % 4),
                    "" if n % 4 == 0 else f"{words} Ketentuan nomor {n} berlaku mulai tahun {2027 + n}.")
        for n in range(300)
    ]  # fmt: skip
    publish_version(consultation=draft, passages=passages, by=joko)
    response = views.show_draft(ask(draft.url), draft, leaf)
    assert len(gzip.compress(response.content)) < 45_000


def test_own_input_is_mended_and_withdrawn_by_pages(said: Input, ani: Any, budi: Any, client: Any) -> None:
    edit, withdraw = reverse("konsultasi:edit", args=[said.pk]), reverse("konsultasi:withdraw", args=[said.pk])
    client.force_login(budi)
    assert client.get(edit).status_code == 404
    assert client.post(withdraw, form()).status_code == 404
    client.force_login(ani)
    assert client.get(edit).status_code == 200
    assert client.post(edit, form(body="Kata yang lebih baik")).status_code == 302
    assert client.get(withdraw).status_code == 200
    assert client.post(withdraw, form()).headers["Location"] == "/rancangan/sampah/masukan/1/"
    said.refresh_from_db()
    assert said.state == "ditarik"


def test_a_person_on_a_too_low_rung_is_told_how_to_climb(
    draft: Consultation, leaf: FakePage, ani: Any, monkeypatch: Any
) -> None:
    monkeypatch.setitem(__import__("accounts.rules").rules.DEEDS, "answer", 3)
    assert views.show_passage(ask("/x", ani), draft, leaf, "p2a1").status_code == 403
    with pytest.raises(PermissionDenied):
        submit_input(by=ani, consultation=draft, kind="saran", body="Tidak boleh")
