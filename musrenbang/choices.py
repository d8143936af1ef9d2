"""What a field of the record may say: source, authority, money, land, plans."""

from django.db import models


class Source(models.TextChoices):
    """Where a proposal came from."""

    MUSRENBANG = "musrenbang", "Musrenbang"
    CITIZENS = "aspirasi", "Aspirasi warga"
    COMPLAINT = "pengaduan", "Pengaduan"
    THEMATIC = "tematik", "Musrenbang tematik"
    VILLAGE_PLAN = "rkpdes", "DU-RKP Desa"
    POKIR = "pokir", "Pokok pikiran DPRD"
    TECHNOCRATIC = "teknokratik", "Rencana perangkat daerah"


class Authority(models.TextChoices):
    """Whose task the work is by law; decides the road of a proposal."""

    VILLAGE = "desa", "Desa"
    REGENCY = "kabupaten", "Kabupaten/Kota"
    PROVINCE = "provinsi", "Provinsi"
    STATE = "pusat", "Pusat"


class Funding(models.TextChoices):
    """Which money is meant to pay."""

    REGENCY = "apbd", "APBD kabupaten/kota"
    KELURAHAN = "dana_kelurahan", "Dana kelurahan"
    APBDES = "apbdes", "APBDes"
    VILLAGE_FUND = "dana_desa", "Dana Desa"
    PROVINCE = "apbd_provinsi", "APBD provinsi"
    STATE = "apbn", "APBN"
    CSR = "csr", "TJSL perusahaan"
    SELF_HELP = "swadaya", "Swadaya warga"


class LandStatus(models.TextChoices):
    """Whose land the work stands on, as the proposer knows it."""

    STATE = "negara", "Tanah negara atau milik pemerintah"
    VILLAGE = "desa", "Tanah kas desa"
    GRANTED = "hibah", "Hibah warga"
    WAQF = "wakaf", "Wakaf"
    PRIVATE = "warga", "Milik warga, belum dihibahkan"
    UNKNOWN = "belum_tahu", "Belum tahu"


class SpatialFit(models.TextChoices):
    """Whether the work fits the spatial plan, as an officer found."""

    FITS = "sesuai", "Sesuai RTRW"
    NOT = "tidak", "Tidak sesuai RTRW"


class Design(models.TextChoices):
    """How far the technical papers are."""

    NONE = "belum", "Belum ada"
    STUDY = "kajian", "Ada kajian (FS)"
    DED = "ded", "Ada gambar rinci (DED)"
