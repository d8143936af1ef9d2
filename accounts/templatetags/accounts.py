"""Words for what accounts keep as codes."""

from typing import Any

from django import template
from django.urls import reverse

from accounts.models import Role
from accounts.phone import mask_phone
from accounts.queries import regions_of
from accounts.registry import DESK
from accounts.rules import CONFIRM_ROLES
from accounts.told import deed_words

register = template.Library()

ROLES = {**dict(Role.choices), "citizen": "warga", "sistem": "sistem", "": "sistem"}

register.filter("masked", mask_phone)


@register.filter
def deed(verb: str) -> str:
    """What a verb of the trail is called."""
    return deed_words(verb)


@register.filter
def role(name: str) -> str:
    """The role written to the trail, in words."""
    return str(ROLES.get(name, name))


@register.inclusion_tag("accounts/_tabs.html", takes_context=True)
def desk_tabs(context: template.Context) -> dict[str, Any]:
    """The rooms of the desk that this officer may enter, on every officers' page."""
    request = context["request"]
    tabs = [("Pekerjaan", reverse("accounts:desk"))]
    if regions_of(request.user, CONFIRM_ROLES):
        tabs.append(("Loket warga", reverse("accounts:people")))
    tabs += [tool for room in DESK.rooms.values() for tool in room.tools(request.user)]
    if regions_of(request.user, {Role.ADMINISTRATOR}):
        tabs.append(("Mandat", reverse("accounts:mandates")))
    here = max((url for _, url in tabs if request.path.startswith(url)), key=len, default="")
    return {"tabs": [(label, url, url == here) for label, url in tabs]}
