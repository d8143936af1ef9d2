"""The satisfaction survey from end to end: answers without persons, codes once, honest figures, the report."""

import io
import threading
import time
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from audit.models import Entry
from core.ratelimit import RateLimited
from core.states import StateError
from layanan.models.survey import Channel, SurveyPeriod, SurveyResponse, SurveyToken
from layanan.queries.survey import Cell, doubts, figures, hidden, trend
from layanan.services import survey
from layanan.skm.unsur import SLUGS
from layanan.survey_people import desk_queue
from layanan.survey_report import report_context, report_rows
from layanan.survey_sheet import columns
from tests.conftest import DISTRICT
from tests.factories import desk_login
from tests.layanan.test_skm import VECTOR
from wilayah.models import Region

FOURS = dict.fromkeys(SLUGS, 4)


def make_period(
    by: Any, *, begun: int = 30, lasts: int = 60, title: str = "Semester II 2026", **more: Any
) -> SurveyPeriod:
    today = timezone.localdate()
    first = today - timedelta(days=begun)
    days = {"first_day": first, "last_day": first + timedelta(days=lasts)}
    return survey.open_period(by=by, region=Region.objects.get(pk=DISTRICT), title=title, **{**days, **more})


def fill(period: SurveyPeriod, forms: list[dict[str, int]], **more: Any) -> None:
    fields = {"day": period.first_day, "channel": Channel.SHEET, **more}
    SurveyResponse.objects.bulk_create(SurveyResponse(period=period, **fields, **form) for form in forms)


def send(client: Client, period: SurveyPeriod, path: str = "/skm/isi/", **more: Any) -> Any:
    return client.post(path, {"kunci": str(uuid.uuid4()), "wajah": "4", **dict.fromkeys(SLUGS, "3"), **more})


@pytest.fixture
def period(joko: Any) -> SurveyPeriod:
    return make_period(joko, population=1000)


@pytest.fixture
def over(joko: Any) -> SurveyPeriod:
    """A period that ended, with the regulation's vector eight times over."""
    made = make_period(joko, begun=100, lasts=60, title="Semester I 2026", population=1000)
    fill(made, VECTOR * 8, sex="P", age="30")
    return made


def close(period: SurveyPeriod, by: Any) -> SurveyPeriod:
    row = {"activity": "Tambah petugas loket", "time": "Triwulan I 2027", "responsible": "Kasi Pelayanan"}
    survey.plan_follow_up(by=by, period=period, rows=dict.fromkeys(figures(period).index.lowest(), row))
    return survey.publish(by=by, period=period)


# --- Answering ------------------------------------------------------------------------------------


def test_a_citizen_answers_without_an_account(client: Client, period: SurveyPeriod) -> None:
    page = client.get("/skm/isi/")
    assert page.status_code == 200
    assert page.content.count(b'type="radio"') == 40
    assert send(client, period, sex="P", age="40").url == "/skm/terima-kasih/"
    row = SurveyResponse.objects.get()
    assert (row.face, row.waktu, row.sex, row.age, row.channel) == (4, 3, "P", "40", Channel.LINK)
    assert client.get("/skm/terima-kasih/").status_code == 200


def test_the_same_form_counts_once(client: Client, period: SurveyPeriod) -> None:
    for _ in range(3):
        answer = send(client, period, kunci="00000000-0000-4000-8000-00000000abcd")
        assert answer.url == "/skm/terima-kasih/"
    assert SurveyResponse.objects.count() == 1


def test_what_is_missing_is_asked_back_and_the_rest_kept(client: Client, period: SurveyPeriod) -> None:
    answer = send(client, period, waktu="", wajah="", sarana="7")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Pilih salah satu wajah." in text
    assert "Jawab pertanyaan tentang waktu penyelesaian." in text
    assert text.count(" checked") == 7
    assert not SurveyResponse.objects.exists()


@pytest.mark.parametrize(
    "more", [{"kunci": ""}, {"kunci": "x"}, {"sex": "X"}, {"wajah": "0"}, {"biaya": "4.5"}, {"age": "\x00"}]
)
def test_odd_values_break_nothing(client: Client, period: SurveyPeriod, more: dict[str, str]) -> None:
    assert send(client, period, **more).status_code == 200
    assert not SurveyResponse.objects.exists()


def test_no_period_no_questions(client: Client, joko: Any) -> None:
    assert client.get("/skm/isi/").url == "/skm/kode/"
    page = client.get("/skm/kode/").content.decode()
    assert "Tidak ada survei yang sedang berjalan" in page
    assert client.get("/skm/").status_code == 200


def test_a_period_that_wants_codes_takes_nothing_else(client: Client, joko: Any) -> None:
    period = make_period(joko, open_link=False)
    assert send(client, period).url == "/skm/kode/"
    with pytest.raises(ValidationError, match="kode"):
        survey.answer(period=period, key=uuid.uuid4(), face=4, marks=FOURS)


def test_the_office_does_not_answer_about_itself(client: Client, period: SurveyPeriod, citra: Any, ani: Any) -> None:
    client.force_login(citra)
    assert send(client, period).status_code == 403
    client.force_login(ani)
    assert send(client, period).status_code == 302
    assert SurveyResponse.objects.count() == 1


