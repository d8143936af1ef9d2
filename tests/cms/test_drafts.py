"""A draft from the editor's form to its consultation, through every change of its page."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Revision, WorkflowState

from cms.models import HomePage, PolicyDraftIndexPage, PolicyDraftPage
from konsultasi.models import Consultation, Passage
from konsultasi.services import publish_version, submit_input
from tests.cms.conftest import PARTS, body, draft_fields

Make = Callable[..., PolicyDraftPage]


def add_address() -> str:
    index = PolicyDraftIndexPage.objects.get()
    return f"/kelola/pages/add/cms/policydraftpage/{index.pk}/"


def test_editor_publishes_a_draft(editor: Client, client: Client) -> None:
    answer = editor.post(add_address(), draft_fields() | {"action-publish": "1"})
    assert answer.status_code == 302, answer.context["form"].errors
    page = PolicyDraftPage.objects.get()
    assert page.consultation.title == "Pengelolaan Sampah Rumah Tangga"
    assert page.consultation.url == "/rancangan/sampah/"
    assert page.consultation.office == "Dinas Lingkungan Hidup"
    passages = page.consultation.versions.get().passages.values_list("kind", "number", "text")
    assert list(passages) == PARTS
    assert client.get("/rancangan/sampah/").status_code == 200


def test_summary_of_lists_comes_from_the_plain_words(editor: Client) -> None:
    editor.post(add_address(), draft_fields() | {"action-publish": "1"})
    assert PolicyDraftPage.objects.get().search_description == "Jadwal angkut dan iuran sampah berubah mulai Maret."


def test_form_refuses_a_close_before_the_opening_and_keeps_the_text(editor: Client) -> None:
    answer = editor.post(add_address(), draft_fields(closes_at="2020-01-01 10:00") | {"action-publish": "1"})
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Waktu tutup harus sesudah waktu buka." in text
    assert "sampah yang mudah terurai;" in text
    assert not PolicyDraftPage.objects.exists()


def test_three_hundred_passages_save_in_the_editor(editor: Client) -> None:
    parts = [("pasal", str(number), f"Ketentuan nomor {number} berlaku bagi setiap warga.") for number in range(1, 301)]
    fields = draft_fields(parts)
    assert len(fields) > 1000  # Django's own limit
    assert editor.post(add_address(), fields | {"action-publish": "1"}).status_code == 302
    page = PolicyDraftPage.objects.get()
    assert Passage.objects.filter(version__consultation=page.consultation).count() == 300
    ids = [block.id for block in page.body]
    answer = editor.get(f"/kelola/pages/{page.pk}/edit/")
    assert answer.status_code == 200
    assert ids[299] in answer.content.decode()


def test_changed_words_make_a_version_and_a_changed_background_does_not(make_draft: Make) -> None:
    page = make_draft()
    page.background = "Timbunan sampah bertambah."
    page.save_revision().publish()
    assert page.consultation.versions.count() == 1
    page.body[1].value["text"] = "Sampah adalah sisa kegiatan manusia."
    page.save_revision().publish()
    assert page.consultation.versions.count() == 2


def test_blocks_keep_their_ids_from_version_to_version(make_draft: Make) -> None:
    page = make_draft()
    first = [block.id for block in page.body]
    page.body.append(("pasal", {"number": "3", "text": "Ketentuan penutup berlaku."}))
    page.save_revision().publish()
    newest = page.consultation.versions.first()
    assert list(newest.passages.values_list("block_id", flat=True))[: len(first)] == first


def test_a_revision_from_before_publication_keeps_the_consultation(make_draft: Make) -> None:
    page = make_draft(live=False)
    early = page.save_revision()
    page.save_revision().publish()
    consultation = PolicyDraftPage.objects.get().consultation
    Revision.objects.get(pk=early.pk).publish()
    assert PolicyDraftPage.objects.get().consultation == consultation
    assert Consultation.objects.count() == 1


def test_a_copy_keeps_block_ids_and_gets_its_own_consultation(make_draft: Make) -> None:
    page = make_draft()
    copy = page.copy(update_attrs={"slug": "salinan", "title": "Salinan"})
    assert [block.id for block in copy.body] == [block.id for block in page.body]
    copy = PolicyDraftPage.objects.get(slug="salinan")
    assert copy.consultation != page.consultation
    assert copy.consultation.url == "/rancangan/salinan/"


def test_two_parts_with_one_id_get_two(editor: Client) -> None:
    fields = draft_fields() | {"body-1-id": "d0d0d0d0-0000-4000-8000-000000000001"}
    fields |= {"body-3-id": "d0d0d0d0-0000-4000-8000-000000000001", "action-publish": "1"}
    editor.post(add_address(), fields)
    ids = [block.id for block in PolicyDraftPage.objects.get().body]
    assert len(set(ids)) == len(PARTS)
    assert ids[1] == "d0d0d0d0-0000-4000-8000-000000000001"


def test_unpublishing_hides_and_publishing_shows_again(make_draft: Make, client: Client) -> None:
    page = make_draft()
    page.unpublish()
    page.consultation.refresh_from_db()
    assert (page.consultation.visible, page.consultation.topic.visible) == (False, False)
    assert client.get("/rancangan/pengelolaan-sampah/").status_code == 404
    PolicyDraftPage.objects.get().save_revision().publish()
    page.consultation.refresh_from_db()
    assert page.consultation.visible is True


def test_a_new_slug_moves_the_consultation_and_leaves_a_redirect(
    editor: Client, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    editor.post(add_address(), draft_fields() | {"action-publish": "1"})
    page = PolicyDraftPage.objects.get()
    page.slug = "iuran-sampah"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert Consultation.objects.get().url == "/rancangan/iuran-sampah/"
    answer = client.get("/rancangan/sampah/")
    assert (answer.status_code, answer["Location"]) == (301, "/rancangan/iuran-sampah/")


def test_a_new_slug_of_the_index_moves_all(make_draft: Make, django_capture_on_commit_callbacks: Any) -> None:
    make_draft()
    index = PolicyDraftIndexPage.objects.get()
    index.slug = "naskah"
    with django_capture_on_commit_callbacks(execute=True):
        index.save_revision().publish()
    assert Consultation.objects.get().url == "/naskah/pengelolaan-sampah/"


def test_a_restricted_page_hides_its_consultation(make_draft: Make, client: Client) -> None:
    page = make_draft()
    restriction = PageViewRestriction.objects.create(page=Page.objects.get(pk=page.pk), restriction_type="login")
    assert Consultation.objects.get().visible is False
    assert client.get("/rancangan/pengelolaan-sampah/").status_code == 302
    restriction.delete()
    assert Consultation.objects.get().visible is True


@pytest.mark.parametrize("route", ["", "masukan/", "jawab/", "masukan/1/", "jadwal.ics"])
def test_unpublished_drafts_have_no_address(make_draft: Make, client: Client, route: str) -> None:
    make_draft("Rahasia", live=False)
    assert client.get(f"/rancangan/rahasia/{route}").status_code == 404


def test_calendar_file(make_draft: Make, client: Client) -> None:
    page = make_draft("Sampah; iuran, dan jadwal")
    answer = client.get(f"{page.url}jadwal.ics")
    lines = answer.content.decode().replace("\r\n ", "").split("\r\n")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "SUMMARY:Sampah\\; iuran\\, dan jadwal" in lines
    assert f"DTEND:{page.closes_at:%Y%m%dT%H%M%SZ}" in lines


def test_preview_of_an_unsaved_draft_shows_its_own_text(editor: Client) -> None:
    address = add_address() + "preview/"
    answer = editor.post(address, draft_fields())
    assert answer.json() == {"is_valid": True, "is_available": True}
    text = editor.get(address, {"mode": ""}).content.decode()
    assert "sampah yang mudah terurai;" in text
    assert "Pratinjau." in text
    assert not Consultation.objects.exists()


def test_revisions_are_compared(editor: Client, make_draft: Make) -> None:
    page = make_draft()
    page.body[1].value["text"] = "Sampah adalah sisa gabah."
    page.save_revision()
    answer = editor.get(f"/kelola/pages/{page.pk}/revisions/compare/earliest...latest/")
    assert answer.status_code == 200
    assert "gabah" in answer.content.decode()


def test_scheduled_publishing(make_draft: Make, client: Client) -> None:
    page = make_draft(live=False)
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    assert client.get("/rancangan/pengelolaan-sampah/").status_code == 404
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    call_command("publish_scheduled")
    assert client.get("/rancangan/pengelolaan-sampah/").status_code == 200
    assert Consultation.objects.get().visible is True


def test_an_officer_hands_in_and_a_moderator_publishes(
    home: HomePage, joko: Any, eko: Any, at_desk: Callable[[Any], Client]
) -> None:
    officer = at_desk(joko)
    officer.post(add_address(), draft_fields() | {"action-publish": "1"})
    page = PolicyDraftPage.objects.get()
    assert page.live is False  # the right to publish is not theirs
    officer.post(f"/kelola/pages/{page.pk}/edit/", draft_fields() | {"action-submit": "1"})
    task = WorkflowState.objects.get().current_task_state
    moderator = at_desk(eko)
    action = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    moderator.post(action, {"comment": "Lengkap."})
    page.refresh_from_db()
    assert page.live is True
    assert page.consultation.visible is True


def test_a_published_draft_is_not_deleted(
    editor: Client, hadi: Any, at_desk: Callable[[Any], Client], make_draft: Make
) -> None:
    page = make_draft()
    administrator = at_desk(hadi)
    for address in (
        f"/kelola/pages/{page.pk}/delete/",
        f"/kelola/pages/{page.get_parent().pk}/delete/",
        f"/kelola/bulk/wagtailcore/page/delete/?id={page.pk}",
    ):
        administrator.post(address)
        assert PolicyDraftPage.objects.filter(pk=page.pk).exists()


def test_citizens_and_facilitators_do_not_write_drafts(
    home: HomePage, ani: Any, fajar: Any, at_desk: Callable[[Any], Client]
) -> None:
    for person in (ani, fajar):
        answer = at_desk(person).post(add_address(), draft_fields() | {"action-publish": "1"})
        assert answer.status_code in (302, 403)
    assert not PolicyDraftPage.objects.exists()


def test_answers_stay_with_their_part_after_a_new_version(make_draft: Make, ani: Any, client: Client) -> None:
    page = make_draft()
    part = Passage.objects.get(version__consultation=page.consultation, kind="ayat")
    submit_input(by=ani, consultation=page.consultation, passage=part, kind="saran", body="Sediakan dua tempat sampah.")
    page.body[0].value["text"] = "UMUM"
    page.save_revision().publish()
    answer = client.get(f"{page.url}pasal/{part.block_id}/")
    assert "Sediakan dua tempat sampah." in answer.content.decode()


def test_publishing_twice_at_once_is_one_version(make_draft: Make) -> None:
    page = make_draft()
    assert publish_version(consultation=page.consultation, passages=page.passages(), by=None) is None


def test_body_helper_equals_the_form(home: HomePage) -> None:
    assert [kind for kind, _ in body()] == [kind for kind, _, _ in PARTS]
