"""What waits on the officers' desk: inputs, doubtful places, changes without a source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When

from accounts.models import Mandate, Role, User
from accounts.queries import answers_for
from accounts.rules import region_here
from core.text import whole_number
from core.together import ask, labelled
from konsultasi.models import (
    Change,
    Consultation,
    Credit,
    Input,
    InputQuerySet,
    Member,
    Note,
    Passage,
    Standing,
    Tag,
    Unit,
    Version,
)
from konsultasi.passages import HEADINGS
from konsultasi.queries.public import current_version, inputs_on
from konsultasi.rules import ANSWER_ROLES
from konsultasi.states import SHOWN, Fate, InputState
from wilayah.queries import around, within

WORK_ROLES = ANSWER_ROLES | {Role.MODERATOR}
DESK_STATUS = {"": "Menunggu jawaban", "terlambat": "Terlambat", "dijawab": "Sudah dijawab", "semua": "Semua"}
DESK_SORTS = {"": "Pekerjaan saya, lalu tenggat", "tenggat": "Tenggat", "bagian": "Bagian naskah", "nomor": "Nomor"}
MOST_OFFERED = 200  # names in one filter


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


def _key(params: Mapping[str, str], name: str) -> int | None:
    """A key of the address; None where it is no number."""
    return whole_number(params.get(name, ""))


def _narrowed(rows: InputQuerySet, user: Any, params: Mapping[str, str]) -> InputQuerySet:
    """Work of one draft, passage, kind, unit, officer, tag; unknown values are ignored."""
    if (draft := _key(params, "rancangan")) is not None:
        rows = rows.filter(consultation_id=draft)
        place = params.get("bagian", "")
        if place and len(place) <= 40 and "\x00" not in place:
            rows = rows.filter(block_id="" if place == "seluruh" else place)
    if params.get("jenis") in Input.Kind.values:
        rows = rows.filter(kind=params["jenis"])
    for name, field in (("unit", "unit"), ("petugas", "owner"), ("tanda", "tags")):
        if params.get(name) == "kosong":
            rows = rows.filter(**{field: None})
        elif params.get(name) == "saya" and field == "owner":
            rows = rows.filter(owner=user)
        elif params.get(name) == "saya" and field == "unit":
            rows = rows.filter(unit__in=Member.objects.filter(user=user).values("unit"))
        elif (key := _key(params, name)) is not None:
            rows = rows.filter(**{field: key})
    return rows


def _order(user: Any, params: Mapping[str, str]) -> list[Any]:
    """Unanswered first; then own work and the due date, or as the address says."""
    unanswered = Case(When(state=InputState.OPEN, then=Value(0)), default=Value(1))
    mine = Case(When(owner=user, then=Value(0)), default=Value(1))
    place = [F("passage__order").asc(nulls_first=True), "number"]
    keys: dict[str, list[Any]] = {
        "tenggat": ["due_on"],
        "bagian": ["consultation", *place],
        "nomor": ["consultation", "number"],
    }
    return [unanswered, *keys.get(params.get("urut", ""), [mine, "due_on"]), "id"]


def desk_filtered(rows: InputQuerySet, user: Any, params: Mapping[str, str]) -> InputQuerySet:
    """Work narrowed and sorted by the address; unknown names and values are ignored."""
    rows = _narrowed(rows, user, params).prefetch_related("tags")
    status, order = params.get("status", ""), _order(user, params)
    if status == "semua":
        return rows.order_by(*order)
    if status == "dijawab":
        rows = rows.filter(state=InputState.ANSWERED)
        return rows.order_by(*(order[1:] if params.get("urut") in ("bagian", "nomor") else ["-id"]))
    return (rows.late() if status == "terlambat" else rows.waiting()).order_by(*order[1:])


@dataclass(frozen=True)
class Offered:
    """What an officer can choose from in the queue: keys and names, drafts with the newest first."""

    drafts: list[tuple[str, str]]
    units: list[tuple[str, str]]
    owners: list[tuple[str, str]]
    tags: list[tuple[str, str]]


def offered(user: Any, rows: InputQuerySet) -> Offered:
    """Choices of the queue's filters: drafts and officers with inputs here, units and tags of the place; one query."""
    inputs = rows.order_by()
    drafts = Consultation.objects.filter(pk__in=inputs.values("consultation_id"))
    units = Unit.objects.filter(answers_for(user, WORK_ROLES, "region_id"))
    owners = User.objects.filter(pk__in=inputs.exclude(owner=None).values("owner_id"))
    tags = Tag.objects.filter(answers_for(user, WORK_ROLES, "region_id"))
    found = ask(
        [
            labelled("drafts", drafts, "pk", "title"),
            labelled("units", units.filter(active=True), "pk", "name"),
            labelled("resting", units.filter(active=False), "pk", "name"),
            labelled("owners", owners, "pk", "full_name"),
            labelled("tags", tags, "pk", "name"),
        ]
    )
    return Offered(
        [(str(key), name) for key, name in sorted(found["drafts"], reverse=True)[:MOST_OFFERED]],
        [*_by_name(found["units"]), *_by_name(found["resting"])],
        _by_name(found["owners"]),
        _by_name(found["tags"]),
    )


