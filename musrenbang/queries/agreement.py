"""The content of a berita acara as it would be frozen now: everything the paper prints, as plain values."""

import hashlib
import json
from typing import Any

from django.db.models import Sum
from django.utils import timezone

from acara.queries.attendance import attendance_summary
from acara.queries.attendance import present as attendance
from core.spelled import day_in_words
from core.text import rupiah
from musrenbang.forum_states import Decision, ForumKind
from musrenbang.models import BeritaAcara, Forum, ForumItem, MinutesLine
from musrenbang.queries.forum_ballot import ballots_on_paper
from musrenbang.queries.forums import lines_of
from musrenbang.queries.timeline import measure
from musrenbang.scoring import sentences
from wilayah.models import Region

FORMAT = 1
CONSIDERED = (
    "Sambutan-sambutan yang disampaikan dalam pembukaan.",
    "Pemaparan materi oleh para narasumber.",
    "Tanggapan dan saran peserta serta hasil diskusi kelompok, sebagaimana notulen dalam Lampiran III.",
)
AGREED = (
    (
        "KESATU",
        "Kegiatan prioritas, sasaran, volume, kebutuhan dana, dan daftar cadangan tercantum dalam Lampiran IV.",
    ),
    ("KEDUA", "Usulan yang belum dapat diakomodasi beserta alasannya tercantum dalam Lampiran V."),
    ("KETIGA", "Lampiran I sampai dengan Lampiran VI menjadi bagian yang tidak terpisahkan dari berita acara ini."),
    (
        "KEEMPAT",
        "Permasalahan lahan atau kepemilikan yang timbul dari suatu kegiatan diselesaikan oleh pengusul kegiatan itu.",
    ),
    ("KELIMA", "Berita acara ini menjadi bahan penyusunan rancangan RKPD tahun {year}."),
    (
        "KEENAM",
        "Penerima hibah harus berbadan hukum sesuai dengan ketentuan peraturan perundang-undangan.",
    ),
)


def canonical(content: dict[str, Any]) -> bytes:
    """The content in the one spelling over which its digest is taken."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(content: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()


def snapshot(
    forum: Forum, *, number: str, signers: list[dict[str, str]], note: str = ""
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is frozen: the part for everybody, and the part for the office, whose digest stands in the first."""
    earlier = list(forum.agreements.order_by("version"))
    items = items_for_paper(forum)
    delegates = list(forum.delegates.all())
    closed = {
        "attendance": attendance_rows(forum),
        "delegates": [{"name": one.name, "address": one.address} for one in delegates],
    }
    content = {
        "format": FORMAT,
        "number": number,
        "version": len(earlier) + 1,
        "title": title_of(forum, len(earlier)),
        "opening": opening(forum),
        "region": forum.region.label,
        "plan_year": forum.cycle.plan_year,
        "day": forum.day.isoformat(),
        "place": forum.place,
        "present": present(forum),
        "considered": list(CONSIDERED),
        "agreed": [[head, text.format(year=forum.cycle.plan_year)] for head, text in AGREED],
        "agenda": [line for line in forum.agenda.splitlines() if line.strip()],
        "minutes": minutes_rows(forum),
        "criteria": str(forum.criteria),
        "ceiling": ceiling_words(forum),
        "priorities": by_agency([one for one in items if one["decision"] == Decision.PRIORITY]),
        "reserves": [one for one in items if one["decision"] == Decision.RESERVE],
        "refused": [one for one in items if one["decision"] == Decision.NOT_AGREED],
        "delegates": [
            {"name": one.name, "sex": one.sex, "institution": one.institution, "mandate": one.mandate_number}
            for one in delegates
        ],
        "signers": signers,
        "closed_digest": digest_of(closed),
    }
    ballots = ballots_on_paper(forum)
    return content | ({"ballots": ballots} if ballots else {}) | changes(items, earlier, note), closed


def items_for_paper(forum: Forum) -> list[dict[str, Any]]:
    """Every proposal of the forum as its annexes print it, in the order of the forum; two queries."""
    rows = list(
        forum.items.select_related(
            "proposal__unit", "proposal__agency_final", "proposal__proposer", "village", "category"
        ).order_by("rank", "number")
    )
    return [paper_row(line.item, line.why) for line in lines_of(forum, sorted(rows, key=by_rank))]


def by_rank(item: ForumItem) -> tuple[bool, int, int]:
    return (item.rank is None, item.rank or 0, item.number)


