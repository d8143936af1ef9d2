"""The flat sequence for the editor, and ids that survive a corrected file."""

from konsultasi.structure import Block, blocks, find, keep_ids, read

from . import typed


def flat(text: str) -> list[Block]:
    return blocks(find(read(text.encode(), "a.txt")))


def old(sequence: list[Block]) -> list[tuple[str, str, str, str]]:
    return [(f"id{index}", block.kind, block.number, block.text) for index, block in enumerate(sequence)]


TEXT = """BAB I
UMUM
Pasal 1
(1) Setiap orang wajib memilah sampah di rumahnya sendiri.
(2) Camat mengawasi pemilahan:
a. setiap bulan pada minggu pertama; dan
b. setiap tahun pada bulan terakhir.
Pasal 2
Peraturan ini mulai berlaku pada tanggal diundangkan.
"""


def test_the_sequence_says_kind_number_words_and_line() -> None:
    assert flat(TEXT) == [
        Block("bab", "I", "UMUM", "", 1),
        Block("pasal", "1", "", "", 3),
        Block("ayat", "1", "Setiap orang wajib memilah sampah di rumahnya sendiri.", "", 4),
        Block("ayat", "2", "Camat mengawasi pemilahan:", "", 5),
        Block("huruf", "a", "setiap bulan pada minggu pertama; dan", "", 6),
        Block("huruf", "b", "setiap tahun pada bulan terakhir.", "", 7),
        Block("pasal", "2", "Peraturan ini mulai berlaku pada tanggal diundangkan.", "", 8),
    ]


def test_a_doubt_stands_at_its_block() -> None:
    found = flat(TEXT.replace("Pasal 2", "Pasal 3"))
    assert [block.doubt for block in found if block.doubt] == ["Nomor meloncat: dari Pasal 1 langsung ke Pasal 3."]
    assert found[-1].doubt


def test_the_same_file_keeps_every_id() -> None:
    for name in ("sampah", "desa", "perubahan"):
        sequence = flat(typed.one_per_line(name))
        assert keep_ids(sequence, old(sequence)) == [f"id{index}" for index in range(len(sequence))]


def test_corrected_words_keep_their_id() -> None:
    before = flat(TEXT)
    after = flat(TEXT.replace("wajib memilah sampah di rumahnya", "wajib memilah semua sampah di rumahnya"))
    assert keep_ids(after, old(before)) == [f"id{index}" for index in range(7)]


def test_an_inserted_clause_is_new_and_the_others_follow_their_words() -> None:
    before = flat(TEXT)
    changed = TEXT.replace("(2) Camat", "(2) Kepala desa menyediakan tempat penampungan di setiap dusun.\n(3) Camat")
    ids = keep_ids(flat(changed), old(before))
    assert ids[:3] == ["id0", "id1", "id2"]
    assert ids[3] not in {one[0] for one in old(before)}
    assert ids[4:] == ["id3", "id4", "id5", "id6"]


def test_an_article_that_moves_takes_its_id_along() -> None:
    before = flat(TEXT)
    changed = TEXT.replace(
        "Pasal 2\n", "Pasal 2\nBiaya pengelolaan sampah ditanggung oleh anggaran desa dan iuran warga.\nPasal 3\n"
    )
    ids = keep_ids(flat(changed), old(before))
    assert ids[-1] == "id6"
    assert ids[-2] not in {one[0] for one in old(before)}


def test_no_id_is_given_twice_and_nothing_old_goes_to_what_is_new() -> None:
    same = [Block("teks", "", "Kalimat yang sama berulang di naskah ini.")] * 3
    ids = keep_ids(
        same, [("x", "teks", "", same[0].text), ("x", "teks", "", same[0].text), ("", "teks", "", same[0].text)]
    )
    assert len(set(ids)) == 3
    assert ids.count("x") == 1
    fresh = keep_ids(
        [Block("pasal", "9", "Ketentuan yang sama sekali baru.")], [("y", "pasal", "1", "Nama dan alamat.")]
    )
    assert fresh != ["y"]


def test_a_thousand_changed_blocks_are_matched_in_time() -> None:
    sequence = [
        Block("ayat", str(index % 9 + 1), f"Ketentuan nomor {index} mengatur hal {index * 7} dan {index * 13}.")
        for index in range(1000)
    ]
    moved = sequence[500:] + sequence[:500]
    ids = keep_ids(moved, old(sequence))
    assert len(set(ids)) == 1000
    assert ids[0] == "id500"