def _by_name(rows: list[tuple[Any, ...]]) -> list[tuple[str, str]]:
    return [(str(key), name) for key, name in sorted(rows, key=lambda row: (row[1].casefold(), row[0]))[:MOST_OFFERED]]


def chosen(user: Any, keys: Iterable[str], most: int) -> list[Input]:
    """Inputs picked in the queue, by their keys, as far as this officer answers them; at most `most`."""
    wanted = [number for key in keys if (number := whole_number(key, 11)) is not None][:most]
    rows = work_in(user, ANSWER_ROLES).filter(pk__in=wanted).with_people().select_related("owner")
    return list(rows.select_related("consultation__topic").order_by("due_on", "id"))


def units_for(code: str) -> QuerySet[Unit]:
    """Units that may handle inputs on a draft of this region: those of the offices that answer for it."""
    return Unit.objects.filter(within("region_id", region_here(code)), active=True)


def officers_for(codes: Iterable[str]) -> list[User]:
    """People who may answer inputs on drafts of all these regions, by name."""
    covers = Q()
    for code in codes:
        here = region_here(code)
        covers &= Q(region_id__in=[here, *around(here)])
    offices = Mandate.objects.current().filter(covers, role__in=ANSWER_ROLES)
    return list(User.objects.filter(pk__in=offices.values("user_id"), is_active=True).order_by("full_name", "pk"))


def handlers_for(entries: Iterable[Input]) -> tuple[list[Unit], list[User]]:
    """Units and officers that may handle every one of these inputs."""
    codes = sorted({entry.region_id for entry in entries})
    units = set.intersection(*(set(units_for(code)) for code in codes))
    return sorted(units, key=lambda unit: unit.name), officers_for(codes)


def places_in(draft: int) -> list[tuple[str, str]]:
    """Choices of the passage filter: passages of a draft's newest text that have inputs, the whole draft first."""
    newest = Version.objects.filter(consultation=draft).order_by("-number").values("pk")[:1]
    spoken = Input.objects.filter(consultation=draft).exclude(block_id="").order_by().values("block_id")
    rows = Passage.objects.filter(version=Subquery(newest), block_id__in=spoken)
    return [("seluruh", "Seluruh rancangan"), *rows.values_list("block_id", "label")]


def known_tags(entries: Iterable[Input], names: Iterable[str]) -> set[str]:
    """Those of these names that are tags where the inputs are."""
    wanted = [name for name in names if len(name) <= 40 and "\x00" not in name][:200]
    regions = {entry.region_id for entry in entries}
    return set(Tag.objects.filter(region__in=regions, name__in=wanted).values_list("name", flat=True))


def recordable(user: Any) -> list[Consultation]:
    """Open drafts for which this officer may write down inputs."""
    rows = Consultation.objects.open().select_related("region").order_by("closes_at")[:50]
    return [row for row in rows if user.has_perm("konsultasi.record", row)]


def neighbours(entry: Input, n: int = 10) -> list[Input]:
    """Other public inputs on the same passage, answered ones first: what was said and answered beside it."""
    rows = inputs_on(entry.consultation, entry.block_id).exclude(pk=entry.pk)
    return list(rows.order_by("state", "-id")[:n])


def notes_on(entry: Input) -> list[Note]:
    """What officers noted about an input, and about the one it is a part of, the oldest first."""
    return list(Note.objects.filter(input__in=[entry.pk, entry.origin_id or entry.pk]).select_related("by"))


def passages_read(entry: Input) -> list[Passage]:
    """Passages of the text the author read that can be spoken of, in order."""
    return list(Passage.objects.filter(version=entry.version_id).exclude(kind__in=HEADINGS))


def units_with_members(user: Any) -> list[Unit]:
    """Units this officer keeps, each with its members; two queries."""
    rows = Unit.objects.filter(answers_for(user, ANSWER_ROLES, "region_id")).select_related("region")
    return list(rows.order_by("-active", "name").prefetch_related("members__user"))


def parts_of(entry: Input) -> list[Input]:
    """The parts of an input that was split, in order; one query where it was."""
    return list(entry.parts.exclude(state=InputState.JOINED).with_people().order_by("number")) if entry.is_split else []


def doubtful(user: Any) -> QuerySet[Standing]:
    """Places in the newest texts that this officer has to settle, the oldest draft first."""
    newest = Version.objects.filter(consultation=OuterRef("version__consultation")).order_by("-number")
    rows = Standing.objects.filter(
        answers_for(user, ANSWER_ROLES, "version__consultation__region_id"),
        fate=Fate.DOUBTFUL,
        version__consultation__visible=True,
        version=Subquery(newest.values("pk")[:1]),
        input__state__in=SHOWN,
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
    ordered = Credit.objects.select_related("input").order_by("input__number")
    return list(rows.prefetch_related(Prefetch("credits", ordered)))


def carried(version: Version) -> tuple[int, int] | None:
    """How many earlier inputs have their place in this version, and of how many; None when all are placed."""
    if version.carried_at is not None:
        return None
    return version.standings.exclude(fate=Fate.ORIGIN).count(), version.to_carry


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
    wanted = [number for word in numbers if (number := whole_number(word)) is not None]
    return list(
        Input.objects.filter(consultation=consultation_id, number__in=wanted).listed().select_related("version")
    )
