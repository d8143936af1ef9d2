"""No database here: the package is plain Python."""

import pytest


@pytest.fixture(autouse=True, scope="session")
def _calm() -> None:
    """Stands in for the clock and the kept pages of the room's other tests."""
