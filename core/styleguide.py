"""The house look served: the kept style sheet of officers' pages, and the living style guide."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from core import assets
from core.forms import DecimalText, RupiahField
from core.paging import page_of


@require_safe
def stylesheet(request: HttpRequest, digest: str) -> HttpResponse:
    """The sheet of officers' pages, kept by the browser for a year; its name changes with its content."""
    response = HttpResponse(assets.STYLE, content_type="text/css; charset=utf-8")
    current = f"gaya-{digest}.css" == assets.STYLE_NAME
    response["Cache-Control"] = "public, max-age=31536000, immutable" if current else "no-cache"
    return response


class Icon(RedirectView):
    """/favicon.ico for readers that never look at the page."""

    http_method_names = ["get", "head"]

    def get_redirect_url(self, *args: Any, **kwargs: Any) -> str:
        return static("img/ikon.svg")


class SampleForm(forms.Form):
    """One field of every kind."""

    nama = forms.CharField(label="Nama", max_length=120, help_text="Seperti yang dikenal tetangga Anda.")
    surel = forms.EmailField(label="Surel", required=False)
    wilayah = forms.ChoiceField(
        label="Kelurahan atau desa", choices=[("", "Pilih kelurahan atau desa"), ("1", "Kertosari"), ("2", "Guntur")]
    )
    masalah = forms.CharField(label="Masalah", widget=forms.Textarea, max_length=500)
    panjang = DecimalText(label="Panjang saluran", help_text="Perkiraan cukup.")
    biaya = RupiahField(label="Perkiraan biaya", required=False)
    sikap = forms.ChoiceField(
        label="Sikap Anda",
        widget=forms.RadioSelect,
        choices=[("1", "Setuju"), ("2", "Tidak setuju"), ("3", "Netral")],
    )
    bidang = forms.MultipleChoiceField(
        label="Bidang",
        widget=forms.CheckboxSelectMultiple,
        choices=[("1", "Prasarana"), ("2", "Ekonomi")],
        required=False,
    )
    foto = forms.FileField(
        label="Foto lokasi",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text="Foto diperkecil di ponsel Anda agar hemat kuota.",
    )
    setuju = forms.BooleanField(label="Saya menyetujui pemakaian data saya")


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component from the real templates, for eyes and for axe. Only where DEBUG or DEMO is on."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    form = SampleForm({"nama": "Sri Wahyuni", "biaya": "banyak"}) if "galat" in request.GET else SampleForm()
    form.is_valid()
    return render(request, "core/styleguide.html", _samples(request) | {"form": form})


def _samples(request: HttpRequest) -> dict[str, Any]:
    today = timezone.localdate()
    entry = {"when": dt.date(2026, 1, 8), "title": "Diajukan warga", "text": "240 m saluran, perkiraan Rp312.000.000."}
    return {
        "icons": sorted(assets.SYMBOLS),
        "soon": today + dt.timedelta(days=2),
        "later": today + dt.timedelta(days=30),
        "past": today - dt.timedelta(days=9),
        "now": timezone.now(),
        "entries": [
            entry,
            entry | {"mark": "back", "title": "Dikembalikan", "who": "Kelurahan", "reason": "Alamat tidak jelas."},
            entry | {"mark": "now", "title": "Sedang dilaksanakan"},
            {"mark": "next", "title": "Selesai dan diperiksa warga", "text": "Direncanakan Januari."},
        ],
        "facts": [("Nomor", "2027/33.23.03/0147"), ("Pelaksana", "Dinas Pekerjaan Umum"), ("Kosong", "")],
        "rows": [("Direncanakan", "Rp234.000.000", "100", ""), ("Dibayar", "Rp174.760.000", "74.7", "paid")],
        "page": page_of(request, list(range(400))),
    }
