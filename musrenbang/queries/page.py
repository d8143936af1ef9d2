"""Everything the page of one proposal shows that is the same for all readers; asked for only when it is built."""

from copy import copy
from functools import cached_property
from typing import Any

from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast

from core.pagecache import kept, versions
from core.together import ask, labelled
from musrenbang.forum_states import PUBLIC
from musrenbang.models import Check, ForumItem, Proposal, ProposalPaper, ProposalPhoto, Recommendation
from musrenbang.queries import promises as came_of_it
from musrenbang.queries import timeline as road
from musrenbang.states import OPEN, CheckTopic
from notifications.models import Topic

JOINED = ("proposer", "merged_into", "split_from", "agency_first", "catalogue_item")


def for_readers(number: str) -> "ProposalPage | None":
    """The page of the public proposal with this number; its bare row is kept by content version: for reading only."""
    rows = Proposal.objects.public().filter(number=number)
    topic = kept(f"topik usulan:{number}", {}, lambda: rows.values_list("topic_id", flat=True).first())
    if topic is None:
        return None
    joined: list[Proposal] = []

    def read() -> Proposal | None:
        joined.extend(rows.with_names().select_related("topic", *JOINED)[:1])
        return bare(joined[0]) if joined else None

    row = kept(f"usulan:{number}", versions(Topic.name_of(topic)), read)
    return ProposalPage(row, joined[0] if joined else None) if row else None


def bare(proposal: Proposal) -> Proposal:
    """The row with its topic alone: what it points to besides is not kept with it."""
    row = copy(proposal)
    row._state = copy(proposal._state)
    row._state.fields_cache = {"topic": proposal.topic}
    return row


# Model -> the fields the page prints of the rows that stand beside a proposal.
BESIDE: dict[Any, tuple[str, ...]] = {
    ProposalPhoto: ("phase", "caption", "file_id", "file__small", "file__width", "file__height"),
    ProposalPaper: ("kind", "position", "file_id", "file__size"),
    Recommendation: ("level", "wording", "quantity", "budget", "note"),
    Check: ("topic", "verdict", "reason"),
    Proposal: ("number", "split_from_id"),
    ForumItem: ("forum_id", "number"),
    **came_of_it.BESIDE,
}
WIDTH = max(len(fields) for fields in BESIDE.values())


def rows_beside(proposal: Proposal) -> dict[Any, list[Any]]:
    """Rows of several tables that stand beside a proposal, as instances with what the page prints; one query.

    Pictures of proposals merged into it, and of the one it was split from, stand with its own.
    """
    own, kin = Q(proposal=proposal), Q(merged_into=proposal) | Q(split_from=proposal)
    pictures = own | Q(proposal__merged_into=proposal, proposal__hidden_reason="")
    if proposal.split_from_id is not None:
        pictures |= Q(proposal=proposal.split_from_id, proposal__hidden_reason="", phase=ProposalPhoto.Phase.BEFORE)
    which = {ProposalPhoto: pictures, Proposal: kin, ForumItem: own & Q(forum__state__in=sorted(PUBLIC))}
    which |= came_of_it.beside(proposal)
    parts = []
    for model, fields in BESIDE.items():
        texts = [Cast(field, CharField()) for field in fields] + [Value("", CharField())] * (WIDTH - len(fields))
        parts.append(labelled(model.__name__, model.objects.filter(which.get(model, own)), "pk", *texts))
    found = ask(parts)
    return {
        model: [instance(model, dict(zip(("pk", *fields), row, strict=False))) for row in sorted(found[model.__name__])]
        for model, fields in BESIDE.items()
    }


def instance(model: Any, values: dict[str, Any]) -> Any:
    """A row for reading only, made of texts; with what it points to where columns of that came along."""
    joined: dict[str, dict[str, Any]] = {}
    for name in [name for name in values if "__" in name]:
        way, _, column = name.partition("__")
        joined.setdefault(way, {})[column] = values.pop(name)
    row = filled(model, values)
    for way, columns in joined.items():
        target = model._meta.get_field(way)
        if key := getattr(row, target.attname):
            setattr(row, way, filled(target.related_model, columns | {"pk": key}))
    return row


