"""Finds the structure of a regulation in a Word file, a text PDF or plain text. Pure Python: no Django, no database."""

from .blocks import blocks, keep_ids
from .document import find
from .model import Block, Doubt, Draft, Node, RefusedError, Source
from .readers import MAX_BYTES, MAX_PAGES, read

__all__ = [
    "MAX_BYTES",
    "MAX_PAGES",
    "Block",
    "Doubt",
    "Draft",
    "Node",
    "RefusedError",
    "Source",
    "blocks",
    "find",
    "keep_ids",
    "read",
]
