"""The public pages: who sees what, when, at what price."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import Rung
from musrenbang.models import Envelope, Round
from musrenbang.services.ballots import cast_ballot
from musrenbang.services.roll import make_roll
from musrenbang.services.rounds import cancel_round, create_round, ratify_round, run_clock
from musrenbang.tally import pabulib
from musrenbang.templatetags.suara import tanda_terima
from tests.conftest import DISTRICT, KERTOSARI
from tests.factories import make_user
from tests.voting.makers import CLOSES, OPENS, announce, make_plan
from wilayah.models import Region

LIST = "/pemungutan/"


@pytest.fixture
def home() -> Client:
    """A browser of nobody."""
    return Client()


def enter(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_an_empty_list_says_what_will_be_here(home: Client, places: None) -> None:
    response = home.get(LIST)
    assert response.status_code == 200
    assert "Sedang tidak ada pemungutan suara" in text(response)


@pytest.mark.parametrize(
    "path", ["", "periksa/", "kirim/", "tanda-terima/", "jadwal.ics", "hasil/", "hasil/periksa/", "hasil/suara.csv"]
)
def test_a_draft_is_nowhere(path: str, draft: Round, home: Client, ani: Any, joko: Any) -> None:
    url = f"{LIST}{draft.pk}/{path}"
    for person in (ani, joko):
        client = enter(person)
        wanted = 405 if path == "kirim/" else 404
        assert client.get(url).status_code == wanted
        if path in ("periksa/", "kirim/"):
            assert client.post(url, {"pilihan": ["1"]}).status_code == 404
    assert draft.title not in text(home.get(LIST))


def test_before_opening_it_is_announced_with_its_dates(announced: Round, home: Client, ani: Any) -> None:
    page = text(home.get(announced.get_absolute_url()))
    assert "Akan dibuka" in page
    assert "Dibuka 5 Januari 2027 08.00 WIB" in page.replace('<time datetime="2027-01-05T08:00+07:00">', "")
    assert announced.tie_seed in page
    assert 'type="checkbox"' not in text(enter(ani).get(announced.get_absolute_url()))


def test_nobody_sees_options_and_the_way_in(opened: Round, home: Client) -> None:
    response = home.get(opened.get_absolute_url())
    page = text(response)
    assert "Perbaikan talud Kali Kuas" in page
    assert f"/akun/masuk/?next=/pemungutan/{opened.pk}/" in page
    assert "csrfmiddlewaretoken" not in page
    assert 'type="checkbox"' not in page
    assert response.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Tempat tinggal Anda belum tercatat"),
        ({"home": "33.23"}, "bukan untuk wilayah Anda"),
        ({"home": KERTOSARI, "rung": Rung.CONTACT}, "Perlu satu langkah lagi"),
    ],
)
def test_others_are_told_why_and_how_to_climb(opened: Round, fields: dict[str, Any], words: str) -> None:
    page = text(enter(make_user("lain", "Lain", **fields)).get(opened.get_absolute_url()))
    assert words in page
    assert 'type="checkbox"' not in page
    assert "/akun/saya/" in page


def test_a_resident_chooses_checks_sends_and_gets_a_receipt(opened: Round, ani: Any) -> None:
    client = enter(ani)
    page = client.get(opened.get_absolute_url())
    assert page.headers["Cache-Control"] == "private, no-store"
    assert text(page).count('type="checkbox"') == 5
    check = client.post(f"{LIST}{opened.pk}/periksa/", {"pilihan": ["2", "3"]})
    assert "Periksa sebelum mengirim" in text(check)
    assert "Rp156.000.000" in text(check)
    assert Envelope.objects.count() == 0
    sent = client.post(f"{LIST}{opened.pk}/kirim/", {"pilihan": ["2", "3"]})
    assert (sent.status_code, sent["Location"]) == (302, f"{LIST}{opened.pk}/tanda-terima/")
    envelope = Envelope.objects.get()
    assert envelope.entry.user == ani
    receipt = text(client.get(sent["Location"])).split("<main")[1]
    assert envelope.digest in receipt
    assert tanda_terima(envelope.digest) in receipt
    assert "Ruang baca" not in receipt
    again = text(client.get(opened.get_absolute_url()))
    assert (again.count(" checked>"), tanda_terima(envelope.digest) in again) == (0, True)


def test_going_back_from_the_check_keeps_the_marks(opened: Round, ani: Any) -> None:
    page = enter(ani).post(f"{LIST}{opened.pk}/periksa/", {"pilihan": ["2", "3"], "ubah": "1"})
    assert text(page).count(" checked>") == 2
    assert "Galat" not in text(page)


def test_sending_twice_makes_one_ballot(opened: Round, ani: Any) -> None:
    client = enter(ani)
    key = str(uuid.uuid4())
    for _ in range(2):
        answer = client.post(f"{LIST}{opened.pk}/kirim/", {"pilihan": ["1"], "kunci": key})
        assert (answer.status_code, answer["Location"]) == (302, f"{LIST}{opened.pk}/tanda-terima/")
    assert Envelope.objects.count() == 1
    client.post(f"{LIST}{opened.pk}/kirim/", {"pilihan": ["1"], "kunci": str(uuid.uuid4())})
    assert sorted(Envelope.objects.values_list("replaced", flat=True)) == [False, True]


@pytest.mark.parametrize("path", ["periksa/", "kirim/"])
@pytest.mark.parametrize(
    ("choices", "words", "marks"),
    [
        ([], "Pilih paling sedikit 1 kegiatan", 0),
        (["1", "2", "3", "4"], "Pilih paling banyak 3 kegiatan", 4),
        (["1", "99"], "Pilihan ini tidak ada di surat suara", 1),
        (["1", "<script>alert(1)</script>"], "Pilihan ini tidak ada di surat suara", 1),
        (["1", "x" * 100_000], "Pilihan ini tidak ada di surat suara", 1),
        (["1", "\x00"], "Pilihan ini tidak ada di surat suara", 1),
        (["1", "\u202e2"], "Pilihan ini tidak ada di surat suara", 1),
        (["1", "🗳"], "Pilihan ini tidak ada di surat suara", 1),
    ],
)
def test_a_broken_ballot_comes_back_as_it_was(
    path: str, choices: list[str], words: str, marks: int, opened: Round, ani: Any
) -> None:
    response = enter(ani).post(f"{LIST}{opened.pk}/{path}", {"pilihan": choices})
    page = text(response)
    assert response.status_code == 200
    assert words in page
    assert "<title>Galat: " in page
    assert page.count(" checked>") == marks
    assert "<script>alert" not in page
    assert Envelope.objects.count() == 0


def test_a_vote_a_moment_too_late_is_refused_in_words(opened: Round, ani: Any, clock: Any) -> None:
    client = enter(ani)
    clock.move_to(CLOSES)
    response = client.post(f"{LIST}{opened.pk}/kirim/", {"pilihan": ["1"]})
    assert "Pemungutan suara ini sudah ditutup" in text(response)
    assert Envelope.objects.count() == 0


def test_others_cannot_post_a_ballot(opened: Round, home: Client) -> None:
    url = f"{LIST}{opened.pk}/kirim/"
    assert home.post(url, {"pilihan": ["1"]}).status_code == 302
    far = make_user("jauh", "Jauh", home="33.23")
    assert enter(far).post(url, {"pilihan": ["1"]}).status_code == 403
    assert 'type="checkbox"' not in text(enter(far).post(f"{LIST}{opened.pk}/periksa/", {"pilihan": ["1"]}))
    assert Envelope.objects.count() == 0


def test_a_ballot_needs_its_token(opened: Round, ani: Any) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ani)
    assert strict.post(f"{LIST}{opened.pk}/kirim/", {"pilihan": ["1"]}).status_code == 403


def test_a_receipt_is_ones_own(opened: Round, ani: Any, budi: Any, home: Client) -> None:
    cast_ballot(by=ani, round=opened, choices=[1])
    url = f"{LIST}{opened.pk}/tanda-terima/"
    assert enter(ani).get(url).status_code == 200
    assert enter(budi).get(url).status_code == 404
    assert home.get(url)["Location"].startswith("/akun/masuk/")


def test_before_the_count_the_result_says_when(opened: Round, home: Client) -> None:
    response = home.get(opened.result_url)
    assert response.status_code == 200
    assert "Hasil belum ada" in text(response)
    for path in ("suara.csv", "surat-suara.pb", "semua.zip"):
        assert home.get(opened.result_url + path).status_code == 404


def test_the_result_explains_itself(counted: Round, home: Client, joko: Any) -> None:
    page = text(home.get(counted.result_url))
    assert (
        "Sebanyak 2 warga memberi suara. Terpilih 3 dari 5 kegiatan, memakai Rp252.000.000 dari Rp300.000.000." in page
    )
    assert "2 dari 2 warga yang berhak memberi suara (100,0 persen)." in page
    assert "Urutan 1 dengan 2 suara. Biayanya masuk dalam sisa dana Rp300.000.000." in page
    assert page.count("Tidak ada yang memilih kegiatan ini.") == 2
    assert "Lampu jalan tenaga surya, 24 titik mendapat suara terbanyak, yaitu 2." in page
    assert "menunggu penetapan" in page
    ratify_round(by=joko, round=counted)
    assert "Hasil ditetapkan" in text(home.get(counted.result_url))


def test_counts_and_ballots_can_be_taken_home(counted: Round, home: Client, ani: Any) -> None:
    table = b"".join(home.get(counted.result_url + "suara.csv")).decode("utf-8-sig").splitlines()
    assert table[0].replace('"', "").split(",")[:3] == ["urutan", "nomor", "kegiatan"]
    assert len(table) == 6
    response = home.get(counted.result_url + "surat-suara.pb")
    book = response.content.decode()
    election = pabulib.parse(book)
    assert sorted(election.ballots) == [("1", "2"), ("2", "3")]
    assert election.budget == 300_000_000
    for secret in [ani.full_name, ani.username, *Envelope.objects.values_list("digest", flat=True)]:
        assert secret not in book


def test_a_receipt_can_be_checked_after_the_count(counted: Round, home: Client, ani: Any) -> None:
    receipt = Envelope.objects.order_by("digest")[0].digest
    url = counted.result_url + "periksa/"
    assert "ikut dihitung" in text(home.get(url, {"tanda": f" {receipt.upper()} "}))
    assert "ikut dihitung" in text(home.get(url, {"tanda": tanda_terima(receipt)}))
    assert "sedikitnya 16" in text(home.get(url, {"tanda": receipt[:15]}))
    assert "tidak ada dalam hitungan" in text(home.get(url, {"tanda": "a\x00b" + "c" * 20}))
    other = text(home.get(url, {"tanda": "<b>x</b> lebih dari enam belas"}))
    assert "tidak ada dalam hitungan" in other
    assert "&lt;b&gt;x&lt;/b&gt;" in other


def test_a_called_off_round_says_why(opened: Round, joko: Any, home: Client) -> None:
    cancel_round(by=joko, round=opened, note="Terjadi kekeliruan biaya pada dua kegiatan.")
    page = text(home.get(opened.get_absolute_url()))
    assert "Terjadi kekeliruan biaya pada dua kegiatan." in page
    assert "Tidak ada hasil" in text(home.get(opened.result_url))


def test_dates_for_the_calendar(announced: Round, home: Client) -> None:
    body = home.get(f"{LIST}{announced.pk}/jadwal.ics").content.decode()
    assert "DTSTART:20270105T010000Z" in body
    assert "DTEND:20270115T090000Z" in body


def test_the_list_shows_what_is_open_to_come_and_over(counted: Round, joko: Any, home: Client, clock: Any) -> None:
    works = [option.proposal for option in counted.options.all()]
    later = {"opens_at": CLOSES + timedelta(days=9), "closes_at": CLOSES + timedelta(days=10)}
    coming = create_round(
        by=joko,
        region=Region.objects.get(pk=DISTRICT),
        plan=make_plan(counted.cycle, works, title="Berikutnya", **later),
    )
    announce(joko, coming)
    page = text(home.get(LIST))
    assert (
        page.index("Sedang dibuka") < page.index("Berikutnya") < page.index("Sudah selesai") < page.index(counted.title)
    )
    clock.move_to(later["opens_at"])
    run_clock()
    page = text(home.get(LIST))
    assert page.index("Berikutnya") < page.index("Sudah selesai")


def many(counted: Round, joko: Any, number: int) -> None:
    """So many announced rounds more."""
    works = [option.proposal for option in counted.options.all()]
    region = Region.objects.get(pk=DISTRICT)
    for turn in range(number):
        plan = make_plan(counted.cycle, works, title=f"Putaran {turn}", closes_at=CLOSES + timedelta(days=5))
        announce(joko, create_round(by=joko, region=region, plan=plan))


def test_lists_cost_the_same_with_one_and_many(
    counted: Round, joko: Any, ani: Any, django_assert_num_queries: Any
) -> None:
    client = enter(ani)
    client.get(LIST)
    many(counted, joko, 1)
    with django_assert_num_queries(6):
        client.get(LIST)
    many(counted, joko, 29)
    with django_assert_num_queries(6):
        client.get(LIST)


def test_the_price_of_each_page(counted: Round, opened: Round, ani: Any, django_assert_num_queries: Any) -> None:
    client = enter(ani)
    for path, price in [("", 7), ("hasil/", 7), ("tanda-terima/", 6)]:
        client.get(f"{LIST}{counted.pk}/{path}")
        with django_assert_num_queries(price):
            client.get(f"{LIST}{counted.pk}/{path}")


def test_the_price_of_a_ballot(opened: Round, ani: Any, django_assert_num_queries: Any) -> None:
    make_roll(round=opened)
    client = enter(ani)
    client.get(f"{LIST}{opened.pk}/")
    # session, person, round; then inside one transaction: hold, rung, roll, envelope, mark, trail
    with django_assert_num_queries(11) as seen:
        client.post(f"{LIST}{opened.pk}/kirim/", {"pilihan": ["1"]})
    deeds = [q["sql"].split()[0] for q in seen.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert deeds == [*["SELECT"] * 6, "INSERT", "UPDATE", "INSERT"]


def test_the_first_minute_is_not_kept(announced: Round, home: Client, clock: Any) -> None:
    clock.move_to(OPENS - timedelta(seconds=30))
    assert "Akan dibuka" in text(home.get(announced.get_absolute_url()))
    clock.move_to(OPENS)
    assert "Masuk untuk memilih" in text(home.get(announced.get_absolute_url()))
    clock.move_to(CLOSES - timedelta(seconds=30))
    assert "Masuk untuk memilih" in text(home.get(announced.get_absolute_url()))
    clock.move_to(CLOSES)
    assert "Masuk untuk memilih" not in text(home.get(announced.get_absolute_url()))
