"""Sessions of learning, what people learned there, and what they were given for it."""

from literasi.models.certificates import Certificate, CertificateYear
from literasi.models.learning import Feedback, Practice, Question, Quiz, QuizItem, TestSheet
from literasi.models.materials import HandoutCount
from literasi.models.sessions import Contribution, Partner, Population, Series, Session

__all__ = [
    "Certificate",
    "CertificateYear",
    "Contribution",
    "Feedback",
    "HandoutCount",
    "Partner",
    "Population",
    "Practice",
    "Question",
    "Quiz",
    "QuizItem",
    "Series",
    "Session",
    "TestSheet",
]
