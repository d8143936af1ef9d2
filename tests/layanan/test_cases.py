"""Applications at work: every state, deed and person; the chain; what the applicant is told; what the log counts."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from core.seal import SigningKey
from core.states import StateError
from layanan.application_states import APPLICATION, ApplicationState
from layanan.models import Application, CaseEvent, Letter, RegisterEntry
from layanan.queries.cases import asked_of, refusal_of
from layanan.services import handling
from tests.layanan.case_world import (
    MONDAY,
    WORDS,
    issued,
    make_application,
    make_official,
    make_service,
    make_staff,
    make_template,
    to_signature,
)
from tests.lifecycle import walk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday(settings: Any) -> Any:
    settings.SEAL_KEY = SigningKey.new().line
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def staff(joko: Any) -> dict[str, Any]:
    return make_staff(joko)


@pytest.fixture
def service(places: None) -> Any:
    made = make_service()
    make_template(made)
    return made


def test_every_state_deed_and_person(
    service: Any, staff: dict[str, Any], ani: Any, budi: Any, citra: Any, hadi: Any, indra: Any, gita: Any
) -> None:
    def make(state: str) -> Application:
        return make_application(service, applicant=ani, state=state)

    others = {"ani": ani, "budi": budi, "citra": citra, "hadi": hadi, "indra": indra, "gita": gita}
    could = walk(APPLICATION, make, {**staff, **others})
    office = set(staff)
    rights = {
        "layanan.handle": office,
        "layanan.paraf_kasi": {"kirana"},
        "layanan.paraf_sekcam": {"sari"},
        "layanan.sign": {"lukman"},
        "layanan.own_application": {"ani"},
    }
    expected = {(source, row.name): rights[row.rule] for row in APPLICATION for source in row.sources}
    assert could == expected


def test_the_whole_chain_in_words(service: Any, staff: dict[str, Any], ani: Any) -> None:
    case = make_application(service, applicant=ani)
    moved = handling.forward(by=staff["joko"], application=case)
    assert (moved.state, moved.owner) == (ApplicationState.SECTION, staff["joko"])
    with pytest.raises(PermissionDenied):
        handling.initial(by=staff["sari"], application=case)
    assert handling.initial(by=staff["kirana"], application=case).state == ApplicationState.SECRETARY
    assert handling.initial(by=staff["sari"], application=case).state == ApplicationState.SIGNING
    with pytest.raises(PermissionDenied):
        handling.sign(by=staff["sari"], application=case)


def test_a_chain_may_be_shorter(places: None, staff: dict[str, Any]) -> None:
    short = make_service("legalisir", paraf_kasi=False, paraf_sekcam=False)
    make_template(short)
    case = make_application(short)
    assert handling.forward(by=staff["joko"], application=case).state == ApplicationState.SIGNING
    bare = make_service("ktp", output="tanpa")
    other = make_application(bare)
    assert handling.forward(by=staff["joko"], application=other).state == ApplicationState.READY
    assert list(CaseEvent.objects.filter(service=bare).values_list("kind", "kept")) == [("siap", True)]


def test_asking_back_needs_words_and_is_read_by_the_applicant(service: Any, staff: dict[str, Any], ani: Any) -> None:
    case = make_application(service, applicant=ani)
    with pytest.raises(ValidationError):
        handling.ask(by=staff["joko"], application=case, reason="berkas", note="pendek")
    with pytest.raises(ValidationError):
        handling.ask(by=staff["joko"], application=case, reason="", note=WORDS)
    case.refresh_from_db()
    assert (case.state, case.pauses.count()) == (ApplicationState.SUBMITTED, 0)
    handling.ask(by=staff["joko"], application=case, reason="berkas", note=WORDS)
    case.refresh_from_db()
    assert asked_of(case) == WORDS
    assert (case.paused_at, case.due_at) == (MONDAY, None)
    assert handling.complete(by=ani, application=case).state == ApplicationState.CHECKED
    with pytest.raises(StateError):
        handling.complete(by=ani, application=case)


def test_a_refused_application_keeps_its_number_as_void(service: Any, staff: dict[str, Any]) -> None:
    case = make_application(service)
    handling.forward(by=staff["joko"], application=case)
    handling.send_back(by=staff["kirana"], application=case, note="Alamat pemohon belum benar.")
    handling.refuse(by=staff["joko"], application=case, reason="syarat", note=WORDS)
    assert refusal_of(case) == f"Persyaratan tidak terpenuhi. {WORDS}"
    assert list(RegisterEntry.objects.values_list("serial", "void", "why")) == [(1, True, "Ditolak")]
    assert Letter.objects.get().state == "batal"
    assert list(CaseEvent.objects.values_list("kind", "kept")) == [("ditolak", True)]


def test_nobody_decides_about_her_own_application(service: Any, staff: dict[str, Any]) -> None:
    case = make_application(service, applicant=staff["lukman"])
    to_signature(case, staff)
    with pytest.raises(PermissionDenied):
        handling.sign(by=staff["lukman"], application=case)


def test_a_plh_signs_only_while_it_lasts(service: Any, staff: dict[str, Any]) -> None:
    make_official(staff["sari"], "camat", standing="plh", until="2026-11-23")
    case = to_signature(make_application(service), staff)
    with time_machine.travel(MONDAY + timedelta(days=1), tick=False), pytest.raises(PermissionDenied):
        handling.sign(by=_fresh(staff["sari"]), application=case)
    handling.sign(by=_fresh(staff["sari"]), application=case)
    assert Letter.objects.get().signer == "Sari Handayani, S.IP., Plh. Camat Temanggung"


def test_on_behalf_names_both_offices(service: Any, staff: dict[str, Any]) -> None:
    more = {"standing": "an", "own_office": "Sekretaris Kecamatan", "until": "2026-12-31"}
    make_official(staff["sari"], "camat", **more)
    case = to_signature(make_application(service), staff)
    handling.sign(by=_fresh(staff["sari"]), application=case)
    assert Letter.objects.get().signer == "Sari Handayani, S.IP., a.n. Camat Temanggung, Sekretaris Kecamatan"


def test_ends_are_counted_once_each(service: Any, staff: dict[str, Any]) -> None:
    case = make_application(service)
    issued(case, staff)
    handling.hand_over(by=staff["joko"], application=case)
    with pytest.raises(StateError):
        handling.hand_over(by=staff["joko"], application=case)
    assert list(CaseEvent.objects.order_by("id").values_list("kind", "kept")) == [("siap", True), ("selesai", None)]
    case.refresh_from_db()
    assert (case.state, case.finished_at, case.closed_at) == ("selesai", MONDAY, MONDAY)


def _fresh(user: Any) -> Any:
    """The same person in a new request."""
    return type(user).objects.get(pk=user.pk)
