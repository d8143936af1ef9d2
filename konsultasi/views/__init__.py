"""What the draft page of cms hands over to, and the officers' pages."""

from konsultasi.views.public import answer_draft, list_inputs, show_draft, show_input, show_passage
from konsultasi.views.record import matrix, minutes, open_data, open_data_file
from konsultasi.views.versions import changes, compare

__all__ = [
    "answer_draft",
    "changes",
    "compare",
    "list_inputs",
    "matrix",
    "minutes",
    "open_data",
    "open_data_file",
    "show_draft",
    "show_input",
    "show_passage",
]
