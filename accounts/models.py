"""People: who they are, what they may do where, how sure we are of their home, what they agreed to."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.fields import NullCharField, NullEmailField
from accounts.managers import UserManager
from core.quick import Question
from wilayah.names import rt_rw


class Rung(models.IntegerChoices):
    """Residence ladder: how sure the office is that this person lives here."""

    REGISTERED = 0, "Terdaftar"
    CONTACT = 1, "Kontak dipastikan"
    SEEN = 2, "Warga dipastikan"
    REGISTRY = 3, "Cocok dengan Dukcapil"


class Role(models.TextChoices):
    """Offices a person can hold for a region."""

    ADMINISTRATOR = "administrator", "Administrator"
    OFFICER = "officer", "Petugas kecamatan"
    CAMAT = "camat", "Camat"
    VILLAGE_OFFICER = "village_officer", "Petugas kelurahan/desa"
    PLANNER = "planner", "Perangkat daerah"
    MODERATOR = "moderator", "Moderator"
    EDITOR = "editor", "Editor"
    FACILITATOR = "facilitator", "Fasilitator"


class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]  # of Wagtail's models
    """A person. One full name; login by username, e-mail or mobile number; none of the last two is required."""

    username = models.CharField("nama pengguna", max_length=40, unique=True)
    full_name = models.CharField("nama lengkap", max_length=120)
    email = NullEmailField("surel", null=True, blank=True, unique=True)
    phone = NullCharField("nomor ponsel", max_length=16, null=True, blank=True, unique=True)  # +628...
    phone_verified_at = models.DateTimeField(null=True, blank=True)
    home = models.ForeignKey(
        "wilayah.Region",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tempat tinggal",
    )
    rt = models.PositiveSmallIntegerField("RT", null=True, blank=True)
    rw = models.PositiveSmallIntegerField("RW", null=True, blank=True)
    rung = models.PositiveSmallIntegerField("tingkat kepastian", choices=Rung.choices, default=Rung.REGISTERED)
    is_active = models.BooleanField("aktif", default=True)
    participates = models.BooleanField("menyetujui pemakaian data untuk ikut serta", default=True, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True)
    date_joined = models.DateTimeField("terdaftar", default=timezone.now)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    objects = UserManager()
    assist: Any = None  # accounts.assisting.Helped while somebody with a mandate helps her

    class Meta:
        verbose_name = "pengguna"
        verbose_name_plural = "pengguna"

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split(" ")[0]

    @property
    def is_staff(self) -> bool:
        """Holds any office: meets the second factor and sees /petugas/."""
        return bool(self.mandates_now)

    @cached_property
    def mandates_now(self) -> list["Mandate"]:
        """Offices held today; one query per request."""
        if not self.pk:
            return []
        names = [field.attname for field in Mandate._meta.concrete_fields]
        return [held for row in _offices(self.pk) if (held := Mandate.from_db(None, names, row)).in_force]

    @property
    def standing(self) -> int:
        """The rung that counts now: while she is helped, her recorded consent stands for a proven contact."""
        return max(self.rung, Rung.CONTACT) if self.assist is not None else self.rung

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """What she may do; while she is helped nothing but what she agreed to, through a helper who may."""
        return (self.assist is None or self.assist.allows(perm)) and super().has_perm(perm, obj)

    @property
    def name_seen(self) -> bool:
        """The name was compared with a paper when the home was confirmed: only the counter corrects it now."""
        return self.rung >= Rung.SEEN and self.home_id is not None

    @property
    def home_line(self) -> str:
        """Where the person lives, in one line: "Kelurahan Kertosari, RT 003/RW 002"."""
        return ", ".join(filter(None, [self.home.label if self.home else "", rt_rw(self.rt, self.rw)]))

    def holds(self, roles: frozenset[str] | set[str], region_code: str) -> bool:
        """Whether the person holds one of these roles for a region that contains `region_code`."""
        return any(m.role in roles and m.covers(region_code) for m in self.mandates_now)

    def acting_role(self, target: Any = None) -> str:
        """The role written to the trail: the most local mandate that covers the target, else "citizen"."""
        code = getattr(target, "region_id", None) or ""
        fit = [m for m in self.mandates_now if not code or m.covers(code)]
        return max(fit, key=lambda m: len(m.region_id)).role if fit else "citizen"


_offices = Question(
    lambda user: Mandate.objects.filter(user=user, ended_at__isnull=True).values_list(
        *[field.attname for field in Mandate._meta.concrete_fields]
    )
)


def display_name(user: User) -> str:
    """How allauth's pages and mails name a person."""
    return str(user)


