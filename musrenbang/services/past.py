"""Proposals of a past year from its list: what was asked and where it ended, in bulk and in one transaction."""

from datetime import datetime, time
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.search.models import IndexEntry

from audit.services import record
from core.sheets import Row
from core.templatetags.ui import date_words
from core.text import cut
from musrenbang.bulk import entries_of, take_numbers
from musrenbang.models import Agency, Category, Cycle, Proposal, ProposalPlace, ProposalSheet, Ruling, SheetEntry, Unit
from musrenbang.services.drafts import place_words
from musrenbang.services.proposals import number_text
from musrenbang.sheets.judging import pairs
from musrenbang.states import REASONED, State
from notifications.models import Topic
from notifications.services import shorten
from wilayah.models import Region

BATCH = 500
COUNTS = ("households", "people", "women", "disabled", "poor", "rank", "quantity", "rkpd_amount", "apbd_amount")


def make_past(*, by: Any, sheet: ProposalSheet, rows: list[Row]) -> list[str]:
    """Make the proposals of a checked list, inside a transaction; returns their numbers. Nobody is told of the past."""
    if not by.has_perm("musrenbang.load_list", sheet.region):
        raise PermissionDenied("Anda tidak berwenang memuat daftar usulan untuk wilayah ini.")
    maker = Maker(by, sheet)
    first = take_numbers(sheet.cycle, len(rows))
    numbers: list[str] = []
    for start in range(0, len(rows), BATCH):
        numbers += maker.make(rows[start : start + BATCH], first + start)
    return numbers


class Maker:
    """Turns rows into proposals, a batch at a time."""

    def __init__(self, by: Any, sheet: ProposalSheet) -> None:
        self.by, self.sheet = by, sheet
        self.cycle: Cycle = sheet.cycle
        self.categories = {one.slug: one for one in Category.objects.all()}
        self.units = {str(one.pk): one for one in Unit.objects.all()}
        self.agencies = {str(one.pk): one for one in Agency.objects.holding_for(self.cycle.region_id)}
        self.villages = {one.code: one for one in Region.objects.within(self.cycle.region_id)}

    def make(self, rows: list[Row], first: int) -> list[str]:
        """Topics, proposals, addresses, reasons, search entries and trail of one batch."""
        made = [self.proposal(row, first + place) for place, row in enumerate(rows)]
        topics = Topic.objects.bulk_create([proposal.public_topic for proposal in made])
        for proposal, topic in zip(made, topics, strict=True):
            proposal.topic = topic
        ended = [proposal.state for proposal in made]
        for proposal in made:
            if proposal.state in REASONED:
                proposal.state = State.SUBMITTED  # a refusal stands only with its ruling, which needs the key
        Proposal.objects.bulk_create(made)
        places = [
            ProposalPlace(proposal=p, rt=rt, rw=rw) for p, row in zip(made, rows, strict=True) for rt, rw in pairs(row)
        ]
        ProposalPlace.objects.bulk_create(places)
        self.rule(made, rows, ended)
        SheetEntry.objects.bulk_create([self.entry(p, row) for p, row in zip(made, rows, strict=True)])
        IndexEntry.objects.bulk_create(entries_of(made))
        for proposal in made:
            record(
                by=self.by, verb="import_list", target=proposal, to_state=proposal.state, data=self.figures(proposal)
            )
        return [proposal.number or "" for proposal in made]

    def proposal(self, row: Row, sequence: int) -> Proposal:
        """One proposal with its topic beside it, neither saved."""
        number = number_text(self.cycle, sequence)
        village = self.villages[row["village"]]
        agency = self.agencies.get(row["agency"] or "")
        at = timezone.make_aware(datetime.combine(row["submitted_on"], time(8)))
        group = row["group"]
        proposal = Proposal(
            cycle=self.cycle,
            region=village,
            proposer=self.by,
            sequence=sequence,
            number=number,
            title=row["title"],
            problem=row["problem"],
            kind=row["kind"],
            category=self.categories[row["category"]],
            unit=self.units[row["unit"]],
            landmark=row["landmark"],
            place_text=place_words(pairs(row)),
            estimated_cost=Decimal(row["cost"]) if row["cost"] else None,
            proposer_kind=Proposal.ProposerKind.GROUP if group else Proposal.ProposerKind.PERSON,
            group_name=group,
            sipd_id=row["sipd_id"] or None,
            agency_first=agency,
            agency_final=agency,
            state=row["state"],
            submitted_at=at,
            **{name: row[name] for name in COUNTS},
        )
        proposal.topic = Topic(
            kind="usulan", title=shorten(row["title"], 200), url=f"/usulan/{number}/", region=village, visible=True
        )
        return proposal

    def rule(self, made: list[Proposal], rows: list[Row], ended: list[str]) -> None:
        """Reasons of those that were not taken up, with the list as their source."""
        told = [(p, row, state) for p, row, state in zip(made, rows, ended, strict=True) if state in REASONED]
        source = f"Menurut daftar usulan {self.cycle.plan_year}, dimuat {date_words(timezone.localdate())}."
        rulings = Ruling.objects.bulk_create(
            Ruling(
                proposal=proposal,
                verb="decline" if state == State.NOT_AGREED else "refuse",
                reason=row["reason"],
                note=cut(f"{source} {row['note']}".strip(), 5000),
                by=self.by,
            )
            for proposal, row, state in told
        )
        for ruling, (proposal, _, state) in zip(rulings, told, strict=True):
            proposal.ruling, proposal.state = ruling, state
        Proposal.objects.bulk_update([one for one, _, _ in told], ["ruling", "state"], batch_size=BATCH)

    def entry(self, proposal: Proposal, row: Row) -> SheetEntry:
        return SheetEntry(
            proposal=proposal, sheet=self.sheet, cycle=self.cycle, row=row.number, old_number=row["old_number"]
        )

    def figures(self, proposal: Proposal) -> dict[str, Any]:
        """Figures for the trail."""
        found = {"year": self.cycle.plan_year, "rank": proposal.rank, "amount": proposal.apbd_amount}
        found["amount"] = found["amount"] or proposal.rkpd_amount
        return {name: str(value) for name, value in found.items() if value}
