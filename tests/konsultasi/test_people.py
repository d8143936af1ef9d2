"""My data: what is held of a person is shown, handed out and erased."""

from typing import Any

from accounts.registry import PERSONAL_DATA
from konsultasi.models import Consultation, Input
from konsultasi.services import answer_input, submit_input

WHY = "Kami tambahkan pada rancangan versi berikutnya."


def test_a_person_gets_all_her_inputs(said: Input, draft: Consultation, ani: Any, budi: Any, joko: Any) -> None:
    submit_input(by=budi, consultation=draft, kind="saran", body="Milik Budi.")
    answer_input(by=joko, input=said, disposition="diterima", explanation=WHY)
    data = PERSONAL_DATA.rooms["konsultasi"].collect(ani)
    assert [(row["isi"], row["tanggapan"]) for row in data["masukan"]] == [
        ("Mohon ditambah jenis sampah berbahaya.", "Diterima")
    ]
    things = PERSONAL_DATA.rooms["konsultasi"].mine(ani)
    assert [(thing.url, thing.word) for thing in things] == [("/rancangan/sampah/masukan/1/", "Diterima")]


def test_erasing_empties_her_words_and_lets_answers_stand(
    said: Input, draft: Consultation, ani: Any, budi: Any, joko: Any
) -> None:
    waiting = submit_input(by=ani, consultation=draft, kind="saran", body="Saya Ani dari Kertosari.", show_name=True)
    other = submit_input(by=budi, consultation=draft, kind="saran", body="Milik Budi.")
    answer_input(by=joko, input=said, disposition="diterima", explanation=WHY)
    PERSONAL_DATA.rooms["konsultasi"].erase(ani)
    said.refresh_from_db()
    waiting.refresh_from_db()
    other.refresh_from_db()
    assert (said.state, said.body, said.proposed, said.home, said.response.explanation) == (
        "dijawab", "Isi dihapus atas permintaan penulis.", "", None, WHY,
    )  # fmt: skip
    assert (waiting.state, waiting.body, waiting.show_name) == (
        "ditarik", "Isi dihapus atas permintaan penulis.", False,
    )  # fmt: skip
    assert (other.state, other.body) == ("terbuka", "Milik Budi.")
    draft.refresh_from_db()
    assert (draft.input_count, draft.answered_count) == (2, 1)
    for row in Input.objects.filter(author=ani):
        assert "Ani" not in f"{row.body}{row.proposed}{row.quote}{row.giver}"
