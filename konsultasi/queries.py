"""Which drafts are open, which inputs stand under a passage, what waits for an answer."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Case, CharField, Count, F, OuterRef, QuerySet, Subquery, Value, When
from django.utils import timezone

from accounts.models import Role
from accounts.queries import answers_for
from core.doors import doors
from core.pagecache import kept, versions
from core.together import counted
from konsultasi.models import Change, Consultation, Input, InputQuerySet, Passage, Response, Standing, Version
from konsultasi.passages import HEADINGS
from konsultasi.rules import ANSWER_ROLES
from konsultasi.states import PUBLIC, Disposition, Fate, InputState
from wilayah.queries import within

NEWEST = 10
SORTS = {
    "baru": ("Terbaru", ("-id",)),
    "lama": ("Terlama", ("id",)),
    "tenggat": ("Tenggat jawaban", ("due_on", "id")),
}
ANSWERED = {"sudah": InputState.ANSWERED, "belum": InputState.OPEN}


def open_drafts(region: str) -> QuerySet[Any, Any]:
    """Drafts of the region (and places within) that take inputs now, as doors; `number`: inputs so far."""
    rows = Consultation.objects.open().within(region)
    return doors("konsultasi", rows, title="title", url="url", number="input_count", amount=Value(0))


def latest_answers(region: str, n: int = 5) -> list[Response]:
    """The newest public answers of the region, with everything a line prints."""
    return list(
        Response.objects.filter(
            within("input__consultation__region_id", region),
            input__consultation__visible=True,
            input__state=InputState.ANSWERED,
        )
        .select_related("input__consultation", "input__passage", "by")
        .order_by("-at")[:n]
    )


def figures(region: str) -> list[QuerySet[Any, Any]]:
    """Answers of this year in the region by "tepat" or "lambat", and inputs "telat" now, counted under "jawaban"."""
    here = within("input__consultation__region_id", region)
    year = timezone.localdate().year
    answers = Response.objects.filter(here, input__consultation__visible=True, at__year=year)
    in_time = Case(When(late_days=0, then=Value("tepat")), default=Value("lambat"), output_field=CharField())
    late = Input.objects.late().filter(within("consultation__region_id", region), consultation__visible=True)
    return [counted("jawaban", answers, in_time), counted("jawaban", late, Value("telat", CharField()))]


def published_at(url: str) -> Any:
    """The visible consultation at this address with its live Wagtail page, in one query; None where there is none."""
    rows = Consultation.objects.visible().filter(url=url, page__live=True)
    return rows.select_related("topic", "region", "page__legal_kind").defer("page__body").first()


def published_for_readers(url: str) -> Any:
    """The same, kept by content version: for reading only."""
    return kept(f"rancangan:{url}", versions("rancangan", "cms"), lambda: published_at(url))


def current_version(consultation: Consultation) -> Version | None:
    return consultation.versions.order_by("-number").first()


def version_of(versions: Iterable[Version], number: str | None) -> Version | None:
    """The version with this number as typed in an address; None where there is none."""
    return next((version for version in versions if str(version.number) == number), None)


def counts(consultation: Consultation) -> dict[str, int]:
    """Public inputs per block id ("" = the whole draft); one query."""
    rows = Input.objects.filter(consultation=consultation).listed().order_by().values_list("block_id")
    return dict(rows.annotate(n=Count("pk")))


def newest(consultation: Consultation, n: int = NEWEST) -> list[Input]:
    """The newest public inputs with people and answers; one query."""
    return list(Input.objects.filter(consultation=consultation).listed().with_people().order_by("-id")[:n])


def latest_number(consultation: Consultation) -> int:
    """Number of the current version, 0 where none is out."""
    return consultation.versions.order_by("-number").values_list("number", flat=True).first() or 0


def passage_now(consultation: Consultation, block_id: str) -> Passage | None:
    """The newest text of a passage: of the current version, else of the last version that had it.

    Its `latest` is the number of the current version.
    """
    newest_first = Version.objects.filter(consultation=consultation).order_by("-number")
    return (
        Passage.objects.filter(version__consultation=consultation, block_id=block_id)
        .select_related("version")
        .annotate(latest=Subquery(newest_first.values("number")[:1]))
        .order_by("-version__number")
        .first()
    )


def passage_read(now: Passage | None, pk: int | None) -> Passage | None:
    """The passage with this key where it is an earlier text of `now`: a version may appear while somebody writes."""
    if now is None or pk in (None, now.pk):
        return now
    same = Passage.objects.filter(version__consultation=now.version.consultation_id, block_id=now.block_id)
    return same.filter(pk=pk).select_related("version").first() or now


def words_of(passage: Passage) -> str:
    """The passage's words; of an article, those of its clauses and letters too, line by line."""
    if passage.kind != "pasal":
        return passage.text
    below = Passage.objects.filter(version_id=passage.version_id, order__gt=passage.order)
    lines = [passage.text]
    for part in below.order_by("order")[:60]:
        if part.kind == "pasal" or part.kind in HEADINGS:
            break
        lines.append(f"{part.number} {part.text}".strip())
    return "\n".join(line for line in lines if line)


