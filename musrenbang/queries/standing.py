"""Whether a person can vote in a round, and if not, why and what to do about it."""

from dataclasses import dataclass
from typing import Any

from accounts.rules import lives_in, may_do
from musrenbang.models import Round
from musrenbang.voting_states import Phase


@dataclass(frozen=True)
class Standing:
    """One person before one ballot: may she vote now; else the words and the way on."""

    may: bool = False
    title: str = ""
    words: str = ""
    link: str = ""
    link_words: str = ""


def standing(user: Any, round: Round) -> Standing:
    """Where this person stands; asks no database beyond what the request already knows."""
    if round.phase is not Phase.OPEN:
        return Standing()
    if not user.is_authenticated:
        return Standing(
            title="Siapa yang dapat memilih",
            words=f"Warga {round.region.label} yang tempat tinggalnya sudah dipastikan petugas.",
            link=f"/akun/masuk/?next={round.get_absolute_url()}",
            link_words="Masuk untuk memilih",
        )
    if not user.home_id:
        return Standing(
            title="Tempat tinggal Anda belum tercatat",
            words=f"Pemungutan suara ini untuk warga {round.region.label}. Isi tempat tinggal Anda dahulu.",
            link="/akun/saya/",
            link_words="Lengkapi akun saya",
        )
    if not lives_in(user, round):
        return Standing(
            title="Pemungutan suara ini bukan untuk wilayah Anda",
            words=f"Yang memilih: warga {round.region.label}. Tempat tinggal Anda tercatat di wilayah lain.",
            link="/akun/saya/",
            link_words="Periksa akun saya",
        )
    if not may_do("vote")(user, round):
        return Standing(
            title="Perlu satu langkah lagi",
            words="Suara diberikan warga yang sudah dipastikan. Datang ke kantor kelurahan, desa, atau kecamatan "
            "dengan KTP-el atau kartu keluarga, atau minta dipastikan ketua RT/RW.",
            link="/kontak/",
            link_words="Lihat alamat dan jam buka kantor",
        )
    return Standing(may=True)
