"""The survey at the desk, and its official report."""

import io
import time
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from audit.models import Entry
from core.states import StateError
from layanan.models.survey import SurveyPeriod, SurveyResponse, SurveyToken
from layanan.queries.survey import trend
from layanan.services import survey
from layanan.survey_people import desk_queue
from layanan.survey_report import report_context
from layanan.survey_sheet import columns
from tests.conftest import DISTRICT
from tests.factories import desk_login
from tests.layanan.surveys import FOURS, close, fill, make_period, period_over, running_period, send  # noqa: F401  fixtures
from tests.layanan.test_skm import VECTOR

# --- The desk -------------------------------------------------------------------------------------


def test_periods_do_not_overlap_and_stand_in_order(joko: Any, citra: Any, period: SurveyPeriod) -> None:
    with pytest.raises(ValidationError, match="bertumpang"):
        make_period(joko, begun=60, lasts=31, title="Lain")
    with pytest.raises(ValidationError, match="mendahului"):
        make_period(joko, begun=90, lasts=-1, title="Lain")
    with pytest.raises(ValidationError, match="sudah ada"):
        make_period(joko, begun=300, lasts=10)
    with pytest.raises(PermissionDenied):
        make_period(citra, begun=300, lasts=10, title="Lain")
    fill(period, VECTOR, day=period.last_day)
    with pytest.raises(ValidationError, match="di luar"):
        survey.change_period(by=joko, period=period, last_day=period.last_day - timedelta(days=1))
    assert survey.change_period(by=joko, period=period, population=500).population == 500


def test_the_officers_way(client: Client, joko: Any) -> None:
    desk_login(client, joko)
    today = timezone.localdate()
    key = str(uuid.uuid4())
    data = {"kunci": key, "title": "Triwulan IV", "population": "1.000", "open_link": "on"}
    data |= {"first_day": str(today - timedelta(days=20)), "last_day": str(today - timedelta(days=1))}
    assert client.post("/petugas/skm/baru/", {**data, "last_day": "x"}).status_code == 200
    where = client.post("/petugas/skm/baru/", data).url
    assert client.post("/petugas/skm/baru/", data).url == where
    period = SurveyPeriod.objects.get()
    assert period.population == 1000
    assert "Belum cukup jawaban" in client.get(where).content.decode()
    printed = client.post(f"{where}kode/", {"count": "3"})
    assert printed["Cache-Control"] == "private, no-store"
    assert SurveyToken.objects.count() == 3
    assert client.post(f"{where}kode/", {"count": "501"}).status_code == 200
    sheet = client.get(f"{where}lembar/templat.xlsx")
    assert sheet.status_code == 200
    assert load_workbook(io.BytesIO(sheet.content))["Data"]["B1"].value == "U1 Persyaratan *"
    assert client.post(f"{where}terbit/").status_code == 409
    fill(period, VECTOR)
    assert [item.step for item in desk_queue(joko)] == ["Susun dan terbitkan laporan SKM"]
    assert client.post(f"{where}terbit/").status_code == 409  # no follow-up yet
    form = {"kunci": str(uuid.uuid4())}
    for slug in ("waktu", "prosedur", "kompetensi"):
        form |= {f"{slug}_activity": "Tambah loket", f"{slug}_time": "2027", f"{slug}_responsible": "Kasi"}
    assert "belum diisi" in client.post(f"{where}tindak-lanjut/", {**form, "waktu_time": ""}).content.decode()
    assert client.post(f"{where}tindak-lanjut/", form).url == where
    assert client.post(f"{where}terbit/").url == f"/skm/{period.pk}/laporan/"
    assert client.post(f"{where}terbit/").status_code == 409
    assert Client().get(f"/skm/{period.pk}/laporan/").status_code == 200
    assert desk_queue(joko) == []
    assert list(Entry.objects.filter(target_type="layanan.surveyperiod").values_list("verb", flat=True)) == [
        *("open_survey", "issue_survey_codes", "plan_follow_up", "publish_survey")
    ]


def filled_sheet(period: SurveyPeriod, rows: list[list[Any]]) -> SimpleUploadedFile:
    book = Workbook()
    book.active.append([column.heading for column in columns(period)])
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("lembar.xlsx", out.getvalue())


