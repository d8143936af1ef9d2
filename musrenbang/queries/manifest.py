"""The manifest of a sealed round: all that decides about it in words and figures, fixed before it opens."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from musrenbang.models import Roll, Round, RoundOption
from musrenbang.queries.standing import voters
from musrenbang.tally.ballots import Kind
from musrenbang.tally.count import count
from musrenbang.tally.explain import explain, sentence
from musrenbang.tally.profile import from_ballots
from musrenbang.tally.sentences import rupiah

FORMAT = "musrenbang/manifest/1"

HONEST = [
    "Server melihat pilihan sesaat ketika surat suara dikirim, lalu menyegelnya dengan kunci publik panitia.",
    "Pilihan tidak disimpan, tidak dicatat, dan tidak dapat dilihat lagi, juga oleh pemilihnya.",
    "Kotak hanya dapat dibuka bila cukup banyak anggota panitia memasukkan bagian kuncinya.",
    "Anggota panitia yang bersekongkol sebelum penutupan, atau halaman yang diubah orang jahat, tidak tertangkap "
    "oleh cara ini.",
    "Tanda terima membuktikan amplop Anda ada di kotak, bukan apa isinya.",
]
PRECEDENCE = [
    "Kertas mengalahkan bilik suara, bilik suara mengalahkan daring.",
    "Dalam cara yang sama, suara yang lebih baru menggantikan yang lama.",
]

# The worked example: five people, four works of 40, 30, 30 and 20 million, and 70 million to spend.
EXAMPLE_COSTS = {"A": 40_000_000, "B": 30_000_000, "C": 30_000_000, "D": 20_000_000}
EXAMPLE_BUDGET = 70_000_000
EXAMPLE_NAMES = ("Ani", "Budi", "Citra", "Dewi", "Eko")
EXAMPLE_BALLOTS = (("A", "B"), ("A", "B"), ("A", "C"), ("C", "D"), ("D",))
EXAMPLE_POINTS = ((6, 4), (5, 5), (7, 3), (4, 6), (10,))


@dataclass(frozen=True)
class Example:
    """Five voters, counted by the rule of the round."""

    lines: list[str]
    winners: list[str]
    why: list[str]

    def as_json(self) -> dict[str, Any]:
        return {"dana": EXAMPLE_BUDGET, "biaya": EXAMPLE_COSTS, "pemilih": self.lines, "hasil": self.why}


def example(round: Round) -> Example:
    """Count the five by the round's own rule and say why each work is chosen or not."""
    kind = Kind(round.kind)
    ballots = [names[:1] if kind is Kind.CHOOSE_ONE else names for names in EXAMPLE_BALLOTS]
    points = EXAMPLE_POINTS if kind.with_points else None
    profile = from_ballots(kind, EXAMPLE_COSTS, EXAMPLE_BUDGET, ballots, points)
    rule = round.counting_rule(sorted(EXAMPLE_COSTS)).with_knobs(step=Fraction(100_000))
    result = count(profile, rule)
    lines = [
        f"{who}: {words(kind, ballots[at], points[at] if points else None)}" for at, who in enumerate(EXAMPLE_NAMES)
    ]
    why = [f"Kegiatan {one.project}: {sentence(one, lambda value: rupiah(int(value)))}" for one in explain(result)]
    return Example(lines, result.names, why)


def words(kind: Kind, names: Sequence[str], points: Sequence[int] | None) -> str:
    """One ballot of the example in words."""
    if points is not None:
        return ", ".join(f"{name} {value}" for name, value in zip(names, points, strict=False))
    if kind is Kind.RANKING:
        return ", lalu ".join(names)
    return " dan ".join(names)


