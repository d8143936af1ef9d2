"""Sending a form twice does the deed once: on a slow line people press again, and browsers repeat."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import timezone

from core.models import SentForm

KEPT_FOR = timedelta(days=7)
STALE = "Formulir ini sudah kedaluwarsa. Muat ulang halaman, lalu kirim lagi."


class OnceForm(forms.Form):
    """A form with a hidden key; print {{ form.kunci }} in its template."""

    kunci = forms.UUIDField(
        initial=uuid.uuid4,
        widget=forms.HiddenInput,
        error_messages={"required": STALE, "invalid": STALE},
    )


class VerbForm(OnceForm):
    """A form that is one verb about one thing; `about` is what both the form and the verb call that thing."""

    about = ""
    verb: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.thing = kwargs.pop(self.about)
        setattr(self, self.about, self.thing)
        super().__init__(*args, **kwargs)

    def values(self) -> dict[str, Any]:
        """Arguments of the verb: what was typed."""
        return {name: value for name, value in self.cleaned_data.items() if name != "kunci"}

    def save(self, *, by: Any) -> Any:
        return type(self).verb(by=by, **{self.about: self.thing}, **self.values())


def once(request: HttpRequest, form: Any, deed: Callable[[], Any]) -> HttpResponse:
    """Run `deed()` once for the key of a valid `form` and redirect to what it returns (an object or an address).

    The same key by the same person again redirects to the same place; by another person it is refused. Deed and
    key stand in one transaction: a deed that raises leaves its key free.
    """
    key = form.cleaned_data["kunci"]
    user = request.user if request.user.is_authenticated else None
    with transaction.atomic():
        if _claim(key, user):
            address = resolve_url(deed())
            SentForm.objects.filter(pk=key).update(result=address)
            return HttpResponseRedirect(address)
    sent = SentForm.objects.get(pk=key)
    if sent.user_id != (user.pk if user else None):
        raise PermissionDenied("Formulir ini dikirim dari akun lain. Muat ulang halaman, lalu isi kembali.")
    return HttpResponseRedirect(sent.result)


def _claim(key: uuid.UUID, user: Any) -> bool:
    """Insert the key; False when it is there. On PostgreSQL this waits for a first sender still at work."""
    meta: Any = SentForm._meta
    table, field = meta.db_table, meta.get_field
    with connection.cursor() as cursor:
        # One statement that never fails needs no savepoint around it.
        cursor.execute(
            f"INSERT INTO {table} (key, user_id, result, sent_at) VALUES (%s, %s, '', %s) ON CONFLICT (key) DO NOTHING",  # noqa: S608
            [
                field("key").get_db_prep_value(key, connection),
                user.pk if user else None,
                field("sent_at").get_db_prep_value(timezone.now(), connection),
            ],
        )
        return bool(cursor.rowcount)


def forget_old_keys() -> int:
    """Delete keys nobody will send again (periodic job)."""
    deleted, _ = SentForm.objects.filter(sent_at__lt=timezone.now() - KEPT_FOR).delete()
    return deleted
