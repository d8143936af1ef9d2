"""The opening of a regulation: its title, what it weighs (Menimbang) and recalls (Mengingat), the decision."""

import dataclasses
import re

from .lines import join
from .marks import QUOTES, ended
from .model import Line, Node
from .tree import Builder

_TITLE = re.compile(
    r"(?:RANCANGAN|UNDANG\s?-\s?UNDANG|PERATURAN|KEPUTUSAN|INSTRUKSI|QANUN|PERDASI|PERDASUS|SURAT EDARAN|"
    r"PENETAPAN|KETETAPAN)\b",
    re.I,
)
_KIND = re.compile(
    r"(?:RANCANGAN\s+)?(?:UNDANG\s?-\s?UNDANG\s+(?:REPUBLIK|DARURAT|NOMOR)|UNDANG\s?-\s?UNDANG$|"
    r"(?:PERATURAN|KEPUTUSAN|INSTRUKSI)\s+(?!PERUNDANG)\w+|RANCANGAN$|QANUN\b|PERDAS|SURAT EDARAN|KETETAPAN)",
    re.I,
)
_GRACE = re.compile(r"DENGAN\s+RAHMAT|ATAS\s+RAHMAT|ATAS\s+BERKAT|BISMILLAH|DEMI KEADILAN|DENGAN MENYEBUT", re.I)
_PART = re.compile(
    r"(?P<word>M\s?e\s?n\s?i\s?m\s?b\s?a\s?n\s?g|Mengingat(?: pula)?|Memperhatikan|Membaca|Mendengar|"
    r"MENIMBANG|MENGINGAT|MEMPERHATIKAN|MEMBACA|MENDENGAR)\b\s*(?P<colon>[:;]?)\s*(?=[:A-Za-z0-9(]|$)"
)
_DECISION = re.compile(
    r"(?:M\s?E\s?M\s?U\s?T\s?U\s?S\s?K\s?A\s?N|Memutuskan)\b|(?:Menetapkan|MENETAPKAN)\s*(?:[:;]|$)|"
    r"(?:Dengan|DENGAN)\s+(?:[Pp]ersetujuan|PERSETUJUAN|[Kk]esepakatan|KESEPAKATAN|[Mm]ufakat)"
)


class Opening:
    """Reads the lines before the first article."""

    def __init__(self, words: set[str]) -> None:
        self.words = words
        self.nodes: list[Node] = []
        self.title: Node | None = None
        self.builder: Builder | None = None
        self.in_title = False

    def read(self, lines: list[Line]) -> list[Node]:
        """The nodes of the opening in order."""
        for index, line in enumerate(lines):
            ahead = " ".join(after.text for after in lines[index + 1 : index + 3])
            self._line(line, ahead, lines[index + 1 : index + 12])
        return self.nodes

    def _line(self, line: Line, ahead: str, coming: list[Line]) -> None:
        text = line.text
        match = _PART.match(text)
        if match and (match["colon"] or text[match.end() :][:1] in ":" or self._fits_part(text[match.end() :], ahead)):
            self._part(match, line, ahead)
        elif _DECISION.match(text):
            self._decision(line)
        elif self.builder is not None and self.builder.path[0].kind != "decision":
            self._in_part(line, ahead)
        elif self.builder is not None:
            self._decided(line)
        else:
            self._before(line, coming)

    @staticmethod
    def _fits_part(rest: str, ahead: str) -> bool:
        return bool(re.match(r"(?:a\s?\.|1\s?\.|bahwa\b|:)", rest or ahead))

    def _part(self, match: re.Match[str], line: Line, ahead: str) -> None:
        word = re.sub(r"\s(?!pula)", "", match["word"]).capitalize()
        kind = {"Menimbang": "menimbang", "Mengingat": "mengingat"}.get(word, "teks")
        node = Node(kind, text=f"{match['word']}:" if kind == "teks" else "", row=line.row)
        node.printed = "" if kind == "teks" else match["word"]
        if kind == "teks":
            node.style = "diktum"
        self.nodes.append(node)
        self.in_title = False
        self.builder = Builder(node, self.words, structural=False)
        rest = line.text[match.end() :].lstrip(": ")
        if rest:
            line = dataclasses.replace(line, text=rest, indent=None, fresh=True)
            self._feed(line, ahead)

    def _in_part(self, line: Line, ahead: str) -> None:
        rest = line.text.lstrip(":; ") if line.text[:1] in ":;" else line.text
        if rest:
            self._feed(dataclasses.replace(line, text=rest), ahead)

    def _feed(self, line: Line, ahead: str) -> None:
        assert self.builder is not None
        here = self.builder.path[0]
        if not here.text and not here.children and not re.match(r"[a-zA-Z0-9(]{1,3}\s?[.)]", line.text):
            here.text = line.text
            return
        if here is self.builder.here and here.text and not here.children and not _LISTED.match(line.text):
            here.text = join(here.text, line.text, self.words)
            return
        self.builder.feed(line, ahead)

    def _decision(self, line: Line) -> None:
        self.nodes.append(Node("teks", text=line.text, row=line.row))
        self.builder = Builder(Node("decision"), self.words)
        self.in_title = False

    def _decided(self, line: Line) -> None:
        """After "Memutuskan": the words go on until the first article."""
        last = self.nodes[-1]
        if re.fullmatch(r"M\s?E\s?M\s?U.*|Memutuskan\s*:?", last.text) or (line.sure and ended(last.text)):
            self.nodes.append(Node("teks", text=line.text, row=line.row))
        else:
            last.text = join(last.text, line.text, self.words)

    def _before(self, line: Line, coming: list[Line]) -> None:
        text = line.text.strip(QUOTES + " ")
        if self.title is None and _KIND.match(text) and self._leads_to_title(text, coming):
            self.title = Node("judul", text=text, row=line.row)
            self.nodes.append(self.title)
            self.in_title = not _GRACE.search(text)
        elif self.in_title and self.title is not None and not _GRACE.match(text) and not self._office(text):
            self.title.text = join(self.title.text, line.text, self.words)
        else:
            self.in_title = False
            self.nodes.append(Node("teks", text=line.text, row=line.row))

    def _leads_to_title(self, text: str, coming: list[Line]) -> bool:
        near = " ".join([text, *(line.text for line in coming[:8])])
        return bool(re.search(r"\bT\s?E\s?N\s?T\s?A\s?N\s?G\b", near, re.I)) or (
            text.isupper() and "NOMOR" in near.upper()
        )

    @staticmethod
    def _office(text: str) -> bool:
        """ "BUPATI TEMANGGUNG," ends the title: the office that speaks, with a comma."""
        return bool(
            re.match(
                r"(?:PRESIDEN|GUBERNUR|BUPATI|WALI\s?KOTA|MENTERI|KEPALA|CAMAT|LURAH|KETUA|SEKRETARIS|"
                r"JAKSA|DIREKTUR|PANGLIMA|REKTOR)\b",
                text,
                re.I,
            )
            and text.rstrip().endswith(",")
        )


_LISTED = re.compile(r"(?:\(?\w{1,3}\s?[.)])\s")