def build(round: Round, options: Sequence[RoundOption]) -> dict[str, Any]:
    """The manifest as data; `options` are frozen and have their lot."""
    lot = [str(option.number) for option in sorted(options, key=lambda option: option.lot or 0)]
    return {
        "format": FORMAT,
        "round": round.pk,
        "judul": round.title,
        "penjelasan": round.explanation,
        "wilayah": {"kode": round.region_id, "nama": round.region.label},
        "dibuka": round.opens_at.isoformat(),
        "ditutup": round.closes_at.isoformat(),
        "perpanjangan_menit": round.extension_minutes,
        "dana": round.budget,
        "kegiatan": [
            {"nomor": o.number, "judul": o.title, "tempat": o.place, "bidang": o.field, "biaya": o.cost}
            for o in options
        ],
        "surat_suara": {
            "jenis": round.kind,
            "paling_sedikit": round.min_choices,
            "paling_banyak": round.max_choices,
            **round.ballot_rules,
        },
        "hitung": round.counting_rule(lot).declared(),
        "undian": {"benih": round.tie_seed, "urutan": lot},
        "pemilih": electorate(round),
        "kunci": {
            "publik": round.public_key,
            "panitia": round.committee,
            "perlu": round.key_needed,
            "ukuran_amplop": round.envelope_size,
        },
        "kata": sentences(round),
        "contoh": example(round).as_json(),
    }


def electorate(round: Round) -> dict[str, Any]:
    """Who may vote, as data and in words."""
    return {
        "daftar": round.roll,
        "kata": who_votes(round),
        "terbuka_sampai_ditutup": round.roll_open,
        "umur_paling_muda": round.min_age,
        "umur_pada": round.age_on.isoformat() if round.age_on else None,
    }


def who_votes(round: Round) -> str:
    """Who may vote, in one sentence without its stop."""
    if round.roll == Roll.DELEGATES and round.delegates_of is not None:
        said = f"peserta {round.delegates_of.title} yang tercatat hadir"
    elif round.roll == Roll.LIST:
        said = f"orang dalam daftar pemilih {round.region.label}"
    elif round.roll == Roll.CODES:
        said = f"pemegang kode sekali pakai dari panitia {round.region.label}"
    else:
        said = voters(round)
    if round.min_age and round.age_on:
        said += f", berumur sedikitnya {round.min_age} tahun pada {date_format(round.age_on, 'j F Y')}"
    return said


def sentences(round: Round) -> list[str]:
    """The rules as a person of twelve reads them."""
    closes = date_format(timezone.localtime(round.closes_at), "j F Y, H.i")
    told = [
        f"Yang memilih: {who_votes(round)}.",
        "Daftar pemilih terbuka sampai pemungutan ditutup."
        if round.roll_open
        else "Daftar pemilih dibekukan saat pemungutan dibuka.",
        f"Pilih {round.limits_words}. Anda boleh memilih ulang sampai {closes}. Suara terakhir yang dihitung.",
        f"Cara menghitung: {round.rule_words[0].lower()}{round.rule_words[1:]}.",
        "Bila suara sama, urutan undian di bawah ini yang berlaku. Undian ditarik sebelum pemungutan dibuka.",
        *PRECEDENCE,
        f"Kunci kotak suara dibagi kepada {len(round.committee)} anggota panitia. "
        f"Perlu {round.key_needed} bagian untuk membukanya.",
    ]
    if round.extension_minutes:
        told.append(
            "Bila situs terganggu menjelang penutupan, waktu dapat diperpanjang "
            f"satu kali, {round.extension_minutes} menit."
        )
    return [*told, *HONEST]


class ManifestPage:
    """A stored manifest, read back for its page."""

    def __init__(self, round: Round) -> None:
        self.round = round

    @cached_property
    def data(self) -> dict[str, Any]:
        return self.round.manifest_data

    @property
    def words(self) -> list[str]:
        return list(self.data["kata"])

    @property
    def options(self) -> list[dict[str, Any]]:
        return list(self.data["kegiatan"])

    @property
    def example(self) -> dict[str, Any]:
        return dict(self.data["contoh"])

    @property
    def lot(self) -> str:
        return ", ".join(self.data["undian"]["urutan"])
