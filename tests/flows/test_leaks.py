"""What is not public shows at no side door: lists, search, feeds, maps, exports, calendars, trail, mails, my data."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from accounts.services import collect_data
from audit.sealing import seal
from dialog import services as dialog
from notifications.models import Notification
from notifications.services import follow
from tests.flows.clients import again
from tests.flows.matrix_rooms import ROWS
from tests.flows.world import SECRET

pytestmark = pytest.mark.django_db

SIDE_DOORS = [
    "/",
    "/rancangan/",
    "/pengumuman/",
    "/materi/",
    "/usulan/?q=rahasiaxyz",
    "/usulan/ekspor.csv",
    "/usulan/peta.json",
    "/cari/?q=tertutup",
    "/cari/?q=disimpan&jenis=pengumuman",
    "/cari/?q=draf+usulan&jenis=usulan",
    "/rancangan/sampah/masukan/?unduh=csv",
    "/rancangan/sampah/masukan/?unduh=atom",
    "/rancangan/sampah/masukan/?urut=lama",
    "/rancangan/sampah/matriks/",
    "/rancangan/sampah/matriks/?unduh=csv",
    "/rancangan/sampah/data/masukan.json",
    "/rancangan/sampah/data/masukan.csv",
    "/rancangan/sampah/data/perubahan.json",
    "/rancangan/sampah/data/versi.json",
    "/kabar/atom.xml",
    "/sitemap.xml",
    "/jejak/",
    "/jejak/jejak.csv",
    "/pemungutan/",
    "/acara/",
    "/acara/kalender/",
    "/acara/acara.ics",
    "/acara/atom.xml",
    "/sesi/",
    "/sesi/kalender/",
    "/sesi/sesi.ics",
    "/sesi/atom.xml",
    "/sesi/laporan/",
    "/sesi/laporan.csv",
]


def read(w: Any, name: str, url: str) -> bytes:
    answer = again(w.sessions[name]).get(url)
    assert answer.status_code in (200, 302, 403, 404, 405), url
    return answer.getvalue()


def settle() -> None:
    """Chain all that happened: the sealer waits until entries have settled."""
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        seal()


def unpacked(body: bytes) -> bytes:
    """The parts of a spreadsheet, which is a package."""
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        return b"".join(package.read(name) for name in package.namelist())


@pytest.mark.parametrize("name", ["anon", "ani", "budi", "indra"])
def test_no_side_door_shows_what_is_not_public(w: Any, name: str) -> None:
    settle()
    for url in SIDE_DOORS:
        body = read(w, name, url).decode().replace("q=rahasiaxyz", "").replace(f'value="{SECRET}"', "")
        if "q=rahasiaxyz" in url:
            body = body.replace(f"“{SECRET}”", "").replace(SECRET, "", body.count(f">{SECRET}<"))
            assert "Draf usulan" not in body
            continue
        assert SECRET not in body, url
    packages = ("/usulan/ekspor.xlsx", "/rancangan/sampah/matriks/?unduh=xlsx", "/rancangan/sampah/matriks/?unduh=docx")
    for url in (*packages, "/rancangan/sampah/masukan/?unduh=xlsx"):
        body = unpacked(read(w, name, url))
        assert SECRET.encode() not in body, url
        assert len(body) > 1000


def test_strangers_and_neighbours_meet_the_secret_at_no_address_of_the_matrix(w: Any) -> None:
    for row in ROWS:
        for name in ("anon", "budi", "indra"):
            if row.get[name] == 200 and not (name == "budi" and row.route.startswith("akun/")):
                text = read(w, name, row.url(w)).decode(errors="replace")
                if (name, row.route) == ("budi", "pemberitahuan/"):
                    text = text.replace(w.hidden.title, "")  # what became of his own proposal, told to him
                assert SECRET not in text, (row.route, name)


def test_things_behind_a_hidden_topic_are_404(w: Any) -> None:
    topic, hidden = w.gone_topic.pk, w.hidden_comment.pk
    for name in ("ani", "budi", "joko", "eko", "hadi"):
        for path in (f"/topik/{topic}/komentar/", f"/topik/{topic}/dukung/", f"/topik/{topic}/ikuti/"):
            assert again(w.sessions[name]).get(path).status_code == 404, path
            assert again(w.sessions[name]).post(path, {"body": "x"}).status_code == 404, path
        assert again(w.sessions[name]).get(f"/rancangan/{w.gone.slug}/jadwal.ics").status_code == 404
        assert again(w.sessions[name]).get(f"/rancangan/{w.private.slug}/jadwal.ics").status_code == 404
    for name in ("ani", "indra"):
        assert SECRET not in read(w, name, f"/komentar/{hidden}/lapor/").decode()
        for round_path in ("", "hasil/", "jadwal.ics", "hasil/suara.csv", "tanda-terima/"):
            assert again(w.sessions[name]).get(f"/pemungutan/{w.round_draft.pk}/{round_path}").status_code == 404
    for path in ("hasil/suara.csv", "hasil/surat-suara.pb", "hasil/semua.zip"):
        assert again("").get(f"/pemungutan/{w.round.pk}/{path}").status_code == 404, "no count before the close"


def test_no_letter_and_no_notice_tells_what_is_hidden(w: Any, django_capture_on_commit_callbacks: Any) -> None:
    """Ani follows everything of her kecamatan: of drafts, hidden words and closed rooms she is told nothing."""
    with django_capture_on_commit_callbacks(execute=True):
        follow(by=w.ani, region=w.submitted.cycle.region)
        follow(by=w.ani, topic=w.topic)
        said = dialog.post_comment(by=w.budi, topic=w.topic, body=f"Lagi {SECRET} sekali.")
        dialog.hide_comment(by=w.eko, comment=said, reason="iklan")
    assert [m for m in mail.outbox if SECRET in m.body + m.subject] == []
    assert not Notification.objects.filter(user=w.ani, text__contains=SECRET).exists()
    assert SECRET not in read(w, "ani", "/pemberitahuan/").decode()


def test_my_data_is_mine_alone(w: Any) -> None:
    """Budi's hidden words are his own to read; nothing of them is in Ani's file, nothing of hers in his."""
    hers, his = str(collect_data(w.ani)), str(collect_data(w.budi))
    assert "Kata kasar" in his
    assert "Kata kasar" not in hers
    assert f"Catatan {SECRET}" not in hers, "officers' notes about her input"
    assert "Draf usulan" in hers
    for word in ("Draf usulan", "ani@example.org", "Ani Lestari", w.ballot.receipt):
        assert word not in his, word
    assert "Budi Santoso" not in hers


def test_the_trail_names_nobody(w: Any) -> None:
    settle()
    body = read(w, "anon", "/jejak/jejak.csv").decode()
    assert body.count("\n") > 20
    for word in ("Ani", "Budi", "Citra", "ani@example", "Kata kasar", "tergenang", w.ballot.receipt):
        assert word not in body, word


def test_a_private_picture_opens_for_its_owner_alone(w: Any) -> None:
    for name in ("anon", "budi", "indra", "citra", "joko", "hadi"):
        for rest in ("", "kecil/"):
            assert again(w.sessions[name]).get(f"/berkas/{w.draft_photo.pk}/{rest}").status_code == 404
    answer = again(w.sessions["ani"]).get(f"/berkas/{w.draft_photo.pk}/")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert "sandbox" in answer["Content-Security-Policy"]
