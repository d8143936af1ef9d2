"""The forum of sixty proposals: prepared, scored, its ceiling filled, its berita acara fixed and printed."""

from pathlib import Path

from django.conf import settings as project
from PIL import Image
from playwright.sync_api import Page

from musrenbang.models import BeritaAcara, Cycle, Forum, Proposal
from tests.browser.main_job.people import Walker
from tests.browser.plan_walk.ground import SIXTY, drawn, texts
from tests.browser.plan_walk.village import GROUP, TALUD

CHAIR = "Drs. Slamet Riyadi"
NUMBER = "005/12/II/2028"
WHY_NOT = "Letaknya di tanah perorangan. Ajukan lagi sesudah hibah lahan selesai."
WHY_IN = "Air bersih disepakati didahulukan karena sumur warga kering sejak Juli."
PUT_IN = "Perpipaan air bersih RW 04"
REFUSED = "Gapura batas kampung Jalan Melati"
CEILING = 1_500_000_000
SIZES = """[...document.querySelectorAll("main td, main th, main li, main dd")]
  .filter(one => one.offsetHeight && one.innerText.trim())
  .map(one => parseFloat(getComputedStyle(one).fontSize))"""


def prepares(joko: Walker, cycle: Cycle) -> Forum:
    """Plan, list, opening."""
    joko.go("/petugas/forum/")
    joko.link(f"Siapkan forum untuk rencana {cycle.plan_year}")
    joko.fill(title=f"Musrenbang untuk rencana {cycle.plan_year}", day=f"{cycle.deliberation_year}-02-11")
    joko.fill(place="Pendopo Kecamatan Temanggung", hours="08.00 sampai 13.00 WIB", chair=CHAIR)
    joko.fill(chair_office="Camat Temanggung", agenda="Pembukaan\nPaparan usulan\nPenilaian\nPenetapan")
    joko.fill(ceiling="1.500.000.000")
    joko.look("forum-siapkan")
    joko.press("Simpan forum")
    joko.press("Masukkan semua usulan terverifikasi")
    joko.sees(f"{SIXTY} usulan, 0 dinilai")
    joko.press("Buka forum")
    joko.sees("Forum dibuka", "Sedang berlangsung")
    joko.look("forum-dibuka")
    return Forum.objects.get()


def fills_a_sheet(joko: Walker) -> None:
    """Ten proposals on a page, his own points, by hand."""
    joko.link("Isi nilai")
    for group in joko.page.locator("main fieldset .scale").all():
        group.locator("input").nth(3).check()
    joko.look("forum-nilai")
    joko.press("Simpan dan lanjut")
    joko.sees("Nilai untuk 10 usulan disimpan")


def item(joko: Walker, forum: Forum, title: str) -> None:
    """The page of one proposal in the forum."""
    row = forum.items.get(proposal__title=title)
    joko.go(f"/petugas/forum/{forum.pk}/usulan/{row.pk}/")


def unfolds(walker: Walker, label: str) -> object:
    """The form under a folded heading."""
    fold = walker.page.locator("main details").filter(has=walker.page.locator("summary", has_text=label)).first
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    return fold


def decides(joko: Walker, forum: Forum) -> None:
    """Ranked and filled; one in out of turn with the forum's word, one not agreed with its reason, the rest by rank."""
    run = f"/petugas/forum/{forum.pk}/"
    joko.go(run)
    joko.press("Urutkan dan isi pagu")
    joko.sees("Usulan diurutkan", "melebihi sisa pagu")
    joko.look("forum-diurutkan")
    item(joko, forum, PUT_IN)
    fold = unfolds(joko, "Tetapkan di luar urutan")
    joko.tick("Masuk prioritas", fold)
    joko.fill(fold, note=WHY_IN)
    joko.press("Tetapkan di luar urutan", fold)
    joko.sees("Penetapan forum dicatat")
    item(joko, forum, REFUSED)
    fold = unfolds(joko, "Catat keputusan")
    joko.tick("Belum dapat diakomodasi", fold)
    joko.press("Catat keputusan", fold)
    joko.sees("Pilih alasan")  # no refusal without its reason
    joko.look("forum-tanpa-alasan")
    fold = unfolds(joko, "Catat keputusan")
    joko.page.locator("main [name=reason]").select_option("lahan_belum_jelas")
    joko.fill(fold, note=WHY_NOT)
    joko.press("Catat keputusan", fold)
    joko.sees("Keputusan dicatat", "Status lahan belum jelas")
    joko.look("forum-keputusan")
    joko.go(run)
    joko.press(f"Tetapkan sesuai urutan ({SIXTY - 1})")
    joko.sees(f"{SIXTY} usulan, {SIXTY} dinilai, 0 belum diputuskan")
    paid = Proposal.objects.filter(state="prioritas", cycle=forum.cycle)
    assert paid.filter(title__in=(TALUD, PUT_IN)).count() == 2
    assert sum(one.cost or 0 for one in forum.items.filter(decision="prioritas")) <= CEILING


