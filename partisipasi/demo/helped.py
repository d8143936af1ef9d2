"""People without telephone or account who took part with Fajar's or their village officer's help."""

import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from acara.models import Event
from acara.services import register
from accounts.assisting import acting
from accounts.models import Assist
from accounts.services import begin_help, check_help, claim_help, end_help, new_assisted_person
from dialog.services import support
from konsultasi.models import Passage
from konsultasi.queries import current_version
from konsultasi.services import submit_input
from musrenbang.models import Category, Proposal, Unit
from musrenbang.queries.cycles import open_cycle
from musrenbang.services import save_draft, submit_proposal
from musrenbang.states import OPEN
from partisipasi.demo.clock import days_ago
from partisipasi.demo.timeline import Timeline
from wilayah.models import Region

KERTOSARI, GUNTUR = "33.23.03.1006", "33.23.03.2017"
Deed = Callable[[Any], Any]


class Meeting:
    """One time beside a person: who helps whom, with which consent, and what they do together."""

    def __init__(self, by: Any, name: str, village: str, deeds: dict[str, Deed], **consent: Any) -> None:
        self.by, self.name, self.village, self.deeds, self.consent = by, name, village, deeds, consent
        self.row: Assist | None = None

    def hold(self) -> None:
        """From the first question to reading back."""
        home = Region.objects.get(pk=self.village)
        person = new_assisted_person(by=self.by, full_name=self.name, home=home, rt=2, rw=4)
        self.row = begin_help(by=self.by, person=person, deeds=list(self.deeds), **self.consent)
        for deed in self.deeds.values():
            deed(acting(self.row, self.by))
        self.row = end_help(by=self.by, assist=self.row, read_back=True)


def seed_helped(people: dict[str, Any], timeline: Timeline) -> None:
    """Four people: one answers Pasal 7, one proposes a footbridge, one signs a sheet, one comes to an event."""
    fajar, citra, indra = people["fajar"], people["citra"], people["indra"]
    spoken = {"agreed": "lisan", "witness": "Slamet Riyadi, ketua RT 02"}
    painem = Meeting(fajar, "Painem", GUNTUR, {"propose": footbridge}, **spoken)
    meetings = [
        (12, painem),
        (9, Meeting(fajar, "Sumiati", KERTOSARI, {"answer": article_seven, "support": stand_behind}, **spoken)),
        (6, Meeting(citra, "Suwarno", KERTOSARI, {"answer": collection_hours}, agreed="lembar", sheet=signed_sheet())),
        (1, Meeting(fajar, "Tumirah", KERTOSARI, {"event": come_along}, contact="0812 0000 0099", **spoken)),
    ]
    for age, meeting in meetings:
        timeline.add(days_ago(age, 10), meeting.hold)
    timeline.add(days_ago(8, 11), lambda: checked(people["eko"], painem))
    timeline.add(days_ago(4, 9), lambda: claimed(indra, painem))


def article_seven(by: Any) -> None:
    """What Sumiati thinks of the draft's seventh article."""
    said(by, "7", "Gerobak sampah jangan lewat malam, suaranya membangunkan cucu saya. Pagi sesudah subuh lebih baik.")


def collection_hours(by: Any) -> None:
    """What Suwarno, who cannot see, asks for."""
    said(by, "5", "Saya tidak melihat warna wadah. Beri tanda timbul pada tutupnya supaya tunanetra dapat memilah.")


def said(by: Any, number: str, body: str) -> None:
    """An input on an article of the draft that is open."""
    found = Passage.objects.filter(kind=Passage.Kind.ARTICLE, number__in=[number, f"Pasal {number}"])
    passages = [row for row in found.select_related("version__consultation") if row.version.consultation.is_open]
    consultation = passages[-1].version.consultation
    newest = current_version(consultation)
    passage = next(row for row in passages if newest is not None and row.version_id == newest.pk)
    submit_input(by=by, consultation=consultation, passage=passage, kind="saran", body=body)


def footbridge(by: Any) -> None:
    """What Painem proposes for her hamlet."""
    cycle = open_cycle(by, by.home_id[:8])
    sheet = save_draft(
        by=by,
        cycle=cycle,
        title="Jembatan penyeberangan bambu diganti beton, Dusun Krajan",
        problem="Anak sekolah menyeberang kali lewat jembatan bambu. Tahun ini sudah dua anak terpeleset.",
        kind="fisik",
        category=Category.objects.get(slug="prasarana"),
        region=by.home,
        landmark="Belakang mushala, jalan ke SD",
        quantity=Decimal(12),
        unit=Unit.objects.get(name="m"),
        estimated_cost=Decimal(85_000_000),
        places=[(2, 4)],
    )
    submit_proposal(by=by, proposal=sheet)


def stand_behind(by: Any) -> None:
    """A proposal of her own kelurahan."""
    near = Proposal.objects.shown().within(by.home_id).filter(state__in=sorted(OPEN)).exclude(proposer=by)
    proposal = near.select_related("topic").order_by("pk").last()
    if proposal is not None and proposal.open_to_support:
        support(by=by, topic=proposal.public_topic)


def come_along(by: Any) -> None:
    """The next event that still takes registrations."""
    coming = [event for event in Event.objects.coming() if event.takes_registrations]
    if coming:
        register(by=by, event=coming[0])


def checked(by: Any, meeting: Meeting) -> None:
    """The moderator visited her."""
    if meeting.row is not None:
        check_help(by=by, assist=meeting.row, result=Assist.Result.TRUE)


def claimed(by: Any, meeting: Meeting) -> None:
    """She came to the village office with receipt and card, and has the login to her own proposal now."""
    if meeting.row is not None:
        claim_help(by=by, assist=meeting.row, paper="ktp")


def signed_sheet() -> SimpleUploadedFile:
    """A picture that stands for the photographed sheet."""
    picture = Image.new("RGB", (800, 600), "#f4f1e6")
    draw = ImageDraw.Draw(picture)
    for y in (180, 260, 340):
        draw.line((80, y, 720, y), fill="#8a8675", width=2)
    draw.line([(110, 420), (180, 380), (220, 440), (300, 390), (360, 430)], fill="#1c2a6b", width=5)
    kept = io.BytesIO()
    picture.save(kept, "JPEG")
    return SimpleUploadedFile("lembar.jpg", kept.getvalue(), "image/jpeg")
