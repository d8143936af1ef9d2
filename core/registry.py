"""Lists that the floors above fill in `AppConfig.ready()`, so that the floors below need not know them."""

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Registry(Generic[T]):
    """Named things in the order they came; the same name again replaces the first."""

    def __init__(self) -> None:
        self._items: dict[str, T] = {}

    def register(self, name: str, item: T) -> T:
        """Add `item` under `name`."""
        self._items[name] = item
        return item

    def items(self) -> list[tuple[str, T]]:
        """Pairs of name and thing."""
        return list(self._items.items())

    def unregister(self, name: str) -> None:
        """Take a name out again (tests)."""
        self._items.pop(name, None)

    def __iter__(self) -> Iterator[T]:
        return iter(list(self._items.values()))

    def __len__(self) -> int:
        return len(self._items)


# Jobs of the periodic command (manage.py berkala): called without arguments about once a minute.
PERIODIC: Registry[Callable[[], Any]] = Registry()

# Asked whether a person may open a private file: guard(user, stored_file) -> bool. One yes is enough.
FILE_GUARDS: Registry[Callable[[Any, Any], bool]] = Registry()

# Asked for the number of the first trail entry that may not be handed out yet (None: there is none).
TRAIL_HELD: Registry[Callable[[], int | None]] = Registry()

# Asked where the page of a sealed paper is: found(token) -> address, or None. /cek/TOKEN/ leads there.
SEALED_PAGES: Registry[Callable[[str], str | None]] = Registry()

# Pages that must open without a connection (core.worker.Route): a room names them for the one service worker.
WORKER_ROUTES: Registry[Any] = Registry()
