"""Any regulation, typed in any width with or without pages, comes back as it was."""

# ruff: noqa: E501  (texts as they are typed)

from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from konsultasi.structure import blocks, find, keep_ids, read
from konsultasi.structure.readers import numbering

from . import typed
from .test_regulations import letters, words_of
from .typed import Part

WORDS = [
    "setiap",
    "orang",
    "wajib",
    "bupati",
    "camat",
    "desa",
    "sampah",
    "masing-masing",
    "sebaik-baiknya",
    "pelayanan",
    "dan/atau",
    "peraturan",
    "izin",
    "warga",
    "tempat",
]
REFERENCES = [
    "sebagaimana dimaksud dalam Pasal 3",
    "sebagaimana dimaksud pada ayat (2)",
    "pada huruf b",
    "selama 3 (tiga) hari",
]
phrase = st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(REFERENCES)), min_size=3, max_size=22).map(" ".join)
sentence = phrase.map(lambda words: words[0].upper() + words[1:] + " berlaku.")


@st.composite
def listed(draw: Any, kind: str, deeper: str | None) -> list[Part]:
    """A list of two and more items, each perhaps with a list below."""
    count = draw(st.integers(2, 5))
    found = []
    for index in range(count):
        label = chr(97 + index) if kind == "huruf" else str(index + 1)
        words = draw(phrase)
        below: list[Part] = []
        if deeper and draw(st.integers(0, 4)) == 0:
            below = draw(listed(deeper, None))
        if kind == "ayat":
            words = words[0].upper() + words[1:]
        end = " meliputi:" if below else " berlaku." if index == count - 1 or kind == "ayat" else " berlaku;"
        found.append(Part(kind, label, words + end, below))
    return found


@st.composite
def article(draw: Any, number: int) -> Part:
    shape = draw(st.sampled_from(["plain", "ayat", "huruf"]))
    if shape == "plain":
        return Part("pasal", str(number), draw(sentence))
    if shape == "ayat":
        return Part("pasal", str(number), "", draw(listed("ayat", "huruf")))
    return Part("pasal", str(number), draw(sentence)[:-1] + " dengan ketentuan:", draw(listed("huruf", "angka")))


@st.composite
def regulation(draw: Any) -> list[Part]:
    number, chapters = 1, []
    for index in range(draw(st.integers(1, 4))):
        parts = []
        for _ in range(draw(st.integers(1, 4))):
            parts.append(draw(article(number)))
            number += 1
        chapters.append(
            Part(
                "bab",
                numbering.shown(index + 1, "upperRoman"),
                " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=9))).upper(),
                parts,
            )
        )
    return chapters


def lines_of(parts: list[Part], width: int, indents: bool) -> list[str]:
    found = []
    for depth, number, words in typed.typed(parts):
        found += broken(depth, "" if number == "title" else number, words, width, indents)
    return found


def broken(depth: int, number: str, words: str, width: int, indents: bool) -> list[str]:
    margin = "    " * depth if indents else ""
    lines, now = [], margin + number
    for word in words.split(" "):
        if len(now) + 1 + len(word) > width and now.strip():
            lines.append(now)
            now = margin + (" " * (len(number) + 1) if indents and number else "") + word
        else:
            now = f"{now} {word}" if now.strip() else now + word
    return [*lines, now]


@settings(
    max_examples=30,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(regulation(), st.integers(44, 100), st.booleans(), st.booleans())
def test_a_regulation_comes_back_as_it_was(parts: list[Part], width: int, indents: bool, pages: bool) -> None:
    lines = lines_of(parts, width, indents)
    text = typed.paged(lines, 35) if pages else "\n".join(lines)

    draft = find(read(text.encode(), "a.txt"))

    assert typed.found(draft.children) == [part.as_tuple() for part in parts]
    assert letters(words_of(draft)) == letters(text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read_without_loss(text: str) -> None:
    if not text.strip() or "\0" in text:
        return
    try:
        source = read(("Pasal 1\n" + text).encode("utf-8", "replace"), "a.txt")
    except ValueError:
        return
    before = letters(" ".join(line.text for line in source.lines))
    draft = find(source)
    draft.as_json()
    assert letters(words_of(draft)) == before


tokens = st.sampled_from(["Pasal 1", "Pasal 2", "Pasal I", "(1)", "(2)", "a.", "b.", "1.", "2.", "BAB I", "BAB II", "Bagian Kesatu", "teks;", "isi:", "akhir.", "\n", "\n", "PENJELASAN", "I. UMUM", "II. PASAL DEMI PASAL", "LAMPIRAN", "Ditetapkan di X", "Menimbang :", "Mengingat :", "MEMUTUSKAN:", "berbunyi sebagai berikut:", "diubah", "- 3 -", "\f", "dan/", "mem-", "KESATU :", "Cukup jelas.", "Ayat (1)"])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(tokens, min_size=1, max_size=60))
def test_any_heap_of_marks_is_read_without_loss(heap: list[str]) -> None:
    text = " ".join(heap)
    if not text.strip():
        return
    source = read(text.encode(), "a.txt")
    before = letters(" ".join(line.text for line in source.lines))
    draft = find(source)
    assert letters(words_of(draft)) == before
    sequence = blocks(draft)
    ids = keep_ids(
        sequence, [(str(index), block.kind, block.number, block.text) for index, block in enumerate(sequence)]
    )
    assert len(set(ids)) == len(sequence)


@given(st.integers(1, 400))
def test_words_numbers_go_up_without_repeating(value: int) -> None:
    for fmt in ("decimal", "lowerLetter", "upperRoman"):
        assert numbering.shown(value, fmt) != numbering.shown(value + 1, fmt)
