"""Helping a person to take part: whose right it is, consent, the trail, call-backs, handing over, erasing."""

import io
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image

from accounts.assisting import acting
from accounts.models import Assist, Rung, User
from accounts.queries import helps_within, like_people
from accounts.services import (
    begin_help,
    check_help,
    claim_help,
    collect_data,
    deny_help,
    end_help,
    erase_person,
    find_help,
    new_assisted_person,
    use_code,
)
from accounts.services.assist import end_stale_helps, forget_contacts
from accounts.services.people import change_profile
from audit.models import Entry
from core.files import may_open
from core.ratelimit import RateLimited
from dialog.models import Support
from dialog.services import support
from notifications.models import Topic
from notifications.services import create_topic
from tests.conftest import GUNTUR, KERTOSARI
from tests.factories import make_user
from wilayah.models import Region

ALL = ["answer", "propose", "support", "event"]


def sheet() -> SimpleUploadedFile:
    kept = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(kept, "JPEG")
    return SimpleUploadedFile("lembar.jpg", kept.getvalue(), "image/jpeg")


@pytest.fixture
def sumiati(places: None) -> User:
    """A woman of Kertosari without telephone, e-mail, login."""
    return make_user("sumiati0001", "Sumiati", home=KERTOSARI, rung=Rung.REGISTERED, rt=2, rw=4)


@pytest.fixture
def topic(places: None) -> Topic:
    return create_topic(kind="usulan", title="Jembatan Kali Progo", url="/usulan/1/", region=KERTOSARI)


def helped(by: User, person: User, **more: Any) -> Assist:
    given = {"deeds": ALL, "agreed": "lisan", "witness": "Pak RT Slamet", **more}
    return begin_help(by=by, person=person, **given)


def end(row: Assist, by: User, *, read_back: bool = True) -> Assist:
    return end_help(by=by, assist=row, read_back=read_back)


HELPERS = {"citra": True, "joko": True, "fajar": True}
HELPERS |= dict.fromkeys(("indra", "dewi", "eko", "gita", "hadi", "ani"), False)


@pytest.mark.parametrize(("who", "may"), HELPERS.items())
def test_who_may_help_somebody_of_kertosari(sumiati: User, who: str, may: bool, request: Any) -> None:
    by = request.getfixturevalue(who)
    if may:
        row = helped(by, sumiati)
        assert (row.role, row.region_id, row.deeds) == (by.mandates_now[0].role, KERTOSARI, ALL_IN_ORDER)
        entry = Entry.objects.get(verb="mulai_bantu")
        assert (entry.actor_id, entry.role, entry.data) == (by.pk, row.role, {"cara": "lisan", "hal": ALL_IN_ORDER})
        return
    with pytest.raises(PermissionDenied):
        helped(by, sumiati)
    with pytest.raises(PermissionDenied):
        new_assisted_person(by=by, full_name="Painem", home=Region.objects.get(pk=KERTOSARI))
    assert (Assist.objects.count(), Entry.objects.count()) == (0, 0)


def test_the_manager_of_the_system_is_no_helper(sumiati: User, hadi: User) -> None:
    hadi.is_superuser = True
    with pytest.raises(PermissionDenied):
        helped(hadi, sumiati)


ALL_IN_ORDER = ["event", "answer", "propose", "support"]

CONSENTS = {
    "no_witness": ({"witness": " "}, "witness"),
    "no_sheet": ({"agreed": "lembar", "witness": ""}, "sheet"),
    "no_way": ({"agreed": ""}, "agreed"),
    "nothing_agreed": ({"deeds": []}, "deeds"),
    "a_vote": ({"deeds": ["vote"]}, "deeds"),
}


