"""Running minutes and delegates of a forum."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.services import record
from core.files import discard, store_upload
from musrenbang.forum_states import PAPERS
from musrenbang.models import Delegate, Forum, ForumItem, MinutesLine
from musrenbang.services.forums import changed, lock

NOT_NOW = "Notulen dan utusan diisi selama forum berlangsung atau menunggu berita acara."


@transaction.atomic
def write_line(*, by: Any, forum: Forum, text: str, item: ForumItem | None = None) -> MinutesLine:
    """Write a line of the minutes, about one proposal or about the meeting; read by everybody."""
    held = lock(by, forum, PAPERS, NOT_NOW)
    if not text.strip():
        raise ValidationError({"text": "Tulis notulen."})
    if item is not None and item.forum_id != held.pk:
        raise ValidationError("Usulan ini tidak ada dalam forum.")
    line = MinutesLine.objects.create(forum=held, item=item, text=text.strip(), by=by)
    record(by=by, verb="write_minutes", target=held, data={"line": line.pk})
    changed(held)
    return line


@transaction.atomic
def strike_line(*, by: Any, line: MinutesLine) -> None:
    """Strike a mistaken line out; a second time changes nothing."""
    held = lock(by, line.forum, PAPERS, NOT_NOW)
    if MinutesLine.objects.filter(pk=line.pk, struck_at__isnull=True).update(struck_at=timezone.now()):
        record(by=by, verb="strike_minutes", target=held, data={"line": line.pk})
        changed(held)


@transaction.atomic
def add_delegate(*, by: Any, forum: Forum, letter: Any = None, **fields: Any) -> Delegate:
    """Note somebody the forum sends on, with the letter of mandate (an upload) where there is one."""
    held = lock(by, forum, PAPERS, NOT_NOW)
    stored = store_upload(letter, owner=by, kind="document") if letter else None
    try:
        with transaction.atomic():
            made = Delegate.objects.create(forum=held, letter=stored, **fields)
    except IntegrityError as error:
        raise ValidationError({"name": "Utusan dengan nama ini sudah tercatat."}) from error
    record(by=by, verb="add_delegate", target=held, data={"delegate": made.pk})
    changed(held)
    return made


@transaction.atomic
def drop_delegate(*, by: Any, delegate: Delegate) -> None:
    """Take a delegate off the list again; the letter goes too."""
    held = lock(by, delegate.forum, PAPERS, NOT_NOW)
    letter = delegate.letter
    record(by=by, verb="drop_delegate", target=held, data={"delegate": delegate.pk})
    delegate.delete()
    if letter is not None:
        discard(letter)
    changed(held)
