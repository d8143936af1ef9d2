"""The rows of forums and their berita acara (see matrix.py)."""

from typing import Any

from tests.flows.matrix import NO, PUBLIC, Row, desk, members

RUNNERS = ("joko",)  # who run the musrenbang of the kecamatan
SCORERS = ("indra", "citra", "joko", "dewi")  # who score in it
CALLERS = ("indra", "citra", "joko")  # who may prepare a forum of their own


def hall(rest: str = "", which: str = "forum") -> Any:
    """A page of a forum in public."""
    return lambda w: f"/forum/{getattr(w, which).pk}/{rest}"


def run(rest: str = "", which: str = "forum") -> Any:
    """A page of a forum for the office."""
    return lambda w: f"/petugas/forum/{getattr(w, which).pk}/{rest}"


def of_item(rest: str = "") -> Any:
    return lambda w: f"/petugas/forum/{w.forum.pk}/usulan/{w.forum.items.first().pk}/{rest}"


def of_criteria(rest: str = "") -> Any:
    return lambda w: f"/petugas/forum/kriteria/{w.forum.criteria_id}/{rest}"


def of_stage(w: Any) -> str:
    return f"/petugas/tahap/{w.cycle.stages.first().pk}/"


ITEM = "petugas/forum/<int:pk>/usulan/<int:item_pk>/"
BALLOT = "petugas/forum/<int:pk>/suara/"
CRITERIA = "petugas/forum/kriteria/"
PAPERS = "petugas/forum/<int:pk>/berita-acara/"

FORUM = [
    Row("forum/", "/forum/", PUBLIC, NO),
    Row("forum/<int:pk>/", hall(), PUBLIC, NO),
    Row("forum/<int:pk>/usulan/<int:number>/", hall("usulan/1/"), PUBLIC, NO),
    Row("forum/<int:pk>/layar/", hall("layar/"), PUBLIC, NO),
    Row("forum/<int:pk>/layar/isi/", hall("layar/isi/"), PUBLIC, NO),
    Row("forum/<int:pk>/berita-acara/", hall("berita-acara/", "agreed_forum"), PUBLIC, NO),
    Row("forum/<int:pk>/berita-acara/<int:version>.json", hall("berita-acara/1.json", "agreed_forum"), PUBLIC, NO),
    Row("petugas/forum/", "/petugas/forum/", desk(200, *SCORERS), NO),
    Row(
        "petugas/forum/baru/<int:cycle_id>/",
        lambda w: f"/petugas/forum/baru/{w.cycle.pk}/",
        desk(200, *CALLERS, dewi=404),
        desk(200, *CALLERS, dewi=404),
    ),
    Row("petugas/forum/<int:pk>/", run(), desk(200, *SCORERS), NO),
    Row("petugas/forum/<int:pk>/ubah/", run("ubah/"), desk(200, *RUNNERS), desk(200, *RUNNERS)),
    Row("petugas/forum/<int:pk>/nilai/", run("nilai/"), desk(200, *SCORERS), desk(200, *SCORERS)),
    Row("petugas/forum/<int:pk>/<slug:deed>/", run("minutes/"), desk(200, *RUNNERS), desk(200, *RUNNERS)),
    Row(ITEM, of_item(), desk(200, *RUNNERS), NO),
    Row(ITEM + "<slug:deed>/", of_item("decide/"), desk(200, *RUNNERS), desk(200, *RUNNERS)),
    Row(PAPERS, run("berita-acara/", "agreed_forum"), desk(200, *RUNNERS), NO),
    Row(PAPERS + "pratinjau/", run("berita-acara/pratinjau/", "agreed_forum"), NO, desk(200, *RUNNERS)),
    Row(PAPERS + "<int:version>-<str:size>.pdf", run("berita-acara/1-a4.pdf", "agreed_forum"), desk(200, *RUNNERS), NO),
    Row(
        PAPERS + "<slug:deed>/",
        run("berita-acara/correct/", "agreed_forum"),
        desk(200, *RUNNERS),
        desk(200, *RUNNERS),
    ),
    Row(BALLOT, run("suara/"), desk(200, *RUNNERS), NO),
    Row(BALLOT + "<slug:deed>/", run("suara/open/"), desk(200, *RUNNERS), desk(200, *RUNNERS)),
    Row(CRITERIA, "/petugas/forum/kriteria/", desk(200, *RUNNERS), NO),
    Row(CRITERIA + "<int:pk>/", of_criteria(), desk(200, *RUNNERS), desk(200, *RUNNERS)),
    Row(CRITERIA + "<int:pk>/hapus/", of_criteria("hapus/"), NO, desk(200, *RUNNERS)),
    # What else belongs to the meeting's year: stages, alike proposals while typing, splitting.
    Row("usulan/jadwal/", "/usulan/jadwal/", PUBLIC, NO),
    Row("usulan/mirip/", "/usulan/mirip/?title=Drainase+Jalan+Melati", members(200), NO),
    Row("petugas/tahap/", "/petugas/tahap/", desk(200, *RUNNERS), NO),
    Row("petugas/tahap/<int:pk>/", of_stage, desk(200, *RUNNERS), desk(200, *RUNNERS)),
    Row(
        "petugas/usulan/<int:pk>/pecah/",
        lambda w: f"/petugas/usulan/{w.submitted.pk}/pecah/",
        desk(200, "citra", "joko", others=404, dewi=403),
        desk(200, "citra", "joko", others=404, dewi=403),
    ),
]
