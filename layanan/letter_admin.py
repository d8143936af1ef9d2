"""The back office of letters and clocks: templates, classes, letterhead, officials, hours; for the administrator."""

from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from accounts import back_office
from accounts.back_office import AdministratorPolicy
from accounts.models import User
from layanan.case_rules import HANDLERS
from layanan.letters.merge import GENERAL, faults
from layanan.letters.numbers import pattern_faults
from layanan.models import (
    LetterClass,
    Letterhead,
    LetterTemplate,
    OfficeHours,
    OfficeSeason,
    Official,
    Service,
    ServiceCost,
)
from layanan.schema import fields_of
from wilayah.models import Region
from wilayah.queries import root_region

MODELS = (LetterTemplate, LetterClass, Letterhead, Official, OfficeHours, OfficeSeason, ServiceCost)
for model in MODELS:
    register_permission_policy(model, AdministratorPolicy(model), exact_class=True)


class PlaceForm(WagtailAdminModelForm):
    """Whatever belongs to an office stands in the place served or in one of its villages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "region" in self.fields:
            self.fields["region"].queryset = Region.objects.within(root_region().pk).order_by("code")
            self.fields["region"].initial = root_region().pk


class TemplateForm(WagtailAdminModelForm):
    """A template may use the fields every application has, and those its service's form asks."""

    class Meta:
        model = LetterTemplate
        fields = ["service", "klass", "title", "subject", "body", "purpose", "valid_days", "paper"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = ", ".join(f"{{{name}}}" for name in GENERAL)
        self.fields["body"].help_text = (
            f"Isian umum: {known}. Isian formulir layanan juga dapat dipakai. Baris “Nama: {{nama}}” berturut-turut "
            "dicetak sebagai daftar. Kosongkan satu baris di antara alinea."
        )
        self.fields["body"].widget = forms.Textarea(attrs={"rows": 16})

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        service: Service | None = data.get("service")
        known = [one["slug"] for one in fields_of(service.version.form)] if service and service.version else []
        for name in ("body", "purpose"):
            for fault in faults(data.get(name) or "", known):
                self.add_error(name, fault)
        if "{" in (data.get("subject") or ""):
            self.add_error("subject", "Hal tampil di halaman cek, jadi tidak memuat isian.")
        return data


class ClassForm(PlaceForm):
    class Meta:
        model = LetterClass
        fields = ["region", "code", "name", "numbering", "pattern", "unit", "first"]

    def clean_pattern(self) -> str:
        pattern: str = self.cleaned_data["pattern"]
        if wrong := pattern_faults(pattern):
            raise forms.ValidationError(wrong)
        return pattern


class HeadForm(PlaceForm):
    class Meta:
        model = Letterhead
        fields = ["region", "above", "office", "address", "place"]


class OfficialForm(PlaceForm):
    """An official is an officer with an office of today."""

    class Meta:
        model = Official
        fields = ["user", "region", "seat", "standing", "name", "office", "own_office", "rank", "nip", "since", "until"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = (
            User.objects.filter(mandates__role__in=HANDLERS, mandates__ended_at=None).distinct().order_by("full_name")
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", "Tanggal selesai mendahului tanggal mulai.")
        if data.get("standing") and not until:
            self.add_error("until", "Isi sampai kapan kewenangan pengganti berlaku.")
        return data


class HoursForm(PlaceForm):
    class Meta:
        model = OfficeHours
        fields = ["region", "season", "weekday", "opens", "closes"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("opens") and data.get("closes") and data["closes"] <= data["opens"]:
            self.add_error("closes", "Jam selesai harus sesudah jam mulai.")
        return data


class SeasonForm(PlaceForm):
    class Meta:
        model = OfficeSeason
        fields = ["region", "name", "first", "last"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("first") and data.get("last") and data["last"] < data["first"]:
            self.add_error("last", "Tanggal selesai mendahului tanggal mulai.")
        return data


class CostForm(PlaceForm):
    class Meta:
        model = ServiceCost
        fields = ["region", "month", "amount"]

    def clean_month(self) -> Any:
        return self.cleaned_data["month"].replace(day=1)


class DeleteView(back_office.DeleteView):
    """What letters hang on stays."""

    instead = "Isi tanggal selesai atau buat yang baru bila tidak dipakai lagi."


class LetterViewSet(ModelViewSet):
    """A list, a form, history; what is in use is not deleted."""

    add_to_admin_menu = False
    inspect_view_enabled = False
    copy_view_enabled = False
    delete_view_class = DeleteView
    form: type[WagtailAdminModelForm]

    def get_form_class(self, for_update: bool = False) -> type[WagtailAdminModelForm]:
        return self.form


def viewset(
    name: str, address: str, icon_name: str, of: type[Any], form_: type[Any], columns: list[str]
) -> LetterViewSet:
    """One list of the group."""
    attrs = {"model": of, "form": form_, "icon": icon_name, "list_display": columns}
    made: LetterViewSet = type(f"{of.__name__}ViewSet", (LetterViewSet,), attrs)(name, url_prefix=f"surat/{address}")
    return made


class LetterGroup(ViewSetGroup):
    """One entry of the menu for what letters and promises are made of."""

    menu_label = "Surat dan jam kerja"
    menu_icon = "doc-full"
    items = (
        viewset("templat_surat", "templat", "doc-full", LetterTemplate, TemplateForm, ["title", "service", "klass"]),
        viewset("klasifikasi_surat", "klasifikasi", "list-ol", LetterClass, ClassForm, ["code", "name", "numbering"]),
        viewset("pejabat", "pejabat", "user", Official, OfficialForm, ["name", "seat", "standing", "since", "until"]),
        viewset("kepala_surat", "kepala", "title", Letterhead, HeadForm, ["office", "region"]),
        viewset("jam_kerja", "jam", "time", OfficeHours, HoursForm, ["weekday", "opens", "closes", "season"]),
        viewset("masa_khusus", "masa", "calendar", OfficeSeason, SeasonForm, ["name", "first", "last"]),
        viewset("biaya_layanan", "biaya", "table", ServiceCost, CostForm, ["month", "amount"]),
    )
