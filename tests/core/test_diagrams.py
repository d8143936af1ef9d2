"""The generated page of lifecycles."""

from django.conf import settings

from core.diagrams import document


def test_every_arrow_is_drawn() -> None:
    text = document()
    assert '    state "Tampil" as tampil' in text
    assert "    [*] --> tampil" in text
    assert "    tampil --> disembunyikan: Sembunyikan" in text
    assert "    ditarik --> [*]" in text
    assert "| hide | tampil | disembunyikan | `dialog.moderate` | reason | – |" in text


def test_the_page_is_up_to_date() -> None:
    page = settings.BASE_DIR / "docs" / "lifecycles.md"
    assert page.read_text(encoding="utf-8") == document(), "manage.py diagrams"
