"""Walking every state x deed x person of a lifecycle, as rooms' tests do."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit.models import Entry
from audit.services import move
from core.states import Lifecycle, StateError

NOTE = "Penjelasan yang cukup panjang untuk dibaca warga."


def walk(
    lifecycle: Lifecycle, make_obj: Callable[[str], Any], users: Mapping[str, Any]
) -> dict[tuple[str, str], set[str]]:
    """Try every deed in every state as every person; returns who could, by (state, deed), for exact comparison.

    Checked on the way: without a row nothing happens whoever asks; who is refused changes nothing; who may gets the
    target state and exactly one trail entry. `make_obj(state)` gives a thing in that state.
    """
    states = {state for row in lifecycle for state in (*row.sources, row.target)}
    could: dict[tuple[str, str], set[str]] = {}
    for state in sorted(states):
        obj = make_obj(state)
        for deed in sorted({row.name for row in lifecycle}):
            names = {name for name, user in users.items() if _try(lifecycle, obj, state, deed, user)}
            if any(row.name == deed and state in row.sources for row in lifecycle):
                could[state, deed] = names
    return could


def _try(lifecycle: Lifecycle, obj: Any, state: str, deed: str, user: Any) -> bool:
    """Whether the deed was done; leaves nothing behind."""
    rows = [row for row in lifecycle if row.name == deed and state in row.sources]
    fresh = type(obj)._base_manager.get(pk=obj.pk)
    before = Entry.objects.count()
    reason = min(lifecycle.reasons) if rows and rows[0].needs_reason else ""
    with transaction.atomic():
        if not rows:
            with pytest.raises(StateError):
                move(fresh, deed, by=user, reason=reason, note=NOTE)
            done = False
        else:
            try:
                move(fresh, deed, by=user, reason=reason, note=NOTE)
                done = True
            except PermissionDenied:
                done = False
        kept = type(obj)._base_manager.get(pk=obj.pk)
        assert kept.state == (rows[0].target if done else state), (state, deed, user)
        assert Entry.objects.count() - before == int(done), (state, deed, user)
        transaction.set_rollback(True)
    return done
