"""The editor's side of services: publish, change, hide, try out, preview; one in use is not deleted."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from cms.models import HomePage, ServiceIndexPage, ServicePage
from layanan.models import Application, Service
from layanan.schema import fields_of
from layanan.services.applications import submit_application
from layanan.services.drafts import begin_draft, keep_page

pytestmark = pytest.mark.django_db
KTP = {"name": "KTP", "needed": True, "kinds": ["asli"], "bring": True, "note": ""}


def block(kind: str, label: str, **more: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "value": {"label": label, "required": True, "slug": "", "if_field": "", "if_values": "", **more},
    }


def step(*fields: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"type": "langkah", "value": {"title": "Keperluan", "intro": "", "fields": list(fields)}}]


@pytest.fixture
def service_page(home: HomePage) -> ServicePage:
    made = ServicePage(
        title="Surat domisili",
        slug="surat-domisili",
        search_description="Bukti tempat tinggal.",
        promise_days=1,
        requirements=[{"type": "syarat", "value": KTP}],
        form=step(block("text", "Keperluan", slug="keperluan", max=50)),
    )
    ServiceIndexPage.objects.get().add_child(instance=made)
    made.save_revision().publish()
    return ServicePage.objects.get(pk=made.pk)


def apply_for(service: Service) -> Application:
    draft = begin_draft(by=None, service=service, device="d")
    answers = {"nama": "Ani", "wilayah": "33.23.03.1006", "keperluan": "Sekolah"}
    return submit_application(
        by=None, draft=keep_page(draft=draft, asked=fields_of(draft.version.form), answers=answers)
    )


def test_publishing_makes_a_service_and_a_changed_form_its_next_version(
    service_page: ServicePage, client: Client
) -> None:
    service = Service.objects.get()
    assert service_page.service == service
    assert (service.name, service.visible, service.version.number, service.version.made_by_id) == (
        "Surat domisili",
        True,
        1,
        None,
    )
    assert "Bukti tempat tinggal." in client.get("/layanan/surat-domisili/").content.decode()
    service_page.save_revision().publish()
    assert service.versions.count() == 1
    service_page.form = step(block("text", "Keperluan", slug="keperluan", max=60))
    service_page.save_revision().publish()
    assert service.versions.count() == 2


def test_an_unpublished_page_hides_its_service(service_page: ServicePage, client: Client) -> None:
    assert client.get("/layanan/surat-domisili/").status_code == 200
    service_page.unpublish()
    assert client.get("/layanan/surat-domisili/").status_code == 404
    assert "Surat domisili" not in client.get("/layanan/").content.decode()


def test_a_form_that_cannot_work_is_refused_with_its_reasons(service_page: ServicePage) -> None:
    service_page.form = step(block("choice", "Jenis", slug="jenis", choices="Satu"))
    with pytest.raises(ValidationError) as caught:
        service_page.full_clean()
    assert "Tulis paling sedikit dua pilihan." in caught.value.message_dict["form"]
    service_page.form = step(block("text", "Lama", slug="lama", if_field="varian", if_values="Perpanjangan", max=50))
    service_page.variants = [
        {"type": "varian", "value": {"name": name, "note": ""}} for name in ("Baru", "Perpanjangan")
    ]
    service_page.full_clean()


def test_a_promise_is_in_days_or_in_minutes(service_page: ServicePage) -> None:
    service_page.promise_minutes = 30
    with pytest.raises(ValidationError):
        service_page.full_clean()


def test_a_service_in_use_is_not_deleted_and_one_never_used_is(
    service_page: ServicePage, gita: Any, at_desk: Callable[[Any], Client]
) -> None:
    desk, url = at_desk(gita), reverse("wagtailadmin_pages:delete", args=[service_page.pk])
    apply_for(Service.objects.select_related("version").get())
    answer = desk.post(url, follow=True)
    assert "tidak dapat dihapus" in answer.content.decode()
    assert ServicePage.objects.filter(pk=service_page.pk).exists()
    Application.objects.update(service=Service.objects.create(slug="lain", name="Lain", region_id="33.23.03"))
    desk.post(url)
    assert not ServicePage.objects.filter(pk=service_page.pk).exists()


def test_a_form_is_tried_out_and_nothing_is_kept(
    service_page: ServicePage, gita: Any, ani: Any, at_desk: Callable[[Any], Client]
) -> None:
    desk, url = at_desk(gita), reverse("service_trial", args=[service_page.pk])
    assert "Keperluan" in desk.get(url).content.decode()
    assert "Isi keperluan" in desk.post(url, {"j-nama": "Ani", "j-wilayah": "33.23.03.1006"}).content.decode()
    data = {"j-nama": "Ani", "j-wilayah": "33.23.03.1006", "j-keperluan": "Sekolah"}
    assert "Semua jawaban diterima" in desk.post(url, data).content.decode()
    assert not Application.objects.exists()
    assert at_desk(ani).get(url).status_code in (302, 403, 404)


@pytest.mark.parametrize("mode", ["", "formulir"])
def test_both_previews_work(service_page: ServicePage, mode: str) -> None:
    answer = service_page.make_preview_request(preview_mode=mode)
    answer.render()
    assert "Pratinjau" in answer.content.decode()


def test_the_search_finds_a_service(service_page: ServicePage, client: Client) -> None:
    assert "Surat domisili" in client.get("/cari/?q=domisili").content.decode()
