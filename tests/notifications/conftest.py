"""A topic in Ani's kelurahan, and mails that land in a list."""

from types import SimpleNamespace
from typing import Any

import pytest

from notifications import services
from notifications.models import Topic
from tests.conftest import KERTOSARI


@pytest.fixture
def topic(places: None) -> Topic:
    return services.create_topic(kind="usulan", title="Talud Jalan Melati", url="/usulan/1/", region=KERTOSARI)


@pytest.fixture
def tell(topic: Topic) -> Any:
    """Tell the followers of the topic something."""

    def say(occasion: str = "putusan:1", **more: Any) -> None:
        given = {"kind": "putusan", "text": "“Talud Jalan Melati” diverifikasi.", "occasion": occasion} | more
        services.tell(topic, **given)

    return say


@pytest.fixture
def cast(ani: Any, budi: Any, citra: Any, indra: Any) -> Any:
    """The people these tests speak of."""
    return SimpleNamespace(ani=ani, budi=budi, citra=citra, indra=indra)
