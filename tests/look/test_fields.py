"""Fields in the GOV.UK order, with their ties; the summary of errors; money as people write it."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, engines
from django.test import RequestFactory

from core.forms import DecimalText, RupiahField, plain_number


class Sample(forms.Form):
    nama = forms.CharField(label="Nama", help_text="Seperti di KTP.")
    biaya = RupiahField(label="Perkiraan biaya", required=False)
    wilayah = forms.ChoiceField(label="Wilayah", choices=[("", "Pilih"), ("1", "Kertosari")])
    sikap = forms.ChoiceField(label="Sikap", widget=forms.RadioSelect, choices=[("a", "Setuju"), ("b", "Netral")])
    setuju = forms.BooleanField(label="Saya setuju")
    kunci = forms.CharField(widget=forms.HiddenInput, initial="x")

    def clean(self) -> dict[str, Any]:
        if self.data.get("nama") == "semua":
            raise ValidationError("Isian tidak cocok satu sama lain.")
        return self.cleaned_data


def render(source: str, **context: Any) -> str:
    html = engines["django"].from_string(source).render(context, RequestFactory().get("/"))
    return re.sub(r"\s+", " ", re.sub(r">\s+<", "><", html)).strip()


def test_label_hint_control_in_order() -> None:
    assert render("{% field form.nama autocomplete='name' %}", form=Sample()) == (
        '<div class="field"><label for="id_nama">Nama</label><p class="hint" id="id_nama-h">Seperti di KTP.</p>'
        '<input type="text" name="nama" aria-describedby="id_nama-h" class="input" autocomplete="name" id="id_nama">'
        "</div>"
    )


def test_error_is_tied_to_its_control_and_the_text_comes_back() -> None:
    form = Sample({"nama": "", "biaya": "<b>banyak</b>"})
    html = render("{% field form.nama %}{% field form.biaya prefix='Rp' %}", form=form)
    assert 'aria-describedby="id_nama-h id_nama-e"' in html
    assert html.count('aria-invalid="true"') == 2
    assert '<div id="id_nama-e"><p class="error">' in html
    assert "Isi nama.</span>" in html
    assert 'value="&lt;b&gt;banyak&lt;/b&gt;"' in html
    assert "<b>" not in html
    assert html.index("</label>") < html.index("id_nama-h") < html.index("id_nama-e") < html.index("<input")


def test_optional_is_said_and_prefix_stands_before() -> None:
    html = render("{% field form.biaya prefix='Rp' %}", form=Sample())
    assert 'Perkiraan biaya <span class="soft">(tidak wajib)</span>' in html
    assert '<span class="prefix"><span>Rp</span><input type="text" name="biaya" inputmode="numeric"' in html
    assert "(tidak wajib)" not in render("{% field form.biaya optional=False %}", form=Sample())


def test_choices_are_a_fieldset_with_its_legend() -> None:
    html = render("{% field form.sikap %}", form=Sample({}))
    assert html.startswith('<fieldset class="group group--bad" aria-describedby="id_sikap-e"><legend>Sikap</legend>')
    assert html.count('<div class="choice"><input type="radio"') == 2
    assert '<label for="id_sikap_0">Setuju</label>' in html


def test_checkbox_label_stands_after_its_box() -> None:
    html = render("{% field form.setuju %}", form=Sample({}))
    assert re.search(
        r'<div class="choice"><input type="checkbox"[^>]*><label for="id_setuju">Saya setuju</label></div>', html
    )
    assert "Centang saya setuju" in html


def test_whole_form_prints_each_field_once_and_hidden_ones_bare() -> None:
    html = render("{{ form }}", form=Sample())
    for name in ("nama", "biaya", "wilayah", "setuju"):
        assert len(re.findall(f'name="{name}"', html)) == 1
    assert '<input type="hidden" name="kunci" value="x" id="id_kunci">' in html
    assert "required" not in html


SUMMARY = "{% error_summary %}"


def test_summary_repeats_the_words_and_leads_to_the_controls() -> None:
    form = Sample({"nama": "", "kunci": "x", "biaya": "banyak"})
    form.is_valid()
    html = render(SUMMARY, form=form)
    assert "Ada 5 isian yang perlu diperbaiki" in html
    assert '<a href="#id_nama">Isi nama.</a>' in html
    assert '<a href="#id_wilayah">Pilih wilayah.</a>' in html
    assert '<a href="#id_sikap_0">Pilih sikap.</a>' in html
    assert 'role="alert"' in html
    assert 'tabindex="-1"' in html


def test_summary_holds_errors_without_a_field() -> None:
    form = Sample({"nama": "semua", "wilayah": "1", "sikap": "a", "setuju": "on", "kunci": "x"})
    form.is_valid()
    assert "<li>Isian tidak cocok satu sama lain.</li>" in render(SUMMARY, form=form)


def test_a_form_not_yet_judged_is_left_alone() -> None:
    form = Sample({})
    assert render(SUMMARY, form=form) == ""
    assert form._errors is None
    assert render("{% galat %}", form=form) == ""
    form.is_valid()
    assert render("{% galat %}x", form=form) == "Galat: x"
    assert render("{% galat %}x", forms=[form]) == "Galat: x"


def test_hint_markup_of_people_is_escaped() -> None:
    html = render("{% field form.nama hint=hint %}", form=Sample(), hint="<script>alert(1)</script>")
    assert "<script>" not in html


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1.250.000", 1250000), ("Rp1.250.000", 1250000), ("Rp 1.250.000,00", 1250000), ("1250000", 1250000), ("", None)],
)
def test_rupiah_as_people_write_it(typed: str, value: int | None) -> None:
    assert RupiahField(required=False).clean(typed) == value


@pytest.mark.parametrize("typed", ["banyak", "1,5", "-5", "1e9", "9" * 30, "١٢٣x"])
def test_rupiah_refuses_in_words(typed: str) -> None:
    with pytest.raises(ValidationError) as error:
        RupiahField().clean(typed)
    assert error.value.messages[0]


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1,5", "1.5"), ("1.5", "1.5"), ("1.250", "1250"), ("1.250,5", "1250.5"), ("0.125", "0.125"), ("12.50", "12.50")],
)
def test_measures_as_people_write_them(typed: str, value: str) -> None:
    assert plain_number(typed) == value
    assert DecimalText().clean(typed) == Decimal(value)


def test_context_class_is_plain() -> None:
    """`{% field %}` needs no request: it also works in a fragment."""
    template = engines["django"].engine.from_string("{% field form.nama %}")
    assert 'id="id_nama"' in template.render(Context({"form": Sample()}))
