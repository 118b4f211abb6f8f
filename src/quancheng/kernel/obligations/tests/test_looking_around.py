"""Addresses that serve as evidence are looked at in the background, each in its turn."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.audit.periodic import every_job
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.obligations import commands, tasks
from quancheng.kernel.obligations.commands import keep_snapshot
from quancheng.kernel.obligations.models import Evidence, Snapshot
from quancheng.kernel.obligations.snapshots import Outcome, look_at

pytestmark = pytest.mark.django_db
ONE, TWO, THREE = (f"https://www.jinan.gov.cn/zwgk/{number}.html" for number in (1, 2, 3))
WEEK = timedelta(days=8)


def looked(evidence: Evidence, *, ago: timedelta = timedelta()) -> None:
    """Somebody looked at it."""
    seen = look_at(evidence.address, before=None)
    now = timezone.now() - ago
    keep_snapshot(evidence_id=evidence.pk, seen=seen, actor=Actor.clockwork(), now=now)


def outcomes() -> dict[str, str]:
    return dict(Snapshot.objects.order_by("pk").values_list("evidence__address", "outcome"))


class TestAFault:
    """`[abc]` once was one: whatever a look raises, it is one line of the history."""

    def test_does_not_stop_the_others(self, bring, web):
        for address in (ONE, TWO, THREE):
            bring(address)
        web.pages[ONE] = ValueError("'abc' does not appear to be an IPv4 or IPv6 address")
        assert tasks.look_around(timezone.now()) == 3
        assert outcomes() == {ONE: Outcome.REFUSED, TWO: Outcome.KEPT, THREE: Outcome.KEPT}

    def test_is_written_down_and_not_tried_first_for_ever(self, bring, web):
        bring(ONE)
        web.pages[ONE] = ValueError
        tasks.look_around(timezone.now())
        tasks.look_around(timezone.now())
        assert web.asked == [ONE]
        assert "运行日志" in Snapshot.objects.get().why

    def test_in_keeping_is_written_down_too(self, bring, web, monkeypatch):
        bring(ONE)
        bring(TWO)
        real, calls = keep_snapshot, []

        def full_disk(**told: object) -> object:
            calls.append(told)
            if len(calls) == 1:
                raise OSError
            return real(**told)

        monkeypatch.setattr(tasks, "keep_snapshot", full_disk)
        tasks.look_around(timezone.now())
        assert outcomes() == {ONE: Outcome.REFUSED, TWO: Outcome.KEPT}

    def test_of_the_database_is_left_to_the_queue(self, bring, web, monkeypatch):
        def busy(**told: object) -> None:
            raise OperationalError

        bring(ONE)
        monkeypatch.setattr(tasks, "keep_snapshot", busy)
        with pytest.raises(OperationalError):
            tasks.look_around(timezone.now())

    def test_is_no_news_for_the_unit(self, bring, web, monkeypatch):
        looked(bring(ONE), ago=WEEK)
        web.pages[ONE] = ValueError
        told: list[object] = []
        monkeypatch.setattr(commands, "tell", lambda **more: told.append(more))
        tasks.look_around(timezone.now())
        assert told == []
        assert [one.outcome for one in Snapshot.objects.all()] == [Outcome.REFUSED, Outcome.KEPT]


class TestThePeriodicJob:
    def run(self) -> None:
        job = next(job for job in every_job() if job.name == "obligations.snapshots")
        job.run(timezone.now())

    def test_asks_nobody_itself(self, bring, web, drain):
        bring(ONE)
        looked(bring(TWO), ago=WEEK)
        web.asked.clear()
        self.run()
        assert web.asked == []
        drain()
        assert web.asked == [ONE, TWO]

    def test_asks_for_one_round_at_a_time(self, bring, web, drain):
        bring(ONE)
        self.run()
        self.run()
        assert DBTaskResult.objects.count() == 1
        drain()
        bring(TWO)
        self.run()
        assert DBTaskResult.objects.count() == 2

    def test_asks_for_none_when_nothing_is_due(self, bring, web):
        looked(bring(ONE))
        self.run()
        assert not DBTaskResult.objects.exists()

    def test_lets_all_else_go_first(self, bring, web):
        bring(ONE)
        self.run()
        assert DBTaskResult.objects.get().priority < tasks.look_at_evidence.priority


class TestARound:
    def test_leaves_out_what_was_looked_at_meanwhile(self, bring, web):
        bring(ONE)
        second = bring(TWO)

        def somebody_else() -> None:
            web.meanwhile = lambda: None
            looked(second)

        web.meanwhile = somebody_else
        assert tasks.look_around(timezone.now()) == 1
        assert web.asked == [ONE, TWO]
        assert Snapshot.objects.filter(evidence=second).count() == 1

    def test_leaves_out_what_was_withdrawn_meanwhile(self, bring, web):
        bring(ONE)
        second = bring(TWO)
        web.meanwhile = lambda: Evidence.objects.filter(pk=second.pk).update(withdrawn_at=timezone.now())
        tasks.look_around(timezone.now())
        assert web.asked == [ONE]

    def test_that_is_run_twice_changes_nothing(self, bring, web):
        bring(ONE)
        tasks.look_around(timezone.now())
        assert tasks.look_around(timezone.now()) == 0
        assert web.asked == [ONE]

    def test_ends_when_its_time_is_over(self, bring, web, monkeypatch):
        bring(ONE)
        bring(TWO)
        monkeypatch.setattr(tasks, "LONGEST_ROUND", 0)
        assert tasks.look_around(timezone.now()) == 0
        assert web.asked == []


class TestTheFirstLook:
    def test_is_left_out_when_a_round_was_faster(self, bring, web):
        """The task of an audit line finds a look that is younger than the line, and does nothing."""
        looked(bring(ONE))
        line = AuditEntry.objects.get(code="obligations.snapshot.taken")
        web.asked.clear()
        assert tasks.look_at_evidence.func(line.seq) == ""
        assert web.asked == []

    def test_is_taken_when_the_last_one_is_older(self, bring, web):
        evidence = bring(ONE)
        looked(evidence)
        line = AuditEntry.objects.get(code="obligations.snapshot.taken")
        Snapshot.objects.update(taken_at=line.at - timedelta(minutes=1))
        assert tasks.look_at_evidence.func(line.seq) == Outcome.SAME
