"""Forms of helping: who, with which consent, what the call-back said, the receipt at the counter."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from accounts import services
from accounts.forms.fields import NumberField, VillageField
from accounts.models import Assist, ResidenceCheck, User
from accounts.queries import like_people, regions_of
from accounts.registry import ASSISTED
from accounts.rules import ASSIST_ROLES
from core.files import check_upload
from core.forms import CleanLine, CleanText
from core.once import OnceForm

NEW = "baru"


class WhoForm(forms.Form):
    """Whom one helps: her name and place; who is alike is asked about, so that nobody is entered twice."""

    full_name = CleanLine(
        label="Nama orang yang Anda bantu",
        min_length=2,
        max_length=120,
        help_text="Seperti yang ia sebutkan. Ia tidak perlu nomor ponsel atau surel.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    home = VillageField(label="Tempat tinggalnya")
    rt = NumberField(label="RT")
    rw = NumberField(label="RW")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.alike: list[User] = []
        codes = regions_of(by, ASSIST_ROLES)
        self.fields["home"].offer(min(codes, key=len) if codes else "-")
        if len(codes) == 1 and codes[0].count(".") == 3:
            self.initial["home"] = codes[0]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("full_name") and data.get("home"):
            place = {"home": data["home"].pk, "rt": data.get("rt"), "rw": data.get("rw")}
            self.alike = like_people(helper=self.by, full_name=data["full_name"], **place)
            self._ask(data)
        return data

    def _ask(self, data: dict[str, Any]) -> None:
        """Offer those who are alike; the answer is one of them, or somebody new."""
        chosen = self.data.get("same", "")
        known = {str(person.pk): person for person in self.alike}
        if chosen not in known and not (chosen == NEW or not known):
            self.add_error(None, "Ada nama yang mirip. Pilih orangnya, atau pilih “Orang lain”.")
        data["person"] = known.get(chosen)

    @property
    def choices(self) -> list[tuple[str, str, str]]:
        """Value, name and place of everybody who is alike, and somebody new."""
        rows = [(str(person.pk), person.full_name, person.home_line) for person in self.alike]
        return [*rows, (NEW, "Orang lain, belum pernah tercatat", "")] if rows else []

    def wanted(self) -> dict[str, Any]:
        """What the next step needs, fit for the session."""
        data = self.cleaned_data
        if data["person"] is not None:
            return {"person": data["person"].pk}
        return {"full_name": data["full_name"], "home": data["home"].pk, "rt": data["rt"], "rw": data["rw"]}


class AgreeForm(OnceForm):
    """Her consent: to what, before whom or with which signature."""

    deeds = forms.MultipleChoiceField(label="Apa yang ingin ia lakukan?", widget=forms.CheckboxSelectMultiple)
    agreed = forms.ChoiceField(
        label="Bagaimana ia menyatakan setuju?", choices=Assist.Agreed.choices, widget=forms.RadioSelect
    )
    witness = CleanLine(
        label="Nama saksi",
        required=False,
        max_length=120,
        help_text="Wajib bila setuju lisan. Bukan Anda sendiri, misalnya anggota keluarga atau ketua RT.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    sheet = forms.FileField(
        label="Foto lembar bertanda tangan",
        required=False,
        help_text="Wajib bila setuju di kertas. Hanya dilihat pemeriksa, tidak tampil untuk umum.",
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    contact = CleanLine(
        label="Kontak untuk memeriksa",
        required=False,
        max_length=80,
        help_text="Nomor miliknya, tetangga, atau ketua RT. Dihapus setelah 90 hari.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    sure = forms.BooleanField(
        label="Saya membacakan kalimat di atas, dan ia menjawab setuju",
        error_messages={"required": "Bacakan kalimatnya dahulu. Tanpa persetujuan, bantuan tidak dapat dimulai."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deeds"].choices = [
            (kind.name, format_html("{}<br><span class='small soft'>{}</span>", kind.title, kind.detail))
            for kind in ASSISTED.kinds.values()
        ]

    def clean_sheet(self) -> Any:
        upload = self.cleaned_data["sheet"]
        if upload:
            check_upload(upload, kind="image")
        return upload

    def save(self, *, by: User, person: User) -> Assist:
        names = ("deeds", "agreed", "witness", "sheet", "contact")
        return services.begin_help(by=by, person=person, **{name: self.cleaned_data[name] for name in names})


class CheckForm(OnceForm):
    """What the person said when she was asked."""

    result = forms.ChoiceField(label="Apa katanya?", choices=Assist.Result.choices, widget=forms.RadioSelect)
    note = CleanText(
        label="Keterangan",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Wajib bila tidak benar. Jangan menulis nama atau nomor.",
    )

    def save(self, *, by: User, assist: Assist) -> Assist:
        data = self.cleaned_data
        return services.check_help(by=by, assist=assist, result=data["result"], note=data["note"])


class ClaimForm(forms.Form):
    """The code of a receipt; once it is found, the paper that was seen."""

    code = CleanLine(
        label="Kode tanda terima",
        max_length=20,
        help_text="Delapan huruf dan angka, misalnya 7F3K-29QD",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    paper = forms.ChoiceField(
        label="Dokumen yang Anda lihat",
        choices=ResidenceCheck.Paper.choices,
        required=False,
        widget=forms.RadioSelect,
    )

    def clean_paper(self) -> str:
        if "serahkan" in self.data and not self.cleaned_data["paper"]:
            raise ValidationError("Pilih dokumen yang Anda lihat.")
        return str(self.cleaned_data["paper"])
