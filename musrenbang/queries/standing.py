"""Whether a person can vote in a round, and if not, why and what to do about it."""

from dataclasses import dataclass
from typing import Any

from accounts.models import Rung
from accounts.rules import lives_in
from musrenbang.models import Channel, Roll, RollEntry, Round
from musrenbang.rules import fixed_roll, rung_asked
from musrenbang.voting_states import Phase

# Who votes, by the rung that is asked for; and what to do to stand on it: words, link, its words.
WHO = {
    Rung.CONTACT: " yang kontaknya sudah dipastikan",
    Rung.SEEN: " yang tempat tinggalnya sudah dipastikan petugas",
    Rung.REGISTRY: " yang datanya sudah dicocokkan dengan Dukcapil",
}
CLIMB = {
    Rung.CONTACT: (
        "Pastikan nomor ponsel atau surel Anda dahulu, atau datang ke kantor kelurahan, desa, atau kecamatan.",
        "/akun/saya/",
        "Buka akun saya",
    ),
    Rung.SEEN: (
        "Suara diberikan warga yang sudah dipastikan. Datang ke kantor kelurahan, desa, atau kecamatan "
        "dengan KTP-el atau kartu keluarga, atau minta dipastikan ketua RT/RW.",
        "/kontak/",
        "Lihat alamat dan jam buka kantor",
    ),
    Rung.REGISTRY: (
        "Suara diberikan warga yang datanya sudah dicocokkan dengan Dukcapil. Tanyakan caranya di kantor kecamatan.",
        "/kontak/",
        "Lihat alamat dan jam buka kantor",
    ),
}


@dataclass(frozen=True)
class Standing:
    """One person before one ballot: may she vote now; else the words and the way on."""

    may: bool = False
    title: str = ""
    words: str = ""
    link: str = ""
    link_words: str = ""


def voters(round: Round) -> str:
    """Who can vote in a round: "warga Kecamatan Temanggung yang kontaknya sudah dipastikan"."""
    if round.forum is not None:
        return f"peserta {round.forum.title} yang tercatat hadir"
    asked = rung_asked("vote", round.cycle_id)
    return f"warga {round.region.label}{WHO.get(Rung(asked or 0), '')}"


# A way of voting by which the own account is shut.
SHUT = {
    Channel.KIOSK: ("Anda sudah memilih di bilik suara", "Suara di bilik dihitung, bukan suara daring."),
    Channel.PAPER: ("Anda memilih di kertas", "Anda sudah menerima surat suara kertas dari petugas."),
    Channel.STRUCK: ("Nama Anda dicoret dari daftar pemilih", "Tanyakan sebabnya di kantor kecamatan."),
}


def standing(user: Any, round: Round, entry: RollEntry | None = None) -> Standing:
    """Where this person stands; one query at most beyond what the request already knows.

    `entry` is her row of the roll of a sealed round, where the page has it.
    """
    if round.phase is not Phase.OPEN:
        return Standing()
    if round.sealed and round.roll == Roll.CODES:
        return Standing(
            title="Punya kode pemilih?",
            words="Pemungutan suara ini memakai kode sekali pakai dari panitia. Siapkan lembar kode Anda.",
            link=f"/pemungutan/{round.pk}/kode/",
            link_words="Masukkan kode",
        )
    if entry is not None and entry.channel in SHUT:
        title, words = SHUT[Channel(entry.channel)]
        return Standing(title=title, words=words, link="/kontak/", link_words="Lihat alamat kantor")
    if not user.is_authenticated:
        return Standing(
            title="Siapa yang dapat memilih",
            words=f"{voters(round)[0].upper()}{voters(round)[1:]}.",
            link=f"/akun/masuk/?next={round.get_absolute_url()}",
            link_words="Masuk untuk memilih",
        )
    if round.forum_id is not None:
        return in_forum(user, round)
    if fixed_roll.test(user, round):
        return on_roll(user, round, entry)
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
    return climb(user, rung_asked("vote", round.cycle_id) or 0)


def in_forum(user: Any, round: Round) -> Standing:
    """Where this person stands before the ballot of a forum: she came, and took no paper."""
    mine = round.electors.filter(user_id=user.pk).first()
    if mine is None:
        return Standing(
            title="Pemungutan suara ini untuk peserta forum",
            words="Yang memilih: peserta yang tercatat hadir saat pemungutan dibuka. Tanyakan di meja pendaftaran.",
            link=f"/forum/{round.forum_id}/",
            link_words="Buka halaman forum",
        )
    if mine.paper:
        return Standing(title="Anda memilih di kertas", words="Anda sudah menerima surat suara kertas dari petugas.")
    return climb(user, Rung.REGISTERED)


def on_roll(user: Any, round: Round, entry: RollEntry | None) -> Standing:
    """Where this person stands before a roll that takes nobody in any more."""
    if entry is not None:
        return climb(user, Rung.REGISTERED)
    return Standing(
        title="Anda tidak tercantum dalam daftar pemilih",
        words="Daftar pemilih sudah dibekukan. Tanyakan di kantor kecamatan bila menurut Anda ini keliru.",
        link="/kontak/",
        link_words="Lihat alamat kantor",
    )


def climb(user: Any, asked: int) -> Standing:
    """The rest for somebody who lives here: her consent and her rung."""
    if not user.participates:
        return Standing(
            title="Anda menarik persetujuan pemakaian data",
            words="Setujui lagi untuk ikut serta dalam pemungutan suara.",
            link="/akun/data/",
            link_words="Buka data saya",
        )
    if user.rung < asked:
        words, link, link_words = CLIMB[Rung(asked)]
        return Standing(title="Perlu satu langkah lagi", words=words, link=link, link_words=link_words)
    return Standing(may=True)
