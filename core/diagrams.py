"""Drawing the lifecycles: one mermaid diagram and one table for every model that has a LIFECYCLE."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from core.states import Lifecycle

HEAD = """# Lifecycles

Made by `manage.py diagrams` from the tables in each room's `states.py`; do not edit. Every arrow is a deed that
`audit.services.move` follows, with the permission it asks; `script/test` fails when this page is not up to date.
"""


def document() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(_section(model) for model in _models())])


def _models() -> Iterator[Any]:
    found = [model for model in apps.get_models() if isinstance(getattr(model, "LIFECYCLE", None), Lifecycle)]
    return iter(sorted(found, key=lambda model: model._meta.label))


def _section(model: Any) -> str:
    lifecycle: Lifecycle = model.LIFECYCLE
    words = _words(model)
    states = list(dict.fromkeys(state for row in lifecycle for state in (*sorted(row.sources), row.target)))
    start = _start(model)
    lines = [f"## {model._meta.label}", "", "```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{words.get(state, state)}" as {state}' for state in states]
    lines += [f"    [*] --> {start}"] if start in states else []
    for row in lifecycle:
        lines += [f"    {source} --> {row.target}: {row.label}" for source in sorted(row.sources)]
    lines += [f"    {state} --> [*]" for state in states if not lifecycle.next(state)]
    lines += ["```", "", "| deed | from | to | permission | asks | tells |", "|---|---|---|---|---|---|"]
    for row in lifecycle:
        asks = ", ".join(word for word, wanted in (("reason", row.needs_reason), ("words", row.needs_note)) if wanted)
        sources = ", ".join(sorted(row.sources))
        lines.append(f"| {row.name} | {sources} | {row.target} | `{row.rule}` | {asks or '–'} | {row.tells or '–'} |")
    return "\n".join([*lines, ""])


def _words(model: Any) -> dict[str, str]:
    """The states as people read them."""
    try:
        choices = model._meta.get_field("state").flatchoices
    except FieldDoesNotExist:
        return {}
    return {str(value): str(label) for value, label in choices}


def _start(model: Any) -> str:
    """The state a new thing is in."""
    return str(model._meta.get_field("state").get_default())
