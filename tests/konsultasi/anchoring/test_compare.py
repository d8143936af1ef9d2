"""The public comparison: moved passages once, no patchwork, sentences that changed."""

from konsultasi.anchoring.compare import Piece, compare, difference, readable
from konsultasi.anchoring.sentences import changed_sentences, sentences
from konsultasi.anchoring.texts import PassageKey


def keys(*texts: str) -> list[PassageKey]:
    return [PassageKey("", "", "", text) for text in texts]


A = "Setiap orang wajib memilah sampah rumah tangga."
B = "Petugas mengangkut sampah dua kali dalam satu minggu."
C = "Camat membina dan mengawasi pengelolaan sampah di wilayahnya."
D = "Retribusi dibayar paling lambat tanggal sepuluh setiap bulan."


def test_rows() -> None:
    new = B.replace("dua", "tiga")
    rows = compare(keys(A, B, C, D), keys(A, new, "Ketentuan baru mengenai bank sampah milik warga.", D))
    assert [(row.old, row.new, row.state) for row in rows] == [
        (0, 0, "same"),
        (1, 1, "changed"),
        (2, None, "removed"),
        (None, 2, "added"),
        (3, 3, "same"),
    ]
    assert rows[1].pieces == (
        Piece("same", "Petugas mengangkut sampah "),
        Piece("del", "dua"),
        Piece("ins", "tiga"),
        Piece("same", " kali dalam satu minggu."),
    )


def test_moved_stands_once() -> None:
    rows = compare(keys(A, B, C, D), keys(B, C, D, A))
    assert [(row.old, row.new, row.state) for row in rows] == [
        (1, 0, "same"),
        (2, 1, "same"),
        (3, 2, "same"),
        (0, 3, "moved"),
    ]
    assert rows[3].pieces == (Piece("same", A),)
    assert not rows[3].reworded


def test_moved_and_reworded() -> None:
    rows = compare(keys(A, B, C, D), keys(B, C, D, A.replace("rumah tangga", "pasar")))
    assert (rows[3].state, rows[3].reworded) == ("moved", True)


def test_number_counts_as_change() -> None:
    """On the site the number stands beside the words; a new number alone is a change of the passage."""
    rows = compare([PassageKey("p7", "pasal", "7", A)], [PassageKey("p7", "pasal", "8", A)])
    assert (rows[0].state, rows[0].reworded, rows[0].pieces) == ("changed", True, (Piece("same", A),))


def test_low_likeness_is_replaced_whole() -> None:
    old = "Camat menetapkan jadwal dan petugas mengangkut sampah pada pagi hari sebelum pukul enam."
    new = "Jadwal diumumkan dan warga menerima salinan melalui rukun tetangga pada setiap awal tahun."
    assert difference(old, new) == (Piece("del", old), Piece("ins", new))


def test_blanks_are_not_marked_for_people() -> None:
    pieces = difference("Setiap orang wajib\nmemilah sampah.", "Setiap orang wajib memilah  sampah.")
    assert [piece.op for piece in readable(pieces)] == ["same"]


def texts(text: str) -> list[str]:
    return [one.text for one in sentences(text)]


def test_short_forms_end_nothing() -> None:
    text = "Biaya sebesar Rp1.250.000 a.n. Bupati No. 5 Tahun 2026 dst. tetap berlaku. Lihat Pasal 5 ayat (1). Selesai."
    assert texts(text) == [
        "Biaya sebesar Rp1.250.000 a.n. Bupati No. 5 Tahun 2026 dst. tetap berlaku.",
        "Lihat Pasal 5 ayat (1).",
        "Selesai.",
    ]


def test_items() -> None:
    assert texts("Pemilahan meliputi:\na. sampah organik;\nb. sampah anorganik; dan\nc. sampah B3.") == [
        "Pemilahan meliputi:",
        "a. sampah organik;",
        "b. sampah anorganik; dan",
        "c. sampah B3.",
    ]


def test_broken_lines_go_on() -> None:
    assert texts("(1) Setiap orang wajib\nmemilah sampah.\n(2) Camat membina.") == [
        "(1) Setiap orang wajib\nmemilah sampah.",
        "(2) Camat membina.",
    ]


def test_changed_sentences() -> None:
    old = "Setiap orang wajib memilah sampah. Petugas mengangkut. Camat melapor."
    new = "Setiap orang wajib memilah sampah organik. Petugas mengangkut. Warga boleh mengadu. Camat melapor."
    assert [one.state for one in changed_sentences(old, new)] == ["changed", "same", "added", "same"]
    assert [one.state for one in changed_sentences("", "Baru. Lagi.")] == ["added", "added"]
