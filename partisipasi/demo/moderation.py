"""What the demo's moderator finds on her desk: reported comments, a proposal and an input, and what she hid before."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from dialog.registry import thing
from dialog.services import hide_comment, post_comment, report_comment, report_thing
from konsultasi.models import Input
from konsultasi.states import InputState
from musrenbang.models import Proposal
from partisipasi.demo import texts
from partisipasi.demo.clock import days_ago
from partisipasi.demo.planning import Story
from partisipasi.demo.timeline import Timeline

TALKED_OF = {"submitted", "village", "district"}  # still open for words
WHY_HIDDEN = "Kata-kata ini menyerang orang, bukan membahas usulan. Penulis dapat menulis ulang dengan sopan."
Act = Callable[[], Any]


def seed_moderation(stories: list[Story], people: dict[str, Any], voters: list[Any], timeline: Timeline) -> None:
    """Put the reports on the timeline, the last things to happen; who reports is never who wrote."""
    talked_of = [story for story in stories if story.end in TALKED_OF]
    for number, (age, reason, hidden, body) in enumerate(texts.rows("laporan.txt")):
        moment = days_ago(int(age), 19, 10 + number)
        there = [story for story in talked_of if story.start < moment - timedelta(hours=12)]
        story = there[number % len(there)]
        writer, *others = _not(story, voters[number * 17 :])[:3]
        told = _Told(story, body, writer, others, reason, hidden, people["eko"])
        for minutes, act in enumerate(told.acts()):
            timeline.add(moment.replace(minute=moment.minute + minutes * 5), act)
    oldest = min(talked_of, key=lambda story: story.start)
    neighbour = _not(oldest, voters[-20:])[0]
    timeline.add(days_ago(1, 20, 5), lambda: _report_proposal(oldest, neighbour))
    timeline.add(days_ago(1, 20, 15), lambda: _report_input(neighbour))


def _not(story: Story, voters: list[Any]) -> list[Any]:
    return [voter for voter in voters if voter != story.proposer]


class _Told:
    """One comment that neighbours reported."""

    def __init__(
        self, story: Story, body: str, writer: Any, others: list[Any], reason: str, hidden: str, moderator: Any
    ) -> None:
        self.story, self.body, self.writer, self.others = story, body, writer, others
        self.reason, self.hidden, self.moderator = reason, hidden, moderator
        self.comment: Any = None

    def acts(self) -> list[Act]:
        """Written, reported by each neighbour, and hidden where the moderator was there already."""
        reports = [lambda by=by: self.report(by) for by in self.others]
        return [self.write, *reports, *([self.hide] if self.hidden else [])]

    def write(self) -> None:
        topic = Proposal.objects.select_related("topic").get(pk=self.story.proposal.pk).public_topic
        self.comment = post_comment(by=self.writer, topic=topic, body=self.body)

    def report(self, by: Any) -> None:
        report_comment(by=by, comment=self.comment, reason=self.reason)

    def hide(self) -> None:
        hide_comment(by=self.moderator, comment=self.comment, reason=self.hidden, note=WHY_HIDDEN)


def _report_proposal(story: Story, by: Any) -> None:
    """A neighbour thinks that a proposal tells something untrue."""
    found = thing("usulan", story.proposal.pk)
    if found is not None:
        report_thing(by=by, thing=found, reason="hoaks")


def _report_input(by: Any) -> None:
    """The newest input that waits for its answer is said to speak of something else."""
    waiting = Input.objects.filter(state=InputState.OPEN, author__isnull=False).exclude(author=by).order_by("-number")
    found = thing("masukan", waiting.values_list("pk", flat=True)[0]) if waiting else None
    if found is not None:
        report_thing(by=by, thing=found, reason="di_luar")
