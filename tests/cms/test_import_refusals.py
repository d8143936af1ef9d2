"""Importing what cannot be read, by whom it is not allowed, and while somebody else is at it."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from wagtail.models import Page

from cms import services
from cms.forms import UploadForm
from cms.models import DraftImport, HomePage, PolicyDraftIndexPage, PolicyDraftPage
from cms.states import IMPORT
from konsultasi.services.reading import read_draft
from tests.cms.conftest import draft_fields
from tests.cms.test_import import TEXT, at, insert, rows, typed_in, upload
from tests.konsultasi.structure import typed
from tests.konsultasi.structure.test_bad_input import BAD
from tests.lifecycle import walk

Make = Callable[..., PolicyDraftPage]
AtDesk = Callable[[Any], Client]


@pytest.fixture
def draft(make_draft: Make) -> PolicyDraftPage:
    return make_draft()


@pytest.fixture
def imported(draft: PolicyDraftPage, gita: Any, editor: Client) -> DraftImport:
    return services.start_import(page=draft, by=gita, found=read_draft(TEXT.encode(), "naskah.txt"))


def with_macro(data: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("word/vbaProject.bin", b"macro")
    return out.getvalue()


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_read_is_refused_in_words(editor: Client, draft: PolicyDraftPage, case: str) -> None:
    content, name, words = BAD[case]
    answer = upload(editor, draft, content, name)
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert words in shown[shown.index("impor-errors") :][:700]
    assert not DraftImport.objects.exists()


def test_a_word_file_with_a_macro_is_read_without_it_or_refused(editor: Client, draft: PolicyDraftPage) -> None:
    """Nothing of a macro is run or kept; whoever sent it is told."""
    answer = upload(editor, draft, with_macro(typed.word("desa")), "a.docx")
    if answer.status_code == 302:
        answer = editor.get(answer["Location"])
    assert "makro" in answer.content.decode().lower()


def test_another_ending_is_told_as_a_doubt(editor: Client, draft: PolicyDraftPage) -> None:
    answer = upload(editor, draft, typed.word("desa"), "naskah.pdf")
    shown = editor.get(answer["Location"]).content.decode()
    assert "Nama berkas berakhir .pdf, tetapi isinya Word (.docx)." in shown


def test_neither_file_nor_text_or_both(editor: Client, draft: PolicyDraftPage) -> None:
    address = f"/kelola/rancangan/{draft.pk}/impor/"
    key = editor.get(address).context["form"]["kunci"].value()
    assert "Pilih berkas, atau tempel teksnya." in editor.post(address, {"kunci": key}).content.decode()
    both = upload(editor, draft, TEXT.encode(), teks="Pasal 9 ditempel.")
    assert "Pilih salah satu" in both.content.decode()
    assert "Pasal 9 ditempel." in both.content.decode()  # typed text comes back


def test_a_text_of_too_many_parts_is_refused_at_the_door(editor: Client, draft: PolicyDraftPage) -> None:
    """More would not fit the form of corrections, and what was typed there would be lost."""
    text = "".join(f"Pasal {n}\nIsi nomor {n}.\n" for n in range(1, 1902))
    shown = upload(editor, draft, text.encode()).content.decode()
    assert "Naskah ini 1.901 bagian. Batasnya 1.900." in shown
    assert not DraftImport.objects.exists()


def test_odd_characters_are_kept_out(editor: Client, draft: PolicyDraftPage) -> None:
    """NUL and reordering marks would break the database or the eye."""
    key = editor.get(f"/kelola/rancangan/{draft.pk}/impor/").context["form"]["kunci"].value()
    text = "Pasal 1\nIsi \u202eterbalik <script>alert(1)</script> biasa.\n"
    answer = editor.post(f"/kelola/rancangan/{draft.pk}/impor/", {"kunci": key, "teks": text})
    made = DraftImport.objects.get()
    assert rows(made)[0] == ("pasal", "1", "Isi terbalik <script>alert(1)</script> biasa.")
    assert "<script>alert" not in editor.get(answer["Location"]).content.decode()


def test_a_reading_that_fails_is_told_in_words(draft: PolicyDraftPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("konsultasi.services.reading.find", lambda source: 1 / 0)
    form = UploadForm({"teks": "Pasal 1", "kunci": "7f0c2bd6-3f0e-4b52-9d2c-4f8b7a6f3f11"}, page=draft)
    assert "kesalahan program" in form.errors["teks"][0]


# Two people, and pages that change meanwhile.


def test_two_editors_correct_one_import(
    editor: Client, imported: DraftImport, hadi: Any, at_desk: AtDesk, draft: PolicyDraftPage
) -> None:
    mine = typed_in(imported, teks_3="Diketik Gita.", teks_4="Juga Gita.")
    at_desk(hadi).post(at(imported), typed_in(imported, deed="gabung-4", teks_1="DIKETIK HADI"))
    answer = editor.post(at(imported), mine)
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "Hadi Wijaya baru saja menyimpan koreksi impor ini." in shown
    assert "DIKETIK HADI" in shown
    assert "Isian Anda:</strong> Ayat 1: Diketik Gita." in shown
    assert "Isian Anda pada bagian yang sudah digabung: Ayat 3: Juga Gita." in shown
    assert 'name="giliran" value="1"' in shown
    again = editor.post(at(imported), mine | {"aksi": "gabung-4"})
    assert "baru saja menyimpan" in again.content.decode()  # whatever is pressed, nothing is overwritten unseen
    imported.refresh_from_db()
    assert editor.post(at(imported), typed_in(imported, teks_3="Diketik Gita.")).status_code == 302
    assert ("bab", "I", "DIKETIK HADI") in rows(imported)


def test_two_imports_into_one_draft(
    editor: Client, imported: DraftImport, hadi: Any, gita: Any, at_desk: AtDesk, draft: PolicyDraftPage
) -> None:
    other = services.start_import(page=draft, by=gita, found=read_draft(b"Pasal 1\nLain sama sekali.\n", "lain.txt"))
    form = editor.get(at(imported, "pratinjau/")).context["fresh"]
    fields = {name: form[name].value() for name in ("kunci", "revisi", "giliran")}
    assert insert(at_desk(hadi), other).status_code == 302
    answer = editor.post(at(imported, "pratinjau/"), fields)
    assert answer.status_code == 200
    assert "Naskah rancangan ini baru saja diubah." in answer.content.decode()
    assert [part.before for part in answer.context["plan"].changed] == ["1 Lain sama sekali."]  # as it is now
    imported.refresh_from_db()
    assert imported.state == "baru"
    assert insert(editor, imported).status_code == 302


def test_rows_corrected_after_the_preview_are_looked_at_again(editor: Client, imported: DraftImport) -> None:
    form = editor.get(at(imported, "pratinjau/")).context["fresh"]
    fields = {name: form[name].value() for name in ("kunci", "revisi", "giliran")}
    editor.post(at(imported), typed_in(imported, teks_3="Lain."))
    assert editor.post(at(imported, "pratinjau/"), fields).status_code == 200


def test_a_page_unpublished_meanwhile_takes_the_text_and_stays_unpublished(
    editor: Client, imported: DraftImport, draft: PolicyDraftPage
) -> None:
    draft.unpublish()
    assert insert(editor, imported).status_code == 302
    draft.refresh_from_db()
    assert draft.live is False


def test_a_page_deleted_meanwhile_takes_its_imports_along(editor: Client, make_draft: Make, gita: Any) -> None:
    page = make_draft("Belum terbit", live=False)
    made = services.start_import(page=page, by=gita, found=read_draft(TEXT.encode(), "a.txt"))
    assert editor.post(f"/kelola/pages/{page.pk}/delete/").status_code == 302
    for address in (at(made), at(made, "pratinjau/"), at(made, "buang/"), f"/kelola/rancangan/{page.pk}/impor/"):
        assert editor.get(address).status_code == 404
        assert editor.post(address).status_code == 404


def test_a_locked_page_is_not_changed(editor: Client, imported: DraftImport, draft: PolicyDraftPage, hadi: Any) -> None:
    Page.objects.filter(pk=draft.pk).update(locked=True, locked_by=hadi)
    answer = insert(editor, imported)
    assert "sedang dikunci" in answer.content.decode()
    imported.refresh_from_db()
    assert imported.state == "baru"


def test_an_alias_has_no_text_of_its_own(editor: Client, make_draft: Make) -> None:
    alias = make_draft("Belum terbit", live=False).create_alias(
        parent=PolicyDraftIndexPage.objects.get(), update_slug="salinan"
    )
    assert editor.get(f"/kelola/rancangan/{alias.pk}/impor/").status_code == 404


def test_a_draft_saved_without_a_text_takes_one(editor: Client, gita: Any) -> None:
    """As the guide says: first the draft is saved, then its text comes from the file."""
    index = PolicyDraftIndexPage.objects.get()
    answer = editor.post(f"/kelola/pages/add/cms/policydraftpage/{index.pk}/", draft_fields([]))
    assert answer.status_code == 302
    draft = PolicyDraftPage.objects.get()
    made = services.start_import(page=draft, by=gita, found=read_draft(TEXT.encode(), "a.txt"))
    assert insert(editor, made).status_code == 302
    draft.refresh_from_db()
    assert len(draft.get_latest_revision_as_object().passages()) == 7


# Who may.


def test_who_may_import(
    home: HomePage,
    imported: DraftImport,
    draft: PolicyDraftPage,
    at_desk: AtDesk,
    eko: Any,
    joko: Any,
    citra: Any,
    fajar: Any,
    dewi: Any,
    ani: Any,
) -> None:
    addresses = [
        f"/kelola/rancangan/{draft.pk}/impor/",
        at(imported),
        at(imported, "pratinjau/"),
        at(imported, "buang/"),
    ]
    seen = {}
    for person in (eko, joko, citra, fajar, dewi, ani):
        client = at_desk(person)
        seen[person.username] = {client.get(address).status_code for address in addresses}
    assert seen["eko"] == {200}  # who may publish a draft may mend its text
    assert seen["joko"] == {200}
    for name in ("citra", "fajar", "dewi", "ani"):
        assert seen[name] <= {302, 403, 404}, name
    assert Client().get(addresses[1]).status_code == 302


def test_without_the_right_nothing_is_sent_either(
    imported: DraftImport, draft: PolicyDraftPage, at_desk: AtDesk, citra: Any
) -> None:
    client = at_desk(citra)
    assert client.post(at(imported), typed_in(imported, teks_3="Ubah.")).status_code == 404
    assert client.post(at(imported, "buang/")).status_code == 404
    imported.refresh_from_db()
    assert (imported.state, imported.turn) == ("baru", 0)
    with pytest.raises(PermissionDenied):
        services.start_import(page=draft, by=citra, found=read_draft(TEXT.encode(), "a.txt"))
    with pytest.raises(PermissionDenied):
        services.cancel_import(imported=imported, by=citra)


def test_every_deed_from_every_state(imported: DraftImport, gita: Any, citra: Any, ani: Any) -> None:
    def in_state(state: str) -> DraftImport:
        DraftImport.objects.filter(pk=imported.pk).update(state=state)
        return DraftImport.objects.get(pk=imported.pk)

    assert walk(IMPORT, in_state, {"gita": gita, "citra": citra, "ani": ani}) == {
        ("baru", "correct_import"): {"gita"},
        ("baru", "use_import"): {"gita"},
        ("dikoreksi", "use_import"): {"gita"},
        ("baru", "cancel_import"): {"gita"},
        ("dikoreksi", "cancel_import"): {"gita"},
    }
