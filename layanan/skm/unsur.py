"""The nine elements (unsur) with the words of the questionnaire. Answers are kept by slug, never by position."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Unsur:
    """One element: what is asked, and the four answers from 1 to 4."""

    slug: str
    label: str
    question: str
    answers: tuple[str, str, str, str]


def _scale(word: str) -> tuple[str, str, str, str]:
    """The usual four steps of an adjective."""
    return (f"Tidak {word}", f"Kurang {word}", word.capitalize(), f"Sangat {word}")


# In the order of the questionnaires in use (sarana before pengaduan); the regulation lists these two the other way.
UNSUR = (
    Unsur(
        "persyaratan",
        "Persyaratan",
        "Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan dengan jenis pelayanannya?",
        _scale("sesuai"),
    ),
    Unsur(
        "prosedur",
        "Sistem, mekanisme, dan prosedur",
        "Bagaimana pemahaman Saudara tentang kemudahan prosedur pelayanan di unit ini?",
        _scale("mudah"),
    ),
    Unsur(
        "waktu",
        "Waktu penyelesaian",
        "Bagaimana pendapat Saudara tentang kecepatan waktu dalam memberikan pelayanan?",
        _scale("cepat"),
    ),
    Unsur(
        "biaya",
        "Biaya atau tarif",
        "Bagaimana pendapat Saudara tentang kewajaran biaya atau tarif dalam pelayanan?",
        ("Sangat mahal", "Cukup mahal", "Murah", "Gratis"),
    ),
    Unsur(
        "produk",
        "Produk spesifikasi jenis pelayanan",
        "Bagaimana pendapat Saudara tentang kesesuaian produk pelayanan antara yang tercantum dalam standar pelayanan "
        "dengan hasil yang diberikan?",
        _scale("sesuai"),
    ),
    Unsur(
        "kompetensi",
        "Kompetensi pelaksana",
        "Bagaimana pendapat Saudara tentang kompetensi atau kemampuan petugas dalam pelayanan?",
        _scale("kompeten"),
    ),
    Unsur(
        "perilaku",
        "Perilaku pelaksana",
        "Bagaimana pendapat Saudara tentang perilaku petugas dalam pelayanan terkait kesopanan dan keramahan?",
        _scale("sopan dan ramah"),
    ),
    Unsur(
        "sarana",
        "Sarana dan prasarana",
        "Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana?",
        ("Buruk", "Cukup", "Baik", "Sangat baik"),
    ),
    Unsur(
        "pengaduan",
        "Penanganan pengaduan, saran, dan masukan",
        "Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan?",
        ("Tidak ada", "Ada tetapi tidak berfungsi", "Berfungsi kurang maksimal", "Dikelola dengan baik"),
    ),
)
SLUGS = tuple(one.slug for one in UNSUR)
BY_SLUG = {one.slug: one for one in UNSUR}
FACES = ("Tidak puas", "Kurang puas", "Puas", "Sangat puas")  # the one tap, 1 to 4; never part of the index


def ordered(pengaduan_first: bool = False) -> tuple[Unsur, ...]:
    """The elements as U1 to U9: as questionnaires have them, or with the regulation's order of the last two."""
    return (*UNSUR[:7], UNSUR[8], UNSUR[7]) if pengaduan_first else UNSUR
