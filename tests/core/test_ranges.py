"""Which bytes a Range header asks for."""

import pytest

from core.ranges import asked


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("bytes=0-", range(100)),
        ("bytes=10-19", range(10, 20)),
        ("bytes=90-500", range(90, 100)),
        ("bytes=-7", range(93, 100)),
        ("bytes=-700", range(100)),
        ("bytes=100-", range(100, 100)),
        ("bytes=500-600", range(500, 100)),
        ("bytes=-0", range(100, 100)),
        ("bytes=20-10", None),
        ("bytes=-", None),
        ("bytes=1-2,5-6", None),
        ("bytes=a-b", None),
        ("bytes=١-٢", None),
        ("bytes=" + "9" * 40 + "-", None),
        ("lines=1-2", None),
        ("", None),
    ],
)
def test_what_is_asked_for(header: str, wanted: range | None) -> None:
    assert asked(header, 100) == wanted
