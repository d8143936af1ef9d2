"""Finding one's application again, and what its page tells: the way so far, the next step, what to mend."""

from dataclasses import dataclass, field, replace
from typing import Any

from audit.models import Entry
from layanan.application_states import ENDED, NEXT_STEP, VOICES, ApplicationState
from layanan.codes import is_secret, read_number
from layanan.models import Application
from layanan.queries.cases import asked_of, clock_of, refusal_of

A = ApplicationState


@dataclass(frozen=True)
class Point:
    """One point of the way, as components/timeline.html prints it."""

    title: str
    when: Any = None
    who: str = ""
    text: str = ""
    mark: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Status:
    """What the page of an application tells its applicant."""

    application: Application
    voice: str
    icon: str
    word: str
    next_step: str
    clock: Any
    way: list[Point] = field(default_factory=list)
    asked: str = ""
    refusal: str = ""

    @property
    def may_complete(self) -> bool:
        return self.application.state == A.INCOMPLETE and not self.application.erased_at

    @property
    def may_withdraw(self) -> bool:
        return self.application.state in (A.SUBMITTED, A.INCOMPLETE, A.CHECKED)


def with_all() -> Any:
    """Applications with everything their page needs."""
    rows = Application.objects.select_related("service", "version", "region", "village", "applicant")
    return rows.prefetch_related("pauses")


def find(number: str, secret: str) -> Application | None:
    """The application of this number for whoever knows its secret; None for a wrong number or secret alike."""
    row = with_all().filter(number=read_number(number) or "-").first()
    if row is None:
        return None
    return row if is_secret(secret, row.form_key, row.secret_turn) else None


def status_of(application: Application) -> Status:
    """All that is told of an application."""
    state = A(application.state)
    voice, icon = VOICES[state]
    return Status(
        application=application,
        voice=voice,
        icon=icon,
        word=str(state.label),
        next_step=NEXT_STEP[state],
        clock=clock_of(application),
        way=way_of(application),
        asked=asked_of(application) if state == A.INCOMPLETE else "",
        refusal=refusal_of(application) if state == A.REFUSED else "",
    )


CHAIN = (
    (A.SECTION, "Paraf kepala seksi", "paraf_kasi"),
    (A.SECRETARY, "Paraf sekretaris kecamatan", "paraf_sekcam"),
)
WHO = {"take": "Petugas kecamatan", "ask": "Petugas kecamatan", "submit_application": "Pemohon"}
WHO |= {"complete": "Pemohon", "cancel": "Pemohon", "initial": "Kepala seksi", "initial_last": "Kepala seksi"}
WHO |= {"initial_secretary": "Sekretaris kecamatan", "sign_paper": "Camat", "sign_digital": "Camat"}


def way_of(application: Application) -> list[Point]:
    """The whole way from the village to the end: what was done, where it stands, what still comes."""
    village = str(application.version.contract.get("village") or "")
    points = [Point(village, who="Desa atau kelurahan, sebelum diajukan", mark="done")] if village else []
    rows = {row.name: row.done for row in application.LIFECYCLE}
    mine = Entry.objects.filter(target_type="layanan.application", target_id=str(application.pk)).order_by("id")
    for entry in mine.exclude(to_state=""):
        title = "Diajukan" if entry.verb == "submit_application" else rows.get(entry.verb, "")
        if title:
            points.append(Point(title, when=entry.at, who=WHO.get(entry.verb, ""), mark="done"))
    if points and application.state not in ENDED:
        points[-1] = replace(points[-1], text=NEXT_STEP[A(application.state)], mark="now")
    return points + ahead_of(application)


def ahead_of(application: Application) -> list[Point]:
    """Steps that still come."""
    service, state = application.service, A(application.state)
    if service.output == "tanpa":
        chain = [(A.CHECKED, "Diperiksa petugas"), (A.READY, "Siap diambil")]
    else:
        chain = [(A.CHECKED, "Diperiksa petugas")]
        chain += [(step, title) for step, title, column in CHAIN if getattr(service, column)]
        chain.append((A.SIGNING, f"Tanda tangan {service.signer}"))
        chain.append((A.ISSUED, "Terbit digital") if service.output == "digital" else (A.READY, "Siap diambil"))
    order = [step for step, _ in chain]
    if state in (A.SUBMITTED, A.INCOMPLETE):
        return [Point(title, mark="next") for step, title in chain if step != A.CHECKED or state == A.SUBMITTED]
    if state not in order:
        return []
    return [Point(title, mark="next") for _, title in chain[order.index(state) + 1 :]]
