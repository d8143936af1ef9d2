"""Columns that are unique where filled: nothing is NULL, never an empty string."""

from typing import Any

from django.db import models


class _BlankIsNull:
    """Other code (allauth, form fields) writes "" for nothing; two of those would collide."""

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(value) or None  # type: ignore[misc]


class NullEmailField(_BlankIsNull, models.EmailField):
    """An e-mail address or NULL."""


class NullCharField(_BlankIsNull, models.CharField):
    """A text or NULL."""
