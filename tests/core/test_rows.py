"""One row for a key, while somebody else deletes it."""

from typing import Any

import pytest
from django.db import IntegrityError

from core.rows import TRIES, ensure


class Vanishing:
    """A manager whose row disappears between insert and second look, so many times."""

    def __init__(self, times: int) -> None:
        self.times, self.asked = times, 0

    def get_or_create(self, **key: Any) -> tuple[dict[str, Any], bool]:
        self.asked += 1
        if self.asked <= self.times:
            raise IntegrityError
        return key, True


def test_looks_again_when_the_row_vanished() -> None:
    manager = Vanishing(3)
    assert ensure(manager, user=1) == ({"user": 1}, True)
    assert manager.asked == 4


def test_a_true_conflict_is_told_in_the_end() -> None:
    manager = Vanishing(1000)
    with pytest.raises(IntegrityError):
        ensure(manager, user=1)
    assert manager.asked == TRIES
