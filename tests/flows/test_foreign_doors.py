"""The doors that Wagtail and allauth bring: who enters the back office, what of the tree is seen, logging in."""

from typing import Any

import pytest
from django.urls import reverse

from accounts.urls import entrance
from tests.flows.clients import again
from tests.flows.matrix import ROLES
from tests.flows.world import CITIZENS, OFFICES

pytestmark = pytest.mark.django_db

# An office of the regency has no rights over the pages of this kecamatan.
STAFF = frozenset(OFFICES) - {"dewi"}
WRITERS = frozenset({"gita", "eko", "hadi", "joko"})  # of drafts; the moderator may mend what she checks
KEEPERS = frozenset({"gita", "hadi"})  # reference data of pages
# Address -> who enters; other officers are turned away (302 with words, or 403), citizens refused, strangers log in.
BACK_OFFICE: dict[str, frozenset[str]] = {
    "/kelola/": STAFF,
    "/kelola/images/": STAFF,
    "/kelola/documents/": STAFF,
    "/kelola/pages/{page}/edit/": WRITERS,
    "/kelola/pages/{page}/history/": WRITERS,
    "/kelola/pages/{never}/edit/": WRITERS,
    "/kelola/pages/{never}/view_draft/": WRITERS,
    "/kelola/pages/{private}/edit/": WRITERS,
    "/kelola/redirects/": KEEPERS,
    "/kelola/users/": frozenset(),
    "/kelola/users/new/": frozenset(),
    "/kelola/groups/": frozenset(),
    "/kelola/sites/": frozenset(),
    "/kelola/workflows/list/": frozenset(),
    "/kelola/collections/": frozenset(),
}


def asked(w: Any, name: str, path: str, method: str = "get") -> Any:
    return getattr(again(w.sessions[name]), method)(path)


@pytest.mark.parametrize("path", BACK_OFFICE)
def test_who_enters_the_back_office(w: Any, path: str) -> None:
    url = path.format(page=w.page.pk, never=w.never.pk, private=w.private.pk)
    answers = {name: asked(w, name, url) for name in ROLES}
    assert answers["anon"].url.startswith("/akun/masuk/?next=")
    assert {answers[name].status_code for name in CITIZENS} == {403}
    assert {name for name in OFFICES if answers[name].status_code == 200} == BACK_OFFICE[path]
    turned = [answers[name] for name in OFFICES if name not in BACK_OFFICE[path]]
    assert {answer.status_code for answer in turned} <= {302, 403}
    assert {asked(w, name, url, "post").status_code for name in ("anon", *CITIZENS)} == {302, 403}


def test_citizens_change_no_page_and_see_no_preview(w: Any) -> None:
    for path in ("delete/", "unpublish/", "copy/", "move/", "edit/preview/"):
        for name in CITIZENS:
            assert asked(w, name, f"/kelola/pages/{w.page.pk}/{path}", "post").status_code == 403, path
    w.page.refresh_from_db()
    assert w.page.live


def test_only_published_pages_stand_in_the_tree(w: Any) -> None:
    """An unpublished page, one never published: 404 to everybody, editors too; a restricted one is as closed."""
    for name in ROLES:
        assert asked(w, name, w.page.url).status_code == 200
        for page in (w.gone, w.never):
            for rest in ("", "masukan/", "jawab/", "pasal/p2a1/"):
                answer = asked(w, name, f"/rancangan/{page.slug}/{rest}")
                assert answer.status_code == 404, (name, page, rest)
                assert "rahasiaxyz" not in answer.content.decode().replace(page.slug, "")
        private = asked(w, name, f"/rancangan/{w.private.slug}/")
        assert private.status_code == (302 if name == "anon" else 404)
        for rest in ("masukan/", "jawab/", "pasal/p2a1/", "masukan/?unduh=csv", "masukan/?unduh=atom"):
            wanted = 302 if name == "anon" else 404
            assert asked(w, name, f"/rancangan/{w.private.slug}/{rest}").status_code == wanted, rest
    assert "/akun/masuk/" in asked(w, "anon", f"/rancangan/{w.private.slug}/").url


def test_strange_addresses_are_404_in_words(w: Any) -> None:
    for path in (
        "/tidak/ada/",
        "/rancangan/sampah/pasal/tidak-ada/",
        "/rancangan/sampah/masukan/99999/",
        "/usulan/2028/33.23.03/9999/",
        "/usulan/2028/..%2f..%2f/0001/",
        "/usulan/9999999999999999999999/x/0001/",
        "/dokumen/999/berkas.pdf",
        "/media/images/..%2f..%2fdb.sqlite3",
        "/media/original_images/a.jpg",
        "/berkas/00000000-0000-0000-0000-000000000000/",
        "/pemungutan/99999999999999999999/",
        "/topik/99999999999999999999/komentar/",
        "/petugas/usulan/99999999999999999999/",
        "/pemberitahuan/berhenti/palsu/",
        "/%00/",
        "/rancangan/%00/",
        "/cari/%F0%9F%98%80/",
    ):
        answer = asked(w, "joko", path)
        assert answer.status_code == 404, path
        assert "html" in answer["Content-Type"], path


ALLAUTH = {route.name: route for route in entrance if route.name != "account_signup"}
OPEN = frozenset(  # without an account; all others lead to the log-in page
    {
        "account_login",
        "account_inactive",
        "account_email_verification_sent",
        "account_confirm_email",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
    }
)


def test_there_is_one_log_in_form(w: Any) -> None:
    for method in ("get", "post"):
        answer = asked(w, "anon", "/_util/login/?next=/usulan/", method)
        assert (answer.status_code, answer.url) == (302, "/akun/masuk/?next=/usulan/")
    for name, status in (("anon", 302), ("ani", 403), ("joko", 302)):
        assert asked(w, name, "/kelola/login/").status_code == status, name
    assert asked(w, "anon", "/kelola/password_reset/").status_code == 302


ARGUMENTS = {"account_confirm_email": ["palsu"], "account_reset_password_from_key": ["1", "palsu-kunci"]}
LOGIN_STEPS = frozenset({"mfa_authenticate"})  # a step of logging in; alone it leads back to the beginning


@pytest.mark.parametrize("name", ALLAUTH)
def test_the_doors_of_accounts(w: Any, name: str) -> None:
    url = reverse(name, args=ARGUMENTS.get(name, []))
    stranger = asked(w, "anon", url)
    if name in OPEN:
        assert stranger.status_code == 200
    else:
        assert stranger.status_code == 302
        assert stranger.url.startswith("/akun/masuk/" if name != "account_logout" else "/")
    for who in ROLES:
        for method in ("get", "post"):
            answer = asked(w, who, url, method)
            assert answer.status_code in (200, 302, 404, 405), (who, method)
            if answer.status_code == 302:
                assert answer.url.startswith("/"), answer.url
        assert again(w.sessions[who], token=False).post(url).status_code == 403
