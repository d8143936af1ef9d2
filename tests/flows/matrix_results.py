"""The rows of results, votes of the past, papers and practising (see matrix.py)."""

from typing import Any

from tests.flows.matrix import NO, OFFICE, PUBLIC, Row, desk

STATION = ("joko", "hadi", "citra", "indra", "fajar")


def past(rest: str = "") -> Any:
    """A page of a published archive."""
    return lambda w: f"/pemungutan/arsip/{w.past.pk}/{rest}"


def kept(rest: str = "") -> Any:
    """A page of an archive at the desk."""
    return lambda w: f"/petugas/pemungutan/arsip/{w.past_read.pk}/{rest}"


def paper(rest: str = "") -> Any:
    """A page of the papers of the open round."""
    return lambda w: f"/petugas/pemungutan/{w.round.pk}/kertas/{rest}"


CLERKS = desk(200, *STATION, others=404)
RUNNERS = desk(200, *OFFICE, others=404)
RESULTS = [
    Row("pemungutan/<int:pk>/latihan/", lambda w: f"/pemungutan/{w.round.pk}/latihan/", PUBLIC, PUBLIC),
    Row("pemungutan/<int:pk>/hasil/semua.zip", lambda w: f"/pemungutan/{w.counted.pk}/hasil/semua.zip", PUBLIC, NO),
    Row("pemungutan/<int:pk>/hasil/keteguhan/", lambda w: f"/pemungutan/{w.counted.pk}/hasil/keteguhan/", PUBLIC, NO),
    Row("pemungutan/arsip/", "/pemungutan/arsip/", PUBLIC, NO),
    Row("pemungutan/arsip/<int:pk>/", past(), PUBLIC, NO),
    Row("pemungutan/arsip/<int:pk>/hasil.csv", past("hasil.csv"), PUBLIC, NO),
    Row("pemungutan/arsip/<int:pk>/semua.zip", past("semua.zip"), PUBLIC, NO),
    Row("pemungutan/arsip/<int:pk>/keteguhan/", past("keteguhan/"), PUBLIC, NO),
    Row("petugas/pemungutan/arsip/", "/petugas/pemungutan/arsip/", desk(200, *OFFICE), desk(200, *OFFICE)),
    Row("petugas/pemungutan/arsip/<int:pk>/", kept(), RUNNERS, NO),
    Row("petugas/pemungutan/arsip/<int:pk>/<slug:deed>/", kept("tarik/"), RUNNERS, RUNNERS),
    Row("petugas/pemungutan/<int:pk>/kertas/", paper(), CLERKS, CLERKS),
    Row("petugas/pemungutan/<int:pk>/kertas/<int:number>/", paper("1/"), CLERKS, CLERKS),
    Row("petugas/pemungutan/<int:pk>/kertas/<int:number>/<int:page>/", paper("1/1/"), CLERKS, CLERKS),
    Row("petugas/pemungutan/<int:pk>/kertas/<int:number>/<slug:deed>/", paper("1/tarik/"), CLERKS, CLERKS),
]
