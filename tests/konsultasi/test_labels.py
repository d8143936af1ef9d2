"""What the parts of a draft are called, from menimbang to penjelasan."""

from konsultasi.passages import PassageText, labels
from konsultasi.reading import lines_of


def parts(*rows: tuple[str, str, str]) -> list[PassageText]:
    return [PassageText(f"b{index}", *row) for index, row in enumerate(rows)]


WHOLE = parts(
    ("teks", "", "PERATURAN BUPATI TEMANGGUNG TENTANG SAMPAH"),
    ("menimbang", "", ""),
    ("huruf", "a", "bahwa sampah menumpuk;"),
    ("mengingat", "", ""),
    ("angka", "1", "Undang-Undang Nomor 18 Tahun 2008;"),
    ("bab", "I", "KETENTUAN UMUM"),
    ("pasal", "1", "Dalam peraturan ini yang dimaksud dengan:"),
    ("angka", "1.", "Daerah adalah Kabupaten Temanggung."),
    ("angka", "2.", "Sampah adalah sisa kegiatan, terdiri atas:"),
    ("huruf", "a", "sampah organik; dan"),
    ("angka", "3.", "Bupati adalah Bupati Temanggung."),
    ("pasal", "6", ""),
    ("ayat", "(1)", "Dinas memfasilitasi:"),
    ("huruf", "a.", "penyediaan:"),
    ("angka", "1", "prasarana; dan"),
    ("angka", "2", "sarana;"),
    ("huruf", "b.", "pembinaan."),
    ("teks", "", "Ditetapkan di Temanggung"),
    ("penjelasan", "PENJELASAN", "ATAS PERATURAN BUPATI TENTANG SAMPAH"),
    ("penjelasan", "I", "UMUM"),
    ("teks", "", "Sampah bertambah setiap tahun."),
    ("penjelasan", "II", "PASAL DEMI PASAL"),
    ("penjelasan", "Pasal 1", "Cukup jelas."),
    ("penjelasan", "Pasal 6", ""),
    ("teks", "", "Ayat (1) Yang dimaksud dengan sarana adalah gerobak."),
    ("teks", "", "Huruf a Cukup jelas."),
)


def test_every_part_is_called_by_its_place() -> None:
    assert labels(WHOLE) == [
        "PERATURAN BUPATI TEMANGGUNG TENTANG",
        "Menimbang",
        "Menimbang huruf a",
        "Mengingat",
        "Mengingat angka 1",
        "Bab I",
        "Pasal 1",
        "Pasal 1 angka 1",
        "Pasal 1 angka 2",
        "Pasal 1 angka 2 huruf a",
        "Pasal 1 angka 3",
        "Pasal 6",
        "Pasal 6 ayat (1)",
        "Pasal 6 ayat (1) huruf a",
        "Pasal 6 ayat (1) huruf a angka 1",
        "Pasal 6 ayat (1) huruf a angka 2",
        "Pasal 6 ayat (1) huruf b",
        "Ditetapkan di",
        "Penjelasan",
        "Penjelasan umum",
        "Penjelasan umum",
        "Penjelasan pasal demi pasal",
        "Penjelasan Pasal 1",
        "Penjelasan Pasal 6",
        "Penjelasan Pasal 6 ayat (1)",
        "Penjelasan Pasal 6 ayat (1) huruf a",
    ]


def test_an_article_typed_below_the_explanation_explains() -> None:
    rows = parts(("pasal", "1", "Isi."), ("penjelasan", "", "UMUM"), ("pasal", "1", "Cukup jelas."))
    assert labels(rows) == ["Pasal 1", "Penjelasan umum", "Penjelasan Pasal 1"]


def test_a_regulation_that_changes_another_one() -> None:
    rows = parts(
        ("pasal", "I", "Beberapa ketentuan diubah sebagai berikut:"),
        ("angka", "1", "Ketentuan Pasal 5 diubah sehingga berbunyi:"),
        ("pasal", "5", "Iuran terdiri atas:"),
        ("angka", "1", "iuran tetap; dan"),
        ("angka", "2", "iuran tambahan."),
        ("angka", "2", "Pasal 7 dihapus."),
        ("pasal", "II", "Peraturan ini mulai berlaku."),
    )
    assert labels(rows) == [
        "Pasal I",
        "Pasal I angka 1",
        "Pasal I angka 1, Pasal 5",
        "Pasal I angka 1, Pasal 5 angka 1",
        "Pasal I angka 1, Pasal 5 angka 2",
        "Pasal I angka 2",
        "Pasal II",
    ]


def test_a_decision_without_articles() -> None:
    rows = parts(("teks", "KESATU", "Membentuk tim:"), ("huruf", "a", "ketua;"), ("teks", "KEDUA", "Tim bertugas."))
    assert labels(rows) == ["Diktum KESATU", "Diktum KESATU huruf a", "Diktum KEDUA"]


def test_marks_headings_and_what_can_be_answered() -> None:
    lines = {line.label: line for line in lines_of(WHOLE, labels(WHOLE), {"b5": 1, "b14": 2, "b22": 4})}
    assert [lines[name].mark for name in ("Menimbang huruf a", "Mengingat angka 1", "Pasal 6 ayat (1)")] == [
        "a.",
        "1.",
        "(1)",
    ]
    assert [name for name, line in lines.items() if line.begins_part] == ["Penjelasan"]
    assert [name for name, line in lines.items() if not line.answerable] == [
        "Menimbang",
        "Mengingat",
        "Bab I",
        "Penjelasan",
        "Penjelasan pasal demi pasal",
        "Penjelasan Pasal 6",
    ]
    assert lines["Pasal 6"].below == 2  # what is said to its explanation is not counted to it
    assert lines["Penjelasan Pasal 1"].text == "Cukup jelas."
    assert lines["Penjelasan"].title == "ATAS PERATURAN BUPATI TENTANG SAMPAH"
    assert lines["Penjelasan pasal demi pasal"].title == ""  # its name says it already


def test_an_explanation_without_a_full_stop_is_still_printed() -> None:
    rows = parts(("penjelasan", "Pasal 1", "Cukup jelas"))
    assert lines_of(rows, labels(rows), {})[0].text == "Cukup jelas"
