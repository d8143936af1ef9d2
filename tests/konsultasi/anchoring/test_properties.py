"""What must hold for any text: one fate each, identity keeps, insertion keeps, the difference rebuilds both texts."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from konsultasi.anchoring.alignment import align, align_documents
from konsultasi.anchoring.compare import compare, difference, readable
from konsultasi.anchoring.diffing import matches, restopped, slid
from konsultasi.anchoring.fates import Fated, reanchor
from konsultasi.anchoring.locating import Anchor
from konsultasi.anchoring.sentences import changed_sentences, sentences
from konsultasi.anchoring.texts import Document, PassageKey, collapse

TEXT = (
    "setiap orang wajib memilah sampah rumah tangga petugas camat bupati desa laporan bulan hari lima tujuh retribusi"
    " tarif pasar jalan sungai pagi malam izin warga bank lurah denda Pasal ayat (1) (2) Rp10.000,00 dan atau yang"
)
WORDS = TEXT.split()

word = st.sampled_from(WORDS)
sentence = st.lists(word, min_size=1, max_size=14).map(lambda words: " ".join(words) + ".")
passage = st.lists(sentence, min_size=1, max_size=3).map(" ".join)
texts = st.lists(passage, min_size=1, max_size=7)
wild = st.text(alphabet=st.sampled_from('abAB .,;()\n\t 12é\u0301\u00ad“"汉字ก'), max_size=60)


def joined(passages: list[str]) -> str:
    return "\n\n".join(passages)


def cut(text: str, start: int, length: int, name: int = 0) -> Anchor:
    start = start % max(1, len(text))
    end = min(len(text), start + length)
    return Anchor(name, text[start:end], text[max(0, start - 32) : start], text[end : end + 32], start)


def fates(old: str, new: str, anchors: list[Anchor]) -> list[Fated]:
    return reanchor(align_documents(Document.read(old), Document.read(new)), anchors)


def check(old: str, new: str, anchors: list[Anchor], got: list[Fated]) -> None:
    """One fate each, in order; stretches lie in the text; kept and moved mean the same words."""
    assert [fated.id for fated in got] == [anchor.id for anchor in anchors]
    read, places = Document.read(new), Document.read(new).places
    for anchor, fated in zip(anchors, got, strict=True):
        assert fated.fate in {"kept", "moved", "changed", "removed", "doubtful"}
        if fated.start is None or fated.end is None or fated.passage is None:
            assert fated.fate in {"removed", "doubtful"}
            assert (fated.start, fated.end, fated.passage) == (None, None, None)
            continue
        assert fated.fate != "removed"
        assert 0 <= fated.start <= fated.end <= len(read.text)
        assert places[fated.passage].start <= fated.start <= places[fated.passage].end
        if fated.fate in {"kept", "moved"}:
            assert collapse(read.text[fated.start : fated.end]) == collapse(anchor.quote)


spots = st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 90)), min_size=1, max_size=12)


@settings(max_examples=150, deadline=None)
@given(texts, texts, spots)
def test_one_fate_each(old: list[str], new: list[str], where: list[tuple[int, int]]) -> None:
    anchors = [cut(joined(old), start, length, name) for name, (start, length) in enumerate(where)]
    check(joined(old), joined(new), anchors, fates(joined(old), joined(new), anchors))


@settings(max_examples=150, deadline=None)
@given(wild, wild, spots, wild)
def test_any_letters(old: str, new: str, where: list[tuple[int, int]], strange: str) -> None:
    read = Document.read(old).text
    anchors = [cut(read, start, length % 20, name) for name, (start, length) in enumerate(where)]
    anchors.append(Anchor("asing", strange, strange[:3], strange[-3:], len(strange)))
    got = fates(old, new, anchors)
    assert len(got) == len(anchors)
    for fated in got:
        assert fated.start is None or 0 <= fated.start <= (fated.end or 0) <= len(Document.read(new).text)


@settings(max_examples=150, deadline=None)
@given(texts, spots)
def test_same_text_keeps(old: list[str], where: list[tuple[int, int]]) -> None:
    text = joined(old)
    anchors = [cut(text, start, length + 1, name) for name, (start, length) in enumerate(where)]
    for anchor, fated in zip(anchors, fates(text, text, anchors), strict=True):
        if collapse(anchor.quote):
            skipped = len(anchor.quote) - len(anchor.quote.lstrip())
            assert (fated.fate, fated.start) == ("kept", anchor.start + skipped)


NEW = "Ketentuan baru tentang pendanaan kelembagaan kemitraan digital berjangka panjang diatur terpisah."


@settings(max_examples=100, deadline=None)
@given(texts, st.integers(0, 7), spots)
def test_insertion_keeps(old: list[str], at: int, where: list[tuple[int, int]]) -> None:
    """A new passage in between: every quote inside one passage stays what and where it was."""
    new = [*old[:at], NEW, *old[at:]]
    anchors = []
    for name, (start, length) in enumerate(where):
        index = start % len(old)
        offset = len(joined(old[:index])) + (2 if index else 0)
        inside = cut(old[index], start // 7, length + 1, name)
        anchors.append(Anchor(name, inside.quote, inside.prefix, inside.suffix, offset + inside.start))
    shift = len(NEW) + 2
    for anchor, fated in zip(anchors, fates(joined(old), joined(new), anchors), strict=True):
        if not collapse(anchor.quote):
            continue
        behind = anchor.start >= len(joined(old[:at])) and (at > 0 or True)
        begin = anchor.start + len(anchor.quote) - len(anchor.quote.lstrip())
        assert fated.fate == "kept"
        assert fated.start == begin + (shift if behind and at < len(old) else 0)


@settings(max_examples=150, deadline=None)
@given(st.lists(word, min_size=8, max_size=25), st.integers(0, 20), st.data())
def test_edits_outside_the_quote(words: list[str], at: int, data: st.DataObject) -> None:
    """Words are replaced and inserted before and behind a quote that is marked by a word found nowhere else."""
    at = at % (len(words) - 3)
    quote = [words[at], "kesepakatan", words[at + 1], "musyawarah", words[at + 2]]
    before, after = words[:at], words[at + 3 :]
    edited = []
    for part in (before, after):
        edits = data.draw(
            st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["baru", "lain", "segera"])), max_size=2)
        )
        part = list(part)
        for place, new in edits:
            if place % 2 and part:
                part[place % len(part)] = new
            else:
                part.insert(place % (len(part) + 1), new)
        edited.append(part)
    old, new = " ".join([*before, *quote, *after]), " ".join([*edited[0], *quote, *edited[1]])
    start = len(" ".join(before)) + (1 if before else 0)
    (fated,) = fates(old, new, [cut(old, start, len(" ".join(quote)))])
    expected = len(" ".join(edited[0])) + (1 if edited[0] else 0)
    assert (fated.fate, fated.start, fated.end) == ("kept", expected, expected + len(" ".join(quote)))


@settings(max_examples=200, deadline=None)
@given(st.one_of(passage, wild), st.one_of(passage, wild))
def test_difference_rebuilds_both(a: str, b: str) -> None:
    pieces = difference(a, b)
    assert "".join(piece.text for piece in pieces if piece.op != "ins") == a
    assert "".join(piece.text for piece in pieces if piece.op != "del") == b
    assert all(piece.text for piece in pieces)
    shown = "".join(piece.text for piece in readable(pieces) if piece.op != "del")
    assert shown.split() == b.split()


@settings(max_examples=120, deadline=None)
@given(texts, texts)
def test_comparison_is_whole(old: list[str], new: list[str]) -> None:
    a = [PassageKey("", "", "", text) for text in old]
    b = [PassageKey("", "", "", text) for text in new]
    rows = compare(a, b)
    assert sorted(row.old for row in rows if row.old is not None) == list(range(len(old)))
    assert [row.new for row in rows if row.new is not None] == list(range(len(new)))
    for row in rows:
        before = "".join(piece.text for piece in row.pieces if piece.op != "ins")
        after = "".join(piece.text for piece in row.pieces if piece.op != "del")
        assert before == ("" if row.old is None else old[row.old])
        assert after == ("" if row.new is None else new[row.new])


@settings(max_examples=120, deadline=None)
@given(texts, st.permutations(range(7)))
def test_ids_decide(old: list[str], order: list[int]) -> None:
    """Stable ids pair passages whatever the order, as long as the words stay with them."""
    a = [
        PassageKey(f"b{index}", "ayat", str(index), f"{text} Kode k{index}k{index}.") for index, text in enumerate(old)
    ]
    b = [a[index] for index in order if index < len(a)]
    assert {a[i].id: b[j].id for i, j in align(a, b).pairs()} == {one.id: one.id for one in a}


@settings(max_examples=150, deadline=None)
@given(st.one_of(passage, wild), st.one_of(passage, wild))
def test_sentences_cover(a: str, b: str) -> None:
    found = sentences(b)
    assert all(b[one.start : one.end] == one.text and one.text.strip() for one in found)
    assert "".join("".join(one.text.split()) for one in found) == "".join(b.split())
    assert [(one.start, one.end) for one in changed_sentences(a, b)] == [(one.start, one.end) for one in found]
    assert all(one.state == "same" for one in changed_sentences(b, b))


tokens = st.lists(st.integers(0, 4), max_size=30)


@settings(max_examples=500, deadline=None)
@given(tokens, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 6)), max_size=5), tokens)
def test_matches_rise_on_both_sides(a: list[int], copied: list[tuple[int, int, int]], other: list[int]) -> None:
    """Few different words, stretches copied about: the hardest food for the word-by-word alignment."""
    b = [*a, *other[:4]]
    for source, target, length in copied:
        b[target:target] = a[source : source + length]
    found = matches(a, b)
    ends = ([word == 0 for word in a], [word == 0 for word in b])
    for step in (found, restopped(found, a, b, ends), slid(restopped(found, a, b, ends), a, b, *ends)):
        assert all(a[first] == b[second] for first, second in step)
        assert all(one[0] < two[0] and one[1] < two[1] for one, two in pairwise(step))
