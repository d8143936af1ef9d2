"""Letters: who may sign, the register of numbers, the templates, and each letter with what its seal vouches for."""

import secrets
from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from layanan.letter_states import LETTER, LETTER_VOICES, LetterState, Numbering, Paper, Seat, Standing

NIP = RegexValidator(r"^[0-9]{18}\Z", "NIP terdiri atas 18 angka.")
TOKEN_BYTES = 12  # 96 bits: no address is guessed


def new_token() -> str:
    """The unguessable part of a letter's address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


class OfficialQuerySet(models.QuerySet["Official"]):
    """Which officials, when."""

    def current(self) -> "OfficialQuerySet":
        """Those who sit in their seat today."""
        today = timezone.localdate()
        return self.filter(Q(until__isnull=True) | Q(until__gte=today), since__lte=today)


class Official(models.Model):
    """A person in a seat of the chain of initials: by her own office, or for another (a.n., Plt., Plh.)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats", verbose_name="petugas"
    )
    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, related_name="+", verbose_name="wilayah")
    seat = models.CharField("kewenangan", max_length=8, choices=Seat.choices)
    standing = models.CharField("bertindak sebagai", max_length=4, choices=Standing.choices, blank=True)
    name = models.CharField("nama pada surat", max_length=120, help_text="Dengan gelar, misalnya Joko Susilo, S.IP.")
    office = models.CharField("jabatan pada surat", max_length=120, help_text="Misalnya Camat Temanggung.")
    own_office = models.CharField("jabatan sendiri", max_length=120, blank=True)
    rank = models.CharField("pangkat", max_length=60, blank=True)
    nip = models.CharField("NIP", max_length=18, blank=True, validators=[NIP])
    since = models.DateField("mulai", default=timezone.localdate)
    until = models.DateField("sampai", null=True, blank=True)

    objects = OfficialQuerySet.as_manager()

    class Meta:
        verbose_name = "pejabat penanda tangan"
        verbose_name_plural = "pejabat penanda tangan"
        ordering = ["seat", "standing", "since"]
        constraints = [
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="official_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.lines[0]}: {self.name}"

    @property
    def lines(self) -> list[str]:
        """How the office stands above the name: "a.n. Camat Temanggung", then the own office."""
        mark = f"{self.get_standing_display()} " if self.standing else ""
        own = [self.own_office] if self.standing == Standing.BEHALF and self.own_office else []
        return [f"{mark}{self.office}", *own]

    @property
    def signer(self) -> str:
        """In one line, as the seal keeps it."""
        return f"{self.name}, {', '.join(self.lines)}"


class Letterhead(models.Model):
    """The head of the office's paper."""

    region = models.OneToOneField("wilayah.Region", on_delete=models.PROTECT, related_name="+", verbose_name="wilayah")
    above = models.CharField("baris pertama", max_length=120, default="Pemerintah Kabupaten")
    office = models.CharField("nama kantor", max_length=120)
    address = models.CharField("alamat, telepon, surel", max_length=200)
    place = models.CharField("tempat surat dibuat", max_length=60)

    class Meta:
        verbose_name = "kepala surat"
        verbose_name_plural = "kepala surat"

    def __str__(self) -> str:
        return self.office


class LetterClass(models.Model):
    """A class of letters with its own numbers (klasifikasi)."""

    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, related_name="+", verbose_name="wilayah")
    code = models.CharField("kode klasifikasi", max_length=20)
    name = models.CharField("nama", max_length=80)
    numbering = models.CharField("nomor diambil dari", max_length=5, choices=Numbering.choices, default=Numbering.OURS)
    pattern = models.CharField("bentuk nomor", max_length=80, default="{kode}/{nomor}/{unit}/{bulan}/{tahun}")
    unit = models.CharField("kode unit", max_length=20, blank=True)
    first = models.PositiveIntegerField("nomor pertama tahun ini", default=1, validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = "klasifikasi surat"
        verbose_name_plural = "klasifikasi surat"
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["region", "code"], name="letter_class_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class LetterRegister(models.Model):
    """The last number of a class in a year; its row is the lock under which numbers are taken."""

    klass = models.ForeignKey(LetterClass, on_delete=models.PROTECT, related_name="registers")
    year = models.PositiveSmallIntegerField("tahun")
    last = models.PositiveIntegerField("nomor terakhir", default=0)

    class Meta:
        verbose_name = "buku agenda"
        verbose_name_plural = "buku agenda"
        constraints = [models.UniqueConstraint(fields=["klass", "year"], name="letter_register_once")]

    def __str__(self) -> str:
        return f"{self.klass.code} {self.year}"


class RegisterEntry(models.Model):
    """A line of the register: it stays when the letter falls through ("batal") and when the application is erased."""

    register = models.ForeignKey(LetterRegister, on_delete=models.PROTECT, related_name="entries")
    serial = models.PositiveIntegerField("nomor urut", null=True)
    number = models.CharField("nomor surat", max_length=80)
    date = models.DateField("tanggal")
    subject = models.CharField("hal", max_length=160)
    digest = models.CharField("sidik berkas", max_length=64, blank=True)
    void = models.BooleanField("batal", default=False)
    why = models.CharField("sebab batal", max_length=200, blank=True)

    class Meta:
        verbose_name = "baris agenda"
        verbose_name_plural = "baris agenda"
        ordering = ["-date", "-serial"]
        constraints = [
            models.UniqueConstraint(fields=["register", "serial"], name="register_serial_once"),
            models.UniqueConstraint(fields=["register", "number"], name="register_number_once"),
        ]

    def __str__(self) -> str:
        return self.number


class LetterTemplate(models.Model):
    """The words of a service's letter, with fields in braces that are filled from the application."""

    service = models.OneToOneField(
        "layanan.Service", on_delete=models.PROTECT, related_name="letter_template", verbose_name="layanan"
    )
    klass = models.ForeignKey(
        LetterClass, on_delete=models.PROTECT, related_name="templates", verbose_name="klasifikasi"
    )
    title = models.CharField("judul surat", max_length=120)
    subject = models.CharField("hal", max_length=160, help_text="Tampil di halaman cek, jadi tanpa data pribadi.")
    body = models.TextField("isi surat")
    purpose = models.CharField("keperluan", max_length=160, blank=True, help_text="Boleh memakai {keperluan}.")
    valid_days = models.PositiveSmallIntegerField("berlaku (hari)", null=True, blank=True)
    paper = models.CharField("kertas", max_length=2, choices=Paper.choices, default=Paper.F4)

    class Meta:
        verbose_name = "templat surat"
        verbose_name_plural = "templat surat"
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class Letter(models.Model):
    """A letter of the office: prepared, signed and sealed, revoked or replaced; checked by everybody at /cek/."""

    LIFECYCLE = LETTER

    application = models.ForeignKey(
        "layanan.Application", on_delete=models.PROTECT, related_name="letters", null=True, blank=True
    )
    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, related_name="+")
    template = models.ForeignKey(LetterTemplate, on_delete=models.PROTECT, related_name="letters")
    entry = models.OneToOneField(RegisterEntry, on_delete=models.PROTECT, related_name="letter")
    token = models.CharField(max_length=24, unique=True, default=new_token, editable=False)
    state = models.CharField(max_length=8, choices=LetterState.choices, default=LetterState.DRAFT)
    title = models.CharField("judul", max_length=120)
    subject = models.CharField("hal", max_length=160)
    body = models.TextField("isi", blank=True)
    name = models.CharField("nama pemohon", max_length=120, blank=True)
    purpose = models.CharField("keperluan", max_length=160, blank=True)
    masked_name = models.CharField("nama tersamar", max_length=120, blank=True)
    until = models.DateField("berlaku sampai", null=True, blank=True)
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="letters", null=True)
    signer = models.CharField("penanda tangan", max_length=300, blank=True)
    seal = models.CharField("segel", max_length=400, blank=True)
    issued_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField("dicabut atau diganti", null=True)
    provider = models.CharField("penyelenggara tanda tangan", max_length=40, blank=True)
    stored = models.ForeignKey("core.StoredFile", on_delete=models.SET_NULL, null=True, related_name="+")
    digest = models.CharField("sidik PDF", max_length=64, blank=True)
    scan = models.ForeignKey("core.StoredFile", on_delete=models.SET_NULL, null=True, related_name="+")
    scan_digest = models.CharField("sidik pindaian", max_length=64, blank=True)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "surat"
        verbose_name_plural = "surat"
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(state__in=["draf", "berlaku"]), name="one_living_letter"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draf", "batal"]) | ~Q(digest=""), name="letter_issued_has_digest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("cek:letter", args=[self.token])

    @property
    def number(self) -> str:
        return self.entry.number

    @property
    def date(self) -> Any:
        return self.entry.date

    @property
    def expired(self) -> bool:
        """Whether its last day is past."""
        return bool(self.until and self.until < timezone.localdate())

    @property
    def public_standing(self) -> tuple[str, str, str]:
        """Voice, icon and word that the check page shows."""
        if self.state == LetterState.VALID and self.expired:
            return "warn", "clock", "Kedaluwarsa"
        return (*LETTER_VOICES[self.state], str(self.get_state_display()))