def notes(joko: Walker, forum: Forum) -> None:
    """Who came, who goes on to the kabupaten, what was said; then the end."""
    joko.go(f"/petugas/forum/{forum.pk}/")
    fold = unfolds(joko, "Catat jumlah hadir")
    joko.fill(fold, men="64", women="38")
    joko.press("Catat jumlah hadir", fold)
    fold = unfolds(joko, "Tambah utusan")
    joko.fill(fold, name="Sri Wahyuni", institution="PKK Kecamatan", address="Jalan Melati 4")
    fold.locator("[name=sex]").select_option("P")  # type: ignore[attr-defined]
    joko.press("Tambah utusan", fold)
    joko.fill(joko.page.locator("main form").filter(has_text="Catat notulen").first, text="Sidang dibuka pukul 08.10.")
    joko.press("Catat notulen")
    joko.sees("102", "37%", "Sri Wahyuni", "Sidang dibuka pukul 08.10.")
    joko.look("forum-catatan")
    joko.press("Tutup forum")
    joko.sees("Forum ditutup. Susun berita acaranya.")


def hall(page: Page, forum: Forum) -> None:
    """What stands on the wall, readable from the back: the smallest words are 24 px of 1080."""
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(f"/forum/{forum.pk}/layar/")
    page.screenshot(path=str(Path(project.BASE_DIR) / "var" / "screenshots" / "rencana-layar-1920.png"))
    sizes = page.evaluate(SIZES)
    assert sizes
    assert min(sizes) >= 24, sorted(set(sizes))


def freezes(joko: Walker, forum: Forum, folder: Path) -> None:
    """Number and names; the paper is fixed, and the print is looked at page by page."""
    joko.go(f"/petugas/forum/{forum.pk}/berita-acara/")
    joko.fill(number=NUMBER, name_2="Dewi Anggraini", name_3="Joko Susilo", name_4="Sri Wahyuni")
    joko.look("berita-acara-susun")
    joko.press("Tetapkan berita acara")
    joko.sees("Berita acara ditetapkan", NUMBER, BeritaAcara.objects.get().digest)
    joko.look("berita-acara-ditetapkan")
    link = joko.page.get_by_role("link", name="Berkas yang ditetapkan (PDF)")
    path = folder / "ba.pdf"
    path.write_bytes(joko.page.request.get(link.get_attribute("href") or "").body())
    reads_paper(path)
    scan = unfolds(joko, "Unggah pindaian bertanda tangan")
    joko.page.set_input_files("input[name=scan]", str(path))
    joko.press("Unggah pindaian bertanda tangan", scan)
    joko.sees("Pindaian disimpan")


def reads_paper(path: Path) -> None:
    """Every page holds something; the block of signatures stands on one page; what was skipped says why."""
    pages, whole = texts(path), " ".join(texts(path))
    assert len(pages) >= 4
    for word in (NUMBER, TALUD, GROUP, PUT_IN, "melebihi sisa pagu", WHY_NOT.split(".")[0], "Sri Wahyuni"):
        assert word in whole, word
    signed = [page for page in pages if CHAIR in page and "Dewi Anggraini" in page and "Sri Wahyuni" in page]
    assert signed, "the signatures are split over pages"
    for picture in drawn(path, "rencana-ba"):
        with Image.open(picture) as page:
            assert sum(page.convert("L").histogram()[:128]) > 800, picture
