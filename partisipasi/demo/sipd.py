"""SIPD's status of last year's cycle, read in three weeks ago by Joko; two rows still wait to be paired."""

import io
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from core.exports import write_xlsx
from musrenbang import sipd
from musrenbang.models import Proposal, SipdFile
from musrenbang.queries.sipd import export_rows
from musrenbang.services.sipd_files import confirm_file, start_file
from musrenbang.states import State
from partisipasi.demo.clock import days_ago
from partisipasi.demo.planning import Story
from partisipasi.demo.timeline import Timeline

FIRST_ID = 2_710_451
# What SIPD says of a proposal in this state: status, note.
SAYS = {
    State.IN_APBD: ("Masuk APBD", ""),
    State.IN_RKPD: ("Disetujui TAPD", "Masuk RKPD sesuai kemampuan keuangan daerah."),
    State.PRIORITY: ("Menunggu Verifikasi SKPD", ""),
    State.RESERVE: ("Diterima Mitra", "Cadangan kecamatan."),
    State.NOT_TAKEN: ("Ditolak SKPD", "Sudah ditangani program provinsi."),
}
LATE = 2  # so many rows came back without ID and number: a person must pair them


def seed_sipd(stories: list[Story], people: dict[str, Any], timeline: Timeline) -> None:
    """One file on the timeline, tried and confirmed as officers do it."""
    years = sorted({story.cycle.plan_year for story in stories})
    year, joko = years[-2], people["joko"]

    def act() -> None:
        upload = ContentFile(status_file(year), name=f"status-usulan-sipd-{year}.xlsx")
        as_of = timezone.localdate() - timedelta(days=2)
        file = start_file(by=joko, upload=upload, year=year, as_of=as_of)
        confirm_file(by=joko, file=SipdFile.objects.get(pk=file.pk))

    timeline.add(days_ago(21, 10, 15), act)


def status_file(year: int) -> bytes:
    """The year's export as SIPD would send it back: numbered, with its statuses."""
    names = list(sipd.HEADERS)
    states = dict(Proposal.objects.filter(cycle__plan_year=year).values_list("number", "state"))
    rows = []
    for number, row in enumerate(export_rows(year), FIRST_ID):
        cells = dict(zip(names, row, strict=True))
        ours = sipd.number_in(cells["note"])
        if states.get(ours) not in SAYS:
            continue
        status, note = SAYS[State(states[ours])]
        cells |= {"sipd_id": str(number), "status": status, "note": f"Nomor {ours}. {note}".strip()}
        rows.append(cells)
    for cells in rows[-LATE:]:
        cells["note"] = ""
    out = io.BytesIO()
    write_xlsx(out, list(sipd.HEADERS.values()), [[cells[name] for name in names] for cells in rows])
    return out.getvalue()
