"""Forms of the counter and of the administrator."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts import services
from accounts.forms.fields import NumberField, PhoneField, VillageField
from accounts.models import Mandate, ResidenceCheck, Role, User
from accounts.queries import find_login, regions_of
from accounts.rules import CONFIRM_ROLES
from accounts.services.people import clean_username
from core.forms import CleanLine, CleanText
from core.once import OnceForm
from wilayah.models import Region
from wilayah.queries import place_names


class PaperForm(forms.Form):
    """Which paper the officer saw."""

    paper = forms.ChoiceField(
        label="Dokumen yang Anda lihat",
        choices=ResidenceCheck.Paper.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih dokumen yang Anda lihat."},
    )
    # As the officer's page showed them.
    home = forms.CharField(required=False, max_length=13, widget=forms.HiddenInput)
    name = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)

    def confirm(self, *, by: User, user: User) -> Any:
        return services.confirm_residence(by=by, user=user, **self.cleaned_data)

    def issue(self, *, by: User, user: User) -> str:
        return services.issue_code(by=by, user=user, paper=self.cleaned_data["paper"])


class NameForm(forms.Form):
    """A person's name as her paper has it."""

    full_name = CleanLine(label="Nama seperti di dokumen", min_length=2, max_length=120)
    paper = forms.ChoiceField(
        label="Dokumen yang Anda lihat",
        choices=[choice for choice in ResidenceCheck.Paper.choices if choice[0] != ResidenceCheck.Paper.KNOWN],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih dokumen yang memuat nama ini."},
    )

    def save(self, *, by: User, user: User) -> User:
        return services.correct_name(by=by, user=user, **self.cleaned_data)


class WithdrawForm(forms.Form):
    """Why a confirmation was wrong."""

    note = CleanText(label="Alasan pencabutan", min_length=20, max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def save(self, *, by: User, user: User) -> User:
        return services.withdraw_residence(by=by, user=user, note=self.cleaned_data["note"])


class RegisterForm(OnceForm):
    """Opening an account for somebody who stands at the counter."""

    full_name = CleanLine(label="Nama", min_length=2, max_length=120)
    phone = PhoneField(
        label="Nomor ponsel", required=False, help_text="Boleh kosong bila orang ini tidak punya ponsel."
    )
    username = CleanLine(
        label="Nama pengguna",
        required=False,
        max_length=30,
        help_text="Bila kosong, sistem membuatnya.",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )
    home = VillageField(label="Tempat tinggal")
    rt = NumberField(label="RT")
    rw = NumberField(label="RW")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = regions_of(by, CONFIRM_ROLES)
        self.fields["home"].offer(min(codes, key=len) if codes else "-")
        if len(codes) == 1 and codes[0].count(".") == 3:
            self.initial["home"] = codes[0]

    def clean_username(self) -> str:
        name = self.cleaned_data["username"]
        return clean_username(name) if name else ""

    def save(self, *, by: User) -> User:
        names = ("full_name", "phone", "username", "home", "rt", "rw")
        return services.register_person(by=by, **{name: self.cleaned_data[name] for name in names})


class MandateForm(OnceForm):
    """Who takes which office, where, from when to when."""

    login = CleanLine(
        label="Nama pengguna, surel, atau nomor ponsel",
        max_length=254,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )
    role = forms.ChoiceField(label="Peran", choices=[("", "Pilih peran"), *Role.choices])
    region = forms.ModelChoiceField(Region.objects.none(), label="Wilayah tugas", empty_label="Pilih wilayah")
    title = CleanLine(label="Jabatan", required=False, max_length=80, help_text="Contoh: Kasi Pembangunan")
    until = forms.DateField(
        label="Sampai",
        required=False,
        help_text="Kosongkan bila belum ditentukan.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = regions_of(by, {Role.ADMINISTRATOR})
        places = Region.objects.within(min(codes, key=len)) if codes else Region.objects.none()
        names = place_names(places)
        self.fields["region"].queryset = places
        self.fields["region"].choices = [("", "Pilih wilayah"), *((code, name) for code, name in names.items())]

    def clean_login(self) -> User:
        user = find_login(self.cleaned_data["login"])
        if user is None:
            raise ValidationError("Tidak ada akun aktif dengan nama atau nomor ini.")
        return user

    def save(self, *, by: User) -> Mandate:
        data = self.cleaned_data
        return services.give_mandate(
            by=by,
            user=data["login"],
            role=data["role"],
            region=data["region"],
            title=data["title"],
            until=data["until"],
        )
