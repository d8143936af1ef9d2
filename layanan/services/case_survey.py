"""After every end (also refused or given up) the applicant is asked how it was: one tap of four faces.

The code is derived from the application's number, so that her page can show it again; only its digest is kept, and once
it is spent nothing leads from it to the answer.
"""

import hmac
from hashlib import sha256
from typing import Any

from django.conf import settings

from layanan.models.survey import SurveyPeriod, SurveyToken
from layanan.queries.survey import current
from layanan.services.survey import CODE_LENGTH, LETTERS, ONE_IN, digest_of


def ask(application: Any) -> None:
    """Make the code for this end, while a survey is running."""
    period = current(application.region_id)
    if period is not None:
        drawn = _drawn(application, period)
        SurveyToken.objects.get_or_create(
            digest=digest_of(_code(drawn)),
            defaults={"period": period, "service": application.service.name[:120], "whole": drawn[-1] % ONE_IN == 0},
        )


def code_of(application: Any) -> str:
    """The code to answer with; "" where nobody asks now, or it was used."""
    period = current(application.region_id)
    if period is None:
        return ""
    code = _code(_drawn(application, period))
    return code if SurveyToken.objects.filter(digest=digest_of(code), period=period, spent=False).exists() else ""


def _drawn(application: Any, period: SurveyPeriod) -> bytes:
    """Bytes that only the server can work out from the number."""
    text = f"{application.number}:{period.pk}"
    return hmac.new(f"skm-permohonan:{settings.SECRET_KEY}".encode(), text.encode(), sha256).digest()


def _code(drawn: bytes) -> str:
    return "".join(LETTERS[byte % len(LETTERS)] for byte in drawn[:CODE_LENGTH])
