"""The text of a file on its way into a draft: read, corrected, looked at, put in."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from audit.models import Entry
from cms import importing, services
from cms.models import DraftImport, PolicyDraftPage
from konsultasi.models import Passage
from konsultasi.services import submit_input
from konsultasi.services.reading import read_draft
from tests.cms.conftest import body
from tests.konsultasi.structure import typed

Make = Callable[..., PolicyDraftPage]

TEXT = """BAB I
KETENTUAN UMUM
Pasal 1
(1) Setiap rumah tangga wajib memilah sampah.
(3) Camat mengawasi pemilahan:
a. setiap bulan pada minggu pertama; dan
b. setiap tahun pada bulan terakhir.
Pasal 2
Peraturan ini mulai berlaku pada tanggal diundangkan.
"""


def upload(client: Client, draft: PolicyDraftPage, content: bytes, name: str = "naskah.txt", **more: str) -> Any:
    """Choose a file on the first screen and send it."""
    address = f"/kelola/rancangan/{draft.pk}/impor/"
    key = client.get(address).context["form"]["kunci"].value()
    return client.post(address, {"kunci": key, "berkas": SimpleUploadedFile(name, content), **more})


def typed_in(imported: DraftImport, *, deed: str = "simpan", **changes: Any) -> dict[str, Any]:
    """What the screen of rows sends: every field as it stands, some of it changed ("teks_3" = the third row's)."""
    fields: dict[str, Any] = {"giliran": imported.turn, "aksi": deed}
    for row in importing.load(imported.rows):
        fields |= {f"jenis-{row.key}": row.kind, f"nomor-{row.key}": row.number, f"teks-{row.key}": row.text}
        fields |= {f"periksa-{row.key}": "on"} if row.checked else {}
        fields |= {f"buang-{row.key}": "on"} if row.out else {}
    return fields | {name.replace("_", "-"): value for name, value in changes.items()}


def rows(imported: DraftImport) -> list[tuple[str, str, str]]:
    imported.refresh_from_db()
    return [(row.kind, row.number, row.text) for row in importing.load(imported.rows)]


@pytest.fixture
def draft(make_draft: Make) -> PolicyDraftPage:
    return make_draft()


@pytest.fixture
def imported(draft: PolicyDraftPage, gita: Any, editor: Client) -> DraftImport:
    return services.start_import(page=draft, by=gita, found=read_draft(TEXT.encode(), "naskah.txt"))


def at(imported: DraftImport, more: str = "") -> str:
    return f"/kelola/impor/{imported.pk}/{more}"


def test_the_editor_of_a_draft_offers_the_import(editor: Client, draft: PolicyDraftPage) -> None:
    shown = editor.get(f"/kelola/pages/{draft.pk}/edit/").content.decode()
    assert f'href="/kelola/rancangan/{draft.pk}/impor/"' in shown
    other = Page.objects.get(slug="privasi")
    assert "/impor/" not in editor.get(f"/kelola/pages/{other.pk}/edit/").content.decode()


def test_a_file_is_read_and_the_page_stays(editor: Client, draft: PolicyDraftPage, gita: Any) -> None:
    before = draft.latest_revision_id
    answer = upload(editor, draft, TEXT.encode())
    made = DraftImport.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, at(made))
    assert (made.name, made.form, made.state, made.by, made.part_count) == ("naskah.txt", "txt", "baru", gita, 7)
    assert made.lines[3] == [4, 0, "(1) Setiap rumah tangga wajib memilah sampah."]
    assert rows(made)[:4] == [
        ("bab", "I", "KETENTUAN UMUM"),
        ("pasal", "1", ""),
        ("ayat", "1", "Setiap rumah tangga wajib memilah sampah."),
        ("ayat", "3", "Camat mengawasi pemilahan:"),
    ]
    draft.refresh_from_db()
    assert draft.latest_revision_id == before
    entry = Entry.objects.get(verb="start_import")
    assert (entry.actor_id, entry.data["parts"]) == (gita.pk, 7)


