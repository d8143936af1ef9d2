"""Who gets what at every address of ours: one row a route, one status a person, for GET and for an empty POST.

The people: anon, Ani (whose things these are), Budi of another village, Indra (his village's officer), Citra (hers),
Joko (kecamatan), Dewi (planning agency), Eko (moderator), Gita (editor), Fajar (facilitator), Hadi (administrator).
Officers have given their second factor. 302 leads to the log-in page for anon.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core import assets
from notifications.mails import unsubscribe_url
from tests.flows.world import CITIZENS, OFFICES

ROLES = ("anon", *CITIZENS, *OFFICES)
Cells = dict[str, int]


@dataclass(frozen=True)
class Row:
    """`route` as the resolver writes it; `address` from the fixture world; statuses a person."""

    route: str
    address: Callable[[Any], str] | str
    get: Cells
    post: Cells

    def url(self, w: Any) -> str:
        return self.address if isinstance(self.address, str) else self.address(w)


def all_get(status: int, **some: int) -> Cells:
    """Everybody the same, some otherwise."""
    return dict.fromkeys(ROLES, status) | some


def members(status: int, **some: int) -> Cells:
    """Whoever is signed in; the others are led to the log-in page."""
    return {"anon": 302} | all_get(status, **{"anon": 302, **some})


def own(status: int, others: int = 404) -> Cells:
    """Ani's own thing; to everybody else it does not exist."""
    return members(others, ani=status)


def desk(status: int, *names: str, others: int = 403, **some: int) -> Cells:
    """The officers named get `status`, other officers `others`; citizens are refused, strangers log in."""
    cells = dict.fromkeys(names, status)
    return all_get(others, **{"anon": 302, "ani": 403, "budi": 403, **cells, **some})


NO = all_get(405)  # this method is not for this address
PUBLIC = all_get(200)
COUNTER = ("indra", "citra", "joko", "hadi")  # who confirm residence, each in the own place
HERS = ("citra", "joko", "hadi")  # whose place Ani's home lies in
OFFICE = ("joko", "hadi")