def inputs_on(consultation: Consultation, block_id: str) -> QuerySet[Input]:
    """Public inputs on one passage, newest first; "" = on the draft as a whole."""
    return Input.objects.filter(consultation=consultation, block_id=block_id).listed().with_people().order_by("-id")


def blocks_of(version: Version) -> QuerySet[Passage, Any]:
    """Block ids of the passages this version still has."""
    return Passage.objects.filter(version=version).order_by().values("block_id")


def filtered(consultation: Consultation, params: Mapping[str, str], version: Version | None) -> QuerySet[Input]:
    """Public inputs of a draft narrowed by the address; unknown names and values are ignored."""
    rows = Input.objects.filter(consultation=consultation).listed().with_people()
    place = params.get("bagian", "")
    if place == "seluruh":
        rows = rows.filter(block_id="")
    elif place == "dihapus" and version:
        rows = rows.exclude(block_id="").exclude(block_id__in=blocks_of(version))
    elif place and len(place) <= 40 and "\x00" not in place:
        rows = rows.filter(block_id=place)
    if params.get("jenis") in Input.Kind.values:
        rows = rows.filter(kind=params["jenis"])
    if params.get("tanggapan") in Disposition.values:
        rows = rows.filter(state=InputState.ANSWERED, response__disposition=params["tanggapan"])
    if params.get("jawaban") in ANSWERED:
        rows = rows.filter(state=ANSWERED[params["jawaban"]])
    if params.get("jawaban") == "terlambat":
        rows = rows.filter(state=InputState.OPEN, due_on__lt=timezone.localdate())
    _, order = SORTS.get(params.get("urut", ""), SORTS["baru"])
    return rows.order_by(*order)


def shown_input(consultation: Consultation, number: int) -> Input | None:
    """One input by its number, whatever its state (a hidden one says only that and why)."""
    return Input.objects.filter(consultation=consultation, number=number).with_people().first()


def places_of(entry: Input) -> list[Standing]:
    """Where an input stands in each version, the oldest first; one query."""
    return list(entry.standings.select_related("version", "passage").order_by("version__number"))


def changes_of(entry: Input) -> list[Change]:
    """What changed in the text because of this input, in order; one query."""
    rows = Change.objects.filter(credits__input=entry).select_related("version", "passage", "before")
    return list(rows.order_by("version__number", "order"))


def matrix(consultation: Consultation) -> QuerySet[Input]:
    """All public inputs in the order of the draft's passages, for the response matrix."""
    return (
        Input.objects.filter(consultation=consultation)
        .listed()
        .with_people()
        .order_by(F("passage__order").asc(nulls_first=True), "number")
    )


def places(consultation: Consultation, version: Version | None) -> list[tuple[str, str]]:
    """Choices of the passage filter: passages that have inputs, the whole draft, passages since removed."""
    here = counts(consultation)
    rows: list[tuple[str, str]] = []
    if version:
        rows = [
            (block_id, label)
            for block_id, label in Passage.objects.filter(version=version).values_list("block_id", "label")
            if block_id in here
        ]
    if "" in here:
        rows.insert(0, ("seluruh", "Seluruh rancangan"))
    if set(here) - {block_id for block_id, _ in rows} - {""}:
        rows.append(("dihapus", "Pasal yang dihapus"))
    return rows


def answerable(consultation: Consultation) -> list[Passage]:
    """Passages of the current version that may be answered, in order."""
    version = current_version(consultation)
    if version is None:
        return []
    return list(Passage.objects.filter(version=version).exclude(kind__in=HEADINGS).select_related("version"))


# --- The officers' desk -----------------------------------------------------------------------------

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
