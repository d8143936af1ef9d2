"""The few functions of Pango and Cairo by which long tables are drawn, asked for when first needed."""

from functools import cache
from typing import Any

DECLARED = """
typedef struct _s cairo_surface_t; typedef struct _c cairo_t;
typedef struct _l PangoLayout; typedef struct _n PangoLayoutLine; typedef struct _i PangoLayoutIter;
typedef struct _f PangoFontDescription;
typedef struct { int x, y, width, height; } PangoRectangle;
cairo_surface_t *cairo_pdf_surface_create(const char *, double, double);
void cairo_pdf_surface_set_metadata(cairo_surface_t *, int, const char *);
int cairo_surface_status(cairo_surface_t *);
void cairo_surface_finish(cairo_surface_t *);
void cairo_surface_destroy(cairo_surface_t *);
cairo_t *cairo_create(cairo_surface_t *);
void cairo_destroy(cairo_t *);
void cairo_show_page(cairo_t *);
void cairo_move_to(cairo_t *, double, double);
void cairo_line_to(cairo_t *, double, double);
void cairo_rectangle(cairo_t *, double, double, double, double);
void cairo_fill(cairo_t *);
void cairo_stroke(cairo_t *);
void cairo_set_line_width(cairo_t *, double);
void cairo_set_source_rgb(cairo_t *, double, double, double);
PangoFontDescription *pango_font_description_from_string(const char *);
void pango_font_description_free(PangoFontDescription *);
PangoLayout *pango_cairo_create_layout(cairo_t *);
void pango_cairo_show_layout(cairo_t *, PangoLayout *);
void pango_cairo_show_layout_line(cairo_t *, PangoLayoutLine *);
void pango_layout_set_font_description(PangoLayout *, PangoFontDescription *);
void pango_layout_set_width(PangoLayout *, int);
void pango_layout_set_wrap(PangoLayout *, int);
void pango_layout_set_text(PangoLayout *, const char *, int);
void pango_layout_get_size(PangoLayout *, int *, int *);
PangoLayoutIter *pango_layout_get_iter(PangoLayout *);
void pango_layout_iter_free(PangoLayoutIter *);
int pango_layout_iter_next_line(PangoLayoutIter *);
int pango_layout_iter_get_baseline(PangoLayoutIter *);
void pango_layout_iter_get_line_extents(PangoLayoutIter *, PangoRectangle *, PangoRectangle *);
PangoLayoutLine *pango_layout_iter_get_line_readonly(PangoLayoutIter *);
void g_object_unref(void *);
"""
LIBRARIES = {
    "cairo": ("libcairo.so.2", "libcairo.2.dylib", "libcairo-2.dll"),
    "pango": ("libpango-1.0.so.0", "libpango-1.0.0.dylib", "libpango-1.0-0.dll"),
    "pangocairo": ("libpangocairo-1.0.so.0", "libpangocairo-1.0.0.dylib", "libpangocairo-1.0-0.dll"),
    "gobject": ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libgobject-2.0-0.dll"),
}
UNITS = 1024  # of Pango in one point


class Libraries:
    """Each library under its name, and `ffi`."""

    def __init__(self, ffi: Any, **opened: Any) -> None:
        self.ffi = ffi
        self.cairo, self.pango = opened["cairo"], opened["pango"]
        self.pangocairo, self.gobject = opened["pangocairo"], opened["gobject"]


@cache
def libraries() -> Libraries | None:
    """All four, or None where one is missing on this machine."""
    try:
        from cffi import FFI  # noqa: PLC0415  (comes with WeasyPrint; the site runs without it)

        ffi = FFI()
        ffi.cdef(DECLARED)
        return Libraries(ffi, **{name: _open(ffi, names) for name, names in LIBRARIES.items()})
    except (ImportError, OSError):
        return None


def _open(ffi: Any, names: tuple[str, ...]) -> Any:
    """The first of these that the machine has."""
    for name in names[:-1]:
        try:
            return ffi.dlopen(name)
        except OSError:
            continue
    return ffi.dlopen(names[-1])
