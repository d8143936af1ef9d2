"""Two editors at one import, an import that breaks off in the middle: one text goes in, once and whole, or none."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test import Client
from wagtail.models import Collection, Locale

from accounts.services import sync_groups
from cms import services
from cms.models import DraftImport, HomePage, PolicyDraftPage
from core.states import StateError
from konsultasi.services.reading import read_draft
from tests.cms.test_import import TEXT, at, insert, rows, typed_in
from tests.factories import make_officer
from tests.flows.test_races import at_once
from tests.installed import installed_site
from wilayah import queries as place_queries

Make = Callable[..., PolicyDraftPage]


class PowerCutError(Exception):
    """The machine stops here."""


@pytest.fixture
def home(places: None) -> HomePage:
    """A freshly installed site, also where tests with real commits emptied what migrations had put in."""
    place_queries.forget()
    with transaction.atomic():
        Locale.objects.get_or_create(language_code="id")
        if not Collection.objects.exists():
            Collection.add_root(name="Akar")
        return installed_site()


@pytest.fixture
def draft(make_draft: Make) -> PolicyDraftPage:
    return make_draft()


def begun(draft: PolicyDraftPage, by: Any) -> DraftImport:
    sync_groups(by)
    return services.start_import(page=draft, by=by, found=read_draft(TEXT.encode(), "naskah.txt"))


def put_in(imported: DraftImport, by: Any) -> Callable[[], PolicyDraftPage]:
    fresh = DraftImport.objects.get(pk=imported.pk)
    page = PolicyDraftPage.objects.get(pk=imported.page_id)
    return lambda: services.use_import(imported=fresh, by=by, revision=page.latest_revision_id, turn=fresh.turn)


@transaction.atomic
def cut_short(deed: Callable[[], Any]) -> None:
    """Do it, and never come to the end of its transaction."""
    deed()
    raise PowerCutError


def test_broken_off_while_it_goes_in_nothing_happened_and_it_goes_in_again(
    editor: Client, draft: PolicyDraftPage, gita: Any
) -> None:
    imported = begun(draft, gita)
    editor.post(at(imported), typed_in(imported, teks_2="Kalimat yang dibetulkan."))
    before = (draft.latest_revision_id, draft.revisions.count())
    with pytest.raises(PowerCutError):
        cut_short(put_in(imported, gita))
    draft = PolicyDraftPage.objects.get(pk=draft.pk)
    assert (draft.latest_revision_id, draft.revisions.count()) == before
    imported.refresh_from_db()
    assert (imported.state, imported.is_unfinished) == ("dikoreksi", True)
    assert "Kalimat yang dibetulkan." in [text for _, _, text in rows(imported)]
    assert at(imported) in editor.get(f"/kelola/rancangan/{draft.pk}/impor/").content.decode()
    insert(editor, imported)
    newest = PolicyDraftPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
    assert "Kalimat yang dibetulkan." in [one.text for one in newest.passages()]
    assert newest.revisions.count() == before[1] + 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
def test_two_editors_put_one_import_in_at_once(draft: PolicyDraftPage, gita: Any) -> None:
    other = make_officer("galih", "Galih Pratama", gita.mandates.get().role, gita.mandates.get().region_id)
    sync_groups(other)
    for turn in range(3):
        imported = begun(PolicyDraftPage.objects.get(pk=draft.pk), gita)
        before = draft.revisions.count()
        results = at_once([put_in(imported, gita), put_in(imported, other)])
        lost = [result for result in results if isinstance(result, Exception)]
        assert [type(error) for error in lost] in ([StateError], [ValidationError]), (turn, results)
        imported.refresh_from_db()
        assert (imported.state, draft.revisions.count()) == ("dipakai", before + 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
def test_two_imports_into_one_draft_at_once(draft: PolicyDraftPage, gita: Any) -> None:
    """The second was looked at beside a text that is no longer the newest: it is looked at again."""
    made = [begun(draft, gita) for _ in range(2)]
    before = draft.revisions.count()
    results = at_once([put_in(one, gita) for one in made])
    lost = [type(result) for result in results if isinstance(result, Exception)]
    assert lost == [ValidationError]
    assert sorted(DraftImport.objects.values_list("state", flat=True)) == ["baru", "dipakai"]
    assert draft.revisions.count() == before + 1
