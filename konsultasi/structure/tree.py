"""From lines to a tree: each possible mark is weighed against what was read before and what comes next."""

import re

from . import marks, weigh
from .lines import join
from .marks import RANKS, Mark, ended, first, follows, later
from .model import Line, Node

DEEPEST = 24  # levels; a file made to nest without end stays flat below this
_INSIDE = re.compile(
    r"(?<=[.;:”\"’,])\s+(?:(?:dan|atau|dan\s?/\s?atau|serta)\s+)?(?=[“\"]?(?:\(?\w{1,3}\s?[.)]|Pasal\s|"
    r"BAB\s|Bagian\s|Paragraf\s))"
    r"|(?<=[A-Za-z)])\s+(?=(?:Pasal|BAB|Bagian|Paragraf)\s+[\dIVXLK])"
    r"|(?<=[A-Z])\s+(?=\d{1,3}\.\s+(?:Ketentuan|Di antara|Pasal|Judul|Setelah|Bab|BAB|Bagian)\b)"
    r"|(?<=[.;:])(?=(?:\(\d{1,2}\)|[a-z]\.|\d{1,2}\.)\s+[A-Za-z])"
)
_JOINER = re.compile(r"(?:dan|atau|dan\s?/\s?atau|serta)\s+(?=\(?\w{1,3}\s?[.)])")
_QUOTING = re.compile(r"(?:(?:berikut(?: ini)?|berbunyi)\s*:?|(?:menjadi|yaitu|yakni|dibaca)\s*:)\s*[“\"]?$", re.I)
_AMENDING = re.compile(
    r"\b(?:di\s?ubah|perubahan|disisip\w*|ditambah\w*|diganti|berbunyi|sisipkan|dibaca|disempurnakan)\b", re.I
)
_AMENDMENT = re.compile(
    r"[“\"]?(?:Ketentuan|Di ?antara|Antara|Setelah|Sesudah|Sebelum|Judul|Pasal|BAB|Bab|Bagian|Paragraf|"
    r"Ayat|Penjelasan|Lampiran|"
    r"Menambah|Menghapus|Mengubah|Huruf|Angka|Substansi|Beberapa|Frasa|Dalam|Pada|Penyebutan|Nomenklatur|"
    r"Konsideran|Kata|"
    r"Semua|Seluruh|Untuk|Rumusan|Mengganti|Menyisipkan)\b.{0,400}?"
    r"\b(?:di\s?ubah|dihapus|disisip\w*|ditambah\w*|berbunyi|diganti|dicabut|dibaca)\b",
    re.S,
)


