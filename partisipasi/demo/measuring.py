"""What script/bench needs beside the demo: a long draft with many inputs, a busy proposal, signed-in people."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.urls import reverse
from django.utils import timezone

from accounts.models import Mandate, Role, Rung, Session, User
from accounts.sessions import LOGGING_IN, SessionStore
from cms.models import HomePage, LegalKind, PolicyDraftIndexPage, PolicyDraftPage
from dialog.models import Comment
from konsultasi.models import Consultation, Input, Passage, Standing
from konsultasi.rules import ANSWER_ROLES
from konsultasi.states import Fate
from musrenbang.models import Cycle, Forum, ForumItem, Proposal, Round
from musrenbang.services.criteria import ensure_criteria
from musrenbang.services.forums import ForumPlan, create_forum, open_forum, take_in
from musrenbang.services.ranking import arrange
from musrenbang.states import State
from notifications.models import Topic
from partisipasi.demo.clock import days_ago
from partisipasi.demo.draft import DraftBlock
from partisipasi.demo.measuring_services import ServiceGround, service_ground
from wilayah.models import Level, Region

PASSAGES, INPUTS, COMMENTS = 300, 10_000, 50


@dataclass(frozen=True)
class Ground:
    """Addresses and keys the measuring needs."""

    draft: str
    work: str
    proposal: str
    topic: int
    topics: list[int]
    round: int
    forum: int
    options: list[int]
    announcement: str
    rare_word: str
    sessions: list[str]
    officers: list[str]
    services: ServiceGround


def long_draft() -> Consultation:
    """A draft of 300 passages with 10,000 inputs."""
    index = PolicyDraftIndexPage.objects.first() or HomePage.objects.get()
    page = PolicyDraftPage(
        title="Rancangan panjang untuk pengukuran",
        slug="rancangan-panjang",
        legal_kind=LegalKind.objects.first(),
        initiator="Bagian Hukum",
        summary="Rancangan ini dibuat untuk mengukur kecepatan laman dengan naskah panjang.",
        opens_at=days_ago(30),
        closes_at=days_ago(-30),
    )
    blocks = [_block(number) for number in range(PASSAGES)]
    page.body = [{"type": b.kind, "id": b.block_id, "value": {"number": b.number, "text": b.text}} for b in blocks]
    index.add_child(instance=page)
    page.save_revision().publish()
    consultation = Consultation.objects.get(page__pk=page.pk)
    _inputs(consultation)
    return consultation


def _block(number: int) -> DraftBlock:
    article, part = divmod(number, 5)
    if part == 0:
        return DraftBlock(f"ukur-{number}", "pasal", f"Pasal {article + 1}", "")
    text = (
        f"Setiap warga dan petugas melaksanakan ketentuan nomor {number} menurut jadwal dan tata cara yang diumumkan."
    )
    return DraftBlock(f"ukur-{number}", "ayat", f"({part})", text)


def _inputs(consultation: Consultation) -> None:
    version = consultation.versions.get()
    passages = list(Passage.objects.filter(version=version))
    authors = list(User.objects.filter(username__startswith="warga").values_list("pk", flat=True))
    now = timezone.now()
    entries = Input.objects.bulk_create(
        [
            Input(
                consultation=consultation,
                number=number,
                version=version,
                passage=(passage := passages[number * 7 % len(passages)]),
                block_id=passage.block_id,
                kind="keberatan",
                body=f"Masukan nomor {number}: mohon waktunya disesuaikan dengan jam kerja warga.",
                author_id=authors[number % len(authors)],
                due_on=timezone.localdate() + timedelta(days=14),
                created_at=now - timedelta(minutes=INPUTS - number),
            )
            for number in range(1, INPUTS + 1)
        ],
        batch_size=1000,
    )
    Standing.objects.bulk_create(
        [Standing(input=entry, version=version, passage_id=entry.passage_id, fate=Fate.ORIGIN) for entry in entries],
        batch_size=1000,
    )
    Consultation.objects.filter(pk=consultation.pk).update(last_number=INPUTS, input_count=INPUTS)


def busy_proposal() -> Proposal:
    """An open proposal under which exactly 50 comments stand."""
    proposal = Proposal.objects.filter(state=State.ONGOING).select_related("topic").order_by("pk")[0]
    authors = list(User.objects.filter(username__startswith="warga").values_list("pk", flat=True))
    there = Comment.objects.filter(topic=proposal.topic).count()
    Comment.objects.bulk_create(
        Comment(topic=proposal.topic, author_id=authors[number], body=f"Komentar nomor {number} untuk pengukuran.")
        for number in range(COMMENTS - there)
    )
    Topic.objects.filter(pk=proposal.topic_id).update(comment_count=COMMENTS)
    return proposal


def big_forum(cycle: Cycle) -> Forum:
    """A forum of the kecamatan that goes on, with every verified proposal of a cycle scored, ranked and filled."""
    officer = User.objects.filter(mandates__role=Role.OFFICER, mandates__region=cycle.region_id).order_by("pk")[0]
    plan = ForumPlan(
        kind="kecamatan",
        title=f"Musrenbang untuk rencana {cycle.plan_year}",
        day=timezone.localdate(),
        place="Pendopo Kecamatan",
        criteria=ensure_criteria(),
        ceiling=5_000_000_000,
    )
    forum = create_forum(by=officer, cycle=cycle, region=cycle.region, plan=plan)
    take_in(by=officer, forum=forum)
    open_forum(by=officer, forum=forum)
    items = list(forum.items.all())
    for item in items:
        item.score, item.scorer_count = Decimal(item.number * 7919 % 8001 + 2000) / 100, 3
    ForumItem.objects.bulk_update(items, ["score", "scorer_count"], batch_size=500)
    return arrange(by=officer, forum=forum)


def signed_in(count: int) -> list[Session]:
    """Sessions of so many confirmed residents."""
    villages = list(Region.objects.within("33.23.03").filter(level=Level.VILLAGE).values_list("pk", flat=True))
    locked = make_password(None)
    people = User.objects.bulk_create(
        User(
            username=f"ukur{number:05d}",
            full_name=f"Pengukur {number}",
            password=locked,
            home_id=villages[number % len(villages)],
            rung=Rung.SEEN,
        )
        for number in range(count)
    )
    return [_session(user) for user in people]


def _session(user: User, **more: Any) -> Session:
    data = {
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[-1],
        HASH_SESSION_KEY: user.get_session_auth_hash(),
    }
    return SessionStore().create_model_instance(data | more)


def kept(rows: list[Session]) -> list[str]:
    """Keys of these sessions, once they are stored."""
    Session.objects.bulk_create(rows, batch_size=500)
    return [row.session_key for row in rows]


def officers() -> list[Session]:
    """Sessions of those who answer for the kecamatan, their second factor given."""
    offices = Mandate.objects.current().filter(role__in=ANSWER_ROLES, region="33.23.03", user__is_active=True)
    given = [{"method": "mfa", "type": "totp", "at": timezone.now().timestamp()}]
    people = User.objects.filter(pk__in=offices.values("user_id")).order_by("pk")
    return [_session(user, **{AUTHENTICATION_METHODS_SESSION_KEY: given, LOGGING_IN: str(user.pk)}) for user in people]


def prepare(rare_word: str, people: int) -> Ground:
    """Everything the measuring needs, once."""
    proposal = busy_proposal()
    round = Round.objects.open().get()
    topics = Topic.objects.filter(kind="usulan", visible=True).exclude(pk=proposal.topic_id).order_by("-pk")
    newest: Any = Cycle.objects.order_by("-plan_year")[0]
    announcements = HomePage.objects.get().get_descendants().live().filter(slug__startswith="musrenbang-kecamatan")
    draft = long_draft()
    sessions = kept(signed_in(people))
    return Ground(
        draft=draft.url,
        work=f"{reverse('konsultasi:desk')}?rancangan={draft.pk}",
        proposal=proposal.get_absolute_url(),
        topic=proposal.topic_id,
        topics=list(topics.filter(proposal__cycle=newest).values_list("pk", flat=True)[:20]),
        round=round.pk,
        forum=big_forum(newest).pk,
        options=list(round.options.values_list("number", flat=True)),
        announcement=announcements[0].url,
        rare_word=rare_word,
        sessions=sessions,
        officers=kept(officers()),
        services=service_ground(people, Proposal.objects.count()),
    )
