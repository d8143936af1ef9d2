"""Every citizen's form under bad input: never an error page, the typed text comes back, twice sent is once done."""

import html
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from dialog.models import Comment, Report
from konsultasi.models import Guest, Input
from musrenbang.models import Category, Envelope, Proposal, ProposalPhoto, Unit
from notifications.models import Follow
from tests.conftest import KERTOSARI
from tests.factories import PASSWORD
from tests.flows.clients import again
from tests.flows.world import photo

pytestmark = pytest.mark.django_db

TEXTS = {
    "empty": "",
    "long": "panjang sekali " * 7000,
    "control": "a\x00b\x07c\x1bd\x7fe",
    "html": "<b>tebal</b><script>window.__xss=1</script>\"'><img src=x onerror=alert(1)>",
    "template": "{{ settings.SECRET_KEY }}{% debug %}${7*7}",
    "emoji": "👨‍👩‍👧‍👦🏳️‍🌈" * 10,
    "right_to_left": "aman\u202etxt.exe\u2066x\u2069",
    "surrogate": "rusak \udcff\ud83d teks",
    "number": "9" * 400,
    "formula": '=HYPERLINK("http://evil.example")',
}


@dataclass(frozen=True)
class Form:
    """Where, with what, by whom; which fields are text; what is counted after two sends."""

    address: Callable[[Any], str]
    good: Callable[[Any], dict[str, Any]]
    texts: tuple[str, ...]
    made: Callable[[Any], int] | None = None
    who: str = "ani"
    secret: tuple[str, ...] = field(default=())  # never printed back


def sheet(w: Any, step: str) -> str:
    return f"/usulan/draf/{w.draft.pk}/{step}/"


SIGN_UP = {"full_name": "Sri Wahyuni", "username": "sri.wahyuni", "home": KERTOSARI, "consent": "on"}
PROBLEM = {"title": "Jembatan kecil", "problem": "Jembatan lapuk.", "kind": "fisik"}
GUEST = {"kind": "saran", "body": "Saya tidak punya akun.", "contact": "siti@example.com"}
WORDS = {"kind": "saran", "body": "Mohon dipertegas lagi.", "show_name": "on"}

