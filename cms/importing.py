"""The rows of an import: made from what was read, corrected by a person, turned into the body of a draft. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from cms.blocks import NUMBER_LENGTH, TEXT_LENGTH, DraftBody
from core.text import clean
from konsultasi.services.reading import Block, Doubt, Found, PassageText, bare_number, keep_ids, labels

KINDS = {
    "judul": "Judul",
    "menimbang": "Menimbang",
    "mengingat": "Mengingat",
    "bab": "Bab",
    "bagian": "Bagian",
    "paragraf": "Paragraf",
    "pasal": "Pasal",
    "ayat": "Ayat",
    "huruf": "Huruf",
    "angka": "Angka",
    "penjelasan": "Penjelasan",
    "teks": "Teks",
}
MARKS = {"bab": "BAB {}", "bagian": "Bagian {}", "paragraf": "Paragraf {}", "pasal": "Pasal {}"}
MARKS |= {"ayat": "({})", "huruf": "{}.", "angka": "{}.", "menimbang": "Menimbang:", "mengingat": "Mengingat:"}
NUMBERED = frozenset({"bab", "bagian", "paragraf", "pasal", "ayat", "huruf", "angka"})
EMPTY_ALLOWED = frozenset({"pasal", "menimbang", "mengingat", "penjelasan"})
MAX_PARTS = 1500  # what the editor can hold: it posts six fields a part
_BLANK = re.compile(r"\s*\n\s*\n\s*")
MAX_ROWS = 1900  # what one page of corrections can hold: it posts up to five fields a row
TOO_MANY = "Naskah ini {} bagian. Batasnya {}. Bagilah berkasnya, atau tempel tanpa lampiran."
SPLIT_WHERE = "Beri satu baris kosong di tempat teks ini dipisah, lalu pilih Pisahkan."


@dataclass(frozen=True)
class Row:
    """One part: found at `line` of the source, perhaps doubted; `checked`: a person looked; `out`: a person threw it
    away."""

    key: int
    kind: str
    number: str
    text: str
    doubt: str = ""
    line: int = 0
    checked: bool = False
    out: bool = False

    @property
    def waits(self) -> bool:
        """Somebody should look at it still."""
        return bool(self.doubt) and not self.checked and not self.out


@dataclass(frozen=True)
class Problem:
    """Why the rows cannot become a draft yet; `key` = 0: all of them."""

    key: int
    words: str


def load(stored: Iterable[dict[str, Any]]) -> list[Row]:
    """Rows as they were kept."""
    return [Row(**one) for one in stored]


def dump(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Rows to keep."""
    return [asdict(row) for row in rows]


def rows_of(blocks: Iterable[Block]) -> list[Row]:
    """A row for each found part, numbered from 1."""
    return [
        Row(key, block.kind, clean(block.number), clean(block.text), clean(block.doubt), block.source_line)
        for key, block in enumerate(blocks, 1)
    ]


