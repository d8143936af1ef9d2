"""What real regulations do to a reader, one trap a test."""

# ruff: noqa: E501  (texts as they are typed)

import re
import time
from typing import Any

import pytest

from konsultasi.structure import Draft, find, read
from konsultasi.structure.lines import join

from .typed import as_tuple


def opened(text: str) -> Draft:
    return find(read(text.encode(), "naskah.txt"))


def tree(text: str) -> list[tuple[Any, ...]]:
    return [as_tuple(node) for node in opened(text).children]


def whys(text: str) -> list[tuple[str, str]]:
    return [(doubt.where, doubt.why) for doubt in opened(text).doubts if doubt.where != "Judul"]


def article(number: str, text: str, *parts: Any) -> tuple[Any, ...]:
    return ("pasal", number, text, parts)


@pytest.mark.parametrize(
    ("one", "two", "whole"),
    [
        ("untuk pelak-", "sanaan tugas", "untuk pelaksanaan tugas"),
        ("dengan sebaik-", "baiknya", "dengan sebaik-baiknya"),
        ("masing-", "masing pihak", "masing-masing pihak"),
        ("peraturan perundang-", "undangan", "peraturan perundang-undangan"),
        ("Undang-", "Undang Nomor 5", "Undang-Undang Nomor 5"),
        ("sekurang-", "kurangnya", "sekurang-kurangnya"),
        ("bersama-", "sama", "bersama-sama"),
        ("tolong-", "menolong", "tolong-menolong"),
        ("lauk-", "pauk", "lauk-pauk"),
        ("COVID-", "19", "COVID-19"),
        ("ID-", "SIRTII", "ID-SIRTII"),
        ("non-", "formal", "non-formal"),
        ("Pemerin-", "tah Daerah", "Pemerintah Daerah"),
        ("orang dan/", "atau badan", "orang dan/atau badan"),
        ("ruang -", "waktu", "ruang - waktu"),
        ("pemerin\xad", "tah", "pemerintah"),
    ],
)
def test_words_cut_at_the_end_of_a_line(one: str, two: str, whole: str) -> None:
    assert join(one, two) == whole


def test_a_hyphen_seen_elsewhere_in_the_text_decides() -> None:
    assert join("e-", "katalog") == "e-katalog"
    assert join("sapta-", "marga", {"sapta-marga"}) == "sapta-marga"
    assert join("kemas-", "marakatan", {"kemasmarakatan"}) == "kemasmarakatan"


def test_references_at_the_beginning_of_a_line_are_no_headings() -> None:
    text = """Pasal 1
Ketentuan sebagaimana dimaksud dalam Pasal 5 ayat (1), Pasal 6, dan
Pasal 2
ayat (1) berlaku terhadap ketentuan
Pasal 2 dan Pasal 3.
Pasal 2
(1) Bupati sebagaimana dimaksud pada ayat
(2) menetapkan sanksi, berdasarkan Undang-Undang Nomor
2. Tahun 2000.
(2) Denda dan
Pasal 3 Undang-Undang Nomor 5 Tahun 2000 berlaku.
Pasal 3
Setiap Orang yang melanggar Pasal 2 ayat (1) huruf
a. dipidana. Pasal 4 Undang-Undang Nomor 7 Tahun 2001 tidak berlaku.
"""
    found = tree(text)
    assert [(node[0], node[1]) for node in found] == [("pasal", "1"), ("pasal", "2"), ("pasal", "3")]
    assert [child[1] for child in found[1][3]] == ["1", "2"]
    assert found[1][3][0][2].endswith("Nomor 2. Tahun 2000.")
    assert found[2][3] == ()


def test_articles_and_clauses_in_the_middle_of_a_line() -> None:
    text = "Pasal 1 Ketentuan ini berlaku. Pasal 2 (1) Setiap orang wajib: a. memilah; dan b. mengumpulkan. (2) Camat mengawasi. Pasal 3 Selesai."
    assert tree(text) == [
        article("1", "Ketentuan ini berlaku."),
        article("2", "", ("ayat", "1", "Setiap orang wajib:", (("huruf", "a", "memilah; dan", ()), ("huruf", "b", "mengumpulkan.", ()))), ("ayat", "2", "Camat mengawasi.", ())),
        article("3", "Selesai."),
    ]  # fmt: skip


def test_letters_past_z() -> None:
    labels = [*"abcdefghijklmnopqrstuvwxyz", "aa", "bb", "cc"]
    text = "Pasal 1\nDaftar:\n" + "\n".join(f"{label}. butir;" for label in labels) + "\nPasal 2\nSelesai.\n"
    assert [child[1] for child in tree(text)[0][3]] == labels
    spread = [*"abcdefghijklmnopqrstuvwxyz", "aa", "ab", "ac"]
    text = "Pasal 1\nDaftar:\n" + "\n".join(f"{label}) butir;" for label in spread) + "\nPasal 2\nSelesai.\n"
    assert [child[1] for child in tree(text)[0][3]] == spread


