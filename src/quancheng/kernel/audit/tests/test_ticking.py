from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from quancheng.kernel.audit import jobs, periodic
from quancheng.kernel.audit.anchors import anchors_in
from quancheng.kernel.audit.models import PeriodicJob
from quancheng.kernel.audit.periodic import Job, JobNameTaken, register_job, run_due
from quancheng.kernel.audit.schedule import Daily, Every, is_due
from quancheng.kernel.basis.refusal import Refusal

NOON = datetime(2024, 3, 4, 4, 0, 30, tzinfo=UTC)  # Monday 4 March 2024, 12:00:30 in Jinan
SHANGHAI = ZoneInfo("Asia/Shanghai")
MINUTE = timedelta(minutes=1)
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(SHANGHAI))  # noqa: DTZ001
SCHEDULES = st.one_of(
    st.builds(Daily, st.times()),
    st.builds(Every, st.timedeltas(timedelta(seconds=1), timedelta(days=7))),
)


class TestSchedules:
    @given(SCHEDULES, INSTANTS)
    def test_have_had_their_latest_turn(self, schedule, now):
        turn = schedule.latest_turn(now)
        assert turn <= now
        assert schedule.latest_turn(turn) == turn

    @given(SCHEDULES, INSTANTS)
    def test_give_one_turn_to_one_success(self, schedule, now):
        assert is_due(schedule, last=None, now=now)
        assert not is_due(schedule, last=now, now=now)

    @pytest.mark.parametrize(
        ("last", "now", "due"),
        [
            ("2024-03-03 00:15:20", "2024-03-04 00:14:59", False),
            ("2024-03-03 00:15:20", "2024-03-04 00:15:00", True),
            ("2024-03-04 00:15:01", "2024-03-04 23:59:00", False),
            ("2024-03-01 00:15:01", "2024-03-04 12:00:00", True),
        ],
    )
    def test_give_a_daily_job_its_turn_at_its_time_of_day(self, last, now, due):
        last, now = (datetime.fromisoformat(text).replace(tzinfo=SHANGHAI) for text in (last, now))
        assert is_due(Daily(time(0, 15)), last=last, now=now) is due

    def test_do_not_miss_a_minute_when_a_tick_comes_early(self):
        assert is_due(Every(MINUTE), last=NOON, now=NOON + timedelta(seconds=30))


@pytest.fixture
def rung(db, monkeypatch):
    """Which jobs ran; the registry is empty to begin with."""
    monkeypatch.setattr(periodic, "_jobs", {})
    return []


def add(rung, name="trial.bell", run=None, schedule=Every(MINUTE)):  # noqa: B008
    register_job(Job(name=name, says="敲钟", schedule=schedule, run=run or (lambda now: rung.append(name))))


class TestTick:
    def test_runs_what_is_due_once(self, rung):
        add(rung)
        for _ in range(3):
            run_due(now=NOON)
        assert rung == ["trial.bell"]
        run_due(now=NOON + MINUTE)
        assert len(rung) == 2
        assert PeriodicJob.objects.get().last_success_at == NOON + MINUTE

    def test_reads_a_daily_time_in_jinan(self, rung):
        add(rung, schedule=Daily(time(12, 0)))
        PeriodicJob.objects.create(name="trial.bell", last_success_at=NOON - timedelta(hours=1))
        run_due(now=NOON - MINUTE)
        assert rung == []
        run_due(now=NOON)
        assert rung == ["trial.bell"]

    def test_goes_on_after_a_fault_and_writes_it_down(self, rung, caplog):
        add(rung, "trial.broken", run=broken)
        add(rung)
        assert [outcome.fault for outcome in run_due(now=NOON)] == ["OSError", ""]
        row = PeriodicJob.objects.get(name="trial.broken")
        assert (row.failures, row.last_fault, row.running, row.last_success_at) == (1, "OSError", False, None)
        assert "trial.broken failed" in caplog.text

    def test_writes_down_the_sentence_of_a_refusal(self, rung, caplog):
        add(rung, run=refused)
        assert run_due(now=NOON)[0].fault == "钟楼锁着；请找管理员开门"
        assert caplog.text == ""

    def test_tries_again_with_a_growing_pause(self, rung):
        add(rung, run=refused)
        tried = [minute for minute in range(10) if run_due(now=NOON + minute * MINUTE)]
        assert tried == [0, 1, 3, 7]

    def test_forgets_the_failures_after_a_success(self, rung):
        add(rung)
        PeriodicJob.objects.create(name="trial.bell", failures=3, claimed_at=NOON - timedelta(hours=1))
        run_due(now=NOON)
        assert PeriodicJob.objects.get().failures == 0

    def test_leaves_a_job_to_the_tick_that_is_at_it(self, rung):
        add(rung, run=lambda now: rung.append(run_due(now=now + MINUTE)))
        run_due(now=NOON)
        assert rung == [()]

    def test_takes_over_from_a_tick_that_died(self, rung):
        add(rung)
        PeriodicJob.objects.create(name="trial.bell", running=True, claimed_at=NOON - timedelta(hours=1))
        run_due(now=NOON - MINUTE)
        assert rung == []
        run_due(now=NOON)
        assert rung == ["trial.bell"]

    def test_steps_back_when_another_was_faster(self, rung, monkeypatch):
        add(rung)
        seen = PeriodicJob.objects.create(name="trial.bell")
        PeriodicJob.objects.update(version=1)
        monkeypatch.setattr(PeriodicJob.objects, "get_or_create", lambda name: (seen, False))
        assert run_due(now=NOON) == ()
        assert rung == []

    def test_console_prints_each_job_and_exits_1_after_a_failure(self, rung, capsys):
        add(rung, run=refused)
        with pytest.raises(SystemExit) as left:
            call_command("tick")
        assert left.value.code == 1
        assert capsys.readouterr().out == "敲钟（trial.bell）：失败：钟楼锁着；请找管理员开门\n"


class TestRegisterJob:
    def test_refuses_a_name_twice(self, rung):
        add(rung)
        with pytest.raises(JobNameTaken):
            add(rung)


class TestTheAuditsOwnJobs:
    def test_are_registered(self):
        assert {job.name for job in jobs.JOBS} <= {job.name for job in periodic.every_job()}

    def test_all_run_and_a_second_round_changes_nothing(self, rung, own_anchors):
        for job in jobs.JOBS:
            register_job(job)
        assert [outcome.fault for outcome in run_due(now=NOON)] == [""] * len(jobs.JOBS)
        anchors = anchors_in(own_anchors)
        assert len(anchors) == 1
        assert run_due(now=NOON) == ()
        for job in jobs.JOBS:
            job.run(NOON + timedelta(hours=1))
        assert anchors_in(own_anchors) == anchors


def broken(now):
    raise OSError("演示")


def refused(now):
    raise Refusal("钟楼锁着；请找管理员开门")
