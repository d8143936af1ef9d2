"""Works of the fixture world: one with a promise that goes on, one finished about which people were asked."""

from typing import Any

from django.utils import timezone

from dialog.models import Support
from musrenbang import services as musrenbang
from musrenbang.models import Commitment, FixQuestion
from musrenbang.services.fixed import answer_question, ask_about_works, hide_answer
from tests.musrenbang.conftest import bring_to, fields
from wilayah.models import Region


def works(w: Any) -> None:
    """Ani's finished work, which Budi stood behind; a neighbour's words about it that a moderator hid."""
    w.promise = Commitment.objects.get(proposal=w.ongoing)
    values = fields(title="Sumur resapan Kertosari")
    values["region"] = Region.objects.get(pk=values.pop("region_id"))
    draft = musrenbang.save_draft(by=w.ani, cycle=w.cycle, places=[(2, 4)], **values)
    w.done = bring_to(draft, "selesai", {"ani": w.ani, "citra": w.citra, "joko": w.joko, "dewi": w.dewi})
    Support.objects.create(topic=w.done.topic, user=w.budi)
    Support.objects.create(topic=w.done.topic, user=w.fajar)
    FixQuestion.objects.update(ask_on=timezone.localdate())
    ask_about_works()
    question = FixQuestion.objects.select_related("proposal").get()
    w.fix_answer = answer_question(by=w.budi, question=question, verdict="sebagian", words="Tutupnya belum ada.")
    # The word of world.SECRET, which nobody may see.
    hidden = answer_question(by=w.fajar, question=question, verdict="sebagian", words="Kata rahasiaxyz kasar.")
    w.hidden_fix_answer = hide_answer(by=w.eko, answer=hidden, reason="kasar")
