"""A citizen writes a proposal: steps, bad input, double submit, photos, correction, withdrawal."""

import io
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from accounts.models import Rung
from accounts.registry import PERSONAL_DATA
from core.models import StoredFile
from musrenbang import services
from musrenbang.models import Category, Proposal, ProposalPhoto, Stage, Unit
from tests.conftest import KERTOSARI

pytestmark = pytest.mark.django_db
NEW = "/usulan/baru/"


def picture(name: str = "foto.jpg", size: tuple[int, int] = (64, 48), kind: str = "JPEG") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", size, "green").save(out, kind)
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def first(**changes: Any) -> dict[str, Any]:
    """What the first step sends."""
    sent = {
        "kunci": str(uuid.uuid4()),
        "title": "Drainase Jalan Melati",
        "problem": "Air masuk rumah.",
        "kind": "fisik",
        "category": Category.objects.get(slug="prasarana").pk,
    }
    return sent | changes


def second(**changes: Any) -> dict[str, Any]:
    """What the second step sends."""
    sent = {
        "kunci": str(uuid.uuid4()),
        "region": KERTOSARI,
        "rt": "02, 03",
        "rw": "4",
        "landmark": "Mushala",
    }
    return sent | changes


def third(**changes: Any) -> dict[str, Any]:
    """What the third step sends."""
    sent = {"kunci": str(uuid.uuid4()), "quantity": "1.240,5", "unit": Unit.objects.get(name="m").pk}
    return sent | {"estimated_cost": "Rp312.000.000"} | changes


STEP_OF = {"quantity": "ukuran", "estimated_cost": "ukuran", "households": "manfaat", "women": "manfaat"}


def send(client: Any, draft: Proposal, field: str, **changes: Any) -> Any:
    """Send the step that holds this field."""
    step = STEP_OF.get(field, "lokasi")
    good = {"lokasi": second, "ukuran": third}.get(step, lambda **more: {"kunci": str(uuid.uuid4()), **more})
    return client.post(f"/usulan/draf/{draft.pk}/{step}/", good(**changes))


def test_a_proposal_from_first_word_to_number(client: Any, cycle: Any, ani: Any) -> None:
    client.force_login(ani)
    assert client.get(NEW).status_code == 200
    response = client.post(NEW, first())
    draft = Proposal.objects.get()
    assert response["Location"] == f"/usulan/draf/{draft.pk}/lokasi/"
    response = client.post(response["Location"], second())
    assert response["Location"] == f"/usulan/draf/{draft.pk}/ukuran/"
    response = client.post(response["Location"], third())
    assert response["Location"] == f"/usulan/draf/{draft.pk}/manfaat/"
    response = client.post(response["Location"], {"kunci": str(uuid.uuid4()), "households": "38"})
    assert response["Location"] == f"/usulan/draf/{draft.pk}/foto/"
    response = client.post(response["Location"], {"kunci": str(uuid.uuid4()), "photo": picture(), "caption": "Banjir"})
    assert response["Location"] == f"/usulan/draf/{draft.pk}/foto/"
    assert "Banjir" in client.get(response["Location"]).content.decode()
    sent = {"kunci": str(uuid.uuid4()), "proposer_kind": "kelompok", "group_name": "Paguyuban RW 04"}
    response = client.post(f"/usulan/draf/{draft.pk}/pengusul/", sent)
    assert response["Location"] == f"/usulan/draf/{draft.pk}/"
    response = client.post(response["Location"], {"kunci": str(uuid.uuid4())})
    assert response["Location"] == "/usulan/2028/33.23.03/0001/"
    html = client.get(response["Location"]).content.decode()
    for words in ("Paguyuban RW 04", "1.240,5 m", "Rp312.000.000", "RT 02, 03 RW 04", "38 KK", "Banjir"):
        assert words in html, words
    draft.refresh_from_db()
    assert [(p.rt, p.rw) for p in draft.places.all()] == [(2, 4), (3, 4)]
    assert ProposalPhoto.objects.get().file.public


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "Isi judul usulan"),
        ({"title": "x" * 161}, "160"),
        ({"problem": "   "}, "Isi masalah yang Anda lihat"),
        ({"problem": "y" * 100_000}, "3000"),
        ({"category": "9999"}, "category"),
        ({"kind": "proposer"}, "kind"),
    ],
)
def test_bad_first_steps_come_back_with_what_was_typed(
    client: Any, cycle: Any, ani: Any, changes: dict[str, str], words: str
) -> None:
    client.force_login(ani)
    response = client.post(NEW, first(**{"problem": "Tetap tersimpan", **changes}))
    html = response.content.decode()
    assert response.status_code == 200
    assert "problem" in changes or "Tetap tersimpan" in html
    assert 'class="errors' in html
    assert words in html
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"quantity": "banyak"}, "quantity"),
        ({"quantity": "-5"}, "quantity"),
        ({"quantity": "0"}, "quantity"),
        ({"quantity": "999999999999999"}, "quantity"),
        ({"estimated_cost": "seratus"}, "estimated_cost"),
        ({"estimated_cost": "9" * 30}, "estimated_cost"),
        ({"rt": "dua"}, "rt"),
        ({"rt": "99999"}, "rt"),
        ({"region": "32.73.01.1001"}, "region"),
        ({"region": ""}, "region"),
        ({"lat": "-7,3"}, "lng"),
        ({"lat": "8", "lng": "110"}, "lat"),
        ({"lat": "NaN", "lng": "110"}, "lat"),
        ({"rt": "000"}, "rt"),
        ({"line": "-7,3 110,1"}, "line"),
        ({"line": "di sebelah masjid"}, "line"),
        ({"line": "110,1 -7,3\n110,2 -7,3"}, "line"),
        ({"households": "-1"}, "households"),
        ({"people": "10", "women": "11"}, "women"),
    ],
)
def test_bad_second_steps(client: Any, make_draft: Any, ani: Any, changes: dict[str, str], field: str) -> None:
    client.force_login(ani)
    draft = make_draft(ani)
    response = send(client, draft, field, **changes)
    assert response.status_code == 200
    assert field in response.context["form"].errors
    draft.refresh_from_db()
    assert draft.landmark == "Depan mushala Al Ikhlas"