ACCOUNTS = [
    Row("akun/daftar/", "/akun/daftar/", members(302, anon=200), members(302, anon=200)),
    Row("akun/saya/", "/akun/saya/", members(200), NO),
    Row("akun/saya/ubah/", "/akun/saya/ubah/", members(200), members(200)),
    Row("akun/nomor/", "/akun/nomor/", members(200), members(302)),
    Row("akun/nomor/kode/", "/akun/nomor/kode/", members(200), members(200)),
    Row("akun/nomor/kirim-ulang/", "/akun/nomor/kirim-ulang/", NO, members(302)),
    Row("akun/data/", "/akun/data/", members(200), NO),
    # The file of all data asks for the password once more.
    Row("akun/data/unduh/", "/akun/data/unduh/", members(302), NO),
    Row("akun/data/persetujuan/beri/", "/akun/data/persetujuan/beri/", NO, members(302)),
    Row(
        "akun/data/persetujuan/<int:pk>/tarik/",
        lambda w: f"/akun/data/persetujuan/{w.consent.pk}/tarik/",
        NO,
        own(302),
    ),
    Row("akun/data/hapus/", "/akun/data/hapus/", members(200), members(200)),
    Row("akun/kode/", "/akun/kode/", PUBLIC, PUBLIC),
    Row("akun/demo/pesan/", "/akun/demo/pesan/", all_get(404), NO),  # exists in the demo only
]
DESK = [
    Row("petugas/", "/petugas/", desk(200, *OFFICES), NO),
    Row("petugas/warga/", "/petugas/warga/", desk(200, *COUNTER), NO),
    Row("petugas/warga/baru/", "/petugas/warga/baru/", desk(200, *COUNTER), desk(200, *COUNTER)),
    Row("petugas/warga/<int:pk>/", lambda w: f"/petugas/warga/{w.ani.pk}/", desk(200, *HERS, others=404), NO),
    *[
        Row(
            f"petugas/warga/<int:pk>/{deed}/",
            lambda w, deed=deed: f"/petugas/warga/{w.ani.pk}/{deed}/",
            NO,
            desk(status, *HERS, others=404),
        )
        for deed, status in [("pastikan", 200), ("kontak", 302), ("nama", 200), ("cabut", 200), ("kode", 200)]
    ],
    Row("petugas/mandat/", "/petugas/mandat/", desk(200, "hadi"), NO),
    Row("petugas/mandat/baru/", "/petugas/mandat/baru/", desk(200, "hadi"), desk(200, "hadi")),
    Row("petugas/mandat/<int:pk>/", lambda w: f"/petugas/mandat/{w.mandate.pk}/", desk(200, "hadi"), NO),
    Row("petugas/mandat/<int:pk>/akhiri/", lambda w: f"/petugas/mandat/{w.mandate.pk}/akhiri/", NO, desk(302, "hadi")),
    Row(
        "petugas/mandat/<int:pk>/pengaman/",
        lambda w: f"/petugas/mandat/{w.mandate.pk}/pengaman/",
        NO,
        desk(302, "hadi"),
    ),
]
HOUSE = [
    Row("jejak/", "/jejak/", PUBLIC, NO),
    Row("jejak/jejak.csv", "/jejak/jejak.csv", PUBLIC, NO),
    Row("gaya/", "/gaya/", all_get(404), NO),  # the style guide exists in the demo only
    Row("gaya-<slug:digest>.css", f"/{assets.STYLE_NAME}", PUBLIC, NO),
    Row("favicon.ico", "/favicon.ico", all_get(302), NO),
    Row("sehat", "/sehat", PUBLIC, NO),
    Row("sw.js", "/sw.js", PUBLIC, NO),
    Row("berkas/<uuid:pk>/", lambda w: f"/berkas/{w.draft_photo.pk}/", all_get(404, ani=200), NO),
    Row("berkas/<uuid:pk>/kecil/", lambda w: f"/berkas/{w.photo.pk}/kecil/", PUBLIC, NO),
]
PAGES = [
    Row("cari/", "/cari/?q=drainase", PUBLIC, NO),
    Row("bantuan/", "/bantuan/", PUBLIC, NO),
    Row("bantuan/<slug:slug>/", "/bantuan/warga/", PUBLIC, NO),
    Row("rancangan/<slug:slug>/jadwal.ics", "/rancangan/sampah/jadwal.ics", PUBLIC, NO),
    Row("kabar/atom.xml", "/kabar/atom.xml", PUBLIC, NO),
    Row("sitemap.xml", "/sitemap.xml", PUBLIC, NO),
    Row("robots.txt", "/robots.txt", PUBLIC, NO),
    Row("media/images/<str:path>", "/media/images/tidak-ada.webp", all_get(404), NO),
]
NOTICES = [
    Row("topik/<int:pk>/ikuti/", lambda w: f"/topik/{w.topic.pk}/ikuti/", members(200), members(302)),
    Row("pemberitahuan/", "/pemberitahuan/", members(200), NO),
    Row("pemberitahuan/<int:pk>/buka/", lambda w: f"/pemberitahuan/{w.note.pk}/buka/", NO, own(302)),
    Row("pemberitahuan/dibaca/", "/pemberitahuan/dibaca/", NO, members(302)),
    Row("pemberitahuan/atur/", "/pemberitahuan/atur/", members(200), members(200)),
    Row("pemberitahuan/wilayah/", "/pemberitahuan/wilayah/", NO, members(200)),
    # The signed token is the authority: whoever holds the mail may end the mails.
    Row(
        "pemberitahuan/berhenti/<str:token>/",
        lambda w: unsubscribe_url(w.ani).removeprefix("http://127.0.0.1:8000"),
        PUBLIC,
        PUBLIC,
    ),
]
DIALOG = [
    Row("topik/<int:pk>/komentar/", lambda w: f"/topik/{w.topic.pk}/komentar/", members(200), members(200)),
    Row("topik/<int:pk>/dukung/", lambda w: f"/topik/{w.topic.pk}/dukung/", members(200), members(302, ani=403)),
    Row("komentar/<int:pk>/", lambda w: f"/komentar/{w.comment.pk}/", PUBLIC, NO),
    Row("komentar/<int:pk>/ubah/", lambda w: f"/komentar/{w.comment.pk}/ubah/", own(200), own(200)),
    # Others are led back to the comment, which they may read.
    Row("komentar/<int:pk>/tarik/", lambda w: f"/komentar/{w.comment.pk}/tarik/", own(200, 302), own(200, 302)),
    Row("komentar/<int:pk>/lapor/", lambda w: f"/komentar/{w.comment.pk}/lapor/", members(200), members(200)),
    Row("lapor/<slug:room>/<int:pk>/", lambda w: f"/lapor/usulan/{w.submitted.pk}/", members(200), members(200)),
    Row("petugas/moderasi/", "/petugas/moderasi/", desk(200, "eko", "hadi"), NO),
    Row(
        "petugas/moderasi/<int:pk>/",
        lambda w: f"/petugas/moderasi/{w.said.pk}/",
        desk(200, "eko", "hadi", others=404),
        desk(200, "eko", "hadi", others=404),
    ),
]
