"""The back office of planning: cycles, stages, fields of works, units; for the administrator."""

from typing import Any

from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from accounts.back_office import AdministratorPolicy, DeleteView
from musrenbang.models import Agency, CatalogueItem, Category, Cycle, Stage, Unit
from wilayah.models import Level, Region
from wilayah.queries import around, root_region

for model in (Cycle, Stage, Category, Unit, Agency, CatalogueItem):
    register_permission_policy(model, AdministratorPolicy(model), exact_class=True)


class PlanningViewSet(ModelViewSet):
    """A list, a form, history; pages of the site are fresh after a change."""

    add_to_admin_menu = False
    inspect_view_enabled = False
    copy_view_enabled = False
    delete_view_class = DeleteView


class CycleForm(WagtailAdminModelForm):
    """A cycle belongs to a kecamatan of this installation, not to any of the country's 91,599 regions."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        districts = Region.objects.within(root_region().pk).filter(level=Level.DISTRICT)
        self.fields["region"].queryset = districts.order_by("code")

    class Meta:
        model = Cycle
        fields = ["region", "plan_year", "deliberation_year"]


class CycleViewSet(PlanningViewSet):
    model = Cycle
    icon = "date"
    list_display = ["plan_year", "deliberation_year", "region"]

    def get_form_class(self, for_update: bool = False) -> type[CycleForm]:
        return CycleForm


class StageViewSet(PlanningViewSet):
    model = Stage
    icon = "time"
    form_fields = ["cycle", "kind", "opens_at", "closes_at", "min_rung"]
    list_display = ["cycle", "kind", "opens_at", "closes_at"]
    list_filter = ["cycle", "kind"]


class CategoryViewSet(PlanningViewSet):
    model = Category
    icon = "list-ul"
    form_fields = ["name", "slug", "order", "active"]
    list_display = ["name", "slug", "order", "active"]


class UnitViewSet(PlanningViewSet):
    model = Unit
    icon = "list-ol"
    form_fields = ["name", "fractional", "order", "active"]
    list_display = ["name", "fractional", "order", "active"]


class RegencyForm(WagtailAdminModelForm):
    """Agencies and the catalogue belong to the place served or to a region around it, not to any of the country's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        root = root_region()
        around_here = Region.objects.filter(pk__in=[*around(root.pk), root.pk], level__gte=Level.REGENCY)
        self.fields["region"].queryset = around_here.order_by("code")
        self.fields["region"].initial = around_here.order_by("code").first()


class AgencyForm(RegencyForm):
    class Meta:
        model = Agency
        fields = ["region", "code", "name", "active"]


class AgencyViewSet(PlanningViewSet):
    model = Agency
    icon = "group"
    list_display = ["code", "name", "region", "active"]
    search_fields = ["code", "name"]

    def get_form_class(self, for_update: bool = False) -> type[AgencyForm]:
        return AgencyForm


class CatalogueForm(RegencyForm):
    class Meta:
        model = CatalogueItem
        fields = ["region", "year", "affair", "group", "work", "kind", "category", "unit", "unit_price", "agency"]
        fields += ["output", "locked", "active"]


class CatalogueViewSet(PlanningViewSet):
    model = CatalogueItem
    icon = "form"
    list_display = ["year", "affair", "work", "unit", "unit_price", "agency", "locked", "active"]
    list_filter = ["year", "kind", "category", "agency", "locked", "active"]
    search_fields = ["affair", "group", "work", "output"]

    def get_form_class(self, for_update: bool = False) -> type[CatalogueForm]:
        return CatalogueForm


class PlanningGroup(ViewSetGroup):
    """One entry of the menu for all of planning's lists."""

    menu_label = "Musrenbang"
    menu_icon = "clipboard-list"
    items = (
        CycleViewSet("siklus", url_prefix="musrenbang/siklus"),
        StageViewSet("tahap", url_prefix="musrenbang/tahap"),
        CategoryViewSet("bidang", url_prefix="musrenbang/bidang"),
        UnitViewSet("satuan", url_prefix="musrenbang/satuan"),
        AgencyViewSet("perangkat_daerah", url_prefix="musrenbang/perangkat-daerah"),
        CatalogueViewSet("kamus", url_prefix="musrenbang/kamus"),
    )


@hooks.register("register_admin_viewset")
def planning_lists() -> PlanningGroup:
    return PlanningGroup()