def test_one_address_answers_so_often_and_no_more(period: SurveyPeriod) -> None:
    for _ in range(60):
        survey.answer(period=period, key=uuid.uuid4(), source="10.0.0.1", face=4, marks=FOURS)
    with pytest.raises(RateLimited):
        survey.answer(period=period, key=uuid.uuid4(), source="10.0.0.1", face=4, marks=FOURS)
    assert survey.answer(period=period, key=uuid.uuid4(), source="10.0.0.2", face=4, marks=FOURS)


def test_the_limit_is_told_on_the_page(client: Client, period: SurveyPeriod) -> None:
    for _ in range(60):
        survey.answer(period=period, key=uuid.uuid4(), source="127.0.0.1", face=4, marks=FOURS)
    answer = send(client, period)
    assert answer.status_code == 429
    assert "Terlalu banyak" in answer.content.decode()


# --- Codes ----------------------------------------------------------------------------------------


def test_a_code_is_good_for_one_answer(client: Client, period: SurveyPeriod) -> None:
    code = survey.code_for(period, "Dispensasi nikah")
    SurveyToken.objects.update(whole=True)
    assert code not in str(list(SurveyToken.objects.values_list()))
    found = client.post("/skm/kode/", {"kode": f" {code[:5].lower()}-{code[5:]}"})
    assert found.url == f"/skm/isi/{code}/"
    assert "Dispensasi nikah" in client.get(found.url).content.decode()
    assert send(client, period, found.url).url == "/skm/terima-kasih/"
    row = SurveyResponse.objects.get()
    assert (row.channel, row.service) == (Channel.CODE, "Dispensasi nikah")
    second = send(client, period, found.url)
    assert second.status_code == 200
    assert "sudah dipakai" in second.content.decode()
    assert client.get(found.url).url == "/skm/kode/"
    assert SurveyResponse.objects.count() == 1


def test_the_answer_that_was_lost_on_the_way_is_sent_again(client: Client, period: SurveyPeriod) -> None:
    code = survey.code_for(period)
    for _ in range(2):
        answer = send(client, period, f"/skm/isi/{code}/", kunci="00000000-0000-4000-8000-00000000abcd")
        assert answer.url == "/skm/terima-kasih/"
    assert SurveyResponse.objects.count() == 1


def test_nothing_ties_a_code_to_its_answer() -> None:
    fields = {field.name for field in SurveyToken._meta.get_fields()}
    assert fields == {"id", "period", "digest", "service", "whole", "spent"}
    links = {field.related_model.__name__ for field in SurveyResponse._meta.get_fields() if field.is_relation}
    assert links == {"SurveyPeriod", "SurveyBatch"}
    assert not [field for field in SurveyResponse._meta.get_fields() if "DateTime" in type(field).__name__]


def test_most_are_asked_for_a_face_only(client: Client, period: SurveyPeriod) -> None:
    whole = [SurveyToken(whole=survey.secrets.randbelow(survey.ONE_IN) == 0).whole for _ in range(600)]
    assert 120 < sum(whole) < 290
    code = survey.code_for(period)
    SurveyToken.objects.update(whole=False)
    assert client.get(f"/skm/isi/{code}/").content.count(b'type="radio"') == 4
    assert client.post(f"/skm/isi/{code}/", {"kunci": str(uuid.uuid4()), "wajah": "2"}).status_code == 302
    row = SurveyResponse.objects.get()
    assert (row.face, row.waktu) == (2, None)
    assert figures(period).index.n == 0
    assert figures(period).answered == 1


def test_with_a_code_the_nine_may_be_left_out_but_not_half(client: Client, period: SurveyPeriod) -> None:
    code = survey.code_for(period)
    SurveyToken.objects.update(whole=True)
    half = send(client, period, f"/skm/isi/{code}/", waktu="")
    assert "kosongkan kesembilan" in half.content.decode()
    none = send(client, period, f"/skm/isi/{code}/", **dict.fromkeys(SLUGS, ""))
    assert none.status_code == 302
    assert SurveyResponse.objects.get().persyaratan is None


def test_codes_are_not_guessed(client: Client, period: SurveyPeriod) -> None:
    for _ in range(30):
        assert client.post("/skm/kode/", {"kode": "ABCDEFGHJK"}).status_code == 200
    assert client.post("/skm/kode/", {"kode": "ABCDEFGHJK"}).status_code == 429
    for odd in ("", "../x", "\x00", "ééééé", "A" * 21):
        assert client.post("/skm/kode/", {"kode": odd}, REMOTE_ADDR="10.1.1.1").status_code == 200


def test_a_code_of_another_period_opens_nothing(joko: Any, period: SurveyPeriod, over: SurveyPeriod) -> None:
    code = survey.code_for(over)
    with pytest.raises(ValidationError, match="sudah dipakai"):
        survey.answer(period=period, key=uuid.uuid4(), code=code, face=4)
    assert not SurveyToken.objects.get().spent


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="needs many writers at once")
def test_fifty_at_once_spend_a_code_once(joko: Any) -> None:
    period = make_period(joko)
    code = survey.code_for(period)
    done: list[bool] = []

    def go() -> None:
        try:
            done.append(survey.answer(period=period, key=uuid.uuid4(), code=code, face=4))
        except ValidationError:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=go) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == [True]
    assert SurveyResponse.objects.count() == 1


