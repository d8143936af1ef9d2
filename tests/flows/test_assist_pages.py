"""Fajar helps Ibu Painem through the very forms of citizens: begin, send, read back, receipt, and every refusal."""

import re
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from acara.models import Registration
from accounts.models import Assist, User
from audit.sealing import seal
from dialog.models import Comment, Support
from konsultasi.models import Input
from musrenbang.models import Category, Proposal, Unit
from tests.conftest import GUNTUR, KERTOSARI
from tests.flows.clients import again
from tests.flows.world import SECRET

pytestmark = pytest.mark.django_db
PASSAGE = "/rancangan/sampah/pasal/p2a1/"
WHO = {"full_name": "Painem", "home": KERTOSARI, "rt": "2", "rw": "4"}
AGREE = {
    "deeds": ["answer", "propose", "support", "event"],
    "agreed": "lisan",
    "witness": f"Saksi {SECRET}",
    "sure": "on",
}
WORDS = {"kind": "saran", "body": "Gerobak sampah jangan lewat malam hari."}


def get(w: Any, url: str, who: str = "fajar") -> Any:
    return again(w.sessions[who]).get(url)


def post(w: Any, url: str, who: str = "fajar", **data: Any) -> Any:
    return again(w.sessions[who]).post(url, {"kunci": str(uuid.uuid4()), **data})


def begin(w: Any, **changes: Any) -> Assist:
    """The two steps, as a helper types them."""
    answer = post(w, "/petugas/bantuan/baru/", **WHO)
    assert (answer.status_code, answer.url) == (302, "/petugas/bantuan/persetujuan/")
    answer = post(w, "/petugas/bantuan/persetujuan/", **{**AGREE, **changes})
    assert (answer.status_code, answer.url) == (302, "/petugas/bantuan/kerja/")
    return Assist.objects.latest("pk")


def propose(w: Any) -> Any:
    """The sheet from its first step to handing it in."""
    category = str(Category.objects.get(slug="prasarana").pk)
    first = {"title": "Jembatan bambu Dusun Krajan", "problem": "Anak sekolah menyeberang kali.", "kind": "fisik"}
    answer = post(w, "/usulan/baru/", **first, category=category)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    sheet = answer.url.removesuffix("lokasi/")
    post(w, sheet + "lokasi/", region=KERTOSARI, rt="2", rw="4", landmark="Belakang mushala")
    post(w, sheet + "ukuran/", quantity="12", unit=str(Unit.objects.get(name="m").pk), estimated_cost="25.000.000")
    post(w, sheet + "pengusul/", proposer_kind="perorangan")
    return post(w, sheet)


