"""What the office does in the walk: the key ceremony, the announcement, papers, the opening."""

import re
from typing import Any

from musrenbang.models import Round
from tests.browser.main_job.people import Walker

COMMITTEE = ("Bu Rahma", "Pak Sugeng", "Bu Lestari")
NEEDED = 2


def makes_key(joko: Walker, round: Round) -> list[str]:
    """The committee's shares, read once from the page."""
    joko.go(f"/petugas/pemungutan/{round.pk}/kunci/")
    joko.fill(committee="\n".join(COMMITTEE), needed=str(NEEDED))
    joko.press("Buat kunci")
    joko.sees("Kata-kata ini hanya tampil sekali.", *COMMITTEE)
    joko.look("kunci")
    shares = [" ".join(panel.locator("b").all_inner_texts()) for panel in joko.page.locator("section.panel").all()]
    assert [len(share.split()) for share in shares] == [20, 20, 20]
    joko.go(f"/petugas/pemungutan/{round.pk}/kunci/")
    joko.misses(shares[0].split()[0] + " " + shares[0].split()[1])
    return shares


def announces(joko: Walker, round: Round) -> None:
    joko.go(f"/petugas/pemungutan/{round.pk}/")
    joko.press("Umumkan")
    joko.sees("Pemungutan suara diumumkan. Isinya sekarang tetap.")


def gives_kiosk_code(joko: Walker, round: Round, name: str, sign: str) -> str:
    """Find somebody on the roll and read her the code for this kiosk."""
    joko.go(f"/petugas/pemungutan/{round.pk}/tempat/?q={name}")
    joko.fill(device=sign)
    joko.press("Beri kode bilik")
    told = joko.page.locator(".notice").inner_text()
    joko.look("kode-bilik")
    found = re.search(rf"bilik {sign}: ([0-9A-Za-z ]+)\.", told)
    assert found, told
    return found[1]


def gives_paper(joko: Walker, round: Round, name: str) -> None:
    joko.go(f"/petugas/pemungutan/{round.pk}/tempat/?q={name}")
    joko.press("Beri surat suara kertas")
    joko.sees("Berikan satu surat suara kertas.")


def opens_batch(joko: Walker, round: Round) -> None:
    joko.go(f"/petugas/pemungutan/{round.pk}/kertas/")
    joko.look("kertas")
    joko.fill(number="1", station="Balai Kertosari", sheets="1", invalid="0")
    joko.press("Buka berkas")
    joko.sees("Berkas dibuka.")


def types(person: Walker, round: Round, *numbers: int, third: bool = False) -> None:
    """One clerk types the only paper as she reads it."""
    person.go(f"/petugas/pemungutan/{round.pk}/kertas/1/")
    person.link("Baca lembar 1 sebagai orang ketiga" if third else "Ketik lembar 1")
    assert person.page.locator("input[name=pilihan]:checked").count() == 0
    for number in numbers:
        person.page.locator(f"input[name=pilihan][value='{number}']").check()
    person.look("lembar")
    person.press("Simpan lembar")


def accepts(joko: Walker, round: Round) -> None:
    joko.go(f"/petugas/pemungutan/{round.pk}/kertas/1/")
    joko.press("Terima berkas")
    joko.sees("Berkas diterima dan disegel ke dalam kotak.", "Ketikan dikosongkan.")


def opens_box(joko: Walker, round: Round, shares: list[str]) -> None:
    """One share is not enough; two open the box."""
    joko.go(f"/petugas/pemungutan/{round.pk}/buka/")
    joko.look("buka")
    joko.fill(share_1=shares[0], share_2=shares[0])
    joko.press("Buka dan hitung")
    assert Round.objects.get(pk=round.pk).state == "ditutup"
    fields: Any = {"share_1": shares[2], "share_2": shares[0]}
    joko.fill(**fields)
    joko.press("Buka dan hitung")
    assert Round.objects.get(pk=round.pk).state == "dihitung"
