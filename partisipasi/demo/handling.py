"""The office at work on the draft's inputs: units, who prepares what, one matter answered once, notes, a saved text."""

from typing import Any

from konsultasi.models import Consultation, Input, Passage, SavedText, Unit
from konsultasi.queries import shared_words
from konsultasi.services import (
    add_note,
    answer_group,
    assign_inputs,
    keep_unit,
    make_group,
    save_text,
    submit_input,
    tag_input,
)
from partisipasi.demo.clock import days_ago
from partisipasi.demo.timeline import Timeline
from wilayah.queries import root_region

URL = "/rancangan/pengelolaan-sampah-rumah-tangga/"
UNITS = {
    "pembangunan": "Seksi Pembangunan",
    "umum": "Subbagian Umum dan Keuangan",
    "dinas": "Dinas Perumahan, Kawasan Permukiman, dan Lingkungan Hidup",
}
MONEY, CARRIAGE = range(24, 26), range(16, 24)  # articles about fees; about carrying waste away and where it is put
SAME = [  # beside the question of a small RW that the list of inputs has
    "RW kami hanya 35 rumah. Bolehkah bergabung dengan RW sebelah dalam satu kelompok pengelola?",
    "RW di dusun kami kecil, 28 rumah. Mohon boleh bergabung dengan RW sebelah supaya petugasnya cukup.",
]
LIKE = "Di desa kami juga tidak ada lahan untuk TPS yang jauhnya 100 meter dari rumah warga."
JOINED = (
    "RW dengan kurang dari 50 rumah boleh bergabung dengan RW sebelah dalam satu kelompok pengelola. "
    "Ketentuannya kami tambahkan pada Pasal 11 versi berikutnya."
)
TEXTS = {
    "Di luar lingkup rancangan": "Hal ini diatur peraturan lain dan tidak dapat dimuat dalam rancangan ini. "
    "Masukan Anda kami teruskan kepada perangkat daerah yang menanganinya.",
    "Diteruskan ke petunjuk teknis": "Hal ini kami atur dalam petunjuk teknis dinas, bukan dalam peraturan bupati. "
    "Masukan Anda kami catat sebagai bahan penyusunannya.",
}


def seed_handling(people: dict[str, Any], voters: list[Any], timeline: Timeline, keys: dict[str, str]) -> None:
    """Put the office's work on the timeline, among the inputs and answers."""
    joko, hadi = people["joko"], people["hadi"]
    units: dict[str, Unit] = {}

    def said(key: str, body: str, author: Any) -> None:
        consultation = Consultation.objects.order_by("-closes_at")[0]  # the one that takes inputs
        rows = Passage.objects.filter(version__consultation=consultation, block_id=keys[key])
        passage = rows.select_related("version").order_by("-version__number").first()
        submit_input(by=author, consultation=consultation, passage=passage, kind="tanya", body=body)

    def prepare() -> None:
        for key, name in UNITS.items():
            members = [joko, hadi] if key == "pembangunan" else [joko]
            unit = Unit(region=root_region())
            units[key] = keep_unit(by=joko, unit=unit, name=name, active=True, members=members)
        for title, body in TEXTS.items():
            save_text(by=joko, text=SavedText(region=root_region()), title=title, body=body)

    timeline.add(days_ago(12, 9), prepare)
    timeline.add(days_ago(11, 10), lambda: said("11/1", SAME[0], voters[17]))
    timeline.add(days_ago(10, 16), lambda: said("11/1", SAME[1], voters[41]))
    timeline.add(days_ago(4, 13), lambda: said("19/2", LIKE, voters[63]))
    timeline.add(days_ago(6, 9), lambda: _hand_over(joko, units, joko))
    timeline.add(days_ago(2, 9), lambda: _hand_over(joko, units, None))
    timeline.add(days_ago(2, 11), lambda: _together(joko))
    timeline.add(days_ago(1, 10), lambda: _among_officers(joko, hadi))


def _waiting(**which: Any) -> list[Input]:
    rows = Input.objects.waiting().filter(consultation__url=URL, **which)
    return list(rows.with_people().select_related("consultation__topic").order_by("number"))


def _hand_over(by: Any, units: dict[str, Unit], owner: Any) -> None:
    """Everything that waits without a unit, by the article it speaks of; questions of carriage to the dinas."""
    piles: dict[str, list[Input]] = {}
    for entry in _waiting(unit=None):
        words = entry.place.split()
        article = int(words[1]) if words[0] == "Pasal" and words[1].isdigit() else 0
        pile = "umum" if article in MONEY else "dinas" if article in CARRIAGE else "pembangunan"
        piles.setdefault(pile, []).append(entry)
    for pile, entries in piles.items():
        assign_inputs(by=by, inputs=entries, unit=units[pile])
        if pile == "pembangunan" and owner:
            assign_inputs(by=by, inputs=entries[:6], owner=owner)


def _together(by: Any) -> None:
    """Three people ask whether a small RW may join its neighbour: one answer for all of them."""
    entries = _waiting(body__contains="RW sebelah")
    group = make_group(
        by=by,
        consultation=entries[0].consultation,
        inputs=entries,
        title="RW kecil bergabung dengan RW sebelah",
        shared=shared_words(entries),
    )
    answer_group(by=by, group=group, disposition="diterima", explanation=JOINED)


def _among_officers(joko: Any, hadi: Any) -> None:
    """Tags and notes on what is still open."""
    for word, names in (("lahan", ["tps", "lahan"]), ("Kerja sosial", ["sanksi"]), ("mengosongkan", ["tps"])):
        for entry in _waiting(body__contains=word):
            tag_input(by=joko, input=entry, names=names)
    hard = _waiting(body__contains="Kerja sosial")[0]
    assign_inputs(by=joko, inputs=[hard], owner=hadi)
    add_note(
        by=joko, input=hard, body="Bagian Hukum menilai rumusan sanksi perlu diubah. Jawaban menunggu rapat Kamis."
    )
    add_note(by=hadi, input=hard, body="Saya siapkan rumusan pengganti sebelum rapat.")
