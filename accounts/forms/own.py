"""Forms a person fills in about herself."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts import services
from accounts.forms.fields import NumberField, PasswordField, PhoneField, VillageField
from accounts.models import User
from accounts.services.consents import PURPOSES
from accounts.services.people import check_free, clean_username
from core.forms import CleanLine
from core.once import OnceForm
from core.ratelimit import take


class SignUpForm(OnceForm):
    """Opening an account: a number or a username, a name, a village, a password."""

    full_name = CleanLine(
        label="Nama",
        min_length=2,
        max_length=120,
        help_text="Seperti yang dikenal tetangga Anda.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = PhoneField(
        label="Nomor ponsel", required=False, help_text="Contoh: 0812 3456 7890. Satu nomor untuk satu orang."
    )
    username = CleanLine(
        label="Nama pengguna",
        required=False,
        max_length=30,
        help_text="Wajib bila tanpa nomor ponsel, atau bila nomor dipakai sekeluarga. Contoh: budi.kertosari",
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    email = forms.EmailField(
        label="Surel", required=False, max_length=254, help_text="Untuk kabar dan lupa kata sandi."
    )
    home = VillageField(label="Tempat tinggal")
    rt = NumberField(label="RT")
    rw = NumberField(label="RW")
    password = PasswordField(label="Kata sandi", new=True, help_text="Paling sedikit 8 huruf atau angka.")
    consent = forms.BooleanField(
        label=PURPOSES["partisipasi"][1], error_messages={"required": "Centang persetujuan pemakaian data."}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["home"].offer()

    def clean_username(self) -> str:
        name = self.cleaned_data["username"]
        return clean_username(name) if name else ""

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        phone, username = data.get("phone"), data.get("username")
        if not phone and not username and not {"phone", "username"} & set(self.errors):
            self.add_error("phone", "Isi nomor ponsel, atau pilih nama pengguna.")
        self._check_password(data)
        return data

    def _check_password(self, data: dict[str, Any]) -> None:
        if password := data.get("password"):
            person = User(
                username=data.get("username") or "", full_name=data.get("full_name") or "", phone=data.get("phone")
            )
            try:
                validate_password(password, person)
            except ValidationError as error:
                self.add_error("password", error)

    def save(self) -> User:
        names = ("full_name", "phone", "username", "home", "rt", "rw", "password")
        return services.sign_up(**{name: self.cleaned_data[name] for name in names}, consents=("partisipasi",))


class ProfileForm(forms.Form):
    """Name and address."""

    full_name = CleanLine(
        label="Nama", min_length=2, max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    home = VillageField(label="Tempat tinggal")
    rt = NumberField(label="RT")
    rw = NumberField(label="RW")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        initial = {"full_name": user.full_name, "home": user.home_id, "rt": user.rt, "rw": user.rw}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["home"].offer()
        if user.name_seen:
            del self.fields["full_name"]

    def save(self, *, by: User) -> User:
        return services.change_profile(by=by, **{"full_name": by.full_name, **self.cleaned_data})


class PhoneForm(forms.Form):
    """The mobile number; empty takes it away."""

    phone = PhoneField(label="Nomor ponsel", required=False, help_text="Kosongkan untuk menghapus nomor.")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, initial={"phone": user.phone}, **kwargs)

    def clean_phone(self) -> str:
        phone = self.cleaned_data["phone"]
        try:
            check_free(phone=phone, own=self.user)
        except ValidationError as error:
            raise error.error_dict["phone"][0] from error
        return phone

    def save(self, *, by: User) -> User:
        return services.change_phone(by=by, **self.cleaned_data)


class SentCodeForm(forms.Form):
    """The code that came to the phone."""

    code = CleanLine(
        label="Kode enam angka",
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class UseCodeForm(forms.Form):
    """The code that the counter printed, with a new password."""

    login = CleanLine(
        label="Nomor ponsel, surel, atau nama pengguna",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    code = CleanLine(label="Kode dari petugas", max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    password = PasswordField(label="Kata sandi baru", new=True, help_text="Paling sedikit 8 huruf atau angka.")

    def save(self) -> User:
        return services.use_code(**self.cleaned_data)


class EraseForm(forms.Form):
    """Erasing oneself: understood, and it is truly the person."""

    sure = forms.BooleanField(
        label="Saya paham bahwa akun saya dihapus dan tidak dapat dikembalikan",
        error_messages={"required": "Centang bahwa Anda paham."},
    )
    password = PasswordField(label="Kata sandi Anda")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        if not take("hapus-diri", self.user.pk, capacity=5, per=600):
            raise ValidationError("Terlalu banyak percobaan. Tunggu 10 menit, lalu coba lagi.")
        if not self.user.check_password(password):
            raise ValidationError("Kata sandi tidak cocok.")
        return password

    def save(self, *, by: User) -> None:
        services.erase_person(by=by)
