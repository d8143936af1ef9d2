"""The berita acara: what is frozen, what may no longer change, what the paper holds."""

import hashlib
import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from core import pdf
from core.states import StateError
from musrenbang.models import BeritaAcara, Forum, Proposal
from musrenbang.queries.agreement import canonical, digest_of
from musrenbang.services.agreeing import decide_item, decide_rest
from musrenbang.services.agreement import attach_scan, correct, freeze, paper_html
from musrenbang.services.forums import close_forum, count_present, edit_forum, reopen_forum, take_in
from musrenbang.services.minutes import add_delegate, drop_delegate, strike_line, write_line
from musrenbang.services.ranking import arrange
from musrenbang.services.scores import score_items
from tests.factories import desk_login
from tests.forum.conftest import plan
from tests.forum.makers import items, score_all

pytestmark = pytest.mark.django_db
NOTE = "Lahan masih dibahas dengan pemiliknya."
SIGNERS = [{"office": "Camat Temanggung", "name": "Drs. Slamet Riyadi"}, {"office": "Wakil Peserta", "name": ""}]
SCAN = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def closed(forum: Forum, joko: Any, dewi: Any) -> Forum:
    """Scored, filled, the second refused, the others as filled, minutes, one delegate, closed."""
    score_all(forum, {"joko": joko, "dewi": dewi})
    arrange(by=joko, forum=forum)
    decide_item(by=joko, item=items(forum)[2], decision="tidak_disepakati", reason="lahan_belum_jelas", note=NOTE)
    decide_rest(by=joko, forum=forum, expected=3)
    wrong = write_line(by=joko, forum=forum, text="Salah ketik.")
    strike_line(by=joko, line=wrong)
    write_line(by=joko, forum=forum, text="Peserta sepakat atas talud.", item=items(forum)[1])
    fields = {"sex": "P", "institution": "PKK", "address": "Jalan Mawar 3", "phone": "0812000111"}
    add_delegate(by=joko, forum=forum, name="Bu Tini", mandate_number="01/2027", **fields)
    count_present(by=joko, forum=forum, men=60, women=27)
    return close_forum(by=joko, forum=forum)


@pytest.fixture
def frozen(closed: Forum, joko: Any) -> BeritaAcara:
    return freeze(by=joko, forum=closed, number="005/12/II/2027", signers=SIGNERS)


def test_what_is_frozen(frozen: BeritaAcara) -> None:
    content = frozen.content
    assert content["title"] == (
        "Berita Acara Hasil Kesepakatan Musrenbang RKPD Kabupaten Temanggung di Kecamatan Temanggung Tahun 2028"
    )
    assert "Kamis tanggal sebelas bulan Februari tahun dua ribu dua puluh tujuh" in content["opening"]
    assert [head for head, _ in content["agreed"]] == ["KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA", "KEENAM"]
    assert content["present"] == {"total": 87, "men": 60, "women": 27, "women_share": 31, "target": 30, "sides": []}
    listed = [row["title"] for group in content["priorities"] for row in group["rows"]]
    assert listed == ["Talud Kali Kuas", "Drainase Jalan Melati"]
    assert [row["title"] for row in content["reserves"]] == ["Sumur resapan"]
    assert [(row["title"], row["reason"], row["note"]) for row in content["refused"]] == [
        ("Jembatan Ngemplak", "Status lahan belum jelas", NOTE)
    ]
    assert [row["text"] for row in content["minutes"]] == ["Peserta sepakat atas talud."]
    assert content["ceiling"] == ("Pagu indikatif Rp150.000.000. Kegiatan prioritas memakai Rp141.000.000.")
    assert frozen.forum.state == "dibekukan"


def test_the_digests_are_of_what_stands_there(frozen: BeritaAcara) -> None:
    fresh = BeritaAcara.objects.get(pk=frozen.pk)
    assert fresh.digest == digest_of(fresh.content) == hashlib.sha256(canonical(fresh.content)).hexdigest()
    assert fresh.content["closed_digest"] == digest_of(fresh.closed)
    if pdf.available():
        assert fresh.paper is not None
        data = fresh.paper.file.read()
        assert data.startswith(b"%PDF")
        assert fresh.paper_digest == hashlib.sha256(data).hexdigest()
        assert not fresh.paper.public


def test_the_public_reads_the_agreement_and_checks_it_but_no_address(frozen: BeritaAcara, client: Any) -> None:
    forum = frozen.forum
    page = client.get(f"/forum/{forum.pk}/berita-acara/").content.decode()
    assert "Isi utuh" in page
    assert "Status lahan belum jelas" in page
    body = client.get(f"/forum/{forum.pk}/berita-acara/1.json").content
    assert hashlib.sha256(body).hexdigest() == frozen.digest
    assert json.loads(body)["number"] == "005/12/II/2027"
    for text in (page, body.decode()):
        assert "Jalan Mawar" not in text
        assert "0812000111" not in text
    assert client.get(f"/forum/{forum.pk}/berita-acara/2.json").status_code == 404
    BeritaAcara.objects.filter(pk=frozen.pk).update(content=frozen.content | {"ceiling": "lain"})
    forum.refresh_from_db()
    client.cookies["messages"] = "x"  # not from the kept page
    assert "Isi tidak cocok" in client.get(f"/forum/{forum.pk}/berita-acara/").content.decode()


