"""The satisfaction survey from end to end: answers without persons, codes once, honest figures, the report."""

import threading
import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client

from core.ratelimit import RateLimited
from layanan.models.survey import Channel, SurveyPeriod, SurveyResponse, SurveyToken
from layanan.queries.survey import Cell, doubts, figures, hidden
from layanan.services import survey
from layanan.skm.unsur import SLUGS
from layanan.survey_report import report_context, report_rows
from tests.layanan.surveys import FOURS, close, fill, make_period, period_over, running_period, send  # noqa: F401  fixtures
from tests.layanan.test_skm import VECTOR

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