def test_hostile_text_is_kept_as_clean_words(client: Any, cycle: Any, ani: Any) -> None:
    client.force_login(ani)
    client.post(NEW, first(title="Jalan \u202egnalaj\x00 <b>🚧</b>"))
    assert Proposal.objects.get().title == "Jalan gnalaj <b>🚧</b>"


def test_later_keeps_an_unfinished_sheet_that_cannot_be_handed_in(client: Any, cycle: Any, ani: Any) -> None:
    client.force_login(ani)
    response = client.post(NEW, first(problem="", category="", nanti="1"))
    draft = Proposal.objects.get()
    assert response["Location"] == f"/usulan/draf/{draft.pk}/"
    html = client.get(response["Location"]).content.decode()
    assert "Belum lengkap" in html
    assert "Ceritakan masalah" in html
    response = client.post(response["Location"], {"kunci": str(uuid.uuid4())})
    assert response.status_code == 200
    assert "Ceritakan masalah" in response.content.decode()
    draft.refresh_from_db()
    assert draft.number is None


def test_the_same_form_twice_makes_one(client: Any, cycle: Any, ani: Any, make_draft: Any) -> None:
    client.force_login(ani)
    sent = first()
    assert client.post(NEW, sent)["Location"] == client.post(NEW, sent)["Location"]
    assert Proposal.objects.count() == 1
    draft = make_draft(ani)
    key = {"kunci": str(uuid.uuid4())}
    one = client.post(f"/usulan/draf/{draft.pk}/", key)
    assert one["Location"].startswith("/usulan/2028/")
    again = client.post(f"/usulan/draf/{draft.pk}/", key)
    assert again.status_code in (302, 404)
    assert Proposal.objects.filter(number__isnull=False).count() == 1


def test_a_photo_sent_twice_is_one(client: Any, make_draft: Any, ani: Any) -> None:
    client.force_login(ani)
    draft, key = make_draft(ani), str(uuid.uuid4())
    for _ in range(2):
        client.post(f"/usulan/draf/{draft.pk}/foto/", {"kunci": key, "photo": picture()})
    assert draft.photos.count() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("foto.jpg", b"<svg onload=alert(1)>"),
        ("foto.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("foto.jpg", b"%PDF-1.7 not a picture"),
        ("foto.png", b""),
        ("foto.jpg", b"\xff\xd8\xff\xe0" + b"x" * 500),
    ],
)
def test_files_that_are_no_pictures_are_refused_in_words(
    client: Any, make_draft: Any, ani: Any, name: str, content: bytes
) -> None:
    client.force_login(ani)
    draft = make_draft(ani)
    upload = SimpleUploadedFile(name, content, content_type="image/jpeg")
    response = client.post(f"/usulan/draf/{draft.pk}/foto/", {"kunci": str(uuid.uuid4()), "photo": upload})
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not StoredFile.objects.exists()


