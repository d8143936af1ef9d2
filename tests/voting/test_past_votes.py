"""Votes of the past: a file read in, its mistakes by line, an archive with its source, races and repeats."""

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from core.pagecache import clear
from core.states import StateError
from musrenbang.models import PastVote
from musrenbang.past_states import PAST, PastState
from musrenbang.services.firmness import count_past
from musrenbang.services.past_votes import Source, publish_past, start_past, withdraw_past
from musrenbang.tally.ballots import Kind
from musrenbang.tally.generate import election_text
from tests.conftest import DISTRICT
from tests.factories import desk_login
from tests.lifecycle import walk
from wilayah.models import Region

pytestmark = pytest.mark.django_db
DESK = "/petugas/pemungutan/arsip/"
DATA = election_text(Kind.APPROVAL, 40, 6, seed=3).encode()
NOTE = "Berkas yang dimuat ternyata bukan berkas resmi penyelenggara."


def source(**changes: Any) -> Source:
    plain = {"title": "Pemilihan kegiatan 2020", "source": "Pabulib", "year": 2020}
    return Source(**{**plain, "region": Region.objects.get(pk=DISTRICT), **changes})


@pytest.fixture
def read_in(joko: Any) -> PastVote:
    """A file that was read and counted."""
    made = start_past(by=joko, data=DATA, source=source())
    count_past(made.pk)
    return PastVote.objects.get(pk=made.pk)


@pytest.fixture
def published(read_in: PastVote, joko: Any) -> PastVote:
    return publish_past(by=joko, past=read_in)


def desk(person: Any) -> Client:
    client = Client()
    desk_login(client, person)
    return client


def sheet(data: bytes = DATA, **changes: Any) -> dict[str, Any]:
    plain = {"title": "Pemilihan 2020", "source": "Pabulib", "year": "2020", "region": DISTRICT, "rule": ""}
    return {
        **plain,
        "kunci": "7b7e2b2c-3a9f-4f2e-9b38-6a2f0c6c1d01",
        "berkas": SimpleUploadedFile("a.pb", data),
        **changes,
    }


def test_an_officer_reads_in_looks_and_publishes(joko: Any, client: Client) -> None:
    officer = desk(joko)
    answer = officer.post(DESK, sheet())
    made = PastVote.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, made.desk_url)
    PastVote.objects.update(facts={})
    waiting = officer.get(made.desk_url).content.decode()
    assert "sedang dihitung" in waiting
    assert "Terbitkan</button>" not in waiting
    assert client.get(made.get_absolute_url()).status_code == 404
    count_past(made.pk)
    assert "Terbitkan</button>" in officer.get(made.desk_url).content.decode()
    key = {"kunci": "7b7e2b2c-3a9f-4f2e-9b38-6a2f0c6c1d02"}
    assert officer.post(f"{made.desk_url}terbitkan/", key).status_code == 302
    told = client.get(made.get_absolute_url()).content.decode()
    for words in ("Arsip, dimuat dari berkas", "Sumber: Pabulib", "Dengan cara lain, apa hasilnya?"):
        assert words in told
    assert made.title in client.get("/pemungutan/arsip/").content.decode()
    assert "Dari 50 hitung ulang" in client.get(f"{made.get_absolute_url()}keteguhan/").content.decode()


def test_mistakes_are_told_by_line(joko: Any) -> None:
    lines = DATA.decode().split("\n")
    at = lines.index("VOTES") + 2
    lines[at] = lines[at].split(";")[0] + ";99"
    answer = desk(joko).post(DESK, sheet("\n".join(lines).encode()))
    assert answer.status_code == 200
    assert f"Baris {at + 1}: Suara untuk kegiatan 99 yang tidak ada." in answer.content.decode()
    assert 'value="Pemilihan 2020"' in answer.content.decode()
    assert not PastVote.objects.exists()


@pytest.mark.parametrize("data", [b"", b"bukan berkas", b"\xff\xfe\x00", b"META\nkey;value\n", DATA[:200]])
def test_what_is_no_file_is_refused_in_words(joko: Any, data: bytes) -> None:
    with pytest.raises(ValidationError):
        start_past(by=joko, data=data, source=source())
    assert not PastVote.objects.exists()


def test_warnings_are_kept_and_shown(joko: Any) -> None:
    odd = DATA.replace(b"num_votes;40", b"num_votes;41")
    made = start_past(by=joko, data=odd, source=source())
    assert made.warnings == ["num_votes tertulis 41, sebenarnya 40."]
    assert made.warnings[0] in desk(joko).get(made.desk_url).content.decode()


