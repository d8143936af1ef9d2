"""The committee's forms: making the key, trying it, opening the box; and giving a round more time."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_variables

from core.forms import CleanText, CountField
from core.once import OnceForm
from musrenbang.models import Round
from musrenbang.services.closing import extend_round
from musrenbang.services.keys import FEWEST, MOST, make_keys, try_keys
from musrenbang.services.opening import open_box

AGAIN = "Kunci baru saja dibuat dari halaman lain. Muat ulang halaman sebelum membuat yang baru."


class KeyForm(forms.Form):
    """Who holds the shares of a round's key, and how many of them open the box."""

    committee = CleanText(
        label="Anggota panitia kunci",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Satu nama satu baris. Setiap anggota menerima satu bagian kunci.",
        max_length=900,
    )
    needed = CountField(label="Bagian yang diperlukan untuk membuka", min_value=FEWEST, max_value=MOST, initial=3)
    before = forms.CharField(required=False, widget=forms.HiddenInput)  # the key this page was made for

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        self.round = round
        kwargs.setdefault("initial", {"before": round.public_key})
        if round.committee:
            kwargs["initial"] |= {"committee": "\n".join(round.committee), "needed": round.key_needed}
        super().__init__(*args, **kwargs)

    def save(self, *, by: Any) -> list[str]:
        if self.cleaned_data["before"] != self.round.public_key:
            raise ValidationError(AGAIN)
        names = self.cleaned_data["committee"].splitlines()
        return make_keys(by=by, round=self.round, committee=names, needed=self.cleaned_data["needed"])


class SharesForm(OnceForm):
    """The words of enough shares, typed by those who hold them; never kept and never logged."""

    note = CleanText(
        label="Catatan selisih kertas",
        required=False,
        max_length=500,
        help_text="Hanya bila jumlah kertas berbeda dari tanda di daftar pemilih.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        self.round = round
        super().__init__(*args, **kwargs)
        for number in range(1, round.key_needed + 1):
            attrs = {"rows": 3, "autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
            self.fields[f"share_{number}"] = CleanText(
                label=f"Bagian kunci ke-{number}",
                required=False,
                max_length=600,
                widget=forms.Textarea(attrs=attrs),
                help_text="Dua puluh kata." if number == 1 else "",
            )

    @property
    def share_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("share_")]

    def shares(self) -> list[str]:
        """The words as typed."""
        return [value for name, value in self.cleaned_data.items() if name.startswith("share_")]

    @method_decorator(sensitive_variables())
    def save(self, *, by: Any) -> Round:
        return open_box(by=by, round=self.round, shares=self.shares(), note=self.cleaned_data["note"])

    @method_decorator(sensitive_variables())
    def attempt(self, *, by: Any) -> None:
        """Try the words, before anything depends on them."""
        try_keys(by=by, round=self.round, shares=self.shares())


class ExtendForm(OnceForm):
    """A disturbance of the site near the close, in words."""

    note = CleanText(
        label="Gangguan yang terjadi",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Paling sedikit 20 huruf. Dibaca semua orang.",
    )

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        self.round = round
        super().__init__(*args, **kwargs)

    def save(self, *, by: Any) -> Round:
        return extend_round(by=by, round=self.round, note=self.cleaned_data["note"])
