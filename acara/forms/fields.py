"""The columns of an attendance sheet as form fields, for everybody who types them."""

from typing import Any

from django import forms

from acara.services import Details
from acara.states import Age, Sex, Unsur
from accounts.forms.fields import PhoneField, VillageField
from core.forms import CleanLine

SEX = [("", "Belum diisi"), *Sex.choices]
UNSUR = [("", "Pilih unsur"), *Unsur.choices]
AGES = [("", "Belum diisi"), *Age.choices]


class SideFields(forms.Form):
    """Which side somebody comes from; counted, never asked to get in."""

    sex = forms.ChoiceField(label="Laki-laki atau perempuan", choices=SEX, required=False)
    age = forms.ChoiceField(label="Umur", choices=AGES, required=False)
    unsur = forms.ChoiceField(label="Unsur", choices=UNSUR, required=False)
    institution = CleanLine(label="Lembaga atau kelompok", max_length=120, required=False)


class PersonFields(SideFields):
    """Somebody on paper: all columns of the sheet."""

    name = CleanLine(label="Nama lengkap", min_length=2, max_length=120)
    region = VillageField(label="Kelurahan atau desa", required=False)
    address = CleanLine(label="Alamat", max_length=160, required=False, help_text="Misalnya RT 02 RW 04.")
    phone = PhoneField(label="Nomor ponsel", required=False, help_text="Boleh kosong. Hanya terlihat petugas acara.")
    other_person = forms.BooleanField(label="Ini orang lain dengan nama atau nomor yang sama", required=False)

    field_order = ["kunci", "name", "region", "address", "phone", "sex", "age", "unsur", "institution"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].offer()

    @property
    def asks_again(self) -> bool:
        """Whether the hint about a double was given, so that the box to answer it is shown."""
        return bool(self.is_bound and "Mungkin sudah tercatat" in " ".join(self.errors.get("name", [])))

    def details(self) -> Details:
        return details_of(self.cleaned_data)


def details_of(data: dict[str, Any]) -> Details:
    """The columns out of what a form cleaned."""
    names = ("name", "address", "region", "institution", "unsur", "sex", "phone", "age")
    return Details(**{name: data[name] for name in names if data.get(name)} | {"name": data.get("name", "")})
