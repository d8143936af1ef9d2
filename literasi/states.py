"""The words of learning: pillars, themes, who learns, when a test is taken; the life of a certificate as a table."""

from django.db import models

from core.states import Lifecycle, row


class Pillar(models.TextChoices):
    """The four pillars of the national curriculum of digital literacy."""

    SKILLS = "kecakapan", "Kecakapan digital"
    ETHICS = "etika", "Etika digital"
    SAFETY = "keamanan", "Keamanan digital"
    CULTURE = "budaya", "Budaya digital"


class Theme(models.TextChoices):
    """What a session is about."""

    ANSWER = "menjawab", "Memberi masukan pada rancangan"
    PROPOSE = "mengusulkan", "Mengusulkan kegiatan"
    VOTE = "memilih", "Memilih prioritas"
    FRAUD = "penipuan", "Mengenali penipuan dan hoaks"
    SERVICE = "layanan", "Memakai layanan dan antrean"
    BASICS = "dasar", "Memakai ponsel"
    OFFICE = "aparatur", "Melayani partisipasi warga"
    OTHER = "lainnya", "Tema lain"


class Audience(models.TextChoices):
    """For whom a session is; the names of its kinds of event."""

    CITIZENS = "sesi", "Warga"
    STAFF = "pelatihan", "Aparatur"


class Level(models.TextChoices):
    """How much somebody has to know before."""

    FIRST = "pemula", "Pemula"
    NEXT = "lanjut", "Lanjutan"


class Language(models.TextChoices):
    """In which words material speaks."""

    PLAIN = "indonesia", "Bahasa Indonesia"
    EASY = "mudah", "Bahasa Indonesia mudah"
    REGIONAL = "daerah", "Bahasa daerah"


class When(models.TextChoices):
    """The same items are answered twice."""

    BEFORE = "sebelum", "Sebelum sesi"
    AFTER = "sesudah", "Sesudah sesi"


class Channel(models.TextChoices):
    """By which way answers came."""

    PHONE = "ponsel", "Ponsel bersama"
    PAPER = "kertas", "Lembar kertas"


class PartnerKind(models.TextChoices):
    """What kind of organisation helps."""

    KIM = "kim", "Kelompok Informasi Masyarakat"
    ICT = "rtik", "Relawan TIK"
    PKK = "pkk", "PKK"
    YOUTH = "karang_taruna", "Karang taruna"
    CAMPUS = "kampus", "Kampus"
    COMPANY = "perusahaan", "Perusahaan"
    LIBRARY = "perpustakaan", "Perpustakaan"
    OFFICE = "pemerintah", "Perangkat daerah"
    OTHER = "lainnya", "Lainnya"


class Gift(models.TextChoices):
    """What a partner brings."""

    SPEAKER = "narasumber", "Narasumber atau tenaga"
    PLACE = "tempat", "Tempat"
    FOOD = "konsumsi", "Konsumsi"
    DEVICES = "perangkat", "Perangkat atau internet"
    MATERIAL = "bahan", "Bahan cetak"
    MONEY = "dana", "Dana"


class Used(models.TextChoices):
    """The one question after thirty days."""

    YES = "ya", "Ya, saya pakai"
    NO = "tidak", "Belum saya pakai"


class CertificateState(models.TextChoices):
    """Whether a certificate holds."""

    VALID = "berlaku", "Berlaku"
    REVOKED = "dicabut", "Dicabut"


CERTIFICATE = Lifecycle(
    row("revoke", "berlaku", "dicabut", "literasi.revoke", "Cabut sertifikat", "Sertifikat dicabut", note=True)
)
CERTIFICATE_VOICES: dict[str, tuple[str, str]] = {
    CertificateState.VALID: ("ok", "check"),
    CertificateState.REVOKED: ("bad", "cross"),
}
