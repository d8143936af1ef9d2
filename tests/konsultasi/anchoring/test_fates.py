"""Single fates that are easily got wrong, and the doors the site uses."""

import pytest

from konsultasi.anchoring.alignment import align, align_documents
from konsultasi.anchoring.fates import reanchor
from konsultasi.anchoring.locating import Anchor
from konsultasi.anchoring.texts import Document, PassageKey

KEYS = [
    PassageKey("b1", "bab", "I", "KETENTUAN UMUM"),
    PassageKey("p1", "pasal", "1", "Setiap rumah tangga wajib memilah sampah menjadi 3 (tiga) jenis."),
    PassageKey("p2", "pasal", "2", "Camat membina pengelolaan sampah. Camat melapor kepada Bupati setiap bulan."),
    PassageKey("p3", "pasal", "3", "Peraturan ini mulai berlaku pada tanggal diundangkan."),
]


def with_texts(**texts: str) -> list[PassageKey]:
    return [PassageKey(k.id, k.kind, k.number, texts.get(k.id, k.text)) for k in KEYS]


def test_the_same_id_is_the_counterpart_however_much_was_rewritten() -> None:
    new = with_texts(p2="Pembinaan dilakukan oleh dinas terkait menurut rencana kerja tahunan yang disepakati warga.")
    assert (2, 2) in align(KEYS, new).pairs()


def test_words_that_changed_ids_go_with_the_words() -> None:
    new = with_texts(p1=KEYS[2].text, p2=KEYS[1].text)
    assert {(1, 2), (2, 1)} <= set(align(KEYS, new).pairs())


def test_place_within_the_passage() -> None:
    """The site counts from the start of the passage and gets it back so."""
    new = [PassageKey("p0", "pasal", "1", "Asas peraturan ini adalah keterbukaan."), *with_texts(p2=KEYS[2].text[35:])]
    (fated,) = reanchor(align(KEYS, new), [Anchor(7, "melapor kepada Bupati", "Camat ", " setiap", 40, passage=2)])
    assert (fated.id, fated.fate, fated.passage) == (7, "kept", 3)
    assert fated.within is not None
    assert new[3].text[slice(*fated.within)] == "melapor kepada Bupati"


@pytest.mark.parametrize(
    ("text", "fate"),
    [(KEYS[1].text, "kept"), ("Setiap rumah tangga wajib memilah sampah menjadi 4 (empat) jenis.", "changed")],
)
def test_a_whole_passage_without_quote(text: str, fate: str) -> None:
    (fated,) = reanchor(align(KEYS, with_texts(p1=text)), [Anchor(1, "", passage=1)])
    assert (fated.fate, fated.passage, fated.within) == (fate, 1, (0, len(text)))


def test_a_typed_quote_is_looked_for_in_its_passage_first() -> None:
    keys = [PassageKey("a", "teks", "", "Camat melapor."), PassageKey("b", "teks", "", "Warga hadir. Camat melapor.")]
    (fated,) = reanchor(align(keys, keys), [Anchor(1, "Camat  melapor", passage=1)])
    assert (fated.fate, fated.passage, fated.within) == ("kept", 1, (13, 26))
    (fated,) = reanchor(align(keys, keys), [Anchor(1, "camat melapor", passage=1)])
    assert (fated.fate, fated.within) == ("doubtful", (13, 26))  # not the words of the text: a person looks at it


def test_a_repealed_passage_is_removed() -> None:
    new = with_texts(p2="(dihapus)")
    (fated,) = reanchor(align(KEYS, new), [Anchor(1, "Camat membina", "", " pengelolaan", 0, passage=2)])
    assert (fated.fate, fated.start) == ("removed", None)


def test_empty_versions() -> None:
    assert align([], []).pairs() == []
    (fated,) = reanchor(align(KEYS, []), [Anchor(1, "Camat membina", "", "", 0, passage=2)])
    assert fated.fate == "removed"
    assert align([PassageKey("x", "pasal", "1", "")], [PassageKey("x", "pasal", "1", "")]).pairs() == [(0, 0)]


def one(old: str, new: str, quote: str, count: int = 1) -> tuple[str, str | None]:
    """Fate and words of one quote (its count-th place)."""
    at = -1
    for _ in range(count):
        at = old.index(quote, at + 1)
    end = at + len(quote)
    anchor = Anchor(1, quote, old[max(0, at - 32) : at], old[end : end + 32], at)
    (fated,) = reanchor(align_documents(Document.read(old), Document.read(new)), [anchor])
    return fated.fate, None if fated.start is None else new[fated.start : fated.end]


def test_one_of_two_same_sentences_struck_out_is_doubtful() -> None:
    old = "Camat melapor. Warga hadir dan memberi pendapat. Camat melapor."
    new = "Camat melapor. Warga hadir dan memberi pendapat."
    assert one(old, new, "Camat melapor.") == ("kept", "Camat melapor.")
    assert one(old, new, "Camat melapor.", 2) == ("doubtful", "Camat melapor.")


