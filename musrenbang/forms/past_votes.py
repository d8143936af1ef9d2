"""What officers send about votes of the past: a .pb file with its source, and the two steps after it."""

from typing import Any

from django import forms
from django.utils import timezone

from core.forms import CleanLine, CleanText, CountField
from core.once import OnceForm
from musrenbang.models import PastVote
from musrenbang.services.past_votes import MAX_BYTES, TOO_BIG, Source, publish_past, start_past, withdraw_past
from musrenbang.voting_rules import RUN_ROLES
from wilayah.models import Level, Region
from wilayah.queries import within

CHOICES = [
    ("", "Menurut berkas"),
    ("greedy_score", "Suara terbanyak"),
    ("mes_cost_add1", "Bagian sama, dinaikkan sampai dana terpakai"),
    ("mes_cost", "Bagian sama saja"),
]


class PastVoteForm(OnceForm):
    """A file and where it comes from."""

    title = CleanLine(label="Judul", max_length=160)
    source = CleanLine(
        label="Sumber",
        max_length=300,
        help_text="Dari mana berkas ini, misalnya nama lembaga dan alamat situsnya. Tampil di halaman hasil.",
    )
    year = CountField(label="Tahun pemungutan suara", min_value=1950, max_value=2100)
    region = forms.ModelChoiceField(label="Wilayah", queryset=Region.objects.none(), empty_label=None)
    rule = forms.ChoiceField(label="Cara menghitung", choices=CHOICES, required=False)
    berkas = forms.FileField(
        label="Berkas .pb",
        widget=forms.ClearableFileInput(attrs={"accept": ".pb,text/plain"}),
        help_text="Format Pabulib, paling besar 30 MB. Kolom tentang pemilih tidak disimpan.",
        error_messages={"empty": "Berkas ini kosong. Pilih berkas lain."},
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region: Any = self.fields["region"]
        region.queryset = places_of(user)
        region.label_from_instance = lambda place: place.label
        self.fields["year"].initial = timezone.localdate().year - 1

    def clean_berkas(self) -> Any:
        upload = self.cleaned_data["berkas"]
        if upload.size > MAX_BYTES:
            raise forms.ValidationError(TOO_BIG)
        return upload

    def save(self, *, by: Any) -> str:
        data = self.cleaned_data
        source = Source(data["title"], data["source"], data["region"], data["year"], data["rule"])
        return start_past(by=by, data=data["berkas"].read(), source=source).desk_url


def places_of(user: Any) -> Any:
    """Regions over which this officer runs votes."""
    rows = Region.objects.none()
    for mandate in user.mandates_now:
        if mandate.role in RUN_ROLES:
            rows |= Region.objects.filter(within("code", mandate.region_id), level__gte=Level.DISTRICT)
    return rows.order_by("code")


class PublishPastForm(OnceForm):
    """The button that makes an archive public."""

    def __init__(self, *args: Any, past: PastVote, **kwargs: Any) -> None:
        self.past = past
        super().__init__(*args, **kwargs)

    def save(self, *, by: Any) -> str:
        return publish_past(by=by, past=self.past).desk_url


class WithdrawPastForm(PublishPastForm):
    """The button that takes it back, with reasons."""

    note = CleanText(label="Alasan", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def save(self, *, by: Any) -> str:
        return withdraw_past(by=by, past=self.past, note=self.cleaned_data["note"]).desk_url
