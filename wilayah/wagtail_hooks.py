"""The back office of places: holidays and local names of levels."""

from typing import Any

from wagtail import hooks
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from wilayah.models import Holiday, LevelName
from wilayah.queries import forget


class CreateView(generic.CreateView):
    def save_instance(self) -> Any:
        instance = super().save_instance()
        forget()
        return instance


class EditView(generic.EditView):
    def save_instance(self) -> Any:
        instance = super().save_instance()
        forget()
        return instance


class DeleteView(generic.DeleteView):
    def delete_action(self) -> None:
        super().delete_action()
        forget()


class PlaceViewSet(ModelViewSet):
    """A list with form and history; clocks and names are read anew after a change."""

    add_view_class = CreateView
    edit_view_class = EditView
    delete_view_class = DeleteView
    copy_view_enabled = False


class HolidayViewSet(PlaceViewSet):
    model = Holiday
    icon = "date"
    menu_label = "Hari libur"
    form_fields = ["date", "name", "joint_leave", "basis"]
    list_display = ["date", "name", "joint_leave", "basis"]
    list_filter = ["basis", "joint_leave"]
    list_export = ["date", "name", "joint_leave", "basis"]
    search_fields = ["name"]
    ordering = ["-date"]


class LevelNameViewSet(PlaceViewSet):
    model = LevelName
    icon = "list-ul"
    menu_label = "Sebutan tingkat"
    form_fields = ["prefix", "level", "kind", "name"]
    list_display = ["name", "prefix", "level", "kind"]
    list_filter = ["level"]
    ordering = ["prefix", "level", "kind"]


class PlacesGroup(ViewSetGroup):
    """One entry of the menu for both."""

    menu_label = "Wilayah"
    menu_icon = "globe"
    items = (
        HolidayViewSet("hari-libur", url_prefix="wilayah/hari-libur"),
        LevelNameViewSet("sebutan-tingkat", url_prefix="wilayah/sebutan"),
    )


@hooks.register("register_admin_viewset")
def register_places() -> PlacesGroup:
    return PlacesGroup()