FORMS: dict[str, Form] = {
    "daftar": Form(
        lambda w: "/akun/daftar/",
        lambda w: {**SIGN_UP, "rt": "3", "rw": "2", "email": "", "phone": "", "password": "mangga-muda-77"},
        ("full_name", "username", "email", "phone", "rt", "rw", "password", "home"),
        lambda w: User.objects.filter(username="sri.wahyuni").count(),
        "anon",
        ("password",),
    ),
    "masuk": Form(
        lambda w: "/akun/masuk/", lambda w: {"login": "budi", "password": PASSWORD}, ("login", "password"), None, "anon"
    ),
    "kode": Form(
        lambda w: "/akun/kode/",
        lambda w: {"login": "budi", "code": "123", "password": "mangga-muda-77"},
        ("login", "code", "password"),
        None,
        "anon",
    ),
    "lupa": Form(lambda w: "/akun/sandi/lupa/", lambda w: {"email": "ani@example.org"}, ("email",), None, "anon"),
    "profil": Form(
        lambda w: "/akun/saya/ubah/",
        lambda w: {"full_name": "Ani Lestari", "home": KERTOSARI, "rt": "1", "rw": "2"},
        ("full_name", "home", "rt", "rw"),
    ),
    "nomor_kode": Form(lambda w: "/akun/nomor/kode/", lambda w: {"code": "123456"}, ("code",)),
    "hapus": Form(lambda w: "/akun/data/hapus/", lambda w: {"sure": "on", "password": "salah-sekali"}, ("password",)),
    "usulan_selesai": Form(
        lambda w: f"/usulan/{w.done.number}/selesai/",
        lambda w: {"verdict": "ya", "words": "Sudah baik."},
        ("words", "verdict"),
        lambda w: w.fix_answer.question.answers.filter(user=w.ani).count(),
    ),
    "usulan_baru": Form(
        lambda w: "/usulan/baru/",
        lambda w: {**PROBLEM, "category": str(Category.objects.get(slug="prasarana").pk)},
        ("title", "problem", "kind", "category"),
        lambda w: Proposal.objects.filter(title="Jembatan kecil").count(),
    ),
    "usulan_masalah": Form(
        lambda w: sheet(w, "masalah"),
        lambda w: {**PROBLEM, "category": str(Category.objects.get(slug="prasarana").pk)},
        ("title", "problem", "kind", "category"),
    ),
    "usulan_lokasi": Form(
        lambda w: sheet(w, "lokasi"),
        lambda w: {"region": KERTOSARI, "rt": "02, 03", "rw": "4", "landmark": "Depan masjid", "lat": "", "lng": ""},
        ("region", "rt", "rw", "landmark", "lat", "lng", "line"),
    ),
    "usulan_ukuran": Form(
        lambda w: sheet(w, "ukuran"),
        lambda w: {"quantity": "120", "unit": str(Unit.objects.get(name="m").pk), "estimated_cost": "1.250.000"},
        ("catalogue_item", "quantity", "unit", "quantity_detail", "estimated_cost", "cost_reason", "benar"),
    ),
    "usulan_manfaat": Form(
        lambda w: sheet(w, "manfaat"),
        lambda w: {"households": "38", "people": "120"},
        ("condition", "benefit", "households", "people", "women", "disabled", "poor", "land_status")
        + ("land_certificate", "design", "self_help", "self_help_amount"),
    ),
    "usulan_pengusul": Form(
        lambda w: sheet(w, "pengusul"),
        lambda w: {"proposer_kind": "kelompok", "group_name": "PKK RW 04"},
        ("proposer_kind", "group_name", "proposer_position"),
    ),
    "usulan_foto": Form(
        lambda w: sheet(w, "foto"),
        lambda w: {"photo": photo(), "caption": "Sisi utara"},
        ("caption", "hapus"),
        lambda w: ProposalPhoto.objects.filter(caption="Sisi utara").count(),
    ),
    "masukan_pasal": Form(
        lambda w: "/rancangan/sampah/pasal/p2a1/",
        lambda w: {**WORDS, "quote": "", "proposed": ""},
        ("kind", "quote", "proposed", "body"),
        lambda w: Input.objects.filter(body=WORDS["body"], block_id="p2a1").count(),
    ),
    "masukan_rancangan": Form(
        lambda w: "/rancangan/sampah/jawab/",
        lambda w: WORDS,
        ("kind", "body"),
        lambda w: Input.objects.filter(body=WORDS["body"], block_id="").count(),
    ),
    "masukan_tamu": Form(
        lambda w: "/rancangan/sampah/tamu/?bagian=p2a1",
        lambda w: {**GUEST, "quote": "", "proposed": ""},
        ("kind", "quote", "proposed", "body", "contact"),
        lambda w: Guest.objects.filter(words__body=GUEST["body"], passage__block_id="p2a1").count(),
        "anon",
    ),
    "masukan_tamu_rancangan": Form(
        lambda w: "/rancangan/sampah/tamu/",
        lambda w: GUEST,
        ("kind", "body", "contact"),
        lambda w: Guest.objects.filter(words__body=GUEST["body"], passage=None).count(),
        "anon",
    ),
    "masukan_tamu_kode": Form(
        lambda w: w.guest.link, lambda w: {"aksi": "kode", "code": "123456"}, ("code", "aksi"), None, "anon"
    ),
    "masukan_perbaiki": Form(
        lambda w: f"/masukan/{w.input.pk}/perbaiki/", lambda w: {**WORDS, "proposed": ""}, ("kind", "proposed", "body")
    ),
    "komentar": Form(
        lambda w: f"/topik/{w.topic.pk}/komentar/",
        lambda w: {"body": "Saya ikut mendukung."},
        ("body", "stance"),
        lambda w: Comment.objects.filter(body="Saya ikut mendukung.").count(),
    ),
    "balasan": Form(
        lambda w: f"/topik/{w.topic.pk}/komentar/?balas={w.said.pk}",
        lambda w: {"body": "Saya membalas."},
        ("body",),
        lambda w: Comment.objects.filter(body="Saya membalas.", parent=w.said).count(),
    ),
    "komentar_ubah": Form(lambda w: f"/komentar/{w.comment.pk}/ubah/", lambda w: {"body": "Diperbaiki."}, ("body",)),
    "lapor": Form(
        lambda w: f"/komentar/{w.said.pk}/lapor/",
        lambda w: {"reason": "iklan"},
        ("reason",),
        lambda w: Report.objects.filter(comment=w.said, reporter=w.ani).count(),
    ),
    "wilayah": Form(
        lambda w: "/pemberitahuan/wilayah/",
        lambda w: {"region": KERTOSARI},
        ("region", "aksi"),
        lambda w: Follow.objects.filter(user=w.ani, region_id=KERTOSARI).count(),
    ),
    "kabar": Form(lambda w: "/pemberitahuan/atur/", lambda w: {"mode": "harian"}, ("mode",)),
    "surat_suara": Form(
        lambda w: f"/pemungutan/{w.round.pk}/kirim/",
        lambda w: {"pilihan": ["1", "3"]},
        ("pilihan", "ubah"),
        lambda w: Envelope.objects.filter(round=w.round).count(),
        "budi",
    ),
    "surat_suara_periksa": Form(
        lambda w: f"/pemungutan/{w.round.pk}/periksa/", lambda w: {"pilihan": ["1"]}, ("pilihan", "ubah"), None, "budi"
    ),
}


def filled(w: Any, form: Form, **changes: Any) -> dict[str, Any]:
    return {"kunci": str(uuid.uuid4()), **form.good(w), **changes}


@pytest.fixture(autouse=True)
def _limits_begin_empty(w: Any) -> None:
    cache.clear()


URLENCODED = "application/x-www-form-urlencoded"


