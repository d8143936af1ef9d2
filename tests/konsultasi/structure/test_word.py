"""Word's own ways: automatic numbers, tables, text boxes, line breaks, tracked changes, notes, headers."""

# ruff: noqa: E501  (texts as they are typed)

import io
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from konsultasi.structure import Draft, RefusedError, find, read

from .typed import as_tuple


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def opened(document: Any) -> Draft:
    return find(read(saved(document), "naskah.docx"))


def tree(document: Any) -> list[tuple[Any, ...]]:
    return [as_tuple(node) for node in opened(document).children]


def add(document: Any, *lines: str) -> None:
    for line in lines:
        document.add_paragraph(line)


def numbered(document: Any, levels: list[tuple[str, str]], num: int = 77, extra: str = "") -> None:
    """A list of several levels: (numFmt, lvlText)."""
    body = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/>{extra if depth == 0 else ""}<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (fmt, text) in enumerate(levels)
    )
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{num}">{body}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{num}"><w:abstractNumId w:val="{num}"/></w:num>'))


def point(document: Any, text: str, depth: int, num: int = 77) -> Any:
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = depth
    properties.get_or_add_numId().val = num
    return paragraph


def test_one_list_of_many_levels_restarts_by_itself() -> None:
    document = Document()
    numbered(document, [("upperRoman", "BAB %1"), ("decimal", "(%2)"), ("lowerLetter", "%3."), ("decimal", "%4)")])
    point(document, "KETENTUAN UMUM", 0)
    add(document, "Pasal 1")
    point(document, "Bupati wajib:", 1)
    point(document, "membina;", 2)
    point(document, "mengawasi:", 2)
    point(document, "satu;", 3)
    point(document, "dua.", 3)
    point(document, "Camat wajib melapor.", 1)
    point(document, "PENUTUP", 0)
    add(document, "Pasal 2")
    point(document, "Mulai berlaku.", 1)
    point(document, "Selesai.", 1)

    assert tree(document) == [
        ("bab", "I", "KETENTUAN UMUM", ((
            "pasal", "1", "", (
                ("ayat", "1", "Bupati wajib:", (
                    ("huruf", "a", "membina;", ()),
                    ("huruf", "b", "mengawasi:", (("angka", "1", "satu;", ()), ("angka", "2", "dua.", ()))),
                )),
                ("ayat", "2", "Camat wajib melapor.", ()),
            )),)),
        ("bab", "II", "PENUTUP", (("pasal", "2", "", (("ayat", "1", "Mulai berlaku.", ()), ("ayat", "2", "Selesai.", ()))),)),
    ]  # fmt: skip


def test_numbers_that_come_from_a_style() -> None:
    document = Document()
    numbered(document, [("decimal", "Pasal %1")], extra='<w:pStyle w:val="Pasal"/>')
    style = document.styles.add_style("Pasal", 1)
    style.element.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="77"/></w:numPr>'))
    document.styles.add_style("Pasal Tengah", 1).base_style = style
    for text, name in [("", "Pasal"), ("Satu.", "Normal"), ("", "Pasal Tengah"), ("Dua.", "Normal")]:
        document.add_paragraph(text, style=name)

    assert tree(document) == [("pasal", "1", "Satu.", ()), ("pasal", "2", "Dua.", ())]


def test_a_list_that_starts_anew_by_override_and_one_that_goes_past_z() -> None:
    document = Document()
    numbered(document, [("lowerLetter", "%1.")])
    root = document.part.numbering_part.element
    change = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="78"><w:abstractNumId w:val="77"/>{change}</w:num>'))
    add(document, "Pasal 1", "Daftar:")
    for index in range(28):
        point(document, f"butir {index};", 0)
    add(document, "Pasal 2", "Daftar lain:")
    point(document, "awal;", 0, 78)
    point(document, "akhir.", 0, 78)

    one, two = tree(document)
    assert [child[1] for child in one[3]] == [*"abcdefghijklmnopqrstuvwxyz", "aa", "bb"]
    assert [child[1] for child in two[3]] == ["a", "b"]


def test_deleted_words_stay_out_and_inserted_ones_count() -> None:
    document = Document()
    add(document, "Pasal 1")
    paragraph = document.add_paragraph("Setiap orang ")
    paragraph._p.append(
        parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="x"><w:r><w:delText>dapat</w:delText></w:r></w:del>')
    )
    paragraph._p.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="2" w:author="x"><w:r><w:t>wajib</w:t></w:r></w:ins>'))
    paragraph.add_run(" memilah sampah.")

    assert tree(document) == [("pasal", "1", "Setiap orang wajib memilah sampah.", ())]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    document = Document()
    add(document, "Pasal 1", "Setiap orang")
    properties = document.paragraphs[-1]._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:rPr {nsdecls("w")}><w:del w:id="1" w:author="x"/></w:rPr>'))
    add(document, "wajib memilah sampah.")

    assert tree(document) == [("pasal", "1", "Setiap orang wajib memilah sampah.", ())]


