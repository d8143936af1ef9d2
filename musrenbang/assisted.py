"""Proposing and supporting with help: which rights and pages that opens, and how it is read back."""

from accounts.registry import ASSISTED, Told
from core.text import rupiah
from musrenbang.models import Proposal
from notifications.models import Topic

DEEDS = ("propose", "edit", "submit", "resubmit", "withdraw")
PAGES = ("new", "draft", "draft_step", "draft_delete", "withdraw", "detail", "similar")
SUPPORTED = {"support": "Mendukung", "unsupport": "Menarik dukungan"}


def read_proposal(verb: str, pk: str) -> Told | None:
    """A proposal in the words that are read back."""
    row = Proposal.objects.with_names().select_related("proposer").filter(pk=pk).first()
    if row is None:
        return None
    title = f"Menarik usulan {row.number}" if verb == "withdraw" else f"Usulan {row.number}"
    amount = f"{row.quantity.normalize():f} {row.unit}".replace(".", ",") if row.quantity and row.unit else ""
    place = ", ".join(filter(None, [row.place_text, row.landmark, row.region.label if row.region else ""]))
    lines = [("Judul", row.title), ("Masalah", row.problem), ("Lokasi", place), ("Volume", amount)]
    lines += [("Perkiraan biaya", rupiah(row.estimated_cost)), ("Nama yang tampil", row.public_proposer)]
    return Told(title, row.get_absolute_url(), [line for line in lines if line[1]])


def read_support(verb: str, pk: str) -> Told | None:
    """What was supported."""
    topic = Topic.objects.filter(pk=pk).first() if verb in SUPPORTED else None
    return Told(f"{SUPPORTED[verb]}: {topic.title}", topic.url) if topic is not None else None


def register() -> None:
    """Tell accounts what this room offers to people who are helped. A vote is not among it."""
    ASSISTED.register(
        "propose",
        title="Mengusulkan untuk musrenbang",
        detail="Menulis usulan, mengirim, memperbaiki, atau menariknya",
        start="/usulan/baru/",
        perms={f"musrenbang.{deed}" for deed in DEEDS},
        pages={f"musrenbang:{name}" for name in PAGES},
        readers={"musrenbang.proposal": read_proposal},
    )
    ASSISTED.register(
        "support",
        title="Mendukung usulan",
        detail="Mendukung usulan warga lain, atau menarik dukungannya",
        start="/usulan/",
        perms={"dialog.support", "dialog.unsupport"},
        pages={"dialog:support", "musrenbang:detail"},
        readers={"notifications.topic": read_support},
    )
