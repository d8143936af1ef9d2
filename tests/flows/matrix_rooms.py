"""The rows of the rooms: drafts, proposals, voting (see matrix.py)."""

from typing import Any

from tests.flows.matrix import (
    ACCOUNTS,
    DESK,
    DIALOG,
    HOUSE,
    NO,
    NOTICES,
    OFFICE,
    PAGES,
    PUBLIC,
    Row,
    all_get,
    desk,
    members,
    own,
)
from tests.flows.matrix_acara import ACARA
from tests.flows.matrix_assist import ASSIST
from tests.flows.matrix_forum import FORUM
from tests.flows.matrix_janji import JANJI
from tests.flows.matrix_letters import LETTERS
from tests.flows.matrix_literasi import LITERASI
from tests.flows.matrix_queue import QUEUE
from tests.flows.matrix_results import RESULTS
from tests.flows.matrix_services import SERVICES
from tests.flows.matrix_sipd import SIPD
from tests.flows.matrix_survey import SURVEY

DRAFT = "rancangan/<slug:slug>/"
ANSWERERS = ("joko", "hadi")
OFFICERS = ("indra", "citra", "joko", "dewi", "eko", "gita", "fajar", "hadi")
RECORDERS = ("indra", "citra", "joko", "fajar", "hadi")  # who may type in what was said, anywhere in the region
PLANNERS = ("indra", "citra", "joko", "dewi")  # who have a step in planning
HERE = ("citra", "joko", "dewi")  # of whom, in Ani's village

