"""Applying: a form sent is one application however often; a changed form is taken over; who may see it; erasure."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection, connections
from django.db.models import ProtectedError
from django.utils import timezone

from accounts.assisting import acting
from accounts.registry import ASSISTED, PERSONAL_DATA
from accounts.services import begin_help
from audit.models import Entry
from core.states import StateError
from layanan.application_states import ApplicationState
from layanan.codes import is_secret, secret_of
from layanan.identity import unlock
from layanan.models import Application, ApplicationDraft, ApplicationFile, Service
from layanan.reading import contact_of, merge_values, sections
from layanan.services import drafts, handling
from layanan.services.applicants import empty
from layanan.services.applications import (
    complete_application,
    renew_secret,
    submit_application,
    withdraw_application,
)
from tests.layanan.services_world import ANSWERS, DEVICE, NIK, make_application, make_draft, make_service, photo, q

pytestmark = pytest.mark.django_db


def test_an_application_is_kept_with_its_number_sealed_and_its_contact_apart(service: Service) -> None:
    row = make_application(service)
    row.refresh_from_db()
    assert (row.state, row.name, row.village_id, row.channel) == (
        ApplicationState.SUBMITTED,
        "Ani Lestari",
        "33.23.03.1006",
        "daring",
    )
    assert "nik" not in row.answers
    assert "kontak" not in row.answers
    assert unlock(row.sealed) == {"nik": NIK}
    assert contact_of(row) == "ani@contoh.id"
    assert row.due_at is not None
    entry = Entry.objects.get(target_type="layanan.application", target_id=str(row.pk), verb="submit_application")
    assert (entry.actor_id, entry.role, entry.to_state) == (None, "tamu", "diajukan")
    assert NIK not in str(Entry.objects.values())


def test_a_form_sent_again_is_the_same_application(service: Service) -> None:
    draft = make_draft(service)
    first = submit_application(by=None, draft=draft)
    assert [submit_application(by=None, draft=draft).pk for _ in range(5)] == [first.pk] * 5
    assert Application.objects.count() == 1
    kept = ApplicationDraft.objects.get(pk=draft.pk)
    assert (kept.typed, bytes(kept.sealed)) == ({}, b"")


def test_what_is_missing_is_named_and_nothing_is_sent(service: Service) -> None:
    draft = make_draft(service, answers={**ANSWERS, "keperluan": ""}, paper=False)
    with pytest.raises(ValidationError) as caught:
        submit_application(by=None, draft=draft)
    assert [words for words in caught.value.messages if "eperluan" in words or "KTP" in words] == [
        "Isi keperluan.",
        "KTP: Unggah foto ini, atau pilih membawanya ke kantor.",
    ]
    assert not Application.objects.exists()


def test_a_draft_with_a_forged_answer_is_refused(service: Service) -> None:
    draft = make_draft(service)
    ApplicationDraft.objects.filter(pk=draft.pk).update(typed={**draft.typed, "alasan": "bukan-pilihan"})
    with pytest.raises(ValidationError):
        submit_application(by=None, draft=draft)


def test_a_form_changed_while_somebody_fills_it_in_is_taken_over(service: Service) -> None:
    draft = make_draft(service)
    changed = [{"title": "Baru", "fields": [q("nik", "NIK", slug="nik"), q("number", "Keperluan", slug="keperluan"),
                                            q("text", "Tempat nikah", slug="tempat")]}]  # fmt: skip
    make_service(changed)
    with pytest.raises(StateError, match="baru diubah"):
        submit_application(by=None, draft=draft)
    assert drafts.take_over(draft=draft)
    kept = ApplicationDraft.objects.select_related("version").get(pk=draft.pk)
    assert kept.version.number == 2
    assert unlock(kept.sealed) == {"nik": NIK}
    assert "keperluan" not in kept.typed  # it is another kind of question now
    assert "alasan" not in kept.typed
    assert not ApplicationFile.objects.filter(draft=draft).exists()
    assert not drafts.take_over(draft=kept)


def test_old_applications_keep_their_version_and_the_same_form_makes_none(service: Service) -> None:
    row = make_application(service)
    make_service()
    assert service.versions.count() == 1
    make_service([{"title": "Lain", "fields": [q("text", "Lain", slug="lain")]}])
    row.refresh_from_db()
    assert row.version.number == 1
    assert dict(sections(row)[1][1])["Keperluan"] == "Menikah"
    assert Service.objects.get().version.number == 2


def test_a_service_in_use_is_not_deleted(service: Service) -> None:
    make_application(service)
    with pytest.raises(ProtectedError):
        service.delete()


def test_a_hidden_service_takes_nothing_more(service: Service) -> None:
    draft = make_draft(service)
    Service.objects.update(visible=False)
    with pytest.raises(StateError, match="tidak menerima"):
        submit_application(by=None, draft=draft)
    with pytest.raises(StateError):
        drafts.begin_draft(by=None, service=Service.objects.get(), device=DEVICE)


def test_photos_are_limited_checked_and_go_along(service: Service) -> None:
    draft = make_draft(service)
    field = next(one for page in draft.version.form["pages"] for one in page["fields"] if one["slug"] == "ktp")
    for _ in range(2):
        drafts.add_photo(by=None, draft=draft, field=field, upload=photo())
    with pytest.raises(ValidationError, match="Paling banyak 2 foto"):
        drafts.add_photo(by=None, draft=draft, field=field, upload=photo())
    row = submit_application(by=None, draft=draft)
    assert [(paper.label, paper.brought) for paper in row.files.all()] == [("KTP", False)] * 2


def test_a_photo_that_is_none_or_too_big_is_refused(service: Service) -> None:
    draft = make_draft(service, paper=False)
    field = next(one for page in draft.version.form["pages"] for one in page["fields"] if one["slug"] == "ktp")
    big = photo()
    big.size = 11 * 1024 * 1024
    for upload, words in [(big, "10 MB"), (photo("a.jpg"), "bukan foto")]:
        if upload is not big:
            upload.file.seek(0)
            upload.file.write(b"%PDF-1.4 " * 10)
        with pytest.raises(ValidationError, match=words):
            drafts.add_photo(by=None, draft=draft, field=field, upload=upload)


def test_completing_stores_the_mended_answers_and_lets_the_clock_run(service: Service, joko: Any) -> None:
    row = make_application(service)
    handling.ask(by=joko, application=row, reason="data", note="Tulis keperluan dengan lengkap, ya.")
    draft = drafts.begin_correction(by=None, application=Application.objects.get(pk=row.pk), device=DEVICE)
    assert drafts.begin_correction(by=None, application=Application.objects.get(pk=row.pk), device=DEVICE) == draft
    fields = [one for page in draft.version.form["pages"] for one in page["fields"] if one["slug"] == "keperluan"]
    drafts.keep_page(draft=draft, asked=fields, answers={"keperluan": "Menikah di Solo"})
    done = complete_application(by=None, draft=draft)
    assert complete_application(by=None, draft=draft).pk == row.pk
    done.refresh_from_db()
    assert (done.state, done.purpose, done.paused_at) == (ApplicationState.CHECKED, "Menikah di Solo", None)
    assert unlock(done.sealed) == {"nik": NIK}
    assert contact_of(done) == "ani@contoh.id"
    with pytest.raises(StateError):
        drafts.begin_correction(by=None, application=done, device=DEVICE)


def test_only_her_own_application_is_withdrawn_by_account(service: Service, ani: Any, budi: Any) -> None:
    row = make_application(service, ani)
    assert row.applicant == ani
    withdraw_application(by=ani, application=row)
    row.refresh_from_db()
    assert row.state == ApplicationState.CANCELLED
    with pytest.raises(StateError):
        withdraw_application(by=budi, application=row)


def test_a_lost_secret_is_given_anew_by_an_officer_alone(service: Service, joko: Any, ani: Any) -> None:
    row = make_application(service)
    old = secret_of(row.form_key, 0)
    with pytest.raises(PermissionDenied):
        renew_secret(by=ani, application=row)
    new = renew_secret(by=joko, application=row)
    row.refresh_from_db()
    assert new != old
    assert is_secret(new, row.form_key, row.secret_turn)
    assert not is_secret(old, row.form_key, row.secret_turn)


def test_an_emptied_application_keeps_number_and_dates_alone(service: Service) -> None:
    draft = make_draft(service, paper=False)
    field = next(one for page in draft.version.form["pages"] for one in page["fields"] if one["slug"] == "ktp")
    drafts.add_photo(by=None, draft=draft, field=field, upload=photo())
    row = submit_application(by=None, draft=draft)
    name = row.files.get().stored.file.name
    assert storages["private"].exists(name)
    for _ in range(2):
        empty(row)
    row.refresh_from_db()
    assert (row.answers, bytes(row.sealed), row.name, bytes(row.contact), row.village_id) == ({}, b"", "", b"", None)
    assert row.erased_at is not None
    assert row.number
    assert row.files.get().stored is None


def test_her_data_is_handed_out_whole_and_erased_whole(service: Service, ani: Any) -> None:
    waiting = make_application(service, ani)
    drafts.begin_draft(by=ani, service=service)
    told = PERSONAL_DATA.rooms["permohonan"].collect(ani)
    assert NIK in str(told["permohonan"])
    assert len(told["isian_belum_dikirim"]) == 1
    assert [thing.meta for thing in PERSONAL_DATA.rooms["permohonan"].mine(ani)] == [waiting.number]
    PERSONAL_DATA.rooms["permohonan"].erase(ani)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.name, waiting.applicant) == (ApplicationState.CANCELLED, "", None)
    assert not ApplicationDraft.objects.filter(user=ani, application=None).exists()


def test_forms_nobody_sends_are_forgotten_private_things_first(service: Service) -> None:
    draft = make_draft(service)
    hour = timezone.now() - drafts.SHARED * 1.1
    ApplicationDraft.objects.filter(pk=draft.pk).update(touched_at=hour)
    own = make_draft(service)
    ApplicationDraft.objects.filter(pk=own.pk).update(touched_at=hour, own_device=True)
    drafts.forget_drafts()
    kept = ApplicationDraft.objects.get(pk=draft.pk)
    assert bytes(kept.sealed) == b""
    assert kept.typed["keperluan"] == "Menikah"
    assert not kept.files.exists()
    assert unlock(ApplicationDraft.objects.get(pk=own.pk).sealed) == {"nik": NIK}
    ApplicationDraft.objects.update(touched_at=timezone.now() - drafts.KEPT * 1.1)
    drafts.forget_drafts()
    assert not ApplicationDraft.objects.exists()


def test_a_letter_gets_the_whole_number_and_every_answer(service: Service) -> None:
    values = merge_values(make_application(service))
    assert (values["nik"], values["nama"], values["tanggal_lahir"]) == (NIK, "Ani Lestari", "5 Agustus 1990")
    assert (values["alasan"], values["keperluan"]) == ("Sakit", "Menikah")


def test_keys_are_changed_by_a_command(service: Service, settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    row = make_application(service)
    call_command("identity_keys", new=True)
    new = capsys.readouterr().out.strip()
    settings.IDENTITY_KEYS = [new, *settings.IDENTITY_KEYS]
    call_command("identity_keys", rotate=True)
    settings.IDENTITY_KEYS = [new]
    row.refresh_from_db()
    assert unlock(row.sealed) == {"nik": NIK}


def test_without_keys_no_number_is_taken(service: Service, settings: Any) -> None:
    settings.IDENTITY_KEYS = []
    with pytest.raises(StateError, match="loket"):
        make_draft(service)


def test_a_helper_applies_for_a_person_beside_her(service: Service, ani: Any, fajar: Any) -> None:
    row = begin_help(by=fajar, person=ani, deeds=["apply"], agreed="lisan", witness="Slamet Riyadi, ketua RT")
    done = make_application(service, acting(row, fajar))
    assert (done.applicant_id, done.channel) == (ani.pk, "bantuan")
    entry = Entry.objects.get(verb="submit_application", target_id=str(done.pk))
    assert (entry.actor_id, entry.data["pendamping"]) == (ani.pk, fajar.pk)
    told = ASSISTED.tell("layanan.application", "submit_application", str(done.pk))
    assert told is not None
    assert done.number in told.title
    other = begin_help(by=fajar, person=ani, deeds=["answer"], agreed="lisan", witness="Slamet Riyadi, ketua RT")
    with pytest.raises(PermissionDenied):
        make_application(service, acting(other, fajar))


def at_once(count: int, deed: Callable[[], Any]) -> list[Any]:
    """Do it in so many threads at the same moment; what came out, or what was raised."""
    start, out = threading.Barrier(count), []

    def run() -> None:
        start.wait()
        try:
            out.append(deed())
        except Exception as error:  # noqa: BLE001  the test looks at it
            out.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return out


@pytest.mark.django_db(transaction=True)
def test_many_sendings_at_once_make_one_application(places: None) -> None:
    draft = make_draft(make_service())
    rounds, size = (10, 20) if connection.vendor == "postgresql" else (1, 5)
    done = [one for _ in range(rounds) for one in at_once(size, lambda: submit_application(by=None, draft=draft).pk)]
    assert len(done) == rounds * size
    assert set(done) == {Application.objects.get().pk}
