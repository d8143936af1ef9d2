"""What the demo's sessions are called and ask."""

from dataclasses import dataclass

PENDOPO, KERTOSARI, GUNTUR = (
    ("33.23.03", "Pendopo Kecamatan"),
    ("33.23.03.1006", "Balai Kelurahan Kertosari"),
    (
        "33.23.03.2017",
        "Balai Desa Guntur",
    ),
)
KIT = ("menjawab-rancangan", "mengusulkan-kegiatan", "memilih-prioritas")
RTIK = ("Relawan TIK Temanggung", "rtik", "narasumber", 500_000)
PKK = ("TP PKK Kecamatan Temanggung", "pkk", "konsumsi", 750_000)
CAMPUS = ("Mahasiswa KKN", "kampus", "narasumber", 0)
SHOP = ("Koperasi Tani Sumbing", "perusahaan", "perangkat", 2_000_000)
FULL = "Ikut serta: masukan, usulan, suara"
SAFE = "Aman di ponsel"
SERVE = "Melayani partisipasi"


@dataclass(frozen=True)
class Story:
    """One session: so many days ago (negative: ahead), who registered and came, how well it was taught."""

    title: str
    theme: str
    pillar: str
    days: int
    seats: int
    registered: int
    came: int = 0
    where: tuple[str, str] = PENDOPO
    kind: str = "sesi"
    hours: int = 2
    quiz: str = FULL
    good: float = 1.0
    materials: tuple[str, ...] = KIT
    partners: tuple[tuple[str, str, str, int], ...] = ()
    speaker: str = ""
    series: str = ""
    part: int = 0
    cost: int | None = None
    off: bool = False
    words: str = "Kita belajar pelan-pelan, berpasangan, dengan contoh dari kampung sendiri. Ponsel boleh meminjam."

    @property
    def region(self) -> str:
        return self.where[0]

    @property
    def place(self) -> str:
        return self.where[1]


SERIES = "Warga ikut merencanakan"
STAFF_WORDS = "Pelatihan untuk petugas kelurahan, desa, dan kecamatan. Jam pelajaran dicatat untuk tiap orang."


def staff(title: str, days: int, seats: int, came: int = 0, cost: int | None = None) -> Story:
    """A training of officials."""
    return Story(
        title,
        "aparatur",
        "budaya",
        days,
        seats,
        5,
        came,
        kind="pelatihan",
        hours=6,
        quiz=SERVE,
        materials=("panduan-fasilitator-sesi",),
        cost=cost,
        words=STAFF_WORDS,
    )


def safe(title: str, days: int, seats: int, registered: int, came: int, where: tuple[str, str], good: float) -> Story:
    """A session about fraud."""
    more = {"quiz": SAFE, "materials": ("mengenali-penipuan",), "partners": (RTIK,)}
    return Story(title, "penipuan", "keamanan", days, seats, registered, came, where, good=good, **more)  # type: ignore[arg-type]


STORIES = [
    Story(
        "Cara memberi masukan pada rancangan",
        "menjawab",
        "budaya",
        300,
        30,
        16,
        24,
        KERTOSARI,
        partners=(RTIK, PKK),
        series=SERIES,
        part=1,
        cost=1_500_000,
    ),
    Story(
        "Cara mengusulkan kegiatan",
        "mengusulkan",
        "kecakapan",
        286,
        30,
        18,
        27,
        KERTOSARI,
        partners=(RTIK,),
        series=SERIES,
        part=2,
        cost=1_500_000,
    ),
    Story(
        "Cara memilih prioritas",
        "memilih",
        "budaya",
        272,
        30,
        14,
        22,
        KERTOSARI,
        good=0.8,
        series=SERIES,
        part=3,
        cost=1_500_000,
    ),
    safe("Mengenali penipuan lewat pesan", 240, 40, 20, 33, PENDOPO, 1.1),
    Story(
        "Ponsel untuk lansia",
        "dasar",
        "kecakapan",
        215,
        20,
        8,
        18,
        GUNTUR,
        good=0.6,
        partners=(CAMPUS, SHOP),
        quiz=SAFE,
        materials=("mengenali-penipuan",),
    ),
    staff("Menjawab masukan warga dengan alasan", 190, 25, 21, 4_800_000),
    Story(
        "Usulan perempuan tani",
        "mengusulkan",
        "kecakapan",
        160,
        30,
        15,
        26,
        GUNTUR,
        partners=(PKK, SHOP),
        speaker="Ketua kelompok wanita tani",
        cost=2_000_000,
    ),
    safe("Jauhi judi daring dan pinjaman ilegal", 131, 40, 22, 36, KERTOSARI, 1.0),
    Story(
        "Cara memberi masukan, kelompok pemuda",
        "menjawab",
        "etika",
        102,
        30,
        19,
        25,
        PENDOPO,
        good=1.2,
        partners=(CAMPUS,),
    ),
    staff("Musrenbang yang terbuka: skor dan alasan", 80, 25, 19, 4_800_000),
    Story(
        "Memakai antrean dan layanan kecamatan",
        "layanan",
        "kecakapan",
        61,
        25,
        13,
        20,
        PENDOPO,
        quiz=SAFE,
        materials=("mengenali-penipuan",),
    ),
    Story(
        "Cara mengusulkan kegiatan, RW 04",
        "mengusulkan",
        "kecakapan",
        40,
        25,
        14,
        23,
        KERTOSARI,
        partners=(RTIK,),
        cost=900_000,
    ),
    safe("Kenali berita palsu", 16, 30, 12, 4, GUNTUR, 1.0),
    staff("Pendamping digital kelurahan dan desa", 3, 25, 12),
    Story(
        "Cara memberi masukan pada rancangan sampah",
        "menjawab",
        "budaya",
        -5,
        30,
        12,
        where=KERTOSARI,
        partners=(RTIK,),
        series="Warga menjawab rancangan",
        part=1,
    ),
    Story("Mengusulkan kegiatan untuk 2028", "mengusulkan", "kecakapan", -8, 20, 24, where=GUNTUR, partners=(PKK,)),
    Story("Cara memilih prioritas dengan kelereng", "memilih", "budaya", -15, 40, 9, where=PENDOPO),
    Story(
        "Aman dari penipuan, untuk pedagang pasar",
        "penipuan",
        "keamanan",
        -19,
        30,
        10,
        where=PENDOPO,
        quiz=SAFE,
        materials=("mengenali-penipuan",),
        partners=(SHOP,),
    ),
    staff("Menulis standar pelayanan yang dibaca orang", -24, 25),
    Story(
        "Ponsel untuk lansia, Kertosari",
        "dasar",
        "kecakapan",
        -11,
        20,
        6,
        where=KERTOSARI,
        quiz=SAFE,
        off=True,
        materials=("mengenali-penipuan",),
    ),
]

QUIZZES = {
    FULL: ["m1", "m2", "m3", "u1", "u2", "u3", "v1", "v2", "v3", "v4"],
    SAFE: ["p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9", "p10"],
    SERVE: ["s1", "s2", "s3", "s4", "s5"],
}
