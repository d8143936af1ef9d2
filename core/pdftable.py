"""Long tables as PDF, page by page straight onto paper.

WeasyPrint lays out 60 rows of the response matrix a second, Pango by itself 1,700, in 30 MB whatever the length
(measured). Words of every script are shaped, turned and found in the fonts of the machine by Pango; they can be
searched and copied. A row that is higher than what is left of a page is broken between lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.exports import printable
from core.pango import UNITS, Libraries, libraries
from core.pdf import MISSING, PdfMissingError

MM = 72 / 25.4
PAPERS = {"f4": (330.0, 210.0), "a4": (297.0, 210.0)}  # width and height in millimetres, lying
FONTS = "Liberation Sans, Noto Sans, DejaVu Sans"
MARGIN, PAD = 12 * MM, 1.2 * MM
BODY, SMALL, TITLE = 8, 7.5, 14
INK, SOFT, RULE, WASH = (0.1, 0.1, 0.1), (0.35, 0.35, 0.35), (0.6, 0.6, 0.6), (0.93, 0.93, 0.9)
WORD_CHAR = 2  # PANGO_WRAP_WORD_CHAR: a word longer than its column is broken
TITLE_FIELD, CREATOR_FIELD = 0, 4  # of cairo_pdf_metadata_t


def available() -> bool:
    """Whether tables can be drawn on this machine."""
    return libraries() is not None


@dataclass(frozen=True)
class Column:
    """A heading, and its share of the width."""

    title: str
    share: float


class PdfTable:
    """Draws title, lines under it, then rows under a heading that comes again on each page; use with `with`."""

    def __init__(self, path: str, *, paper: str, title: str, lines: Sequence[str], columns: Sequence[Column]) -> None:
        found = libraries()
        if found is None:
            raise PdfMissingError(MISSING)
        self.lib: Libraries = found
        self.width, self.height = (side * MM for side in PAPERS[paper])
        self.title, self.columns = title, columns
        self.floor = self.height - MARGIN - 5 * MM
        room = self.width - 2 * MARGIN
        whole = sum(column.share for column in columns)
        self.widths = [room * column.share / whole for column in columns]
        self.page, self.y, self.top = 0, MARGIN, MARGIN
        self.context: Any = None
        self.fonts: list[Any] = []
        self.layouts: list[Any] = []
        self.others: list[Any] = []
        self.filled: list[str | None] = [None] * len(columns)
        self.heights = [0.0] * len(columns)
        self._open(path)
        self._start(lines)

    def __enter__(self) -> "PdfTable":
        return self

    def __exit__(self, *raised: Any) -> None:
        self.close()

    def row(self, cells: Sequence[str]) -> None:
        """One row; broken between lines where it does not fit on a page of its own or leaves half a page empty."""
        for place, (layout, cell) in enumerate(zip(self.layouts, cells, strict=True)):
            if self.filled[place] != cell:  # rows of one passage share its words: laid out once
                self._fill(layout, cell)
                self.filled[place] = cell
                self.heights[place] = self._size(layout)
        height = max(self.heights) + 2 * PAD
        if self.y + height <= self.floor:
            self._draw_whole(height)
            return
        if height < (self.floor - self.top) / 2:
            self._turn()
            self._draw_whole(height)
            return
        self._draw_broken()

    def close(self) -> None:
        """Finish the file; OSError where it could not be written."""
        lib = self.lib
        if self.context is None:
            return
        self._footer()
        for layout in [*self.layouts, *self.others]:
            lib.gobject.g_object_unref(layout)
        for font in self.fonts:
            lib.pango.pango_font_description_free(font)
        lib.cairo.cairo_destroy(self.context)
        self.context = None
        lib.cairo.cairo_surface_finish(self.surface)
        status = lib.cairo.cairo_surface_status(self.surface)
        lib.cairo.cairo_surface_destroy(self.surface)
        if status:
            raise OSError(f"PDF could not be written (cairo {status})")

    # --- Beginning --------------------------------------------------------------------------------

    def _open(self, path: str) -> None:
        lib = self.lib
        self.surface = lib.cairo.cairo_pdf_surface_create(path.encode(), self.width, self.height)
        for field, text in ((TITLE_FIELD, self.title), (CREATOR_FIELD, "Partisipasi")):
            lib.cairo.cairo_pdf_surface_set_metadata(self.surface, field, text.encode())
        self.context = lib.cairo.cairo_create(self.surface)
        lib.cairo.cairo_set_line_width(self.context, 0.4)
        body, bold = self._font(str(BODY)), self._font(f"Bold {BODY}")
        self.layouts = [self._layout(body, width - 2 * PAD) for width in self.widths]
        self.heads = [self._layout(bold, width - 2 * PAD) for width in self.widths]
        wide = self.width - 2 * MARGIN
        self.big = self._layout(self._font(f"Bold {TITLE}"), wide)
        self.small = self._layout(self._font(str(SMALL)), wide)
        self.others = [*self.heads, self.big, self.small]
        for layout, column in zip(self.heads, self.columns, strict=True):
            self._fill(layout, column.title)

    def _start(self, lines: Sequence[str]) -> None:
        """Title and lines on the first page, then the heading."""
        self.page = 1
        self._colour(INK)
        self._fill(self.big, self.title)
        self._show(self.big, MARGIN, self.y)
        self.y += self._size(self.big) + 2 * MM
        for line in lines:
            self._fill(self.small, line)
            self._show(self.small, MARGIN, self.y)
            self.y += self._size(self.small) + 1 * MM
        self.y += 2 * MM
        self._heading()

    def _heading(self) -> None:
        height = max(self._size(layout) for layout in self.heads) + 2 * PAD
        self._colour(WASH)
        self.lib.cairo.cairo_rectangle(self.context, MARGIN, self.y, self.width - 2 * MARGIN, height)
        self.lib.cairo.cairo_fill(self.context)
        self._colour(INK)
        self._cells(self.heads)
        self._grid(height)
        self.top = self.y

    # --- Rows -------------------------------------------------------------------------------------

    def _draw_whole(self, height: float) -> None:
        self._cells(self.layouts)
        self._grid(height)

    def _cells(self, layouts: Sequence[Any]) -> None:
        x = MARGIN
        for layout, width in zip(layouts, self.widths, strict=True):
            self._show(layout, x + PAD, self.y + PAD)
            x += width

    def _draw_broken(self) -> None:
        """Lines of each cell as far as the page goes, the rest on the next."""
        waiting = [_Lines(self.lib, layout) for layout in self.layouts]
        if self.floor - self.y < 20 * MM:
            self._turn()
        while any(lines.left for lines in waiting):
            room, x, used = self.floor - self.y - 2 * PAD, MARGIN, 0.0
            for lines, width in zip(waiting, self.widths, strict=True):
                used = max(used, lines.draw(self.context, x + PAD, self.y + PAD, room))
                x += width
            self._grid(used + 2 * PAD)
            if any(lines.left for lines in waiting):
                self._turn()
        for lines in waiting:
            lines.free()

    def _grid(self, height: float) -> None:
        """The frame of each cell; goes down by the height."""
        cairo, x = self.lib.cairo, MARGIN
        self._colour(RULE)
        for width in self.widths:
            cairo.cairo_rectangle(self.context, x, self.y, width, height)
            x += width
        cairo.cairo_stroke(self.context)
        self._colour(INK)
        self.y += height

    def _turn(self) -> None:
        """The next page with the heading."""
        self._footer()
        self.lib.cairo.cairo_show_page(self.context)
        self.page, self.y = self.page + 1, MARGIN
        self._heading()

    def _footer(self) -> None:
        self._colour(SOFT)
        self._fill(self.small, f"{self.title[:140]}, halaman {self.page}")
        self._show(self.small, MARGIN, self.height - MARGIN - 2 * MM)
        self._colour(INK)

    # --- Small deeds ------------------------------------------------------------------------------

    def _font(self, look: str) -> Any:
        font = self.lib.pango.pango_font_description_from_string(f"{FONTS} {look}".encode())
        self.fonts.append(font)
        return font

    def _layout(self, font: Any, width: float) -> Any:
        layout = self.lib.pangocairo.pango_cairo_create_layout(self.context)
        self.lib.pango.pango_layout_set_font_description(layout, font)
        self.lib.pango.pango_layout_set_width(layout, int(width * UNITS))
        self.lib.pango.pango_layout_set_wrap(layout, WORD_CHAR)
        return layout

    def _fill(self, layout: Any, text: str) -> None:
        data = printable(text).encode("utf-8", "replace")
        self.lib.pango.pango_layout_set_text(layout, data, len(data))

    def _size(self, layout: Any) -> float:
        width, height = self.lib.ffi.new("int *"), self.lib.ffi.new("int *")
        self.lib.pango.pango_layout_get_size(layout, width, height)
        return float(height[0]) / UNITS

    def _show(self, layout: Any, x: float, y: float) -> None:
        self.lib.cairo.cairo_move_to(self.context, x, y)
        self.lib.pangocairo.pango_cairo_show_layout(self.context, layout)

    def _colour(self, colour: tuple[float, float, float]) -> None:
        self.lib.cairo.cairo_set_source_rgb(self.context, *colour)


class _Lines:
    """The lines of one cell that are not on paper yet."""

    def __init__(self, lib: Libraries, layout: Any) -> None:
        self.lib = lib
        self.iter = lib.pango.pango_layout_get_iter(layout)
        self.left = True
        self.box = lib.ffi.new("PangoRectangle *")

    def draw(self, context: Any, x: float, y: float, room: float) -> float:
        """Draw what fits into `room`, at least one line; returns the height used."""
        pango, first, used = self.lib.pango, None, 0.0
        while self.left:
            pango.pango_layout_iter_get_line_extents(self.iter, self.lib.ffi.NULL, self.box)
            top = self.box.y / UNITS
            first = top if first is None else first
            bottom = top - first + self.box.height / UNITS
            if bottom > room and used:
                break
            baseline = pango.pango_layout_iter_get_baseline(self.iter) / UNITS - first
            self.lib.cairo.cairo_move_to(context, x + self.box.x / UNITS, y + baseline)
            line = pango.pango_layout_iter_get_line_readonly(self.iter)
            self.lib.pangocairo.pango_cairo_show_layout_line(context, line)
            used, self.left = bottom, bool(pango.pango_layout_iter_next_line(self.iter))
        return used

    def free(self) -> None:
        self.lib.pango.pango_layout_iter_free(self.iter)