class MandateQuerySet(models.QuerySet["Mandate"]):
    def current(self) -> "MandateQuerySet":
        """Mandates in force today: begun, not past their last day, not ended before it."""
        today = timezone.localdate()
        return self.filter(Q(until__isnull=True) | Q(until__gte=today), since__lte=today, ended_at__isnull=True)


class Mandate(models.Model):
    """An office: this person acts in this role for this region, from one day to another."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mandates")
    role = models.CharField("peran", max_length=20, choices=Role.choices)
    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, related_name="+", verbose_name="wilayah")
    title = models.CharField("jabatan", max_length=80, blank=True)
    since = models.DateField("mulai", default=timezone.localdate)
    until = models.DateField("sampai", null=True, blank=True)
    ended_at = models.DateTimeField("diakhiri", null=True, blank=True, editable=False)
    given_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = "mandat"
        verbose_name_plural = "mandat"
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")), name="mandate_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["user", "role", "region"], condition=Q(ended_at__isnull=True), name="one_open_mandate"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.region_id}"

    @property
    def in_force(self) -> bool:
        """Whether the person holds this office today."""
        today = timezone.localdate()
        return self.ended_at is None and self.since <= today and (self.until is None or self.until >= today)

    @property
    def is_over(self) -> bool:
        """Ended by hand, or past its last day."""
        return self.ended_at is not None or (self.until is not None and self.until < timezone.localdate())

    def covers(self, code: str) -> bool:
        return code == self.region_id or code.startswith(self.region_id + ".")


class ResidenceCheck(models.Model):
    """Somebody in office saw this person and a paper: who, when, which paper. No picture is kept."""

    class Paper(models.TextChoices):
        KTP = "ktp", "KTP-el"
        KK = "kk", "Kartu keluarga"
        IKD = "ikd", "Identitas Kependudukan Digital"
        LETTER = "surat", "Surat keterangan domisili"
        KNOWN = "dikenal", "Dikenal petugas setempat"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="residence_checks")
    rung = models.PositiveSmallIntegerField(choices=Rung.choices)
    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, related_name="+")
    paper = models.CharField("yang dilihat", max_length=10, choices=Paper.choices, blank=True)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.user_id} L{self.rung}"


class Consent(models.Model):
    """What a person agreed to, in which wording, when, and since when no more."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField("tujuan", max_length=40)
    wording = models.CharField("versi kalimat", max_length=20)
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.purpose