@pytest.mark.parametrize(("given", "field"), CONSENTS.values(), ids=CONSENTS)
def test_no_help_without_consent(fajar: User, sumiati: User, given: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        helped(fajar, sumiati, **given)
    assert list(refusal.value.error_dict) == [field]
    assert Assist.objects.count() == 0


def test_the_database_holds_no_help_without_consent_and_none_of_oneself(fajar: User, sumiati: User) -> None:
    row = helped(fajar, sumiati)
    for wrong in ({"witness": ""}, {"agreed": "lembar"}, {"person": fajar}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Assist.objects.filter(pk=row.pk).update(**wrong)


def test_the_signed_sheet_is_seen_by_few(
    fajar: User, sumiati: User, eko: User, citra: User, indra: User, budi: User
) -> None:
    row = helped(fajar, sumiati, agreed="lembar", witness="", sheet=sheet())
    stored = row.sheet
    assert stored is not None
    assert (stored.public, stored.owner_id, stored.content_type) == (False, None, "image/webp")
    seen = {user.username: may_open(user, stored) for user in (fajar, sumiati, eko, citra, indra, budi)}
    assert seen == {"fajar": True, "sumiati0001": True, "eko": True, "citra": False, "indra": False, "budi": False}


def test_nobody_helps_herself_an_officer_or_who_took_her_consent_back(fajar: User, citra: User, ani: User) -> None:
    User.objects.filter(pk__in=[fajar.pk, citra.pk]).update(home_id=KERTOSARI)
    for user in (fajar, citra):
        user.refresh_from_db()
    with pytest.raises(PermissionDenied):
        helped(fajar, fajar)
    with pytest.raises(ValidationError, match="mandat petugas"):
        helped(fajar, citra)
    User.objects.filter(pk=ani.pk).update(participates=False)
    ani.refresh_from_db()
    with pytest.raises(ValidationError, match="menarik persetujuan"):
        helped(fajar, ani)


def test_a_new_person_needs_no_contact_and_has_no_login(fajar: User) -> None:
    home = Region.objects.get(pk=KERTOSARI)
    person = new_assisted_person(by=fajar, full_name="Ibu Painem", home=home, rt=1, rw=2)
    assert (person.phone, person.email, person.has_usable_password(), person.rung) == (None, None, False, 0)
    entry = Entry.objects.get(verb="daftarkan_dibantu")
    assert (entry.actor_id, entry.role, entry.target_id) == (fajar.pk, "facilitator", str(person.pk))
    helped(fajar, person)
    assert [row.purpose for row in person.consents.all()] == ["partisipasi"]


@pytest.mark.parametrize(
    ("typed", "rt", "found"),
    [("Sumiati", 2, True), ("Ibu Sumiati", None, True), ("SUMIYATI", 2, True), ("Hj. Sumiati", 3, True),
     ("Suparman", 2, False), ("Bu", 2, False)],
)  # fmt: skip
def test_a_person_is_not_entered_twice(fajar: User, sumiati: User, typed: str, rt: int | None, found: bool) -> None:
    make_user("lain", "Sumiati", home=GUNTUR)
    alike = like_people(helper=fajar, full_name=typed, home=KERTOSARI, rt=rt, rw=None)
    assert [person.pk for person in alike] == ([sumiati.pk] if found else [])


def test_the_deed_is_the_persons_and_the_trail_names_the_helper(fajar: User, sumiati: User, topic: Topic) -> None:
    row = helped(fajar, sumiati)
    support(by=acting(row, fajar), topic=topic)
    assert Support.objects.get().user_id == sumiati.pk
    entry = Entry.objects.get(verb="support")
    kept = {"bantuan": row.pk, "pendamping": fajar.pk, "peran_pendamping": "facilitator"}
    assert (entry.actor_id, entry.role, entry.data) == (sumiati.pk, "citizen", kept)
    deed = row.deeds_done.get()
    assert (deed.verb, deed.target_type, deed.target_id) == ("support", "notifications.topic", str(topic.pk))
    assert deed.entry_id == entry.pk


def test_consent_stands_for_contact_and_for_no_more(fajar: User, sumiati: User) -> None:
    person = acting(helped(fajar, sumiati), fajar)
    assert (person.rung, person.standing) == (Rung.REGISTERED, Rung.CONTACT)
    sumiati.refresh_from_db()
    assert (sumiati.rung, sumiati.standing) == (Rung.REGISTERED, Rung.REGISTERED)
    person.rung = Rung.SEEN
    assert person.standing == Rung.SEEN


def test_no_office_of_the_person_is_ever_used(fajar: User, ani: User, joko: User) -> None:
    person = acting(helped(fajar, ani), fajar)
    person.is_superuser = True
    for perm in ("konsultasi.answer", "accounts.confirm_residence", "musrenbang.vote", "accounts.give_mandate"):
        assert not person.has_perm(perm, ani.home), perm
    assert not person.is_staff


def end_mandate(row: Assist, helper: User, person: User) -> None:
    helper.mandates.update(ended_at=timezone.now())
    helper.__dict__.pop("mandates_now", None)


def move_away(row: Assist, helper: User, person: User) -> None:
    helper.mandates.update(region_id=GUNTUR)
    helper.__dict__.pop("mandates_now", None)


def run_out(row: Assist, helper: User, person: User) -> None:
    Assist.objects.filter(pk=row.pk).update(until=timezone.now())
    row.refresh_from_db()


def finish(row: Assist, helper: User, person: User) -> None:
    row.ended_at = end(row, helper).ended_at


def deny(row: Assist, helper: User, person: User) -> None:
    deny_help(by=person, assist=row)


HINDRANCES = (end_mandate, move_away, run_out, finish, deny)


@pytest.mark.parametrize("hinder", HINDRANCES, ids=[one.__name__ for one in HINDRANCES])
def test_a_hindrance_stops_the_next_deed(fajar: User, sumiati: User, topic: Topic, hinder: Any) -> None:
    row = helped(fajar, sumiati)
    hinder(row, fajar, sumiati)
    with pytest.raises(PermissionDenied):
        support(by=acting(row, fajar), topic=topic)
    assert Support.objects.count() == 0


@pytest.mark.parametrize("hinder", [end_mandate, move_away, run_out, finish], ids=lambda one: one.__name__)
def test_what_ends_while_a_page_is_open_undoes_the_verb(fajar: User, sumiati: User, topic: Topic, hinder: Any) -> None:
    """The rule was asked before; the witness asks again within the deed."""
    row = helped(fajar, sumiati)
    person = acting(row, fajar)
    assert person.assist.hindrance == ""
    hinder(Assist.objects.get(pk=row.pk), fajar, sumiati)
    with pytest.raises(PermissionDenied):
        support(by=person, topic=topic)
    assert (Support.objects.count(), Entry.objects.filter(verb="support").count()) == (0, 0)


def test_a_day_has_its_limit(fajar: User, sumiati: User, topic: Topic, settings: Any) -> None:
    settings.ASSISTED_DEEDS_A_DAY = 1
    row = helped(fajar, sumiati)
    other = create_topic(kind="usulan", title="Talud", url="/usulan/2/", region=KERTOSARI)
    stale = acting(Assist.objects.select_related("person__home").get(pk=row.pk), fajar)
    assert stale.assist.hindrance == ""
    support(by=acting(row, fajar), topic=topic)
    with pytest.raises(PermissionDenied):
        support(by=acting(Assist.objects.select_related("person__home").get(pk=row.pk), fajar), topic=other)
    with pytest.raises(RateLimited):
        support(by=stale, topic=other)
    assert Support.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        again = helped(fajar, sumiati)
        support(by=acting(again, fajar), topic=other)
    assert Support.objects.count() == 2


def test_only_what_was_agreed(fajar: User, sumiati: User, topic: Topic) -> None:
    row = helped(fajar, sumiati, deeds=["answer", "nonsense"])
    assert row.deeds == ["answer"]
    with pytest.raises(PermissionDenied):
        support(by=acting(row, fajar), topic=topic)


def test_one_help_at_a_time(fajar: User, sumiati: User, ani: User) -> None:
    first = helped(fajar, sumiati)
    second = helped(fajar, ani)
    first.refresh_from_db()
    assert (first.ended_at is not None, second.ended_at) == (True, None)
    assert first.code != second.code


def test_the_first_helps_are_checked_and_what_was_read_back_is_known(
    fajar: User, sumiati: User, topic: Topic, eko: User
) -> None:
    row = helped(fajar, sumiati)
    support(by=acting(row, fajar), topic=topic)
    done = end(row, fajar)
    assert done.read_at is not None
    assert done.check_due is not None
    empty = end(helped(fajar, sumiati), fajar)
    assert (empty.read_at, empty.check_due) == (None, None)
    with pytest.raises(PermissionDenied):
        check_help(by=fajar, assist=done, result="benar")
    with pytest.raises(ValidationError):
        check_help(by=eko, assist=done, result="tidak_benar", note="pendek")
    check_help(by=eko, assist=done, result="tidak_benar", note="Ia mengatakan tidak pernah bertemu petugas.")
    with pytest.raises(PermissionDenied, match="dihentikan sementara"):
        helped(fajar, sumiati)
    check_help(by=eko, assist=done, result="benar")
    helped(fajar, sumiati)


def test_overseers_see_their_own_region(fajar: User, sumiati: User, eko: User, indra: User, dewi: User) -> None:
    row = helped(fajar, sumiati)
    assert [one.pk for one in helps_within(eko)] == [row.pk]
    assert [list(helps_within(user)) for user in (indra, dewi, fajar, sumiati)] == [[], [], [], []]


def test_what_nobody_closed_is_closed_by_the_clock(fajar: User, sumiati: User, topic: Topic) -> None:
    row = helped(fajar, sumiati, contact="0812 000 111")
    support(by=acting(row, fajar), topic=topic)
    assert end_stale_helps() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=False):
        end_stale_helps()
    row.refresh_from_db()
    assert (row.ended_at is not None, row.read_at, row.check_due is not None) == (True, None, True)
    assert (forget_contacts(), Assist.objects.get().contact) == (0, "0812 000 111")
    with time_machine.travel(timezone.now() + timedelta(days=92), tick=False):
        assert forget_contacts() == 1
    assert Assist.objects.get().contact == ""


def test_the_counter_hands_over_to_the_person(
    fajar: User, sumiati: User, citra: User, indra: User, topic: Topic
) -> None:
    row = helped(fajar, sumiati)
    support(by=acting(row, fajar), topic=topic)
    end(row, fajar)
    for by, code in ((indra, row.code), (citra, "SALAH123"), (citra, "")):
        with pytest.raises(ValidationError, match="tidak ditemukan"):
            find_help(by=by, code=code)
    found = find_help(by=citra, code=f" {row.code_spaced.lower()} ")
    with pytest.raises(PermissionDenied):
        claim_help(by=indra, assist=found, paper="ktp")
    with pytest.raises(ValidationError):
        claim_help(by=citra, assist=found, paper="")
    slip = claim_help(by=citra, assist=found, paper="ktp")
    entry = Entry.objects.get(verb="ambil_alih")
    assert (entry.actor_id, entry.role, entry.data) == (citra.pk, "village_officer", {"paper": "ktp"})
    user = use_code(login=sumiati.username, code=slip, password="mangga-muda-77")
    assert (user.pk, user.check_password("mangga-muda-77")) == (sumiati.pk, True)
    assert Support.objects.get().user_id == user.pk
    with pytest.raises(ValidationError, match="sudah diambil alih"):
        find_help(by=citra, code=row.code)


def test_who_helped_does_not_hand_over(citra: User, joko: User, sumiati: User) -> None:
    row = end(helped(citra, sumiati), citra)
    with pytest.raises(PermissionDenied, match="petugas lain"):
        claim_help(by=citra, assist=row, paper="ktp")
    assert claim_help(by=joko, assist=row, paper="kk")


def test_codes_are_not_guessed_at_the_counter(citra: User) -> None:
    for _ in range(20):
        with pytest.raises(ValidationError):
            find_help(by=citra, code="AAAA2222")
    with pytest.raises(RateLimited):
        find_help(by=citra, code="AAAA2222")


def test_my_data_and_erasing(fajar: User, sumiati: User, topic: Topic, eko: User) -> None:
    row = helped(fajar, sumiati, agreed="lembar", witness="Slamet Widodo", sheet=sheet(), contact="081234")
    support(by=acting(row, fajar), topic=topic)
    end(row, fajar)
    told = collect_data(sumiati)["Akun"]["bantuan diterima"]
    assert [(one["pendamping"], one["saksi"], one["hal"]) for one in told] == [("Fajar Nugroho", "Slamet Widodo", 1)]
    given = collect_data(fajar)["Akun"]["bantuan diberikan"]
    assert [(one["sebagai"], one["hal"]) for one in given] == [("Fasilitator", 1)]
    assert "Sumiati" not in str(collect_data(fajar))
    stored = row.sheet
    assert stored is not None
    erase_person(by=User.objects.get(pk=sumiati.pk))
    row.refresh_from_db()
    assert (row.witness, row.contact, row.sheet_id, row.emptied_at is not None) == ("", "", None, True)
    assert not type(stored).objects.filter(pk=stored.pk).exists()
    assert [str(one.person) for one in helps_within(eko)] == ["Pengguna yang dihapus"]


def test_a_person_who_moves_is_helped_by_her_new_place(citra: User, indra: User, sumiati: User) -> None:
    change_profile(by=sumiati, full_name="Sumiati", home=Region.objects.get(pk=GUNTUR), rt=1, rw=1)
    sumiati.refresh_from_db()
    with pytest.raises(PermissionDenied):
        helped(citra, sumiati)
    assert helped(indra, sumiati).region_id == GUNTUR
