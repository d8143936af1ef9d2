"""What SIPD is told of the proposals of a year, and what a file of SIPD would change here; nothing is written."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils import timezone

from accounts.models import Role
from accounts.rules import OFFICE_ROLES
from core.sheets import Row
from core.text import stems
from musrenbang import sipd
from musrenbang.models import Agency, Proposal, SipdFile
from musrenbang.models.proposals import ProposalQuerySet
from musrenbang.sipd.matching import Known, places_in, village_key
from musrenbang.sipd.statuses import WORDS
from musrenbang.states import CLOSED, PLANNING, State
from wilayah.models import Region
from wilayah.queries import around, root_region, within

SIPD_ROLES = frozenset({*OFFICE_ROLES, Role.PLANNER})
LEFT_OUT = (State.MERGED, State.WITHDRAWN)
OWN_LEVELS = ("desa", "kecamatan")  # whose figures go to SIPD; the later levels speak there
CHUNK = 1000
ROAD = (State.IN_RKPD, State.IN_APBD, State.ONGOING, State.DONE, State.REOPENED)
# What SIPD's word amounts to -> the deed that follows it here, and the states in which we say the same already.
FOLLOWS: dict[str, tuple[str, frozenset[str]]] = {
    "rkpd": ("enter_rkpd", frozenset(ROAD)),
    "apbd": ("enter_apbd", frozenset(ROAD[1:])),
    "ditolak": ("refuse", CLOSED - {State.DONE}),
    "dikembalikan": ("", frozenset({State.RETURNED})),
}


def told_here(user: Any) -> Q:
    """Proposals of the regions for which this person deals with SIPD."""
    scope = Q(pk__in=[])
    for mandate in user.mandates_now:
        if mandate.role in SIPD_ROLES:
            scope |= within("region_id", mandate.region_id)
    return scope


def of_year(year: int, by: Any = None) -> ProposalQuerySet:
    """Submitted proposals of a plan year, with what a row of SIPD needs; `by` None is the house itself."""
    rows = Proposal.objects.public().filter(cycle__plan_year=year)
    rows = rows if by is None else rows.filter(told_here(by))
    return rows.select_related(
        "topic", "region", "category", "unit", "agency_first", "agency_final", "catalogue_item", "proposer"
    )


def export_rows(year: int, by: Any = None) -> Iterator[list[Any]]:
    """The rows for SIPD's headings, in the order of our numbers, read piece by piece."""
    for _, line in lines(of_year(year, by).exclude(state__in=LEFT_OUT).order_by("cycle_id", "sequence")):
        yield sipd.line_of(line)


def lines(rows: ProposalQuerySet) -> Iterator[tuple[Proposal, sipd.Line]]:
    """Each proposal with its line; three queries for a thousand."""
    names = place_names()
    beside = rows.prefetch_related("recommendations", "sipd_statuses")
    for row in beside.iterator(chunk_size=CHUNK):
        yield row, line_from(row, names)


def place_names() -> dict[str, str]:
    """Names of the kabupaten and kecamatan of the installation; one query."""
    root = root_region().pk
    rows = Region.objects.filter(Q(pk__in=[root, *around(root)]) | within("pk", root), level__in=(2, 3))
    return dict(rows.values_list("pk", "name"))


def line_from(row: Proposal, names: dict[str, str]) -> sipd.Line:
    """A proposal in SIPD's columns: the citizen's words, the figures of village and kecamatan where they gave any."""
    code = row.region_id or ""
    newest = {one.level: one for one in row.recommendations.all()}
    own = [one for one in row.recommendations.all() if one.level in OWN_LEVELS]
    said = list(row.sipd_statuses.all())[-1:]
    point = f"{row.lat},{row.lng}" if row.lat is not None else ""
    return sipd.Line(
        number=row.number or "",
        sipd_id=row.sipd_id or "",
        day=timezone.localdate(row.submitted_at) if row.submitted_at else None,
        proposer=row.public_proposer if not row.hidden_reason else row.group_name or "Warga",
        profile=row.get_proposer_kind_display(),
        affair=row.catalogue_item.affair if row.catalogue_item else str(row.category),
        title=row.title,
        problem=row.problem,
        address=", ".join(filter(None, [row.place_text, row.landmark, point])),
        regency=names.get(".".join(code.split(".")[:2]), ""),
        district=names.get(".".join(code.split(".")[:3]), ""),
        village=row.region.name if row.region else "",
        towards=row.get_authority_display() or "Kabupaten/Kota",
        agency_first=row.agency_first.name if row.agency_first else "",
        agency=row.final_agency,
        status=str(row.state_label),
        recommended={level: one.wording or one.note for level, one in newest.items()},
        quantity=next((one.quantity for one in reversed(own) if one.quantity), row.quantity),
        unit=str(row.unit or ""),
        budget=next((one.budget for one in reversed(own) if one.budget), row.estimated_cost),
        said=said[0].said if said else {},
    )


