"""What stays of a consultation: the response matrix, its minutes (berita acara), open data."""

from konsultasi.record.matrix import COLUMNS, Matrix, MatrixRow
from konsultasi.record.minutes import Figures

__all__ = ["COLUMNS", "Figures", "Matrix", "MatrixRow"]
