"""The demo's services: fourteen pages with their forms, and sixty applications of people with and without account."""

import random
from datetime import datetime, timedelta
from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.utils import timezone

from cms.models import ServicePage
from layanan import identity
from layanan.models import Application, Service
from layanan.schema import pages_shown
from layanan.services import drafts
from layanan.services.applications import submit_application
from partisipasi.demo.cases import handle
from partisipasi.demo.clock import at, days_ago
from partisipasi.demo.people import FIRST, LAST
from partisipasi.demo.service_forms import Card, cards
from partisipasi.demo.timeline import Timeline

APPLICATIONS = 60
HERE = ["33.23.03.1006", "33.23.03.2017", "33.23.03.1009", "33.23.03.2020", "33.23.03.1002"]
WORDS = {"tempat": "Balai kelurahan", "calon": "Rina Wulandari", "pekerjaan": "Wiraswasta", "lembaga": "Karang Taruna"}
REASONS = ["Melamar pekerjaan", "Mendaftar sekolah", "Membuka rekening bank", "Mengurus beasiswa", "Acara keluarga"]
INNER = {
    "facilities": "Ruang tunggu, kursi prioritas, ruang laktasi, air minum, dan toilet ramah disabilitas.",
    "competence": "Petugas memahami administrasi kependudukan dan mengikuti pelatihan pelayanan prima.",
    "supervision": "Diawasi Sekretaris Kecamatan setiap minggu melalui laporan permohonan.",
    "staff": "Tiga petugas loket dan satu kepala seksi.",
    "guarantee": "Dilayani sesuai maklumat pelayanan. Bila lewat janji, Camat memberi penjelasan tertulis.",
    "safety": "Dokumen bersegel dan dapat diperiksa keasliannya. Data pribadi disimpan tersandi.",
    "evaluation": "Survei kepuasan masyarakat setiap semester, hasilnya terbuka.",
}


def seed_services(home: Any, editor: Any) -> None:
    """Publish all services as their editor would."""
    demo_key()
    index = next(page for page in home.get_children().specific() if page.slug == "layanan")
    with at(days_ago(120)):
        for place, card in enumerate(cards(), start=1):
            page = index.add_child(instance=page_of(card, place * 10))
            page.save_revision(user=editor).publish(user=editor)


def demo_key() -> None:
    """The demo's own key of identity numbers, beside the database; script/server makes it too."""
    if identity.available():
        return
    key, place = Fernet.generate_key().decode(), settings.VAR_DIR / "identity_keys"
    place.write_text(key + "\n")
    place.chmod(0o600)
    settings.IDENTITY_KEYS = [key]


def page_of(card: Card, place: int) -> ServicePage:
    """The page of a card."""
    product, _, valid_for = card.one("produk").partition(" | ")
    return ServicePage(
        title=card.name,
        slug=card.slug,
        search_description=card.one("ringkas"),
        synonyms="\n".join(word.strip() for word in card.one("kata").split(",")),
        position=place,
        online=card.one("daring") != "tidak",
        variants=[{"type": "varian", "value": {"name": name, "note": ""}} for name in card.parts("jenis")],
        requirements=card.requirements,
        procedure="\n".join(card.parts("langkah")),
        village=card.one("desa"),
        promise_note="sejak berkas lengkap",
        product=product,
        valid_for=valid_for,
        counter=card.one("loket") or "Loket 1 dan 2",
        complaints="Sampaikan kepada Sekretaris Kecamatan di ruang pengaduan, atau melalui halaman Kontak kantor.",
        bases=card.bases,
        decree="Keputusan Camat Temanggung Nomor 060/12 Tahun 2026",
        form=card.steps,
        signer=card.signer,
        paraf_kasi="kasi" in card.initials,
        paraf_sekcam="sekcam" in card.initials,
        output=card.output,
        **card.promised,
        **INNER,
    )


