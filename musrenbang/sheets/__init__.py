"""Tables of proposals (a past year's list, a village's sheet): their columns, what is wrong in a row, its example."""

from musrenbang.sheets.columns import MOST_ROWS, columns_of, examples_of, notes_of
from musrenbang.sheets.judging import judge

__all__ = ["MOST_ROWS", "columns_of", "examples_of", "judge", "notes_of"]