def test_pasted_text_word_and_pdf_are_read_alike(editor: Client, draft: PolicyDraftPage) -> None:
    address = f"/kelola/rancangan/{draft.pk}/impor/"
    key = editor.get(address).context["form"]["kunci"].value()
    text = typed.one_per_line("sampah")
    editor.post(address, {"kunci": key, "teks": text})
    upload(editor, draft, text.encode(), "sampah.txt")
    upload(editor, draft, typed.word("sampah"), "sampah.docx")
    upload(editor, draft, typed.printed("sampah"), "sampah.pdf")
    found = list(DraftImport.objects.order_by("pk"))
    assert [one.name for one in found] == ["Teks yang ditempel", "sampah.txt", "sampah.docx", "sampah.pdf"]
    assert rows(found[0]) == rows(found[1])
    articles = [[row[:2] for row in rows(one) if row[0] in ("pasal", "ayat")] for one in found]
    assert articles == [articles[0]] * 4
    assert len(articles[0]) > 60


def test_sending_the_file_twice_is_one_import(editor: Client, draft: PolicyDraftPage) -> None:
    address = f"/kelola/rancangan/{draft.pk}/impor/"
    key = editor.get(address).context["form"]["kunci"].value()
    answers = [editor.post(address, {"kunci": key, "teks": TEXT}) for _ in range(2)]
    assert len({answer["Location"] for answer in answers}) == 1
    assert DraftImport.objects.count() == 1


def test_rows_stand_beside_their_lines_with_their_doubts(editor: Client, imported: DraftImport) -> None:
    shown = editor.get(at(imported)).content.decode()
    assert '<li id="s5" value="5">(3) Camat mengawasi pemilahan:' in shown
    assert re.search(r'<fieldset class="impor-row impor-row--doubt" id="b4"', shown)
    assert 'href="#s5">Baris 5' in shown
    doubts = shown[shown.index('id="ragu"') : shown.index("impor-pair")]
    assert '<a href="#b4">Pasal 1 ayat (3)</a>: Nomor meloncat: dari ayat (1) langsung ke ayat (3).' in doubts
    assert "Ragu." in shown


def test_corrections_are_kept(editor: Client, imported: DraftImport, gita: Any) -> None:
    fields = typed_in(imported, nomor_4="2", teks_2="Kewajiban", jenis_1="bagian", periksa_4="on")
    answer = editor.post(at(imported), fields)
    assert (answer.status_code, answer["Location"]) == (302, at(imported))
    assert rows(imported)[:4] == [
        ("bagian", "I", "KETENTUAN UMUM"),
        ("pasal", "1", "Kewajiban"),
        ("ayat", "1", "Setiap rumah tangga wajib memilah sampah."),
        ("ayat", "2", "Camat mengawasi pemilahan:"),
    ]
    assert (imported.state, imported.turn, imported.changed_by) == ("dikoreksi", 1, gita)
    assert "semua bagiannya sudah diperiksa" in editor.get(at(imported)).content.decode()
    editor.post(at(imported), typed_in(imported, teks_2=""))
    assert Entry.objects.filter(verb="correct_import").count() == 1  # the deed is one, however often it is saved


def test_unfinished_corrections_are_kept_as_well_and_named(editor: Client, imported: DraftImport) -> None:
    long = "Panjang sekali. " * 400
    editor.post(at(imported), typed_in(imported, nomor_3="", teks_4=long, nomor_5="x" * 21))
    assert rows(imported)[2][1] == ""
    assert rows(imported)[3][2] == long.strip()
    shown = editor.get(at(imported)).content.decode()
    assert "3 bagian belum lengkap" in shown
    for words in ("Isi nomornya.", "Teks paling panjang 6.000 huruf.", "Nomor paling panjang 20 huruf."):
        assert words in shown


