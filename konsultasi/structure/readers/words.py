"""The words of Word's own XML: runs, breaks, tracked changes, text boxes, tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..lines import join, tidy
from ..marks import ended, heads, items
from ..model import Doubt, Line
from .numbering import Numbering, W, left

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIP = {
    f"{W}{tag}" for tag in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr", "tblPr", "trPr", "tcPr")
}
_SKIP |= {f"{_MC}Fallback", f"{W}delInstrText", f"{W}sdtPr", f"{W}sdtEndPr", f"{W}numPr"}
_LABEL = re.compile(
    r"(?:Menimbang|Mengingat|Memperhatikan|Membaca|Mendengar|Menetapkan|[A-Z]*(?:KE|PERTAMA)[A-Z ]*)\s*:?\s*", re.I
)
_MARK = re.compile(r"[:;]?\s*(?:\(?\w{1,4}[.)]|:)?\s*")
_BREAK, _PAGE, _TAB = "\n", "\f", "\t"
_OPEN = re.compile(r"[a-z,]$")
LONG_LINE = 30  # letters after which a line that has not ended is a sentence, and no heading or signature


@dataclass
class Styles:
    """What paragraph styles say about numbers and indents, parents included."""

    parents: dict[str, str] = field(default_factory=dict)
    own: dict[str, tuple[str, int | None]] = field(default_factory=dict)
    indents: dict[str, float] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    default: str = ""

    def chain(self, style: str) -> Iterator[str]:
        """The style and the styles it is based on."""
        seen: set[str] = set()
        while style and style not in seen:
            seen.add(style)
            yield style
            style = self.parents.get(style, "")


def styles(root: Any) -> Styles:
    """The paragraph styles of styles.xml."""
    found = Styles()
    for element in root.findall(f"{W}style") if root is not None else []:
        key = element.get(f"{W}styleId", "")
        based = element.find(f"{W}basedOn")
        if based is not None:
            found.parents[key] = based.get(f"{W}val", "")
        if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true"):
            found.default = key
        number = element.find(f"{W}pPr/{W}numPr")
        if number is not None:
            num, depth = _num(number)
            if element.get(f"{W}type") == "numbering":
                found.numbers[key] = num or ""
            elif num is not None:
                found.own[key] = (num, depth)
        indent = element.find(f"{W}pPr/{W}ind")
        if indent is not None:
            found.indents[key] = left(indent)
    return found


def _num(element: Any) -> tuple[str | None, int | None]:
    num, depth = element.find(f"{W}numId"), element.find(f"{W}ilvl")
    return (
        num.get(f"{W}val") if num is not None else None,
        int(depth.get(f"{W}val", "0")) if depth is not None else None,
    )


def plain(element: Any) -> list[str]:
    """The words below an element, paragraph by paragraph, for headers and notes."""
    return [
        _paragraph_text(paragraph)[0].replace(_BREAK, " ").replace(_PAGE, " ") for paragraph in element.iter(f"{W}p")
    ]


def _paragraph_text(paragraph: Any) -> tuple[str, list[Any]]:
    """A paragraph's words with breaks, and the text boxes that hang on it."""
    parts: list[str] = []
    boxes: list[Any] = []
    stack = [iter(paragraph)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
        elif node.tag == f"{W}txbxContent":
            boxes.append(node)
        elif node.tag == f"{W}t":
            parts.append(node.text or "")
        elif node.tag in (f"{W}br", f"{W}cr"):
            parts.append(_PAGE if node.get(f"{W}type") in ("page", "column") else _BREAK)
        elif node.tag in (f"{W}tab", f"{W}ptab"):
            parts.append(_TAB)
        elif node.tag == f"{W}noBreakHyphen":
            parts.append("-")
        elif node.tag == f"{W}sym":
            parts.append(" ")
        elif node.tag not in _SKIP and isinstance(node.tag, str):
            stack.append(iter(node))
    return "".join(parts), boxes


class Reader:
    """Walks the body in order and gives lines; a table of two or three columns with labels reads across."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles = styles
        self.numbering = numbering
        self.lines: list[Line] = []
        self.notes: list[Doubt] = []
        self.row = 0
        self.held = ""  # words before a deleted paragraph mark: they go on in the next paragraph

    def read(self, body: Any) -> None:
        """All blocks of the body."""
        for block in _blocks(body):
            if block.tag == f"{W}tbl":
                self._table(block)
            else:
                self.lines += self._paragraph(block)

    def _paragraph(self, element: Any) -> list[Line]:
        self.row += 1
        text, boxes = _paragraph_text(element)
        properties = element.find(f"{W}pPr")
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self.held += text + " "
            return []
        text, self.held = self.held + text, ""
        number, indent = self._number(properties)
        found = []
        for index, piece in enumerate(_pieces(text)):
            words = tidy(f"{number} {piece}" if index == 0 and number else piece)
            if words:
                found.append(Line(words, 0, self.row, indent, True, bool(number) and index == 0))
        for box in boxes:
            for block in _blocks(box):
                if block.tag == f"{W}p":
                    found += self._paragraph(block)
        return found

    def _number(self, properties: Any) -> tuple[str, float | None]:
        """The number Word prints before the paragraph, and where the paragraph stands."""
        style = self.styles.default
        own: tuple[str | None, int | None] = (None, None)
        indent: float | None = None
        if properties is not None:
            named = properties.find(f"{W}pStyle")
            style = named.get(f"{W}val", "") if named is not None else style
            number = properties.find(f"{W}numPr")
            own = _num(number) if number is not None else own
            place = properties.find(f"{W}ind")
            indent = left(place) if place is not None else None
        num, depth = own
        chain = list(self.styles.chain(style))
        if num is None:
            key = next((one for one in chain if one in self.styles.own), None)
            if key is not None:
                num, styled = self.styles.own[key]
                by_style = next(
                    (self.numbering.styled(num, one) for one in chain if self.numbering.styled(num, one) is not None),
                    None,
                )
                depth = depth if depth is not None else by_style if by_style is not None else styled
        if indent is None:
            indent = next((self.styles.indents[one] for one in chain if one in self.styles.indents), None)
        if not num or num == "0":
            return "", indent
        level = self.numbering.level(num, depth or 0)
        if indent is None and level is not None:
            indent = level.indent
        return self.numbering.print(num, depth or 0).strip(), indent

    def _table(self, table: Any) -> None:
        data = False
        for row in _rows(table):
            cells = [self._cell(cell) for cell in row.iterchildren(f"{W}tc", f"{W}sdt")]
            cells = [cell for cell in cells if cell]
            if not cells:
                continue
            if len(cells) == 1:
                self.lines += cells[0]
            elif all(len(cell) == 1 for cell in cells[:-1]) and self._labels(cells[:-1]):
                self.lines += _across(cells)
            elif any(len(cell) > 1 for cell in cells):
                self.lines += [line for cell in cells for line in cell]
            else:
                data = True
                texts = [" ".join(line.text for line in cell) for cell in cells]
                self.lines.append(Line(" | ".join(texts), 0, cells[0][0].row, None, True))
        if data:
            self.notes.append(
                Doubt("Tabel", f"Tabel di sekitar baris {self.row} dibaca baris demi baris; sel dipisah tanda |.")
            )

    @staticmethod
    def _labels(cells: list[list[Line]]) -> bool:
        """The columns before the last hold a label, a colon or a number, so the row is one sentence."""
        texts = [cell[0].text for cell in cells]
        return all(_MARK.fullmatch(text) or (index == 0 and _LABEL.fullmatch(text)) for index, text in enumerate(texts))

    def _cell(self, cell: Any) -> list[Line]:
        found: list[Line] = []
        for block in _blocks(cell):
            if block.tag == f"{W}p":
                found += self._paragraph(block)
            else:
                kept, self.lines = self.lines, []
                self._table(block)
                found += self.lines
                self.lines = kept
        return found


def _across(cells: list[list[Line]]) -> list[Line]:
    """A row read across: "Menimbang", ":", "a. bahwa ..." become one line, the rest of the last cell follows."""
    first = cells[-1][0]
    text = " ".join([*(cell[0].text for cell in cells[:-1]), first.text])
    return [Line(text, 0, cells[0][0].row, first.indent, True, first.auto), *cells[-1][1:]]


def _pieces(text: str) -> list[str]:
    """A paragraph at its breaks; what a typist or a page cut in the middle of a sentence is one piece."""
    found: list[str] = []
    for number, part in enumerate(re.split(f"([{_BREAK}{_PAGE}])", text)):
        if number % 2:
            page = part == _PAGE
        elif number and _goes_on(found[-1].strip(), part.strip(), page):
            found[-1] = join(found[-1], part)
        else:
            found.append(part)
    return found


def _goes_on(before: str, after: str, page: bool) -> bool:
    """A sentence that has not ended, and words that begin nothing new; a page may end anywhere in it."""
    if not after or not before or before.isupper() or heads(before + " ") or heads(after) or items(after):
        return False
    sentence = page or (len(before) > LONG_LINE and bool(_OPEN.search(before)))
    return after[:1].islower() or (sentence and not ended(before))


def _blocks(element: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, also inside content controls and inserted parts."""
    stack = [iter(element)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
        elif node.tag in (f"{W}p", f"{W}tbl"):
            yield node
        elif node.tag not in _SKIP and isinstance(node.tag, str):
            stack.append(iter(node))


def _rows(table: Any) -> Iterator[Any]:
    for node in table.iterchildren():
        if node.tag == f"{W}tr":
            properties = node.find(f"{W}trPr/{W}del")
            if properties is None:
                yield node
        elif node.tag in (f"{W}sdt", f"{W}ins"):
            yield from node.iter(f"{W}tr")
