"""What came of the demo's works: promises in every stage over two years, and what people say of the finished ones."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from dialog.services import support
from musrenbang.models import Commitment, FixQuestion, Milestone, Proposal
from musrenbang.services import commitments, fixed
from musrenbang.services.delivery import report_work
from partisipasi.demo.clock import days_ago
from partisipasi.demo.pictures import draw
from partisipasi.demo.planning import Story
from partisipasi.demo.timeline import Timeline

PROGRAMS = {
    "prasarana": ("Penyelenggaraan Jalan", "Rehabilitasi Jalan Lingkungan", "Rehabilitasi Jalan dan Saluran"),
    "sosial": ("Pemberdayaan Sosial", "Pengembangan Potensi Sosial", "Penguatan Kelompok Masyarakat"),
    "ekonomi": ("Pemberdayaan Usaha Mikro", "Pemberdayaan Melalui Kemitraan", "Fasilitasi Pelaku Usaha"),
    "pemerintahan": ("Penyelenggaraan Pemerintahan", "Koordinasi Kegiatan", "Peningkatan Layanan Kecamatan"),
}
FIRMS = ["CV Karya Sindoro", "CV Bina Sumbing", "UD Tirta Mandiri", "Pokmas Guyub Rukun"]
DELAYS = [
    ("cuaca", "Hujan lebat selama tiga minggu menunda pekerjaan tanah dan pengecoran."),
    ("pengadaan", "Pengadaan diulang karena penyedia pertama mengundurkan diri."),
]
WORDS = {
    "ya": ["Air sudah mengalir lancar, terima kasih.", "Sudah dipakai warga setiap hari.", ""],
    "sebagian": ["Bagian utara belum diplester, sisanya sudah baik."],
    "belum": ["Ujung saluran masih tersumbat, air tetap meluap ke rumah saya."],
}
MENDED = "Ujung saluran sudah dibongkar dan dibersihkan bersama warga, lalu diuji dengan air."


def seed_promises(stories: list[Story], people: dict[str, Any], voters: list[Any], timeline: Timeline) -> None:
    """Put promises, payments, delays and answers on the timeline."""
    joko, dewi = people["joko"], people["dewi"]
    for number, story in enumerate(one for one in stories if one.end in ("apbd", "ongoing", "done")):
        contract(story, dewi, number)
        if story.end == "ongoing":
            late(story, joko, number)
    for number, story in enumerate(one for one in stories if one.end == "done"):
        answers(story, joko, [one for one in voters[number * 11 + 40 :] if one != story.proposer][:4], number)
    moved = next(one for one in stories if one.end == "transferred")
    village(moved)


def act(story: Story, days: float, deed: Callable[[Commitment], Any]) -> None:
    """A deed on the story's latest promise, so many days after its start; nothing ahead of today."""
    moment = story.start + timedelta(days=days)
    if moment < timezone.now():
        story.timeline.add(moment, lambda: deed(newest(story)))


def newest(story: Story) -> Commitment:
    """The promise that runs."""
    rows = Commitment.objects.filter(proposal_id=story.proposal.pk).select_related("agency", "proposal")
    return rows.order_by("-year", "-pk")[0]


def day(story: Story, days: float) -> Any:
    """A day of the story."""
    return timezone.localdate(story.start + timedelta(days=days))


def contract(story: Story, dewi: Any, number: int) -> None:
    """Program, milestones and contract of a work in the budget."""
    program, activity, sub = PROGRAMS[story.slug]
    texts = {"program": program, "activity": activity, "sub_activity": sub}
    end = day(story, 640 if story.end != "ongoing" or number % 3 else 560)

    def describe(promise: Commitment) -> None:
        commitments.describe_commitment(by=dewi, commitment=promise, agency=promise.agency, due_on=end, **texts)
        for label, days in (("Kontrak ditandatangani", 410), ("Pekerjaan mulai", 425), ("Serah terima", 640)):
            commitments.add_milestone(by=dewi, commitment=newest(story), label=label, planned_on=day(story, days))

    def sign(promise: Commitment) -> None:
        amount = (promise.ceiling * Decimal("0.985")).quantize(Decimal(1))
        commitments.record_contract(
            by=dewi, commitment=promise, amount=amount, on=day(story, 412), contractor=FIRMS[number % len(FIRMS)]
        )
        reached(promise, dewi, "Kontrak ditandatangani", day(story, 412))

    def picture(phase: str, at: int) -> None:
        def take(promise: Commitment) -> None:
            photo = draw(story.slug, story.seed * 3 + 2, progress=at)
            commitments.add_work_photo(by=dewi, commitment=promise, phase=phase, photo=photo)

        act(story, {"sebelum": 413, "sesudah": 655}[phase], take)

    act(story, 335, describe)
    act(story, 412, sign)
    act(story, 426, lambda promise: reached(promise, dewi, "Pekerjaan mulai", day(story, 426)))
    if story.end == "done":
        picture("sebelum", 0)
        picture("sesudah", 100)
        act(story, 650, lambda promise: reached(promise, dewi, "Serah terima", day(story, 650)))