class OneTimeCode(models.Model):
    """A printed code from the counter that opens a locked-out account once, within 15 minutes."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=128)
    issued_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    issued_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.user_id} {self.issued_at}"


class AssistQuerySet(models.QuerySet["Assist"]):
    def done(self) -> "AssistQuerySet":
        """Those in which something was done."""
        return self.filter(deeds_done__isnull=False).distinct()


class Assist(models.Model):
    """One time that somebody with a mandate helped a person to take part, with her recorded consent (bantuan).

    `deeds` are the kinds of accounts.registry.ASSISTED she agreed to. Its code stands on her receipt and, with a look
    at her paper at the counter, gives her the login to her own row. It is over at `ended_at` or when `until` has come.
    """

    class Agreed(models.TextChoices):
        SPOKEN = "lisan", "Lisan, di depan saksi"
        SHEET = "lembar", "Tanda tangan di kertas"

    class Result(models.TextChoices):
        TRUE = "benar", "Benar, ia meminta bantuan"
        UNREACHED = "tak_terjangkau", "Tidak dapat dihubungi"
        DENIED = "tidak_benar", "Ia tidak meminta atau isinya lain"

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="assists", verbose_name="yang dibantu")
    helper = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="help_given", verbose_name="pendamping"
    )
    role = models.CharField("membantu sebagai", max_length=20, choices=Role.choices)
    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, related_name="+", verbose_name="wilayah")
    deeds = models.JSONField("yang disetujui", default=list)
    agreed = models.CharField("cara setuju", max_length=8, choices=Agreed.choices)
    wording = models.CharField("versi kalimat", max_length=20)
    witness = models.CharField("saksi", max_length=120, blank=True)
    sheet = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    contact = models.CharField("kontak untuk pemeriksaan", max_length=80, blank=True)
    code = models.CharField("kode tanda terima", max_length=12, unique=True)
    began_at = models.DateTimeField("mulai", default=timezone.now)
    until = models.DateTimeField("paling lama sampai")
    ended_at = models.DateTimeField("selesai", null=True, blank=True)
    read_at = models.DateTimeField("dibacakan kembali", null=True, blank=True)
    check_due = models.DateField("tenggat pemeriksaan", null=True, blank=True)  # drawn for a call-back
    result = models.CharField("hasil pemeriksaan", max_length=16, choices=Result.choices, blank=True)
    checked_at = models.DateTimeField("diperiksa", null=True, blank=True)
    checked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    claimed_at = models.DateTimeField("diambil alih", null=True, blank=True)
    emptied_at = models.DateTimeField(null=True, blank=True)  # witness, contact and sheet removed at her wish

    objects = AssistQuerySet.as_manager()

    class Meta:
        verbose_name = "bantuan"
        verbose_name_plural = "bantuan"
        constraints = [
            models.CheckConstraint(
                condition=Q(emptied_at__isnull=False)
                | (Q(agreed="lisan") & ~Q(witness=""))
                | Q(agreed="lembar", sheet__isnull=False),
                name="assist_has_consent",
            ),
            models.CheckConstraint(condition=~Q(helper=models.F("person")), name="assist_of_another"),
            models.UniqueConstraint(fields=["helper"], condition=Q(ended_at__isnull=True), name="one_open_assist"),
        ]
        indexes = [
            models.Index(fields=["helper", "-id"], name="assist_helper"),
            models.Index(fields=["region", "-id"], name="assist_region"),
        ]

    def __str__(self) -> str:
        return f"Bantuan {self.code_spaced}"

    def get_absolute_url(self) -> str:
        return reverse("accounts:assist", args=[self.pk])

    @property
    def code_spaced(self) -> str:
        """The code as paper prints it: "7F3K-29QD"."""
        return f"{self.code[:4]}-{self.code[4:]}"

    @property
    def is_live(self) -> bool:
        """Still going on."""
        return self.ended_at is None and self.until > timezone.now()


class AssistedDeed(models.Model):
    """One deed done while a person was helped: which thing of which room, by which trail entry (perbuatan)."""

    assist = models.ForeignKey(Assist, on_delete=models.CASCADE, related_name="deeds_done")
    verb = models.CharField(max_length=64)
    target_type = models.CharField(max_length=64)
    target_id = models.CharField(max_length=64)
    entry_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = "perbuatan dengan bantuan"
        verbose_name_plural = "perbuatan dengan bantuan"
        ordering = ["id"]
        indexes = [models.Index(fields=["target_type", "target_id"], name="assisted_thing")]

    def __str__(self) -> str:
        return f"{self.verb} {self.target_type}/{self.target_id}"


class Session(AbstractBaseSession):
    """One device of a person (or of nobody yet); `owner_id` is whose it is, kept by accounts.sessions."""

    owner_id = models.BigIntegerField(null=True, db_index=True)

    @classmethod
    def get_session_store_class(cls) -> Any:
        from accounts.sessions import SessionStore  # noqa: PLC0415  each needs the other

        return SessionStore
