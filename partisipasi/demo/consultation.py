"""The draft regulation on household waste: two versions, inputs from many sides, answers with reasons."""

import random
from datetime import datetime, timedelta
from typing import Any

from cms.models import LegalKind, PolicyDraftPage
from konsultasi.models import Change, Consultation, Input, Passage
from konsultasi.placing import carry_inputs
from konsultasi.services import answer_input, credit_change, record_input, submit_input
from partisipasi.demo import texts
from partisipasi.demo.clock import days_ago
from partisipasi.demo.draft import DraftBlock, first_version, second_version
from partisipasi.demo.handling import seed_handling
from partisipasi.demo.intake import seed_intake
from partisipasi.demo.timeline import Timeline

KINDS = {"setuju": "setuju", "usul": "usul", "keberatan": "keberatan", "pertanyaan": "tanya"}
DISPOSITIONS = {
    "diterima": "diterima",
    "diterima sebagian": "sebagian",
    "tidak diterima": "ditolak",
    "dicatat": "dicatat",
    "di luar lingkup": "di_luar",
}
SUMMARY, BACKGROUND = (article.paragraphs[0] for article in texts.articles("rancangan.txt"))


def stream(blocks: list[DraftBlock]) -> list[dict[str, Any]]:
    """The draft's parts in the form the editor stores."""
    return [
        {"type": block.kind, "id": block.block_id, "value": {"number": block.number, "text": block.text}}
        for block in blocks
    ]


def seed_consultation(index: Any, people: dict[str, Any], voters: list[Any], timeline: Timeline) -> None:
    """Put the life of the draft on the timeline: published, answered, published again."""
    gita, holder = people["gita"], dict[str, Any]()
    opens, closes = days_ago(26, 8), days_ago(-28, 23, 59)

    def publish(blocks: list[DraftBlock], note: str) -> None:
        page = holder.get("page")
        if page is None:
            page = PolicyDraftPage(
                title="Rancangan Peraturan Bupati tentang Pengelolaan Sampah Rumah Tangga",
                slug="pengelolaan-sampah-rumah-tangga",
                legal_kind=LegalKind.objects.get(name="Rancangan Peraturan Bupati"),
                initiator="Dinas Perumahan, Kawasan Permukiman, dan Lingkungan Hidup",
                summary=SUMMARY,
                background=BACKGROUND,
                opens_at=opens,
                closes_at=closes,
                guests=True,
                contact="Seksi Pembangunan Kantor Kecamatan Temanggung, Jalan Jenderal Sudirman 12",
                offline="Loket 3 kantor kecamatan, hari kerja pukul 08.00 sampai 14.00, atau titip pada ketua RT.",
                owner=gita,
            )
            page.body = stream(blocks)
            index.add_child(instance=page)
        page = PolicyDraftPage.objects.get(pk=page.pk)
        page.body = stream(blocks)
        page.save_revision(user=gita).publish(user=gita)
        holder["page"] = PolicyDraftPage.objects.get(pk=page.pk)
        carry_inputs(version=holder["page"].consultation.versions.first())  # no worker runs while the demo is filled

    timeline.add(days_ago(26, 8), lambda: publish(first_version(), ""))
    timeline.add(days_ago(6, 15), lambda: publish(second_version(), "Perubahan menurut masukan warga."))
    timeline.add(days_ago(1, 15), lambda: _credit(holder["page"].consultation_id, people["joko"]))
    pick = random.Random(36)  # noqa: S311
    keys = {block.key: block.block_id for block in first_version()}
    seed_handling(people, voters, timeline, keys)
    seed_intake(people, voters, timeline, keys)
    for number, row in enumerate(texts.rows("masukan.txt")):
        wait = 25 - number * 0.42 if row[4] else (25 if number % 2 else 9)
        when = days_ago(0, 8) - timedelta(days=wait, minutes=pick.randint(1, 500))
        answer = days_ago(5, 8) + timedelta(hours=number * 2.4, minutes=pick.randint(1, 90))
        author = people["ani"] if number == 5 else people["budi"] if number == 29 else voters[number * 11 % len(voters)]
        _tell(timeline, when, answer, row, keys.get(row[0], ""), author, people, number, holder)


def _credit(consultation_id: int, by: Any) -> None:
    """Say which inputs the changes of version 2 come from: those taken up on the passage, or on its article."""
    taken = Input.objects.filter(
        consultation=consultation_id, version__number=1, response__disposition__in=["diterima", "sebagian"]
    ).select_related("version")
    for change in Change.objects.filter(version__consultation=consultation_id).select_related("passage", "before"):
        behind = [entry for entry in taken if entry.block_id == change.place_id]
        if behind:
            credit_change(by=by, change=change, inputs=behind)


def _tell(
    timeline: Timeline,
    when: datetime,
    answer: datetime,
    row: list[str],
    block_id: str,
    author: Any,
    people: dict[str, Any],
    number: int,
    holder: dict[str, Any],
) -> None:
    """One input and, where there is one, its answer."""
    _, kind, body, proposed, disposition, explanation = row
    said: list[Any] = []

    def say() -> None:
        consultation = Consultation.objects.get(pk=holder["page"].consultation_id)
        passage = (
            Passage.objects.filter(version__consultation=consultation, block_id=block_id)
            .order_by("-version__number")
            .first()
            if block_id
            else None
        )
        words = {
            "consultation": consultation,
            "passage": passage,
            "kind": KINDS[kind],
            "body": body,
            "proposed": proposed,
        }
        if number % 13 == 12:
            giver = "Pertemuan PKK Kelurahan Manding"
            said.append(
                record_input(by=people["joko"], channel="tatap_muka", received_on=when.date(), giver=giver, **words)
            )
        else:
            said.append(submit_input(by=author, show_name=number % 3 == 0, **words))

    timeline.add(when, say)
    if disposition:
        timeline.add(
            answer,
            lambda: answer_input(
                by=people["joko"], input=said[0], disposition=DISPOSITIONS[disposition], explanation=explanation
            ),
        )
