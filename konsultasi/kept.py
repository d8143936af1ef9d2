"""Which kept pages a change of a draft or its inputs makes old."""

from core.pagecache import bump
from konsultasi.models import Consultation


def touch(consultation: Consultation) -> None:
    """Pages that show this draft are out of date once the transaction commits."""
    bump("rancangan", consultation.topic.version_name)
