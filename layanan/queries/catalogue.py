"""The catalogue: services in their order, and those that people's own words mean."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from core.text import stems
from layanan.models import Service

# Words people put around what they want: they say nothing about which service it is.
FILLER = frozenset(
    stems(
        "saya aku mau ingin butuh perlu minta tolong bagaimana cara gimana dimana di ke dari untuk buat bikin membuat "
        "urus mengurus surat keterangan layanan dan yang apa saja itu ini dengan kalau agar supaya bisa dapat anak"
    ).split()
)
# What people say, and what the office calls it.
MEANT = {
    "buru buru cepat darurat mendadak mepet kilat dadakan": "mendesak",
    "nikah kawin menikah akad perkawinan ijab": "nikah",
    "miskin melarat susah kurang mampu tidak mampu gakin": "mampu",
    "rumah tinggal alamat kos kontrakan ngontrak menetap": "domisili",
    "usaha dagang jualan warung toko bisnis umkm": "usaha",
    "waris pusaka warisan wafat mati meninggal": "waris",
    "hajatan pesta ramai keramaian dangdut pentas konser orkes": "keramaian",
    "skck polisi kelakuan catatan kriminal": "skck",
    "ktp ktpel e-ktp foto rekam perekaman identitas": "ktp",
    "kk kartu keluarga pecah": "kk",
    "pindah boyong pindahan datang": "pindah",
    "bpjs pbi kis sehat kesehatan berobat rumahsakit": "bpjs",
    "tanah jual beli sertifikat ppats hibah lahan sawah": "tanah",
    "proposal bantuan dana hibah": "proposal",
    "ormas organisasi yayasan lembaga komunitas": "lembaga",
    "riset penelitian kuliah skripsi kkn magang": "penelitian",
}
SAME = {stem: stems(word) for group, word in MEANT.items() for stem in stems(group).split()}


def catalogue() -> list[Service]:
    """All public services in their order; one question."""
    return list(Service.objects.public())


def meant(text: str) -> list[str]:
    """Stems of a question in the office's words, filler left out unless nothing else was said."""
    said = stems(text).split()
    wanted = [SAME.get(stem, stem) for stem in said if stem not in FILLER]
    return list(dict.fromkeys(wanted or said))


def found(services: Sequence[Service], text: str) -> list[Service]:
    """Services these words mean, best first: a rare word weighs more than one that every service has."""
    wanted = meant(text)
    if not wanted:
        return list(services)
    known = {service.pk: {SAME.get(stem, stem) for stem in service.words.split()} for service in services}
    often = Counter(stem for words in known.values() for stem in words)
    scored: list[tuple[float, int, Any]] = []
    for place, service in enumerate(services):
        score = sum(1 / often[stem] for stem in wanted if stem in known[service.pk])
        if score:
            scored.append((-score, place, service))
    return [service for _, _, service in sorted(scored, key=lambda row: row[:2])]