def post(client: Client, url: str, data: dict[str, Any]) -> Any:
    """Send a form; half characters (lone surrogates), which no browser sends, as the bytes a script would."""
    try:
        urlencode(data, doseq=True)
    except UnicodeEncodeError:
        return client.post(url, urlencode(data, doseq=True, errors="surrogatepass"), content_type=URLENCODED)
    return client.post(url, data)


@pytest.mark.parametrize("name", FORMS)
def test_bad_input_is_answered_in_words(w: Any, name: str) -> None:
    form = FORMS[name]
    client = again(w.sessions[form.who])
    for case, text in TEXTS.items():
        for box in form.texts:
            answer = post(client, form.address(w), filled(w, form, **{box: text}))
            assert answer.status_code in (200, 302, 404, 429), (case, box)
            if answer.status_code != 200:
                client = again(w.sessions[form.who])
                continue
            page = answer.content.decode()
            assert "<script>window.__xss" not in page, (case, box)
            assert "<img src=x" not in page, (case, box)
            assert settings.SECRET_KEY not in page, (case, box)


KEPT = {
    "usulan_masalah": ("problem", "title"),
    "usulan_baru": ("problem", "title"),
    "usulan_selesai": ("words", "verdict"),
    "usulan_pengusul": ("group_name", "proposer_kind"),
    "masukan_pasal": ("body", "kind"),
    "masukan_rancangan": ("body", "kind"),
    "masukan_tamu": ("body", "contact"),
    "komentar": ("body", "kunci"),
    "komentar_ubah": ("body", "kunci"),
    "profil": ("rt", "home"),
    "daftar": ("full_name", "home"),
}


@pytest.mark.parametrize("name", KEPT)
def test_the_typed_text_comes_back(w: Any, name: str) -> None:
    """Another field is wrong: what was typed here stands in the form again, escaped; the form says what to do."""
    form, (box, wrong) = FORMS[name], KEPT[name]
    for text in ("Jalan <b>rusak</b> & licin", "👨‍👩‍👧 kampung", "Kata " + "panjang " * (3 if box != "body" else 700)):
        answer = again(w.sessions[form.who]).post(form.address(w), filled(w, form, **{box: text, wrong: ""}))
        assert answer.status_code == 200
        page = answer.content.decode()
        assert html.escape(text.strip(), quote=False) in page.replace("&#x27;", "'"), text
        assert 'role="alert"' in page or "galat" in page or "aria-invalid" in page


def test_a_hundred_kilobytes_come_back_with_what_is_wrong(w: Any) -> None:
    text = "x" * 100_000
    for name, box in (("komentar", "body"), ("masukan_pasal", "body"), ("usulan_masalah", "problem")):
        form = FORMS[name]
        answer = again(w.sessions[form.who]).post(form.address(w), filled(w, form, **{box: text}))
        assert answer.status_code == 200
        assert text in answer.content.decode()
        assert not Comment.objects.filter(body__startswith="xxx").exists()


@pytest.mark.parametrize("name", [name for name, form in FORMS.items() if form.made])
def test_sent_twice_is_done_once(w: Any, name: str) -> None:
    form = FORMS[name]
    data = filled(w, form)
    first = again(w.sessions[form.who]).post(form.address(w), data)
    if "photo" in data:
        data["photo"] = photo()
    second = again(w.sessions[form.who]).post(form.address(w), data)
    assert (first.status_code, second.status_code) == (302, 302)
    assert form.made is not None
    assert form.made(w) == (1 if name != "surat_suara" else 2)  # Ani's ballot stands beside Budi's
    if name != "daftar":  # the first sender was let in, the second led to her account
        assert second.url == first.url


def test_somebody_elses_key_is_refused(w: Any) -> None:
    form = FORMS["komentar"]
    data = filled(w, form)
    assert again(w.sessions["ani"]).post(form.address(w), data).status_code == 302
    assert again(w.sessions["budi"]).post(form.address(w), data).status_code == 403
    assert form.made is not None
    assert form.made(w) == 1


def test_too_much_at_once_is_refused_calmly(w: Any) -> None:
    """Thousands of fields, megabytes, a broken body: 400 or 413, never 500."""
    client, url = again(w.sessions["ani"]), f"/topik/{w.topic.pk}/komentar/"
    many = "&".join(f"a{n}=1" for n in range(10_500))
    for body, kind in [
        (many, URLENCODED),
        ("body=" + "x" * (6 * 1024 * 1024), URLENCODED),
        ("body=%2B2AA-", URLENCODED + "; charset=utf-7"),
        ("body=+2AA-", URLENCODED + "; charset=tidak-ada"),
        (b"--x\r\nnonsense", "multipart/form-data; boundary=x"),
        (b"\xff\xfe\x00", "multipart/form-data"),
        (b'{"body": 1}', "application/json"),
    ]:
        answer = client.generic("POST", url, body, content_type=kind)
        assert answer.status_code in (200, 400, 413), kind
        assert answer.status_code == 200 or "Kiriman ini tidak dapat dibaca" in answer.content.decode()
