"""Line drawings of the house's own hand, for handouts and questions; plain SVG that stands in the page itself."""

from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe

FOLDER = Path(__file__).parent / "gambar"
# Name and what it shows; the same words stand in the file for those who do not see it.
CHOICES = [
    ("pasal", "Lembar rancangan dengan satu pasal ditandai"),
    ("masukan", "Orang berbicara, kata-katanya masuk ke lembar rancangan"),
    ("jembatan", "Jembatan penyeberangan kecil di atas kali, satu papan patah"),
    ("usulan", "Formulir usulan: masalah, tempat, ukuran, foto"),
    ("desa", "Peta desa dengan rumah, jalan, dan satu titik usulan"),
    ("suara", "Tangan menaruh pilihan ke dalam kotak suara"),
    ("pagu", "Dompet yang cukup untuk tiga kegiatan dan tidak untuk yang keempat"),
    ("penipu", "Pesan di ponsel meminta kode rahasia, dengan tanda bahaya"),
    ("periksa", "Kaca pembesar memeriksa berita di layar"),
    ("antre", "Lembar nomor antrean dan loket"),
    ("bantu", "Fasilitator duduk di samping warga, satu ponsel di antara mereka"),
    ("jawaban", "Kantor menjawab setiap masukan dengan alasan"),
]
NAMES = frozenset(name for name, _ in CHOICES)


@cache
def drawing(name: str) -> SafeString:
    """A drawing as SVG; nothing for an unknown name."""
    text = (FOLDER / f"{name}.svg").read_text(encoding="utf-8") if name in NAMES else ""
    return mark_safe(text)  # noqa: S308  our own lines