def test_the_enumerators_sheet(client: Client, joko: Any, period: SurveyPeriod) -> None:
    desk_login(client, joko)
    where = f"/petugas/skm/{period.pk}/"
    good = [
        [period.first_day, *[3] * 9, 4, "Perempuan", "20–29 tahun", "SMA atau SMK", "Lainnya", "", "KTP", "Tidak", "Ya"]
    ]
    bad = [
        *good,
        [period.first_day, *[3] * 8, 5],
        [period.last_day + timedelta(days=1), *[3] * 9],
        [period.first_day, 1],
    ]
    answer = client.post(f"{where}lembar/", {"kunci": str(uuid.uuid4()), "berkas": filled_sheet(period, bad)})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Tidak ada yang tersimpan" in text
    assert text.count('<th scope="row">4</th>') == 1
    assert not SurveyResponse.objects.exists()
    sent = client.post(f"{where}lembar/", {"kunci": str(uuid.uuid4()), "berkas": filled_sheet(period, good * 6)})
    assert sent.url == where
    row = SurveyResponse.objects.first()
    assert row is not None
    assert (row.sex, row.age, row.education, row.job, row.slot, row.assisted, row.service) == (
        "P",
        "20",
        "sma",
        "lain",
        "",
        True,
        "KTP",
    )
    again = client.post(f"{where}lembar/", {"kunci": str(uuid.uuid4()), "berkas": filled_sheet(period, good * 6)})
    assert "sudah dimasukkan" in again.content.decode()
    assert SurveyResponse.objects.count() == 6
    batch = period.batches.get()
    assert "Batalkan lembar" in client.get(where).content.decode()
    period.batches.update(made_at=timezone.now() - timedelta(days=1))
    assert client.post(f"{where}lembar/{batch.pk}/batal/").status_code == 409
    period.batches.update(made_at=timezone.now())
    assert client.post(f"{where}lembar/{batch.pk}/batal/").url == where
    assert not SurveyResponse.objects.exists()


def test_after_the_report_nothing_changes(joko: Any, over: SurveyPeriod) -> None:
    code = survey.code_for(over)
    batch = survey.take_sheet(by=joko, period=over, rows=[{"day": over.first_day, **FOURS}], digest="x")
    close(over, joko)
    for deed in (
        lambda: survey.take_sheet(by=joko, period=over, rows=[], digest="y"),
        lambda: survey.undo_sheet(by=joko, batch=batch),
        lambda: survey.plan_follow_up(by=joko, period=over, rows={}),
        lambda: survey.change_period(by=joko, period=over, title="Lain"),
        lambda: survey.issue_codes(by=joko, period=over, count=1),
        lambda: survey.answer(period=SurveyPeriod.objects.get(pk=over.pk), key=uuid.uuid4(), code=code, face=1),
    ):
        with pytest.raises(StateError):
            deed()


def test_a_period_that_still_runs_is_not_published(joko: Any, period: SurveyPeriod) -> None:
    fill(period, VECTOR)
    with pytest.raises(StateError, match="sesudah periode berakhir"):
        survey.publish(by=joko, period=period)


def test_reports_in_the_making_are_for_the_place_alone(
    client: Client, ani: Any, citra: Any, joko: Any, dewi: Any, over: SurveyPeriod
) -> None:
    paths = [f"/skm/{over.pk}/laporan/", f"/skm/{over.pk}/laporan.pdf", f"/skm/{over.pk}/laporan.xlsx"]
    for who in (None, ani, citra):
        if who:
            client.force_login(who)
        assert [client.get(path).status_code for path in paths] == [404, 404, 404]
    for who in (joko, dewi):
        client.force_login(who)
        assert client.get(paths[0]).status_code == 200


# --- The report -----------------------------------------------------------------------------------


def test_the_report_says_everything(
    client: Client, joko: Any, over: SurveyPeriod, django_assert_num_queries: Any
) -> None:
    close(over, joko)
    with django_assert_num_queries(9):
        page = client.get(f"/skm/{over.pk}/laporan/").content.decode()
    for words in (
        *("82,78", "81,95", "3,400", "0,378", "Profil responden", "Tambah petugas loket", "Kesimpulan"),
        *("Tiga unsur dengan nilai terendah: Waktu penyelesaian (2,800)", "Berfungsi kurang maksimal", "Slovin"),
    ):
        assert words in page, words
    book = load_workbook(io.BytesIO(b"".join(client.get(f"/skm/{over.pk}/laporan.xlsx").streaming_content)))
    rows = list(book.active.values)
    assert ("Indeks", "IKM", "Bobot tepat 1/9", 82.78, "mutu B") in rows
    assert ("Unsur", "U3", "Waktu penyelesaian", 2.8, "tiga terendah") in rows
    pdf = client.get(f"/skm/{over.pk}/laporan.pdf?kertas=a4")
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert client.get(f"/skm/{over.pk}/laporan.pdf?kertas=../x").status_code == 200


def test_five_thousand_answers_are_reported_quickly(client: Client, joko: Any) -> None:
    period = make_period(joko, begun=100, lasts=60, title="Tahun 2026")
    fill(period, VECTOR * 1000, sex="P", education="sma", job="tani")
    began = time.monotonic()
    context = report_context(period)
    assert time.monotonic() - began < 10
    assert (context["found"].index.n, str(context["found"].index.ikm)) == (5000, "82.78")


def test_a_place_sees_its_own_trend(joko: Any, over: SurveyPeriod) -> None:
    close(over, joko)
    assert [point.period for point in trend(DISTRICT)] == [over]
    assert trend("33.23.04") == []
    assert over.first_day < date.today()
