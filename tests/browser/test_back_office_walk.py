"""What editors, moderators and officers do with a draft beside writing it: a long one, a schedule, a hand-over, a copy.

And the two doors that are used on a bad day: a recovery code instead of the telephone, and the quiet way out of mails.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect
from wagtail.models import WorkflowState

from cms.models import LegalKind, PolicyDraftIndexPage, PolicyDraftPage
from konsultasi.models import Consultation, Passage
from notifications.mails import unsubscribe_url
from notifications.models import Delivery
from tests.browser.draft_walk.office import UNFOLD
from tests.browser.main_job.people import Walker
from tests.browser.main_job.place import SECRET
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Enter = Callable[..., Walker]
WORDS = "Ketentuan ini berlaku bagi setiap warga."


def draft(count: int = 3, *, live: bool = True, **more: Any) -> PolicyDraftPage:
    """A draft of so many articles."""
    now = timezone.now()
    page = PolicyDraftPage(
        title="Rancangan ketertiban pasar", slug="pasar", live=False, legal_kind=LegalKind.objects.all()[0],
        initiator="Bagian Hukum", summary="Pasar menjadi tertib.", opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=10),
        body=[("pasal", {"number": str(n), "text": f"{WORDS} Nomor {n}."}) for n in range(1, count + 1)], **more,
    )  # fmt: skip
    PolicyDraftIndexPage.objects.get().add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    return PolicyDraftPage.objects.get(pk=page.pk)


def ids(page: PolicyDraftPage) -> list[str]:
    return [block.id for block in page.body]


def choose(page: Page, name: str) -> None:
    """Press one of the deeds at the foot of the editor, behind the arrow where it stands there."""
    page.locator("footer [data-w-dropdown-target=toggle], [data-w-dropdown-target=toggle]").last.click()
    with page.expect_navigation(timeout=60_000):
        page.get_by_role("button", name=name).first.click()


def test_a_draft_of_300_articles_is_changed_in_the_editor(enter: Enter) -> None:
    long = draft(300)
    gita = enter("gita", 1280)
    gita.page.set_default_timeout(120_000)
    gita.go(f"/kelola/pages/{long.pk}/edit/")
    last = gita.page.locator("[name=body-299-value-text]")
    last.evaluate(UNFOLD)  # parts of a long text are folded in the editor
    last.fill("Peraturan ini mulai berlaku pada tanggal diundangkan.")
    choose(gita.page, "Terbitkan")

    now = PolicyDraftPage.objects.get(pk=long.pk)
    assert ids(now) == ids(long)
    version = Consultation.objects.get().versions.get(number=2)
    assert Passage.objects.filter(version=version).count() == 300
    gita.go(long.url)
    gita.sees("Peraturan ini mulai berlaku pada tanggal diundangkan.")


def test_a_draft_appears_and_ends_by_the_clock(cast: Any, enter: Enter) -> None:
    guest = enter("tamu")
    later = draft(live=False)
    later.go_live_at = timezone.now() - timedelta(minutes=1)
    later.save_revision(approved_go_live_at=later.go_live_at)
    guest.go("/rancangan/pasar/", 404)
    guest.go("/rancangan/")
    guest.misses("Rancangan ketertiban pasar")

    call_command("berkala")

    guest.go("/rancangan/")
    guest.sees("Rancangan ketertiban pasar")
    guest.link("Rancangan ketertiban pasar")
    guest.sees(WORDS)
    PolicyDraftPage.objects.filter(pk=later.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    call_command("berkala")
    guest.go("/rancangan/pasar/", 404)
    guest.go("/rancangan/")
    guest.misses("Rancangan ketertiban pasar")
    assert Consultation.objects.get().visible is False


def test_an_officer_hands_in_and_the_moderator_publishes(cast: Any, enter: Enter) -> None:
    waiting = draft(live=False, owner=cast.joko)
    joko, eko = enter("joko", 1280), enter("eko", 1280)
    joko.go(f"/kelola/pages/{waiting.pk}/edit/")
    assert joko.page.get_by_role("button", name="Terbitkan").count() == 0
    state = WorkflowState.objects
    choose(joko.page, "Pengajuan ke")
    assert state.get().status == "in_progress"

    eko.go("/kelola/")
    eko.sees("Rancangan ketertiban pasar")
    eko.go(f"/kelola/pages/{waiting.pk}/edit/")
    eko.page.locator("[data-w-dropdown-target=toggle]").last.click()
    eko.page.locator("[data-workflow-action-name=approve]").first.click()
    modal = eko.page.locator(".modal.in, .modal-content")
    if modal.count():
        modal.get_by_role("button").last.click()
    expect(eko.page).not_to_have_url(f"/kelola/pages/{waiting.pk}/edit/", timeout=60_000)
    assert state.get().status == "approved"
    enter("tamu").go("/rancangan/pasar/")


def test_a_copy_keeps_the_ids_of_its_parts(enter: Enter) -> None:
    first = draft()
    gita = enter("gita", 1280)
    gita.go(f"/kelola/pages/{first.pk}/copy/")
    gita.page.fill("[name=new_title]", "Rancangan ketertiban pasar desa")
    gita.page.fill("[name=new_slug]", "pasar-desa")
    with gita.page.expect_navigation():
        gita.page.locator("main form button[type=submit], main form input[type=submit]").last.click()
    copy = PolicyDraftPage.objects.get(slug="pasar-desa")
    assert ids(copy) == ids(first)


def test_a_recovery_code_opens_the_desk_once(cast: Any, open_page: Callable[..., Page]) -> None:
    TOTP.activate(cast.joko, SECRET)
    code = RecoveryCodes.activate(cast.joko).get_unused_codes()[0]
    for expected, scripts in (("/petugas/", True), ("/akun/pengaman/masuk/", False)):
        joko = Walker(open_page(360, scripts=scripts), "joko", scripts=scripts)
        joko.go("/akun/masuk/?next=/petugas/")
        joko.fill(login="joko", password=PASSWORD)
        joko.press("Masuk")
        joko.sees("kode cadangan")
        joko.look("kode-cadangan")
        joko.fill(code=code)
        joko.press("Masuk")
        assert joko.path == expected
    joko.sees("Galat")
    joko.look("kode-cadangan-terpakai")


def test_the_quiet_way_out_of_mails(cast: Any, enter: Enter, live_server: Any) -> None:
    """Looking changes nothing; the button ends mails, and pressing it again is no mistake."""
    ani = enter("tamu", scripts=False)
    path = "/pemberitahuan/berhenti/" + unsubscribe_url(cast.ani).partition("/pemberitahuan/berhenti/")[2]
    ani.go(path)
    ani.look("berhenti")
    assert not Delivery.objects.filter(user=cast.ani, mode="tidak").exists()
    for _ in range(2):
        ani.go(path)
        ani.page.locator("main form button").first.click()
        ani.page.wait_for_load_state()
        assert Delivery.objects.get(user=cast.ani).mode == "tidak"
    ani.look("berhenti-selesai")
