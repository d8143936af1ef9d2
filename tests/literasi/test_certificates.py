"""Certificates: given to who came, checked by anybody, taken back with a reason; lesson hours of officials."""

import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from acara import services as acara
from accounts.services import collect_data, erase_person
from core.seal.house import check_text
from core.seal.keys import SigningKey
from core.states import StateError
from literasi import services
from literasi.models import Certificate
from literasi.queries.report import period_asked
from literasi.queries.staff import staff_rows
from literasi.states import CERTIFICATE
from tests.lifecycle import walk
from tests.literasi.conftest import NOTE, come, hold, starting

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealing(settings: Any) -> None:
    """This installation has a key."""
    settings.SEAL_KEY = SigningKey.new().line if hasattr(SigningKey, "new") else settings.SEAL_KEY


def test_nobody_gets_one_before_the_list_is_fixed(fajar: Any) -> None:
    session = starting(fajar)
    (row,) = come(fajar, session, ["Siti"])
    with pytest.raises(StateError):
        services.issue(by=fajar, session=session, attendance=row)
    with pytest.raises(StateError):
        services.issue_all(by=fajar, session=session)


def test_everybody_who_came_gets_one_once(fajar: Any, indra: Any, ani: Any) -> None:
    session = starting(fajar, hours=6)
    seat = acara.register(by=ani, event=session.event)
    acara.check_in(by=fajar, event=session.event, code=seat.code)
    rows = come(fajar, session, ["Siti", "Darmo"])
    acara.take_back(by=fajar, event=session.event, attendance=rows[1])
    session = hold(fajar, session)
    with pytest.raises(PermissionDenied):
        services.issue_all(by=indra, session=session)
    assert (services.issue_all(by=fajar, session=session), services.issue_all(by=fajar, session=session)) == (2, 0)
    papers = list(Certificate.objects.order_by("id"))
    assert [(paper.name, paper.lesson_hours) for paper in papers] == [("Ani Lestari", 6), ("Siti", 6)]
    assert [re.sub(r"/LD/[IVX]+/\d{4}$", "", paper.number) for paper in papers] == ["0001", "0002"]
    assert services.issue(by=fajar, session=session, attendance=rows[0]) == papers[1]
    assert ani.notifications.filter(kind="sertifikat").count() == 1
    rows[1].refresh_from_db()
    with pytest.raises(ValidationError):
        services.issue(by=fajar, session=session, attendance=rows[1])


def given(fajar: Any, ani: Any) -> Certificate:
    """Ani's certificate."""
    session = starting(fajar)
    seat = acara.register(by=ani, event=session.event)
    row = acara.check_in(by=fajar, event=session.event, code=seat.code).attendance
    acara.correct_attendance(
        by=fajar, attendance=row, details=acara.Details(name="Ani Lestari", phone="+6281234567890", address="RT 02")
    )
    return services.issue(by=fajar, session=hold(fajar, session), attendance=row)


def test_whoever_scans_it_reads_what_it_says_and_no_number(client: Client, fajar: Any, ani: Any) -> None:
    paper = given(fajar, ani)
    body = client.get(paper.get_absolute_url()).content.decode()
    for words in ("Sertifikat ini berlaku", paper.number, "Ani Lestari", "2 JP", "Belajar mengusulkan"):
        assert words in body
    for secret in ("81234567890", "RT 02", ani.username + '"', "ani@example.org"):
        assert secret not in body
    assert client.get(f"/sertifikat/{paper.token[:-1]}x/").status_code == 404
    assert client.get("/sertifikat/1/").status_code == 404
    assert client.get(f"{paper.get_absolute_url()}sertifikat.pdf").content[:5] == b"%PDF-"


def test_its_seal_says_the_same(sealing: None, fajar: Any, ani: Any) -> None:
    paper = given(fajar, ani)
    verdict = check_text(paper.seal)
    assert verdict.facts is not None
    assert (verdict.facts.number, verdict.facts.kind, verdict.facts.purpose) == (paper.number, "sertifikat", "2 JP")
    assert f"/sertifikat/{paper.token}" in paper.seal


def test_one_that_was_taken_back_says_so_and_a_new_one_is_given(client: Client, fajar: Any, ani: Any) -> None:
    paper = given(fajar, ani)
    with pytest.raises(PermissionDenied):
        services.revoke(by=ani, certificate=paper, note=NOTE)
    services.revoke(by=fajar, certificate=paper, note=NOTE)
    body = client.get(paper.get_absolute_url()).content.decode()
    assert "Sertifikat ini dicabut" in body
    assert NOTE in body
    assert client.get(f"{paper.get_absolute_url()}sertifikat.pdf").status_code == 404
    with pytest.raises(StateError):
        services.revoke(by=fajar, certificate=paper, note=NOTE)
    again = services.issue(by=fajar, session=paper.session, attendance=paper.attendance)
    assert again.number != paper.number


def test_the_table_of_certificates(fajar: Any, indra: Any, ani: Any, citra: Any, eko: Any) -> None:
    paper = given(fajar, ani)

    def make(state: str) -> Certificate:
        Certificate.objects.filter(pk=paper.pk).update(state=state)
        return Certificate.objects.get(pk=paper.pk)

    users = {"fajar": fajar, "citra": citra, "indra": indra, "ani": ani, "eko": eko}
    assert walk(CERTIFICATE, make, users) == {("berlaku", "revoke"): {"fajar", "citra"}}


def test_an_erased_person_leaves_a_paper_without_a_name(client: Client, fajar: Any, ani: Any) -> None:
    paper = given(fajar, ani)
    assert collect_data(ani)["Sesi literasi"]["sertifikat"][0]["nomor"] == paper.number
    erase_person(by=ani)
    paper.refresh_from_db()
    assert (paper.name, paper.person, paper.state, paper.seal) == ("", None, "dicabut", "")
    assert "Ani" not in client.get(paper.get_absolute_url()).content.decode()


def test_lesson_hours_of_officials_add_up(fajar: Any, citra: Any) -> None:
    for hours in (6, 4):
        session = starting(fajar, kind="pelatihan", hours=hours)
        seat = acara.register(by=citra, event=session.event)
        acara.check_in(by=fajar, event=session.event, code=seat.code)
        services.issue_all(by=fajar, session=hold(fajar, session))
    rows = [(row["name"], row["hours"], row["n"]) for row in staff_rows(period_asked({}))]
    assert rows == [("Citra Dewanti", 10, 2)]
