"""The officers' list: which proposals of their place, by state, village, due date and words."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import F, Q
from django.http import QueryDict
from django.utils import timezone

from core.text import whole_number
from musrenbang.models.proposals import ProposalQuerySet
from musrenbang.queries.search import has_words
from musrenbang.queries.work import in_office, waiting_for
from musrenbang.states import PUBLIC

NUMBER = re.compile(r"[\d./]+")  # asked together with words, the index of words would not serve
DUE = {"terlambat": "Terlambat", "minggu": "Tujuh hari ini"}
# Late ones first, then the soonest due, then those without a date.
BY_DUE = (F("due_on").asc(nulls_last=True), "-submitted_at", "-id")
SORTS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "tenggat": ("Tenggat", BY_DUE),
    "terbaru": ("Terbaru diajukan", ("-submitted_at", "-id")),
    "lama": ("Terlama diajukan", ("submitted_at", "id")),
    "dukungan": ("Dukungan terbanyak", (F("topic__support_count").desc(), "-id")),
    "biaya": ("Biaya terbesar", (F("estimated_cost").desc(nulls_last=True), "-id")),
}


@dataclass(frozen=True)
class DeskAsked:
    """An officer's question, already checked."""

    q: str = ""
    state: str = ""
    region: str = ""
    due: str = ""
    category: str = ""
    agency: int | None = None
    everything: bool = False
    sort: str = "tenggat"


def asked_at_desk(get: QueryDict) -> DeskAsked:
    """Read the address; unknown names and values do not count."""
    state, due = get.get("status", ""), get.get("tenggat", "")
    region, sort = get.get("wilayah", ""), get.get("urut", "")
    return DeskAsked(
        q=" ".join(get.get("q", "").replace("\x00", "").split())[:200],
        state=state if state in PUBLIC else "",
        region=region if region.replace(".", "").isdecimal() and len(region) <= 13 else "",
        due=due if due in DUE else "",
        category=get.get("bidang", "")[:30],
        agency=whole_number(get.get("pd", "")),
        everything=get.get("semua") == "1",
        sort=sort if sort in SORTS else "tenggat",
    )


def desk_rows(user: Any, question: DeskAsked) -> ProposalQuerySet:
    """The rows: what waits for this person, or with a state or `everything` all of her place."""
    everything = question.everything or bool(question.state or question.q)
    rows = (in_office(user) if everything else waiting_for(user)).order_by(*SORTS[question.sort][1])
    if question.q:
        rows = rows.filter(Q(number__endswith=question.q) if NUMBER.fullmatch(question.q) else has_words(question.q))
    if question.state:
        rows = rows.filter(state=question.state)
    if question.region:
        rows = rows.filter(region_id=question.region)
    if question.category:
        rows = rows.filter(category__slug=question.category)
    if question.agency:
        rows = rows.filter(agency_final_id=question.agency)
    today = timezone.localdate()
    if question.due == "terlambat":
        rows = rows.filter(due_on__lt=today)
    elif question.due == "minggu":
        rows = rows.filter(due_on__range=(today, today + timedelta(days=7)))
    return rows
