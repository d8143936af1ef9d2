"""First texts of the standing pages. `{place}` is the kecamatan's name; editors change everything afterwards."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Standing:
    """A standing page: address, title, summary, and sections of a heading with paragraphs (HTML of our own)."""

    slug: str
    title: str
    summary: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    contents: bool = False


LEGAL_KINDS = (
    "Rancangan Peraturan Daerah",
    "Rancangan Peraturan Bupati",
    "Rancangan Keputusan Bupati",
    "Rancangan Keputusan Camat",
    "Rancangan Peraturan Desa",
    "Standar pelayanan",
    "Standar operasional prosedur",
    "Maklumat pelayanan",
)

INDEXES = {
    "rancangan": (
        "Rancangan kebijakan",
        "Baca rancangan peraturan, beri masukan pada setiap pasal, dan lihat jawaban atas masukan itu.",
    ),
    "pengumuman": ("Pengumuman", "Kabar resmi dari kantor {place}, yang terbaru di atas."),
    "materi": ("Materi", "Bahan bacaan, gambar, dan rekaman untuk belajar di rumah atau di pertemuan warga."),
    "layanan": (
        "Layanan",
        "Syarat, waktu, dan biaya setiap layanan kantor {place}. Ajukan dari rumah dan lacak sampai selesai.",
    ),
}

PRIVACY = Standing(
    "privasi",
    "Pelindungan data pribadi",
    "Data apa yang kami simpan tentang Anda, untuk apa, berapa lama, dan apa hak Anda.",
    (
        (
            "Siapa yang bertanggung jawab",
            (
                "<p>Kantor {place} adalah pengendali data pribadi pada situs ini menurut Undang-Undang Nomor 27 Tahun "
                "2022 tentang Pelindungan Data Pribadi. Cara menghubungi kami ada pada halaman "
                '<a href="/kontak/">Kontak</a>.</p>',
            ),
        ),
        (
            "Data yang kami simpan",
            (
                "<ul><li>Nama pengguna, nama lengkap, dan kata sandi dalam bentuk acak.</li>"
                "<li>Nomor ponsel atau surel, jika Anda mengisinya. Keduanya tidak wajib.</li>"
                "<li>Desa atau kelurahan tempat tinggal, dengan RT dan RW jika Anda mengisinya.</li>"
                "<li>Apa yang Anda kirim: masukan, usulan, komentar, dukungan.</li>"
                "<li>Catatan bahwa petugas telah memastikan tempat tinggal Anda: kapan, oleh siapa, surat apa yang "
                "dilihat. Foto atau salinan surat tidak kami simpan.</li></ul>",
                "<p>Bila Anda memberi masukan tanpa akun, kontak Anda disimpan tersandi hanya untuk mengirim kode dan "
                "kabar jawaban. Kontak itu dihapus 30 hari sesudah dijawab. Masukan yang tidak dipastikan dihapus "
                "sesudah 24 jam. Lampiran masukan hanya dapat dibuka oleh Anda dan petugas yang menjawab.</p>",
                "<p>NIK tidak dipakai untuk masuk. NIK dan nomor KK hanya diminta bila suatu layanan memerlukannya, "
                "disimpan tersandi dengan kunci tersendiri, tampil tersamar, dan dihapus bersama isi permohonan. "
                "Lamanya tertulis pada halaman setiap layanan.</p>",
            ),
        ),
        (
            "Untuk apa dan atas dasar apa",
            (
                "<p>Data dipakai untuk menjalankan tugas pemerintahan: menerima masukan atas rancangan kebijakan, "
                "menyusun usulan musrenbang, dan menjawab Anda. Pemberitahuan lewat surel hanya dikirim jika Anda "
                "memintanya. Data tidak dijual dan tidak dipakai untuk iklan.</p>",
            ),
        ),
        (
            "Apa yang terlihat oleh umum",
            (
                "<p>Isi usulan, komentar, dan masukan terlihat oleh umum. Pada masukan, nama Anda hanya tampil jika "
                "Anda memilihnya. Nomor ponsel, surel, dan alamat tidak pernah ditampilkan. Pilihan Anda dalam "
                "pemungutan suara tidak pernah ditampilkan.</p>",
            ),
        ),
        (
            "Berapa lama",
            (
                "<p>Akun disimpan selama Anda memakainya. Bila Anda menghapus akun, nama dan kontak dihapus. Jejak "
                "keputusan tetap ada tanpa nama, karena termasuk arsip pemerintahan.</p>",
            ),
        ),
        (
            "Hak Anda",
            (
                '<p>Pada halaman <a href="/akun/saya/">Akun saya</a> Anda dapat melihat, mengunduh, memperbaiki, dan '
                "menghapus data Anda. Petugas loket membantu bila Anda tidak memakai internet. Kami menjawab "
                "permintaan paling lambat tiga kali dua puluh empat jam.</p>",
            ),
        ),
        (
            "Kuki dan pihak lain",
            (
                "<p>Situs ini hanya memakai kuki untuk menjaga Anda tetap masuk. Tidak ada kuki pelacak, dan halaman "
                "kami tidak memuat apa pun dari pihak lain.</p>",
            ),
        ),
    ),
    contents=True,
)

RULES = Standing(
    "aturan",
    "Aturan berkomentar",
    "Apa yang boleh, apa yang disembunyikan, dan bagaimana Anda dapat berkeberatan.",
    (
        (
            "Yang kami harapkan",
            (
                "<p>Sampaikan pendapat dan pengalaman Anda dengan kata-kata sendiri. Kritik kepada pemerintah boleh "
                "dan tidak disembunyikan. Bicarakan masalahnya, bukan orangnya.</p>",
            ),
        ),
        (
            "Yang disembunyikan",
            (
                "<ul><li>Ancaman, hinaan, dan kebencian atas suku, agama, ras, atau golongan.</li>"
                "<li>Data pribadi orang lain, seperti nomor ponsel, alamat rumah, atau NIK.</li>"
                "<li>Tuduhan pidana kepada orang yang disebut namanya. Sampaikan kepada pihak berwenang.</li>"
                "<li>Iklan, tautan penipuan, dan kiriman yang sama berulang kali.</li>"
                "<li>Kampanye untuk peserta pemilihan.</li></ul>",
            ),
        ),
        (
            "Bagaimana moderator bekerja",
            (
                "<p>Komentar, masukan, dan usulan tampil langsung. Setiap orang yang masuk dapat melaporkannya. "
                "Moderator memutuskan paling lambat pada hari kerja berikutnya. Yang disembunyikan tetap meninggalkan "
                "tempatnya, dengan alasan yang dapat dibaca semua orang. Usulan yang disembunyikan tetap diproses. "
                "Moderator tidak mengubah kata-kata Anda.</p>",
            ),
        ),
        (
            "Bila Anda berkeberatan",
            (
                '<p>Sampaikan keberatan melalui <a href="/kontak/">kontak kantor</a> dalam 14 hari. Orang lain dari '
                "moderator pertama akan memeriksanya. Setiap keputusan tercatat pada "
                '<a href="/jejak/">jejak keputusan</a>.</p>',
            ),
        ),
    ),
)

ACCESS = Standing(
    "aksesibilitas",
    "Pernyataan aksesibilitas",
    "Situs ini dibuat agar dapat dipakai semua orang, juga dengan ponsel lama dan sambungan lambat.",
    (
        (
            "Sejauh mana",
            (
                "<p>Kami mengikuti pedoman WCAG 2.2 tingkat AA. Setiap halaman dapat dipakai dengan papan tik, "
                "pembaca layar, tulisan dua kali lebih besar, warna kontras tinggi, dan tanpa JavaScript.</p>",
            ),
        ),
        (
            "Yang belum sempurna",
            (
                "<ul><li>Peta memerlukan JavaScript. Daftar usulan memuat isi yang sama.</li>"
                "<li>Sebagian lampiran PDF lama belum dapat dibaca pembaca layar. Mintalah versi tulisan.</li>"
                "<li>Foto dari warga memakai keterangan yang mereka tulis sendiri.</li></ul>",
            ),
        ),
        (
            "Tanpa internet",
            (
                "<p>Semua yang dapat dilakukan di situs ini dapat juga dilakukan di loket kantor {place}, di kantor "
                "desa dan kelurahan, atau bersama fasilitator. Petugas mengisi formulir di hadapan Anda.</p>",
            ),
        ),
        (
            "Laporkan hambatan",
            (
                '<p>Ada bagian yang tidak dapat Anda pakai? Beri tahu kami melalui <a href="/kontak/">kontak '
                "kantor</a>. Kami menjawab dalam lima hari kerja.</p>",
            ),
        ),
    ),
)

CONTACT = Standing(
    "kontak",
    "Kontak kantor",
    "Di mana kami ditemui, dan siapa yang membantu Anda di desa dan kelurahan.",
    (
        (
            "Loket",
            (
                "<p>Kantor {place}. Loket partisipasi buka pada jam kerja: Senin sampai Kamis pukul 08.00 sampai "
                "15.00, Jumat pukul 08.00 sampai 11.00. Bawa KTP-el bila Anda ingin tempat tinggal dipastikan.</p>",
            ),
        ),
        (
            "Kantor desa dan kelurahan",
            (
                "<p>Petugas di kantor desa dan kelurahan Anda juga menerima masukan dan usulan, dan dapat memastikan "
                "tempat tinggal Anda.</p>",
            ),
        ),
        (
            "Pengaduan layanan",
            (
                "<p>Pengaduan tentang layanan pemerintah dapat juga disampaikan melalui SP4N-LAPOR!, dengan mengirim "
                "SMS ke 1708 atau lewat situs resminya.</p>",
            ),
        ),
    ),
)

HELP = Standing(
    "ikut-serta",
    "Cara ikut serta",
    "Empat cara menyampaikan suara Anda, dan apa yang terjadi sesudahnya.",
    (
        (
            "Mendaftar",
            (
                "<p>Cukup nama dan kata sandi. Nomor ponsel atau surel membantu bila Anda lupa kata sandi. Untuk "
                "memberi suara, tempat tinggal Anda perlu dipastikan petugas desa, kelurahan, atau loket.</p>",
            ),
        ),
        (
            "Memberi masukan pada rancangan",
            (
                '<p>Buka <a href="/rancangan/">Rancangan kebijakan</a>, pilih pasal, lalu tulis masukan Anda. Kantor '
                "menjawab setiap masukan dengan alasan, dan jawabannya dapat dibaca semua orang.</p>",
            ),
        ),
        (
            "Mengajukan usulan",
            (
                '<p>Pada <a href="/usulan/">Usulan warga</a> Anda mengajukan kegiatan untuk musrenbang. Desa atau '
                "kelurahan memeriksa, lalu kecamatan, lalu perangkat daerah. Setiap langkah dan alasannya tercatat "
                "pada halaman usulan.</p>",
            ),
        ),
        (
            "Mendukung dan memilih",
            (
                "<p>Dukungan menunjukkan bahwa sebuah usulan penting bagi banyak orang. Pada "
                '<a href="/pemungutan/">pemungutan suara</a> warga memilih kegiatan yang didahulukan. Pilihan Anda '
                "rahasia dan dapat diubah sampai pemungutan ditutup.</p>",
            ),
        ),
        (
            "Tanpa ponsel",
            (
                "<p>Fasilitator dan petugas mengisi formulir di hadapan Anda dan mencatat bahwa Anda dibantu. "
                "Kata-kata Anda dibacakan kembali sebelum dikirim.</p>",
            ),
        ),
    ),
    contents=True,
)

PLEDGE = Standing(
    "maklumat-pelayanan",
    "Maklumat pelayanan",
    "Janji kantor {place} kepada setiap orang yang dilayani.",
    (
        (
            "Maklumat",
            (
                "<p>Dengan ini kami menyatakan sanggup menyelenggarakan pelayanan sesuai standar pelayanan yang telah "
                "ditetapkan dan apabila tidak menepati janji ini, kami siap menerima sanksi sesuai peraturan "
                "perundang-undangan yang berlaku.</p>",
                "<p>{place}, ditandatangani Camat.</p>",
            ),
        ),
        (
            "Standar yang kami janjikan",
            (
                '<p>Syarat, waktu, biaya, dan hasil setiap layanan tertulis pada halaman <a href="/layanan/">Layanan'
                '</a>. Apakah janji itu ditepati, dapat Anda lihat pada <a href="/layanan/janji/">papan janji '
                "layanan</a>.</p>",
            ),
        ),
        (
            "Bila kami tidak menepati",
            (
                '<p>Sampaikan kepada kami melalui <a href="/kontak/">kontak kantor</a>, atau melalui SP4N-LAPOR! '
                "dengan mengirim SMS ke 1708. Penilaian Anda atas pelayanan kami tampil pada halaman "
                '<a href="/skm/">Kepuasan masyarakat</a>.</p>',
            ),
        ),
    ),
)

STANDING = (HELP, PRIVACY, RULES, ACCESS, CONTACT, PLEDGE)