@dataclass(frozen=True)
class Step:
    """What a row of SIPD's file would do to the proposal it speaks of."""

    row: Row
    pk: int
    number: str
    title: str
    state: str
    news: dict[str, Any]  # watched columns in which SIPD says something new
    said: dict[str, Any]  # everything SIPD has said so far, this row included
    new_id: str = ""
    move: str = ""
    agency: int | None = None
    difference: str = ""
    paired: bool = False

    @property
    def changes(self) -> bool:
        return bool(self.news or self.new_id or self.move)


@dataclass
class Plan:
    """A file of SIPD against the proposals of its year."""

    matched: int = 0
    steps: list[Step] = field(default_factory=list)
    open: list[Row] = field(default_factory=list)  # rows nobody has paired yet
    older: int = 0  # rows on which we know something newer

    @property
    def changing(self) -> list[Step]:
        return [step for step in self.steps if step.changes]

    @property
    def differing(self) -> list[Step]:
        return [step for step in self.steps if step.difference]


class Year:
    """The proposals of a plan year as a file of SIPD meets them."""

    def __init__(self, year: int, by: Any = None) -> None:
        self.by = by
        self.proposals: dict[int, Proposal] = {}
        self.lines: dict[int, sipd.Line] = {}
        for row, line in lines(of_year(year, by)):
            self.proposals[row.pk], self.lines[row.pk] = row, line
        self.by_id = {row.sipd_id: pk for pk, row in self.proposals.items() if row.sipd_id}
        self.by_number = {row.number: pk for pk, row in self.proposals.items()}

    @cached_property
    def agencies(self) -> dict[str, int]:
        rows = Agency.objects.holding_for(root_region().pk).values_list("name", "pk")
        return {" ".join(name.casefold().split()): pk for name, pk in rows}

    @cached_property
    def known(self) -> dict[str, list[Known]]:
        """Proposals without an ID of SIPD, by village, as they are compared."""
        found: dict[str, list[Known]] = defaultdict(list)
        for pk, row in self.proposals.items():
            if row.sipd_id or row.state in LEFT_OUT:
                continue
            line = self.lines[pk]
            found[village_key(line.village)].append(
                Known(
                    pk=pk,
                    words=stems(row.title),
                    more=stems(f"{row.title} {row.problem}"[:2000]),
                    village=village_key(line.village),
                    places=places_in(f"{row.title} {line.address}"),
                    cost=line.budget,
                    quantity=line.quantity,
                )
            )
        return found

    def candidates(self, row: Row) -> list[sipd.Candidate]:
        """Proposals a row may speak of: of its village where that is one of ours, else of all."""
        asked = sipd.asked_of(row)
        here = self.known.get(asked.village)
        return sipd.candidates(asked, here if here else [one for rows in self.known.values() for one in rows])

    def meant(self, row: Row) -> int | None:
        """The proposal a row names by SIPD's ID or by our own number."""
        if (pk := self.by_id.get(row["sipd_id"])) is not None:
            return pk
        pk = self.by_number.get(sipd.number_in(row["note"], row["problem"], row["title"]))
        other = self.proposals[pk].sipd_id if pk is not None else None
        return None if other and row["sipd_id"] and other != row["sipd_id"] else pk

    def step(self, row: Row, pk: int, paired: bool) -> Step:
        """What a row does to the proposal it speaks of."""
        proposal, line = self.proposals[pk], self.lines[pk]
        news = sipd.differences(row, line)
        said = line.said | news
        move, agency, difference = self.follow(row, proposal)
        fresh_id = row["sipd_id"] if row["sipd_id"] and not proposal.sipd_id else ""
        return Step(
            row=row,
            pk=pk,
            number=proposal.number or "",
            title=proposal.public_title,
            state=proposal.state,
            news=news,
            said=said,
            new_id=fresh_id,
            move=move,
            agency=agency,
            difference=difference,
            paired=paired,
        )

    def follow(self, row: Row, proposal: Proposal) -> tuple[str, int | None, str]:
        """The deed that SIPD's word asks for, the agency it needs; or why we stay where we are."""
        says = sipd.meaning(row["status"])
        deed, agreed = FOLLOWS.get(says, ("", frozenset(State.values)))
        if proposal.state in agreed:
            return "", None, ""
        apart = f"SIPD: {WORDS[says]}. Di sini: {proposal.state_label}."
        rows = [one for one in PLANNING if one.name == deed and proposal.state in one.sources]
        if not rows:
            return "", None, f"{apart} Dari status ini langkah itu tidak dapat dilakukan."
        if self.by is not None and not self.by.has_perm(rows[0].rule, proposal):
            return "", None, f"{apart} Langkah itu dilakukan perencana (Bappeda)."
        if deed != "refuse" and not row["budget"]:
            return "", None, f"{apart} Anggaran belum tertulis dalam berkas."
        named = self.agencies.get(" ".join(row["agency"].casefold().split()))
        agency = named or proposal.agency_final_id or proposal.agency_first_id
        if deed == "enter_rkpd" and agency is None:
            return "", None, f"{apart} Perangkat daerah tidak dikenal."
        return deed, agency, ""


