"""My data as a person reads it: what rooms hand over as JSON, in headings, words and dates."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.dateparse import parse_datetime

from core.templatetags.ui import date_words, time_words

NONE = "Tidak ada"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
ADDRESS = re.compile(r"/[\w./%-]+")

DEEDS = {
    "daftar": "Mendaftar sendiri",
    "daftarkan": "Didaftarkan di loket",
    "pindah": "Pindah tempat tinggal",
    "ubah_data": "Mengubah data",
    "ubah_nomor": "Mengubah nomor ponsel",
    "pastikan_kontak": "Kontak dipastikan",
    "pastikan_tinggal": "Tempat tinggal dipastikan",
    "betulkan_nama": "Nama dibetulkan di loket",
    "cabut_kepastian": "Kepastian tempat tinggal dicabut",
    "daftarkan_dibantu": "Didaftarkan oleh pendamping",
    "mulai_bantu": "Mulai membantu warga",
    "selesai_bantu": "Bantuan selesai",
    "periksa_bantuan": "Bantuan diperiksa",
    "sanggah_bantuan": "Menyanggah bantuan",
    "ambil_alih": "Kiriman diambil alih pemiliknya",
    "cetak_kode": "Kode sekali pakai dicetak",
    "pakai_kode": "Kode dipakai, kata sandi diganti",
    "tarik_persetujuan": "Menarik persetujuan",
    "hapus_diri": "Menghapus akun",
    "beri_mandat": "Mandat diberikan",
    "akhiri_mandat": "Mandat diakhiri",
    "mandat_selesai": "Masa mandat habis",
    "atur_ulang_pengaman": "Pengaman tambahan diatur ulang",
}
OWN_DEEDS = {
    "submit": "Mengajukan usulan",
    "resubmit": "Mengajukan lagi usulan",
    "edit": "Memperbaiki usulan",
    "withdraw": "Menarik kiriman",
    "submit_input": "Mengirim masukan",
    "edit_input": "Memperbaiki masukan",
    "support_input": "Mendukung masukan",
    "unsupport_input": "Menarik dukungan masukan",
    "assign_input": "Menyerahkan masukan kepada unit atau petugas",
    "tag_input": "Mengubah tanda masukan",
    "split": "Memecah masukan panjang",
    "cut_input": "Membuat bagian dari masukan panjang",
    "unite": "Menyatukan lagi masukan yang dipecah",
    "rejoin": "Menyatukan bagian dengan masukan aslinya",
    "complete": "Semua bagian masukan dijawab",
    "pass_over": "Melewati usulan kelompok masukan",
    "bring_back": "Menampilkan lagi usulan kelompok masukan",
    "keep_unit": "Mengatur unit penangan",
    "add_note": "Menulis catatan internal",
    "close_consultation": "Menutup konsultasi rancangan",
    "save_text": "Menyimpan jawaban siap pakai",
    "drop_text": "Menghapus jawaban siap pakai",
    "make_group": "Membuat kelompok masukan",
    "join_group": "Memasukkan masukan ke kelompok",
    "leave_group": "Mengeluarkan masukan dari kelompok",
    "answer_group": "Menjawab kelompok masukan",
    "revise_group": "Memperbaiki jawaban kelompok",
    "dissolve_group": "Membubarkan kelompok masukan",
    "settle_place": "Menentukan tempat masukan pada versi baru",
    "credit_change": "Mencatat masukan sebagai asal perubahan",
    "uncredit_change": "Menghapus masukan dari asal perubahan",
    "write_minutes": "Menyusun berita acara konsultasi",
    "comment": "Menulis komentar",
    "edit_comment": "Mengubah komentar",
    "report_comment": "Melaporkan komentar",
    "support": "Mendukung",
    "unsupport": "Menarik dukungan",
    "vote": "Memberi suara",
    "change_vote": "Mengubah suara",
}


def deed_words(verb: str) -> str:
    """What a verb of the trail is called."""
    return DEEDS.get(verb) or verb.replace("_", " ").capitalize()


@dataclass(frozen=True)
class Line:
    """One value with its name; `url` where the value is an address of this site."""

    name: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class Record:
    """One thing of a list: what it is called, and the rest of what is held of it."""

    title: str
    lines: list[Line]


@dataclass(frozen=True)
class Section:
    """What one holder keeps: single values, and lists by name."""

    title: str
    lines: list[Line] = field(default_factory=list)
    lists: list[tuple[str, list[Record]]] = field(default_factory=list)


def tell(held: dict[str, dict[str, Any]]) -> list[Section]:
    """Every holder's data as sections of the page."""
    return [_section(title, values) for title, values in held.items()]


def _section(title: str, values: dict[str, Any]) -> Section:
    section = Section(title)
    for name, value in values.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            section.lists.append((_name(name), [_record(row) for row in value]))
        else:
            section.lines.append(_line(name, value))
    return section


def _record(row: dict[str, Any]) -> Record:
    (first, title), *rest = row.items()
    lines = [_line(name, value) for name, value in rest if value not in (None, "", [])]
    return Record(_line(first, title).text, lines)


def _name(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _line(name: str, value: Any) -> Line:
    if name == "perbuatan":
        return Line(_name(name), OWN_DEEDS.get(str(value)) or deed_words(str(value)))
    text = filesizeformat(value) if name == "ukuran" else _words(value)
    return Line(_name(name), text, text if ADDRESS.fullmatch(text) else "")


def _words(value: Any) -> str:
    if isinstance(value, str) and MOMENT.match(value):
        value = parse_datetime(value) or value
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, datetime):
        return time_words(value)
    if isinstance(value, date):
        return date_words(value)
    if isinstance(value, list | tuple):
        return ", ".join(_words(part) for part in value) or NONE
    return NONE if value in (None, "") else str(value)
