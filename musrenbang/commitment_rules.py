"""Who may write down promises, who is asked whether a work is done, and whose "belum" opens a case again."""

from typing import Any

import rules

from accounts.models import Role, Rung
from accounts.rules import has_mandate, stands
from dialog.models import Support
from dialog.rules import MODERATORS
from musrenbang.commitment_choices import ENOUGH_NO, MoneySource, Verdict
from musrenbang.models import FixAnswer, Proposal
from musrenbang.rules import district, is_proposer, planner, village

WRITERS = frozenset({Role.VILLAGE_OFFICER, Role.OFFICER, Role.CAMAT, Role.PLANNER})


@rules.predicate
def village_money(user: Any, obj: Any = None) -> bool:
    """The promise is paid by the village's own budget."""
    return obj is not None and obj.source == MoneySource.VILLAGE


@rules.predicate
def is_asked(user: Any, obj: Any = None) -> bool:
    """The person asked for the work: proposed it, or one that was merged into it, or stood behind it."""
    if obj is None or not stands(user, Rung.REGISTERED):
        return False
    if obj.proposer_id == user.pk or Support.objects.filter(topic_id=obj.topic_id, user=user).exists():
        return True
    return bool(Proposal.objects.filter(merged_into=obj, proposer=user).exists())


def says_no(proposal: Any) -> Any:
    """Answers "belum" to the question that is open."""
    return FixAnswer.objects.filter(question__proposal=proposal, question__closed_at__isnull=True, verdict=Verdict.NO)


@rules.predicate
def said_no(user: Any, obj: Any = None) -> bool:
    """The person answered "belum"."""
    return bool(obj is not None and user.is_authenticated and says_no(obj).filter(user=user).exists())


@rules.predicate
def enough_say_no(user: Any, obj: Any = None) -> bool:
    """So many answered "belum" that the case is opened again without its proposer."""
    return obj is not None and says_no(obj).count() >= ENOUGH_NO


rules.add_perm("musrenbang.commit", planner | district | (village & village_money))
rules.add_perm("musrenbang.answer_fixed", is_asked)
rules.add_perm("musrenbang.reopen", said_no & (is_proposer | enough_say_no))
rules.add_perm("musrenbang.hide_answer", has_mandate(*MODERATORS))
