"""A submitted proposal hidden by a moderator: said to be hidden, with the reason, and read at no door."""

import io
import uuid
import zipfile
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

from accounts.services import collect_data
from audit.models import Entry
from core import pagecache
from core.states import StateError
from dialog import services as dialog
from musrenbang import services
from musrenbang.models import Proposal, RoundOption
from musrenbang.queries import latest_decisions
from musrenbang.queries.search import similar_to
from musrenbang.queries.voting import candidates
from notifications.models import Notification
from notifications.services import follow
from tests.conftest import DISTRICT
from tests.flows.clients import again
from tests.flows.world import SECRET

pytestmark = pytest.mark.django_db

READERS = ("anon", "ani", "budi", "indra")
DOORS = [
    "/usulan/",
    "/usulan/?urut=dukungan",
    "/usulan/?urut=biaya",
    "/usulan/?wilayah=33.23.03.1006",
    "/usulan/?q=warung",
    "/usulan/?q=utang",
    "/usulan/peta/",
    "/usulan/peta.json",
    "/usulan/ekspor.csv",
    "/cari/?q=warung",
    "/cari/?q=utang&jenis=usulan",
    "/kabar/atom.xml",
    "/sitemap.xml",
    "/",
    "/jejak/jejak.csv",
]


def get(w: Any, name: str, url: str) -> Any:
    return again(w.sessions[name]).get(url)


def text(w: Any, name: str, url: str) -> str:
    answer = get(w, name, url)
    assert answer.status_code == 200, (name, url)
    return str(answer.getvalue().decode())


def fresh(proposal: Proposal) -> Proposal:
    return Proposal.objects.select_related("topic", "proposer").get(pk=proposal.pk)


@pytest.mark.parametrize("name", READERS)
def test_no_door_shows_its_words(w: Any, name: str) -> None:
    for url in [*DOORS, w.hidden.get_absolute_url(), w.merged.get_absolute_url(), f"/lapor/usulan/{w.hidden.pk}/"]:
        if url.startswith("/lapor") and name == "anon":
            continue
        answer = get(w, name, url)
        if url.startswith("/lapor") and answer.status_code == 404:
            continue
        assert SECRET not in answer.getvalue().decode(), url
    with zipfile.ZipFile(io.BytesIO(get(w, name, "/usulan/ekspor.xlsx").getvalue())) as package:
        assert not any(SECRET.encode() in package.read(part) for part in package.namelist())


@pytest.mark.parametrize("name", ["anon", "ani", "indra"])
def test_it_says_that_and_why_and_keeps_number_state_and_figures(w: Any, name: str) -> None:
    page = text(w, name, w.hidden.get_absolute_url())
    for words in ("Usulan disembunyikan", "Memuat data pribadi", w.hidden.number, "Diajukan", "Rp312.000.000"):
        assert words in page, words
    for words in ("Tulis komentar", "Dukung<", "-7,31", "Laporkan usulan ini"):
        assert words not in page, words
    line = text(w, name, "/usulan/")
    assert w.hidden.number in line
    assert "Usulan disembunyikan" in line
    assert w.hidden.number in text(w, name, "/usulan/ekspor.csv")
    assert w.hidden.number not in text(w, name, "/usulan/peta.json")
    assert "Usulan disembunyikan" in text(w, name, w.merged.get_absolute_url())


def test_its_pictures_open_for_the_proposer_and_the_office_alone(w: Any) -> None:
    for rest in ("", "kecil/"):
        url = f"/berkas/{w.hidden_photo.pk}/{rest}"
        seen = {name for name in w.sessions if get(w, name, url).status_code == 200}
        assert seen == {"budi", "citra", "joko", "dewi", "eko", "hadi"}  # Budi's own; its officers; moderators
        assert get(w, "anon", url).status_code == 404


def test_nobody_speaks_supports_or_follows_while_it_is_hidden(w: Any) -> None:
    for path in ("komentar", "dukung", "ikuti"):
        for name in ("ani", "budi", "joko"):
            url = f"/topik/{w.hidden.topic_id}/{path}/"
            assert get(w, name, url).status_code == 404
            assert again(w.sessions[name]).post(url, {"body": "Kata", "kunci": uuid.uuid4()}).status_code == 404


