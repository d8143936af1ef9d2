"""What stands after the articles: closing words, explanation (penjelasan) and annexes."""

import re

from .lines import join
from .marks import ended, first, follows, heads, items, refers
from .model import Line, Node

_PLACE = re.compile(
    r"(?:Agar|Supaya|Disahkan|Ditetapkan|Diundangkan|Ditandatangani|Dikeluarkan|DISAHKAN|DITETAPKAN|"
    r"DIUNDANGKAN|LEMBARAN|BERITA|TAMBAHAN|"
    r"NOREG|Salinan sesuai|NOMOR REGISTER)\b"
)
_PART = re.compile(
    r"(?P<n>I{1,3}|IV|V|A|B|1|2)?\s*[.:]?\s*(?:PENJELASAN\s+)?(?P<t>UMUM|PASAL DEMI PASAL|PASAL PER PASAL|"
    r"P A S A L D E M I P A S A L)\s*[:.]?(?=\s|$)"
    r"|(?P<m>I{1,2}|A|B|1|2)\s*[.:]\s*(?:Penjelasan\s+)?(?P<u>Umum|Pasal [Dd]emi [Pp]asal)\s*[:.]?(?=\s*$)"
)
_CLAUSE = re.compile(
    r"(?P<k>Ayat|Huruf|Angka|Butir)\s*(?P<n>\(\s*[\dlIO]{1,3}[a-z]?\s*\)|[a-z]{1,2}|\d{1,3}[a-z]?)(?![\w/])\s*[.:;]?"
    r"|(?P<l>ayat|huruf|angka)\s*(?P<o>\(\s*\d{1,3}[a-z]?\s*\)|[a-z]|\d{1,2})\s*[.:]?(?=\s*$)"  # alone on its line
)
_RANKS = {"Pasal I": 1, "Angka I": 2, "Pasal": 3, "Ayat": 4, "Huruf": 5, "Angka": 6, "Butir": 6}
_MIDWAY = re.compile(
    r"(?<=[.;:])\s+(?=(?:Pasal \d|Ayat ?\(|Huruf [a-z]\b|Angka \d|II\.? PASAL))"
    r"|(?<=[Cc]ukup [Jj]elas)\s+(?=Pasal \d|Ayat ?\(|Huruf [a-z]\b|Angka \d)"
)
_GAZETTE = re.compile(r"(?:TAMBAHAN )?(?:LEMBARAN|BERITA) (?:NEGARA|DAERAH)\b")


def closing(lines: list[Line], words: set[str]) -> list[Node]:
    """Closing words in a few blocks of text, line under line as they are signed."""
    nodes: list[Node] = []
    for line in lines:
        if not nodes or _PLACE.match(line.text):
            nodes.append(Node("teks", text=line.text, row=line.row))
        elif nodes[-1].text.startswith(("Agar", "Supaya")):
            if ended(nodes[-1].text):
                nodes.append(Node("teks", text=line.text, row=line.row))
            else:
                nodes[-1].text = join(nodes[-1].text, line.text, words)
        else:
            nodes[-1].text += "\n" + line.text
    return nodes


def annex(lines: list[Line], words: set[str]) -> Node:
    """An annex stays text: its heading, and its paragraphs below."""
    node = Node("teks", text=lines[0].text, row=lines[0].row)
    for line in lines[1:]:
        last = node.children[-1] if node.children else None
        if last is None or line.fresh or ended(last.text) or heads(line.text) or items(line.text):
            node.children.append(Node("teks", text=line.text, row=line.row))
        else:
            last.text = join(last.text, line.text, words)
    return node


