"""A draft whose consultation is over: answered, changed, closed in public, with its berita acara."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from cms.models import LegalKind, PolicyDraftPage
from konsultasi.models import Change, Consultation, Input, Passage
from konsultasi.placing import carry_inputs
from konsultasi.services import answer_input, close_consultation, credit_change, record_input, submit_input
from konsultasi.services.record import write_minutes
from partisipasi.demo.clock import days_ago
from partisipasi.demo.draft import SPACE
from partisipasi.demo.timeline import Timeline

SLUG = "jam-pelayanan-kantor-kecamatan"
FIRST = [
    "Peraturan Bupati ini mengatur jam pelayanan kantor kecamatan bagi warga.",
    "Pelayanan dibuka Senin sampai Kamis pukul 08.00 sampai 15.00 WIB, Jumat pukul 08.00 sampai 11.00 WIB.",
    "Nomor antrean diambil di kantor kecamatan sampai 1 (satu) jam sebelum pelayanan ditutup.",
    "Warga lanjut usia, ibu hamil, dan penyandang disabilitas dilayani lebih dahulu.",
    "Pelayanan tidak berhenti pada jam istirahat. Petugas beristirahat bergantian.",
]
SECOND = {
    1: "Pelayanan dibuka Senin sampai Kamis pukul 08.00 sampai 15.00 WIB, Jumat pukul 08.00 sampai 14.00 WIB "
    "dengan jeda pukul 11.00 sampai 13.00 WIB. Pada Sabtu pertama setiap bulan pelayanan dibuka pukul 08.00 sampai "
    "11.00 WIB.",
    2: "Nomor antrean diambil di kantor kecamatan, atau melalui ketua RT bagi warga yang tidak dapat datang pagi, "
    "sampai 1 (satu) jam sebelum pelayanan ditutup.",
}
SAID = [  # passage, kind, words, days after the opening, answer, explanation
    (1, "usul", "Saya bekerja di pabrik sampai sore. Mohon ada pelayanan hari Sabtu, sebulan sekali pun cukup.", 1,
     "diterima", "Pelayanan Sabtu pertama setiap bulan kami tambahkan pada Pasal 2."),
    (1, "keberatan", "Hari Jumat hanya sampai pukul 11.00. Dari desa kami ke kantor satu jam, sering sudah tutup.", 2,
     "sebagian", "Jumat dibuka lagi pukul 13.00 sampai 14.00. Lebih dari itu petugas kami belum cukup."),
    (2, "usul", "Orang tua saya tidak kuat datang pagi untuk mengambil nomor. Bolehkah melalui RT?", 3,
     "diterima", "Nomor melalui ketua RT kami tambahkan pada Pasal 3."),
    (3, "setuju", "Aturan ini membantu ibu saya yang memakai kursi roda.", 4,
     "dicatat", "Terima kasih. Ketentuan ini tetap seperti dalam rancangan."),
    (4, "tanya", "Apakah loket perekaman KTP-el juga buka pada jam istirahat?", 5,
     "di_luar", "Loket perekaman dikelola Dinas Kependudukan. Pertanyaan ini sudah kami teruskan."),
    (1, "usul", "Mohon Sabtu dibuka setiap minggu, bukan sebulan sekali.", 8,
     "ditolak", "Lembur setiap Sabtu belum tersedia anggarannya. Kami nilai lagi setelah enam bulan."),
    (0, "saran", "Tempel jam pelayanan di balai desa supaya warga tanpa ponsel juga tahu.", 9, "", ""),
]  # fmt: skip
REASON = "Usul menempel jam pelayanan di balai desa menunggu kesepakatan para kepala desa pada rapat bulan depan."


def stream(second: bool) -> list[dict[str, Any]]:
    return [
        {
            "type": "pasal",
            "id": str(uuid.uuid5(SPACE, f"{SLUG}/{place}")),
            "value": {"number": f"Pasal {place + 1}", "text": SECOND.get(place, text) if second else text},
        }
        for place, text in enumerate(FIRST)
    ]


def seed_closed(index: Any, people: dict[str, Any], voters: list[Any], timeline: Timeline) -> None:
    """Put the whole life of the draft on the timeline."""
    opens, closes, joko = days_ago(75, 8), days_ago(60, 23, 59), people["joko"]
    timeline.add(opens, lambda: _publish(index, people["gita"], opens, closes))
    for number, (place, kind, body, after, disposition, explanation) in enumerate(SAID):
        author = voters[(number * 53 + 7) % len(voters)]
        when = opens + timedelta(days=after, hours=2 + number)
        timeline.add(when, lambda a=author, p=place, k=kind, b=body, n=number: _say(a, joko, p, k, b, n))
        if disposition:
            timeline.add(
                when + timedelta(days=6),
                lambda n=number, d=disposition, e=explanation: answer_input(
                    by=joko, input=_input(n), disposition=d, explanation=e
                ),
            )
    timeline.add(days_ago(56, 10), lambda: _second(people["gita"]))
    timeline.add(days_ago(56, 14), lambda: _credit(joko))
    timeline.add(days_ago(50, 9), lambda: close_consultation(by=joko, consultation=_draft(), reason=REASON))
    timeline.add(days_ago(50, 10), lambda: _minutes(joko))


def _draft() -> Consultation:
    return Consultation.objects.get(url__endswith=f"/{SLUG}/")


def _input(number: int) -> Input:
    return Input.objects.with_people().get(consultation=_draft(), number=number + 1)


def _publish(index: Any, by: Any, opens: Any, closes: Any) -> None:
    page = PolicyDraftPage(
        title="Rancangan Peraturan Bupati tentang Jam Pelayanan Kantor Kecamatan",
        slug=SLUG,
        legal_kind=LegalKind.objects.get(name="Rancangan Peraturan Bupati"),
        initiator="Bagian Organisasi Sekretariat Daerah",
        summary="Rancangan ini menetapkan jam pelayanan, cara mengambil nomor antrean, dan siapa yang didahulukan.",
        background="Banyak warga datang ketika pelayanan sudah ditutup, terutama pada hari Jumat.",
        opens_at=opens,
        closes_at=closes,
        owner=by,
    )
    page.body = stream(second=False)
    index.add_child(instance=page)
    page.save_revision(user=by).publish(user=by)


def _second(by: Any) -> None:
    page = PolicyDraftPage.objects.get(slug=SLUG)
    page.body = stream(second=True)
    page.save_revision(user=by).publish(user=by)
    carry_inputs(version=_draft().versions.get(number=2))  # no worker runs while the demo is filled


def _say(author: Any, joko: Any, place: int, kind: str, body: str, number: int) -> None:
    """One input; the last but one is from a meeting."""
    consultation, block_id = _draft(), str(uuid.uuid5(SPACE, f"{SLUG}/{place}"))
    rows = Passage.objects.filter(version__consultation=consultation, block_id=block_id).select_related("version")
    words = {"consultation": consultation, "passage": rows.get(), "kind": kind, "body": body}
    if number == len(SAID) - 2:
        today = timezone.localdate()  # the day of the deed
        record_input(by=joko, channel="tatap_muka", received_on=today, giver="Rapat RW Desa Guntur", **words)
    else:
        submit_input(by=author, show_name=number % 2 == 0, **words)


def _credit(by: Any) -> None:
    """Say which inputs the changes come from: those taken up on the same passage."""
    taken = Input.objects.filter(consultation=_draft(), response__disposition__in=["diterima", "sebagian"])
    entries = list(taken.select_related("version"))
    for change in Change.objects.filter(version__consultation=_draft()).select_related("passage", "before"):
        if behind := [entry for entry in entries if entry.block_id == change.place_id]:
            credit_change(by=by, change=change, inputs=behind)


def _minutes(by: Any) -> None:
    today = timezone.localdate()  # the day of the deed
    write_minutes(
        by=by,
        consultation=_draft(),
        number=f"180/12/{today.year}",
        place="Kantor Kecamatan Temanggung",
        day=today,
        signers=[
            {"name": by.full_name, "office": "Petugas Kecamatan Temanggung"},
            {"name": "Drs. Sarwono, M.Si.", "office": "Camat Temanggung"},
        ],
    )
