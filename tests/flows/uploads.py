"""Good and wicked files."""

import io
import struct
import zlib

from PIL import Image


def jpeg(size: tuple[int, int] = (640, 480)) -> bytes:
    """A plain picture."""
    out = io.BytesIO()
    Image.new("RGB", size, (90, 120, 80)).save(out, "JPEG")
    return out.getvalue()


def bomb(edge: int = 20_000) -> bytes:
    """A PNG of a few kilobytes that unpacks to 400 million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", edge, edge, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((edge // 8 + 1) * edge), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>window.__xss=1</script></svg>'
HTML = b"<!doctype html><script>window.__xss=1</script>"
