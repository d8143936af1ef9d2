"""What belongs to the page and not to the text: page numbers, running headers, catchwords at the foot of a page."""

import dataclasses
import re
from collections import Counter, defaultdict

from rapidfuzz import fuzz

from .marks import heads, items
from .model import Doubt, Left, Line, Source

_NUMBER = re.compile(
    r"[-–—~.•|]*\s*(?:(?:hal(?:aman|\.)?|page)\s*)?\d{1,4}\s*(?:(?:/|dari|of)\s*\d{1,4})?\s*[-–—~.•|]*|[-–—]\s*[ivxl]{1,6}\s*[-–—]",
    re.I,
)
_DOTS = re.compile(r"\s*(?:(?:\.\s?){3,}|…[\s.…]*)$")
_WORN = re.compile(r"[-–—]\s?[\dlIoOsStiz]{1,3}\s?[-–—]?")  # "- 5 -" as scans spell it
_SITE = re.compile(
    r"(?:https?://)?(?:www\.|jdih)[\w.\-/]+|https?://\S+|(?:[\w\-]+\.)+(?:go\.id|co\.id|or\.id|com|org|net)(?:/\S*)?",
    re.I,
)
_OF_ALL = re.compile(r"(?:(?:hal(?:aman|\.)?|page)\s*)?(?P<n>\d{1,4})\s*(?:/|dari|of)\s*(?P<all>\d{1,4})", re.I)
_OF_ALL_LAST = re.compile(r"(?<=\S)\s+(?P<mark>(?P<n>\d{1,4}) / (?P<all>\d{1,4}))$")
_STUCK_CATCH = re.compile(r"(?<=.{12}[.;:,])\s+(?P<mark>[\w(][^.;:]{0,40}?(?:[.)]\s[^.;:]{1,40}?)?\s\. ?\. ?\.)$")
_ISSUE = re.compile(  # "2016, No.1037 -3-": how the state gazette heads its pages
    r"(?:[-–—]\s*\d{1,3}\s*[-–—]\s*)?(?:19|20)\d\d\s*,\s*No\.?\s*\d{1,4}\s*(?:[-–—]?\s*\d{1,3}\s*[-–—]?)?"
)
_LETTERHEAD = re.compile(
    r"PRESIDEN|REPUBLIK INDONESIA|PRESIDEN REPUBLIK INDONESIA|SALINAN|S A L I N A N|-\s*SALINAN\s*-"
)
_SK = re.compile(r"SK\s*No\.?\s*\d+\s*[A-Z]?", re.I)
_HEADS = ("PRESIDEN", "REPUBLIK INDONESIA", "PRESIDEN REPUBLIK INDONESIA", "MENTERI KEUANGAN REPUBLIK INDONESIA")
EDGE = 4  # lines at the head and foot of a page that may be furniture

NUMBER, HEADER, CATCHWORD = "nomor halaman", "kepala atau kaki halaman", "kata penyambung di kaki halaman"


def clear(source: Source) -> None:
    """Take page furniture out of the source's lines and name it; what only looks like it stays."""
    lines = _unstuck([line for line in source.lines if line.text])
    pages = _pages(lines)
    gone: dict[int, str] = {}
    _printed(lines, gone)
    _numbers(pages, gone)
    _headers(pages, gone)
    _catchwords(pages, gone)
    for line in lines:
        if id(line) in gone:
            source.left_out.append(Left(line.page, line.text, gone[id(line)]))
    source.lines = [line for line in lines if id(line) not in gone]


def _of_all(lines: list[Line]) -> set[str]:
    """How many pages "3 / 14" speaks of, where at least two such lines count up: "14"."""
    last: dict[str, int] = {}
    times: Counter[str] = Counter()
    for line in lines:
        if (match := _OF_ALL.fullmatch(line.text)) and last.get(match["all"], 0) < int(match["n"]) <= int(match["all"]):
            last[match["all"]] = int(match["n"])
            times[match["all"]] += 1
    return {total for total, count in times.items() if count >= 2}


