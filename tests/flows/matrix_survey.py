"""The rows of the satisfaction survey (see matrix.py)."""

from typing import Any

from tests.flows.matrix import NO, OFFICE, PUBLIC, Row, all_get, desk

# A report in the making is for the officers of the place; to everybody else it does not exist.
THEIRS = all_get(404, **dict.fromkeys(("joko", "dewi", "eko", "gita", "fajar", "hadi"), 200))


def report(rest: str) -> Any:
    return lambda w: f"/skm/{w.survey_over.pk}/{rest}"


def run(rest: str = "") -> Any:
    return lambda w: f"/petugas/skm/{w.survey.pk}/" + rest.format(batch=w.batch.pk)


RUN = desk(200, *OFFICE)
SURVEY = [
    Row("skm/", "/skm/", PUBLIC, NO),
    Row("skm/skm.csv", "/skm/skm.csv", PUBLIC, NO),
    Row("skm/isi/", "/skm/isi/", PUBLIC, PUBLIC),
    Row("skm/kode/", "/skm/kode/", PUBLIC, PUBLIC),
    Row("skm/isi/<slug:text>/", lambda w: f"/skm/isi/{w.survey_code}/", PUBLIC, PUBLIC),
    Row("skm/terima-kasih/", "/skm/terima-kasih/", PUBLIC, NO),
    Row("skm/<int:pk>/laporan/", report("laporan/"), THEIRS, NO),
    Row("skm/<int:pk>/laporan.pdf", report("laporan.pdf"), THEIRS, NO),
    Row("skm/<int:pk>/laporan.xlsx", report("laporan.xlsx"), THEIRS, NO),
    Row("petugas/skm/", "/petugas/skm/", RUN, NO),
    Row("petugas/skm/baru/", "/petugas/skm/baru/", RUN, RUN),
    Row("petugas/skm/<int:pk>/", run(), RUN, NO),
    Row("petugas/skm/<int:pk>/ubah/", run("ubah/"), RUN, RUN),
    Row("petugas/skm/<int:pk>/kode/", run("kode/"), RUN, RUN),
    Row("petugas/skm/<int:pk>/lembar/", run("lembar/"), RUN, RUN),
    Row("petugas/skm/<int:pk>/lembar/templat.xlsx", run("lembar/templat.xlsx"), RUN, NO),
    Row("petugas/skm/<int:pk>/lembar/<int:batch>/batal/", run("lembar/{batch}/batal/"), NO, desk(302, *OFFICE)),
    Row("petugas/skm/<int:pk>/tindak-lanjut/", run("tindak-lanjut/"), RUN, RUN),
    # It still runs: refused in words.
    Row("petugas/skm/<int:pk>/terbit/", run("terbit/"), NO, desk(409, *OFFICE)),
]
