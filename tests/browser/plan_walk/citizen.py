"""What a citizen sees of it without JavaScript: one page that grows for two years, and the answer she is asked for."""

from pathlib import Path

from tests.browser.main_job.people import Walker
from tests.browser.plan_walk.forum import NUMBER, PUT_IN, REFUSED, WHY_NOT
from tests.browser.plan_walk.ground import number_of
from tests.browser.plan_walk.village import GROUP, TALUD

NOT_YET = "Ujung talud belum tersambung. Air masih masuk ke rumah."
NOW_GOOD = "Sudah tersambung dan kering."


def page_of(title: str) -> str:
    return f"/usulan/{number_of(title)}/"


def finds_and_supports(ani: Walker) -> None:
    ani.go("/usulan/?q=talud kali kuas")
    ani.link(TALUD)
    ani.sees(GROUP, "Disampaikan dengan bantuan", "Rp180.000.000", "Diajukan")
    ani.press("Dukung")
    ani.sees("Anda mendukung ini")
    ani.look("usulan-didukung")


def sees(ani: Walker, kind: str, *texts: str) -> None:
    """The page of the proposal at this moment."""
    ani.go(page_of(TALUD))
    ani.sees(*texts)
    ani.look(kind)


def sees_forum(ani: Walker) -> None:
    """Score and rank of hers, the reason of another, the berita acara with its digest."""
    ani.go(page_of(TALUD))
    ani.sees("Prioritas kecamatan")
    ani.link("Skor, urutan, dan keputusan dalam forum")
    ani.sees("Urgensi")
    ani.look("forum-skor")
    ani.go("/forum/")
    ani.link("Musrenbang untuk rencana")
    ani.sees("Pagu", "Prioritas")
    ani.look("forum")
    ani.link("Baca berita acara")
    ani.sees(NUMBER, "SHA-256")
    ani.look("berita-acara")
    ani.go(page_of(REFUSED))
    ani.sees("Belum dapat diakomodasi", "Status lahan belum jelas", WHY_NOT)
    ani.look("usulan-ditolak")


def sees_sipd(ani: Walker) -> None:
    ani.go(page_of(PUT_IN))
    ani.sees("Tidak diakomodasi", "Melebihi pagu", "SIPD")
    ani.look("usulan-ditolak-sipd")


def answers(ani: Walker, verdict: str, words: str, picture: Path | None = None) -> None:
    """From the news to the question."""
    ani.go("/")
    ani.menu("Kabar")
    ani.sees("Sudah selesai dan berfungsi?")
    ani.look("kabar")
    ani.press(f"Sudah selesai dan berfungsi? “{TALUD}”, usulan {number_of(TALUD)}")
    ani.sees("Sudah selesai dan berfungsi?", TALUD)
    ani.tick(verdict)
    ani.fill(words=words)
    if picture is not None:
        ani.page.set_input_files("input[type=file]", str(picture))
    ani.look("tanya-selesai")
    ani.press("Kirim jawaban")
    ani.sees(words)


def sees_janji(guest: Walker, first: int) -> None:
    """Planned against paid over both years, and the refusals counted."""
    guest.go(f"/janji/?tahun={first}")
    guest.sees("Janji dan kenyataan", "Rp168.000.000", "Melebihi pagu", str(first), str(first + 1))
    guest.look("janji")
    answer = guest.page.request.get(f"/janji/corong.csv?tahun={first}")
    assert answer.status == 200
    assert "61" in answer.text()  # the sixty, and one that was only handed in
