"""One digest a reader a day, with the same things that others are told at once; a missing day is seen."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from quancheng.kernel.audit import periodic
from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.reference import RecordRef
from quancheng.kernel.calendar.days import WorkCalendar
from quancheng.kernel.notify import commands, jobs, queries
from quancheng.kernel.notify.addresses import Page, token_of
from quancheng.kernel.notify.models import Delivery, DigestRun, Notice, State
from quancheng.kernel.notify.policy import Channel, Frequency, Policy, wait_after
from quancheng.kernel.notify.ports import Unreachable
from quancheng.kernel.notify.sending import deliver_due
from quancheng.kernel.notify.telling import tell, tell_followers

from .conftest import NOON, ROW

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
MORNING = datetime(2026, 3, 3, 0, 30, tzinfo=UTC)  # Tuesday, 08:30 in Jinan
CLOCKWORK = Actor.clockwork()
ROWS = [RecordRef("trial.row", f"jinan-2024-{no}") for no in range(1, 4)]


@pytest.fixture
def follow(city):
    def follow(address, frequency, pattern="trial.row:*"):
        subscription = commands.subscribe(
            address=address,
            pattern=pattern,
            title="全部",
            frequency=frequency,
            tenant_id=city.pk,
            actor=Actor.anonymous(),
            now=NOON,
        )
        token = token_of(Page.CONFIRM, subscription)
        return commands.confirm_subscription(token=token, actor=Actor.anonymous(), now=NOON)

    return follow


@pytest.fixture
def happen(kinds, city):
    def happen(about, policy=Policy.DIGEST, at=NOON):
        facts = {"title": f"{about.ref}号事项"}
        return tell_followers(kind=kinds[policy], facts=facts, about=about, at=at, tenant_id=city.pk)

    return happen


@pytest.fixture
def warn(kinds, city, people):
    def warn(about=ROW, to=None, policy=Policy.DIGEST, at=NOON):
        ids = [person.pk for person in to or people[:1]]
        facts = {"title": f"{about.ref}号事项"}
        return tell(person_ids=ids, kind=kinds[policy], facts=facts, about=about, at=at, tenant_id=city.pk)

    return warn


def make(on=TUESDAY, now=MORNING):
    return commands.make_digests(on=on, actor=CLOCKWORK, now=now)


class TestMakeDigests:
    def test_writes_one_letter_a_person_with_all_that_waits(self, warn, people, ports):
        for row in ROWS:
            warn(row, to=people[:2])
        run = make()
        deliver_due(now=MORNING)
        assert (run.letters, run.notices) == (2, 6)
        assert sorted(ports[Channel.EMAIL].readers) == ["p0@example.cn", "p1@example.cn"]
        text = ports[Channel.EMAIL].texts[0]
        places = [text.index(f"{no}. {row.ref}号事项有更新") for no, row in enumerate(ROWS, 1)]
        assert places == sorted(places)

    def test_leaves_nothing_for_the_next_day(self, warn, ports):
        warn()
        make()
        deliver_due(now=MORNING)
        assert make(date(2026, 3, 4), MORNING + timedelta(days=1)).letters == 0
        assert len(ports[Channel.EMAIL].letters) == 1

    def test_takes_what_waited_through_days_without_a_run(self, warn, ports):
        warn()
        warn(ROWS[0], at=NOON + timedelta(days=9))
        assert make(date(2026, 3, 12), MORNING + timedelta(days=9, hours=6)).notices == 2

    def test_writes_nobody_who_has_no_news(self, people):
        assert make().letters == 0
        assert not Notice.objects.exists()

    def test_is_refused_a_second_time_on_one_day(self, warn):
        make()
        warn()
        with pytest.raises(commands.DigestsAlreadyMade):
            make()
        assert AuditEntry.objects.filter(code="notify.digest.made").count() == 1

    def test_cannot_write_one_person_twice_a_day_past_the_command(self, warn, ports):
        warn()
        run = make()
        second = Notice.objects.get(run=run)
        second.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            second.save(force_insert=True)

    def test_costs_the_same_for_few_and_for_many_notices(self, warn, django_assert_max_num_queries):
        warn(ROWS[0])
        with django_assert_max_num_queries(30) as for_one:
            make()
        for _ in range(30):
            warn(ROWS[1])
        with django_assert_max_num_queries(30) as for_many:
            make(date(2026, 3, 4), MORNING + timedelta(days=1))
        assert len(for_one) == len(for_many)


class TestADigest:
    def test_and_its_notices_share_one_fate(self, warn, ports):
        warn()
        make()
        ports[Channel.EMAIL].fault = Unreachable("连不上")
        deliver_due(now=MORNING)
        assert set(Delivery.objects.filter(channel="email").values_list("state", flat=True)) == {"waiting"}
        ports[Channel.EMAIL].fault = None
        later = MORNING + wait_after(1)
        deliver_due(now=later)
        sent = Delivery.objects.filter(channel="email").values_list("state", "ended_at", "receipt")
        assert len(set(sent)) == 1
        assert sent[0][:2] == ("sent", later)

    def test_that_could_not_go_out_is_not_made_again_the_next_day(self, warn, ports):
        warn()
        make()
        ports[Channel.EMAIL].fault = Unreachable("连不上")
        deliver_due(now=MORNING)
        assert make(date(2026, 3, 4), MORNING + timedelta(days=1)).letters == 0

    def test_does_not_carry_what_is_not_true_any_more(self, warn, ports, untrue):
        warn(ROWS[0])
        warn(ROWS[1])
        make()
        untrue.add(ROWS[0])
        deliver_due(now=MORNING)
        (text,) = ports[Channel.EMAIL].texts
        assert ROWS[0].ref + "号" not in text
        assert ROWS[1].ref + "号" in text
        dropped = Delivery.objects.get(state=State.DROPPED)
        assert (dropped.notice.about, dropped.reason) == (str(ROWS[0]), "事由已不存在")

    def test_with_nothing_left_is_not_sent(self, warn, ports, untrue, state_of):
        warn()
        make()
        untrue.add(ROW)
        deliver_due(now=MORNING)
        assert ports[Channel.EMAIL].tried == []
        assert ("email", "dropped", "汇总中的通知均已不必发送") in state_of()

    def test_does_not_show_in_the_inbox(self, warn, reader):
        warn()
        make()
        assert [n.kind for n in queries.inbox_for(reader)] == ["trial.digest"]

    def test_of_an_address_ends_all_of_its_subscriptions_by_one_click(self, follow, happen, ports):
        first = follow("li@example.cn", Frequency.DAILY)
        follow("li@example.cn", Frequency.DAILY, pattern="trial.row:jinan-*")
        happen(ROW)
        make()
        deliver_due(now=MORNING)
        _, letter = ports[Channel.EMAIL].letters[Delivery.objects.get(notice__run__isnull=False).key.hex]
        assert token_of(Page.END_ALL, first) in letter.headers["List-Unsubscribe"]
        assert letter.text.count("号事项有更新") == 1  # two patterns over one record say it once

    def test_goes_on_when_one_of_its_subscriptions_has_ended(self, follow, happen, ports):
        first = follow("li@example.cn", Frequency.DAILY, pattern=str(ROWS[0]))
        follow("li@example.cn", Frequency.DAILY, pattern=str(ROWS[1]))
        happen(ROWS[0])
        happen(ROWS[1])
        make()
        commands.end_subscription(token=token_of(Page.END, first), actor=Actor.anonymous(), now=MORNING)
        deliver_due(now=MORNING)
        (text,) = [t for t in ports[Channel.EMAIL].texts if "以下是" in t]
        assert ROWS[0].ref + "号" not in text
        assert ROWS[1].ref + "号" in text


class TestFrequencies:
    def test_bring_every_reader_the_same_set(self, follow, happen, ports, hidden, untrue):
        """Kinds of every policy, one record hidden, one not true: only the day differs."""
        for frequency in Frequency:
            follow(f"{frequency}@example.cn", frequency)
        for row, policy in zip(
            (*ROWS, ROW), (Policy.QUIET, Policy.DIGEST, Policy.PROMPT, Policy.URGENT), strict=True
        ):
            happen(row, policy)
        hidden.add(ROWS[0].ref)
        untrue.add(ROWS[1])
        deliver_due(now=NOON)
        make()
        deliver_due(now=MORNING)
        told = {frequency: set() for frequency in Frequency}
        for to, message in ports[Channel.EMAIL].letters.values():
            if message.kind != "notify.confirm":
                found = {row.ref for row in (*ROWS, ROW) if f"“{row.ref}号事项”今天" in message.text}
                told[Frequency(to.split("@")[0])] |= found
        assert told[Frequency.IMMEDIATE] == {ROWS[2].ref, ROW.ref}
        assert told[Frequency.DAILY] == told[Frequency.WEEKLY] == told[Frequency.IMMEDIATE]

    def test_weekly_comes_with_the_first_run_of_a_week(self, follow, happen):
        follow("weekly@example.cn", Frequency.WEEKLY)
        make(MONDAY, NOON - timedelta(hours=1))
        happen(ROW)
        assert not make(TUESDAY).with_weekly
        next_week = make(date(2026, 3, 9), MORNING + timedelta(days=6))
        assert (next_week.with_weekly, next_week.letters) == (True, 1)


class TestTheDigestJob:
    @pytest.mark.parametrize(
        ("at", "runs"),
        [
            ("2026-03-03T08:29:59+08:00", 0),  # Tuesday, too early
            ("2026-03-03T08:30:00+08:00", 1),
            ("2026-03-03T17:00:00+08:00", 1),  # the house stood still until the afternoon
            ("2026-03-07T08:30:00+08:00", 0),  # Saturday
            ("2026-02-28T08:30:00+08:00", 1),  # Saturday, worked for the Spring Festival
        ],
    )
    def test_runs_on_worked_days_from_half_past_eight(self, at, runs):
        jobs.digest(datetime.fromisoformat(at))
        assert DigestRun.objects.count() == runs

    def test_may_come_twice(self):
        jobs.digest(MORNING)
        jobs.digest(MORNING)
        assert DigestRun.objects.count() == 1

    def test_is_run_by_the_tick_with_the_others(self, warn, ports):
        warn(policy=Policy.PROMPT)
        warn()
        outcomes = {outcome.job.name: outcome.fault for outcome in periodic.run_due(now=MORNING)}
        assert {name: outcomes[name] for name in outcomes if name.startswith("notify.")} == {
            "notify.deliver": "",
            "notify.digest": "",
            "notify.tidy": "",
        }
        jobs.deliver(MORNING)
        assert len(ports[Channel.EMAIL].letters) == 2


class TestAMissingDigest:
    def test_is_found_on_each_worked_day_without_a_run(self):
        make(MONDAY)
        make(date(2026, 3, 5))
        weekdays = WorkCalendar(years=frozenset({2026}))
        missing = queries.missing_digests(weekdays, since=MONDAY, until=date(2026, 3, 8))
        assert missing == (TUESDAY, date(2026, 3, 4), date(2026, 3, 6))


class TestCheckNotices:
    def check(self, monkeypatch, now):
        monkeypatch.setattr("django.utils.timezone.now", lambda: now)
        out = StringIO()
        try:
            call_command("check_notices", stdout=out)
        except SystemExit as ended:
            return ended.code, out.getvalue().splitlines()
        return 0, out.getvalue().splitlines()

    def test_is_content_with_an_outbox_that_does_its_work(self, warn, ports, monkeypatch):
        warn()
        make(MONDAY)
        deliver_due(now=NOON)
        assert self.check(monkeypatch, NOON) == (0, ["通知发送正常"])

    def test_names_a_missing_digest_a_stuck_and_a_failed_letter(self, warn, ports, monkeypatch):
        make(MONDAY)
        warn(policy=Policy.PROMPT)
        Delivery.objects.filter(channel="email").update(state=State.FAILED, reason="坏", ended_at=NOON)
        warn(policy=Policy.PROMPT)
        code, lines = self.check(monkeypatch, NOON + timedelta(days=2))
        assert code == 1
        assert lines[0] == "2026-03-03 没有生成汇总"
        assert "超过一天仍未发出" in lines[1]
        assert lines[2].endswith("发送失败：坏")
        assert lines[3] == "共 3 个问题"
