"""A thing with a life for the trail to speak of: a comment."""

from typing import Any

import pytest

from dialog.models import Comment
from notifications.models import Topic
from tests.conftest import KERTOSARI


@pytest.fixture
def comment(ani: Any) -> Comment:
    topic = Topic.objects.create(kind="usulan", title="Talud", url="/usulan/1/", region_id=KERTOSARI, visible=True)
    return Comment.objects.create(topic=topic, author=ani, body="Setuju, talud itu sering jebol.")
