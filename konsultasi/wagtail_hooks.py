"""The back office of consultation: the units that handle inputs, for the administrator."""

from typing import Any

from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from accounts.back_office import AdministratorPolicy, DeleteView
from core.pagecache import bump
from konsultasi.models import Unit
from wilayah.models import Region
from wilayah.queries import root_region


class UnitPolicy(AdministratorPolicy):
    """A unit is put out of use, never deleted: its name stands beside what it answered."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and super().user_has_permission(user, action)


register_permission_policy(Unit, UnitPolicy(Unit), exact_class=True)


class UnitForm(WagtailAdminModelForm):
    """A unit works for this place or for one within it, not for any of the country's 91,599 regions."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = Region.objects.within(root_region().pk).order_by("code")
        self.fields["region"].initial = root_region().pk

    class Meta:
        model = Unit
        fields = ["name", "region", "active"]


class CreateView(generic.CreateView):
    def save_instance(self) -> Any:
        bump("cms")
        return super().save_instance()


class EditView(generic.EditView):
    """Its name stands on public pages: these are made anew."""

    def save_instance(self) -> Any:
        bump("cms")
        return super().save_instance()


class UnitViewSet(ModelViewSet):
    """A list with form and history; a unit that is needed no more is put out of use."""

    model = Unit
    icon = "group"
    menu_label = "Unit penangan"
    add_to_admin_menu = True
    add_view_class = CreateView
    edit_view_class = EditView
    delete_view_class = DeleteView
    inspect_view_enabled = False
    copy_view_enabled = False
    list_display = ["name", "region", "active"]
    list_filter = ["active"]
    search_fields = ["name"]

    def get_form_class(self, for_update: bool = False) -> type[UnitForm]:
        return UnitForm


@hooks.register("register_admin_viewset")
def unit_lists() -> UnitViewSet:
    return UnitViewSet("unit_penangan", url_prefix="konsultasi/unit")
