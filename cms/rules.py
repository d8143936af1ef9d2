"""Who may bring the text of a file into a draft: whoever may edit its page, and nobody an alias of it."""

from typing import Any

import rules


@rules.predicate
def edits_page(user: Any, obj: Any = None) -> bool:
    """Wagtail's own right to edit the page of this import (or the page itself)."""
    page = getattr(obj, "page", obj)
    if page is None or page.alias_of_id or not user.is_authenticated or not user.is_active:
        return False
    return bool(page.permissions_for_user(user).can_edit())


rules.add_perm("cms.import_draft", edits_page)
