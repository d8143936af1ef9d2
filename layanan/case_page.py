"""What an officer finds on the page of an application: its deeds as a table, and everything beside them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from audit.queries import trail
from core.once import OnceForm
from layanan.application_states import OPEN, VOICES, ApplicationState, after_check, fits
from layanan.forms import cases as forms
from layanan.letter_states import LetterState
from layanan.letters.merge import merged
from layanan.models import Application, Letter, LetterTemplate
from layanan.queries.cases import clock_of
from layanan.queries.letters import draft_of, letter_of, merge_context
from layanan.reading import sections
from layanan.services import handling

A = ApplicationState
GIVE = "Ganti petugas yang memegang"
NOTE = "Tulis catatan internal"
SCAN = "Unggah pindaian surat yang sudah ditandatangani"


NAMES = frozenset(
    {"ambil", "teruskan", "minta", "tolak", "paraf", "kembalikan", "tandatangan", "serahkan", "pindaian", "catatan"}
    | {"petugas"}
)  # of the deeds; which of them may be done now, steps_of() says


@dataclass(frozen=True)
class Step:
    """One deed of the page: its form, what saves it, what is said after."""

    name: str
    label: str
    said: str
    form: Callable[..., Any]
    save: Callable[..., Any]
    main: bool = False
    stop: bool = False
    title: str = ""

    @property
    def heading(self) -> str:
        """What the closed form is called."""
        return self.title or self.label


def page_context(user: Any, application: Application, failed: tuple[str, Any] | None = None) -> dict[str, Any]:
    """Everything the page shows; `failed` is the form that was refused, shown again with what was typed."""
    letter = letter_of(application)
    steps = []
    for step in steps_of(user, application, letter):
        form = failed[1] if failed and failed[0] == step.name else step.form()
        steps.append((step, form, bool(failed and failed[0] == step.name)))
    return {
        "case": application,
        "voice": VOICES[application.state],
        "clock": clock_of(application),
        "sections": sections(application, masked=True) if application.erased_at is None else [],
        "files": list(application.files.select_related("stored", "seen_by")),
        "letter": letter,
        "draft": draft_of(application),
        "letters": list(application.letters.select_related("entry").order_by("id")),
        "trail": [(said_of(application, entry.verb), entry) for entry in trail(application)],
        "notes": list(application.notes.select_related("by")),
        "steps": steps,
        "bad_form": failed[1] if failed else None,
        "signs": letter is not None and letter.state == LetterState.VALID and user.has_perm("layanan.sign", letter),
    }


OTHER_DEEDS = {
    "retime": "Janji berubah karena kalender kerja",
    "escalate": "Lewat janji, diteruskan ke atasan",
    "erase": "Isi permohonan dihapus",
    "renew_secret": "Kode rahasia diganti di loket",
    "submit_application": "Permohonan masuk",
}


def said_of(application: Application, verb: str) -> str:
    """A deed's line on the officers' timeline."""
    rows = {row.name: row.done for row in application.LIFECYCLE}
    return rows.get(verb) or OTHER_DEEDS.get(verb, "Permohonan diperbarui")


def step_of(user: Any, application: Application, name: str, letter: Letter | None = None) -> Step | None:
    """The deed of this name, where it may be done now."""
    found = letter or letter_of(application)
    rows = [*steps_of(user, application, found), *letter_steps(user, found)]
    return next((step for step in rows if step.name == name), None)


def steps_of(user: Any, application: Application, letter: Letter | None) -> list[Step]:
    """The deeds this person may do on this application now, the next one of the chain first."""
    may = {
        row.name
        for row in application.LIFECYCLE.next(application.state)
        if fits(row.name, application.service) and user.has_perm(row.rule, application)
    }
    handles = user.has_perm("layanan.handle", application)
    found = [*_checking(application, may, handles), *_chain(application, may)]
    if "hand_over" in may:
        found.append(_plain("serahkan", "Serahkan kepada pemohon", "Hasil layanan diserahkan.", handling.hand_over))
    if handles and letter and letter.state == LetterState.VALID and not letter.provider and letter.stored_id:
        save = lambda form, *, by, application: form.save(by=by, letter=letter)  # noqa: E731
        found.append(
            Step("pindaian", "Simpan pindaian", "Pindaian tersimpan.", _bound(forms.ScanForm), save, title=SCAN)
        )
    if handles and application.state in OPEN:
        found.append(_words("tolak", "Tolak permohonan", "Permohonan ditolak.", handling.refuse, "refuse" in may))
    if handles and application.state in OPEN:
        give = lambda form, *, by, application: form.save(by=by)  # noqa: E731
        found.append(
            Step("petugas", "Serahkan ke petugas ini", "Petugas diganti.", _officers(application), give, title=GIVE)
        )
    if handles and application.erased_at is None:
        save_note = lambda form, *, by, application: handling.add_note(  # noqa: E731
            by=by, application=application, text=form.cleaned_data["text"]
        )
        found.append(
            Step("catatan", "Simpan catatan", "Catatan internal tersimpan.", _bound(forms.NoteForm), save_note)
        )
    return [step for step in found if step is not None]


def _checking(application: Application, may: set[str], handles: bool) -> list[Step | None]:
    """Deeds of the officer who checks."""
    checks = handles and application.state in (A.SUBMITTED, A.CHECKED)
    if not checks:
        return []
    take = _plain("ambil", "Mulai periksa", "Permohonan Anda periksa.", handling.take) if "take" in may else None
    return [
        _forward(application),
        take,
        _words("minta", "Minta dilengkapi", "Permintaan terkirim.", handling.ask, True),
    ]


def _forward(application: Application) -> Step:
    """Originals, letter and number in one form."""
    label = {
        "to_section": "Siapkan surat dan teruskan ke kasi",
        "to_secretary": "Siapkan surat dan teruskan ke sekcam",
        "to_signer": "Siapkan surat dan teruskan untuk ditandatangani",
        "prepare": "Nyatakan siap diambil",
    }[after_check(application.service)]
    template = None
    if after_check(application.service) != "prepare":
        template = LetterTemplate.objects.select_related("klass").filter(service_id=application.service_id).first()
    body = merged(template.body, merge_context(application)) if template else ""

    def form(data: Any = None, files: Any = None) -> Any:
        return forms.ForwardForm(data, application=application, template=template, body=body)

    save = lambda form, *, by, application: form.save(by=by)  # noqa: E731
    return Step("teruskan", label, "Permohonan diteruskan.", form, save, main=True)


def _chain(application: Application, may: set[str]) -> list[Step | None]:
    """Initials, signature, sending back."""
    found: list[Step | None] = []
    if may & {"initial", "initial_last", "initial_secretary"}:
        found.append(_plain("paraf", "Beri paraf", "Paraf diberikan.", handling.initial))
    if digital := may & {"sign_paper", "sign_digital"}:
        electronic = "sign_digital" in digital

        def form(data: Any = None, files: Any = None) -> Any:
            return forms.SignForm(data, digital=electronic)

        save = lambda form, *, by, application: handling.sign(  # noqa: E731
            by=by, application=application, passphrase=form.cleaned_data.get("passphrase", "")
        )
        label = "Tanda tangani secara elektronik" if electronic else "Terbitkan untuk ditandatangani"
        found.append(Step("tandatangan", label, "Surat diterbitkan.", form, save, main=True))
    if may & set(handling.RETURNS.values()):
        save_back = lambda form, *, by, application: handling.send_back(  # noqa: E731
            by=by, application=application, note=form.cleaned_data["note"]
        )
        found.append(Step("kembalikan", "Kembalikan ke petugas", "Dikembalikan.", _bound(forms.BackForm), save_back))
    return found


def letter_steps(user: Any, letter: Letter | None) -> list[Step]:
    """What the signer may do with a letter that holds."""
    if letter is None or letter.state != LetterState.VALID or not user.has_perm("layanan.sign", letter):
        return []
    revoke = lambda form, *, by, application: form.save(by=by, letter=letter)  # noqa: E731
    replace = lambda form, *, by, application: form.save(by=by)  # noqa: E731

    def new_words(data: Any = None, files: Any = None) -> Any:
        return forms.ReplaceForm(data, letter=letter)

    return [
        Step("cabut", "Cabut surat", "Surat dicabut.", _bound(forms.RevokeForm), revoke, stop=True),
        Step("ganti", "Terbitkan surat pengganti", "Surat pengganti diterbitkan.", new_words, replace),
    ]


def _plain(name: str, label: str, said: str, verb: Callable[..., Any]) -> Step:
    """A deed of one button."""
    save = lambda form, *, by, application: verb(by=by, application=application)  # noqa: E731
    return Step(name, label, said, _bound(OnceForm), save, main=True)


def _words(name: str, label: str, said: str, verb: Callable[..., Any], there: bool) -> Step | None:
    """A deed with a reason and words for the applicant."""
    if not there:
        return None

    def save(form: Any, *, by: Any, application: Application) -> Any:
        return verb(by=by, application=application, **{key: form.cleaned_data[key] for key in ("reason", "note")})

    return Step(name, label, said, _bound(forms.WordsForm), save, stop=name == "tolak")


def _officers(application: Application) -> Callable[..., Any]:
    """The form with the officers who may hold this application."""
    return lambda data=None, files=None: forms.AssignForm(data, application=application)


def _bound(form: type[Any]) -> Callable[..., Any]:
    """The form, empty or with what was sent (and its files)."""
    return lambda data=None, files=None: form(data, files)
