"""Questions whose SQL is worked out once."""

from typing import Any

from accounts.models import User
from core.quick import Question
from tests.factories import make_user


def test_the_keys_change_and_nothing_else(ani: Any, budi: Any, django_assert_num_queries: Any) -> None:
    names = Question(lambda one, other: User.objects.filter(pk__in=[one, other]).order_by("pk").values_list("username"))
    late = make_user("lina", "Lina Marlina")
    with django_assert_num_queries(3):
        assert names(ani.pk, budi.pk) == [("ani",), ("budi",)]
        assert names(late.pk, ani.pk) == [("ani",), ("lina",)]
        assert names(0, 0) == []


def test_a_limit_that_stands_in_the_query_stays(ani: Any, budi: Any) -> None:
    first = Question(lambda key: User.objects.filter(pk__gte=key).order_by("pk").values_list("pk")[:1])
    assert first(ani.pk) == [(ani.pk,)]
    assert first(budi.pk) == [(budi.pk,)]
