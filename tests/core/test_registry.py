"""Lists that the floors above fill."""

from core.registry import Registry


def test_order_and_replacement() -> None:
    registry: Registry[int] = Registry()
    registry.register("a", 1)
    registry.register("b", 2)
    registry.register("a", 3)
    assert registry.items() == [("a", 3), ("b", 2)]
    assert list(registry) == [3, 2]
    registry.unregister("a")
    registry.unregister("never")
    assert len(registry) == 1
