"""Mobile numbers as people write them and as they are kept (+628...)."""

import re

from django.core.exceptions import ValidationError

WRONG = "Tulis nomor ponsel Indonesia, misalnya 0812 3456 7890."


def normalise_phone(text: str) -> str:
    """ "0812-3456 7890", "62812..." and "+62 812..." all become "+6281234567890"; ValidationError otherwise."""
    digits = re.sub(r"[\s().\-]", "", text)
    match = re.fullmatch(r"(?:\+?62|0)(8[1-9][0-9]{7,10})", digits, re.ASCII)
    if not match:
        raise ValidationError(WRONG, code="invalid")
    return f"+62{match[1]}"


def phone_or_none(text: str) -> str | None:
    """The number kept for this text, or None where the text is no mobile number."""
    try:
        return normalise_phone(text)
    except ValidationError:
        return None


def mask_phone(phone: str | None) -> str:
    """ "0812 •••• 7890": enough to recognise one's own number, too little to call a stranger."""
    if not phone:
        return ""
    local = "0" + phone.removeprefix("+62")
    return f"{local[:4]} •••• {local[-3:]}"
