"""Where the parts of a regulation begin: its opening, its articles, its closing words, explanation and annexes."""

import re
from dataclasses import dataclass

from .marks import QUOTES, ended, heads, refers
from .model import Line

_EXPLAINS = re.compile(r"P\s?E\s?N\s?J\s?E\s?L\s?A\s?S\s?A\s?N\b")
_EXPLAINS_NEXT = re.compile(r"(?:ATAS|A T A S|RANCANGAN|UNDANG|PERATURAN|KEPUTUSAN|QANUN|I\s?\.|UMUM|TENTANG)\b")
_ANNEX = re.compile(
    r"LAMPIRAN(?:\s+[IVXL\d]+[A-Z]?)?(?:\s*[:.]|\s+(?:PERATURAN|UNDANG|KEPUTUSAN|RANCANGAN|SALINAN|QANUN)\b|$)"
)
_ANNEX_NUMBER = re.compile(r"^LAMPIRAN\s+([IVXL\d]+)\b")
_CLOSES = re.compile(
    r"(?:Agar (?:setiap|semua) orang|Agar supaya setiap orang|Supaya setiap orang|(?:Disahkan|Ditetapkan|"
    r"Diundangkan|Ditandatangani|Dikeluarkan|"
    r"DISAHKAN|DITETAPKAN|DIUNDANGKAN) (?:di|DI|pada)\b)"
)
_DECIDES = re.compile(r"M\s?E\s?M\s?U\s?T\s?U\s?S\s?K\s?A\s?N|Memutuskan\s*:|MENETAPKAN\s*:?$|Menetapkan\s*:")
_WEIGHS = re.compile(r"(?:Menimbang|MENIMBANG|Mengingat|MENGINGAT)\b")
_FIRST = re.compile(
    r"(?:B\s?A\s?B|Bab)\s*(?:I|1|l|PERTAMA|KESATU|Pertama|Kesatu)\b|(?:PERTAMA|KESATU)\s*:"
    r"|BUKU (?:I|1|KESATU|PERTAMA)\b"
)


@dataclass
class Section:
    """A run of lines that belong together: "opening", "body", "closing", "penjelasan" or "lampiran"."""

    name: str
    lines: list[Line]


def cut(lines: list[Line]) -> list[Section]:
    """The lines in sections, every line in exactly one."""
    start = _body_start(lines)
    sections = [Section("opening", lines[:start])]
    current = Section("body", [])
    for index in range(start, len(lines)):
        name = _begins(lines, index, current, start)
        if name:
            sections.append(current)
            current = Section(name, [])
        current.lines.append(lines[index])
    sections.append(current)
    return [section for section in sections if section.lines]


def _body_start(lines: list[Line]) -> int:
    """The line of the first chapter or article: after the words "Memutuskan", or where one stands alone."""
    if (
        not any(_WEIGHS.match(line.text) for line in lines[:80])
        and lines
        and re.match(r"Pasal [1I](?:\s*[-–—:])?\s+[A-Z(]", lines[0].text)
    ):
        return 0
    decided = next((index for index, line in enumerate(lines) if _DECIDES.match(line.text)), None)
    for index in range(decided or 0, len(lines)):
        text = lines[index].text.strip(QUOTES + " ")
        if _FIRST.match(text) and not refers(lines[index - 1].text if index else ""):
            return index
        marks = [mark for mark in heads(text) if mark.kind in ("pasal", "bab")]
        if marks and _opens_body(marks[0].label, text[marks[0].size :].strip(), decided is not None):
            return index
        if decided is None and _EXPLAINS.fullmatch(text):
            break
    return len(lines) if decided is None else _after_decision(lines, decided)


def _opens_body(label: str, rest: str, decided: bool) -> bool:
    if not rest:
        return True
    return decided and label in ("1", "I") and bool(re.match(r"[A-Z(]", rest))


def _after_decision(lines: list[Line], decided: int) -> int:
    """A decision without articles: its body begins after "Menetapkan ... TENTANG ..."."""
    for index in range(decided + 1, len(lines)):
        if _CLOSES.match(lines[index].text):
            return index
    return len(lines)


def _begins(lines: list[Line], index: int, current: Section, start: int) -> str:
    now, begun = current.name, bool(current.lines)
    first = current.lines[0].text if begun else ""
    text = lines[index].text.strip()
    before = lines[index - 1].text if index else ""
    after = " ".join(line.text for line in lines[index + 1 : index + 3])
    if now != "penjelasan" and index > start and _explains(text, after):
        return "penjelasan"
    if _ANNEX.match(text) and index > start and not refers(before) and not _same_annex(now, text, first):
        return "lampiran"
    dated = len(text) < 60 and bool(re.match(r"[Pp]ada tanggal", after)) and not refers(before)
    if now == "body" and begun and _CLOSES.match(text) and (ended(before) or lines[index].fresh or dated):
        return "closing" if _really_closes(lines, index) else ""
    return ""


def _same_annex(now: str, text: str, first: str) -> bool:
    """Within an annex only another number begins another annex: pages repeat their heading."""
    return now == "lampiran" and (_ANNEX_NUMBER.findall(text) == _ANNEX_NUMBER.findall(first))


def _explains(text: str, after: str) -> bool:
    match = _EXPLAINS.match(text)
    if not match:
        return False
    rest = text[match.end() :].strip(" :.")
    return bool(_EXPLAINS_NEXT.match(rest or after.strip())) or (not rest and not after.strip())


def _really_closes(lines: list[Line], index: int) -> bool:
    """No further article follows before the explanation: a sentence that only begins like closing words goes on."""
    for line in lines[index + 1 :]:
        if _EXPLAINS.match(line.text) or _ANNEX.match(line.text):
            return True
        if any(mark.kind == "pasal" and not line.text[mark.size :].strip() for mark in heads(line.text)):
            return False
    return True
