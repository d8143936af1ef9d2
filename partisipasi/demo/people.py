"""The demo's people: the cast with known passwords, and the voters of Temanggung."""

import random
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import Role, Rung, User
from accounts.services import give_consent, give_mandate
from accounts.services.consents import TAKING_PART
from partisipasi.demo import texts
from partisipasi.demo.clock import at, days_ago
from wilayah.models import Region

PASSWORD = "rahasia-sekali-123"  # noqa: S105 - printed on the demo's own front page
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - `manage.py demo_code` prints the current code


@dataclass(frozen=True)
class Person:
    """One of the cast."""

    username: str
    full_name: str
    village: str = ""
    role: str = ""
    region: str = ""
    title: str = ""
    rung: int = Rung.SEEN
    email: str = ""
    phone: str = ""


CAST = [
    Person("ani", "Ani Lestari", village="1006", email="ani@contoh.id", phone="+6281200000001"),
    Person("budi", "Budi Santoso", village="2017", phone="+6281200000002"),
    Person(
        "citra",
        "Citra Dewanti",
        role=Role.VILLAGE_OFFICER,
        region="33.23.03.1006",
        title="Kasi Pembangunan Kelurahan Kertosari",
    ),
    Person("dewi", "Dewi Anggraini", role=Role.PLANNER, region="33.23", title="Perencana Bappeda"),
    Person("eko", "Eko Prasetyo", role=Role.MODERATOR, region="33.23.03", title="Moderator"),
    Person("fajar", "Fajar Nugroho", role=Role.FACILITATOR, region="33.23.03", title="Relawan TIK"),
    Person("gita", "Gita Permata", role=Role.EDITOR, region="33.23.03", title="Editor laman"),
    Person("hadi", "Hadi Wijaya", role=Role.ADMINISTRATOR, region="33.23.03", title="Administrator"),
    Person(
        "indra",
        "Indra Gunawan",
        role=Role.VILLAGE_OFFICER,
        region="33.23.03.2017",
        title="Kaur Perencanaan Desa Guntur",
    ),
    Person("joko", "Joko Susilo", role=Role.OFFICER, region="33.23.03", title="Kasi Pembangunan Kecamatan"),
    Person("nurul", "Nurul Hidayah", role=Role.OFFICER, region="33.23.03", title="Sekretaris Kecamatan"),
    Person("kartika", "Kartika Sari", role=Role.CAMAT, region="33.23.03", title="Camat Temanggung"),
    Person("lina", "Lina Marlina", village="1009", rung=Rung.REGISTERED, phone="+6281200000012"),
    Person("maman", "Maman Suryana", village="2020", rung=Rung.CONTACT, email="maman@contoh.id"),
]
FIRST, LAST = (cell.split() for cell in texts.rows("nama.txt")[0])


@transaction.atomic
def seed_people() -> dict[str, Any]:
    """Make the cast; username -> user. Staff carry the demo's one-time-code secret."""
    people: dict[str, Any] = {}
    with at(days_ago(800)):
        for person in CAST:
            people[person.username] = User.objects.create_user(
                person.username,
                PASSWORD,
                full_name=person.full_name,
                home_id=f"33.23.03.{person.village}" if person.village else None,
                rt=2 if person.village else None,
                rw=4 if person.village else None,
                rung=person.rung,
                email=person.email,
                phone=person.phone,
                phone_verified_at=days_ago(800) if person.phone and person.rung else None,
            )
            give_consent(user=people[person.username], purpose=TAKING_PART)
        for person in CAST:
            if person.role:
                _appoint(people, person)
    return people


def _appoint(people: dict[str, Any], person: Person) -> None:
    user = people[person.username]
    give_mandate(
        by=None,
        user=user,
        role=person.role,
        region=Region.objects.get(pk=person.region),
        title=person.title,
    )
    TOTP.activate(user, TOTP_SECRET)
    Authenticator.objects.filter(user=user).update(created_at=days_ago(799))


def seed_voters(count: int = 1100) -> list[Any]:
    """Citizens seen by their village officer, spread over all villages; they share one unusable password."""
    pick = random.Random(33_23_03)  # noqa: S311 - the same people every time
    villages = list(Region.objects.filter(pk__startswith="33.23.03.").order_by("pk").values_list("pk", flat=True))
    locked = make_password(None)
    voters = [
        User(
            username=f"warga{index:04d}",
            full_name=f"{pick.choice(FIRST)} {pick.choice(LAST)}",
            password=locked,
            home_id=villages[index % len(villages)],
            rt=pick.randint(1, 8),
            rw=pick.randint(1, 6),
            rung=Rung.SEEN if index % 10 else pick.choice([Rung.REGISTERED, Rung.CONTACT]),
            date_joined=days_ago(pick.randint(760, 900)),
        )
        for index in range(count)
    ]
    return User.objects.bulk_create(voters)


def seed_village_officers(people: dict[str, Any]) -> dict[str, Any]:
    """An officer for every village; village code -> user. Two are of the cast, the others cannot log in."""
    officers = {"33.23.03.1006": people["citra"], "33.23.03.2017": people["indra"]}
    pick = random.Random(1006)  # noqa: S311
    for region in Region.objects.filter(pk__startswith="33.23.03.").exclude(pk__in=officers).order_by("pk"):
        with at(days_ago(800)):
            name = f"{pick.choice(FIRST)} {pick.choice(LAST)}"
            user = User.objects.create_user(f"petugas{region.pk[-4:]}", None, full_name=name, rung=Rung.SEEN)
            title = f"Kasi Pembangunan {region.name}"
            give_mandate(by=None, user=user, role=Role.VILLAGE_OFFICER, region=region, title=title)
        officers[region.pk] = user
    return officers