def _unstuck(lines: list[Line]) -> list[Line]:
    """What stuck to the last words of its page ("... dengan sengaja 4 / 15", "Pasal 3 . . .") gets its own line."""
    totals = _of_all(lines)
    found: list[Line] = []
    for line in lines:
        match = _OF_ALL_LAST.search(line.text) if totals else None
        match = match if match and match["all"] in totals else _STUCK_CATCH.search(line.text)
        if match:
            found.append(dataclasses.replace(line, text=line.text[: match.start()]))
            line = dataclasses.replace(line, text=match["mark"], fresh=False, width=0.0)
        found.append(line)
    return found


def _pages(lines: list[Line]) -> list[list[Line]]:
    """Lines by page; a text without pages is cut where lines like "- 5 -" or "5 / 14" stand."""
    by_page: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_page[line.page].append(line)
    if len(by_page) > 1:
        return list(by_page.values())
    pages: list[list[Line]] = [[]]
    alone, totals = _lone_numbers(lines), _of_all(lines)
    for line in lines:
        match = _OF_ALL.fullmatch(line.text)
        whole = match is not None and match["all"] in totals
        if whole or re.fullmatch(r"[-–—]\s*\d{1,4}\s*[-–—]", line.text) or id(line) in alone:
            pages.append([])
        pages[-1].append(line)
    return pages


def _lone_numbers(lines: list[Line]) -> set[int]:
    """Numbers alone on their line that count up one by one: page numbers of a text pasted without its pages."""
    found = [(line, int(line.text)) for line in lines if re.fullmatch(r"\d{1,3}", line.text)]
    counts = all(two[1] == one[1] + 1 for one, two in zip(found, found[1:], strict=False))
    return {id(line) for line, _ in found} if len(found) >= 2 and counts else set()


def _edges(page: list[Line]) -> list[Line]:
    return page[:EDGE] + page[max(EDGE, len(page) - EDGE) :]


def _numbers(pages: list[list[Line]], gone: dict[int, str]) -> None:
    if len(pages) < 2 and not any(re.fullmatch(r"[-–—]\s*\d+\s*[-–—]", line.text) for line in pages[0]):
        return
    for index, page in enumerate(pages):
        for line in _edges(page):
            if len(line.text) < 40 and (
                _NUMBER.fullmatch(line.text)
                or _SK.fullmatch(line.text)
                or (index and line in page[:EDGE] and _WORN.fullmatch(line.text))
            ):
                gone[id(line)] = NUMBER


def _printed(lines: list[Line], gone: dict[int, str]) -> None:
    """Addresses, issue and page numbers that a publisher prints on every page, wherever they stand."""
    totals = _of_all(lines)
    for line in lines:
        if (match := _OF_ALL.fullmatch(line.text)) and match["all"] in totals:
            gone[id(line)] = NUMBER
    found = [line for line in lines if _SITE.fullmatch(line.text) or _ISSUE.fullmatch(line.text)]
    times = Counter("issue" if _ISSUE.fullmatch(line.text) else line.text.casefold() for line in found)
    for line in found:
        if times["issue" if _ISSUE.fullmatch(line.text) else line.text.casefold()] >= 2:
            gone[id(line)] = HEADER
    total = Counter(line.text for line in lines)
    beside = Counter(
        two.text
        for one, two in [*zip(lines, lines[1:], strict=False), *zip(lines[1:], lines, strict=False)]
        if gone.get(id(one)) == HEADER and id(two) not in gone
    )
    for line in lines:  # "© Penerbit 2003": always right beside such an address
        if beside[line.text] == total[line.text] >= 2 and len(line.text) < 40 and not _content(line.text):
            gone[id(line)] = HEADER


def _headers(pages: list[list[Line]], gone: dict[int, str]) -> None:
    """Lines that stand at the edge of several pages, digits aside; headings and list items never count."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(line.text) for line in _edges(page) if id(line) not in gone})
    for index, page in enumerate(pages):
        numbered = index > 0 and any(gone.get(id(line)) == NUMBER for line in _edges(page))
        for line in _edges(page):
            worn = index > 0 and line in page[:3] and _worn_head(line.text)
            printed = bool(_SITE.fullmatch(line.text) or _ISSUE.fullmatch(line.text))
            times = seen[_shape(line.text)]
            known = worn or printed or bool(_LETTERHEAD.fullmatch(line.text))
            often = times >= max(3, len(pages) // 3)
            twice = known and (numbered or worn or times >= 2 or printed)
            if id(line) not in gone and (twice or (often and not _content(line.text)) or (times >= 2 and _sited(line))):
                gone[id(line)] = HEADER


def _worn_head(text: str) -> bool:
    """The state's letterhead as a scan may spell it ("REPUBLTK INDONESIA")."""
    return text.isupper() and len(text) < 32 and max(fuzz.ratio(text.strip(" .,"), head) for head in _HEADS) >= 78


