"""Openings, decisions, explanations and laws that change other laws, as they are really written."""

# ruff: noqa: E501  (texts as they are typed)

import pytest

from .test_traps import article, opened, tree, whys
from .typed import as_tuple


def test_an_amending_law_is_known_by_its_own_articles() -> None:
    text = "Pasal I\nBeberapa ketentuan diubah sebagai berikut:\n1. Ketentuan Pasal 5 diubah sehingga berbunyi sebagai berikut:\nPasal 5\nLima.\n2. Pasal 6 dihapus.\nPasal II\nBerlaku.\n"
    assert [(node[1], [child[1] for child in node[3]]) for node in tree(text)] == [("I", ["1", "2"]), ("II", [])]


def test_a_village_regulation_without_full_stops() -> None:
    text = "BAB I\nUMUM\nPasal 1\n(1) Air dikelola oleh desa\n(2) Pengelola terdiri dari\na. ketua\nb. sekretaris\nPasal 2\nIuran ditetapkan\nDitetapkan di Guntur\nPada tanggal 1 Mei 2026\n"
    chapter, placed = tree(text)
    assert [node[1] for node in chapter[3]] == ["1", "2"]
    assert chapter[3][0][3][1] == (
        "ayat",
        "2",
        "Pengelola terdiri dari",
        (("huruf", "a", "ketua", ()), ("huruf", "b", "sekretaris", ())),
    )
    assert placed == ("teks", "", "Ditetapkan di Guntur\nPada tanggal 1 Mei 2026", ())


def test_what_a_list_repeals_is_said_after_it() -> None:
    text = "Pasal 1\nPada saat Peraturan ini berlaku:\na. Pasal 5 Peraturan Nomor 1; dan\nb. Peraturan Nomor 2,\ndicabut dan dinyatakan tidak berlaku.\n"
    points = (("huruf", "a", "Pasal 5 Peraturan Nomor 1; dan", ()), ("huruf", "b", "Peraturan Nomor 2,", ()))
    assert tree(text) == [
        (
            "pasal",
            "1",
            "Pada saat Peraturan ini berlaku:",
            (*points, ("teks", "", "dicabut dan dinyatakan tidak berlaku.", ())),
        )
    ]


def test_a_section_that_is_only_named_in_an_amending_point() -> None:
    text = "Pasal I\nPeraturan Nomor 5 diubah sebagai berikut:\n1. Disisipkan 1 (satu) Bagian, yakni\nBagian Kedua A sehingga berbunyi sebagai berikut:\nBagian Kedua A\nInsentif\nPasal 5A\nLima.\n2. Disisipkan pasal, yakni\nPasal 6A\nsehingga berbunyi sebagai berikut:\nPasal 6A\nEnam.\nPasal II\nBerlaku.\n"
    first, second = tree(text)[0][3]
    assert first[2:] == (
        "Disisipkan 1 (satu) Bagian, yakni Bagian Kedua A sehingga berbunyi sebagai berikut:",
        (("bagian", "Kedua A", "Insentif", (article("5A", "Lima."),)),),
    )
    assert second[2:] == (
        "Disisipkan pasal, yakni Pasal 6A sehingga berbunyi sebagai berikut:",
        (article("6A", "Enam."),),
    )


OPENING = "PERATURAN BUPATI X\nNOMOR 1 TAHUN 2026\nTENTANG\nHAL YANG\nPANJANG\nBUPATI X,\n{}\nMEMUTUSKAN:\nMenetapkan : PERATURAN BUPATI TENTANG HAL.\nBAB I\nUMUM\nPasal 1\nSatu.\n"


@pytest.mark.parametrize(
    "layout",
    [
        "Menimbang : a. bahwa satu;\n            b. bahwa dua;\nMengingat : 1. Pasal 18 ayat (6) UUD;\n            2. UU Desa;",
        "Menimbang\t:\ta.\tbahwa satu;\n\t\tb.\tbahwa dua;\nMengingat\t:\t1.\tPasal 18 ayat (6) UUD;\n\t\t2.\tUU Desa;",
        "Menimbang\n:\na. bahwa satu;\nb. bahwa dua;\nMengingat\n:\n1. Pasal 18 ayat (6) UUD;\n2. UU Desa;",
        "MENIMBANG:\na.\nbahwa satu;\nb.\nbahwa dua;\nMENGINGAT:\n1.\nPasal 18 ayat (6) UUD;\n2.\nUU Desa;",
        "Menimbang: a. bahwa satu; b. bahwa dua; Mengingat: 1. Pasal 18 ayat (6) UUD; 2. UU Desa;".replace(
            " Mengingat", "\nMengingat"
        ),
    ],
)
def test_menimbang_in_every_layout(layout: str) -> None:
    draft = opened(OPENING.format(layout))
    found = [as_tuple(node) for node in draft.children]
    assert draft.title == "PERATURAN BUPATI X NOMOR 1 TAHUN 2026 TENTANG HAL YANG PANJANG"
    assert ("menimbang", "", "", (("huruf", "a", "bahwa satu;", ()), ("huruf", "b", "bahwa dua;", ()))) in found
    assert (
        "mengingat",
        "",
        "",
        (("angka", "1", "Pasal 18 ayat (6) UUD;", ()), ("angka", "2", "UU Desa;", ())),
    ) in found
    assert found[-1] == ("bab", "I", "UMUM", (article("1", "Satu."),))


