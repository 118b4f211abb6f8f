"""Two people at the same moment, on a database that lets them in together."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.casework import recompute, steps
from quancheng.kernel.casework.models import Case, NumberSeries
from quancheng.kernel.casework.numbers import next_number
from quancheng.kernel.casework.tests.acting import consult, due, noon, received
from quancheng.kernel.casework.tests.kinds import ANSWER, ASK, HEARD

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in at a time"),
]


def together(*acts: Callable[[], object]) -> list[object]:
    """Run all acts at once, each in a transaction of its own; what each returned, or how it was refused."""
    gate, told = Barrier(len(acts)), [None] * len(acts)

    def run(n: int, act: Callable[[], object]) -> None:
        gate.wait()
        try:
            told[n] = act()
        except Refusal as refusal:
            told[n] = refusal.code
        finally:
            connection.close()

    threads = [Thread(target=run, args=(n, act)) for n, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def taking(case: Case, step, actor: Actor, at: str) -> Callable[[], str]:
    seen = Case.objects.get(pk=case.pk)

    def take() -> str:
        with transaction.atomic():
            return steps.take_step(case=seen, step=step, actor=actor, now=noon(at)).state

    return take


class TestTwoAtOnce:
    def test_one_takes_the_step_and_the_other_is_told(self, city):
        case = received(city, "2024-08-19")
        told = together(
            taking(case, ANSWER, city.handler, "2024-08-26"), taking(case, ASK, city.handler, "2024-08-26")
        )
        assert "casework.moved_meanwhile" in told
        assert case.lines.count() == 2

    def test_two_sub_cases_end_and_the_main_clock_sees_both(self, city):
        for _ in range(5):
            case = received(city, "2024-08-19")
            one, two = consult(case, city, "2024-08-26"), consult(case, city, "2024-08-29")
            told = together(
                taking(one, HEARD, city.handler, "2024-09-10"), taking(two, HEARD, city.handler, "2024-09-13")
            )
            assert told == ["heard", "heard"]
            assert due(case) == "2024-10-11"

    def test_a_recomputation_waits_for_nobody(self, city):
        case = received(city, "2024-08-19")
        sub = consult(case, city, "2024-08-26")
        Case.objects.update(due_on=None)
        clockwork, now = Actor.clockwork(), noon("2024-09-10")
        told = together(
            taking(sub, HEARD, city.handler, "2024-09-10"),
            lambda: bool(recompute.recompute_every_due_day(actor=clockwork, now=now)),
        )
        assert told == ["heard", True]
        assert due(case) == "2024-10-08"


class TestNumbersAtOnce:
    def test_are_given_once_each_and_without_a_gap(self, city):
        tenant = received(city, "2024-08-19").tenant

        def allot() -> int:
            with transaction.atomic():
                return next_number("order", tenant=tenant, year=2024)

        given = [number for _ in range(5) for number in together(allot, allot, allot)]
        assert sorted(given) == list(range(1, 16))

    def test_are_not_used_up_by_who_fails(self, city):
        tenant = received(city, "2024-08-19").tenant

        def allot() -> int:
            with transaction.atomic():
                return next_number("order", tenant=tenant, year=2024)

        def fail() -> None:
            with transaction.atomic():
                next_number("order", tenant=tenant, year=2024)
                transaction.set_rollback(True)

        together(allot, fail, allot)
        assert NumberSeries.objects.get(tenant=tenant).last == 2
