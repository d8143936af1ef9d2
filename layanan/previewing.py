"""A service as it would look if its page were published now: for the editor's preview and trial run."""

from collections.abc import Mapping
from typing import Any

from layanan.asking.pages import Checked, PageForm, check_all
from layanan.contract import ServicePlan, inner_of, papers_of
from layanan.models import Service
from layanan.schema import FormMistakes, compile_form, fields_of


def preview_context(plan: ServicePlan) -> dict[str, Any]:
    """What the templates of a service page and of its form need."""
    service = Service(slug=plan.slug, name=plan.name, summary=plan.summary, online=plan.online, signer=plan.signer)
    service.promise_days, service.promise_minutes = plan.promise_days, plan.promise_minutes
    form, wrong = form_of(plan)
    pages = [(page, PageForm(page=page, answers={})) for page in form["pages"]]
    contract = plan.contract.as_json()
    known = {"service": service, "contract": contract, "papers": papers_of(contract), "inner": inner_of(contract)}
    return known | {"pages": pages, "wrong": wrong, "preview": True}


def form_of(plan: ServicePlan) -> tuple[dict[str, Any], list[str]]:
    """The compiled form, or what is wrong with it."""
    try:
        return compile_form(plan.steps, [variant.name for variant in plan.contract.variants]), []
    except FormMistakes as found:
        return {"pages": []}, [one.words for one in found.mistakes]


def try_out(plan: ServicePlan, data: Mapping[str, Any]) -> tuple[list[tuple[dict[str, Any], PageForm]], Checked]:
    """Run a whole form once with what was typed; nothing is kept. Photos count as given."""
    form, _ = form_of(plan)
    pages = [(page, PageForm(data, page=page, answers={})) for page in form["pages"]]
    answers: dict[str, Any] = {}
    for _, made in pages:
        made.is_valid()
        answers |= made.answers()
    papers = {one["slug"]: 1 for one in fields_of(form) if one["kind"] == "photo"}
    return pages, check_all(form, answers, papers)
