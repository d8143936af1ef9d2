"""What the clock and other people do between reading and sending."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from core.states import StateError
from konsultasi.models import Consultation, Input
from konsultasi.services import submit_input, update_consultation

WORDS = {"kind": "saran", "body": "Mohon waktu lebih panjang bagi warga."}


def test_an_office_that_shuts_early_shuts_for_those_who_write(draft: Consultation, ani: Any, joko: Any) -> None:
    seen = Consultation.objects.get(pk=draft.pk)
    update_consultation(consultation=draft, by=joko, closes_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(StateError):
        submit_input(by=ani, consultation=seen, **WORDS)
    draft.refresh_from_db()
    assert (Input.objects.count(), draft.input_count, draft.last_number) == (0, 0, 0)


def test_a_hidden_draft_takes_nothing_of_those_who_write(draft: Consultation, ani: Any, joko: Any) -> None:
    seen = Consultation.objects.get(pk=draft.pk)
    update_consultation(consultation=draft, by=joko, visible=False)
    with pytest.raises(StateError):
        submit_input(by=ani, consultation=seen, **WORDS)


def test_an_input_bears_the_moment_it_was_found_in_time(
    draft: Consultation, ani: Any, clock: Any, monkeypatch: Any
) -> None:
    """Everything after the first look at the clock may take long."""
    clock.move_to(draft.closes_at - timedelta(seconds=1))
    monkeypatch.setattr(
        "konsultasi.services.inputs.refuse_twin", lambda *args: clock.move_to(draft.closes_at + timedelta(seconds=5))
    )
    entry = submit_input(by=ani, consultation=draft, **WORDS)
    assert entry.created_at < draft.closes_at