def test_columns_about_voters_are_never_kept(joko: Any) -> None:
    text = DATA.decode().replace("voter_id;vote", "voter_id;vote;age")
    head, votes = text.split("VOTES\n")
    rows = votes.splitlines()
    votes = "\n".join([rows[0], *(f"rahasia-{n};{row.split(';')[1]};{n + 17}" for n, row in enumerate(rows[1:]))])
    made = start_past(by=joko, data=(head + "VOTES\n" + votes).encode(), source=source())
    kept = bytes(made.content).decode()
    assert "rahasia" not in kept
    assert "age" not in kept


def test_the_same_file_is_one_archive(read_in: PastVote, joko: Any, hadi: Any) -> None:
    assert start_past(by=joko, data=DATA, source=source(title="Lagi")).pk == read_in.pk
    with pytest.raises(ValidationError, match="sudah dimuat sebagai arsip"):
        start_past(by=hadi, data=DATA, source=source())
    withdraw_past(by=joko, past=read_in, note=NOTE)
    again = start_past(by=hadi, data=DATA, source=source())
    assert again.pk != read_in.pk
    assert PastVote.objects.filter(digest=hashlib.sha256(DATA).hexdigest()).count() == 2


def test_counting_twice_changes_nothing(read_in: PastVote) -> None:
    count_past(read_in.pk)
    again = PastVote.objects.get(pk=read_in.pk)
    assert (again.bundle_digest, again.facts) == (read_in.bundle_digest, read_in.facts)


def test_what_is_not_counted_is_not_published(joko: Any) -> None:
    made = start_past(by=joko, data=DATA, source=source())
    PastVote.objects.update(facts={})
    with pytest.raises(StateError, match="masih dihitung"):
        publish_past(by=joko, past=made)


def test_who_may(read_in: PastVote, ani: Any, eko: Any, client: Client) -> None:
    for person in (ani, eko):
        with pytest.raises(PermissionDenied):
            start_past(by=person, data=DATA + b"\n", source=source())
        with pytest.raises(PermissionDenied):
            publish_past(by=person, past=read_in)
    assert desk(eko).get(DESK).status_code == 403
    assert desk(eko).get(read_in.desk_url).status_code == 404
    assert client.get(DESK).status_code == 302


def test_every_cell_of_the_lifecycle(joko: Any, ani: Any, eko: Any, citra: Any) -> None:
    def made(state: str) -> PastVote:
        return PastVote.objects.create(
            state=state, title=state, source="Uji", region_id=DISTRICT, year=2020, rule={}, digest=state,
            content=b"", ballot_count=1, option_count=1,
        )  # fmt: skip

    could = walk(PAST, made, {"joko": joko, "ani": ani, "eko": eko, "citra": citra})
    assert could == {
        ("dibaca", "publish"): {"joko"},
        ("dibaca", "withdraw"): {"joko"},
        ("terbit", "withdraw"): {"joko"},
    }


def test_withdrawn_is_gone_at_every_door(published: PastVote, joko: Any, client: Client) -> None:
    doors = ["", "hasil.csv", "semua.zip", "keteguhan/"]
    for door in doors:
        assert client.get(f"{published.get_absolute_url()}{door}").status_code == 200
    withdraw_past(by=joko, past=published, note=NOTE)
    clear()
    for door in doors:
        assert client.get(f"{published.get_absolute_url()}{door}").status_code == 404
    assert PastVote.objects.get().state == PastState.WITHDRAWN


def test_the_download_holds_the_clean_file(published: PastVote, client: Client) -> None:
    answer = client.get(f"{published.get_absolute_url()}semua.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as pack:
        assert pack.read("election.pb") == bytes(PastVote.objects.get().content)
        assert "board.json" not in pack.namelist()


def test_the_command_reads_a_file(joko: Any, tmp_path: Path) -> None:
    path = tmp_path / "lama.pb"
    path.write_bytes(DATA)
    out = io.StringIO()
    more = {"title": "Lama", "source": "Arsip kantor", "year": 2019, "region": DISTRICT}
    call_command("import_vote", str(path), dry_run=True, stdout=out, **more)
    assert "40 surat suara, 6 kegiatan" in out.getvalue()
    assert not PastVote.objects.exists()
    call_command("import_vote", str(path), by=joko.username, publish=True, stdout=out, **more)
    assert PastVote.objects.get().state == PastState.PUBLISHED
    path.write_bytes(b"META\n")
    with pytest.raises(CommandError, match="PROJECTS"):
        call_command("import_vote", str(path), dry_run=True, stdout=out, **more)
