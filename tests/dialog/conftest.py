"""A topic in Ani's kelurahan with the people who speak under it."""

from types import SimpleNamespace
from typing import Any

import pytest

from dialog import services
from dialog.models import Comment
from notifications.models import Topic
from notifications.services import create_topic
from tests.conftest import KERTOSARI


@pytest.fixture
def topic(places: None) -> Topic:
    return create_topic(kind="usulan", title="Talud Jalan Melati", url="/usulan/1/", region=KERTOSARI, asks_stance=True)


@pytest.fixture
def cast(ani: Any, budi: Any, citra: Any, eko: Any, indra: Any) -> Any:
    """The people these tests speak of."""
    return SimpleNamespace(ani=ani, budi=budi, citra=citra, eko=eko, indra=indra)


@pytest.fixture
def said(topic: Topic, budi: Any) -> Comment:
    """Budi's comment, seven words that must not leak once hidden."""
    return services.post_comment(by=budi, topic=topic, body="Air masuk rumah saya setiap musim hujan.")
