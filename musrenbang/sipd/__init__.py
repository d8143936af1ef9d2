"""SIPD's table of proposals, without a database: its columns, what its words mean, reading, writing, matching.

    sheet = read("status.xlsx", data)               # core.sheets.Sheet with rows and what is wrong in them
    meaning(row["status"])                           # "rkpd", "apbd", "ditolak", "dikembalikan" or ""
    candidates(asked_of(row), known)                 # the likest proposals with reasons in words, the best first

Headings are word for word those of SIPD's own export (docs/architecture.md, "To SIPD and back").
"""

from musrenbang.sipd.columns import HEADERS, WATCHED
from musrenbang.sipd.matching import Asked, Candidate, Known, asked_of, candidates, number_in
from musrenbang.sipd.reading import MAX_ROWS, read
from musrenbang.sipd.statuses import meaning
from musrenbang.sipd.writing import Line, differences, line_of

__all__ = [
    "HEADERS",
    "MAX_ROWS",
    "WATCHED",
    "Asked",
    "Candidate",
    "Known",
    "Line",
    "asked_of",
    "candidates",
    "differences",
    "line_of",
    "meaning",
    "number_in",
    "read",
]