def doubts_of(doubts: Iterable[Doubt], rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Every doubt with the key of the row it stands at; 0 where it speaks of the whole."""
    named = [" ".join(name.split()) for name in labels(_passages(rows))]
    told: set[tuple[int, str]] = set()
    found = []
    for doubt in doubts:
        why = clean(doubt.why)
        fits = [i for i, row in enumerate(rows) if why in row.doubt and (row.key, why) not in told]
        best = min(fits, key=lambda i: (named[i].casefold() != doubt.where.casefold(), i), default=None)
        key = rows[best].key if best is not None else 0
        told.add((key, why))
        found.append({"where": clean(doubt.where), "why": why, "key": key})
    return found


def kept(found: Found) -> dict[str, Any]:
    """The fields of a DraftImport that hold what was read."""
    rows = rows_of(found.blocks)
    return {
        "name": clean(found.name).replace("\n", " ")[:200],
        "form": found.form,
        "pages": found.pages,
        "part_count": len(rows),
        "lines": [[number, page, clean(words)] for number, page, words in found.lines],
        "rows": dump(rows),
        "doubts": doubts_of(found.doubts, rows),
        "left_out": [{"page": one.page, "text": clean(one.text), "why": clean(one.why)} for one in found.left_out],
    }


# Deeds on rows: each gives a new list, or None where it cannot be done.


def split(rows: Sequence[Row], key: int) -> list[Row] | None:
    """The row with this key in two, at its first blank line."""
    at = _at(rows, key)
    halves = _BLANK.split(rows[at].text.strip(), maxsplit=1) if at is not None else []
    if at is None or len(halves) < 2:
        return None
    new = replace(rows[at], key=_next(rows), number="", text=halves[1], doubt="", checked=False)
    return [*rows[:at], replace(rows[at], text=halves[0]), new, *rows[at + 1 :]]


def join(rows: Sequence[Row], key: int) -> list[Row] | None:
    """The row with this key becomes the end of the one above, its number written out: no word is lost."""
    at = _at(rows, key)
    if at is None or at == 0 or rows[at].out or rows[at - 1].out:
        return None
    above, row = rows[at - 1], rows[at]
    words = " ".join(part for part in (above.text, printed(row), row.text) if part)
    whys = " ".join(dict.fromkeys(why for why in (above.doubt, row.doubt) if why))
    merged = replace(above, text=words, doubt=whys, checked=above.checked and (row.checked or not row.doubt))
    return [*rows[: at - 1], merged, *rows[at + 1 :]]


def add(rows: Sequence[Row], key: int) -> list[Row] | None:
    """A new empty row below the one with this key."""
    at = _at(rows, key)
    if at is None:
        return None
    return [*rows[: at + 1], Row(_next(rows), rows[at].kind, "", "", line=rows[at].line), *rows[at + 1 :]]


def printed(row: Row) -> str:
    """The number as a law prints it: "(1)", "a.", "Pasal 5"."""
    if row.kind in ("menimbang", "mengingat"):
        return MARKS[row.kind]
    bare = bare_number(row.kind, row.number)
    return MARKS.get(row.kind, "{}").format(bare) if bare else ""


def _at(rows: Sequence[Row], key: int) -> int | None:
    return next((index for index, row in enumerate(rows) if row.key == key), None)


def _next(rows: Sequence[Row]) -> int:
    return max((row.key for row in rows), default=0) + 1


def problems(rows: Sequence[Row]) -> list[Problem]:
    """What stands between these rows and a draft."""
    kept_rows = [row for row in rows if not row.out]
    found = [Problem(row.key, words) for row in kept_rows for words in _missing(row)]
    if not kept_rows:
        found.append(Problem(0, "Semua bagian dibuang. Sisakan paling sedikit satu bagian."))
    if len(kept_rows) > MAX_PARTS:
        found.append(Problem(0, too_many(len(kept_rows), MAX_PARTS)))
    return found


def too_many(count: int, most: int) -> str:
    """The refusal of what is too long."""
    return TOO_MANY.format(*(f"{number:,}".replace(",", ".") for number in (count, most)))


def _missing(row: Row) -> list[str]:
    found = []
    if row.kind not in KINDS:
        found.append("Pilih jenisnya.")
    if row.kind in NUMBERED and not bare_number(row.kind, row.number):
        found.append("Isi nomornya.")
    if not row.text and row.kind not in EMPTY_ALLOWED:
        found.append("Isi teksnya, atau buang bagian ini.")
    if len(row.number) > NUMBER_LENGTH:
        found.append(f"Nomor paling panjang {NUMBER_LENGTH} huruf.")
    if len(row.text) > TEXT_LENGTH:
        found.append("Teks paling panjang 6.000 huruf. Pisahkan bagian ini.")
    return found


def names(rows: Sequence[Row]) -> list[str]:
    """What each row is called: "Pasal 6 ayat (1)"."""
    return labels(_passages(rows))


def _passages(rows: Sequence[Row]) -> list[PassageText]:
    return [PassageText(str(row.key), _kind(row.kind), row.number, row.text) for row in rows]


def _kind(kind: str) -> str:
    """The title of a regulation stands in its text as words."""
    return "teks" if kind == "judul" else kind


# What becomes of the body of a draft.


@dataclass(frozen=True)
class Part:
    """One part of the body as it will be, or as it was."""

    block_id: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Plan:
    """The body that comes out of an import, and how it differs from the present one."""

    body: list[dict[str, Any]]
    new: list[Part]
    changed: list[Part]
    gone: list[Part]
    same: int


def plan(rows: Sequence[Row], present: Sequence[PassageText]) -> Plan:
    """What these rows make of the present body: parts that continue one keep its id, and its exact words if alike."""
    wanted = [row for row in rows if not row.out]
    fresh = [Block(_kind(row.kind), bare_number(_kind(row.kind), row.number), row.text) for row in wanted]
    old = [(one.block_id, one.kind, bare_number(one.kind, one.number), one.text) for one in present]
    ids = keep_ids(fresh, old)
    before = {one.block_id: one for one in present}
    called = {one.block_id: name for one, name in zip(present, labels(present), strict=True)}
    texts = [_continued(one, block_id, before) for one, block_id in zip(fresh, ids, strict=True)]
    new, changed, same = [], [], 0
    for text, name in zip(texts, labels(texts), strict=True):
        was = before.get(text.block_id)
        if was is None:
            new.append(Part(text.block_id, name, "", _words(text)))
        elif was == text:
            same += 1
        else:
            changed.append(Part(text.block_id, name, _words(was), _words(text)))
    taken = set(ids)
    gone = [Part(key, called[key], _words(one), "") for key, one in before.items() if key not in taken]
    body = [
        {"type": text.kind, "value": {"number": text.number, "text": text.text}, "id": text.block_id} for text in texts
    ]
    return Plan(body, new, changed, gone, same)


def _continued(block: Block, block_id: str, before: dict[str, PassageText]) -> PassageText:
    """The part as it will stand; where only blanks or the way a number is typed differ, as it stood."""
    was = before.get(block_id)
    number, text = block.number, block.text
    if was is not None and was.kind == block.kind:
        if bare_number(was.kind, was.number) == number:
            number = was.number
        if was.text.split() == text.split():
            text = was.text
    return PassageText(block_id, block.kind, number, text)


def _words(part: PassageText) -> str:
    return f"{part.number} {part.text}".strip()


def value(body: list[dict[str, Any]]) -> Any:
    """The body as the page's field takes it."""
    return DraftBody().to_python(body)
