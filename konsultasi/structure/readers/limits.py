"""How large a draft may be."""

MAX_BYTES = 20 * 1024 * 1024
MAX_PAGES = 300
MAX_UNPACKED = 120 * 1024 * 1024  # a Word file is a packed folder: more than this inside is no draft
MAX_LETTERS = 3_000_000  # about a thousand pages of words, for files without pages
MAX_SECONDS = 90
