"""What script/bench needs of services: one with a form, forms filled in by people with sessions, applications."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from layanan.codes import new_number
from layanan.contract import Contract, ServicePlan
from layanan.models import Application, ApplicationDraft, Service
from layanan.services.catalogue import publish_service

QUESTIONS = [
    {"kind": "text", "slug": "keperluan", "label": "Keperluan", "required": True, "max": 200},
    {"kind": "choice", "slug": "untuk", "label": "Untuk", "required": True, "choices": ["Sekolah", "Bekerja"]},
]
ANSWERS = {"nama": "Pengukur", "wilayah": "33.23.03.1006", "keperluan": "Mendaftar sekolah", "untuk": "sekolah"}


@dataclass(frozen=True)
class ServiceGround:
    """Addresses of the service room; those of one person with the place of her session in the list."""

    page: str
    forms: list[str]
    checks: list[tuple[str, str]]  # address and key of the form
    status: list[str]


def service_ground(people: int, applications: int) -> ServiceGround:
    """A form for each of so many people, an application of each, and others' until there are enough."""
    plan = ServicePlan("layanan-ukur", "Layanan untuk pengukuran", "Mengukur.", "33.23.03", Contract(), promise_days=3,
                       steps=[{"title": "Keperluan", "fields": QUESTIONS}])  # fmt: skip
    service = publish_service(plan=plan, by=None)
    users = list(User.objects.filter(username__startswith="ukur").order_by("username")[:people])
    drafts = ApplicationDraft.objects.bulk_create(
        [ApplicationDraft(service=service, version=service.version, user=user, typed=ANSWERS) for user in users],
        batch_size=1000,
    )
    rows = _applications(service, users, max(applications, len(users)))
    forms = [f"{service.get_absolute_url()}isi/{draft.pk}/2/" for draft in drafts]
    checks = [(f"{service.get_absolute_url()}isi/{draft.pk}/periksa/", str(draft.pk)) for draft in drafts]
    return ServiceGround(
        service.get_absolute_url(), forms, checks, [row.get_absolute_url() for row in rows[: len(users)]]
    )


def _applications(service: Service, users: list[User], count: int) -> list[Application]:
    """So many applications, each under a number of its own; the first are those of the people with sessions."""
    day, numbers = timezone.localdate(), dict[str, None]()
    while len(numbers) < count:
        numbers[new_number(day - timedelta(days=len(numbers) % 300))] = None
    rows: list[Any] = [
        Application(
            number=number,
            form_key=_key(place),
            service=service,
            version=service.version,
            region_id=service.region_id,
            village_id="33.23.03.1006",
            applicant=users[place] if place < len(users) else None,
            name="Pengukur",
            answers={name: ANSWERS[name] for name in ("nama", "keperluan", "untuk")},
            state="diajukan" if place % 20 == 0 else "selesai",
            finished_at=None if place % 20 == 0 else timezone.now(),
            closed_at=None if place % 20 == 0 else timezone.now(),
        )
        for place, number in enumerate(numbers)
    ]
    return Application.objects.bulk_create(rows, batch_size=2000)


def _key(place: int) -> Any:
    """A form's key that no real form has."""
    return f"00000000-0000-4000-8000-{place:012d}"