def test_memperhatikan_and_the_parts_of_a_decision() -> None:
    text = """KEPUTUSAN KEPALA DESA GUNTUR
NOMOR 5 TAHUN 2026
TENTANG
TIM PENYUSUN
Menimbang : bahwa perlu menetapkan Keputusan;
Mengingat : 1. UU Desa;
2. PP Desa;
Memperhatikan : Hasil musyawarah desa.
MEMUTUSKAN:
Menetapkan :
KESATU : Membentuk Tim.
KEDUA : Tim bertugas:
a. menyusun; dan
b. melapor.
Ditetapkan di Guntur
LAMPIRAN
1. Ketua : Budi
2. Anggota : Ani
"""
    found = tree(text)
    assert ("menimbang", "", "bahwa perlu menetapkan Keputusan;", ()) in found
    assert ("teks", "", "Memperhatikan: Hasil musyawarah desa.", ()) in found
    assert ("teks", "KESATU", "Membentuk Tim.", ()) in found
    assert (
        "teks",
        "KEDUA",
        "Tim bertugas:",
        (("huruf", "a", "menyusun; dan", ()), ("huruf", "b", "melapor.", ())),
    ) in found
    assert found[-1] == (
        "teks",
        "",
        "LAMPIRAN",
        (("teks", "", "1. Ketua : Budi", ()), ("teks", "", "2. Anggota : Ani", ())),
    )


def test_the_explanation_is_no_second_body() -> None:
    text = """Pasal 1
Satu.
Pasal 2
(1) Dua.
(2) Tiga.
Ditetapkan di X
PENJELASAN
ATAS
PERATURAN DAERAH
I. UMUM
Latar belakang.
II. PASAL DEMI PASAL
Pasal 1
Cukup jelas.
Pasal 2
Ayat (1)
Huruf a
Sesuai dengan
Pasal 1.
Ayat (2)
Cukup jelas.
"""
    found = tree(text)
    assert [node[0] for node in found] == ["pasal", "pasal", "teks", "penjelasan"]
    general, one_by_one = found[-1][3]
    assert general == ("penjelasan", "I", "UMUM", (("teks", "", "Latar belakang.", ()),))
    assert one_by_one == ("penjelasan", "II", "PASAL DEMI PASAL", (
        ("penjelasan", "1", "Cukup jelas.", ()),
        ("penjelasan", "2", "", (("teks", "", "Ayat (1)", (("teks", "", "Huruf a Sesuai dengan Pasal 1.", ()),)), ("teks", "", "Ayat (2) Cukup jelas.", ()))),
    ))  # fmt: skip
    assert whys(text) == []


def test_an_omnibus_law_quotes_articles_with_its_own_numbers() -> None:
    text = """Pasal 1
Istilah.
Pasal 2
Beberapa ketentuan dalam Undang-Undang Nomor 26 Tahun 2007 diubah sebagai berikut:
1. Ketentuan Pasal 1 diubah sehingga berbunyi sebagai berikut:
“Pasal 1
Istilah:
1. Ruang adalah wadah.
2. Tata adalah wujud.
3. Struktur adalah susunan.”
2. Ketentuan Pasal 2 diubah sehingga berbunyi sebagai berikut:
Pasal 2
(1) Satu.
(2) Dua:
a. x; dan
b. y.
3. Pasal 9 dihapus.
Pasal 3
Untuk memberikan kemudahan, beberapa ketentuan diubah sebagai berikut:
1. Ketentuan Pasal 4 diubah sehingga berbunyi sebagai berikut:
Pasal 4
Empat.
2. Pasal 7 dihapus.
Pasal 4
Pada saat Undang-Undang ini mulai berlaku, semua dicabut.
"""
    found = tree(text)
    assert [node[1] for node in found] == ["1", "2", "3", "4"]
    assert [(point[1], [(child[0], child[1]) for child in point[3]]) for point in found[1][3]] == [
        ("1", [("pasal", "1")]), ("2", [("pasal", "2")]), ("3", []),
    ]  # fmt: skip
    assert [child[1] for child in found[1][3][0][3][0][3]] == ["1", "2", "3"]
    assert whys(text) == []


def test_an_old_regulation_counts_its_chapters_in_words_and_its_lists_in_roman_numbers() -> None:
    text = (
        "PERATURAN DAERAH PROPINSI DJAWA TENGAH\nNOMOR 2 TAHUN 1969\nTENTANG\nPASAR\nBAB PERTAMA\nKETENTUAN UMUM\n"
        "PASAL 1\nDalam Peraturan Daerah ini jang dimaksud dengan:\na. Daerah ialah Propinsi,\nb. Pasar ialah tempat.\n"
        "BAB KEDUA\nLARANGAN\nBAGIAN PERTAMA\nUmum\nPASAL 2\nDilarang:\nI. berdjualan di djalan;\nII. menimbun barang.\n"
    )

    draft = opened(text)

    found, queue = [], list(draft.children)
    while queue:
        node = queue.pop(0)
        found.append((node.kind, node.label))
        queue = node.children + queue
    assert found == [
        ("judul", ""),
        ("bab", "PERTAMA"),
        ("pasal", "1"),
        ("huruf", "a"),
        ("huruf", "b"),
        ("bab", "KEDUA"),
        ("bagian", "PERTAMA"),
        ("pasal", "2"),
        ("angka", "I"),
        ("angka", "II"),
    ]
    assert [doubt.where for doubt in draft.doubts] == ["Menimbang", "Mengingat"]