def test_line_breaks_inside_a_paragraph() -> None:
    document = Document()
    document.add_paragraph("BAB I\nKETENTUAN UMUM\nPasal 1\n(1) Satu.\n(2) Dua.")

    clauses = (("ayat", "1", "Satu.", ()), ("ayat", "2", "Dua.", ()))
    assert tree(document) == [("bab", "I", "KETENTUAN UMUM", (("pasal", "1", "", clauses),))]


def test_a_text_box_is_read_once() -> None:
    document = Document()
    add(document, "Pasal 1", "Satu.")
    box = f"<w:txbxContent {nsdecls('w')}><w:p><w:r><w:t>Kotak berisi catatan.</w:t></w:r></w:p></w:txbxContent>"
    both = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    document.paragraphs[-1].add_run()._r.append(parse_xml(both))

    assert tree(document) == [("pasal", "1", "Satu.", (("teks", "", "Kotak berisi catatan.", ()),))]


def test_menimbang_in_a_table_with_word_numbers() -> None:
    document = Document()
    numbered(document, [("lowerLetter", "%1.")])
    add(document, "PERATURAN BUPATI TEMANGGUNG", "NOMOR 1 TAHUN 2026", "TENTANG", "HAL")
    cells = document.add_table(rows=1, cols=3).rows[0].cells
    cells[0].text, cells[1].text = "Menimbang", ":"
    for index, text in enumerate(["bahwa satu;", "bahwa dua;"]):
        paragraph = cells[2].paragraphs[0] if not index else cells[2].add_paragraph()
        paragraph.text = text
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = 77
    add(document, "MEMUTUSKAN:", "Menetapkan : PERATURAN BUPATI TENTANG HAL.", "Pasal 1", "Satu.")

    found = tree(document)
    assert found[0][:3] == ("judul", "", "PERATURAN BUPATI TEMANGGUNG NOMOR 1 TAHUN 2026 TENTANG HAL")
    assert found[1] == ("menimbang", "", "", (("huruf", "a", "bahwa satu;", ()), ("huruf", "b", "bahwa dua;", ())))
    assert found[-1] == ("pasal", "1", "Satu.", ())


def test_what_stands_beside_the_text_is_named() -> None:
    document = Document()
    add(document, "Pasal 1", "Satu.")
    document.sections[0].header.paragraphs[0].text = "RANCANGAN KEDUA"

    doubts = opened(document).doubts

    assert any("RANCANGAN KEDUA" in doubt.why and "kepala atau kaki halaman" in doubt.why for doubt in doubts)


def test_a_footnote_and_a_macro_are_named(tmp_path: Any) -> None:
    document = Document()
    add(document, "Pasal 1", "Satu.")
    data = io.BytesIO(saved(document))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr(
            "word/footnotes.xml",
            f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:t>Lihat UU Desa.</w:t></w:r></w:p></w:footnote></w:footnotes>',
        )
        archive.writestr("word/vbaProject.bin", b"makro")

    doubts = [doubt.why for doubt in find(read(data.getvalue(), "naskah.docm")).doubts]

    assert any("Lihat UU Desa." in why for why in doubts)
    assert any("Makro tidak dijalankan" in why for why in doubts)


def test_a_data_table_keeps_its_words_row_by_row() -> None:
    document = Document()
    add(document, "Pasal 1", "Tarif ditetapkan sebagai berikut:")
    table = document.add_table(rows=2, cols=3)
    for row, texts in zip(
        table.rows, [("No", "Jenis", "Tarif"), ("1", "Sampah rumah tangga", "Rp5.000,00")], strict=True
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text

    draft = opened(document)

    assert "1 | Sampah rumah tangga | Rp5.000,00" in str(draft.as_json())
    assert any(doubt.where == "Tabel" for doubt in draft.doubts)


def test_lines_of_a_page_pasted_into_word() -> None:
    document = Document()
    add(document, "Pasal 1")
    for index in range(8):
        add(
            document,
            f"({index + 1}) Setiap orang yang menghasilkan sampah wajib menangani",
            "sampah dengan cara yang berwawasan lingkungan sesuai dengan",
            "ketentuan peraturan perundang-undangan.",
        )

    found = tree(document)

    assert len(found[0][3]) == 8
    assert found[0][3][0][2].endswith("berwawasan lingkungan sesuai dengan ketentuan peraturan perundang-undangan.")


def test_an_entity_bomb_is_not_opened() -> None:
    document = Document()
    add(document, "Pasal 1")
    source = zipfile.ZipFile(io.BytesIO(saved(document)))
    out = io.BytesIO()
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    with zipfile.ZipFile(out, "w") as archive:
        for name in source.namelist():
            text = source.read(name)
            if name == "word/document.xml":
                text = text.replace(b"<w:document", bomb.encode() + b"<w:document", 1).replace(b"Pasal 1", b"&b;")
            archive.writestr(name, text)
    with pytest.raises(RefusedError):
        find(read(out.getvalue(), "a.docx"))


def test_a_zip_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (130 * 1024 * 1024))
    with pytest.raises(RefusedError, match="terlalu besar"):
        read(out.getvalue(), "a.docx")


def test_the_test_writes_real_word_files() -> None:
    document = Document()
    numbered(document, [("decimal", "%1.")])
    assert document.part.numbering_part.element.findall(qn("w:num"))[-1].get(qn("w:numId")) == "77"