class Builder:
    """Takes lines in order and hangs their words into the tree below `base`, never dropping one."""

    def __init__(self, base: Node, words: set[str], *, structural: bool = True, amends: bool = False) -> None:
        self.path = [base]
        self.words = words
        self.structural = structural
        self.amends = amends
        self.frames = [0]  # where in the path a quoted text hangs; 0: the regulation's own text
        self.last: list[dict[str, str]] = [{}]  # the last number of each kind of heading, by frame

    @property
    def here(self) -> Node:
        return self.path[-1]

    @property
    def tail(self) -> str:
        """What was read last, as far as it decides whether something new may begin."""
        return "" if weigh.titled(self.here) else self.here.text[-60:]

    def feed(self, line: Line, ahead: str) -> None:
        """Read one line; `ahead` is what the next lines say."""
        text, start = line.text, True
        while text:
            mark = self._begins(text, line, ahead, start=True) if start else None
            if mark is None:
                text, start = self._words(text, line, ahead, start), False
                continue
            text = text[mark.size :].lstrip()
            if not text and mark.kind in RANKS:
                return

    def _words(self, text: str, line: Line, ahead: str, start: bool) -> str:
        """Hang the words before the next mark inside this text, then open that mark; the rest comes back."""
        joiner = _JOINER.match(text) if start else None
        for match in [*([joiner] if joiner else []), *_INSIDE.finditer(text)]:
            if match.end() == 0:
                continue
            tail = join(self.here.text[-60:], text[max(0, match.end() - 600) : match.end()].rstrip())
            after = text[match.end() : match.end() + 600]
            mark = self._weigh(after, line, ahead, weigh.Probe(self.here, tail, midway=True))
            if mark is not None:
                self._add(text[: match.end()].rstrip(), line, start and match is not joiner)
                self._open(mark, line, after)
                return self._deeper(text[match.end() + mark.size :].lstrip(), line, ahead)
        if start and len(self.path) > 1:
            found = [*(marks.heads(text) if self.structural else []), *marks.items(text)]
            if odd := weigh.suspicious(found, text, line, self.tail):
                self.here.doubts.append(
                    f'Baris "{text[:40]}" dibaca sebagai lanjutan kalimat, bukan sebagai {odd} yang baru.'
                )
        self._add(text, line, start)
        return ""

    def _deeper(self, text: str, line: Line, ahead: str) -> str:
        """Right after a mark another may stand: "Pasal 2 (1) a. ..."."""
        while text:
            mark = self._begins(text, line, ahead, start=True)
            if mark is None:
                return text
            text = text[mark.size :].lstrip()
        return ""

    def _begins(self, text: str, line: Line, ahead: str, start: bool) -> Mark | None:
        mark = self._weigh(text, line, ahead, weigh.Probe(self.here, self.tail, midway=not start))
        if mark is not None:
            self._open(mark, line, text)
        return mark

    def _weigh(self, text: str, line: Line, ahead: str, probe: weigh.Probe) -> Mark | None:
        if self.structural:
            for mark in marks.heads(text):
                if mended := self._head(mark, text[mark.size :], line, ahead, probe):
                    return mended
        return self._item(text, line, ahead, probe)

    # Headings

    def _head(self, mark: Mark, rest: str, line: Line, ahead: str, probe: weigh.Probe) -> Mark | None:
        mark = self._unspoilt(mark)
        probe.opening = self._quotes(probe.tail)
        expected = probe.opening or self._expected(mark)
        if mark.slip and not expected:
            return None
        return mark if weigh.head(mark, rest, line, ahead, probe, expected) else None

    def _unspoilt(self, mark: Mark) -> Mark:
        """A roman "Pasal I" in a text that changes no other law is a badly read "Pasal 1"."""
        if mark.kind != "pasal" or not re.fullmatch(r"[IVXL]+", mark.label) or self.amends:
            return mark
        mended = re.sub(r"[IL]", "1", mark.label)
        before = self.last[-1].get("pasal", "0")
        return Mark("pasal", mark.style, mended, mark.size, True) if follows("pasal", before, mended) else mark

    def _expected(self, mark: Mark) -> bool:
        for level in range(len(self.frames) - 1, -1, -1):
            before = self.last[level].get(mark.kind)
            if before is not None and follows(mark.style, before, mark.label):
                return True
            if before is None and (first(mark.style, mark.label) or level > 0):
                return True
        return False

    def _quotes(self, text: str = "") -> bool:
        """The text just before says that words of another law follow ("... berbunyi sebagai berikut:")."""
        node = self.here
        text = node.text[-3000:] + " " + text
        if node.kind in ("bab", "bagian", "paragraf") or not _QUOTING.search(text[-40:]):
            return False
        above = self.path[-2].text if node.kind == "teks" and len(self.path) > 1 else ""
        return bool(_AMENDING.search(text) or _AMENDING.search(above))

    def _frame_for(self, mark: Mark, rest: str) -> None:
        """Enter a quoted text, or leave it when this heading goes on where the regulation itself stopped."""
        if len(self.frames) == 1:
            if self._quotes():
                self.frames.append(len(self.path) - 1)
                self.last.append({})
            return
        outer, inner = self.last[0].get(mark.kind), self.last[-1].get(mark.kind)
        if outer is None or not follows(mark.style, outer, mark.label) or self._quotes():
            return
        same = (marks.roman(outer) > 0) == (marks.roman(mark.label) > 0)
        goes_on = inner is not None and follows(mark.style, inner, mark.label)
        if same and (not goes_on or weigh.own_words(rest)):
            self._leave()

    def _leave(self) -> None:
        del self.path[self.frames.pop() + 1 :]
        self.last.pop()

    # Lists

    def _item(self, text: str, line: Line, ahead: str, probe: weigh.Probe) -> Mark | None:
        found = marks.items(text)
        for wanted in ("next", "first", "gap"):
            for mark in found:
                rest = text[mark.size :]
                how = self._fits(mark, line, rest, ahead)
                if how == wanted and weigh.item(mark, rest, line, ahead, probe, how):
                    return mark
        return None

    def _fits(self, mark: Mark, line: Line, rest: str, ahead: str) -> str:
        """ "next": goes on with an open list; "first": begins one; "gap": neither, but could be."""
        if self._siblings(mark, line) or self._amendment(mark, rest + " " + ahead) is not None:
            return "next"
        if mark.slip and not first(mark.style, mark.label):
            return "no"
        if first(mark.style, mark.label):
            return "first"
        return "no" if mark.style in ("A.", "I.", "i.") else "gap"

    def _open_lists(self) -> list[tuple[int, Node]]:
        """The last item of each list that could go on, innermost first, with its parent's place in the path."""
        found = []
        for index in range(len(self.path) - 1, self.frames[-1] - 1, -1):
            node = self.path[index]
            last = next((child for child in reversed(node.children) if child.style in weigh.LIST_STYLES), None)
            if last and not (len(self.frames) > 1 and index == self.frames[-1] and not last.quoted):
                found.append((index, last))
            if node.kind in RANKS:
                break
        return found

    def _siblings(self, mark: Mark, line: Line) -> list[int]:
        fits = [(index, last) for index, last in self._open_lists() if _continues(last, mark)]
        if len(fits) > 1 and line.indent is not None and all(last.indent is not None for _, last in fits):
            fits.sort(key=lambda fit: abs((fit[1].indent or 0.0) - (line.indent or 0.0)))
        return [index for index, _ in fits]

    def _amendment(self, mark: Mark, rest: str) -> int | None:
        """Where in the path the next point of an amending law belongs, when this is one."""
        if len(self.frames) == 1:
            return None
        for index in range(self.frames[-1], 0, -1):
            node = self.path[index]
            if node.style == mark.style and follows(mark.style, node.label, mark.label):
                inner = any(_continues(last, mark) for _, last in self._open_lists())
                if _AMENDMENT.match(rest.lstrip()) or not inner:
                    return index
            if node.kind in RANKS:
                break
        return None

    # Hanging into the tree

    def _open(self, mark: Mark, line: Line, text: str) -> None:
        rest = text[mark.size :]
        printed = text[: mark.size].strip()
        node = Node(mark.kind, mark.label, style=mark.style, row=line.row, indent=line.indent, printed=printed)
        if mark.kind == "buku":  # no kind of its own: a heading in words, beside the chapters it holds
            node.kind, node.label, node.text = "teks", "", printed
        if mark.slip:
            node.doubts.append(f'Tertulis "{printed}", dibaca sebagai {weigh.named(mark)}.')
        if mark.kind in RANKS:
            if mark.kind == "pasal" and self.tail and not ended(self.tail):
                node.doubts.append("Kalimat sebelum judul pasal ini tampak belum selesai.")
            self._hang_head(mark, node, rest)
        else:
            self._hang_item(mark, node, line, rest)

    def _hang_head(self, mark: Mark, node: Node, rest: str) -> None:
        self._frame_for(mark, rest)
        base, rank = self.frames[-1], RANKS[mark.kind]
        while len(self.path) > base + 1 and RANKS.get(self.here.kind, 9) >= rank:
            self.path.pop()
        for below, kind in ((1, "bab"), (2, "bagian"), (3, "paragraf")):
            if rank < below:
                self.last[-1].pop(kind, None)
        self.last[-1][mark.kind] = mark.label
        self._push(node)

    def _hang_item(self, mark: Mark, node: Node, line: Line, rest: str) -> None:
        siblings = self._siblings(mark, line)
        outer = self._amendment(mark, rest)
        if outer is not None and (not siblings or _AMENDMENT.match(rest.lstrip())):
            self._leave()
            del self.path[outer:]
            node.kind = "angka" if node.kind == "ayat" else node.kind
        elif siblings:
            del self.path[siblings[0] + 1 :]
            twin = next(child for child in reversed(self.here.children) if child.style == mark.style)
            node.kind = twin.kind
        else:
            self._hang_new_list(mark, node, line)
        self._push(node)

    def _hang_new_list(self, mark: Mark, node: Node, line: Line) -> None:
        if not first(mark.style, mark.label) and self._back_to(mark):
            return
        if mark.style == "(1)":
            index = self._home_of_ayat()
            if index is None:
                node.kind = "angka"
            else:
                del self.path[index + 1 :]
            return
        while len(self.path) > self.frames[-1] + 1 and self._too_deep(line):
            self.path.pop()
        if self.here.kind == "teks" and not self.here.style and not self.here.text.endswith(":") and len(self.path) > 1:
            self.path.pop()

    def _too_deep(self, line: Line) -> bool:
        here = self.here
        if here.style not in weigh.LIST_STYLES or here.text.endswith(":") or not here.text:
            return False
        return line.indent is not None and here.indent is not None and line.indent < here.indent - weigh.TOLERANCE

    def _back_to(self, mark: Mark) -> bool:
        """A number out of turn joins the list it was written like."""
        for index, last in self._open_lists():
            if last.style == mark.style:
                del self.path[index + 1 :]
                return True
        return False

    def _home_of_ayat(self) -> int | None:
        """Where clauses hang: below the article or the quoting point, unless a list item itself asks for a list."""
        base = self.frames[-1]
        for index in range(len(self.path) - 1, base - 1, -1):
            node = self.path[index]
            if node.kind == "pasal" or (index == 0) or (node.kind in RANKS):
                asks = (
                    self.here.style in weigh.LIST_STYLES and self.here.style != "(1)" and self.here.text.endswith(":")
                )
                return None if asks and not self._quotes() else index
            if index == len(self.path) - 1 and self._quotes():
                return index
        return base

    def _push(self, node: Node) -> None:
        del self.path[DEEPEST:]
        node.quoted = len(self.frames) > 1 or (node.kind == "ayat" and self._quotes())
        self.here.children.append(node)
        self.path.append(node)

    def _add(self, piece: str, line: Line, start: bool) -> None:
        """Words without a mark: they go on with the sentence, or are a paragraph of their own."""
        here = self.here
        untouched = not here.text and not here.children and len(self.path) > 1
        if untouched or not (start and weigh.paragraph(here, piece, line)):
            if here.children and not untouched or len(self.path) == 1:
                self._push(Node("teks", text=piece, row=line.row, indent=line.indent))
            else:
                here.text = join(here.text, piece, self.words)
            return
        while len(self.path) > self.frames[-1] + 1 and weigh.closes(self.here, line):
            self.path.pop()
        self._push(Node("teks", text=piece, row=line.row, indent=line.indent))


def _continues(last: Node, mark: Mark) -> bool:
    return last.style == mark.style and follows(mark.style, last.label, mark.label)


def gap(last: Node, mark: Mark) -> int:
    """How many numbers of a list are missing between its last item and this mark."""
    return later(mark.style, last.label, mark.label)