def test_three_photos_and_no_more(client: Any, make_draft: Any, ani: Any) -> None:
    client.force_login(ani)
    draft = make_draft(ani)
    for _ in range(4):
        client.post(f"/usulan/draf/{draft.pk}/foto/", {"kunci": str(uuid.uuid4()), "photo": picture()})
    assert draft.photos.count() == 3
    gone = draft.photos.first()
    client.post(f"/usulan/draf/{draft.pk}/foto/", {"hapus": str(gone.pk)})
    assert draft.photos.count() == 2
    assert not StoredFile.objects.filter(pk=gone.file_id).exists()


def test_photos_of_a_draft_are_private(client: Any, make_draft: Any, ani: Any, budi: Any) -> None:
    draft = make_draft(ani)
    photo = services.add_photo(by=ani, proposal=draft, upload=picture("../../etc/passwd.jpg"))
    assert "/" not in photo.file.original_name
    path = photo.file.get_absolute_url()
    assert client.get(path).status_code == 404
    client.force_login(budi)
    assert client.get(path).status_code == 404
    client.post(f"/usulan/draf/{draft.pk}/foto/", {"hapus": str(photo.pk)})
    assert ProposalPhoto.objects.filter(pk=photo.pk).exists()
    services.submit_proposal(by=ani, proposal=draft)
    assert client.get(path).status_code == 200


def test_a_photo_of_another_proposal_cannot_be_taken_off(client: Any, make_draft: Any, ani: Any, budi: Any) -> None:
    photo = services.add_photo(by=ani, proposal=make_draft(ani), upload=picture())
    own = make_draft(budi)
    client.force_login(budi)
    assert client.post(f"/usulan/draf/{own.pk}/foto/", {"hapus": str(photo.pk)}).status_code == 404
    assert client.post(f"/usulan/draf/{own.pk}/foto/", {"hapus": "x"}).status_code == 404
    assert ProposalPhoto.objects.filter(pk=photo.pk).exists()


def test_who_may_begin(client: Any, cycle: Any, ani: Any) -> None:
    assert client.get(NEW)["Location"].startswith("/akun/masuk/")
    ani.rung = Rung.REGISTERED
    ani.save()
    client.force_login(ani)
    assert client.get(NEW).status_code == 403
    assert client.post(NEW, first()).status_code == 403
    ani.rung, ani.home_id = Rung.SEEN, None
    ani.save()
    html = client.get(NEW).content.decode()
    assert "belum dibuka untuk Anda" in html
    assert client.post(NEW, first()).status_code == 200
    assert not Proposal.objects.exists()


def test_after_the_stage_nothing_begins_and_nothing_is_handed_in(
    client: Any, cycle: Any, make_draft: Any, ani: Any
) -> None:
    draft = make_draft(ani)
    now = timezone.now()
    Stage.objects.update(opens_at=now.replace(year=2025), closes_at=now)
    client.force_login(ani)
    assert "belum dibuka" in client.get(NEW).content.decode()
    response = client.post(f"/usulan/draf/{draft.pk}/", {"kunci": str(uuid.uuid4())})
    assert response.status_code == 403
    draft.refresh_from_db()
    assert draft.number is None


def test_similar_proposals_are_shown_before_handing_in(
    client: Any, make_draft: Any, make_submitted: Any, ani: Any, budi: Any
) -> None:
    other = make_submitted(budi, title="Perbaikan drainase di Jalan Melati")
    far = make_submitted(budi, title="Pelatihan menjahit bagi ibu rumah tangga")
    draft = make_draft(ani, title="Memperbaiki drainase Jalan Melati")
    client.force_login(ani)
    html = client.get(f"/usulan/draf/{draft.pk}/").content.decode()
    assert other.get_absolute_url() in html
    assert f'href="/topik/{other.topic_id}/dukung/"' in html
    assert "kata judul sama" in html
    assert far.get_absolute_url() not in html