KONSULTASI = [
    Row("rancangan/kalender/", "/rancangan/kalender/", PUBLIC, NO),
    Row("rancangan/kalender/konsultasi.ics", "/rancangan/kalender/konsultasi.ics", PUBLIC, NO),
    Row("rancangan/kalender/atom.xml", "/rancangan/kalender/atom.xml", PUBLIC, NO),
    Row(DRAFT, "/rancangan/sampah/", PUBLIC, NO),
    Row(DRAFT + "pasal/<str:block_id>/", "/rancangan/sampah/pasal/p2a1/", PUBLIC, members(200)),
    Row(DRAFT + "jawab/", "/rancangan/sampah/jawab/", PUBLIC, members(200)),
    Row(DRAFT + "tamu/", "/rancangan/sampah/tamu/", all_get(200), all_get(200)),
    # A private link is known to nobody else.
    Row("masukan/tamu/<str:token>/", "/masukan/tamu/1.x/", all_get(404), all_get(404)),
    Row(DRAFT + "masukan/", "/rancangan/sampah/masukan/", PUBLIC, NO),
    Row(DRAFT + "masukan/<int:input_id>/", lambda w: f"/rancangan/sampah/masukan/{w.input.number}/", PUBLIC, NO),
    Row(DRAFT + "bandingkan/", "/rancangan/sampah/bandingkan/", PUBLIC, NO),
    Row(DRAFT + "perubahan/", "/rancangan/sampah/perubahan/", PUBLIC, NO),
    Row(DRAFT + "matriks/", "/rancangan/sampah/matriks/", PUBLIC, NO),
    # The draft still takes inputs: no minutes yet.
    Row(DRAFT + "berita-acara/", "/rancangan/sampah/berita-acara/", all_get(404), NO),
    Row(DRAFT + "data/", "/rancangan/sampah/data/", PUBLIC, NO),
    Row(DRAFT + "data/<str:name>", "/rancangan/sampah/data/masukan.json", PUBLIC, NO),
    Row(
        "petugas/rancangan/<int:pk>/berita-acara/",
        lambda w: f"/petugas/rancangan/{w.consultation.pk}/berita-acara/",
        desk(200, *ANSWERERS),
        desk(200, *ANSWERERS),
    ),
    Row("masukan/<int:pk>/perbaiki/", lambda w: f"/masukan/{w.input.pk}/perbaiki/", own(200), own(200)),
    Row(
        "masukan/<int:pk>/dukung/",
        lambda w: f"/masukan/{w.input.pk}/dukung/",
        members(200),
        members(302, ani=403),
    ),
    Row("masukan/<int:pk>/tarik/", lambda w: f"/masukan/{w.input.pk}/tarik/", own(200), own(200)),
    Row("petugas/masukan/", "/petugas/masukan/", desk(200, "eko", *ANSWERERS), NO),
    Row(
        "petugas/masukan/<int:pk>/",
        lambda w: f"/petugas/masukan/{w.input.pk}/",
        desk(200, "eko", *ANSWERERS, others=404),
        desk(200, *ANSWERERS, others=404, eko=403),
    ),
    Row(
        "petugas/masukan/<int:pk>/moderasi/",
        lambda w: f"/petugas/masukan/{w.input.pk}/moderasi/",
        desk(200, "eko", "hadi", others=404, joko=403),
        desk(200, "eko", "hadi", others=404, joko=403),
    ),
    Row(
        "petugas/masukan/serahkan/",
        lambda w: f"/petugas/masukan/serahkan/?id={w.input.pk}",
        desk(200, *ANSWERERS),
        desk(200, *ANSWERERS),
    ),
    *[
        Row(
            f"petugas/masukan/<int:pk>/{deed}/",
            lambda w, deed=deed: f"/petugas/masukan/{w.input.pk}/{deed}/",
            desk(200, *ANSWERERS, others=404, eko=403),
            desk(200, *ANSWERERS, others=404, eko=403),
        )
        for deed in ("tanda", "catatan", "pecah", "satukan")
    ],
    Row(
        "petugas/rancangan/<int:pk>/tutup/",
        lambda w: f"/petugas/rancangan/{w.consultation.pk}/tutup/",
        desk(200, *ANSWERERS),
        desk(200, *ANSWERERS),
    ),
    Row(
        "petugas/rancangan/<int:pk>/serupa/",
        lambda w: f"/petugas/rancangan/{w.consultation.pk}/serupa/",
        desk(200, *ANSWERERS),
        NO,
    ),
    Row(
        "petugas/rancangan/<int:pk>/serupa/lewati/",
        lambda w: f"/petugas/rancangan/{w.consultation.pk}/serupa/lewati/?id={w.input.pk}&id={w.later.pk}",
        desk(200, *ANSWERERS),
        desk(200, *ANSWERERS),
    ),
    Row(
        "petugas/rancangan/serupa/<int:pk>/tampilkan/",
        lambda w: f"/petugas/rancangan/serupa/{w.passed.pk}/tampilkan/",
        NO,
        desk(302, *ANSWERERS),
    ),
    Row(
        "petugas/masukan/tandai/",
        lambda w: f"/petugas/masukan/tandai/?id={w.input.pk}",
        desk(200, *ANSWERERS),
        desk(200, *ANSWERERS),
    ),
    Row("petugas/unit/", "/petugas/unit/", desk(200, *ANSWERERS), NO),
    Row("petugas/unit/baru/", "/petugas/unit/baru/", desk(200, *ANSWERERS), desk(200, *ANSWERERS)),
    Row(
        "petugas/unit/<int:pk>/",
        lambda w: f"/petugas/unit/{w.unit.pk}/",
        desk(200, *ANSWERERS),
        desk(200, *ANSWERERS),
    ),
    Row(
        "petugas/kelompok/baru/",
        lambda w: f"/petugas/kelompok/baru/?id={w.input.pk}&id={w.later.pk}",
        desk(200, *ANSWERERS),
        desk(200, *ANSWERERS),
    ),
    *[
        Row(
            f"petugas/kelompok/<int:pk>/{rest}",
            lambda w, rest=rest: f"/petugas/kelompok/{w.group.pk}/{rest.replace('<int:input_pk>', str(w.alike[0].pk))}",
            desk(200, *ANSWERERS, others=404),
            desk(200, *ANSWERERS, others=404),
        )
        for rest in ("", "tambah/", "keluarkan/<int:input_pk>/", "bubarkan/")
    ],
    Row("petugas/jawaban-siap/", "/petugas/jawaban-siap/", desk(200, *ANSWERERS), NO),
    Row("petugas/jawaban-siap/baru/", "/petugas/jawaban-siap/baru/", desk(200, *ANSWERERS), desk(200, *ANSWERERS)),
    *[
        Row(
            f"petugas/jawaban-siap/<int:pk>/{rest}",
            lambda w, rest=rest: f"/petugas/jawaban-siap/{w.text.pk}/{rest}",
            desk(200, *ANSWERERS),
            desk(200, *ANSWERERS),
        )
        for rest in ("", "hapus/")
    ],
    Row("petugas/masukan/tempat/", "/petugas/masukan/tempat/", desk(200, *ANSWERERS), NO),
    Row(
        "petugas/masukan/tempat/<int:pk>/",
        lambda w: f"/petugas/masukan/tempat/{w.doubt.pk}/",
        desk(200, *ANSWERERS, others=404),
        desk(200, *ANSWERERS, others=404),
    ),
    Row(
        "petugas/rancangan/<int:pk>/perubahan/",
        lambda w: f"/petugas/rancangan/{w.consultation.pk}/perubahan/",
        desk(200, *ANSWERERS),
        NO,
    ),
    Row(
        "petugas/perubahan/<int:pk>/",
        lambda w: f"/petugas/perubahan/{w.change.pk}/",
        desk(200, *ANSWERERS),
        desk(200, *ANSWERERS),
    ),
    # Where one draft is open, its form at once.
    Row("petugas/rancangan/", "/petugas/rancangan/", desk(302, *RECORDERS), NO),
    Row(
        "petugas/rancangan/<int:pk>/catat/",
        lambda w: f"/petugas/rancangan/{w.consultation.pk}/catat/",
        desk(200, *RECORDERS),
        desk(200, *RECORDERS),
    ),
    Row(
        "petugas/rancangan/<int:pk>/lembar/",
        lambda w: f"/petugas/rancangan/{w.consultation.pk}/lembar/",
        desk(200, *RECORDERS),
        desk(200, *RECORDERS),
    ),
    Row(
        "petugas/rancangan/<int:pk>/lembar/templat/",
        lambda w: f"/petugas/rancangan/{w.consultation.pk}/lembar/templat/",
        desk(200, *RECORDERS),
        NO,
    ),
    # A table that is not there; who may open one that is stands in tests/konsultasi/test_batches.py.
    Row("petugas/lembar/<int:pk>/", "/petugas/lembar/0/", desk(404, *OFFICERS), desk(404, *OFFICERS)),
]


