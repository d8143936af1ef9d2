"""One small fixture world for a whole module: every kind of thing the site has, public and not."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.models import Collection, Locale, PageViewRestriction

from acara import services as acara
from accounts.assisting import acting
from accounts.models import Role, User
from accounts.services import begin_help, end_help, give_consent, give_mandate, sync_groups
from cms.models import AnnouncementPage, LegalKind, PolicyDraftIndexPage, PolicyDraftPage
from core.health import SILENCE, beat
from dialog import services as dialog
from konsultasi import services as konsultasi
from konsultasi.models import Change, Input, SavedText, Standing, Unit
from musrenbang import services as musrenbang
from musrenbang.models import Cycle, Stage
from musrenbang.services.ballots import cast_ballot
from musrenbang.services.closing import close_round
from musrenbang.services.keys import make_keys
from musrenbang.services.rounds import create_round
from musrenbang.states import StageKind
from notifications.models import Notification
from notifications.services import tell_person
from tests.conftest import DISTRICT, GUNTUR, KERTOSARI, REGENCY
from tests.factories import make_region, make_user
from tests.flows.uploads import jpeg
from tests.flows.world_forum import forums
from tests.flows.world_janji import works
from tests.flows.world_letters import letters
from tests.flows.world_literasi import sessions
from tests.flows.world_queue import queues
from tests.flows.world_results import add_results
from tests.flows.world_services import services
from tests.flows.world_survey import surveys
from tests.installed import installed_site
from tests.konsultasi.conftest import TEXTS
from tests.musrenbang.conftest import bring_to, fields
from tests.voting.makers import COMMITTEE, announce, count, make_plan, make_proposals
from wilayah.models import Region
from wilayah.queries import forget

OFFICES = {
    "indra": ("Indra Gunawan", Role.VILLAGE_OFFICER, GUNTUR),
    "citra": ("Citra Dewanti", Role.VILLAGE_OFFICER, KERTOSARI),
    "joko": ("Joko Susilo", Role.OFFICER, DISTRICT),
    "dewi": ("Dewi Anggraini", Role.PLANNER, REGENCY),
    "eko": ("Eko Prasetyo", Role.MODERATOR, DISTRICT),
    "gita": ("Gita Permata", Role.EDITOR, DISTRICT),
    "fajar": ("Fajar Nugroho", Role.FACILITATOR, DISTRICT),
    "hadi": ("Hadi Wijaya", Role.ADMINISTRATOR, DISTRICT),
}
CITIZENS = ("ani", "budi")
PEOPLE = (*CITIZENS, *OFFICES)
SECRET = "rahasiaxyz"  # stands in everything that must not be seen


def build() -> Any:
    """Everything; what may be seen by nobody bears the word of `SECRET`."""
    forget()
    w = SimpleNamespace()
    for code, name in [("33", "Jawa Tengah"), (REGENCY, "Kabupaten Temanggung"), (DISTRICT, "Temanggung")]:
        make_region(code, name)
    make_region(KERTOSARI, "Kertosari")
    make_region(GUNTUR, "Guntur")
    Locale.objects.get_or_create(language_code="id")  # a test with real commits may have emptied these
    if not Collection.objects.exists():
        Collection.add_root(name="Akar")
    installed_site()
    for make in (people, drafts, proposals, talk, rounds, forums, works, events, news, helps, surveys, queues):
        make(w)
    sessions(w)
    services(w)
    letters(w)
    for name in SILENCE:
        beat(name)
    return w


def people(w: Any) -> None:
    w.ani = make_user("ani", "Ani Lestari", home=KERTOSARI, email="ani@example.org")
    w.budi = make_user("budi", "Budi Santoso", home=GUNTUR)
    for name, (full_name, role, code) in OFFICES.items():
        user = make_user(name, full_name)
        mandate = give_mandate(by=None, user=user, role=role, region=Region.objects.get(pk=code))
        sync_groups(user)
        setattr(w, name, user)
        if name == "citra":
            w.mandate = mandate
    w.consent = give_consent(user=w.ani, purpose="partisipasi")


def make_page(title: str, slug: str, *, live: bool = True, **more: Any) -> PolicyDraftPage:
    """A draft under /rancangan/ with the passages of TEXTS."""
    now = timezone.now()
    page = PolicyDraftPage(
        title=title,
        slug=slug,
        live=False,
        legal_kind=LegalKind.objects.all()[0],
        initiator="Dinas Lingkungan Hidup",
        summary=f"{title}: rumah tangga memilah sampah.",
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=10),
        body=[(part.kind, {"number": part.number, "text": part.text}) for part in TEXTS],
        **more,
    )
    for block, text in zip(page.body, TEXTS, strict=True):
        block.id = text.block_id
    PolicyDraftIndexPage.objects.get().add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    return PolicyDraftPage.objects.get(pk=page.pk)


def say(w: Any, by: Any, page: PolicyDraftPage, body: str) -> Any:
    """An input on Pasal 2 ayat (1)."""
    passage = page.consultation.versions.get().passages.select_related("version").get(block_id="p2a1")
    return konsultasi.submit_input(by=by, consultation=page.consultation, passage=passage, kind="saran", body=body)


def drafts(w: Any) -> None:
    w.page = make_page("Pengelolaan Sampah", "sampah", guests=True)
    w.consultation = w.page.consultation
    w.input = say(w, w.ani, w.page, "Jadwal angkut mohon ditambah.")
    w.answered = say(w, w.budi, w.page, "Warna wadah mohon diseragamkan.")
    konsultasi.answer_input(
        by=w.joko, input=w.answered, disposition="diterima", explanation="Warna wadah ditambahkan pada lampiran."
    )
    w.hidden_input = say(w, w.budi, w.page, f"Kata kasar {SECRET} masukan.")
    konsultasi.hide_input(by=w.eko, input=w.hidden_input, reason="iklan")
    handled(w)
    second_version(w)
    w.private = make_page(f"Rancangan tertutup {SECRET}", f"tertutup-{SECRET}")
    w.private_input = say(w, w.budi, w.private, f"Isi {SECRET} tertutup.")
    PageViewRestriction.objects.create(page=w.private, restriction_type=PageViewRestriction.LOGIN)
    w.private.refresh_from_db()
    w.gone = make_page(f"Rancangan dicabut {SECRET}", f"dicabut-{SECRET}")
    w.gone_input = say(w, w.budi, w.gone, f"Isi {SECRET} dicabut.")
    w.gone.unpublish()
    w.never = make_page(f"Rancangan belum terbit {SECRET}", f"belum-{SECRET}", live=False)


def handled(w: Any) -> None:
    """What officers do among themselves with Ani's input."""
    w.unit = Unit.objects.create(name="Seksi Pembangunan", region_id=DISTRICT)
    for entry in (w.input, w.answered):
        konsultasi.add_note(by=w.joko, input=entry, body=f"Catatan {SECRET} petugas.")
        konsultasi.tag_input(by=w.joko, input=entry, names=[f"tanda {SECRET}"])
    konsultasi.assign_inputs(by=w.joko, inputs=[w.input], unit=w.unit, owner=w.hadi)
    w.later = say(w, w.budi, w.page, "Gerobak sampah di gang sempit.")
    w.alike = [say(w, w.budi, w.page, f"Tempat sampah umum di pasar kurang {n}.") for n in ("satu", "dua")]
    w.group = konsultasi.make_group(
        by=w.joko, consultation=w.consultation, inputs=w.alike, title=f"Tempat sampah {SECRET}"
    )
    w.passed = konsultasi.pass_over(by=w.joko, consultation=w.consultation, inputs=w.alike)
    w.divided = say(w, w.budi, w.page, "Iuran warga terlalu mahal. Jadwal angkut terlalu jarang.")
    halves = [konsultasi.Part(body=words) for words in ("Iuran warga terlalu mahal.", "Jadwal angkut terlalu jarang.")]
    w.parts = konsultasi.split_input(by=w.joko, input=w.divided, parts=halves)
    passage = w.divided.passage
    w.guest = konsultasi.start_guest(
        consultation=w.consultation,
        passage=passage,
        contact=f"{SECRET}@example.com",
        address="192.0.2.1",
        kind="saran",
        body=f"Belum dipastikan {SECRET} tamu.",
    )
    text = SavedText(region_id=DISTRICT)
    w.text = konsultasi.save_text(
        by=w.joko, text=text, title=f"Luar lingkup {SECRET}", body=f"Masukan {SECRET} luar lingkup."
    )