def filled(model: Any, values: dict[str, Any]) -> Any:
    meta = model._meta
    fields = {name: meta.pk if name == "pk" else meta.get_field(name) for name in values}
    return model(**{name: fields[name].to_python(value) for name, value in values.items()})


class ProposalPage:
    """Lazily read parts of a proposal's page: few queries, none where the fragment is still good.

    The bare row tells the version; planning the join of everything it points to takes PostgreSQL longer than
    answering, so that is asked only when something is built, or came along when the row was read.
    """

    def __init__(self, row: Proposal, joined: Proposal | None = None) -> None:
        self.row = row
        if joined is not None:
            self.proposal = joined

    @cached_property
    def proposal(self) -> Proposal:
        """The proposal with all it points to."""
        return Proposal.objects.with_names().select_related(*JOINED).get(pk=self.row.pk)

    @cached_property
    def photos(self) -> list[ProposalPhoto]:
        return self.beside[ProposalPhoto]

    @cached_property
    def papers(self) -> list[ProposalPaper]:
        """Papers that everybody may read; proof of land is the office's."""
        return [paper for paper in self.all_papers if paper.kind != ProposalPaper.Kind.LAND]

    @cached_property
    def all_papers(self) -> list[ProposalPaper]:
        return sorted(self.beside[ProposalPaper], key=lambda paper: paper.position)

    @cached_property
    def beside(self) -> dict[Any, list[Any]]:
        """Pictures, papers, recommendations, findings and merged proposals, asked for together."""
        return rows_beside(self.proposal)

    @cached_property
    def rows(self) -> list[Any]:
        return road.trail_rows(self.proposal)

    @cached_property
    def steps(self) -> list[road.Step]:
        return road.timeline(self.rows)

    @cached_property
    def levels(self) -> list[road.Figures]:
        return road.figures_of_levels(self.proposal, self.beside[Recommendation])

    @cached_property
    def checks(self) -> list[Check]:
        """The newest finding on each point of the checklist, in its order."""
        newest = {row.topic: row for row in self.beside[Check]}
        return [newest[topic] for topic in CheckTopic if topic in newest]

    @cached_property
    def joined(self) -> list[Proposal]:
        """Proposals that were merged into this one, whose proposers and pictures it keeps."""
        if all(one.split_from_id == self.proposal.pk for one in self.beside[Proposal]):
            return []
        return list(self.proposal.merged.select_related("proposer").order_by("pk"))

    @cached_property
    def parts(self) -> list[Proposal]:
        """Proposals it was split into."""
        if all(one.split_from_id != self.proposal.pk for one in self.beside[Proposal]):
            return []
        return list(self.proposal.parts.order_by("pk"))

    @cached_property
    def forums(self) -> list[ForumItem]:
        """Its places in forums that everybody may read, the latest first."""
        return sorted(self.beside[ForumItem], key=lambda item: -item.forum_id)

    @cached_property
    def promises(self) -> list[came_of_it.Promise]:
        """What was promised, year by year, with what came of it."""
        return came_of_it.promises_of(self.beside)

    @cached_property
    def fixed(self) -> came_of_it.Fixed | None:
        """What those who asked for the work say of it; None before they are asked."""
        return came_of_it.fixed_of(self.proposal, self.beside)

    @cached_property
    def bars(self) -> list[road.MoneyBar]:
        return road.money_bars(self.proposal, self.steps)

    @cached_property
    def percent(self) -> int | None:
        return road.percent_done(self.steps)

    @property
    def next_step(self) -> str:
        """What is waited for, "" when the road has ended."""
        return road.NEXT.get(self.proposal.state, "") if self.proposal.state in OPEN else ""

    @property
    def quantity(self) -> str:
        unit = f" {self.proposal.unit}" if self.proposal.unit else ""
        return road.measure(self.proposal.quantity, unit)

    @property
    def version(self) -> dict[str, int]:
        """The proposal's own clock: every verb sets updated_at, so it stands for all that is shown here."""
        return {"usulan": int(self.row.updated_at.timestamp() * 1_000_000)}