def test_a_row_is_split_at_a_blank_line(editor: Client, imported: DraftImport) -> None:
    fields = typed_in(imported, deed="pisah-3", teks_3="Setiap rumah tangga wajib\r\n \r\nmemilah sampah.")
    assert editor.post(at(imported), fields)["Location"] == at(imported) + "#b3"
    assert rows(imported)[2:4] == [("ayat", "1", "Setiap rumah tangga wajib"), ("ayat", "", "memilah sampah.")]


def test_without_a_blank_line_it_is_told_how_and_typed_text_stays(editor: Client, imported: DraftImport) -> None:
    answer = editor.post(at(imported), typed_in(imported, deed="pisah-3", teks_4="Diketik baru saja."))
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert f'<a href="#b3">{importing.SPLIT_WHERE}</a>' in shown
    assert "Diketik baru saja." in shown
    assert rows(imported)[3][2] == "Camat mengawasi pemilahan:"


def test_a_row_joins_the_one_above_with_its_number(editor: Client, imported: DraftImport) -> None:
    editor.post(at(imported), typed_in(imported, deed="gabung-4"))
    assert rows(imported)[2] == (
        "ayat",
        "1",
        "Setiap rumah tangga wajib memilah sampah. (3) Camat mengawasi pemilahan:",
    )
    assert importing.load(imported.rows)[2].doubt.startswith("Nomor meloncat")
    assert len(imported.rows) == 6
    assert editor.post(at(imported), typed_in(imported, deed="gabung-1")).status_code == 200


def test_a_row_is_added_below(editor: Client, imported: DraftImport) -> None:
    editor.post(at(imported), typed_in(imported, deed="tambah-3"))
    assert rows(imported)[3] == ("ayat", "", "")
    assert [row["key"] for row in imported.rows][:5] == [1, 2, 3, 8, 4]


@pytest.mark.parametrize("deed", ["gabung-999", "pisah-", "tambah-x", "pisah-99999999999999"])
def test_deeds_on_rows_that_are_not_there_change_nothing(editor: Client, imported: DraftImport, deed: str) -> None:
    before = rows(imported)
    assert editor.post(at(imported), typed_in(imported, deed=deed)).status_code == 200
    assert rows(imported) == before


def test_a_row_is_left_out_only_by_choice_and_is_named_in_the_preview(editor: Client, imported: DraftImport) -> None:
    editor.post(at(imported), typed_in(imported, buang_6="on"))
    imported.refresh_from_db()
    assert len(imported.rows) == 7
    shown = editor.get(at(imported, "pratinjau/")).content.decode()
    assert "1 bagian Anda buang" in shown
    assert "a. setiap bulan" not in shown[: shown.index("Anda buang")]
    rows_now = importing.load(DraftImport.objects.get().rows)
    assert [row.key for row in rows_now if row.out] == [6]


def insert(client: Client, imported: DraftImport) -> Any:
    form = client.get(at(imported, "pratinjau/")).context["fresh"]
    fields = {name: form[name].value() for name in ("kunci", "revisi", "giliran")}
    return client.post(at(imported, "pratinjau/"), fields)


def test_the_text_goes_in_as_a_draft_that_is_not_published(
    editor: Client, imported: DraftImport, draft: PolicyDraftPage, gita: Any
) -> None:
    answer = insert(editor, imported)
    assert (answer.status_code, answer["Location"]) == (302, f"/kelola/pages/{draft.pk}/edit/")
    imported.refresh_from_db()
    draft.refresh_from_db()
    assert imported.state == "dipakai"
    newest = draft.get_latest_revision_as_object()
    assert [(one.kind, one.number, one.text) for one in newest.passages()] == [
        ("bab", "I", "KETENTUAN UMUM"),
        ("pasal", "1", ""),
        ("ayat", "(1)", "Setiap rumah tangga wajib memilah sampah."),
        ("ayat", "3", "Camat mengawasi pemilahan:"),
        ("huruf", "a", "setiap bulan pada minggu pertama; dan"),
        ("huruf", "b", "setiap tahun pada bulan terakhir."),
        ("pasal", "2", "Peraturan ini mulai berlaku pada tanggal diundangkan."),
    ]
    assert [one.text for one in draft.passages()] == [words["text"] for _, words in body()]  # what is published stays
    assert draft.latest_revision.user == gita
    assert draft.has_unpublished_changes is True
    assert Passage.objects.filter(version__number=2).count() == 0
    assert Entry.objects.filter(verb="use_import", actor_id=gita.pk, to_state="dipakai").count() == 1
    assert editor.get(f"/kelola/pages/{draft.pk}/edit/").status_code == 200