def test_lists_in_lists_in_lists() -> None:
    text = "Pasal 1\n(1) Rencana memuat:\na. umum:\n1. latar:\na) satu;\nb) dua:\n1) kecil; dan\n2) besar;\nc) tiga; dan\n2. maksud;\nb. khusus.\n(2) Cukup.\n"
    small = (("angka", "1", "kecil; dan", ()), ("angka", "2", "besar;", ()))
    letters = (("huruf", "a", "satu;", ()), ("huruf", "b", "dua:", small), ("huruf", "c", "tiga; dan", ()))
    points = (("angka", "1", "latar:", letters), ("angka", "2", "maksud;", ()))
    first = ("ayat", "1", "Rencana memuat:", (("huruf", "a", "umum:", points), ("huruf", "b", "khusus.", ())))
    assert tree(text) == [article("1", "", first, ("ayat", "2", "Cukup.", ()))]


def test_forty_five_definitions() -> None:
    lines = [
        f"{number}. Istilah {number} adalah hal sebagaimana dimaksud dalam Undang-Undang Nomor\n{number + 1}. tentang Hal."
        for number in range(1, 46)
    ]
    text = "Pasal 1\nDalam Peraturan ini yang dimaksud dengan:\n" + "\n".join(lines) + "\nPasal 2\nSelesai.\n"
    assert [child[1] for child in tree(text)[0][3]] == [str(number) for number in range(1, 46)]


def test_words_after_a_list_belong_to_the_clause() -> None:
    text = "Pasal 1\n(1) Setiap orang:\n    a. satu; dan\n    b. dua,\nwajib melapor.\n(2) Camat mencatat.\n"
    assert tree(text)[0][3][0] == ("ayat", "1", "Setiap orang:", (("huruf", "a", "satu; dan", ()), ("huruf", "b", "dua,", ()), ("teks", "", "wajib melapor.", ())))  # fmt: skip


def test_inserted_numbers() -> None:
    text = "BAB XII\nLAMA\nPasal 12\n(1) satu.\n(1a) dua.\n(2) tiga.\nBAB XIIA\nBARU\nPasal 12 A\nIsi.\nPasal 12B\nIsi lagi.\nBAB XIII\nTUTUP\nPasal 13\nSelesai.\n"
    found = tree(text)
    assert [(node[1], [child[1] for child in node[3]]) for node in found] == [
        ("XII", ["12"]),
        ("XIIA", ["12A", "12B"]),
        ("XIII", ["13"]),
    ]
    assert [child[1] for child in found[0][3][0][3]] == ["1", "1a", "2"]
    assert whys(text) == [
        ("BAB XII", "Ini BAB yang pertama ditemukan; nomor sebelumnya tidak ada."),
        ("Pasal 12", "Ini Pasal yang pertama ditemukan; nomor sebelumnya tidak ada."),
    ]


def test_slips_of_scanning_are_read_and_doubted() -> None:
    text = "BABI\nKETENTUAN UMUM\nPasaI 1\n(l) Satu kalimat.\n( 2 ) Dua kalimat.\nPasa12\n(1} Satu.\n(21 Dua kalimat.\nBAB Il\nLAIN\nPasal3\nTiga.\n"
    found = tree(text)
    assert [(node[1], [child[1] for child in node[3]]) for node in found] == [("I", ["1", "2"]), ("II", ["3"])]
    assert [child[1] for node in found[0][3] for child in node[3]] == ["1", "2", "1", "2"]
    assert [where for where, why in whys(text) if why.startswith("Tertulis")] == [
        "BAB I", "Pasal 1", "Pasal 1 ayat (1)", "Pasal 1 ayat (2)", "Pasal 2", "Pasal 2 ayat (1)", "Pasal 2 ayat (2)", "BAB II", "Pasal 3",
    ]  # fmt: skip


def test_gaps_repeats_and_steps_backwards_are_doubted() -> None:
    text = "Pasal 1\n(1) Satu.\n(3) Tiga.\n(3) Tiga lagi.\nPasal 3\nIsi.\nPasal 3\nKembar.\nPasal 2\nMundur.\n"
    assert whys(text) == [
        ("Pasal 3", "Nomor meloncat: dari Pasal 1 langsung ke Pasal 3."),
        ("Pasal 3", "Nomor berulang: Pasal 3 sudah ada."),
        ("Pasal 2", "Nomor mundur: dari Pasal 3 ke Pasal 2."),
        ("Pasal 1 ayat (3)", "Nomor meloncat: dari ayat (1) langsung ke ayat (3)."),
        ("Pasal 1 ayat (3)", "Nomor berulang: ayat (3) sudah ada."),
    ]


