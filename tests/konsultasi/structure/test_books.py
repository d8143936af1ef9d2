"""Laws in books, old ordinals, numbers alone on their line: what codes and old laws do beside plain regulations."""

# ruff: noqa: E501  (texts as they are typed)

from typing import Any

import pytest

from konsultasi.passages import PassageText, labels
from konsultasi.structure import blocks

from .test_traps import article, opened, tree, whys

CODE = """UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR 1 TAHUN 2023
TENTANG
KITAB UNDANG-UNDANG HUKUM PIDANA
Menimbang: bahwa hukum pidana nasional disesuaikan;
Mengingat: Pasal 5 ayat (1) dan Pasal 20 Undang-Undang Dasar Negara Republik Indonesia Tahun 1945;
MEMUTUSKAN:
Menetapkan: UNDANG-UNDANG TENTANG KITAB UNDANG-UNDANG HUKUM PIDANA.
BUKU KESATU
ATURAN UMUM
BAB I
RUANG LINGKUP
Bagian Kesatu
Menurut Waktu
Pasal 1
(1) Tidak ada satu perbuatan pun yang dapat dikenai sanksi pidana.
(2) Dilarang digunakan analogi.
BAB II
TINDAK PIDANA
Pasal 2
Ketentuan dalam Buku Kesatu berlaku juga bagi Buku Kedua.
BUKU KEDUA
TINDAK PIDANA
BAB I
TINDAK PIDANA TERHADAP KEAMANAN NEGARA
Pasal 3
Setiap Orang dipidana penjara paling lama 4 (empat) tahun.
"""


def test_a_code_in_books() -> None:
    """A book is a heading in words between the chapters, which begin anew in each."""
    found = tree(CODE)[-5:]
    assert [(node[0], node[1], node[2]) for node in found] == [
        ("teks", "", "BUKU KESATU ATURAN UMUM"),
        ("bab", "I", "RUANG LINGKUP"),
        ("bab", "II", "TINDAK PIDANA"),
        ("teks", "", "BUKU KEDUA TINDAK PIDANA"),
        ("bab", "I", "TINDAK PIDANA TERHADAP KEAMANAN NEGARA"),
    ]
    assert found[2][3] == (article("2", "Ketentuan dalam Buku Kesatu berlaku juga bagi Buku Kedua."),)
    assert [where for where, _ in whys(CODE) if where.startswith(("BAB", "Pasal"))] == []


def test_passages_of_a_code_are_called_by_their_book() -> None:
    parts = [PassageText(str(n), one.kind, one.number, one.text) for n, one in enumerate(blocks(opened(CODE)))]
    named = dict(zip((one.text for one in parts), labels(parts), strict=True))
    assert named["BUKU KEDUA TINDAK PIDANA"] == "BUKU KEDUA TINDAK PIDANA"
    assert named["Dilarang digunakan analogi."] == "Pasal 1 ayat (2)"


def test_ordinals_of_old_laws() -> None:
    text = "Pasal 1\nWarga-Negara Indonesia ialah:\n1e. orang yang asli dalam daerah Negara Indonesia;\n2e. orang yang tidak masuk golongan tersebut; dan\n3e. anak yang lahir di daerah Negara.\nPasal 2\nSelesai.\n"
    points = (
        ("angka", "1e", "orang yang asli dalam daerah Negara Indonesia;", ()),
        ("angka", "2e", "orang yang tidak masuk golongan tersebut; dan", ()),
        ("angka", "3e", "anak yang lahir di daerah Negara.", ()),
    )
    assert tree(text) == [article("1", "Warga-Negara Indonesia ialah:", *points), article("2", "Selesai.")]
    assert [where for where, _ in whys(text) if where.startswith("Pasal")] == []


def test_a_fifth_letter_is_no_ordinal() -> None:
    """2a to 2e are points put in between 2 and 3, not the second of a list in the old way of counting."""
    wanted = ["1", "2", *(f"2{letter}" for letter in "abcde"), "3"]
    text = "Pasal 1\nYang dimaksud dengan:\n" + "".join(f"{label}. Istilah adalah hal.\n" for label in wanted)
    assert [child[1] for child in tree(text)[0][3]] == wanted


@pytest.mark.parametrize("name", ["Tarif", "Objek dan Subjek Retribusi"])
def test_an_article_with_its_name_on_its_own_line(name: str) -> None:
    text = f"Pasal 1\nMulai.\nPasal 2 {name}\n(1) Besarnya tarif ditetapkan.\n(2) Tarif ditinjau kembali.\nPasal 3\nSelesai.\n"
    clauses = (("ayat", "1", "Besarnya tarif ditetapkan.", ()), ("ayat", "2", "Tarif ditinjau kembali.", ()))
    assert tree(text) == [article("1", "Mulai."), article("2", name, *clauses), article("3", "Selesai.")]


def test_numbers_alone_on_their_line() -> None:
    """As some programs copy a page: the number first, its words on the next line."""
    text = "Pasal 1\n(1)\nAngkutan dilakukan dengan mobil\nbarang.\n(2)\nMobil barang meliputi:\na.\nbak terbuka; dan\nb.\nbak tertutup.\nPasal 2\nSelesai.\n"
    letters: Any = (("huruf", "a", "bak terbuka; dan", ()), ("huruf", "b", "bak tertutup.", ()))
    clauses = (
        ("ayat", "1", "Angkutan dilakukan dengan mobil barang.", ()),
        ("ayat", "2", "Mobil barang meliputi:", letters),
    )
    assert tree(text) == [article("1", "", *clauses), article("2", "Selesai.")]