def sheet(w: Any, rest: str = "") -> str:
    """A page of Ani's draft of a proposal."""
    return f"/usulan/draf/{w.draft.pk}/{rest}"


MUSRENBANG = [
    Row("usulan/", "/usulan/", PUBLIC, NO),
    Row("usulan/ekspor.csv", "/usulan/ekspor.csv", PUBLIC, NO),
    Row("usulan/ekspor.xlsx", "/usulan/ekspor.xlsx", PUBLIC, NO),
    Row("usulan/peta/", "/usulan/peta/", PUBLIC, NO),
    Row("usulan/peta.json", "/usulan/peta.json", PUBLIC, NO),
    # Who cannot propose here reads why on the same page.
    Row("usulan/baru/", "/usulan/baru/", members(200), members(200)),
    Row("usulan/draf/<int:pk>/", sheet, own(200), own(200)),
    Row("usulan/draf/<int:pk>/hapus/", lambda w: sheet(w, "hapus/"), own(200), own(302)),
    Row("usulan/draf/<int:pk>/tarik/", lambda w: f"/usulan/draf/{w.submitted.pk}/tarik/", own(200), own(200)),
    Row("usulan/draf/<int:pk>/<slug:step>/", lambda w: sheet(w, "masalah/"), own(200), own(200)),
    Row("usulan/<int:year>/<str:region>/<str:sequence>/", lambda w: f"/usulan/{w.submitted.number}/", PUBLIC, NO),
    Row("petugas/kamus-usulan/", "/petugas/kamus-usulan/", desk(200, "dewi", "hadi"), desk(200, "dewi", "hadi")),
    Row("petugas/kamus-usulan/templat.xlsx", "/petugas/kamus-usulan/templat.xlsx", desk(200, "dewi", "hadi"), NO),
    Row("petugas/usulan/", "/petugas/usulan/", desk(200, *PLANNERS), NO),
    # Nothing ticked leads back to the list.
    Row("petugas/usulan/banyak/", "/petugas/usulan/banyak/", desk(302, *PLANNERS), desk(302, *PLANNERS)),
    Row(
        "petugas/usulan/<int:pk>/banding/<int:other>/",
        lambda w: f"/petugas/usulan/{w.submitted.pk}/banding/{w.verified.pk}/",
        desk(200, *HERE, others=404),
        desk(200, *HERE, others=404),
    ),
    Row("petugas/usulan/<int:pk>/", lambda w: f"/petugas/usulan/{w.submitted.pk}/", desk(200, *HERE, others=404), NO),
    Row(
        "petugas/usulan/<int:pk>/moderasi/",
        lambda w: f"/petugas/usulan/{w.submitted.pk}/moderasi/",
        desk(200, "eko", "hadi", others=404),
        desk(200, "eko", "hadi", others=404),
    ),
    # An unfinished form is shown again, to officers of the place; whose deed it is, test_deeds.py walks.
    Row(
        "petugas/usulan/<int:pk>/<slug:deed>/",
        lambda w: f"/petugas/usulan/{w.submitted.pk}/verify_village/",
        desk(200, *HERE, others=404),
        desk(200, *HERE, others=404),
    ),
]


STATION = ("joko", "hadi", "citra", "indra", "fajar")  # who may stand at a voting place


def vote(rest: str = "", which: str = "round") -> Any:
    """A page of a round in public."""
    return lambda w: f"/pemungutan/{getattr(w, which).pk}/{rest}"


def run(rest: str = "", which: str = "round") -> Any:
    """A page of a round for the office."""
    return lambda w: f"/petugas/pemungutan/{getattr(w, which).pk}/{rest}"


