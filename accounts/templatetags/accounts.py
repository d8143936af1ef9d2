"""Words for what accounts keep as codes."""

from datetime import date, datetime
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from accounts.models import Role
from accounts.phone import mask_phone
from accounts.queries import regions_of
from accounts.registry import DESK
from accounts.rules import CONFIRM_ROLES
from core.templatetags.ui import date_words, time_words

register = template.Library()

DEEDS = {
    "daftar": "Mendaftar sendiri",
    "daftarkan": "Didaftarkan di loket",
    "pindah": "Pindah tempat tinggal",
    "ubah_data": "Mengubah data",
    "ubah_nomor": "Mengubah nomor ponsel",
    "pastikan_kontak": "Kontak dipastikan",
    "pastikan_tinggal": "Tempat tinggal dipastikan",
    "cabut_kepastian": "Kepastian tempat tinggal dicabut",
    "cetak_kode": "Kode sekali pakai dicetak",
    "pakai_kode": "Kode dipakai, kata sandi diganti",
    "tarik_persetujuan": "Menarik persetujuan",
    "hapus_diri": "Menghapus akun",
    "beri_mandat": "Mandat diberikan",
    "akhiri_mandat": "Mandat diakhiri",
    "mandat_selesai": "Masa mandat habis",
    "atur_ulang_pengaman": "Pengaman tambahan diatur ulang",
}
ROLES = {**dict(Role.choices), "citizen": "warga", "sistem": "sistem", "": "sistem"}

register.filter("masked", mask_phone)


@register.filter
def deed(verb: str) -> str:
    """What a verb of the trail is called."""
    return DEEDS.get(verb, verb.replace("_", " ").capitalize())


@register.filter
def role(name: str) -> str:
    """The role written to the trail, in words."""
    return str(ROLES.get(name, name))


@register.simple_tag
def held(value: Any) -> SafeString | str:
    """One value of "my data": dates in words, lists and groups as lists, nothing as a dash."""
    if isinstance(value, datetime):
        return time_words(value)
    if isinstance(value, date):
        return date_words(value)
    if isinstance(value, dict):
        return format_html_join("; ", "{}: {}", ((name, held(part)) for name, part in value.items()))
    if isinstance(value, list | tuple):
        if not value:
            return "–"
        rows = format_html_join("", "<li>{}</li>", ((held(part),) for part in value))
        return format_html('<ul class="plain">{}</ul>', rows)
    return "–" if value in (None, "") else str(value)


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
