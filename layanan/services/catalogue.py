"""The catalogue follows its editor's pages: a published page makes a version, a hidden one hides its service."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from audit.services import record
from core.pagecache import bump
from core.text import stems
from layanan.contract import ServicePlan
from layanan.models import Service, ServiceVersion
from layanan.schema import compile_form, digest

VERSION = "layanan"  # content version of catalogue and service pages
USED = "Layanan yang pernah menerima permohonan tidak dapat dihapus. Batalkan terbitnya."


@transaction.atomic
def publish_service(*, plan: ServicePlan, by: Any, service: Service | None = None) -> Service:
    """Bring a service up to its page; a changed promise or form becomes the next version. FormMistakes, if any."""
    form = compile_form(plan.steps, [variant.name for variant in plan.contract.variants])
    held = service or Service.objects.filter(slug=plan.slug).first() or Service(slug=plan.slug)
    if held.pk:
        held = Service.objects.select_for_update(of=("self",)).get(pk=held.pk)
    _set(held, plan)
    held.save()
    contract = plan.contract.as_json()
    mark = digest([contract, form])
    current = held.version
    if current is None or current.digest != mark:
        last = held.versions.aggregate(last=Max("number"))["last"] or 0
        held.version = ServiceVersion.objects.create(
            service=held, number=last + 1, contract=contract, form=form, digest=mark, made_by=by
        )
        held.save(update_fields=["version"])
        record(by=by, verb="publish_service", target=held, data={"version": held.version.number})
    bump(VERSION)
    return held


def _set(held: Service, plan: ServicePlan) -> None:
    held.slug, held.name, held.summary, held.region_id = plan.slug, plan.name, plan.summary, plan.region_id
    held.position, held.online, held.signer, held.visible = plan.position, plan.online, plan.signer, True
    held.promise_days, held.promise_minutes = plan.promise_days, plan.promise_minutes
    texts = [plan.name, plan.summary, plan.contract.product, *plan.synonyms]
    texts += [variant.name for variant in plan.contract.variants]
    held.words = " ".join(sorted(set(stems(" ".join(texts)).split())))
    for name, value in plan.chain.items():
        setattr(held, name, value)


@transaction.atomic
def show_service(*, service: Service, visible: bool, slug: str, by: Any) -> None:
    """Whether its page is public, and where it stands now."""
    held = Service.objects.select_for_update(of=("self",)).get(pk=service.pk)
    if (held.visible, held.slug) == (visible, slug):
        return
    held.visible, held.slug = visible, slug
    held.save(update_fields=["visible", "slug"])
    record(by=by, verb="show_service" if visible else "hide_service", target=held)
    bump(VERSION)