def planned(rows: Iterable[Row], year: Year, as_of: date, pairs: dict[str, int] | None = None) -> Plan:
    """What the rows would change; `pairs` are the proposals a person chose for rows that name none."""
    plan = Plan()
    chosen = pairs or {}
    newest = latest_day(year)
    taken: set[int] = set()
    for row in rows:
        pk = year.meant(row)
        paired = pk is None and chosen.get(str(row.number)) in year.proposals
        pk = chosen[str(row.number)] if paired else pk
        if pk is None or pk in taken:
            plan.open.append(row)
            continue
        taken.add(pk)
        plan.matched += 1
        if newest.get(pk, as_of) > as_of:
            plan.older += 1
            continue
        plan.steps.append(year.step(row, pk, paired))
    return plan


def latest_day(year: Year) -> dict[int, date]:
    """The day of the newest word of SIPD on each proposal."""
    found = {}
    for pk, row in year.proposals.items():
        days = [one.as_of for one in row.sipd_statuses.all()]
        if days:
            found[pk] = max(days)
    return found


def year_of(rows: Iterable[Row]) -> int | None:
    """The plan year whose proposals a file names most; the newest one where it names none."""
    ids = {row["sipd_id"] for row in rows if row["sipd_id"]}
    numbers = {sipd.number_in(row["note"], row["problem"], row["title"]) for row in rows} - {""}
    counted: dict[int, int] = defaultdict(int)
    pairs = Proposal.objects.public().exclude(sipd_id=None).values_list("sipd_id", "cycle__plan_year")
    for sipd_id, plan_year in pairs.iterator():
        counted[plan_year] += sipd_id in ids
    for number in numbers:
        counted[int(number[:4])] += 1
    newest = Proposal.objects.public().order_by("-cycle__plan_year").values_list("cycle__plan_year", flat=True).first()
    named = {year: count for year, count in counted.items() if count}
    return max(named, key=lambda year: (named[year], year)) if named else newest


def proposed(plan: Plan, year: Year, limit: int | None = None) -> list[dict[str, Any]]:
    """Rows that a person must pair, each with the proposals it may speak of and why."""
    found = []
    taken = {step.pk for step in plan.steps}
    for row in plan.open[:limit]:
        candidates = [
            {
                "id": one.pk,
                "number": year.proposals[one.pk].number,
                "title": year.proposals[one.pk].public_title,
                "points": one.points,
                "why": one.why,
            }
            for one in year.candidates(row)
            if one.pk not in taken
        ]
        told = {name: row[name] for name in ("sipd_id", "title", "village", "budget", "status")}
        found.append({"row": row.number, **told, "candidates": candidates})
    return found


def files_of(user: Any) -> Any:
    """Files of SIPD that were read in, newest first, without their bytes."""
    return SipdFile.objects.defer("content", "rest", "pairs", "report").select_related("by").order_by("-id")
