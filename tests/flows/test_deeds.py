"""Every deed of the office with its form filled in rightly, tried by everybody: exactly these people can do it."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from audit.models import Entry
from tests.conftest import DISTRICT
from tests.flows.clients import again
from tests.flows.matrix import ROLES
from tests.musrenbang.conftest import NOTE

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Deed:
    """Where it is sent, what a right form holds, who may."""

    address: Callable[[Any], str]
    fields: dict[str, str]
    who: frozenset[str]


def proposal(which: str, deed: str) -> Callable[[Any], str]:
    return lambda w: f"/petugas/usulan/{getattr(w, which).pk}/{deed}/"


def may(*names: str) -> frozenset[str]:
    return frozenset(names)


HIDE = {"decision": "hide", "reason": "iklan"}
REFUSAL = {"reason": "data_kurang", "note": NOTE}
SUBMITTED, VERIFIED, ONGOING = ({"keadaan": s} for s in ("diajukan", "diverifikasi_desa", "dilaksanakan"))
DEEDS: dict[str, Deed] = {
    "verify_village": Deed(proposal("submitted", "verify_village"), {**SUBMITTED, "quantity": "240"}, may("citra")),
    "return": Deed(proposal("submitted", "return"), {**SUBMITTED, **REFUSAL}, may("citra", "joko")),
    "verify_district": Deed(proposal("verified", "verify_district"), {**VERIFIED, "cost": "286000000"}, may("joko")),
    "progress": Deed(
        proposal("ongoing", "progress"),
        {**ONGOING, "percent": "40", "spent": "1000000", "note": NOTE},
        may("joko", "dewi"),
    ),
    "answer": Deed(
        lambda w: f"/petugas/masukan/{w.input.pk}/",
        {"disposition": "diterima", "explanation": "Jadwal angkut ditambah pada lampiran."},
        may("joko", "hadi"),
    ),
    "assign": Deed(
        lambda w: f"/petugas/masukan/serahkan/?id={w.input.pk}",
        {"unit": "kosong", "owner": "kosong"},
        may("joko", "hadi"),
    ),
    "tags": Deed(lambda w: f"/petugas/masukan/{w.input.pk}/tanda/", {"names": "jadwal, gang"}, may("joko", "hadi")),
    "split": Deed(
        lambda w: f"/petugas/masukan/{w.later.pk}/pecah/",
        {"banyak": "2", "body_1": "Gerobak sampah", "body_2": "di gang sempit."},
        may("joko", "hadi"),
    ),
    "unite": Deed(lambda w: f"/petugas/masukan/{w.divided.pk}/satukan/", {}, may("joko", "hadi")),
    "bring_back": Deed(lambda w: f"/petugas/rancangan/serupa/{w.passed.pk}/tampilkan/", {}, may("joko", "hadi")),
    "tag_many": Deed(lambda w: f"/petugas/masukan/tandai/?id={w.input.pk}", {"add": "gang"}, may("joko", "hadi")),
    "keep_unit": Deed(
        lambda w: f"/petugas/unit/{w.unit.pk}/", {"name": "Seksi Pembangunan", "active": "on"}, may("joko", "hadi")
    ),
    "pass_over": Deed(
        lambda w: f"/petugas/rancangan/{w.consultation.pk}/serupa/lewati/?id={w.input.pk}&id={w.later.pk}",
        {},
        may("joko", "hadi"),
    ),
    "note": Deed(lambda w: f"/petugas/masukan/{w.input.pk}/catatan/", {"body": "Tanya dinas."}, may("joko", "hadi")),
    "group_join": Deed(lambda w: f"/petugas/kelompok/{w.group.pk}/tambah/", {"numbers": "1"}, may("joko", "hadi")),
    "group_leave": Deed(
        lambda w: f"/petugas/kelompok/{w.group.pk}/keluarkan/{w.alike[0].pk}/", {}, may("joko", "hadi")
    ),
    "group_dissolve": Deed(lambda w: f"/petugas/kelompok/{w.group.pk}/bubarkan/", {}, may("joko", "hadi")),
    "save_text": Deed(
        lambda w: "/petugas/jawaban-siap/baru/",
        {"title": "Diteruskan", "body": "Masukan Anda kami teruskan kepada dinas."},
        may("joko", "hadi"),
    ),
    "drop_text": Deed(lambda w: f"/petugas/jawaban-siap/{w.text.pk}/hapus/", {}, may("joko", "hadi")),
    "hide_input": Deed(lambda w: f"/petugas/masukan/{w.input.pk}/moderasi/", HIDE, may("eko", "hadi")),
    "hide_proposal": Deed(proposal("submitted", "moderasi"), HIDE, may("eko", "hadi")),
    "keep_proposal": Deed(proposal("submitted", "moderasi"), {"decision": "keep"}, may("eko", "hadi")),
    "restore_proposal": Deed(proposal("hidden", "moderasi"), {"decision": "restore"}, may("eko", "hadi")),
    "record": Deed(
        lambda w: f"/petugas/rancangan/{w.consultation.pk}/catat/",
        {"channel": "surat", "received_on": "today", "kind": "saran", "body": "Surat warga.", "block_id": "p2a1"},
        may("indra", "citra", "joko", "fajar", "hadi"),
    ),
    "hide_comment": Deed(lambda w: f"/petugas/moderasi/{w.said.pk}/", HIDE, may("eko", "hadi")),
    "announce": Deed(lambda w: f"/petugas/pemungutan/{w.round_draft.pk}/announce/", {}, may("joko", "hadi")),
    "cancel": Deed(lambda w: f"/petugas/pemungutan/{w.round.pk}/cancel/", {"note": NOTE}, may("joko", "hadi")),
    "ratify": Deed(lambda w: f"/petugas/pemungutan/{w.counted.pk}/ratify/", {}, may("joko", "hadi")),
    "give_office": Deed(
        lambda w: "/petugas/mandat/baru/", {"login": "budi", "role": "moderator", "region": DISTRICT}, may("hadi")
    ),
    "end_office": Deed(lambda w: f"/petugas/mandat/{w.mandate.pk}/akhiri/", {}, may("hadi")),
    "confirm_home": Deed(  # Budi lives in Guntur, Indra's village
        lambda w: f"/petugas/warga/{w.budi.pk}/pastikan/", {"tinggal-paper": "ktp"}, may("indra", "joko", "hadi")
    ),
    "register": Deed(
        lambda w: "/petugas/warga/baru/",
        {"full_name": "Sri Wahyuni", "username": "sri.wahyuni", "home": "33.23.03.1006"},
        may("citra", "joko", "hadi"),
    ),
}


@pytest.mark.parametrize("name", DEEDS)
def test_exactly_these_people_can(w: Any, name: str) -> None:
    deed, done = DEEDS[name], set()
    for who in ROLES:
        with transaction.atomic():
            before = Entry.objects.count()
            fields = {"kunci": str(uuid.uuid4()), **deed.fields}
            if "received_on" in fields:
                fields["received_on"] = f"{timezone.localdate():%Y-%m-%d}"
            answer = again(w.sessions[who]).post(deed.address(w), fields)
            changed = Entry.objects.count() - before
            transaction.set_rollback(True)
        if changed:
            done.add(who)
            assert answer.status_code == 302, who
        elif who == "anon":
            assert answer.url.startswith("/akun/masuk/"), who
        else:
            assert answer.status_code in (200, 403, 404), who
            assert answer.status_code == 403 or who not in ("ani", "budi"), who
    assert done == deed.who
