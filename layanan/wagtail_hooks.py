"""The back office of the queue: offices, their services, counters and hours; for the administrator."""

from typing import Any

from django import forms
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from accounts import back_office
from accounts.back_office import AdministratorPolicy
from layanan.letter_admin import LetterGroup
from layanan.models import CounterShift, QueueCounter, QueueOffice, QueueService
from layanan.queries.waiting import forget
from wilayah.models import Region
from wilayah.queries import root_region

for model in (QueueOffice, QueueService, QueueCounter, CounterShift):
    register_permission_policy(model, AdministratorPolicy(model), exact_class=True)

WEEKDAYS = [
    ("1", "Senin"),
    ("2", "Selasa"),
    ("3", "Rabu"),
    ("4", "Kamis"),
    ("5", "Jumat"),
    ("6", "Sabtu"),
    ("7", "Minggu"),
]


class QueueForm(WagtailAdminModelForm):
    """What is changed here changes what the queue has learned: it reckons anew."""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        opens, closes = data.get("opens"), data.get("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes", "Jam selesai harus sesudah jam mulai.")
        return data

    def save(self, commit: bool = True) -> Any:
        saved = super().save(commit)
        forget()
        return saved


class OfficeForm(QueueForm):
    """An office stands in the place served or in one of its villages."""

    weekdays = forms.MultipleChoiceField(label="Hari layanan", choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = Region.objects.within(root_region().pk).order_by("code")
        self.initial["weekdays"] = list(self.instance.weekdays)

    def clean_weekdays(self) -> str:
        return "".join(sorted(self.cleaned_data["weekdays"]))

    class Meta:
        model = QueueOffice
        fields = ["name", "slug", "region", "place", "weekdays", "opens", "closes", "issues_from", "priority_open"]
        fields += ["active"]


class ServiceForm(QueueForm):
    class Meta:
        model = QueueService
        fields = ["office", "name", "prefix", "minutes", "position", "active"]

    def clean_minutes(self) -> int:
        minutes: int = self.cleaned_data["minutes"]
        if not 1 <= minutes <= 240:
            raise forms.ValidationError("Isi 1 sampai 240 menit.")
        return minutes


class CounterForm(QueueForm):
    """A counter does services of its own office; none chosen means all."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services = self.fields["services"]
        services.widget = forms.CheckboxSelectMultiple()
        services.queryset = QueueService.objects.select_related("office").order_by("office__name", "position", "id")
        services.label_from_instance = lambda service: f"{service.office}: {service}"
        services.help_text = "Kosongkan bila loket melayani semuanya."

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        office, services = data.get("office"), data.get("services") or []
        if office and any(service.office_id != office.pk for service in services):
            self.add_error("services", "Pilih layanan kantor ini.")
        return data

    class Meta:
        model = QueueCounter
        fields = ["office", "number", "services", "active"]


class ShiftForm(QueueForm):
    """When a counter is planned to be open on a weekday."""

    weekday = forms.TypedChoiceField(label="Hari", choices=WEEKDAYS, coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counters = QueueCounter.objects.select_related("office").order_by("office__name", "number")
        self.fields["counter"].queryset = counters
        self.fields["counter"].label_from_instance = lambda counter: f"{counter.office}: {counter}"

    class Meta:
        model = CounterShift
        fields = ["counter", "weekday", "opens", "closes"]


class DeleteView(back_office.DeleteView):
    """What numbers of people hang on stays: the log must go on making sense."""

    instead = "Hapus centang pada formulirnya bila tidak dipakai lagi."


class QueueViewSet(ModelViewSet):
    """A list, a form, history. What a number hangs on is taken out of use (a tick), not deleted: that is refused."""

    add_to_admin_menu = False
    inspect_view_enabled = False
    copy_view_enabled = False
    delete_view_class = DeleteView
    form: type[QueueForm]

    def get_form_class(self, for_update: bool = False) -> type[QueueForm]:
        return self.form


class OfficeViewSet(QueueViewSet):
    model = QueueOffice
    form = OfficeForm
    icon = "home"
    list_display = ["name", "region", "opens", "closes", "active"]


class ServiceViewSet(QueueViewSet):
    model = QueueService
    form = ServiceForm
    icon = "list-ul"
    list_display = ["name", "office", "prefix", "minutes", "position", "active"]
    list_filter = ["office", "active"]


class CounterViewSet(QueueViewSet):
    model = QueueCounter
    form = CounterForm
    icon = "user"
    list_display = ["number", "office", "active"]
    list_filter = ["office", "active"]


class ShiftViewSet(QueueViewSet):
    model = CounterShift
    form = ShiftForm
    icon = "time"
    list_display = ["counter", "weekday", "opens", "closes"]
    list_filter = ["counter__office", "weekday"]


class QueueGroup(ViewSetGroup):
    """One entry of the menu for what an office's queue is made of."""

    menu_label = "Antrean"
    menu_icon = "group"
    items = (
        OfficeViewSet("kantor_antrean", url_prefix="antrean/kantor"),
        ServiceViewSet("layanan_antrean", url_prefix="antrean/layanan"),
        CounterViewSet("loket", url_prefix="antrean/loket"),
        ShiftViewSet("jam_loket", url_prefix="antrean/jam"),
    )


@hooks.register("register_admin_viewset")
def queue_lists() -> QueueGroup:
    return QueueGroup()


@hooks.register("register_admin_viewset")
def letter_lists() -> LetterGroup:
    return LetterGroup()