def test_search_rebuilt_from_nothing_does_not_find_it(w: Any) -> None:
    call_command("rebuild_references_index", verbosity=0)
    call_command("update_index", verbosity=0)
    pagecache.clear()
    assert w.hidden.number not in text(w, "anon", "/cari/?q=warung&jenis=usulan")
    assert w.hidden not in similar_to(w.merged)


def test_letters_and_lists_of_others_forget_its_title(w: Any) -> None:
    """Ani follows it, spoke under it and was told of it before it was hidden."""
    title = w.hidden.title
    assert title not in str(collect_data(w.ani))
    assert title in str(collect_data(w.budi))
    services.restore_proposal(by=w.eko, proposal=w.hidden)
    shown = fresh(w.hidden)
    follow(by=w.ani, topic=shown.public_topic)
    said = dialog.post_comment(by=w.ani, topic=shown.public_topic, body="Di mana letaknya?")
    dialog.post_comment(by=w.joko, topic=shown.public_topic, body="Di dekat pasar.", parent=said)
    assert any(title in note for note in Notification.objects.filter(user=w.ani).values_list("text", flat=True))
    services.hide_proposal(by=w.eko, proposal=shown, reason="kasar")
    assert title not in str(collect_data(w.ani))
    assert title not in text(w, "ani", "/pemberitahuan/")
    assert title not in text(w, "ani", "/akun/saya/")
    services.verify_village(by=w.citra, proposal=fresh(w.hidden))
    assert title not in str(collect_data(w.ani))
    assert not any(title in note for note in Notification.objects.exclude(user=w.budi).values_list("text", flat=True))


