"""python -m core.seal: check a seal on any computer with the public key alone; make keys. No Django, no database."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from core.seal.keys import BadKeyError, SigningKey, public_keys, public_line, public_pem, read_public
from core.seal.text import ONLINE, Verdict, check

OK, FALSE_SEAL, UNUSABLE = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """0: the seal holds; 1: it does not; 2: it could not be checked."""
    args = _parser().parse_args(argv)
    try:
        return int(args.run(args))
    except (BadKeyError, OSError, UnicodeDecodeError) as error:
        print(error, file=sys.stderr)
        return UNUSABLE


def checked(args: argparse.Namespace) -> int:
    """Say whether a text is a true seal."""
    keys: dict[bytes, Ed25519PublicKey] = {}
    for name in args.key:
        keys |= public_keys(Path(name).read_text(encoding="utf-8"))
    text = sys.stdin.read() if args.text == "-" else args.text
    verdict, today = check(text, keys), date.today()
    if args.json:
        print(json.dumps(verdict.as_row(today), indent=1))
    else:
        sys.stdout.buffer.write("\n".join(_lines(verdict, today)).encode() + b"\n")
    return OK if verdict.valid else FALSE_SEAL


def made(args: argparse.Namespace) -> int:
    """Print a fresh private key as one line."""
    print(SigningKey.new().line)
    return OK


def shown(args: argparse.Namespace) -> int:
    """Print the public keys of SEAL_KEY and SEAL_OLD_KEYS as PEM, or that of SEAL_KEY as one line."""
    key = SigningKey.read(os.environ.get("SEAL_KEY", ""))
    if args.line:
        print(public_line(key.public))
        return OK
    old = [read_public(line) for line in os.environ.get("SEAL_OLD_KEYS", "").split(",") if line.strip()]
    sys.stdout.write(public_pem([key.public, *old]))
    return OK


def _lines(verdict: Verdict, today: date) -> list[str]:
    lines = [verdict.why]
    if facts := verdict.facts:
        until = facts.until.isoformat() + (" (sudah lewat)" if verdict.expired(today) else "") if facts.until else "-"
        lines += [f"Jenis      {facts.kind}", f"Nomor      {facts.number}", f"Tanggal    {facts.date.isoformat()}"]
        lines += [f"Perihal    {facts.subject}", f"Penanda    {facts.signer}", f"Keperluan  {facts.purpose or '-'}"]
        lines += [f"Nama       {facts.name or '-'}", f"Berlaku    {until}", f"Alamat     {verdict.url}"]
    return [*lines, ONLINE]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m core.seal", description="Segel surat dan sertifikat.")
    deeds = parser.add_subparsers(required=True, metavar="check|new|public")
    one = deeds.add_parser("check", help="periksa teks kode QR tanpa jaringan")
    one.add_argument("text", metavar="TEXT", help="teks kode QR; - membaca dari masukan baku")
    one.add_argument("--key", metavar="PUB.pem", action="append", required=True, help="berkas kunci publik")
    one.add_argument("--json", action="store_true", help="cetak JSON")
    one.set_defaults(run=checked)
    deeds.add_parser("new", help="buat kunci rahasia baru untuk SEAL_KEY").set_defaults(run=made)
    two = deeds.add_parser("public", help="cetak kunci publik dari SEAL_KEY dan SEAL_OLD_KEYS")
    two.add_argument("--line", action="store_true", help="satu baris, untuk SEAL_OLD_KEYS")
    two.set_defaults(run=shown)
    return parser


if __name__ == "__main__":
    sys.exit(main())