def test_a_corrected_file_keeps_ids_and_inputs(editor: Client, draft: PolicyDraftPage, gita: Any, ani: Any) -> None:
    first = services.start_import(page=draft, by=gita, found=read_draft(TEXT.encode(), "satu.txt"))
    insert(editor, first)
    draft = PolicyDraftPage.objects.get(pk=draft.pk)
    draft.latest_revision.publish()
    ids = {one.text: one.block_id for one in PolicyDraftPage.objects.get(pk=draft.pk).passages()}
    letter = Passage.objects.get(version__number=2, text__startswith="setiap bulan")
    submit_input(by=ani, consultation=draft.consultation, passage=letter, kind="saran", body="Setiap dua minggu saja.")
    corrected = TEXT.replace("(3) Camat", "(2) Lurah membina warganya setiap pekan.\n(3) Camat").replace(
        "minggu pertama", "minggu kedua"
    )
    second = services.start_import(page=draft, by=gita, found=read_draft(corrected.encode(), "dua.txt"))
    shown = editor.get(at(second, "pratinjau/"))
    plan = shown.context["plan"]
    assert (len(plan.new), len(plan.changed), plan.same, len(plan.gone)) == (1, 1, 6, 0)
    assert plan.changed[0].before == "a setiap bulan pada minggu pertama; dan"
    insert(editor, second)
    draft.refresh_from_db()
    now = {one.text: one.block_id for one in draft.get_latest_revision_as_object().passages()}
    assert now["setiap bulan pada minggu kedua; dan"] == ids["setiap bulan pada minggu pertama; dan"]
    assert now["setiap tahun pada bulan terakhir."] == ids["setiap tahun pada bulan terakhir."]
    draft.latest_revision.publish()
    assert Passage.objects.get(version__number=3, block_id=letter.block_id).text.startswith("setiap bulan")


def test_the_preview_says_which_lost_parts_have_inputs(
    editor: Client, imported: DraftImport, draft: PolicyDraftPage, ani: Any
) -> None:
    gone = Passage.objects.get(version__consultation=draft.consultation, kind="huruf")
    submit_input(by=ani, consultation=draft.consultation, passage=gone, kind="saran", body="Tetapkan saja rincinya.")
    shown = editor.get(at(imported, "pratinjau/")).content.decode()
    assert "1 bagian yang hilang sudah diberi masukan warga" in shown


def test_every_part_of_a_regulation_goes_in_and_reads_well(
    editor: Client, client: Client, draft: PolicyDraftPage, gita: Any
) -> None:
    found = read_draft(typed.one_per_line("sampah").encode(), "sampah.txt")
    insert(editor, services.start_import(page=draft, by=gita, found=found))
    draft.refresh_from_db()
    draft.latest_revision.publish()
    labels = set(Passage.objects.filter(version__number=2).values_list("label", flat=True))
    assert {
        "Menimbang huruf a",
        "Mengingat angka 3",
        "Pasal 1 angka 12",
        "Pasal 7 ayat (1) huruf c angka 2",
        "Bagian Kesatu",
    } <= labels
    shown = client.get(draft.url).content.decode()
    assert "<h3" in shown
    assert "Mengingat angka 3" in shown


