"""Inputs that say the same: which are proposed, which a person put together, what is written once for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.queries import answers_for
from accounts.rules import region_here
from konsultasi.anchoring.alike import alike
from konsultasi.models import Closing, Consultation, Group, Input, PassedOver, SavedText
from konsultasi.rules import ANSWER_ROLES
from konsultasi.states import PUBLIC, InputState
from wilayah.queries import around

COMPARED = 1_000  # waiting inputs that are compared at a time, the most urgent ones
PROPOSED = 20  # groups proposed at a time


@dataclass(frozen=True)
class Proposal:
    """Inputs that may speak of one matter, and the word stems they share: a person checks them one by one."""

    inputs: list[Input]
    shared: tuple[str, ...]

    @property
    def query(self) -> str:
        """Leads to the form with these inputs, none of them ticked."""
        return "&".join([*(f"id={entry.pk}" for entry in self.inputs), "usulan=1"])


def words_said(entry: Input) -> str:
    """What an input says, for comparing."""
    return f"{entry.body} {entry.proposed}"


def groupable(consultation_id: int) -> QuerySet[Input]:
    """Inputs that wait and belong to no group, the most urgent first."""
    rows = Input.objects.filter(consultation=consultation_id, group=None).waiting()
    return rows.with_people().order_by("due_on", "id")


def proposals(consultation: Consultation, passed: Sequence[PassedOver] | None = None) -> list[Proposal]:
    """Groups the words suggest, the largest first; nothing is grouped by this.

    What an officer passed over is left out, as long as nothing else looks like it.
    """
    rows = list(groupable(consultation.pk)[:COMPARED])
    known = [
        {entry.pk for entry in one.inputs.all()} for one in (passed_over(consultation) if passed is None else passed)
    ]
    found = [
        Proposal([rows[index] for index in group.members], group.shared)
        for group in alike([words_said(r) for r in rows])
    ]
    new = [one for one in found if not any({entry.pk for entry in one.inputs} <= keys for keys in known)]
    return new[:PROPOSED]


def passed_over(consultation: Consultation) -> list[PassedOver]:
    """Proposals officers passed over, the newest first, with their inputs; two queries."""
    rows = PassedOver.objects.filter(consultation=consultation).select_related("by", "consultation")
    return list(rows.prefetch_related("inputs")[:200])


def shared_words(entries: Sequence[Input]) -> str:
    """The stems that hold these inputs together, as the group's reason; "" where the words share too little."""
    found = alike([words_said(entry) for entry in entries])
    return ", ".join(found[0].shared) if found else ""


def groups_of(consultation: Consultation) -> list[Group]:
    """Groups of a draft that stand, those that wait first; `size` members, of whom `waiting` have no answer."""
    waiting = Q(inputs__state=InputState.OPEN)
    rows = Group.objects.filter(consultation=consultation, dissolved_at=None)
    return list(
        rows.annotate(size=Count("inputs"), waiting=Count("inputs", filter=waiting)).order_by("-waiting", "-id")[:200]
    )


def group_for(user: Any, pk: int) -> Group | None:
    """A group of a visible draft for which this officer answers."""
    rows = Group.objects.filter(answers_for(user, ANSWER_ROLES, "consultation__region_id"))
    return rows.filter(consultation__visible=True, pk=pk).select_related("consultation__topic").first()


def members(group: Group) -> list[Input]:
    """Everything in a group, in the order of numbers."""
    return list(Input.objects.filter(group=group).with_people().order_by("number"))


def answered_together(entry: Input) -> list[Input]:
    """The other public inputs that got the same answer; one query where there are any."""
    answer = entry.answer
    if answer is None or answer.group_id is None:
        return []
    rows = Input.objects.filter(response__group=answer.group_id, state__in=PUBLIC).exclude(pk=entry.pk)
    return list(rows.select_related("consultation", "passage").order_by("number"))


def texts_for(code: str) -> list[SavedText]:
    """Saved answers that may be used on drafts of this region."""
    here = region_here(code)
    return list(SavedText.objects.filter(region_id__in=[here, *around(here)]))


def texts_of(user: Any) -> QuerySet[SavedText]:
    """Saved answers this officer may change."""
    return SavedText.objects.filter(answers_for(user, ANSWER_ROLES, "region_id")).select_related("changed_by")


def waiting_on(consultation: Consultation) -> int:
    """Inputs of a draft that have no answer yet."""
    return Input.objects.filter(consultation=consultation).waiting().count()


def closing_of(consultation: Consultation) -> Closing | None:
    """The office's word that its work on a draft's inputs is done; None before, or when it was opened again since."""
    return Closing.objects.filter(consultation=consultation, at__gte=consultation.closes_at).first()
