"""One working address of each kind of page, for people who try or measure the site."""

from acara.models import Event
from cms.models import AnnouncementPage, MaterialPage, PolicyDraftPage
from layanan.models import Application, Letter, QueueOffice, Service, Ticket
from literasi.models import Certificate, Session
from musrenbang.models import Proposal, Round
from musrenbang.states import State

FIXED = {
    "portal": "/",
    "proposals": "/usulan/",
    "proposal_form": "/usulan/formulir/",
    "map": "/usulan/peta/",
    "search": "/cari/?q=perbaikan+jalan",
    "drafts": "/rancangan/",
    "announcements": "/pengumuman/",
    "materials": "/materi/",
    "rounds": "/pemungutan/",
    "promises": "/janji/",
    "events": "/acara/",
    "sessions": "/sesi/",
    "satisfaction": "/skm/",
    "service_board": "/layanan/janji/",
    "letter_home": "/cek/",
    "queue": "/antrean/",
    "services": "/layanan/",
    "track": "/lacak/",
    "sign_up": "/akun/daftar/",
    "login": "/akun/masuk/",
    "trail": "/jejak/",
    "help": "/bantuan/",
    "guide": "/bantuan/warga/",
    "facilitator_guide": "/bantuan/fasilitator/",
    "health": "/sehat",
}


def addresses() -> dict[str, str]:
    """Kind of page -> path; kinds that have no page yet are left out."""
    found = dict(FIXED)
    letter = Letter.objects.filter(state="berlaku").order_by("pk").first()
    counted = Round.objects.with_result().order_by("-closes_at").first()
    pages = {
        "draft": PolicyDraftPage.objects.live().order_by("-closes_at", "pk").first(),
        "announcement": AnnouncementPage.objects.live().order_by("-first_published_at").first(),
        "material": MaterialPage.objects.live().order_by("-first_published_at").first(),
        "proposal": Proposal.objects.filter(state=State.ONGOING).order_by("pk").first(),
        "round": Round.objects.open().first(),
        "event": Event.objects.coming().first(),
        "service": Service.objects.public().first(),
        "session": Session.objects.coming().first(),
        "certificate": Certificate.objects.filter(state="berlaku").order_by("pk").first(),
    }
    found |= {
        kind: page.get_absolute_url() if not hasattr(page, "url") else page.url for kind, page in pages.items() if page
    }
    if found.get("draft") and (draft := pages["draft"]) is not None:
        found["passage"] = f"{found['draft']}pasal/{draft.body[8].id}/"
        found["inputs"] = f"{found['draft']}masukan/"
    if (office := QueueOffice.objects.filter(active=True).order_by("pk").first()) is not None:
        found |= {"queue_board": f"/antrean/papan/{office.slug}/", "queue_kiosk": f"/antrean/kios/{office.slug}/"}
    if (number := Ticket.objects.waiting().order_by("-queue_day__day", "pk").first()) is not None:
        found["queue_ticket"] = number.get_absolute_url()
    if letter is not None:
        found["letter_check"] = letter.get_absolute_url()
    if (application := Application.objects.order_by("pk").first()) is not None:
        found["application"] = f"/lacak/?nomor={application.number}"  # its page asks for the secret first
    if counted is not None:
        found["result"] = f"{counted.get_absolute_url()}hasil/"
    return found
