"""Roots and chains by which a published list can be checked: RFC 6962 trees and a chain of hashed lines."""

import hashlib
from collections.abc import Iterable

FIRST = "0" * 64


def root(leaves: Iterable[bytes]) -> str:
    """The root of the tree over these leaves in their order, as RFC 6962 defines it, in hexadecimal.

    >>> root([])[:16]
    'e3b0c44298fc1c14'
    """
    level = [hashlib.sha256(b"\x00" + leaf).digest() for leaf in leaves]
    if not level:
        return hashlib.sha256(b"").hexdigest()
    # Pairing from the left and carrying an odd last one up gives the same tree as splitting at powers of two.
    while len(level) > 1:
        pairs = [hashlib.sha256(b"\x01" + a + b).digest() for a, b in zip(level[::2], level[1::2], strict=False)]
        level = pairs + ([level[-1]] if len(level) % 2 else [])
    return level[0].hex()


def root_of_digests(digests: Iterable[str]) -> str:
    """The root over a set of digests written in hexadecimal, in ascending order."""
    return root(bytes.fromhex(digest) for digest in sorted(digests))


def link(previous: str, body: str) -> str:
    """The digest of the next line of a chain: SHA-256 over the previous digest, a newline and the line."""
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()