def test_letters_nobody_sees_are_no_change() -> None:
    assert one(
        "Setiap pe\u00adme\u00adrintah daerah wajib.",
        "Setiap pemerintah daerah wajib.",
        "pe\u00adme\u00adrintah daerah",
    ) == (
        "kept",
        "pemerintah daerah",
    )
    assert one("Caf\u00e9 wajib buka pagi.", "Cafe\u0301 wajib buka pagi.", "Caf\u00e9 wajib") == (
        "kept",
        "Cafe\u0301 wajib",
    )


def test_capitals_and_marks_are() -> None:
    assert one("Bupati menetapkan tarif.", "bupati menetapkan tarif.", "Bupati menetapkan")[0] == "changed"
    assert one('Kata "warga" berarti penduduk.', "Kata “warga” berarti penduduk.", 'Kata "warga"') == (
        "changed",
        "Kata “warga”",
    )


def test_other_scripts() -> None:
    assert one(
        "第一条 公民有权参与。国家保障公民的权利。", "第一条 公民有权依法参与。国家保障公民的权利。", "公民有权参与"
    ) == (
        "changed",
        "公民有权依法参与",
    )


def test_part_of_a_word() -> None:
    assert one(
        "Pengelolaan sampah wajib dilakukan warga.", "Pengelolaan limbah wajib dilakukan warga.", "gelolaan"
    ) == ("kept", "gelolaan")


def test_a_quote_that_was_never_there() -> None:
    old, new = "Camat membina warga.", "Camat membina warga. Dinas menyusun rencana kerja tahunan."
    anchor = Anchor(1, "Dinas menyusun rencana kerja tahunan.", "", "", 3)
    (fated,) = reanchor(align_documents(Document.read(old), Document.read(new)), [anchor])
    assert (fated.fate, new[fated.start : fated.end]) == ("doubtful", anchor.quote)


def test_a_quote_with_a_slip_is_found_and_doubtful() -> None:
    old = "Setiap rumah tangga wajib memilah sampah menjadi tiga jenis."
    anchor = Anchor(1, "rumah tanga wajib memilah sampah", "", "", 7)
    (fated,) = reanchor(align_documents(Document.read(old), Document.read(old)), [anchor])
    assert (fated.fate, old[fated.start : fated.end]) == ("doubtful", "rumah tangga wajib memilah sampah")


def partners(old: list[str], new: list[str]) -> list[int | None]:
    """For each old passage the new one."""
    return align([PassageKey("", "", "", t) for t in old], [PassageKey("", "", "", t) for t in new]).to_new


def explained(*numbers: str) -> list[str]:
    return [words for number in numbers for words in (f"Pasal {number}", "Cukup jelas.")]


def test_the_same_words_again_and_again_follow_their_headings() -> None:
    old = explained("1", "2", "3", "4", "5")
    assert partners(old, explained("1", "2", "4", "5")) == [0, 1, 2, 3, None, None, 4, 5, 6, 7]
    assert partners(old, explained("1", "2", "3", "3A", "4", "5")) == [0, 1, 2, 3, 4, 5, 8, 9, 10, 11]
    told = [*old[:5], "Yang dimaksud dengan warga adalah penduduk yang terdaftar.", *old[6:]]
    assert partners(old, told) == [0, 1, 2, 3, 4, None, 6, 7, 8, 9]


ITEMS = ["Syarat:", "a. fotokopi KTP;", "b. pasfoto warna;", "c. surat pernyataan; dan", "d. rekomendasi."]


def test_list_items_go_with_their_words_not_their_letters() -> None:
    assert partners(ITEMS, [*ITEMS[:2], "b. surat pernyataan; dan", "c. rekomendasi."]) == [0, 1, None, 2, 3]
    assert partners(ITEMS, [*ITEMS[:1], "a. pasfoto warna;", "b. fotokopi KTP;", *ITEMS[3:]]) == [0, 2, 1, 3, 4]


def test_a_renumbered_heading_stays_over_its_text() -> None:
    texts = [
        f"Aturan {name} berlaku bagi semua warga di wilayah {name} tanpa kecuali."
        for name in ("pasar", "sungai", "jalan")
    ]
    old = [words for number, text in enumerate(texts, 1) for words in (f"Pasal {number}", text)]
    new = ["Pasal 1", "Ketentuan baru mengenai asas keterbukaan dan kemitraan."]
    new += [words for number, text in enumerate(texts, 2) for words in (f"Pasal {number}", text)]
    assert partners(old, new)[1::2] == [3, 5, 7]
    assert align([PassageKey("", "", "", t) for t in old], [PassageKey("", "", "", t) for t in new]).moved == set()


def test_sentences_that_changed_places_inside_their_passage_are_kept() -> None:
    old = "Setiap warga wajib hadir dalam rapat desa. Kepala desa memimpin rapat dan mencatat hasilnya."
    new = "Kepala desa memimpin rapat dan mencatat hasilnya. Setiap warga wajib hadir dalam rapat desa."
    for quote in ("Setiap warga wajib hadir", "warga", "Kepala desa memimpin rapat", "hasilnya"):
        assert one(old, new, quote) == ("kept", quote)
