"""What the rows of results need: two votes of the past, a batch of papers."""

from typing import Any

from musrenbang.models import PastVote
from musrenbang.services.firmness import count_past
from musrenbang.services.paper_batches import open_batch
from musrenbang.services.past_votes import Source, publish_past, start_past
from musrenbang.tally.ballots import Kind
from musrenbang.tally.generate import election_text
from tests.conftest import DISTRICT
from wilayah.models import Region


def add_results(w: Any) -> None:
    """A published and an unpublished archive, and a batch of papers of the open round."""
    w.past = publish_past(by=w.joko, past=archive(w, 1))
    w.past_read = archive(w, 2)
    w.papers = open_batch(by=w.joko, round=w.round, number=1, station="Balai Kertosari", sheets=2)


def archive(w: Any, seed: int) -> PastVote:
    data = election_text(Kind.APPROVAL, 20, 4, seed=seed).encode()
    region = Region.objects.get(pk=DISTRICT)
    made = start_past(by=w.joko, data=data, source=Source(f"Pemilihan lama {seed}", "Pabulib", region, 2019))
    count_past(made.pk)
    return PastVote.objects.get(pk=made.pk)
