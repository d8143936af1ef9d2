"""While a title is typed: alike proposals of this and last cycles, with a way to support them instead."""

from typing import Any

import pytest

from musrenbang.models import Cycle, Proposal
from tests.conftest import KERTOSARI

pytestmark = pytest.mark.django_db
ASK = "/usulan/mirip/"


def test_alike_by_stems_with_a_way_to_support(client: Any, make_submitted: Any, ani: Any, budi: Any) -> None:
    one = make_submitted(ani, title="Perbaikan drainase Jalan Melati")
    client.force_login(budi)
    found = client.get(ASK, {"title": "drainase jalan melati diperbaiki", "region": KERTOSARI}).text
    assert one.get_absolute_url() in found
    assert "Dukung yang ini" in found
    assert "<html" not in found
    assert one.title not in client.get(ASK, {"title": "Pelatihan menjahit ibu PKK"}).text
    for little in ({}, {"title": "drain"}, {"title": "\0", "lat": "abc", "category": "x", "region": "'"}):
        assert client.get(ASK, little).text.strip() == ""
    client.force_login(ani)
    assert "Dukung yang ini" not in client.get(ASK, {"title": one.title}).text, "not the own one"


def test_last_years_are_found_and_old_ones_are_not(client: Any, make_submitted: Any, ani: Any, budi: Any) -> None:
    one = make_submitted(ani)
    client.force_login(budi)
    other = Cycle.objects.create(region_id="33.23.03", plan_year=2027, deliberation_year=2026)
    Proposal.objects.filter(pk=one.pk).update(cycle=other)
    assert one.title in client.get(ASK, {"title": one.title}).text
    Cycle.objects.filter(pk=other.pk).update(plan_year=2024, deliberation_year=2023)
    assert one.title not in client.get(ASK, {"title": one.title}).text


def test_the_draft_fills_what_the_step_does_not_show(
    client: Any, make_draft: Any, make_submitted: Any, ani: Any
) -> None:
    make_submitted(ani, title="Perbaikan drainase Jalan Melati")
    draft = make_draft(ani, title="Drainase Jalan Melati diperbaiki")
    client.force_login(ani)
    assert "Perbaikan drainase" in client.get(ASK, {"draf": draft.pk, "region": KERTOSARI}).text
    draft.refresh_from_db()
    assert draft.title == "Drainase Jalan Melati diperbaiki"
    page = client.get(f"/usulan/draf/{draft.pk}/lokasi/").text
    assert f'data-mirip="/usulan/mirip/?draf={draft.pk}"' in page
    assert "js/mirip" in page


def test_strangers_log_in_and_foreign_drafts_tell_nothing(client: Any, make_draft: Any, ani: Any, budi: Any) -> None:
    draft = make_draft(ani, title="Rahasia Ani tentang drainase")
    assert client.get(ASK, {"draf": draft.pk}).status_code == 302
    client.force_login(budi)
    assert client.get(ASK, {"draf": draft.pk}).text.strip() == ""
