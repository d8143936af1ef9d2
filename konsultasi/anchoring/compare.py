"""Two versions side by side as plain data: passage by passage, word by word, moved passages named once."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from konsultasi.anchoring.alignment import Alignment, align
from konsultasi.anchoring.diffing import Match
from konsultasi.anchoring.pairing import PassagePair
from konsultasi.anchoring.sentences import sentences
from konsultasi.anchoring.texts import PassageKey, Tokens

Op = Literal["same", "del", "ins"]
RowState = Literal["same", "changed", "added", "removed", "moved"]

READABLE = 9  # letters an unchanged stretch between two changes must have to be worth showing
SENTENCE_LEAST = 0.35  # part of a sentence that must stay for it to be shown as changed and not as replaced


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words that stayed, went or came."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the comparison: indexes into the two versions, what happened, and the words.

    A moved passage stands once, at its new place; `old` says where it came from. `state` is "moved" whether or not
    its words changed too; `reworded` tells.
    """

    old: int | None
    new: int | None
    state: RowState
    pieces: tuple[Piece, ...]
    reworded: bool = False


def compare(old: Sequence[PassageKey], new: Sequence[PassageKey], alignment: Alignment | None = None) -> list[Row]:
    """The rows of a comparison in the order of the new version, removed passages where they stood."""
    found = alignment or align(old, new)
    rows: list[Row] = []
    waiting = [i for i, j in enumerate(found.to_new) if j is None]
    at = 0
    reach = _reach(found)
    for j, i in enumerate(found.to_old):
        while at < len(waiting) and waiting[at] < reach[j]:
            rows.append(_removed(found, waiting[at]))
            at += 1
        rows.append(_row(found, i, j))
    return rows + [_removed(found, i) for i in waiting[at:]]


def _reach(found: Alignment) -> list[int]:
    """For each new passage the old one that the next passage in order came from: what went before it stood here."""
    reach, after = [0] * len(found.to_old), len(found.to_new)
    for j in range(len(reach) - 1, -1, -1):
        i = found.to_old[j]
        after = i if i is not None and i not in found.moved else after
        reach[j] = after
    return reach


def _removed(found: Alignment, i: int) -> Row:
    return Row(i, None, "removed", _pieces(("del", found.old.passage(i))))


def _row(found: Alignment, i: int | None, j: int) -> Row:
    if i is None:
        return Row(None, j, "added", _pieces(("ins", found.new.passage(j))))
    a, b = found.old.passage(i), found.new.passage(j)
    number = _number(found, i, j)
    pieces = _pieces(("same", a)) if a == b else differences(found, i, j)
    reworded = number or not found.same(i, j)
    return Row(i, j, "moved" if i in found.moved else "changed" if reworded else "same", pieces, reworded)


def _number(found: Alignment, i: int, j: int) -> bool:
    """The passage carries another number of its own (not one written in its words)."""
    return bool(found.old.places[i].id) and found.old.places[i].label != found.new.places[j].label


def difference(a: str, b: str) -> tuple[Piece, ...]:
    """Two texts word by word."""
    found = align([PassageKey("=", "", "", a)], [PassageKey("=", "", "", b)])
    return _pieces(("same", a)) if a == b else differences(found, 0, 0)


def differences(found: Alignment, i: int, j: int) -> tuple[Piece, ...]:
    """Two passages word by word: same and del together give the old text, same and ins the new one."""
    pair = PassagePair(found, i, j, READABLE)
    kept = _without_torn_sentences(pair, found)
    a, b = found.old.text, found.new.text
    end_a, end_b = found.old.places[i].end, found.new.places[j].end
    out: list[tuple[Op, str]] = []
    at_a, at_b = found.old.places[i].start, found.new.places[j].start
    for first, second in kept:
        start_a, start_b = pair.a.starts[first], pair.b.starts[second]
        out += _between(a[at_a:start_a], b[at_b:start_b])
        at_a, at_b = pair.a.ends[first], pair.b.ends[second]
        out += _between(a[start_a:at_a], b[start_b:at_b])
    return _pieces(*out, *_between(a[at_a:end_a], b[at_b:end_b]))


def _between(a: str, b: str) -> list[tuple[Op, str]]:
    return [("same", a)] if a == b else _trimmed(a, b)


def _trimmed(a: str, b: str) -> list[tuple[Op, str]]:
    """Blanks both sides share at the edges stay out of what changed."""
    left = len(a) - len(a.lstrip())
    left = left if a[:left] == b[:left] and left <= min(len(a), len(b)) else 0
    right = len(a) - len(a.rstrip())
    room = min(len(a), len(b)) - left
    right = right if 0 < right <= room and a[-right:] == b[-right:] and b[:-right] == b.rstrip() else 0
    cut_a, cut_b = len(a) - right, len(b) - right
    return [("same", a[:left]), ("del", a[left:cut_a]), ("ins", b[left:cut_b]), ("same", a[cut_a:])]


def _without_torn_sentences(pair: PassagePair, found: Alignment) -> list[Match]:
    """A sentence of which too little stayed is shown as replaced, not as a patchwork."""
    old_torn = _torn(pair.a, pair.forth, found.old.text, found)
    new_torn = _torn(pair.b, pair.back, found.new.text, found)
    return [(first, second) for first, second in pair.matches if not (old_torn[first] and new_torn[second])]


def _torn(tokens: Tokens, tied: Sequence[int], text: str, found: Alignment) -> list[bool]:
    if not len(tokens):
        return []
    origin, end = tokens.starts[0], tokens.ends[-1]
    starts = [origin + one.start for one in sentences(text[origin:end])]
    groups: dict[int, list[int]] = {}
    for at, start in enumerate(tokens.starts):
        groups.setdefault(bisect_right(starts, start), []).append(at)
    torn = [False] * len(tokens)
    sizes = found.vocabulary.sizes
    for members in groups.values():
        total = sum(sizes[tokens.ids[at]] for at in members)
        stays = sum(sizes[tokens.ids[at]] for at in members if tied[at] >= 0)
        if total and stays < SENTENCE_LEAST * total:
            for at in members:
                torn[at] = True
    return torn


def _pieces(*parts: tuple[Op, str]) -> tuple[Piece, ...]:
    """Parts joined where they can be; what went stands before what came."""
    out: list[Piece] = []
    changed: dict[Op, str] = {"del": "", "ins": ""}

    def flush() -> None:
        out.extend(Piece(op, text) for op, text in changed.items() if text)
        changed.update({"del": "", "ins": ""})

    for op, text in parts:
        if op != "same":
            changed[op] += text
        elif text:
            flush()
            if out and out[-1].op == "same":
                out[-1] = Piece("same", out[-1].text + text)
            else:
                out.append(Piece("same", text))
    flush()
    return tuple(out)


def readable(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The same pieces for people: where only the white space differs, nothing is marked."""
    out: list[tuple[Op, str]] = []
    shown = ""
    for piece in pieces:
        if piece.op == "same" or piece.text.strip():
            out.append((piece.op, piece.text))
        elif piece.op == "ins" and not shown[-1:].isspace():
            out.append(("same", piece.text))
        if out and out[-1][0] != "del":
            shown = out[-1][1]
    return _pieces(*out)
