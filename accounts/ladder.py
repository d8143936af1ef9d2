"""The residence ladder as a person sees it: what is done, what comes next, what each rung opens."""

from dataclasses import dataclass
from typing import Any

from accounts.models import Rung, User
from accounts.queries import own_check
from accounts.rules import DEEDS
from core.templatetags.ui import date_words

DEED_WORDS = {
    "follow": "mengikuti",
    "comment": "berkomentar",
    "support": "mendukung",
    "answer": "menanggapi rancangan",
    "propose": "mengusulkan",
    "vote": "memberi suara",
}
TITLES = {
    Rung.REGISTERED: "Terdaftar",
    Rung.CONTACT: "Kontak dipastikan",
    Rung.SEEN: "Tempat tinggal dipastikan",
    Rung.REGISTRY: "Cocok dengan Dukcapil",
}
HOW = {
    Rung.CONTACT: "Pastikan nomor ponsel atau surel Anda, atau datang ke loket kelurahan, desa, atau kecamatan.",
    Rung.SEEN: "Tunjukkan KTP atau KK kepada petugas kelurahan, desa, atau kecamatan. Tidak ada foto yang disimpan.",
    Rung.REGISTRY: "Hanya perlu untuk surat resmi.",
}


@dataclass(frozen=True)
class Step:
    """One rung: `place` is "", "now" or "next"."""

    title: str
    text: str
    place: str


def opens(rung: int) -> str:
    """ "Boleh mengusulkan": what this rung opens besides those below."""
    deeds = [DEED_WORDS[deed] for deed, needed in DEEDS.items() if needed == rung]
    return f"Boleh {', '.join(deeds)}." if deeds else ""


def ladder(user: User) -> list[Step]:
    """The four rungs from the person's point of view."""
    check: Any = own_check(user) if user.rung >= Rung.SEEN else None
    steps = []
    for rung in Rung:
        place = "now" if rung == user.rung else "next" if rung > user.rung else ""
        text = " ".join(filter(None, [opens(rung), HOW.get(rung, "") if rung > user.rung else ""]))
        if rung == Rung.SEEN and check:
            text = f"{check.get_paper_display()}, {date_words(check.at)}. {text}"
        steps.append(Step(TITLES[rung], text, place))
    return steps