def second_version(w: Any) -> None:
    """The clause they speak of is reworded, an answered input led to it, and one place is left to a person."""
    for block in w.page.body:
        if block.id == "p2a1":
            block.value["text"] = "Setiap rumah tangga wajib memilah sampah menjadi 4 (empat) jenis berwarna."
    w.page.save_revision().publish()
    w.page = PolicyDraftPage.objects.get(pk=w.page.pk)
    w.change = Change.objects.get(version__consultation=w.consultation)
    answered = Input.objects.select_related("consultation", "version").get(pk=w.answered.pk)
    konsultasi.credit_change(by=w.joko, change=w.change, inputs=[answered])
    w.doubt = Standing.objects.get(input=w.input, version=w.change.version)
    Standing.objects.filter(pk=w.doubt.pk).update(fate="ragu")


def photo(name: str = "talud.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, jpeg(), "image/jpeg")


def proposals(w: Any) -> None:
    musrenbang.ensure_reference()
    w.cycle = Cycle.objects.create(region_id=DISTRICT, plan_year=2028, deliberation_year=2027)
    now = timezone.now()
    Stage.objects.create(
        cycle=w.cycle, kind=StageKind.COLLECT, opens_at=now - timedelta(days=10), closes_at=now + timedelta(days=20)
    )

    def make(by: Any, title: str, **more: Any) -> Any:
        values = fields(title=title, **more)
        values["region"] = Region.objects.get(pk=values.pop("region_id"))
        return musrenbang.save_draft(by=by, cycle=w.cycle, places=[(2, 4)], **values)

    cast = {"ani": w.ani, "citra": w.citra, "joko": w.joko, "dewi": w.dewi}
    w.draft = make(w.ani, f"Draf usulan {SECRET}")
    w.draft_photo = musrenbang.add_photo(by=w.ani, proposal=w.draft, upload=photo(), caption=f"Foto {SECRET}").file
    w.submitted = make(w.ani, "Drainase Jalan Melati")
    w.photo = musrenbang.add_photo(by=w.ani, proposal=w.submitted, upload=photo(), caption="Tepi jalan").file
    w.submitted = musrenbang.submit_proposal(by=w.ani, proposal=w.submitted)
    w.photo.refresh_from_db()
    w.verified = bring_to(make(w.ani, "Lampu Jalan Kertosari"), "diverifikasi_desa", cast)
    words = {
        "problem": f"Utang {SECRET} belum dibayar.",
        "landmark": f"Rumah {SECRET}",
        "benefit": f"Biar {SECRET} tahu.",
    }
    words |= {"proposer_kind": "kelompok", "group_name": f"Kelompok {SECRET}", "lat": "-7.31", "lng": "110.17"}
    w.hidden = make(w.budi, f"Warung {SECRET} ditutup", **words)
    w.hidden_photo = musrenbang.add_photo(by=w.budi, proposal=w.hidden, upload=photo(), caption=f"Foto {SECRET}").file
    w.hidden = musrenbang.submit_proposal(by=w.budi, proposal=w.hidden)
    w.merged = musrenbang.submit_proposal(by=w.ani, proposal=make(w.ani, "Warung Bu Tini ditata"))
    w.merged = musrenbang.merge_proposal(by=w.citra, proposal=w.merged, into=w.hidden)
    w.hidden = musrenbang.hide_proposal(by=w.eko, proposal=w.hidden, reason="data_pribadi")
    w.ongoing = bring_to(make(w.ani, "Talud Kali Kuas"), "dilaksanakan", cast)


def talk(w: Any) -> None:
    w.topic = w.submitted.topic
    w.comment = dialog.post_comment(by=w.ani, topic=w.topic, body="Saya setuju, jalannya sering tergenang.")
    w.said = dialog.post_comment(by=w.budi, topic=w.topic, body="Di Guntur juga begitu.")
    w.hidden_comment = dialog.post_comment(by=w.budi, topic=w.topic, body=f"Kata kasar {SECRET} komentar.")
    dialog.report_comment(by=w.ani, comment=w.said, reason="iklan")
    dialog.hide_comment(by=w.eko, comment=w.hidden_comment, reason="iklan")
    gone = w.gone.consultation.topic
    gone.refresh_from_db()
    w.gone_topic = gone
    tell_person(user=w.ani, kind="putusan", text="Usulan Anda diverifikasi.", url="/usulan/", occasion="uji:1")
    w.note = Notification.objects.get(user=w.ani, occasion="uji:1")


def rounds(w: Any) -> None:
    """A prepared, an open and a counted round over works of last cycle."""
    cycle = Cycle.objects.create(region_id=DISTRICT, plan_year=2027, deliberation_year=2026)
    works, now = make_proposals(cycle, w.ani), timezone.now()
    region = Region.objects.get(pk=DISTRICT)

    def make(title: str) -> Any:
        plan = make_plan(cycle, works, title=title, opens_at=now, closes_at=now + timedelta(days=3))
        return create_round(by=w.joko, region=region, plan=plan)

    w.round_draft = make(f"Pemungutan disiapkan {SECRET}")
    make_keys(by=w.joko, round=w.round_draft, committee=COMMITTEE, needed=2)
    w.round = announce(w.joko, make("Pilih kegiatan lingkungan"))
    w.ballot = cast_ballot(by=w.ani, round=w.round, choices=[1, 2])
    w.counted = count(w.joko, over(w, make("Pilih kegiatan tahun lalu")))
    w.shut = close_round(round=over(w, make("Pilih kegiatan yang menunggu panitia")))
    add_results(w)


def over(w: Any, prepared: Any) -> Any:
    """A round in which Ani voted, and whose time is over since yesterday."""
    held, now = announce(w.joko, prepared), timezone.now()
    cast_ballot(by=w.ani, round=held, choices=[1, 2])
    past = {"opens_at": now - timedelta(days=9), "closes_at": now - timedelta(days=1)}
    type(held).objects.filter(pk=held.pk).update(announced_at=now - timedelta(days=10), **past)
    held.refresh_from_db()
    return held


def events(w: Any) -> None:
    """A meeting that begins soon, to which Ani comes, a guest who is there, and a plan nobody may see."""
    soon, home = timezone.now() + timedelta(hours=1), Region.objects.get(pk=KERTOSARI)

    def make(title: str) -> Any:
        plan = acara.Plan(
            title=title,
            place="Balai Kertosari",
            starts_at=soon,
            ends_at=soon + timedelta(hours=2),
            organiser="Kelurahan",
            capacity=30,
        )
        return acara.create_event(by=w.citra, kind="rapat", region=home, plan=plan)

    w.event_plan = make(f"Rapat disiapkan {SECRET}")
    w.event = acara.announce_event(by=w.citra, event=make("Rapat warga Kertosari"))
    w.seat = acara.register(by=w.ani, event=w.event)
    guest = acara.Details(name=f"Tamu {SECRET}", address=f"Gang {SECRET}", phone="+6281234567890")
    w.came = acara.check_in(by=w.citra, event=w.event, guest=guest).attendance


def helps(w: Any) -> None:
    """Fajar helped Ani once, before a witness whom nobody else may know."""
    kinds, words = ["answer"], {"agreed": "lisan", "witness": f"Saksi {SECRET}", "contact": f"0812 {SECRET}"}
    w.help = begin_help(by=w.fajar, person=w.ani, deeds=kinds, **words)
    konsultasi.support_input(by=acting(w.help, w.fajar), input=w.later)
    w.help = end_help(by=w.fajar, assist=w.help, read_back=True)
    w.ani = User.objects.get(pk=w.ani.pk)


def news(w: Any) -> None:
    index = PolicyDraftIndexPage.objects.get().get_parent().get_children().get(slug="pengumuman").specific
    for title, live in (("Kerja bakti Minggu", True), (f"Pengumuman disimpan {SECRET}", False)):
        page = AnnouncementPage(title=title, live=False, search_description=title)
        index.add_child(instance=page)
        revision = page.save_revision()
        if live:
            revision.publish()
        w.news = page if live else w.news
