"""What an officer types for the berita acara: number, who signs, the size of the paper; later the scan."""

from typing import Any

from django import forms

from core.forms import CleanLine, CleanText
from core.once import OnceForm, VerbForm
from musrenbang.forum_states import ForumKind, ForumState
from musrenbang.models import BeritaAcara, Forum
from musrenbang.services import agreement

MOST_SIGNERS = 5
OFFICES = {
    ForumKind.DISTRICT: ("Camat", "Tim Pendamping/Bappeda", "Ketua Tim Penyelenggara", "Wakil Peserta"),
    ForumKind.VILLAGE: ("Kepala Desa/Lurah", "Ketua BPD/LPM", "Ketua Tim Penyelenggara", "Wakil Masyarakat"),
    ForumKind.RW: ("Ketua RW", "Wakil Warga"),
    ForumKind.THEMATIC: ("Pimpinan Sidang", "Ketua Tim Penyelenggara", "Wakil Peserta"),
}


class FreezeForm(OnceForm):
    """The paper's own details; everything else comes from the forum."""

    label, done = "Tetapkan berita acara", "Berita acara ditetapkan."
    states = frozenset({ForumState.CLOSED, ForumState.CORRECTING})
    number = CleanLine(label="Nomor berita acara", max_length=60, help_text="Misalnya 005/12/II/2027.")
    note = CleanText(
        label="Alasan perubahan",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Paling sedikit 20 huruf. Tercetak dalam berita acara perubahan.",
    )
    paper = forms.ChoiceField(label="Ukuran kertas", choices=[("f4", "F4 (215 × 330 mm)"), ("a4", "A4")], initial="f4")

    def __init__(self, *args: Any, forum: Forum, **kwargs: Any) -> None:
        self.forum = forum
        kwargs["initial"] = signers_typed(forum)
        super().__init__(*args, **kwargs)
        if forum.state != ForumState.CORRECTING:
            del self.fields["note"]
        for place in range(1, MOST_SIGNERS + 1):
            self.fields[f"name_{place}"] = CleanLine(label="Nama", max_length=120, required=place == 1)
            self.fields[f"office_{place}"] = CleanLine(label="Jabatan", max_length=120, required=place == 1)

    @property
    def signer_fields(self) -> list[tuple[int, Any, Any]]:
        """Pairs of fields, numbered from one."""
        return [(n, self[f"name_{n}"], self[f"office_{n}"]) for n in range(1, MOST_SIGNERS + 1)]

    def signers(self) -> list[dict[str, str]]:
        """Those who sign; a place with an office and no name is signed by whoever comes."""
        data = self.cleaned_data
        pairs = [(data[f"name_{n}"], data[f"office_{n}"]) for n in range(1, MOST_SIGNERS + 1)]
        return [{"name": name, "office": office} for name, office in pairs if name or office]

    def save(self, *, by: Any) -> BeritaAcara:
        data = self.cleaned_data
        return agreement.freeze(
            by=by,
            forum=self.forum,
            number=data["number"],
            signers=self.signers(),
            paper=data["paper"],
            note=data.get("note", ""),
        )


def signers_typed(forum: Forum) -> dict[str, str]:
    """The signers of the last berita acara, else the offices that usually sign."""
    last = forum.agreements.order_by("-version").first()
    if last is not None:
        known = last.content["signers"]
    else:
        known = [{"name": "", "office": office} for office in OFFICES[ForumKind(forum.kind)]]
        known[0] = {"name": forum.chair, "office": forum.chair_office or known[0]["office"]}
    typed: dict[str, str] = {}
    for place, signer in enumerate(known[:MOST_SIGNERS], 1):
        typed |= {f"name_{place}": signer["name"], f"office_{place}": signer["office"]}
    return typed


class PaperDeed(VerbForm):
    """A deed about the berita acara once it stands."""

    about = "forum"
    forum: Forum
    label = done = ""
    states = frozenset({ForumState.FROZEN})


class ScanForm(PaperDeed):
    verb, label, done = agreement.attach_scan, "Unggah pindaian bertanda tangan", "Pindaian disimpan."
    scan = forms.FileField(label="Berita acara bertanda tangan (PDF)")


class CorrectForm(PaperDeed):
    verb, label, done = agreement.correct, "Mulai berita acara perubahan", "Berita acara perubahan dapat disusun."
    note = CleanText(
        label="Alasan perubahan",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Paling sedikit 20 huruf. Dibaca semua orang.",
    )


PAPER_DEEDS: dict[str, Any] = {"freeze": FreezeForm, "scan": ScanForm, "correct": CorrectForm}
