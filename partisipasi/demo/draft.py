"""The demo's draft regulation: read from a text file, in two versions, with ids that stay the same between them."""

import re
import uuid
from dataclasses import dataclass, replace
from pathlib import Path

SPACE = uuid.UUID("5d0c9a5e-6f0e-4d35-9a4e-7f1f6c2a9b10")
SOURCE = Path(__file__).parent / "data" / "perbup_sampah.txt"


@dataclass(frozen=True)
class DraftBlock:
    """One passage: `key` names its place ("5/1/a"), `block_id` is derived from it."""

    key: str
    kind: str
    number: str
    text: str

    @property
    def block_id(self) -> str:
        return str(uuid.uuid5(SPACE, self.key))


def first_version() -> list[DraftBlock]:
    """The draft as first published: 10 bab, 36 pasal."""
    blocks: list[DraftBlock] = []
    article = clause = ""
    for line in SOURCE.read_text(encoding="utf-8").splitlines():
        if match := re.match(r"(BAB|Bagian) (\w+) \| (.+)", line):
            kind = match[1].lower()
            blocks.append(DraftBlock(f"{kind}-{len(blocks)}", kind, f"{match[1]} {match[2]}", match[3]))
        elif match := re.match(r"Pasal (\d+)", line):
            article, clause = match[1], ""
            blocks.append(DraftBlock(article, "pasal", f"Pasal {article}", ""))
        elif match := re.match(r"- (.+)", line):
            blocks.append(DraftBlock(f"{article}/-", "teks", "", match[1]))
        elif match := re.match(r"\((\d+)\) (.+)", line):
            clause = match[1]
            blocks.append(DraftBlock(f"{article}/{clause}", "ayat", f"({clause})", match[2]))
        elif match := re.match(r"([a-z])\. (.+)", line):
            blocks.append(DraftBlock(f"{article}/{clause}/{match[1]}", "huruf", f"{match[1]}.", match[2]))
    return blocks


# What citizens' inputs changed: key of the passage -> its new wording; None takes it out.
REWORDED: dict[str, str | None] = {
    "4/3": "Setiap orang berhak menyampaikan keluhan dan menerima jawaban paling lama 3 (tiga) hari kerja.",
    "5/3": "Rumah tangga yang tidak memilah sampah selama 3 (tiga) kali berturut-turut didampingi kelompok pengelola, "
    "kemudian diberi teguran tertulis apabila tetap tidak memilah.",
    "6/2": "Tempat sampah diletakkan di tepi jalan paling cepat pukul 20.00 WIB sehari sebelum hari angkut.",
    "7//d": None,
    "11/2": "Bank sampah buka paling sedikit 2 (dua) kali dalam 1 (satu) bulan, salah satunya pada hari Minggu.",
    "16/1": "Sampah yang mudah terurai diangkut paling sedikit 3 (tiga) kali dalam 1 (satu) minggu.",
    "19/2": "Jarak TPS dari rumah, sekolah, dan tempat ibadah paling dekat 100 (seratus) meter.",
    "24/2": "Iuran sebagaimana dimaksud pada ayat (1) paling tinggi Rp15.000,00 (lima belas ribu rupiah) setiap bulan "
    "untuk setiap rumah tangga.",
    "25/1": "Rumah tangga miskin dan lansia yang tinggal sendiri dibebaskan dari iuran.",
}
# New passages: key after which -> the passage.
ADDED = {
    "5/3": DraftBlock("5/4", "ayat", "(4)", "Popok dan pembalut sekali pakai dibungkus terpisah dan diberi tanda."),
    "18/2": DraftBlock(
        "18/3",
        "ayat",
        "(3)",
        "Gang yang lebarnya kurang dari 1,5 (satu koma lima) meter dilayani dengan gerobak dorong.",
    ),
}


def second_version() -> list[DraftBlock]:
    """The draft after the first weeks of consultation."""
    blocks = []
    for block in first_version():
        wording = REWORDED.get(block.key, block.text)
        if wording is not None:
            blocks.append(replace(block, text=wording))
        if block.key in ADDED:
            blocks.append(ADDED[block.key])
    return blocks
