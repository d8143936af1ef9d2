"""What waits on the officers' desk: inputs, doubtful places, changes without a source."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from accounts.models import Role
from accounts.queries import answers_for
from konsultasi.models import Change, Consultation, Input, InputQuerySet, Passage, Standing, Version
from konsultasi.queries.public import current_version, inputs_on
from konsultasi.rules import ANSWER_ROLES
from konsultasi.states import PUBLIC, Fate, InputState

WORK_ROLES = ANSWER_ROLES | {Role.MODERATOR}
DESK_STATUS = {"": "Menunggu jawaban", "terlambat": "Terlambat", "dijawab": "Sudah dijawab", "semua": "Semua"}


def codes_of(user: Any, roles: frozenset[Role]) -> list[str]:
    """Regions for which the person holds one of these roles today."""
    return [mandate.region_id for mandate in user.mandates_now if mandate.role in roles]


def work_codes(user: Any) -> list[str]:
    """Regions whose inputs this officer answers or moderates."""
    return codes_of(user, WORK_ROLES)


def answer_codes(user: Any) -> list[str]:
    """Regions whose inputs this officer answers."""
    return codes_of(user, ANSWER_ROLES)


def work_in(user: Any, roles: frozenset[Role]) -> InputQuerySet:
    """Inputs in any state on visible drafts for which the person answers in one of these roles."""
    return Input.objects.filter(answers_for(user, roles, "consultation__region_id"), consultation__visible=True)


def work_of(user: Any) -> InputQuerySet:
    """Inputs this officer answers or moderates."""
    return work_in(user, WORK_ROLES)


def desk_filtered(rows: InputQuerySet, params: Mapping[str, str]) -> InputQuerySet:
    """Work narrowed by the address, the longest overdue first; unknown values are ignored."""
    draft = params.get("rancangan", "")
    if draft.isascii() and draft.isdigit() and len(draft) < 10:
        rows = rows.filter(consultation_id=int(draft))
    if params.get("jenis") in Input.Kind.values:
        rows = rows.filter(kind=params["jenis"])
    status = params.get("status", "")
    if status == "semua":
        return rows.order_by("-id")
    if status == "dijawab":
        return rows.filter(state=InputState.ANSWERED).order_by("-id")
    return (rows.late() if status == "terlambat" else rows.waiting()).order_by("due_on", "id")


def drafts_of(rows: InputQuerySet) -> list[tuple[str, str]]:
    """Choices of the draft filter: drafts that have inputs here."""
    found = Consultation.objects.filter(pk__in=rows.order_by().values("consultation_id")).order_by("-id")[:100]
    return [(str(row.pk), row.title) for row in found]


def recordable(user: Any) -> list[Consultation]:
    """Open drafts for which this officer may write down inputs."""
    rows = Consultation.objects.open().select_related("region").order_by("closes_at")[:50]
    return [row for row in rows if user.has_perm("konsultasi.record", row)]


def neighbours(entry: Input, n: int = 10) -> list[Input]:
    """Other public inputs on the same passage, answered ones first: what was said and answered beside it."""
    rows = inputs_on(entry.consultation, entry.block_id).exclude(pk=entry.pk)
    return list(rows.order_by("state", "-id")[:n])


def doubtful(user: Any) -> QuerySet[Standing]:
    """Places in the newest texts that this officer has to settle, the oldest draft first."""
    newest = Version.objects.filter(consultation=OuterRef("version__consultation")).order_by("-number")
    rows = Standing.objects.filter(
        answers_for(user, ANSWER_ROLES, "version__consultation__region_id"),
        fate=Fate.DOUBTFUL,
        version__consultation__visible=True,
        version=Subquery(newest.values("pk")[:1]),
        input__state__in=PUBLIC,
    )
    return rows.select_related(
        "input__consultation__region",
        "input__passage",
        "input__author",
        "input__home",
        "version__consultation",
        "passage",
    ).order_by("version", "input")


def changes_for_desk(consultation: Consultation) -> list[Change]:
    """What became different with the newest version, each with the inputs the office named so far."""
    version = current_version(consultation)
    if version is None:
        return []
    rows = version.changes.select_related("passage", "before", "version")
    return list(rows.prefetch_related("credits__input"))


def near_change(change: Change) -> list[Input]:
    """Public inputs of earlier versions that stood at the passage a change speaks of, or at its article."""
    place = change.before or change.passage
    if place is None:
        return []
    ids = {place.block_id} | ({article.block_id} if (article := article_of(place)) else set())
    earlier = Input.objects.filter(
        consultation=change.version.consultation_id, version__number__lt=change.version.number
    )
    return list(earlier.filter(block_id__in=ids).listed().with_people().order_by("number")[:50])


def article_of(passage: Passage) -> Passage | None:
    """The article a passage stands under."""
    above = Passage.objects.filter(version_id=passage.version_id, order__lte=passage.order, kind="pasal")
    return above.order_by("-order").first()


def numbered(consultation_id: int, numbers: Iterable[str]) -> list[Input]:
    """Public inputs of a draft by their numbers; what is no number is passed over."""
    wanted = [int(word) for word in numbers if word.isascii() and word.isdigit() and len(word) < 10]
    return list(
        Input.objects.filter(consultation=consultation_id, number__in=wanted).listed().select_related("version")
    )
