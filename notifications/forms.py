"""How a person wants to be told."""

from typing import Any

from django import forms
from django.conf import settings

from notifications import services
from notifications.models import Delivery
from wilayah.models import Level, Region

HINTS = {
    Delivery.Mode.AT_ONCE: "Segera, setiap kali ada kabar",
    Delivery.Mode.DAILY: "Rangkuman harian, sekali sehari setelah pukul 06.00",
    Delivery.Mode.NONE: "Tidak usah, saya membaca di situs saja",
}


class DeliveryForm(forms.Form):
    """E-mail at once, once a day, or none."""

    mode = forms.ChoiceField(label="Kirim surel", choices=list(HINTS.items()), widget=forms.RadioSelect)

    def save(self, *, by: Any) -> None:
        """Keep the choice."""
        services.choose_delivery(by=by, mode=self.cleaned_data["mode"])


class RegionForm(forms.Form):
    """A district or village of this place to follow."""

    region = forms.ModelChoiceField(
        label="Wilayah",
        queryset=Region.objects.none(),
        empty_label="Pilih wilayah",
        error_messages={"invalid_choice": "Pilih wilayah dari daftar."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = Region.objects.within(settings.REGION_ROOT).filter(level__gte=Level.DISTRICT)
        self.fields["region"].queryset = places.order_by("name")  # type: ignore[attr-defined]