def test_pages_kept_before_it_was_hidden_are_built_anew(w: Any, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        services.restore_proposal(by=w.eko, proposal=w.hidden)
    doors = ["/usulan/", "/usulan/?q=utang", "/usulan/peta.json", "/cari/?q=warung", w.merged.get_absolute_url()]
    doors.append(w.hidden.get_absolute_url())
    for url in doors:
        for name in ("anon", "ani", "anon"):
            assert w.hidden.title in text(w, name, url), url
    with django_capture_on_commit_callbacks(execute=True):
        services.hide_proposal(by=w.eko, proposal=fresh(w.hidden), reason="kasar")
    for url in doors:
        for name in ("anon", "ani"):
            assert w.hidden.title not in text(w, name, url), url


def test_the_planning_goes_on_and_officers_still_read_it(w: Any) -> None:
    assert SECRET in text(w, "citra", f"/petugas/usulan/{w.hidden.pk}/")
    services.verify_village(by=w.citra, proposal=w.hidden)
    services.verify_district(by=w.joko, proposal=fresh(w.hidden))
    assert w.hidden not in candidates(DISTRICT)
    services.prioritize_proposal(by=w.joko, proposal=fresh(w.hidden), rank=77)
    assert w.hidden not in latest_decisions(DISTRICT)
    page = text(w, "anon", w.hidden.get_absolute_url())
    assert "Menjadi prioritas kecamatan nomor 77" in page
    assert SECRET not in page


def test_restored_it_is_as_before(w: Any) -> None:
    services.restore_proposal(by=w.eko, proposal=w.hidden, note="Nama pemilik sudah dihapus pengusul.")
    page = text(w, "anon", w.hidden.get_absolute_url())
    for words in (SECRET, "Tulis komentar", "Ditampilkan lagi oleh moderator", "Nama pemilik sudah dihapus"):
        assert words in page, words
    for url in ("/usulan/peta.json", "/usulan/ekspor.csv", "/cari/?q=warung&jenis=usulan", "/usulan/?q=utang"):
        assert SECRET in text(w, "anon", url), url
    assert get(w, "anon", f"/berkas/{w.hidden_photo.pk}/").status_code == 200
    assert Notification.objects.filter(user=w.budi).order_by("-id")[0].text.endswith("ditampilkan lagi.")


def test_who_may_and_what_is_owed(w: Any) -> None:
    for name in ("ani", "budi", "citra", "joko", "dewi", "gita", "fajar"):
        for verb, more in (("hide", {"reason": "kasar"}), ("keep", {})):
            with pytest.raises(PermissionDenied):
                getattr(services, f"{verb}_proposal")(by=getattr(w, name), proposal=w.submitted, **more)
        with pytest.raises(PermissionDenied):
            services.restore_proposal(by=getattr(w, name), proposal=w.hidden)
    for reason in ("", "lainnya", "duplikat"):
        with pytest.raises(ValidationError):
            services.hide_proposal(by=w.eko, proposal=w.submitted, reason=reason)
    with pytest.raises(PermissionDenied):  # a draft is nobody's business
        services.hide_proposal(by=w.eko, proposal=w.draft, reason="kasar")
    assert not fresh(w.submitted).hidden_reason


def test_the_slower_of_two_moderators_is_told(w: Any) -> None:
    entries = Entry.objects.count()
    with pytest.raises(StateError):
        services.hide_proposal(by=w.hadi, proposal=w.hidden, reason="kasar")
    with pytest.raises(StateError):
        services.keep_proposal(by=w.hadi, proposal=w.hidden)
    with pytest.raises(StateError):
        services.restore_proposal(by=w.hadi, proposal=w.submitted)
    assert (fresh(w.hidden).hidden_reason, Entry.objects.count()) == ("data_pribadi", entries)
    entry = Entry.objects.filter(target_type="musrenbang.proposal", target_id=str(w.hidden.pk), verb="hide").get()
    assert (entry.role, entry.reason, entry.from_state, entry.to_state) == (
        "moderator",
        "data_pribadi",
        "diajukan",
        "diajukan",
    )


def test_from_report_to_decision(w: Any) -> None:
    earlier = set(Notification.objects.values_list("pk", flat=True))
    url, report = f"/petugas/usulan/{w.submitted.pk}/moderasi/", f"/lapor/usulan/{w.submitted.pk}/"
    assert report in text(w, "budi", w.submitted.get_absolute_url())
    assert report not in text(w, "ani", w.submitted.get_absolute_url())
    assert again(w.sessions["ani"]).post(report, {"kunci": uuid.uuid4(), "reason": "kasar"}).status_code == 403
    for name in ("budi", "budi", "indra"):
        done = again(w.sessions[name]).post(report, {"kunci": uuid.uuid4(), "reason": "kasar"})
        assert done.url == w.submitted.get_absolute_url()
    queue = text(w, "eko", "/petugas/moderasi/")
    assert url in queue
    assert "2 laporan" in queue
    assert url in text(w, "eko", "/petugas/")
    page = text(w, "eko", url)
    assert "Kata kasar atau serangan pribadi" in page
    for reporter in ("Budi Santoso", "Indra Gunawan"):
        assert reporter not in page
    bad = again(w.sessions["eko"]).post(url, {"kunci": uuid.uuid4(), "decision": "hide", "note": "Catatan saya"})
    assert (bad.status_code, "Pilih alasan." in bad.content.decode()) == (200, True)
    assert "Catatan saya" in bad.content.decode()
    done = again(w.sessions["eko"]).post(url, {"kunci": uuid.uuid4(), "decision": "hide", "reason": "kasar"})
    assert done.url == "/petugas/moderasi/"
    assert url not in text(w, "eko", "/petugas/moderasi/")
    assert url in text(w, "eko", "/petugas/moderasi/?tampil=usulan")
    told = Notification.objects.filter(text__contains="Kata kasar atau serangan pribadi.").exclude(pk__in=earlier)
    assert set(told.values_list("user__username", flat=True)) == {"ani", "budi", "indra"}
    late = again(w.sessions["hadi"]).post(url, {"kunci": uuid.uuid4(), "decision": "keep"})
    assert late.status_code == 200


def test_a_ballot_says_the_same(w: Any) -> None:
    """Works on announced ballots keep their place, cost and votes; their words go and come back."""
    option = RoundOption.objects.select_related("proposal").filter(round=w.counted).order_by("number")[0]
    words, work = (option.title, option.cost, option.lot), option.proposal
    doors = [f"/pemungutan/{w.round.pk}/", f"/pemungutan/{w.counted.pk}/hasil/"]
    doors += [f"/pemungutan/{w.counted.pk}/hasil/{end}" for end in ("suara.csv", "surat-suara.pb")]
    for url in doors:
        assert work.title in text(w, "anon", url), url
    services.hide_proposal(by=w.eko, proposal=work, reason="kasar")
    pagecache.clear()
    for url in doors:
        page = text(w, "anon", url)
        assert work.title not in page, url
        assert f"{work.number} (disembunyikan)" in page, url
    option.refresh_from_db()
    assert (option.cost, option.lot) == words[1:]
    services.restore_proposal(by=w.eko, proposal=fresh(work))
    option.refresh_from_db()
    assert (option.title, option.cost, option.lot) == words