def test_after_the_freeze_nothing_moves(frozen: BeritaAcara, joko: Any) -> None:
    forum = frozen.forum
    item = items(forum)[4]
    deeds: list[Any] = [
        lambda: score_items(by=joko, forum=forum, answers={item.pk: {"urgensi": 1}}),
        lambda: arrange(by=joko, forum=forum),
        lambda: decide_item(by=joko, item=item, decision="prioritas", seen="cadangan"),
        lambda: take_in(by=joko, forum=forum),
        lambda: edit_forum(by=joko, forum=forum, plan=plan()),
        lambda: write_line(by=joko, forum=forum, text="Susulan."),
        lambda: count_present(by=joko, forum=forum, men=1, women=1),
        lambda: drop_delegate(by=joko, delegate=forum.delegates.get()),
        lambda: reopen_forum(by=joko, forum=forum, note=NOTE),
        lambda: freeze(by=joko, forum=forum, number="lain", signers=SIGNERS),
    ]
    for deed in deeds:
        with pytest.raises(StateError):
            deed()
    with pytest.raises(StateError, match="Berita acara forum ini sudah ditetapkan. Nilai"):
        deeds[0]()


def test_a_correction_is_a_further_one_with_its_reasons(frozen: BeritaAcara, joko: Any) -> None:
    forum = correct(by=joko, forum=frozen.forum, note="Biaya talud turun, sumur masuk pagu.")
    with pytest.raises(StateError):
        score_items(by=joko, forum=forum, answers={items(forum)[4].pk: {"urgensi": 1}})
    with pytest.raises(ValidationError):
        decide_item(by=joko, item=items(forum)[4], decision="prioritas", seen="cadangan")
    why = "Sumur masuk sesudah biaya talud turun."
    decide_item(by=joko, item=items(forum)[4], decision="prioritas", seen="cadangan", note=why)
    assert Proposal.objects.get(sequence=4).state == "prioritas"
    for number, note in (("005/12/II/2027", why), ("006", ""), (" ", why)):
        with pytest.raises(ValidationError):
            freeze(by=joko, forum=forum, signers=SIGNERS, number=number, note=note)
    second = freeze(by=joko, forum=forum, number="006/12/II/2027", signers=SIGNERS, note=why)
    assert second.version == 2
    assert second.content["title"].startswith("Berita Acara Perubahan")
    assert second.content["changes"]["of"] == "005/12/II/2027"
    assert [(r["title"], r["before"], r["after"]) for r in second.content["changes"]["rows"]] == [
        ("Sumur resapan", "Cadangan", "Prioritas")
    ]
    assert BeritaAcara.objects.get(version=1).digest == frozen.digest


def test_the_scan_is_kept_for_the_office(frozen: BeritaAcara, joko: Any, citra: Any, client: Any) -> None:
    with pytest.raises(PermissionDenied):
        attach_scan(by=citra, forum=frozen.forum, scan=SimpleUploadedFile("ba.pdf", SCAN))
    with pytest.raises(ValidationError):
        attach_scan(by=joko, forum=frozen.forum, scan=SimpleUploadedFile("ba.pdf", b"bukan pdf"))
    made = attach_scan(by=joko, forum=frozen.forum, scan=SimpleUploadedFile("ba.pdf", SCAN))
    for who, status in ((None, 404), (citra, 404), (joko, 200)):
        client.logout()
        if who:
            desk_login(client, who)
        assert client.get(f"/berkas/{made.scan_id}/").status_code == status


def test_only_a_closed_forum_is_frozen_by_its_officers(forum: Forum, closed: Forum, citra: Any, joko: Any) -> None:
    with pytest.raises(PermissionDenied):
        freeze(by=citra, forum=closed, number="1", signers=SIGNERS)
    reopen_forum(by=joko, forum=closed, note="Satu usulan belum dibahas tuntas.")
    with pytest.raises(StateError):
        freeze(by=joko, forum=closed, number="1", signers=SIGNERS)


def test_the_paper_prints_every_annex(frozen: BeritaAcara) -> None:
    html = paper_html(frozen.content, frozen.closed, "a4", digest=frozen.digest)
    for words in ("Lampiran I.", "Lampiran II.", "Lampiran III.", "Lampiran IV.", "Lampiran V.", "Lampiran VI."):
        assert words in html
    assert "size: 210mm 297mm" in html
    assert "Jalan Mawar 3" in html, "the delegate signs beside her address"
    assert "0812000111" not in html


def test_papers_by_forms(closed: Forum, joko: Any, client: Any) -> None:
    desk_login(client, joko)
    address = f"/petugas/forum/{closed.pk}/berita-acara/"
    page = client.get(address)
    form = page.context["forms"]["freeze"]
    data = {"kunci": str(form["kunci"].value()), "paper": "f4", "number": "7", "name_1": "Slamet", "office_1": "Camat"}
    shown = client.post(f"{address}pratinjau/", data)
    assert shown.status_code == 200
    assert shown["Content-Type"] in ("application/pdf", "text/html; charset=utf-8")
    assert not BeritaAcara.objects.exists()
    bad = client.post(f"{address}freeze/", data | {"number": ""})
    assert "Isi nomor berita acara." in bad.content.decode()
    assert client.post(f"{address}freeze/", data).status_code == 302
    assert client.post(f"{address}freeze/", data).status_code == 302
    assert BeritaAcara.objects.count() == 1
    assert client.get(f"{address}1-a4.pdf").status_code == 200
    assert client.get(f"{address}1-a3.pdf").status_code == 404
