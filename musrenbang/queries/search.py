"""Which proposals hold these words, by Indonesian stems; the same answer on both databases."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.search import SearchQuery
from django.db import connection, models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast
from wagtail.search.models import IndexEntry

from core.text import similarity, stems
from musrenbang.models import Proposal
from musrenbang.models.proposals import ProposalQuerySet
from musrenbang.queries.distance import kilometres
from musrenbang.states import State

MAX_WORDS = 12
FEW = 1_000  # so many ids are handed over as a list; a commoner word is looked up row by row instead
ALIKE = 62.0
NEAR_METRES, NEAR_POINTS, FIELD_POINTS, FIELD_FROM = 250.0, 18.0, 4.0, 45.0
GONE = frozenset({State.MERGED, State.SPLIT, State.WITHDRAWN, State.TRANSFERRED})
FTS = "SELECT rowid FROM wagtailsearch_indexentry_fts WHERE wagtailsearch_indexentry_fts MATCH %s"


def search(text: str) -> ProposalQuerySet:
    """Public proposals whose words have all these stems, newest first; hidden ones are in no index."""
    found = Proposal.objects.shown().filter(has_words(text))
    return found.with_names().order_by("-submitted_at", "-id")


def has_words(text: str) -> Q:
    """Q for proposals that hold every stem of `text`. One query now where the words are rare."""
    words = list(dict.fromkeys(stems(text).split()))[:MAX_WORDS]
    if not words:
        return Q(pk__in=[])
    entries = holding(words, every=True)
    ids = [int(pk) for pk in entries.values_list("object_id", flat=True)[: FEW + 1]]
    if len(ids) <= FEW:
        return Q(pk__in=ids)
    mine = entries.filter(object_id=Cast(OuterRef("pk"), models.CharField(max_length=50)))
    return Q(Exists(mine))


def holding(words: list[str], *, every: bool) -> models.QuerySet[Any]:
    """Index entries of proposals that hold every one, or any, of these stems (letters and digits only)."""
    entries = IndexEntry.objects.filter(content_type=ContentType.objects.get_for_model(Proposal))
    if connection.vendor == "postgresql":
        sign = " & " if every else " | "
        raw = sign.join(f"'{word}'" for word in words)
        return entries.filter(body=SearchQuery(raw, config="simple", search_type="raw"))
    sign = " AND " if every else " OR "
    raw = "body : (" + sign.join(f'"{word}"' for word in words) + ")"
    return entries.filter(pk__in=RawSQL(FTS, [raw]))  # noqa: S611  the words go in as a parameter


def similar_to(proposal: Proposal, limit: int = 3) -> list[Proposal]:
    """Public proposals of the same kecamatan and recent cycles that ask for about the same, the likest first.

    Each carries `likeness` and `why`, the reasons in words: shared stems of the titles, distance, field of works.
    """
    words = list(dict.fromkeys(stems(proposal.title).split()))[:MAX_WORDS]
    if not words:
        return []
    ids = [int(pk) for pk in holding(words, every=False).values_list("object_id", flat=True)[:300]]
    near = Proposal.objects.shown().within(proposal.cycle.region_id).exclude(pk=proposal.pk)
    near = near.exclude(state__in=GONE).filter(cycle__plan_year__gte=proposal.cycle.plan_year - 2)
    in_village = near.filter(region_id=proposal.region_id).order_by("-submitted_at").values_list("pk", flat=True)[:100]
    rows = near.filter(pk__in={*ids, *in_village}).select_related("region", "topic")
    for row in rows:
        row.likeness, row.why = likeness(proposal, row)
    alike = [row for row in rows if row.likeness >= ALIKE]
    return sorted(alike, key=lambda row: (row.region_id != proposal.region_id, -row.likeness, -row.pk))[:limit]


def likeness(one: Proposal, other: Proposal) -> tuple[float, str]:
    """How alike two proposals are (the words of their titles, nearness, the same field), and why in words."""
    words = similarity(one.title, other.title)
    points, reasons = words, [f"kata judul sama {words:.0f}%"]
    metres = distance(one, other)
    if metres is not None and metres <= NEAR_METRES:
        points += NEAR_POINTS
        reasons.append(f"jarak sekitar {max(10, round(metres, -1)):.0f} m")
    elif one.region_id == other.region_id:
        reasons.append("kelurahan atau desa sama")
    if one.category_id is not None and one.category_id == other.category_id:
        points += FIELD_POINTS if words >= FIELD_FROM else 0.0
        reasons.append("bidang sama")
    return min(points, 100.0), ", ".join(reasons)


def distance(one: Proposal, other: Proposal) -> float | None:
    """Metres between two points, None where one has none."""
    if one.lat is None or other.lat is None or one.lng is None or other.lng is None:
        return None
    return kilometres((float(one.lat), float(one.lng)), (float(other.lat), float(other.lng))) * 1000


def by_number(text: str) -> Proposal | None:
    """The public proposal with this number, as people type it."""
    return Proposal.objects.public().filter(number=text.strip()).first()


def supported_first(rows: ProposalQuerySet) -> ProposalQuerySet:
    """Most supported first; written so that the index of topics gives the order."""
    return rows.filter(topic__kind="usulan").order_by(F("topic__support_count").desc(), F("topic_id").desc())