def reached(promise: Commitment, by: Any, label: str, on: Any) -> None:
    """A planned day came."""
    milestone = Milestone.objects.select_related("commitment__proposal").get(commitment=promise, label=label)
    commitments.reach_milestone(by=by, milestone=milestone, real_on=on)


def late(story: Story, joko: Any, number: int) -> None:
    """Of the works that go on, some are late and say why, one goes on in another year, one says nothing yet."""
    if number % 3 == 0:
        return
    reason, note = DELAYS[number % 2]
    until = timezone.localdate() + timedelta(days=20 + number)

    def delay(promise: Commitment) -> None:
        commitments.delay_commitment(by=joko, commitment=promise, reason=reason, note=note, until=until)

    def carry(promise: Commitment) -> None:
        ceiling = (promise.ceiling * Decimal("0.4")).quantize(Decimal(1))
        commitments.carry_commitment(
            by=joko, commitment=promise, year=promise.year + 1, source="apbd_p", ceiling=ceiling, due_on=until
        )

    act(story, 645, carry if number % 4 == 2 else delay)


def answers(story: Story, joko: Any, behind: list[Any], number: int) -> None:
    """Supporters of a finished work, the question after four weeks, answers; one case mended, one waiting."""
    asked = story.start + timedelta(days=690)
    for voter in behind:
        story.timeline.add(story.start + timedelta(days=20), lambda voter=voter: stand(story, voter))
    story.timeline.add(asked, fixed.ask_about_works)
    if number in (1, 2):
        when = days_ago(6, 10) if number == 2 else asked + timedelta(days=9)
        story.timeline.add(when, lambda: say(story, story.proposer, "belum", 0))
    elif number != 5:
        story.timeline.add(asked + timedelta(days=4), lambda: say(story, story.proposer, "ya", number))
    for place, voter in enumerate(behind[: number % 4 + 1]):
        verdict = "sebagian" if (place + number) % 5 == 3 else "ya"
        story.timeline.add(
            asked + timedelta(days=2, hours=place),
            lambda voter=voter, verdict=verdict: say(story, voter, verdict, number),
        )
    if number == 1:
        story.timeline.add(asked + timedelta(days=16), lambda: mend(story, joko))


def stand(story: Story, voter: Any) -> None:
    """A neighbour stands behind the proposal, where she may."""
    topic = Proposal.objects.select_related("topic").get(pk=story.proposal.pk).public_topic
    if voter.has_perm("dialog.support", topic):
        support(by=voter, topic=topic)


def say(story: Story, by: Any, verdict: str, number: int) -> None:
    """Somebody who may answers."""
    rows = FixQuestion.objects.filter(proposal_id=story.proposal.pk).select_related("proposal").order_by("-number")
    question = rows[0]
    if not question.is_open or not by.has_perm("musrenbang.answer_fixed", question.proposal):
        return
    words = WORDS[verdict][number % len(WORDS[verdict])]
    photo = draw(story.slug, story.seed * 3 + 1, progress=100) if verdict != "ya" else None
    fixed.answer_question(by=by, question=question, verdict=verdict, words=words, photo=photo)


def mend(story: Story, joko: Any) -> None:
    """The office mends what was not done."""
    proposal = Proposal.objects.get(pk=story.proposal.pk)
    if proposal.state == "dibuka_lagi":
        photo = draw(story.slug, story.seed * 3 + 2, progress=100)
        fixed.close_again(by=joko, proposal=proposal, note=MENDED, photo=photo)


def village(story: Story) -> None:
    """What was handed to a village is built with its own money."""

    def promise() -> None:
        proposal = Proposal.objects.select_related("cycle").get(pk=story.proposal.pk)
        ceiling = (story.cost * Decimal("0.6")).quantize(Decimal(1))
        commitments.make_commitment(
            by=story.officer,
            proposal=proposal,
            year=proposal.cycle.plan_year,
            source="desa",
            ceiling=ceiling,
            due_on=day(story, 520),
        )

    def build(promise: Commitment) -> None:
        amount = (promise.ceiling * Decimal("0.97")).quantize(Decimal(1))
        commitments.record_payment(by=story.officer, commitment=promise, amount=amount, on=day(story, 500))
        report_work(by=story.officer, commitment=newest(story), percent=100, note="Dikerjakan bersama warga.")

    story.timeline.add(story.start + timedelta(days=380), promise)
    act(story, 505, build)
