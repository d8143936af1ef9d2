"""What a moderator decides about a submitted proposal."""

from collections.abc import Callable
from typing import Any

from dialog.forms import JUDGE, SHOW, JudgeForm
from musrenbang import services
from musrenbang.models import Proposal

VERBS: dict[str, Callable[..., Proposal]] = {
    "hide": services.hide_proposal,
    "restore": services.restore_proposal,
    "keep": services.keep_proposal,
}


class ModerateForm(JudgeForm):
    """Hide with a reason, leave as it is, or show again."""

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, deeds=SHOW if proposal.hidden_reason else JUDGE, **kwargs)
        self.proposal = proposal

    def save(self, *, by: Any) -> Proposal:
        """Call the verb."""
        decision = self.cleaned_data["decision"]
        words: dict[str, str] = {"note": self.cleaned_data["note"]}
        if decision == "hide":
            words["reason"] = self.cleaned_data["reason"]
        return VERBS[decision](by=by, proposal=self.proposal, **words)
