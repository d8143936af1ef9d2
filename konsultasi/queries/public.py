"""Which drafts are open, which inputs stand under a passage, what waits for an answer."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Case, CharField, Count, F, QuerySet, Subquery, Value, When
from django.utils import timezone

from core.doors import doors
from core.pagecache import kept, versions
from core.together import counted
from konsultasi.anchoring.alike import neighbours
from konsultasi.models import Change, Consultation, Input, InputQuerySet, Passage, Response, Standing, Version
from konsultasi.passages import CLOSERS, HEADINGS
from konsultasi.states import Disposition, InputState
from wilayah.queries import within

NEWEST = 10
NEAR = 300  # inputs on a passage among which likeness is looked for, the most supported first
ALIKE = 0.4  # likeness from which an input says much the same
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
        if part.kind == "pasal" or part.kind in CLOSERS:
            break
        lines.append(f"{part.number} {part.text}".strip())
    return "\n".join(line for line in lines if line)


def inputs_on(consultation: Consultation, block_id: str) -> QuerySet[Input]:
    """Public inputs on one passage, newest first; "" = on the draft as a whole."""
    return Input.objects.filter(consultation=consultation, block_id=block_id).listed().with_people().order_by("-id")


def alike_on(consultation: Consultation, block_id: str, words: str, writer: Any) -> list[Input]:
    """Up to 3 public inputs of other people on this passage that say much the same; at most two queries."""
    rows = Input.objects.filter(consultation=consultation, block_id=block_id).listed().exclude(author=writer)
    known = list(rows.order_by("-support_count", "-id").values_list("pk", "body", "proposed")[:NEAR])
    pairs = neighbours(words, [f"{body} {proposed}" for _, body, proposed in known], least=ALIKE) if known else []
    keys = [known[pair.second][0] for pair in pairs]
    found = Input.objects.with_people().in_bulk(keys) if keys else {}
    return [found[key] for key in keys if key in found]


def blocks_of(version: Version) -> QuerySet[Passage, Any]:
    """Block ids of the passages this version still has."""
    return Passage.objects.filter(version=version).order_by().values("block_id")


def filtered(consultation: Consultation, params: Mapping[str, str], version: Version | None) -> QuerySet[Input]:
    """Public inputs of a draft narrowed by the address; unknown names and values are ignored."""
    rows = Input.objects.filter(consultation=consultation).listed().with_people()
    _, order = SORTS.get(params.get("urut", ""), SORTS["baru"])
    return narrowed(rows, params, version).order_by(*order)


def narrowed(rows: InputQuerySet, params: Mapping[str, str], version: Version | None) -> InputQuerySet:
    """Inputs of a draft narrowed by passage, kind and answer as the address says."""
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
    return rows


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