FORMS: dict[str, Any] = {
    "answer": (lambda w: post(w, PASSAGE, **WORDS), Input, "author"),
    "propose": (propose, Proposal, "proposer"),
    "support": (lambda w: post(w, f"/topik/{w.topic.pk}/dukung/"), Support, "user"),
    "event": (lambda w: post(w, f"/acara/{w.event.pk}/daftar/", places="1"), Registration, "person"),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_citizens_form_acts_for_her(w: Any, form: str) -> None:
    send, model, owner = FORMS[form]
    row, earlier = begin(w), set(model.objects.values_list("pk", flat=True))
    answer = send(w)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    made = model.objects.latest("pk")
    assert getattr(made, f"{owner}_id") == row.person_id
    assert {deed.assist_id for deed in row.deeds_done.all()} == {row.pk}
    assert not model.objects.filter(**{owner: w.fajar}).exclude(pk__in=earlier).exists()


def test_a_form_sent_twice_is_one_deed(w: Any) -> None:
    row, key = begin(w), str(uuid.uuid4())
    first, second = (again(w.sessions["fajar"]).post(PASSAGE, {"kunci": key, **WORDS}) for _ in range(2))
    assert first.url == second.url
    assert (Input.objects.filter(author=row.person).count(), row.deeds_done.count()) == (1, 1)


def lose_mandate(w: Any, row: Assist) -> None:
    w.fajar.mandates.update(ended_at=timezone.now())


def change_region(w: Any, row: Assist) -> None:
    w.fajar.mandates.update(region_id=GUNTUR)


def run_out(w: Any, row: Assist) -> None:
    Assist.objects.filter(pk=row.pk).update(until=timezone.now())


def end(w: Any, row: Assist) -> None:
    Assist.objects.filter(pk=row.pk).update(ended_at=timezone.now())


LACKS = [lose_mandate, change_region, run_out, end]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lack", LACKS, ids=lambda one: one.__name__)
def test_no_form_is_sent_in_anybodys_name_by_who_may_not(w: Any, form: str, lack: Any) -> None:
    """Neither in hers nor, by a slip, in the helper's own."""
    send, model, _ = FORMS[form]
    if form == "propose":
        send = lambda w: post(w, "/usulan/baru/", title="Jembatan", problem="Lapuk sekali.", kind="fisik")  # noqa: E731
    row, before = begin(w), model.objects.count()
    lack(w, row)
    assert send(w).status_code == 403
    assert model.objects.count() == before


@pytest.mark.parametrize("form", FORMS)
def test_what_she_did_not_agree_to_is_refused_and_the_words_are_kept(w: Any, form: str) -> None:
    send, model, _ = FORMS[form]
    if form == "propose":
        send = lambda w: post(w, "/usulan/baru/", title="Jembatan", problem="Lapuk sekali.", kind="fisik")  # noqa: E731
    begin(w, deeds=[name for name in FORMS if name != form])
    before, answer = model.objects.count(), send(w)
    assert (answer.status_code, model.objects.count()) == (403, before)
    assert "di luar yang ia setujui" in answer.content.decode()
    if form == "answer":
        assert WORDS["body"] in answer.content.decode()


def test_over_the_days_limit_no_form_is_sent(w: Any, settings: Any) -> None:
    row = begin(w)
    settings.ASSISTED_DEEDS_A_DAY = 2  # one stands in the world already
    assert post(w, PASSAGE, **WORDS).status_code == 302
    answer = post(w, f"/topik/{w.topic.pk}/dukung/")
    assert answer.status_code == 403
    assert "batas bantuan hari ini" in answer.content.decode()
    assert row.deeds_done.count() == 1
    assert post(w, "/petugas/bantuan/selesai/").status_code == 302
    assert get(w, "/petugas/bantuan/baru/").status_code == 403


def test_while_she_helps_nothing_is_sent_as_herself(w: Any) -> None:
    begin(w)
    comments = Comment.objects.count()
    for url, data in [
        (f"/topik/{w.topic.pk}/komentar/", {"body": "Saya setuju."}),
        (f"/pemungutan/{w.round.pk}/kirim/", {"pilihan": "1"}),
        ("/akun/saya/ubah/", {"full_name": "Painem"}),
        (f"/topik/{w.topic.pk}/ikuti/", {}),
        ("/petugas/bantuan/baru/", WHO),
    ]:
        assert post(w, url, **data).status_code == 403, url
    assert Comment.objects.count() == comments
    assert get(w, "/akun/saya/").status_code == 200


def test_the_state_is_clear_on_every_page_and_ends_with_a_button(w: Any) -> None:
    row = begin(w)
    for url in ("/", PASSAGE, "/usulan/", "/usulan/baru/", f"/usulan/{w.submitted.number}/", "/petugas/", "/acara/"):
        body = get(w, url).content.decode()
        assert "Anda membantu <b>Painem</b>" in body, url
        assert "/petugas/bantuan/bacakan/" in body, url
    assert "Anda membantu" not in get(w, "/", "citra").content.decode()
    post(w, PASSAGE, **WORDS)
    read = get(w, "/petugas/bantuan/bacakan/").content.decode()
    assert WORDS["body"] in read
    answer = post(w, "/petugas/bantuan/bacakan/")
    assert answer.url == f"/akun/bantuan/{row.pk}/"
    row.refresh_from_db()
    assert (row.ended_at is not None, row.read_at is not None) == (True, True)
    assert "Anda membantu" not in get(w, "/").content.decode()
    assert post(w, PASSAGE, kind="tanya", body="Kapan mulai berlaku?").status_code == 302  # as himself again
    assert Input.objects.latest("pk").author_id == w.fajar.pk


def test_a_form_left_open_for_her_cannot_be_sent_after_the_end(w: Any) -> None:
    """The token of every open form is void when the help begins and when it ends."""
    client = Client(enforce_csrf_checks=True)
    client.cookies["sessionid"] = w.sessions["fajar"]
    begin(w)
    form = client.get(PASSAGE).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
    assert token is not None
    client.post("/petugas/bantuan/selesai/", {"csrfmiddlewaretoken": token[1]})
    sent = {"csrfmiddlewaretoken": token[1], "kunci": str(uuid.uuid4()), **WORDS}
    before = Input.objects.count()
    assert client.post(PASSAGE, sent).status_code == 403
    assert Input.objects.count() == before


def test_logging_out_ends_the_help(w: Any) -> None:
    row = begin(w)
    again(w.sessions["fajar"]).post("/akun/keluar/")
    row.refresh_from_db()
    assert row.ended_at is not None


def test_a_name_that_is_alike_is_asked_about(w: Any) -> None:
    row = begin(w)
    post(w, "/petugas/bantuan/selesai/")
    people = User.objects.count()
    asked = post(w, "/petugas/bantuan/baru/", **{**WHO, "full_name": "Bu Painem"})
    body = asked.content.decode()
    assert asked.status_code == 200
    assert "Ada nama yang mirip" in body
    assert f'value="{row.person_id}"' in body
    assert post(w, "/petugas/bantuan/baru/", **WHO, same=str(row.person_id)).status_code == 302
    post(w, "/petugas/bantuan/persetujuan/", **AGREE)
    assert Assist.objects.latest("pk").person_id == row.person_id
    assert User.objects.count() == people
    post(w, "/petugas/bantuan/selesai/")
    assert post(w, "/petugas/bantuan/baru/", **WHO, same=str(w.budi.pk)).status_code == 200  # not one of those offered
    assert post(w, "/petugas/bantuan/baru/", **WHO, same="baru").status_code == 302


def test_places_outside_the_mandate_are_not_offered(w: Any) -> None:
    assert post(w, "/petugas/bantuan/baru/", "indra", **WHO).status_code == 200
    assert post(w, "/petugas/bantuan/baru/", "indra", **{**WHO, "home": GUNTUR}).status_code == 302


@pytest.mark.parametrize("lack", [{"sure": ""}, {"witness": ""}, {"deeds": []}, {"agreed": "lembar"}, {"agreed": "x"}])
def test_without_consent_nothing_begins_and_nobody_comes_to_be(w: Any, lack: dict[str, Any]) -> None:
    people, helps = User.objects.count(), Assist.objects.count()
    post(w, "/petugas/bantuan/baru/", **WHO)
    assert post(w, "/petugas/bantuan/persetujuan/", **{**AGREE, **lack}).status_code == 200
    assert (User.objects.count(), Assist.objects.count()) == (people, helps)
    assert post(w, PASSAGE, **WORDS).status_code == 302
    assert Input.objects.latest("pk").author_id == w.fajar.pk


def test_the_public_reads_with_help_and_no_name(w: Any) -> None:
    begin(w)
    for send, _, _ in FORMS.values():
        assert send(w).status_code == 302
    proposal, entry = Proposal.objects.latest("pk"), Input.objects.latest("pk")
    seal()
    pages = [
        "/",
        "/usulan/",
        f"/usulan/{proposal.number}/",
        PASSAGE,
        "/rancangan/sampah/masukan/",
        "/usulan/ekspor.csv",
    ]
    pages += [f"/rancangan/sampah/masukan/{entry.number}/", "/rancangan/sampah/matriks/", "/jejak/", "/jejak/jejak.csv"]
    pages += ["/rancangan/sampah/data/masukan.json", "/rancangan/sampah/data/masukan.csv", "/kabar/atom.xml", "/acara/"]
    pages.append("/usulan/ekspor.csv")
    for url in pages:
        for who in ("anon", "budi"):
            body = get(w, url, who).getvalue().decode()
            assert "Fajar Nugroho" not in body, url
            assert "Painem" not in body, url
            assert SECRET not in body.replace("sampah", ""), url
    for url in (f"/usulan/{proposal.number}/", f"/rancangan/sampah/masukan/{entry.number}/"):
        assert "isampaikan dengan bantuan" in get(w, url, "anon").content.decode()


def test_the_counter_gives_her_the_login_and_she_takes_her_own_back(w: Any) -> None:
    row = begin(w)
    post(w, PASSAGE, **WORDS)
    propose(w)
    post(w, "/petugas/bantuan/bacakan/")
    entry, proposal = Input.objects.latest("pk"), Proposal.objects.latest("pk")
    found = post(w, "/petugas/warga/bantuan/", "citra", code=row.code_spaced)
    assert "Painem" in found.content.decode()
    assert post(w, "/petugas/warga/bantuan/", "indra", code=row.code).content.count(b"Painem") == 0
    missing = post(w, "/petugas/warga/bantuan/", "citra", code=row.code, serahkan="1")
    assert "Pilih dokumen" in missing.content.decode()
    slip = post(w, "/petugas/warga/bantuan/", "citra", code=row.code, paper="ktp", serahkan="1").content.decode()
    code = re.search(r"<b>(\w{3}-\w{3}-\w{3})</b>", slip)
    assert code is not None
    login, password = row.person.username, "mangga-muda-77"
    client = Client()
    assert client.post("/akun/kode/", {"login": login, "code": code[1], "password": password}).status_code == 302
    assert client.post("/akun/masuk/", {"login": login, "password": password}).status_code == 302
    mine = client.get("/akun/saya/").content.decode()
    assert "Disampaikan dengan bantuan" in mine
    assert proposal.number in mine
    client.post(f"/masukan/{entry.pk}/tarik/", {"kunci": str(uuid.uuid4())})
    client.post(f"/usulan/draf/{proposal.pk}/tarik/", {"kunci": str(uuid.uuid4())})
    entry.refresh_from_db()
    proposal.refresh_from_db()
    assert (entry.state, proposal.state) == ("ditarik", "ditarik")
    client.post(f"/akun/bantuan/{row.pk}/sanggah/")
    row.refresh_from_db()
    assert row.result == "tidak_benar"
    assert row.code_spaced in get(w, "/petugas/?jenis=Periksa+bantuan", "eko").content.decode()


def test_the_receipt_is_a_document(w: Any) -> None:
    row = begin(w)
    post(w, PASSAGE, **WORDS)
    post(w, "/petugas/bantuan/bacakan/")
    assert get(w, f"/akun/bantuan/{row.pk}/", "budi").status_code == 404
    page = get(w, f"/akun/bantuan/{row.pk}/")
    assert row.code_spaced in page.content.decode()
    paper = get(w, f"/akun/bantuan/{row.pk}/tanda-terima.pdf")
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")


def test_lists_cost_the_same_with_many_rows(w: Any) -> None:
    begin(w)
    post(w, "/petugas/bantuan/selesai/")
    counts: dict[str, list[int]] = {}
    for rows in (1, 25):
        for _ in range(rows):
            Assist.objects.create(
                person=w.ani, helper=w.fajar, role="facilitator", region_id=KERTOSARI, agreed="lisan", witness="x",
                code=uuid.uuid4().hex[:8], until=timezone.now(), ended_at=timezone.now(),
            )  # fmt: skip
        for url, who in (("/petugas/bantuan/", "fajar"), ("/petugas/bantuan/periksa/", "eko")):
            get(w, url, who)
            counts.setdefault(url, []).append(queries_of(w, url, who))
    assert {url: len(set(found)) for url, found in counts.items()} == dict.fromkeys(counts, 1), counts


def queries_of(w: Any, url: str, who: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        get(w, url, who)
    return len(seen)
