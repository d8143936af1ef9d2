"""What forums give to the officers' desk, and who may open their files."""

from typing import Any

from django.db.models import Q

from accounts.registry import DeskItem
from musrenbang.forum_rules import RUN_ROLES, SCORE_ROLES
from musrenbang.forum_states import ForumState
from musrenbang.models import BeritaAcara, Delegate, Forum
from wilayah.queries import root_region

# State to the step that is owed by those who run the forum.
OWED = {
    ForumState.PREPARED: "Buka forum",
    ForumState.OPEN: "Jalankan forum",
    ForumState.CLOSED: "Susun berita acara",
    ForumState.CORRECTING: "Tetapkan perubahan",
}


def desk_queue(user: Any) -> list[DeskItem]:
    """Forums that wait for an officer who runs them."""
    if not any(mandate.role in RUN_ROLES for mandate in user.mandates_now):
        return []
    rows = Forum.objects.seen_by(user).filter(state__in=list(OWED)).select_related("region").order_by("day", "pk")
    return [
        DeskItem(
            title=row.title,
            url=f"/petugas/forum/{row.pk}/",
            kind="Forum",
            step=OWED[ForumState(row.state)],
            where=row.region.name,
            due=row.day,
        )
        for row in rows[:50]
        if user.has_perm("musrenbang.run_forum", row)
    ]


def desk_tools(user: Any) -> list[tuple[str, str]]:
    """The way to the forums, for those who run them or score."""
    works = any(mandate.role in SCORE_ROLES for mandate in user.mandates_now)
    tools = [("Forum musrenbang", "/petugas/forum/")] if works else []
    if user.has_perm("musrenbang.run_forum", root_region()):
        tools += [("Kriteria penilaian forum", "/petugas/forum/kriteria/"), ("Tahap musrenbang", "/petugas/tahap/")]
    return tools


def may_open(user: Any, stored: Any) -> bool:
    """The paper of a berita acara, its scan and letters of mandate are open to the officers who run the forum."""
    if not user.is_authenticated or not user.mandates_now:
        return False
    papers = BeritaAcara.objects.filter(Q(paper=stored) | Q(scan=stored)).select_related("forum")
    letters = Delegate.objects.filter(letter=stored).select_related("forum")
    thing = papers.first() or letters.first()
    return thing is not None and bool(user.has_perm("musrenbang.run_forum", thing.forum))