class Explanation:
    """Reads the penjelasan: a general part, then article by article. Its articles are no articles of the body."""

    def __init__(self, words: set[str], amends: bool) -> None:
        self.words = words
        self.amends = amends
        self.root = Node("penjelasan", printed="PENJELASAN")
        self.path: list[tuple[int, Node]] = [(0, self.root)]
        self.by_article = False
        self.parts = 0

    def read(self, lines: list[Line]) -> Node:
        """The whole explanation as one node."""
        self.root.row = lines[0].row
        head = re.match(r"P\s?E\s?N\s?J\s?E\s?L\s?A\s?S\s?A\s?N\b\s*", lines[0].text)
        first_text = lines[0].text[head.end() :] if head else lines[0].text
        queue = [Line(first_text, lines[0].page, lines[0].row)] if first_text else []
        for line in [*queue, *lines[1:]]:
            start, text = True, line.text
            while text:
                text = self._piece(text, line, start)
                start = False
        return self.root

    def _piece(self, text: str, line: Line, start: bool) -> str:
        if start or self._resting():
            if rest := self._mark(text, line):
                return rest.strip()
            if rest == "":
                return ""
        for match in _MIDWAY.finditer(text):
            before, after = text[: match.end()].rstrip(), text[match.end() :]
            if before and self._is_mark(after, before):
                self._add(before, line, start)
                return after if self._resting() else (self._mark(after, line) or "").strip()
        self._add(text, line, start)
        return ""

    def _resting(self) -> bool:
        return not self.path[-1][1].text

    def _tail(self) -> str:
        here = self.path[-1][1]
        return "" if here.style == "part" else here.text

    def _is_mark(self, text: str, before: str) -> bool:
        return not refers(before) and (
            self._part(text) is not None or self._article(text) is not None or bool(self._clause(text))
        )

    def _mark(self, text: str, line: Line) -> str | None:
        """Open what this text begins with and give back the rest; None when it begins with no mark."""
        if part := self._part(text):
            return self._open_part(part, text, line)
        if not self.by_article:
            return None
        if (article := self._article(text)) is not None:
            label, rest = article
            rank = 1 if re.fullmatch("[IVX]+", label) else 3
            self._push(rank, Node("penjelasan", label, row=line.row, printed=f"Pasal {label}"))
            return rest
        if clause := self._clause(text):
            rank = self._clause_rank(clause)
            self._push(rank, Node("teks", text=clause[0].strip(), row=line.row, style=_kind(clause)))
            return text[clause.end() :]
        return None

    def _part(self, text: str) -> re.Match[str] | None:
        match = _PART.match(text)
        if not match or (self.by_article and _title(match) != "UMUM") or self.parts >= 2:
            return None
        return match if match["n"] or match["m"] or len(text) < 30 else None

    def _open_part(self, match: re.Match[str], text: str, line: Line) -> str:
        del self.path[1:]
        self.parts += 1
        self.by_article = _title(match) != "UMUM"
        number, words = match["n"] or match["m"] or "", text[: match.end()].strip()
        words = words.removeprefix(number).lstrip(" .:").rstrip(" .:") if number else words.rstrip(" .:")
        node = Node("penjelasan", number, words, row=line.row, printed=number, style="part")
        self._push(0, node)
        return text[match.end() :]

    def _article(self, text: str) -> tuple[str, str] | None:
        """ "Pasal 5" as a heading: the next number, alone or before a sentence that explains it."""
        found = [mark for mark in heads(text) if mark.kind == "pasal"]
        if not found or not self.by_article:
            return None
        mark, rest = found[0], text[found[0].size :].lstrip(" .:")
        tail = self._tail()
        plain = not rest or bool(re.match(r"(?:Cukup|Ayat|ayat \(\d|Huruf|Angka|Yang dimaksud|[A-Z][a-z])", rest))
        if not plain or refers(tail):
            return None
        if rest and not (self._next(mark.label) or rest.startswith("Cukup")):
            return None
        return mark.label, rest

    def _next(self, label: str) -> bool:
        known = [node.label for _, node in self._articles()]
        return not known or follows("pasal", known[-1], label) or first("pasal", label)

    def _articles(self) -> list[tuple[int, Node]]:
        found = [
            (rank, node) for rank, node in self.path if node.kind == "penjelasan" and node.printed.startswith("Pasal")
        ]
        if not found and len(self.path) > 1:
            found = [(3, node) for node in self.path[1][1].children if node.printed.startswith("Pasal")][-1:]
        return found

    def _clause(self, text: str) -> re.Match[str] | None:
        match = _CLAUSE.match(text)
        if not match or not self.by_article or refers(self._tail()):
            return None
        rest = text[match.end() :].strip()
        return match if not rest or rest[:1].isupper() or rest[:1] in '“"(' else None

    def _clause_rank(self, clause: re.Match[str]) -> int:
        if _kind(clause) == "Angka" and self.amends:
            ranks = [rank for rank, _ in self.path]
            points = [node for rank, node in self._siblings_of_points() if rank == 2]
            before = _number(points[-1].text) if points else "0"
            if (
                1 in ranks
                and follows("1.", before, clause["n"] or clause["o"])
                and not (ranks[-1] == 5 and clause["n"] == "1")
            ):
                return 2
        return _RANKS[_kind(clause)]

    def _siblings_of_points(self) -> list[tuple[int, Node]]:
        roman = next((node for rank, node in self.path if rank == 1), None)
        return [(2, child) for child in (roman.children if roman else []) if child.style == "Angka"]

    def _push(self, rank: int, node: Node) -> None:
        while len(self.path) > 1 and self.path[-1][0] >= max(rank, 1):
            self.path.pop()
        self.path[-1][1].children.append(node)
        self.path.append((rank, node))

    def _add(self, text: str, line: Line, start: bool) -> None:
        if _GAZETTE.match(text) and start and ended(self._tail()):
            del self.path[1:]
            self._push(8, Node("teks", text=text, row=line.row, style="gazette"))
            return
        here = self.path[-1][1]
        fresh = start and ended(here.text) and line.fresh
        if here.style == "part" or (fresh and here.children == [] and here.kind == "penjelasan" and here.text):
            self._push(9, Node("teks", text=text, row=line.row))
        elif fresh and here.kind == "teks" and not here.style:
            self.path.pop()
            self._push(9, Node("teks", text=text, row=line.row))
        else:
            here.text = join(here.text, text, self.words)


def _kind(clause: re.Match[str]) -> str:
    return str(clause["k"] or clause["l"]).capitalize()


def _title(part: re.Match[str]) -> str:
    """Which part of the explanation this heading names: "UMUM" or "PASAL DEMI PASAL"."""
    return str(part["t"] or part["u"]).upper()


def _number(text: str) -> str:
    """The number of a point as written: "3" of "Angka 3 Cukup jelas."."""
    found = re.match(r"\w+ (\d{1,3}[a-z]?)", text)
    return found[1] if found else "0"
