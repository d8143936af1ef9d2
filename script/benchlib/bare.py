"""Settings of the measuring rod: the same server and framework, one view that answers `ok`, no middleware."""

from partisipasi.settings import *  # noqa: F403

MIDDLEWARE: list[str] = []
ROOT_URLCONF = "script.benchlib.bare_urls"
