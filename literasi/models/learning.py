"""What people learned: questions, the same ten before and after, how the session was, whether it is used."""

from fractions import Fraction

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from literasi.models.sessions import Session
from literasi.states import Channel, Pillar, Theme, Used, When

LETTERS = "abcd"
SKIPPED = "-"
MOST_ITEMS = 10


class Question(models.Model):
    """A question of the bank with two to four answers, one of them right; a task is done first, then answered."""

    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, related_name="+")
    theme = models.CharField("tema", max_length=12, choices=Theme.choices)
    pillar = models.CharField("pilar", max_length=12, choices=Pillar.choices)
    text = models.CharField("pertanyaan", max_length=300)
    options = models.JSONField("pilihan jawaban")  # two to four texts
    right = models.PositiveSmallIntegerField("jawaban benar")  # place in `options`
    task = models.BooleanField("tugas yang dikerjakan", default=False)
    picture = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    drawing = models.CharField("gambar bawaan", max_length=40, blank=True)  # a name of literasi.drawings
    alt = models.CharField("isi gambar dalam kata", max_length=160, blank=True)
    retired = models.BooleanField("tidak dipakai lagi", default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "soal"
        verbose_name_plural = "soal"
        constraints = [
            models.UniqueConstraint(fields=["region", "text"], name="question_once"),
            models.CheckConstraint(condition=Q(right__lte=3), name="question_right_answer"),
            models.CheckConstraint(condition=Q(picture__isnull=True) | ~Q(alt=""), name="question_picture_in_words"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def lettered(self) -> list[tuple[str, str]]:
        """Letter and text of each answer."""
        return list(zip(LETTERS, self.options, strict=False))

    @property
    def right_letter(self) -> str:
        return LETTERS[self.right]


class Quiz(models.Model):
    """Up to ten questions in a fixed order; once somebody answered it no longer changes."""

    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, related_name="+")
    title = models.CharField("nama paket soal", max_length=120)
    questions = models.ManyToManyField(Question, through="literasi.QuizItem", related_name="quizzes")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["title"]
        verbose_name = "paket soal"
        verbose_name_plural = "paket soal"
        constraints = [models.UniqueConstraint(fields=["region", "title"], name="quiz_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def in_use(self) -> bool:
        """Whether somebody answered it."""
        return TestSheet.objects.filter(session__quiz=self).exists()


class QuizItem(models.Model):
    """The place of a question in a quiz."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="items")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField("nomor")

    class Meta:
        ordering = ["number"]
        verbose_name = "soal dalam paket"
        verbose_name_plural = "soal dalam paket"
        constraints = [
            models.UniqueConstraint(fields=["quiz", "number"], name="quiz_number_once"),
            models.UniqueConstraint(fields=["quiz", "question"], name="quiz_question_once"),
            models.CheckConstraint(condition=Q(number__range=(1, MOST_ITEMS)), name="quiz_ten_items"),
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id}/{self.number}"


class TestSheet(models.Model):
    """One participant's answers, before or after; both belong to one line of the attendance list."""

    __test__ = False  # no class of tests

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="sheets")
    attendance = models.ForeignKey("acara.Attendance", on_delete=models.PROTECT, related_name="+")
    when = models.CharField("waktu tes", max_length=8, choices=When.choices)
    answers = models.CharField("jawaban", max_length=MOST_ITEMS)  # a letter an item, "-" where none was given
    right = models.PositiveSmallIntegerField("jawaban benar")
    channel = models.CharField("cara", max_length=8, choices=Channel.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "lembar jawaban"
        verbose_name_plural = "lembar jawaban"
        constraints = [
            models.UniqueConstraint(fields=["session", "attendance", "when"], name="sheet_once"),
            models.CheckConstraint(condition=Q(right__lte=MOST_ITEMS), name="sheet_right_items"),
        ]

    def __str__(self) -> str:
        return f"{self.attendance_id}/{self.when}"

    @property
    def mark(self) -> Fraction:
        """The mark from 0 to 100."""
        return Fraction(100 * self.right, len(self.answers))


class Feedback(models.Model):
    """Three taps after a session; it holds no person and no hour."""

    key = models.UUIDField(primary_key=True)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="feedback")
    clear = models.PositiveSmallIntegerField("mudah dipahami")
    useful = models.PositiveSmallIntegerField("berguna")
    welcome = models.PositiveSmallIntegerField("diterima dengan baik")

    class Meta:
        verbose_name = "pendapat tentang sesi"
        verbose_name_plural = "pendapat tentang sesi"
        constraints = [
            models.CheckConstraint(
                condition=Q(clear__range=(1, 4), useful__range=(1, 4), welcome__range=(1, 4)), name="feedback_faces"
            )
        ]

    def __str__(self) -> str:
        return str(self.key)


class Practice(models.Model):
    """Thirty days later: does somebody use what was learned? One answer a participant."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="practices")
    attendance = models.ForeignKey("acara.Attendance", on_delete=models.PROTECT, related_name="+")
    used = models.CharField("dipakai", max_length=8, choices=Used.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "jawaban sesudah 30 hari"
        verbose_name_plural = "jawaban sesudah 30 hari"
        constraints = [models.UniqueConstraint(fields=["session", "attendance"], name="practice_once")]

    def __str__(self) -> str:
        return f"{self.attendance_id}: {self.used}"
