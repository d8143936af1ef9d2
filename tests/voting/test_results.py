"""The kept result of a round: its page, its reasons, its files, how firm it is."""

import io
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.pagecache import clear as forget
from musrenbang.models import Round, RoundReport
from musrenbang.services.firmness import find_firmness
from musrenbang.services.results import publish, publish_waiting
from tests.voting.makers import count

RESULT_QUESTIONS = 7
pytestmark = pytest.mark.django_db


@pytest.fixture
def reported(counted: Round) -> RoundReport:
    """The counted round with its report."""
    return publish(counted)


def page(client: Client, round: Round, tail: str = "") -> str:
    answer = client.get(f"{round.result_url}{tail}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_report_is_made_once(reported: RoundReport, counted: Round) -> None:
    again = publish(counted)
    assert (again.pk, RoundReport.objects.count()) == (reported.pk, 1)
    assert publish_waiting() == 0


def test_a_round_without_report_is_published_by_the_clock(counted: Round) -> None:
    RoundReport.objects.filter(round=counted).delete()
    assert publish_waiting() == 1
    assert RoundReport.objects.get(round=counted).facts["ballots"] == 2


def test_nothing_is_published_before_the_count(opened: Round, client: Client) -> None:
    publish(opened)
    assert not RoundReport.objects.exists()
    for tail in ("keteguhan/", "suara.csv", "surat-suara.pb", "semua.zip"):
        assert client.get(f"{opened.result_url}{tail}").status_code == 404
    assert "Hasil belum ada" in page(client, opened)


def test_the_page_says_why_for_every_project(reported: RoundReport, counted: Round, client: Client) -> None:
    told = page(client, counted)
    for line in reported.facts["lines"]:
        assert line["text"] in told
    assert "Dengan cara lain, apa hasilnya?" in told
    assert reported.facts["gains"][0]["words"] in told
    assert reported.facts["gains"][1]["words"] in told
    for title in ("Pilihan yang terpenuhi", "Jumlah suara", "Dana menurut tempat"):
        assert f"{title}</h2>" in told


def test_the_page_asks_the_same_few_questions(reported: RoundReport, counted: Round, client: Client) -> None:
    page(client, counted)
    forget()
    with CaptureQueriesContext(connection) as seen:
        page(client, counted)
    assert len(seen) == RESULT_QUESTIONS


def test_the_download_is_checked_by_a_stranger(
    reported: RoundReport, counted: Round, client: Client, tmp_path: Path
) -> None:
    answer = client.get(f"{counted.result_url}semua.zip")
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as pack:
        pack.extractall(tmp_path)  # noqa: S202
        names = sorted(pack.namelist())
    assert names == [
        "BACA.txt", "SHA256SUMS", "board.json", "election.pb", "manifest.json", "receipts.json",
        "result.json", "transcript.json", "verify.py",
    ]  # fmt: skip
    command = [sys.executable, "-I", "-S", "verify.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.endswith("SAMA dengan yang diumumkan.\n")
    (tmp_path / "board.json").write_bytes(
        (tmp_path / "board.json").read_bytes().replace(b'\\"counted\\":2', b'\\"counted\\":3')
    )
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603
    assert done.returncode == 1
    assert "putus dari rantainya" in done.stdout


def test_the_download_names_nobody(reported: RoundReport, counted: Round, ani: Any, budi: Any) -> None:
    with zipfile.ZipFile(io.BytesIO(bytes(reported.bundle))) as pack:
        text = "".join(pack.read(name).decode() for name in pack.namelist())
    for person in (ani, budi):
        assert person.full_name not in text


def test_firmness_is_found_once_and_shown(reported: RoundReport, counted: Round, client: Client) -> None:
    RoundReport.objects.update(firmness={})
    assert "Sedang dihitung" in page(client, counted, "keteguhan/")
    find_firmness(counted.pk)
    first = RoundReport.objects.get(pk=reported.pk).firmness
    find_firmness(counted.pk)
    assert RoundReport.objects.get(pk=reported.pk).firmness == first
    assert first["seed"] == int(reported.bundle_digest[:8], 16)
    told = page(client, counted, "keteguhan/")
    assert "Tanpa 0,5 persen surat suara" in told
    assert "Dari 200 hitung ulang" in told
    assert "Seberapa teguh hasil ini?" in page(client, counted)


def test_a_round_without_ballots_has_a_page(opened: Round, clock: Any, joko: Any, client: Client) -> None:
    clock.move_to(opened.closes_at + timedelta(minutes=1))
    publish(count(joko, opened))
    assert "Tidak ada suara yang masuk" in page(client, opened)
    find_firmness(opened.pk)
    assert page(client, opened, "keteguhan/")


def test_the_result_stands_on_the_timeline_of_every_work(reported: RoundReport, counted: Round, client: Client) -> None:
    for option in counted.options.select_related("proposal"):
        line = next(line for line in reported.facts["lines"] if line["id"] == str(option.number))
        told = client.get(option.proposal.get_absolute_url()).content.decode()
        words = "Terpilih" if line["funded"] else "Belum terpilih"
        assert f"{words} dengan {line['votes']} suara." in told
        assert f'href="{counted.result_url}"' in told