def _sited(line: Line) -> bool:
    """Words around the address of whoever printed it ("Diunduh dari jdih.kota.go.id | Bagian Hukum")."""
    return bool(_SITE.search(line.text)) and len(line.text) < 100 and not (heads(line.text) or items(line.text))


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", text.casefold())


def _content(text: str) -> bool:
    return bool(heads(text) or items(text)) or text[:1].islower() or len(text) > 120


def _catchwords(pages: list[list[Line]], gone: dict[int, str]) -> None:
    """The first words of the next page, printed at the foot of this one ("Pasal 5 . . .")."""
    for page, after in zip(pages, pages[1:], strict=False):
        kept = [line for line in page if id(line) not in gone]
        coming = [line.text for line in after if id(line) not in gone][:4]
        if kept and coming and _is_catchword(kept[-1].text, coming):
            gone[id(kept[-1])] = CATCHWORD
    kept = [line for page in pages for line in page if id(line) not in gone]
    for index, line in enumerate(kept[:-1]):  # where no page break is known, only the dotted ones
        if _DOTS.search(line.text) and _is_catchword(line.text, [one.text for one in kept[index + 1 : index + 4]]):
            gone[id(line)] = CATCHWORD


def _is_catchword(foot: str, coming: list[str]) -> bool:
    """These last words of a page are the first ones of the next."""
    words = _words(_DOTS.sub("", foot))
    dotted = bool(_DOTS.search(foot))
    starts = [_words(" ".join(coming[skip:])) for skip in range(3 if dotted else 1)]
    start = next((one for one in starts if one[:1] == words[:1]), [])
    if not words or len(foot) > 70 or not start:
        return False
    if start[: len(words)] == words and (dotted or (bool(heads(foot)) and len(words) <= 2)):
        return True
    cut = len(words) - 1  # the last word may be cut off in the middle
    return dotted and cut > 0 and start[:cut] == words[:-1] and " ".join(start[cut : cut + 1]).startswith(words[-1])


_SCANNED = str.maketrans("li|o", "1110")  # letters that scans take for one another


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold().translate(_SCANNED))


def told(left_out: list[Left]) -> list[Doubt]:
    """One doubt for each kind of words that were left out, with the words themselves and their pages."""
    numbers = [left for left in left_out if left.why == NUMBER]
    doubts = []
    if numbers:
        shown = ", ".join(f'"{left.text}"' for left in numbers)
        doubts.append(Doubt(_where(numbers), f"Nomor halaman tidak dimasukkan: {shown}."))
    groups: dict[tuple[str, str], list[Left]] = defaultdict(list)
    for left in left_out:
        if left.why not in (NUMBER, CATCHWORD):
            groups[left.why, left.text].append(left)
    catchwords = [left for left in left_out if left.why == CATCHWORD]
    if catchwords:
        shown = ", ".join(f'"{left.text}"' for left in catchwords)
        doubts.append(Doubt(_where(catchwords), f"Tidak dimasukkan, tampaknya {CATCHWORD}: {shown}."))
    for (why, text), group in groups.items():
        times = f" ({len(group)} kali)" if len(group) > 1 else ""
        doubts.append(Doubt(_where(group), f'Tidak dimasukkan, tampaknya {why}: "{text}"{times}.'))
    return doubts


def _where(group: list[Left]) -> str:
    pages = sorted({left.page for left in group if left.page})
    if not pages:
        return "Naskah"
    return f"Halaman {pages[0]}" if len(pages) == 1 else f"Halaman {pages[0]} sampai {pages[-1]}"
