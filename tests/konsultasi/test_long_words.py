"""Long inputs are cut in lists at the end of a word; their own page has them whole."""

from typing import Any

from konsultasi import views
from konsultasi.models import Consultation, Passage
from konsultasi.services import submit_input
from tests.konsultasi.conftest import FakePage
from tests.konsultasi.test_pages import ask, text_of

LONG = "Sampah menumpuk di ujung gang. " * 40 + "Akhir kata."


def test_lists_cut_and_the_page_does_not(ani: Any, draft: Consultation, clause: Passage, leaf: FakePage) -> None:
    entry = submit_input(
        by=ani, consultation=draft, passage=clause, kind="saran", body=LONG, proposed=LONG + " Rumusan."
    )
    draft.refresh_from_db()
    for page in (
        views.show_draft(ask(draft.url), draft, leaf),
        views.list_inputs(ask(f"{draft.url}masukan/"), draft, leaf),
    ):
        html = text_of(page)
        assert html.count(f'href="{entry.get_absolute_url()}">Baca selengkapnya') == 2
        assert "Akhir kata" not in html
        assert html.count("gang. Sampah…</p>") == 2
    html = text_of(views.show_input(ask(entry.get_absolute_url()), draft, leaf, entry.number))
    assert html.count("Akhir kata.") == 2
    assert "Baca selengkapnya" not in html
