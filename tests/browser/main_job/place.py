"""The kecamatan on the day the main job begins: real regions, pages as installed, a running cycle, the offices."""

from datetime import timedelta
from io import StringIO
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Collection, Locale

from accounts.models import Role, Rung, User
from accounts.services import give_mandate
from core.health import SILENCE, beat
from musrenbang import services as musrenbang
from musrenbang.models import Category, Cycle, Proposal, ProposalPhoto, Stage, Unit
from musrenbang.states import StageKind
from tests.conftest import DISTRICT, GUNTUR, KERTOSARI, REGENCY
from tests.factories import make_user
from tests.installed import installed_site
from wilayah.models import Region
from wilayah.queries import forget

SECRET = "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU"  # of everybody's second factor in this test
OFFICES = {
    "gita": ("Gita Permata", Role.EDITOR, DISTRICT, ""),
    "citra": ("Citra Dewanti", Role.VILLAGE_OFFICER, KERTOSARI, "Kasi Pemberdayaan Masyarakat"),
    "indra": ("Indra Gunawan", Role.VILLAGE_OFFICER, GUNTUR, ""),
    "joko": ("Joko Susilo", Role.OFFICER, DISTRICT, "Kasi Pembangunan"),
    "dewi": ("Dewi Anggraini", Role.PLANNER, REGENCY, "Bappeda"),
}
OTHERS = [  # what neighbours asked for before; the last two go to the vote
    ("Perbaikan talud Kali Guntur", GUNTUR, "96000000"),
    ("Lampu jalan tenaga surya RW 02", GUNTUR, "84000000"),
    ("Sumur resapan di lapangan desa", GUNTUR, "45000000"),
]


def load() -> None:
    """Everything the office has before the first citizen comes."""
    forget()
    call_command("load_wilayah", within=REGENCY, stdout=StringIO())
    call_command("load_holidays", stdout=StringIO())
    Locale.objects.get_or_create(language_code="id")  # a test with real commits may have emptied these
    if not Collection.objects.exists():
        Collection.add_root(name="Akar")
    installed_site()
    musrenbang.ensure_reference()
    for name in SILENCE:
        beat(name)
    people = {name: officer(name, *office) for name, office in OFFICES.items()}
    budi = make_user("budi", "Budi Santoso", home=GUNTUR)
    neighbours(cycle(), budi, people)


def officer(username: str, full_name: str, role: str, code: str, title: str) -> User:
    """A person in office, with an authenticator app."""
    user = make_user(username, full_name, rung=Rung.SEEN)
    give_mandate(by=None, user=user, role=role, region=Region.objects.get(pk=code), title=title)
    TOTP.activate(user, SECRET)
    return user


def cycle() -> Cycle:
    """Musrenbang of next year, with proposals and voting open now."""
    now, year = timezone.now(), timezone.localdate().year
    made = Cycle.objects.create(region_id=DISTRICT, plan_year=year + 2, deliberation_year=year + 1)
    for kind, before, after in [
        (StageKind.COLLECT, 10, 20),
        (StageKind.VERIFY_VILLAGE, 8, 25),
        (StageKind.VERIFY_DISTRICT, 6, 30),
        (StageKind.VOTE, 1, 15),
        (StageKind.DELIVERY, 0, 90),
    ]:
        opens, closes = now - timedelta(days=before), now + timedelta(days=after)
        Stage.objects.create(cycle=made, kind=kind, opens_at=opens, closes_at=closes)
    return made


def neighbours(cycle: Cycle, budi: User, people: dict[str, User]) -> None:
    """Proposals of Budi: one just submitted, the others verified by village and kecamatan."""
    for number, (title, code, cost) in enumerate(OTHERS):
        proposal = musrenbang.save_draft(by=budi, cycle=cycle, places=[(1, 2)], **sheet(title, code, cost))
        proposal = musrenbang.submit_proposal(by=budi, proposal=proposal)
        if number:
            proposal = musrenbang.verify_village(by=people["indra"], proposal=proposal)
            musrenbang.verify_district(by=people["joko"], proposal=proposal)


def sheet(title: str, code: str, cost: str) -> dict[str, Any]:
    return {
        "title": title,
        "problem": f"{title} sudah lama ditunggu warga sekitar.",
        "kind": Proposal.Kind.PHYSICAL,
        "category": Category.objects.get(slug="prasarana"),
        "region": Region.objects.get(pk=code),
        "landmark": "Dekat balai desa",
        "quantity": 40,
        "unit": Unit.objects.get(name="m"),
        "estimated_cost": cost,
    }


def photos_of(title: str) -> list[str]:
    """Addresses of a proposal's pictures."""
    rows = ProposalPhoto.objects.filter(proposal__title=title).select_related("file")
    return [row.file.url for row in rows]