VOTING = [
    Row("pemungutan/", "/pemungutan/", PUBLIC, NO),
    Row("pemungutan/<int:pk>/", vote(), PUBLIC, NO),
    Row("pemungutan/<int:pk>/periksa/", vote("periksa/"), members(302), members(200)),
    Row("pemungutan/<int:pk>/kirim/", vote("kirim/"), NO, members(200)),
    Row("pemungutan/<int:pk>/tanda-terima/", vote("tanda-terima/"), own(200), NO),
    Row("pemungutan/<int:pk>/jadwal.ics", vote("jadwal.ics"), PUBLIC, NO),
    Row("pemungutan/<int:pk>/hasil/", vote("hasil/", "counted"), PUBLIC, NO),
    Row("pemungutan/<int:pk>/hasil/periksa/", vote("hasil/periksa/", "counted"), PUBLIC, NO),
    Row("pemungutan/<int:pk>/hasil/suara.csv", vote("hasil/suara.csv", "counted"), PUBLIC, NO),
    Row("pemungutan/<int:pk>/hasil/surat-suara.pb", vote("hasil/surat-suara.pb", "counted"), PUBLIC, NO),
    Row("pemungutan/<int:pk>/aturan/", vote("aturan/"), PUBLIC, NO),
    Row("pemungutan/<int:pk>/aturan/manifes.json", vote("aturan/manifes.json"), PUBLIC, NO),
    Row("pemungutan/<int:pk>/papan/", vote("papan/"), PUBLIC, NO),
    Row("pemungutan/<int:pk>/papan/papan.json", vote("papan/papan.json"), PUBLIC, NO),
    Row("pemungutan/<int:pk>/kode/", vote("kode/"), all_get(404), all_get(404)),
    Row("pemungutan/<int:pk>/bilik/", vote("bilik/"), PUBLIC, PUBLIC),
    Row("pemungutan/<int:pk>/suara/", vote("suara/"), all_get(302), all_get(302)),
    Row("pemungutan/<int:pk>/suara/selesai/", vote("suara/selesai/"), PUBLIC, NO),
    Row("petugas/pemungutan/<int:pk>/kunci/", run("kunci/", "round_draft"), desk(200, *OFFICE), desk(200, *OFFICE)),
    Row("petugas/pemungutan/<int:pk>/buka/", run("buka/", "shut"), desk(200, *OFFICE), desk(200, *OFFICE)),
    Row("petugas/pemungutan/<int:pk>/perpanjang/", run("perpanjang/"), desk(200, *OFFICE), desk(200, *OFFICE)),
    Row("petugas/pemungutan/<int:pk>/pemilih/", run("pemilih/"), desk(200, *OFFICE), desk(200, *OFFICE)),
    Row("petugas/pemungutan/<int:pk>/pemilih/<int:change>/", run("pemilih/999/"), NO, desk(404, *OFFICE)),
    Row("petugas/pemungutan/<int:pk>/tempat/", run("tempat/"), desk(200, *STATION), desk(200, *STATION)),
    Row("petugas/pemungutan/<int:pk>/kode/", run("kode/"), desk(200, *OFFICE), desk(200, *OFFICE)),
    Row("petugas/pemungutan/<int:pk>/kode/<int:batch>/", run("kode/999/"), NO, desk(404, *OFFICE)),
    Row("petugas/pemungutan/<int:pk>/daftar/", run("daftar/"), desk(200, *OFFICE), desk(200, *OFFICE)),
    Row("petugas/pemungutan/<int:pk>/daftar/templat.xlsx", run("daftar/templat.xlsx"), desk(200, *OFFICE), NO),
    Row("petugas/pemungutan/", "/petugas/pemungutan/", desk(200, *OFFICE), NO),
    Row(
        "petugas/pemungutan/baru/<int:cycle_id>/",
        lambda w: f"/petugas/pemungutan/baru/{w.cycle.pk}/",
        desk(200, *OFFICE, others=404),
        desk(200, *OFFICE, others=404),
    ),
    Row("petugas/pemungutan/<int:pk>/", run(), desk(200, *OFFICE), NO),
    Row("petugas/pemungutan/<int:pk>/ubah/", run("ubah/", "round_draft"), desk(200, *OFFICE), desk(200, *OFFICE)),
    Row(
        "petugas/pemungutan/<int:pk>/<slug:deed>/",
        run("announce/", "round_draft"),
        desk(200, *OFFICE),
        desk(200, *OFFICE),
    ),
]

ROWS = [
    *ACCOUNTS,
    *DESK,
    *HOUSE,
    *KONSULTASI,
    *MUSRENBANG,
    *VOTING,
    *RESULTS,
    *FORUM,
    *JANJI,
    *ACARA,
    *ASSIST,
    *SIPD,
    *SURVEY,
    *SERVICES,
    *LETTERS,
    *QUEUE,
    *LITERASI,
    *PAGES,
    *DIALOG,
    *NOTICES,
]