def paper_row(item: ForumItem, why: str) -> dict[str, Any]:
    """One proposal in an annex; hidden words stay hidden."""
    proposal = item.proposal
    unit = f" {proposal.unit}" if proposal.unit else ""
    return {
        "number": proposal.number,
        "rank": item.rank,
        "priority": proposal.rank if item.forum.moves and item.decision == Decision.PRIORITY else item.rank,
        "title": proposal.public_title,
        "category": item.category.name,
        "place": ", ".join(filter(None, [item.village.label, proposal.public_place])),
        "volume": measure(proposal.quantity, unit) if proposal.quantity else "–",
        "cost": item.cost,
        "households": item.households,
        "agency": str(proposal.agency_final) if proposal.agency_final else "",
        "origin": proposal.public_proposer,
        "score": None if item.score is None else sentences.figure(item.score),
        "scorers": item.scorer_count,
        "decision": item.decision,
        "reason": str(item.get_reason_display()) if item.reason else "",
        "note": item.note,
        "why": why,
    }


def by_agency(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Priorities grouped by the agency that answers for them (table T-D.4), with the money of each."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row["agency"] or "Perangkat daerah belum ditentukan", []).append(row)
    return [
        {"agency": name, "rows": listed, "total": sum(row["cost"] or 0 for row in listed)}
        for name, listed in sorted(groups.items())
    ]


def title_of(forum: Forum, earlier: int) -> str:
    """The heading as the templates of the ministry have it."""
    head = "Berita Acara Perubahan Hasil Kesepakatan" if earlier else "Berita Acara Hasil Kesepakatan"
    if forum.kind == ForumKind.DISTRICT:
        regency = Region.objects.filter(pk=forum.region_id.rpartition(".")[0]).first()
        where = f"Musrenbang RKPD {regency.label if regency else ''} di {forum.region.label}"
    else:
        where = f"{forum.get_kind_display()} {forum.region.label}"
    return f"{head} {where} Tahun {forum.cycle.plan_year}"


def opening(forum: Forum) -> str:
    """The first sentence, with the day in words."""
    hours = f", pukul {forum.hours}" if forum.hours else ""
    return (
        f"Pada hari {day_in_words(forum.day)}{hours}, bertempat di {forum.place}, telah diselenggarakan "
        f"{forum.title} yang dihadiri peserta sebagaimana daftar hadir dalam Lampiran II."
    )


def present(forum: Forum) -> dict[str, Any]:
    """Who came, in figures, with the target for women that is a wish and no wall."""
    if not forum.present:
        return {}
    return {
        "total": forum.present,
        "men": forum.men,
        "women": forum.women,
        "women_share": forum.women_share,
        "target": forum.women_target,
        "sides": sides(forum),
    }


def attendance_rows(forum: Forum) -> list[dict[str, str]]:
    """The attendance list person by person, without numbers; empty while the list is on paper only."""
    if forum.event is None:
        return []
    return [
        {
            "name": one.name,
            "address": one.address,
            "institution": one.institution,
            "unsur": str(one.get_unsur_display()) if one.unsur else "",
            "sex": one.sex,
        }
        for one in attendance(forum.event).order_by("pk")
    ]


def sides(forum: Forum) -> list[dict[str, Any]]:
    """People by side (unsur), men and women, as the attendance list counts them."""
    if forum.event is None:
        return []
    return [
        {"label": group.label, "men": group.male, "women": group.female, "total": group.total}
        for group in attendance_summary(forum.event).groups
    ]


def minutes_rows(forum: Forum) -> list[dict[str, str]]:
    """The minutes that stand, in the order they were written."""
    rows = MinutesLine.objects.filter(forum=forum, struck_at__isnull=True).select_related("item__proposal")
    return [
        {
            "at": timezone.localtime(row.at).strftime("%H.%M"),
            "about": row.item.proposal.public_title if row.item else "",
            "text": row.text,
        }
        for row in rows.order_by("id")
    ]


def ceiling_words(forum: Forum) -> str:
    """The ceiling, and what the priorities take of it, in a sentence."""
    if forum.ceiling is None:
        return "Pagu indikatif belum ditetapkan."
    used = forum.items.filter(decision=Decision.PRIORITY).aggregate(n=Sum("cost"))["n"] or 0
    split = ", dibagi per bidang" if forum.split else ""
    return f"Pagu indikatif {rupiah(forum.ceiling)}{split}. Kegiatan prioritas memakai {rupiah(used)}."


def changes(items: list[dict[str, Any]], earlier: list[BeritaAcara], note: str) -> dict[str, Any]:
    """What a berita acara perubahan changes against the last one; nothing for a first one."""
    if not earlier:
        return {}
    last = earlier[-1]
    was = {row["number"]: row["decision"] for row in decided_in(last.content)}
    words = dict(Decision.choices)
    rows = [
        {
            "number": row["number"],
            "title": row["title"],
            "before": str(words.get(was.get(row["number"], ""), "–")),
            "after": str(words.get(row["decision"], "–")),
            "note": row["note"],
        }
        for row in items
        if was.get(row["number"]) != row["decision"]
    ]
    return {"changes": {"of": last.number, "digest": last.digest, "note": note, "rows": rows}}


def decided_in(content: dict[str, Any]) -> list[dict[str, Any]]:
    """Every proposal of a frozen content."""
    return [row for group in content["priorities"] for row in group["rows"]] + content["reserves"] + content["refused"]