# --- The database holds ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields", [{}, {"waktu": 3}, {**FOURS, "waktu": None}, {**FOURS, "waktu": 5}, {"face": 0}, {"face": 5}]
)
def test_half_and_false_answers_are_refused_by_the_database(period: SurveyPeriod, fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SurveyResponse.objects.create(period=period, day=period.first_day, channel=Channel.LINK, **fields)


# --- Figures --------------------------------------------------------------------------------------


def test_the_figures_are_those_of_the_formula(over: SurveyPeriod) -> None:
    fill(over, [{"face": 1}])
    found = figures(over)
    assert (found.index.n, str(found.index.ikm), found.index.mutu, found.answered) == (40, "82.78", "B", 41)
    assert str(found.common.ikm) == "81.95"
    assert [line.slug for line in found.lowest] == ["waktu", "prosedur", "kompetensi"]
    assert found.lines[7].label == "Sarana dan prasarana"
    assert found.sentence == (
        "Indeks kepuasan 82,78 dari 100, mutu B (baik), dari 40 responden. Nilai terendah: Waktu penyelesaian."
    )
    over.pengaduan_first = True
    assert figures(over).lines[7].slug == "pengaduan"


def test_small_cells_are_hidden_and_never_alone() -> None:
    assert hidden([("a", 40), ("b", 4), ("c", 9)]) == [Cell("a", 40), Cell("b", None), Cell("c", None)]
    assert hidden([("a", 40), ("b", 4), ("c", 1)]) == [Cell("a", 40), Cell("b", None), Cell("c", None)]
    assert hidden([("a", 40), ("b", 0), ("c", 5)]) == [Cell("a", 40), Cell("b", 0), Cell("c", 5)]
    assert hidden([("a", 2)]) == [Cell("a", None)]
    assert Cell("a", None).words == "kurang dari 5"


def test_the_profile_hides_small_groups(over: SurveyPeriod) -> None:
    fill(over, [FOURS] * 3, sex="L")
    sexes = figures(over).breakdowns[0]
    assert [(cell.label, cell.n) for cell in sexes.cells] == [("Laki-laki", None), ("Perempuan", None)]
    rows = list(report_rows(report_context(over)))
    assert ["Profil", "Jenis kelamin", "Laki-laki", "kurang dari 5", ""] in rows


def test_weak_figures_say_so_and_single_answers_are_not_shown(client: Client, period: SurveyPeriod) -> None:
    fill(period, VECTOR[:4])
    page = client.get("/skm/").content.decode()
    assert "Belum ada angka yang dapat ditampilkan" in page
    assert client.get("/skm/skm.csv").getvalue().decode().count("\n") == 1
    fill(period, VECTOR[4:])
    survey.bump(survey.VERSION)
    page = client.get("/skm/").content.decode()
    assert "82,78" in page
    assert "Jumlah responden belum memadai: 5" in page
    assert "Survei masih berjalan" in page


def test_the_public_page_shows_the_last_report_with_chart_table_csv_and_trend(
    client: Client, joko: Any, over: SurveyPeriod, django_assert_num_queries: Any
) -> None:
    earlier = make_period(joko, begun=200, lasts=60, title="Semester II 2025")
    fill(earlier, VECTOR)
    close(earlier, joko)
    close(over, joko)
    with django_assert_num_queries(9):
        page = client.get("/skm/").content.decode()
    assert "Indeks tetap dari 82,78 menjadi 82,78." in page
    assert page.count("<figure") == 2
    assert f"/skm/{over.pk}/laporan/" in page
    lines = client.get("/skm/skm.csv").getvalue().decode().splitlines()
    assert len(lines) == 19
    assert lines[1].startswith("Semester II 2025,")
    assert lines[-1].endswith(",40,U9,pengaduan,3.200,82.78,B")


def test_an_answer_is_seen_at_once(client: Client, period: SurveyPeriod) -> None:
    fill(period, VECTOR[:4])
    assert "82,78" not in client.get("/skm/").content.decode()
    survey.answer(period=period, key=uuid.uuid4(), marks=VECTOR[4])
    assert "dari 5 responden" in client.get("/skm/").content.decode()


def test_odd_patterns_are_pointed_out_to_those_who_run_it(over: SurveyPeriod) -> None:
    assert doubts(over, figures(over)) == [f"40 dari 40 jawaban masuk pada satu hari, {over.first_day:%d/%m/%Y}."]
    fill(over, [FOURS] * 60, day=over.last_day, channel=Channel.CODE)
    told = doubts(over, figures(over))
    assert told[0] == "60 dari 100 jawaban memberi nilai 4 pada semua unsur."
    assert told[2] == "Indeks jawaban dengan kode berbeda lebih dari 5 dari jawaban cara lain."


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
