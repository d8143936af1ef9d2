"""The first page of the back office: in Indonesian, without links to foreign sites."""

from django.test import Client


def test_first_page(editor: Client) -> None:
    text = editor.get("/kelola/").content.decode()
    assert "Isi situs Kecamatan Temanggung" in text
    assert "Mulai dari sini" in text
    assert "Gita Permata" in text
    assert "guide.wagtail.org" not in text
    assert "releases.wagtail.org" not in text
    assert "gravatar" not in text


def test_words_of_the_editor_are_indonesian(editor: Client) -> None:
    from_scripts = editor.get("/kelola/jsi18n/").content.decode()
    assert "Lipat semua" in from_scripts
