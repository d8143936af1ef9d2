"""Open data of a consultation: inputs, versions and changes as CSV and JSON, row by row, without personal data.

No names, no keys of people, no free text of the office about a person (`giver`): of where an input comes from only the
village, and that only where five inputs or more of this draft come from it.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count
from django.http import StreamingHttpResponse
from django.utils import timezone

from core.exports import csv_response, printable
from konsultasi.models import Change, Consultation, Input, Passage, Version
from konsultasi.record.answers import answer_now
from konsultasi.record.matrix import CHUNK
from konsultasi.states import SHOWN
from wilayah.models import Region

LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/deed.id"
ENOUGH = 5  # inputs from a village before it is named
ELSEWHERE = "lainnya"

Row = dict[str, Any]


@dataclass(frozen=True)
class Dataset:
    """One table: what it is, what each column means, its rows."""

    title: str
    about: str
    columns: dict[str, str]
    rows: Callable[[Consultation], Iterator[Row]]


def villages(consultation: Consultation) -> dict[str, str]:
    """Names of the villages from which enough inputs came; the parts of one are not so many people."""
    rows = Input.objects.filter(consultation=consultation, home__isnull=False).given().shown().order_by()
    counts = rows.values_list("home_id").annotate(n=Count("pk"))
    codes = [code for code, n in counts if n >= ENOUGH]
    return {code: region.label for code, region in Region.objects.in_bulk(codes).items()}


def inputs(consultation: Consultation) -> Iterator[Row]:
    """Every input that stands in public, by number."""
    named = villages(consultation)
    rows = Input.objects.filter(consultation=consultation).shown().with_people().order_by("number")
    for entry in rows.iterator(chunk_size=CHUNK):
        answer = answer_now(entry)
        yield {
            "nomor": entry.number,
            "bagian_dari": entry.origin.number if entry.origin else None,
            "versi": entry.version.number,
            "bagian_id": entry.passage.block_id if entry.passage else "",
            "bagian": entry.place,
            "kutipan": entry.quote,
            "jenis": entry.kind,
            "isi": entry.body,
            "rumusan_usulan": entry.proposed,
            "cara": entry.channel,
            "diterima": entry.received_on,
            "asal": named.get(entry.home_id or "", ELSEWHERE if entry.home_id else ""),
            "dukungan": entry.support_count,
            "keadaan": entry.state,
            "bagian_id_kini": entry.block_id,
            "nasib_kini": entry.fate,
            "tanggapan": answer.disposition.value if answer else "",
            "penjelasan": answer.explanation if answer else "",
            "dijawab_sebagai": answer.role if answer else "",
            "tanggal_jawaban": answer.on if answer else None,
            "terlambat_hari_kerja": answer.late if answer else None,
        }


def versions(consultation: Consultation) -> Iterator[Row]:
    """Every passage of every version."""
    rows = Passage.objects.filter(version__consultation=consultation).select_related("version")
    for passage in rows.order_by("version__number", "order").iterator(chunk_size=CHUNK):
        yield {
            "versi": passage.version.number,
            "terbit": passage.version.published_at,
            "catatan": passage.version.note,
            "urutan": passage.order,
            "bagian_id": passage.block_id,
            "jenis": passage.kind,
            "nomor": passage.number,
            "sebutan": passage.label,
            "teks": passage.text,
        }


def changes(consultation: Consultation) -> Iterator[Row]:
    """Every change of the text, with the numbers of the inputs that led to it."""
    rows = Change.objects.filter(version__consultation=consultation).select_related("version", "passage", "before")
    rows = rows.prefetch_related("credits__input").order_by("version__number", "order")
    for change in rows.iterator(chunk_size=CHUNK):
        behind = [credit.input.number for credit in change.credits.all() if credit.input.state in SHOWN]
        yield {
            "versi": change.version.number,
            "urutan": change.order,
            "jenis": change.kind,
            "bagian_id": change.place_id,
            "bagian": change.label,
            "teks_lama": change.before.text if change.before else "",
            "teks_baru": change.words,
            "nomor_masukan": sorted(behind),
        }


DATASETS: dict[str, Dataset] = {
    "masukan": Dataset(
        "Masukan dan jawaban",
        "Satu baris untuk tiap masukan yang tampil dan tiap bagian dari yang dipecah. "
        "Yang ditarik atau disembunyikan tidak termasuk.",
        {
            "nomor": "Nomor masukan dalam rancangan ini",
            "bagian_dari": "Nomor masukan panjang yang dipecah, bila baris ini salah satu bagiannya; selain itu kosong",
            "versi": "Nomor versi naskah yang dibaca penulis",
            "bagian_id": "Kode bagian naskah, kosong untuk seluruh rancangan",
            "bagian": "Sebutan bagian naskah",
            "kutipan": "Kalimat naskah yang ditanggapi",
            "jenis": "usul, setuju, keberatan, tanya, atau saran",
            "isi": "Isi masukan dan alasan",
            "rumusan_usulan": "Kalimat yang diusulkan penulis",
            "cara": "web, tatap_muka, surat, atau whatsapp",
            "diterima": "Tanggal diterima",
            "asal": f"Kelurahan atau desa, bila ada {ENOUGH} masukan atau lebih dari sana; selain itu “{ELSEWHERE}”",
            "dukungan": "Jumlah warga yang mendukung",
            "keadaan": "terbuka, dijawab, dipecah, atau tuntas; dua yang terakhir dijawab pada bagian-bagiannya",
            "bagian_id_kini": "Kode bagian pada versi terbaru",
            "nasib_kini": "asal, tetap, pindah, berubah, dihapus, atau ragu",
            "tanggapan": "diterima, sebagian, ditolak, dicatat, atau di_luar",
            "penjelasan": "Alasan kantor",
            "dijawab_sebagai": "Jabatan penjawab",
            "tanggal_jawaban": "Tanggal jawaban terakhir",
            "terlambat_hari_kerja": "Hari kerja melewati tenggat, 0 bila tepat waktu",
        },
        inputs,
    ),
    "versi": Dataset(
        "Versi naskah",
        "Satu baris untuk tiap bagian dari tiap versi naskah.",
        {
            "versi": "Nomor versi",
            "terbit": "Waktu terbit",
            "catatan": "Catatan penerbitan",
            "urutan": "Urutan bagian dalam naskah",
            "bagian_id": "Kode bagian, tetap sama di semua versi",
            "jenis": "menimbang, mengingat, bab, bagian, paragraf, pasal, ayat, huruf, angka, penjelasan, atau teks",
            "nomor": "Nomor seperti tertulis dalam naskah",
            "sebutan": "Sebutan lengkap, misalnya Pasal 6 ayat (2)",
            "teks": "Isi bagian",
        },
        versions,
    ),
    "perubahan": Dataset(
        "Perubahan naskah",
        "Satu baris untuk tiap kalimat atau bagian yang berubah antara dua versi.",
        {
            "versi": "Nomor versi yang memuat perubahan",
            "urutan": "Urutan perubahan dalam versi itu",
            "jenis": "diubah, ditambah, dihapus, atau dipindah",
            "bagian_id": "Kode bagian",
            "bagian": "Sebutan bagian",
            "teks_lama": "Isi bagian sebelumnya",
            "teks_baru": "Kalimat atau bagian sesudahnya",
            "nomor_masukan": "Nomor masukan yang menyebabkannya, menurut kantor",
        },
        changes,
    ),
}


def as_csv(consultation: Consultation, name: str) -> StreamingHttpResponse:
    data = DATASETS[name]
    rows = ([_flat(value) for value in row.values()] for row in data.rows(consultation))
    return csv_response(f"{name}-{consultation.pk}", list(data.columns), rows)


def as_json(consultation: Consultation, name: str) -> StreamingHttpResponse:
    """An object with title, licence, columns and `data`, sent while it is made."""
    response = StreamingHttpResponse(_json(consultation, name), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{consultation.pk}.json"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


FORMATS: dict[str, Callable[[Consultation, str], StreamingHttpResponse]] = {"csv": as_csv, "json": as_json}


def _json(consultation: Consultation, name: str) -> Iterator[str]:
    data = DATASETS[name]
    newest = Version.objects.filter(consultation=consultation).order_by("-number").first()
    head = {
        "rancangan": consultation.title,
        "versi_terbaru": newest.number if newest else None,
        "dibuat": timezone.localtime().isoformat(timespec="seconds"),
        "lisensi": LICENCE,
        "kolom": data.columns,
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "data": ['
    for number, row in enumerate(data.rows(consultation)):
        line = json.dumps({key: _plain(value) for key, value in row.items()}, ensure_ascii=False)
        yield f"{',' if number else ''}\n{line}"
    yield "\n]}\n"


def _flat(value: Any) -> Any:
    return " ".join(str(one) for one in value) if isinstance(value, list) else value


def _plain(value: Any) -> Any:
    """JSON's own kinds; moments with the offset of the place."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return printable(value) if isinstance(value, str) else value
