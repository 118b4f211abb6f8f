"""Telling many people of many things at once."""

import pytest

from quancheng.kernel.notify.models import Delivery, Notice
from quancheng.kernel.notify.policy import Policy
from quancheng.kernel.notify.telling import Cause, tell_of_each

from .conftest import NOON, ROW

pytestmark = pytest.mark.django_db


@pytest.fixture
def say(kinds, city):
    def say(*causes: tuple[str, list]) -> int:
        told = [
            Cause(
                person_ids=frozenset(person.pk for person in to),
                facts={"title": title},
                about=ROW,
                once=title,
            )
            for title, to in causes
        ]
        return tell_of_each(told, kind=kinds[Policy.DIGEST], at=NOON, tenant_id=city.pk)

    return say


class TestTellOfEach:
    def test_tells_each_person_of_each_thing_meant_for_them(self, say, people):
        assert say(("一号", people[:2]), ("二号", people[1:2])) == 3
        told = sorted(Notice.objects.values_list("to_person", "subject"))
        assert told == sorted(
            [
                (people[0].pk, "一号有更新"),
                (people[1].pk, "一号有更新"),
                (people[1].pk, "二号有更新"),
            ]
        )
        assert Delivery.objects.count() == 6  # inbox and mail

    def test_tells_nobody_twice(self, say, people):
        say(("一号", people[:1]))
        assert say(("一号", people[:2])) == 1
        assert say(("一号", people[:2])) == 0

    def test_has_nothing_to_tell_of_nothing(self, say, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert say() == 0

    def test_asks_the_same_for_many_as_for_few(self, say, people, django_assert_max_num_queries):
        with django_assert_max_num_queries(5):
            say(*((f"{number}号", people) for number in range(12)))
        assert Notice.objects.count() == 12 * len(people)