def seed_applications(people: dict[str, Any], voters: list[Any], timeline: Timeline) -> None:
    """Sixty applications in the last twenty days, and what becomes of each."""
    chance = random.Random(2611)  # noqa: S311  the same people every time
    services = [service for service in Service.objects.public() if service.takes_applications]
    for number in range(APPLICATIONS):
        received = office_moment(chance, number)
        by = {0: people["ani"], 7: people["budi"]}.get(number) or (voters[number * 7] if number % 3 == 0 else None)
        story = Asked(services[number % len(services)], by, number, chance.random())
        timeline.add(received, story.send)
        handle(timeline=timeline, received=received, get=story.get, number=number, people=people)


def office_moment(chance: random.Random, number: int) -> datetime:
    """A moment of a working day between yesterday and twenty days ago; the later numbers came later."""
    day = 20 - number * 19 // APPLICATIONS
    found = days_ago(day, chance.randint(8, 11), chance.randint(0, 59))
    while timezone.localtime(found).weekday() > 4:
        found -= timedelta(days=1)
    return found


class Asked:
    """An application that will exist when its moment comes."""

    def __init__(self, service: Service, by: Any, number: int, seed: float) -> None:
        self.service, self.by, self.number = service, by, number
        self.chance, self.made = random.Random(seed), 0  # noqa: S311

    def send(self) -> None:
        """Fill the form in and send it."""
        draft = drafts.begin_draft(by=self.by, service=self.service, device=f"demo-{self.number}")
        form = self.service.version.form if self.service.version else {"pages": []}
        answers: dict[str, Any] = {}
        for page in form["pages"]:
            for one in page["fields"]:
                if one["kind"] != "photo":
                    answers[one["slug"]] = self.answer(one)
        fields = [one for page in form["pages"] for one in page["fields"] if one["kind"] != "photo"]
        draft = drafts.keep_page(draft=draft, asked=fields, answers=answers)
        for page in pages_shown(form, answers):
            for one in page["fields"]:
                if one["kind"] == "photo" and one.get("bring"):
                    drafts.bring_paper(draft=draft, field=one)
        self.made = submit_application(by=self.by, draft=draft).pk

    def get(self) -> Application:
        return Application.objects.select_related("service", "applicant").get(pk=self.made)

    def answer(self, one: dict[str, Any]) -> Any:
        """A likely answer to a question."""
        kind, slug = one["kind"], one["slug"]
        if kind in ("choice", "several"):
            value = self.chance.choice(one["choices"])[0]
            return [value] if kind == "several" else value
        if kind == "group":
            return [{inner["slug"]: self.answer(inner) for inner in one["fields"]} for _ in range(2)]
        if kind == "text":
            return self.words(slug)[: one.get("max", 200)]
        return {
            "number": self.chance.randint(1, 5),
            "money": self.chance.randint(5, 40) * 100_000,
            "date": self.day(one.get("when", "")),
            "region": self.by.home_id if self.by and self.by.home_id else self.chance.choice(HERE),
            "nik": self.number_of(40),
            "kk": self.number_of(0),
            "phone": f"+62812{self.chance.randint(10_000_000, 99_999_999)}",
            "point": {"lat": -7.3165, "lng": 110.1748},
            "declaration": True,
            "contact": "" if self.by else f"pemohon{self.number}@contoh.id",
        }[kind]

    def words(self, slug: str) -> str:
        """A name, a reason or a place, by what is asked."""
        if slug == "nama" and self.by:
            return str(self.by.full_name)
        if slug.startswith(("nama", "calon", "pewaris")):
            return f"{self.chance.choice(FIRST)} {self.chance.choice(LAST)}"
        if slug == "keperluan":
            return self.chance.choice(REASONS)
        found = next((words for start, words in WORDS.items() if slug.startswith(start)), "")
        return found or f"Jalan Mawar Nomor {self.chance.randint(1, 80)}"

    def day(self, when: str) -> str:
        """A day that fits."""
        today = timezone.localdate()
        ahead = {"past": -self.chance.randint(7300, 18000), "future": 7}.get(when, 14)
        return (today + timedelta(days=ahead)).isoformat()

    def number_of(self, plus: int) -> str:
        """A number that could be one of here and is nobody's."""
        day, month, year = self.chance.randint(1, 28) + plus, self.chance.randint(1, 12), self.chance.randint(70, 99)
        return f"332303{day:02d}{month:02d}{year:02d}{self.chance.randint(9000, 9999)}"
