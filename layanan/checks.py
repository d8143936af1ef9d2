"""What an installation lacks to keep identity numbers."""

from typing import Any

from django.core.checks import Error, Warning, register
from django.core.exceptions import ImproperlyConfigured

from layanan.identity import available, keys


@register
def keys_are_whole(**kwargs: Any) -> list[Error]:
    """Keys that are set can be used."""
    try:
        if available():
            keys()
    except ImproperlyConfigured as error:
        return [Error(str(error), hint="IDENTITY_KEYS", id="layanan.E001")]
    return []


@register(deploy=True)
def keys_are_there(**kwargs: Any) -> list[Warning]:
    """Without keys no form that asks for a NIK can be sent; beside the database they protect nothing."""
    if available():
        return []
    hint = "Set IDENTITY_KEYS to a line made by `manage.py identity_keys --new`, and keep it apart from the backup."
    return [Warning("Identity numbers cannot be kept: there are no keys.", hint=hint, id="layanan.W001")]