def test_catchwords_page_numbers_and_heads_are_left_out_and_named() -> None:
    head = "\fPRESIDEN\nREPUBLIK INDONESIA\n- {} -\n"
    text = (
        "Pasal 1\n(1) Setiap orang berhak.\nPasal 2 . . .\n"
        + head.format(2)
        + "Pasal 2\nWajib.\nPasal 3\n"
        + head.format(3)
        + "Pasal 3\nHal:\n"
        + head.format(4)
        + "a. satu;\nb. dua.\n"
    )
    draft = opened(text)
    assert [node.label for node in draft.children] == ["1", "2", "3"]
    assert [left.text for left in draft.left_out] == ["Pasal 2 . . .", *["PRESIDEN", "REPUBLIK INDONESIA", "- 2 -"], "Pasal 3", *["PRESIDEN", "REPUBLIK INDONESIA", "- 3 -"], *["PRESIDEN", "REPUBLIK INDONESIA", "- 4 -"]]  # fmt: skip
    assert any('"PRESIDEN" (3 kali)' in doubt.why for doubt in draft.doubts)


def test_a_worn_letterhead_and_lone_page_numbers_are_seen() -> None:
    text = "Pasal 1\nSetiap orang wajib\nSK No 011223 A\n\fPRESIDEN\nREPUBLTK INDONESIA\n-2-\nmemilah sampah.\nPasal 2\nSelesai.\n"
    draft = opened(text)
    assert [as_tuple(node) for node in draft.children] == [
        article("1", "Setiap orang wajib memilah sampah."),
        article("2", "Selesai."),
    ]
    assert [left.text for left in draft.left_out] == ["SK No 011223 A", "PRESIDEN", "REPUBLTK INDONESIA", "-2-"]
    text = "Pasal 1\nSetiap orang wajib\n2\nmemilah sampah.\nPasal 2\nDilarang\n3\nmembakar sampah.\n"
    assert tree(text) == [article("1", "Setiap orang wajib memilah sampah."), article("2", "Dilarang membakar sampah.")]


def test_headings_with_a_colon_or_in_markdown() -> None:
    assert tree("BAB I : UMUM\nBagian ke-1 : Awal\nPasal 1 :\nSatu.\nBAB II. LAIN\nPasal 2.\nDua.\n") == [
        ("bab", "I", "UMUM", (("bagian", "ke-1", "Awal", (article("1", "Satu."),)),)),
        ("bab", "II", "LAIN", (article("2", "Dua."),)),
    ]
    assert tree("## BAB I\n**UMUM**\n### Pasal 1\n(1) Satu.\n(2) Dua.\n")[0][3][0][3][1] == ("ayat", "2", "Dua.", ())


def test_a_word_that_wants_a_number_does_not_swallow_a_letter() -> None:
    text = "Pasal 1\nIuran sebesar\na. Rp5.000,00 untuk rumah; dan\nb. Rp10.000,00 untuk toko.\nPasal 2\nDenda sebagaimana dimaksud pada huruf\na. Selesai.\n"
    assert tree(text) == [
        article(
            "1",
            "Iuran sebesar",
            ("huruf", "a", "Rp5.000,00 untuk rumah; dan", ()),
            ("huruf", "b", "Rp10.000,00 untuk toko.", ()),
        ),
        article("2", "Denda sebagaimana dimaksud pada huruf a. Selesai."),
    ]


def test_a_line_that_looks_like_a_number_and_is_not_taken_is_doubted() -> None:
    text = "Pasal 1\nYang dimaksud dengan:\n1. Daerah adalah kabupaten.\n2. Dinas adalah dinas\n10. Salah.\n"
    assert any("10. Salah." in why for _, why in whys(text))


def test_nothing_makes_it_slow_or_deep() -> None:
    began = time.process_time()
    for text in [
        "a. " * 20000,
        "((((" * 20000,
        "Pasal 1 " * 20000,
        "- " * 40000,
        "Pasal 1\n" + "a. 1. " * 5000,
        "1." * 50000,
        "x" * 300000,
        " ." * 50000 + "Pasal",
        "Menimbang : " * 5000,
    ]:
        opened("Pasal 1\n" + text).as_json()
    assert time.process_time() - began < 20


def test_every_character_of_a_text_is_kept() -> None:
    text = "Pasal 1\n(1) Tarif Rp1.000,00 (seribu rupiah) – 5% “khusus” & lainnya; H₂O ≤ 3 × 2².\n(2) Selesai…\n"
    found = tree(text)
    assert found[0][3][0][2] == "Tarif Rp1.000,00 (seribu rupiah) – 5% “khusus” & lainnya; H₂O ≤ 3 × 2²."
    assert re.sub(r"\W", "", found[0][3][1][2]) == "Selesai"
