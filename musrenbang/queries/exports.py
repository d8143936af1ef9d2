"""The list as a table to take away; public columns only."""

from collections.abc import Iterator
from typing import Any

from musrenbang.queries.listing import Asked, found

MAX_XLSX = 10_000
HEADER = [
    "nomor",
    "judul",
    "kode_wilayah",
    "wilayah",
    "rt_rw",
    "tahun_rencana",
    "bidang",
    "jenis",
    "volume",
    "satuan",
    "perkiraan_biaya",
    "penerima_kk",
    "penerima_jiwa",
    "pengusul",
    "status",
    "nomor_prioritas",
    "pagu_rkpd",
    "anggaran_apbd",
    "perangkat_daerah",
    "perangkat_daerah_awal",
    "kamus_usulan",
    "harga_satuan",
    "penerima_perempuan",
    "penerima_disabilitas",
    "penerima_miskin",
    "status_lahan",
    "kewenangan",
    "sumber_dana",
    "sumber_usulan",
    "nilai_swadaya",
    "id_sipd",
    "dukungan",
    "diajukan",
]


def table(question: Asked, limit: int | None = None) -> Iterator[list[Any]]:
    """Rows for HEADER, streamed; of the proposers only groups are named."""
    rows = found(question).with_names().select_related("agency_first", "catalogue_item")
    for row in (rows[:limit] if limit else rows).iterator(chunk_size=1000):
        yield [
            row.number,
            row.public_title,
            row.region_id,
            row.region.label if row.region else "",
            row.public_place,
            row.cycle.plan_year,
            str(row.category),
            row.get_kind_display(),
            row.quantity,
            str(row.unit or ""),
            row.estimated_cost,
            row.households,
            row.people,
            row.public_group or "Warga",
            str(row.state_label),
            row.rank,
            row.rkpd_amount,
            row.apbd_amount,
            row.final_agency,
            row.agency_first.name if row.agency_first else "",
            row.catalogue_item.work if row.catalogue_item else "",
            row.unit_price,
            row.women,
            row.disabled,
            row.poor,
            row.get_land_status_display(),
            row.get_authority_display(),
            row.get_funding_display(),
            row.get_source_display(),
            row.self_help_amount,
            row.sipd_id,
            row.public_topic.support_count,
            row.submitted_at,
        ]