def test_incomplete_rows_do_not_go_in(editor: Client, imported: DraftImport, draft: PolicyDraftPage) -> None:
    editor.post(at(imported), typed_in(imported, nomor_3=""))
    shown = editor.get(at(imported, "pratinjau/"))
    assert "Belum dapat dimasukkan" in shown.content.decode()
    before = draft.latest_revision_id
    answer = insert(editor, imported)
    assert answer.status_code == 200
    assert "Isi nomornya." in answer.content.decode()
    draft.refresh_from_db()
    assert draft.latest_revision_id == before


def test_a_begun_import_is_taken_up_again_or_thrown_away(
    editor: Client, imported: DraftImport, draft: PolicyDraftPage
) -> None:
    start = f"/kelola/rancangan/{draft.pk}/impor/"
    shown = editor.get(start).content.decode()
    assert "naskah.txt" in shown
    assert f'href="{at(imported)}"' in shown
    assert editor.get(at(imported, "buang/")).status_code == 200
    assert editor.post(at(imported, "buang/"))["Location"] == start
    imported.refresh_from_db()
    assert (imported.state, imported.rows, imported.lines) == ("dibatalkan", [], [])
    assert f'href="{at(imported)}"' not in editor.get(start).content.decode()
    for more in ("", "pratinjau/", "buang/"):
        answer = editor.get(at(imported, more))
        assert answer.status_code == 409
        assert "sudah dimasukkan atau dibuang" in answer.content.decode()


def test_putting_in_twice_is_one_revision(editor: Client, imported: DraftImport, draft: PolicyDraftPage) -> None:
    form = editor.get(at(imported, "pratinjau/")).context["fresh"]
    fields = {name: form[name].value() for name in ("kunci", "revisi", "giliran")}
    count = draft.revisions.count()
    answers = [editor.post(at(imported, "pratinjau/"), fields) for _ in range(2)]
    assert {answer["Location"] for answer in answers} == {f"/kelola/pages/{draft.pk}/edit/"}
    assert draft.revisions.count() == count + 1


def test_three_hundred_parts_fit_and_stay_quick(editor: Client, draft: PolicyDraftPage, gita: Any) -> None:
    lines = [f"Pasal {n}\nKetentuan nomor {n} mengatur hal {n * 7} bagi warga.\n" for n in range(1, 701)]
    made = services.start_import(page=draft, by=gita, found=read_draft("".join(lines).encode(), "a.txt"))
    fields = typed_in(made, nomor_700="701")
    assert len(fields) > 2000
    assert editor.post(at(made), fields).status_code == 302
    assert rows(made)[699][1] == "701"


def test_screens_cost_the_same_with_1_and_30_rows(editor: Client, draft: PolicyDraftPage, gita: Any) -> None:
    costs = []
    for count in (1, 30):
        found = read_draft("".join(f"Pasal {n}\nIsi {n}.\n" for n in range(1, count + 1)).encode(), "a.txt")
        made = [services.start_import(page=draft, by=gita, found=found) for _ in range(count)][0]
        cost = []
        for address in (f"/kelola/rancangan/{draft.pk}/impor/", at(made), at(made, "pratinjau/")):
            editor.get(address)
            with CaptureQueriesContext(connection) as asked:
                assert editor.get(address).status_code == 200
            cost.append(len(asked))
        costs.append(cost)
    assert costs[0] == costs[1]


def test_the_verb_itself_refuses(draft: PolicyDraftPage, gita: Any, editor: Client, imported: DraftImport) -> None:
    draft.refresh_from_db()
    with pytest.raises(ValidationError):
        services.use_import(imported=imported, by=gita, revision=0, turn=0)
    with pytest.raises(ValidationError):
        services.use_import(imported=imported, by=gita, revision=draft.latest_revision_id or 0, turn=1)
    services.use_import(imported=imported, by=gita, revision=draft.latest_revision_id or 0, turn=0)
