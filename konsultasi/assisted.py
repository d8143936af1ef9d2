"""Answering a draft with help: which rights and pages that opens, and how an input is read back."""

from accounts.registry import ASSISTED, Told
from konsultasi.models import Input

PERMS = {"konsultasi.submit", "konsultasi.edit", "konsultasi.withdraw", "konsultasi.support", "konsultasi.unsupport"}
PAGES = {"draft", "passage", "answer", "inputs", "input", "edit", "withdraw", "support"}
SUPPORTED = {"support_input": "Mendukung masukan", "unsupport_input": "Menarik dukungan dari masukan"}


def read_input(verb: str, pk: str) -> Told | None:
    """An input in the words that are read back."""
    entry = Input.objects.with_people().filter(pk=pk).first()
    if entry is None:
        return None
    url, of = entry.get_absolute_url(), ("Rancangan", entry.consultation.title)
    if verb in SUPPORTED:
        return Told(f"{SUPPORTED[verb]} nomor {entry.number}", url, [of, ("Isi masukan itu", entry.body)])
    if verb == "withdraw":
        return Told(f"Menarik masukan nomor {entry.number}", url, [of])
    lines = [of, ("Tentang", entry.place), ("Jenis", entry.get_kind_display()), ("Isi", entry.body)]
    lines += [("Rumusan usulan", entry.proposed), ("Nama yang tampil", entry.public_name)]
    return Told(f"Masukan nomor {entry.number}", url, [line for line in lines if line[1]])


def register() -> None:
    """Tell accounts what this room offers to people who are helped."""
    ASSISTED.register(
        "answer",
        title="Menanggapi rancangan kebijakan",
        detail="Memberi masukan, memperbaikinya, menariknya, atau mendukung masukan warga lain",
        start="/rancangan/",
        perms=PERMS,
        pages={f"konsultasi:{name}" for name in PAGES},
        readers={"konsultasi.input": read_input},
    )