def test_returned_is_mended_and_handed_in_again(client: Any, make_in_state: Any, ani: Any, budi: Any) -> None:
    proposal = make_in_state("dikembalikan")
    client.force_login(budi)
    assert "Perbaiki usulan" not in client.get(proposal.get_absolute_url()).content.decode()
    client.force_login(ani)
    assert "Perbaiki usulan" in client.get(proposal.get_absolute_url()).content.decode()
    client.post(f"/usulan/draf/{proposal.pk}/lokasi/", second(landmark="Nomor 3 sampai 17"))
    response = client.post(f"/usulan/draf/{proposal.pk}/", {"kunci": str(uuid.uuid4())})
    assert response["Location"] == proposal.get_absolute_url()
    html = client.get(proposal.get_absolute_url()).content.decode()
    assert "Nomor 3 sampai 17" in html
    assert "Revisi ke-1" in html
    again = client.get(f"/usulan/draf/{proposal.pk}/", follow=True)
    assert again.redirect_chain == [(proposal.get_absolute_url(), 302)]
    assert "Usulan ini sudah diajukan. Isinya tidak dapat diubah lagi." in again.content.decode()
    client.force_login(budi)
    assert client.get(f"/usulan/draf/{proposal.pk}/").status_code == 404


def test_what_is_missing_leads_to_its_step(client: Any, make_draft: Any, ani: Any) -> None:
    draft = make_draft(ani, title="", unit=None)
    client.force_login(ani)
    html = client.get(f"/usulan/draf/{draft.pk}/").content.decode()
    assert f'<a href="/usulan/draf/{draft.pk}/masalah/">Isi judul usulan.</a>' in html
    assert f'<a href="/usulan/draf/{draft.pk}/ukuran/">Pilih satuan.</a>' in html


def test_a_refused_photo_is_said_beside_its_field(client: Any, make_draft: Any, ani: Any) -> None:
    draft = make_draft(ani)
    client.force_login(ani)
    wrong = SimpleUploadedFile("surat.jpg", b"%PDF-1.4", content_type="image/jpeg")
    page = client.post(f"/usulan/draf/{draft.pk}/foto/", {"kunci": str(uuid.uuid4()), "photo": wrong})
    assert page.status_code == 200
    assert page.context["form"].errors["photo"] == ["Berkas ini bukan foto JPG, PNG, atau WebP. Pilih foto lain."]
    assert '<a href="#id_photo">' in page.content.decode()


def test_support_is_offered_to_others_until_the_decision(
    client: Any, make_submitted: Any, make_in_state: Any, ani: Any, budi: Any
) -> None:
    waiting, planned = make_submitted(ani), make_in_state("rkpd")
    button = 'name="aksi" value="dukung"'
    client.force_login(ani)
    own = client.get(waiting.get_absolute_url()).content.decode()
    assert "Ini usulan Anda." in own
    assert "warga mendukung" in own
    assert button not in own
    assert "Ikuti perkembangan" not in own
    client.force_login(budi)
    assert button in client.get(waiting.get_absolute_url()).content.decode()
    settled = client.get(planned.get_absolute_url()).content.decode()
    assert button not in settled
    assert "Dukungan ditutup karena usulan sudah diputuskan." in settled
    assert "Ikuti perkembangan" in settled


def test_withdrawal_is_asked_once_and_stays_readable(client: Any, make_submitted: Any, ani: Any, budi: Any) -> None:
    proposal = make_submitted(ani)
    path = f"/usulan/draf/{proposal.pk}/tarik/"
    client.force_login(budi)
    assert client.get(path).status_code == 404
    client.force_login(ani)
    assert client.get(path).status_code == 200
    assert client.post(path, {"kunci": str(uuid.uuid4())})["Location"] == proposal.get_absolute_url()
    assert "Ditarik pengusul" in client.get(proposal.get_absolute_url()).content.decode()
    again = client.post(path, {"kunci": str(uuid.uuid4())})
    assert again.status_code == 200
    assert "tidak dapat dilakukan" in again.content.decode()


def test_my_data_shows_and_erases(make_draft: Any, make_submitted: Any, ani: Any, client: Any) -> None:
    kept, draft = make_submitted(ani, name_public=True), make_draft(ani)
    services.add_photo(by=ani, proposal=draft, upload=picture())
    assert "Ani Lestari" in client.get(kept.get_absolute_url()).content.decode()  # and now it is kept for others
    room = PERSONAL_DATA.rooms["musrenbang"]
    told = room.collect(ani)["usulan"]
    assert [row["nomor"] for row in told] == [kept.number, ""]
    assert [thing.url for thing in room.mine(ani)] == [draft.get_absolute_url(), kept.get_absolute_url()]
    room.erase(ani)
    assert list(Proposal.objects.values_list("pk", flat=True)) == [kept.pk]
    assert not StoredFile.objects.exists()
    assert "Ani Lestari" not in client.get(kept.get_absolute_url()).content.decode()
