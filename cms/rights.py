"""Who may do what with pages, pictures and documents in the back office, as one table per role."""

from dataclasses import dataclass

from accounts.models import Role

WRITE = ("add_page", "change_page")
PUBLISH = (*WRITE, "publish_page", "lock_page", "unlock_page")
CHECK = ("change_page", "publish_page", "lock_page", "unlock_page")
FILES = (
    "wagtailimages.add_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.choose_document",
)
ALL_FILES = (
    *FILES,
    "wagtailimages.change_image",
    "wagtailimages.delete_image",
    "wagtaildocs.change_document",
    "wagtaildocs.delete_document",
)
ENTER = ("wagtailadmin.access_admin",)
REFERENCE = (
    *ENTER,
    "cms.add_legalkind",
    "cms.change_legalkind",
    "cms.view_legalkind",
    "wagtailredirects.add_redirect",
    "wagtailredirects.change_redirect",
    "wagtailredirects.delete_redirect",
)


@dataclass(frozen=True)
class Rights:
    """Rights of one role: on pages at or below these slugs ("" = the whole site), on files, on the rest."""

    pages: tuple[tuple[str, tuple[str, ...]], ...]
    files: tuple[str, ...] = FILES
    other: tuple[str, ...] = ENTER


# A planning agency decides proposals at the officers' desk and edits no page: it has no row here and no door there.
# Those who write without the right to publish hand their page to an editor or moderator (the workflow).
RIGHTS: dict[str, Rights] = {
    Role.ADMINISTRATOR: Rights((("", (*PUBLISH, "bulk_delete_page")),), ALL_FILES, REFERENCE),
    Role.EDITOR: Rights((("", PUBLISH),), ALL_FILES, REFERENCE),
    Role.MODERATOR: Rights((("", CHECK),)),
    Role.OFFICER: Rights((("rancangan", WRITE), ("pengumuman", WRITE), ("materi", WRITE), ("layanan", WRITE))),
    Role.VILLAGE_OFFICER: Rights((("pengumuman", WRITE),)),
    Role.FACILITATOR: Rights((("materi", WRITE),)),
}
CHECKERS = (Role.EDITOR, Role.MODERATOR)
