"""A forum as an officer prepares and runs it: one form for the plan, one small form for every deed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.forms import CleanLine, CleanText, CountField, RupiahField
from core.once import OnceForm, VerbForm
from musrenbang.forms.drafts import as_typed
from musrenbang.forms.voting import moment_field
from musrenbang.forum_states import ForumKind, ForumState
from musrenbang.models import Category, CriteriaSet, Cycle, Delegate, Forum, ForumItem, MinutesLine
from musrenbang.services import agreeing, forums, minutes, ranking, scores
from musrenbang.services.forums import ForumPlan
from wilayah.models import Level, Region

AREA = {"rows": 3}


class ForumForm(OnceForm):
    """Day, place, chair, agenda, criteria, ceiling."""

    kind = forms.ChoiceField(label="Jenis forum", choices=ForumKind.choices, initial=ForumKind.DISTRICT)
    region = forms.ModelChoiceField(label="Wilayah", queryset=Region.objects.none())
    title = CleanLine(label="Judul", max_length=160)
    day = forms.DateField(
        label="Tanggal",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
        error_messages={"invalid": "Tulis tanggal, misalnya 11/02/2027."},
    )
    hours = CleanLine(label="Waktu", max_length=40, required=False, help_text="Misalnya 08.00 sampai 13.00 WIB.")
    place = CleanLine(label="Tempat", max_length=160)
    chair = CleanLine(label="Pimpinan sidang", max_length=120, required=False)
    chair_office = CleanLine(label="Jabatan pimpinan sidang", max_length=120, required=False)
    agenda = CleanText(label="Susunan acara", max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 5}))
    women_target = CountField(label="Sasaran keikutsertaan perempuan (%)", max_value=100, initial=30)
    criteria = forms.ModelChoiceField(label="Kriteria penilaian", queryset=CriteriaSet.objects.none())
    leave_out_own = forms.BooleanField(
        label="Nilai seorang penilai untuk desa atau kelurahannya sendiri tidak dihitung", required=False
    )
    ceiling = RupiahField(
        label="Pagu indikatif", required=False, min_value=1, help_text="Kosongkan bila pagu belum ditetapkan."
    )
    split = forms.BooleanField(label="Pagu dibagi per bidang", required=False)

    def __init__(self, *args: Any, cycle: Cycle, forum: Forum | None = None, **kwargs: Any) -> None:
        self.cycle, self.forum = cycle, forum
        kwargs["initial"] = plan_typed(forum) if forum else {"title": f"Musrenbang untuk rencana {cycle.plan_year}"}
        super().__init__(*args, **kwargs)
        region: Any = self.fields["region"]
        region.queryset = Region.objects.within(cycle.region_id).filter(level__gte=Level.DISTRICT).order_by("code")
        region.empty_label, region.disabled = None, forum is not None
        region.label_from_instance = lambda place: place.label
        criteria: Any = self.fields["criteria"]
        used = [forum.criteria_id] if forum else []
        criteria.queryset = CriteriaSet.objects.filter(active=True) | CriteriaSet.objects.filter(pk__in=used)
        criteria.empty_label = None
        self.categories = list(Category.objects.filter(active=True))
        for category in self.categories:
            self.fields[f"purse_{category.pk}"] = RupiahField(
                label=f"Pagu {category.name}", required=False, min_value=1
            )

    @property
    def purse_fields(self) -> list[Any]:
        return [self[f"purse_{category.pk}"] for category in self.categories]

    def save(self, *, by: Any) -> Forum:
        data = dict(self.cleaned_data)
        region = data.pop("region")
        data.pop("kunci")
        purses = {one: amount for one in self.categories if (amount := data.pop(f"purse_{one.pk}"))}
        plan = ForumPlan(**data, purses=purses if data["split"] else {})
        if self.forum is not None:
            return forums.edit_forum(by=by, forum=self.forum, plan=plan)
        return forums.create_forum(by=by, cycle=self.cycle, region=region, plan=plan)


def plan_typed(forum: Forum) -> dict[str, Any]:
    """A prepared forum as its form shows it."""
    known = {name: getattr(forum, name) for name in (*forums.PLAIN, *forums.MEASURED, "region")}
    known["ceiling"] = None if forum.split else as_typed(forum.ceiling)
    return known | {f"purse_{one.category_id}": as_typed(one.amount) for one in forum.purses.all()}


class ForumDeed(VerbForm):
    """One step of a forum; `verb` is what it does."""

    about = "forum"
    forum: Forum
    label = ""
    done = "Tersimpan."
    states: frozenset[str] = frozenset()


def note_field(label: str = "Alasan") -> CleanText:
    return CleanText(
        label=label, max_length=5000, widget=forms.Textarea(attrs=AREA), help_text="Paling sedikit 20 huruf."
    )


class TakeIn(ForumDeed):
    verb, label, done = forums.take_in, "Masukkan semua usulan terverifikasi", "Usulan dimasukkan."
    states = frozenset({ForumState.PREPARED, ForumState.OPEN})


class Open(ForumDeed):
    verb, label, done = forums.open_forum, "Buka forum", "Forum dibuka."
    states = frozenset({ForumState.PREPARED})


class Arrange(ForumDeed):
    verb, label, done = ranking.arrange, "Urutkan dan isi pagu", "Usulan diurutkan."
    states = frozenset({ForumState.OPEN})


class Settle(ForumDeed):
    """The filling becomes the decision; `expected` is how many the officer saw."""

    verb, label, done = agreeing.decide_rest, "Tetapkan sesuai urutan", "Keputusan dicatat."
    states = frozenset({ForumState.OPEN})
    expected = CountField(widget=forms.HiddenInput)


class Close(ForumDeed):
    verb, label, done = forums.close_forum, "Tutup forum", "Forum ditutup. Susun berita acaranya."
    states = frozenset({ForumState.OPEN})


class Reopen(ForumDeed):
    verb, label, done = forums.reopen_forum, "Buka kembali", "Forum dibuka kembali."
    states = frozenset({ForumState.CLOSED})
    note = note_field()


class Cancel(ForumDeed):
    verb, label, done = forums.cancel_forum, "Batalkan forum", "Forum dibatalkan."
    states = frozenset({ForumState.PREPARED})
    note = note_field()


PAPERS = frozenset({ForumState.OPEN, ForumState.CLOSED, ForumState.CORRECTING})


class Present(ForumDeed):
    verb, label, done = forums.count_present, "Catat jumlah hadir", "Jumlah hadir dicatat."
    states = PAPERS
    men = CountField(label="Laki-laki", max_value=9999)
    women = CountField(label="Perempuan", max_value=9999)

    def __init__(self, *args: Any, forum: Forum, **kwargs: Any) -> None:
        kwargs["initial"] = {"men": forum.men, "women": forum.women}
        super().__init__(*args, forum=forum, **kwargs)


class Invite(ForumDeed):
    """The forum as an event people are invited to."""

    verb, label, done = forums.invite, "Umumkan undangan", "Undangan diumumkan."
    states = frozenset({ForumState.PREPARED, ForumState.OPEN})
    starts_at = moment_field("Mulai")
    ends_at = moment_field("Selesai")
    organiser = CleanLine(label="Penyelenggara", max_length=120)


class TakePresent(ForumDeed):
    verb, label, done = forums.take_present, "Ambil jumlah dari daftar hadir", "Jumlah hadir dicatat."
    states = PAPERS


class Minutes(ForumDeed):
    verb, label, done = minutes.write_line, "Catat notulen", "Notulen dicatat."
    states = PAPERS
    text = CleanText(
        label="Notulen", max_length=2000, widget=forms.Textarea(attrs=AREA), help_text="Dibaca semua orang."
    )


class Strike(ForumDeed):
    label, done = "Coret", "Baris notulen dicoret."
    states = PAPERS
    line = forms.ModelChoiceField(queryset=MinutesLine.objects.none(), widget=forms.HiddenInput)

    def __init__(self, *args: Any, forum: Forum, **kwargs: Any) -> None:
        super().__init__(*args, forum=forum, **kwargs)
        field: Any = self.fields["line"]
        field.queryset = MinutesLine.objects.filter(forum=forum).select_related("forum")

    def save(self, *, by: Any) -> None:
        minutes.strike_line(by=by, line=self.cleaned_data["line"])


class AddDelegate(ForumDeed):
    verb, label, done = minutes.add_delegate, "Tambah utusan", "Utusan dicatat."
    states = PAPERS
    name = CleanLine(label="Nama", max_length=120)
    sex = forms.ChoiceField(label="L/P", choices=Delegate.Sex.choices)
    institution = CleanLine(label="Lembaga", max_length=120)
    address = CleanLine(label="Alamat", max_length=160)
    phone = CleanLine(label="Nomor telepon", max_length=20, required=False, help_text="Hanya dibaca petugas.")
    mandate_number = CleanLine(label="Nomor surat mandat", max_length=60, required=False)
    letter = forms.FileField(label="Surat mandat (PDF)", required=False)


class DropDelegate(ForumDeed):
    label, done = "Hapus utusan", "Utusan dihapus."
    states = PAPERS
    delegate = forms.ModelChoiceField(queryset=Delegate.objects.none(), widget=forms.HiddenInput)

    def __init__(self, *args: Any, forum: Forum, **kwargs: Any) -> None:
        super().__init__(*args, forum=forum, **kwargs)
        field: Any = self.fields["delegate"]
        field.queryset = Delegate.objects.filter(forum=forum).select_related("forum", "letter")

    def save(self, *, by: Any) -> None:
        minutes.drop_delegate(by=by, delegate=self.cleaned_data["delegate"])


class AddScorer(ForumDeed):
    verb, label, done = scores.add_scorer, "Tambah penilai di kertas", "Penilai dicatat."
    states = frozenset({ForumState.PREPARED, ForumState.OPEN})
    name = CleanLine(label="Nama penilai", max_length=120)
    region = forms.ModelChoiceField(
        label="Mewakili kelurahan atau desa", queryset=Region.objects.none(), required=False, empty_label="Tidak ada"
    )

    def __init__(self, *args: Any, forum: Forum, **kwargs: Any) -> None:
        super().__init__(*args, forum=forum, **kwargs)
        field: Any = self.fields["region"]
        field.queryset = Region.objects.within(forum.region_id).filter(level=Level.VILLAGE).order_by("code")
        field.label_from_instance = lambda place: place.label


class Lot(ForumDeed):
    """The numbers the forum drew for proposals that are equal in everything."""

    label, done = "Catat hasil undian", "Undian dicatat dalam notulen."
    states = frozenset({ForumState.OPEN})

    def __init__(self, *args: Any, forum: Forum, **kwargs: Any) -> None:
        super().__init__(*args, forum=forum, **kwargs)
        self.group = tied(forum)
        for item in self.group:
            self.fields[f"lot_{item.pk}"] = CountField(
                label=item.proposal.public_title, min_value=1, max_value=len(self.group)
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        drawn = [lot for item in self.group if (lot := data.get(f"lot_{item.pk}")) is not None]
        if len(drawn) == len(self.group) and sorted(drawn) != list(range(1, len(drawn) + 1)):
            raise ValidationError(f"Beri setiap usulan satu nomor undian, 1 sampai {len(drawn)}.")
        return data

    def save(self, *, by: Any) -> None:
        order = sorted(self.group, key=lambda item: self.cleaned_data[f"lot_{item.pk}"])
        ranking.draw_lot(by=by, forum=self.forum, order=order)


def tied(forum: Forum) -> list[ForumItem]:
    """The first group that waits for a lot."""
    rows = list(forum.items.filter(tie="belum_diundi").select_related("proposal").order_by("rank"))
    like = [
        one
        for one in rows
        if (one.score, one.households or 0, one.cost, one.submitted_at)
        == (rows[0].score, rows[0].households or 0, rows[0].cost, rows[0].submitted_at)
    ]
    return [one for one in like if one.lot == like[0].lot]


DEEDS: dict[str, type[ForumDeed]] = {
    "take_in": TakeIn,
    "open": Open,
    "arrange": Arrange,
    "lot": Lot,
    "settle": Settle,
    "close": Close,
    "reopen": Reopen,
    "cancel": Cancel,
    "minutes": Minutes,
    "strike": Strike,
    "invite": Invite,
    "take_present": TakePresent,
    "present": Present,
    "delegate": AddDelegate,
    "drop_delegate": DropDelegate,
    "scorer": AddScorer,
}
