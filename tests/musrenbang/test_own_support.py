"""Nobody stands behind her own proposal: the rule, the verb and the door say so."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from dialog.models import Support
from dialog.services import support, unsupport


def test_the_verb_refuses_the_proposer_and_takes_the_neighbour(make_submitted: Any, ani: Any, budi: Any) -> None:
    topic = make_submitted(ani).public_topic
    with pytest.raises(PermissionDenied, match="usulan Anda sendiri"):
        support(by=ani, topic=topic)
    support(by=budi, topic=topic)
    topic.refresh_from_db()
    assert topic.support_count == 1
    assert list(Support.objects.values_list("user_id", flat=True)) == [budi.pk]


def test_the_door_answers_the_proposer_in_words(client: Any, make_submitted: Any, ani: Any) -> None:
    topic = make_submitted(ani).public_topic
    client.force_login(ani)
    page = client.get(f"/topik/{topic.pk}/dukung/")
    assert page.status_code == 200
    assert "Ini usulan Anda sendiri" in page.text
    assert 'value="dukung"' not in page.text
    answer = client.post(f"/topik/{topic.pk}/dukung/", {"aksi": "dukung"})
    assert answer.status_code == 403
    assert "Ini usulan Anda sendiri" in answer.text
    assert not Support.objects.exists()


def test_support_given_before_this_rule_can_be_taken_back(client: Any, make_submitted: Any, ani: Any) -> None:
    topic = make_submitted(ani).public_topic
    Support.objects.create(topic=topic, user=ani)
    type(topic).objects.filter(pk=topic.pk).update(support_count=1)
    client.force_login(ani)
    assert 'value="tarik"' in client.get(f"/topik/{topic.pk}/dukung/").text
    unsupport(by=ani, topic=topic)
    topic.refresh_from_db()
    assert topic.support_count == 0
