"""Terms and holds: who sets them, and what the law asks for."""

from datetime import date

import pytest
from axes.models import AccessFailureLog
from django.db import DatabaseError, transaction
from django.utils import timezone

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.retention import commands, queries
from quancheng.kernel.retention.jobs import erase
from quancheng.kernel.retention.kinds import (
    LAW_OF_LOGS,
    Fate,
    Least,
    LogTooShort,
    Measure,
    Sample,
    kind_called,
    kinds,
    register,
)
from quancheng.kernel.retention.kinds import Kind as Kept
from quancheng.kernel.retention.models import Term
from quancheng.shells.workbench.tests.test_orgs import government
from quancheng.shells.workbench.tests.test_retention.cast import (
    DAY,
    FAILURE,
    NOW,
    SENDER,
    TOMORROW,
    acting,
    admin,
    anew,
    held,
    message,
    months,
    name_of,
    term,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]


class TestSetTerm:
    def test_holds_from_its_day_on(self, city, security):
        term(security)
        kind = kind_called(SENDER)
        assert queries.term_of(kind, tenant_id=city.pk, on=NOW.date()).is_sample
        now = queries.term_of(kind, tenant_id=city.pk, on=TOMORROW)
        assert (now.value, now.is_sample, now.erases) == (12, False, True)
        assert AuditEntry.objects.last().code == "retention.term.set"

    def test_is_refused_when_the_law_asks_for_more(self, security):
        with pytest.raises(commands.TooShort, match="至少保存6个月（《网络安全法》第二十一条）"):
            term(security, FAILURE, 5)
        assert term(security, FAILURE, 6)

    def test_is_refused_for_today(self, security):
        with pytest.raises(commands.TooEarly):
            term(security, from_on=date(2026, 3, 2))

    def test_is_refused_twice_for_one_day(self, security):
        term(security)
        with pytest.raises(commands.SetAlready):
            term(security, value=24)

    def test_is_refused_for_what_is_kept_for_good(self, security):
        with pytest.raises(commands.KeptForGood):
            term(security, "audit.line")

    @pytest.mark.parametrize("role", ["handler", "head", "openness_office", "openness_head", "audit"])
    def test_is_refused_to_others(self, office, role):
        with pytest.raises(queries.NotYours):
            term(acting(office.person, role))
        assert not Term.objects.exists()

    def test_of_what_the_house_has_together_the_longest_holds(self, city, security):
        other = acting(admin(government("west"), "system"), "system")
        term(security, FAILURE, 8)
        term(other, FAILURE, 12)
        assert queries.term_of(kind_called(FAILURE), tenant_id=None, on=TOMORROW).value == 12


class TestLogsOfSecurity:
    """《网络安全法》第二十一条: not less than six months, whoever would have it otherwise."""

    def test_stay_six_months_even_when_a_shorter_term_was_written_past_the_command(self, city, security):
        Term.objects.create(
            tenant=city, kind=FAILURE, from_on=date(2026, 3, 1), value=1, source="手改",
            set_by_id=security.person_id, set_at=NOW,
        )  # fmt: skip
        AccessFailureLog.objects.create(username="li", user_agent="x", http_accept="", path_info="/")
        written = AccessFailureLog.objects.get().attempt_time
        erase(written + 170 * DAY)
        assert AccessFailureLog.objects.count() == 1
        erase(written + 190 * DAY)
        assert AccessFailureLog.objects.count() == 0

    def test_of_the_audit_stay_for_good_on_both_databases(self, security):
        term(security, FAILURE, 6)
        lines = AuditEntry.objects.count()
        assert kind_called("audit.line").fate is Fate.KEEP
        erase(timezone.now() + 9999 * DAY)
        assert AuditEntry.objects.count() >= lines
        with pytest.raises(DatabaseError), transaction.atomic():
            AuditEntry.objects.all().delete()

    @pytest.mark.parametrize(
        "told",
        [
            {"sample": Sample(5, "x"), "least": Least(6, "x")},
            {"sample": Sample(6, "x"), "least": Least(5, "x")},
            {"sample": Sample(6, "x")},
            {"sample": Sample(200, "x"), "least": Least(200, "x"), "measure": Measure.DAYS},
            {},
        ],
    )
    def test_cannot_be_registered_to_go_earlier(self, told):
        kind = {"measure": Measure.MONTHS, "fate": Fate.ERASE, **told}
        with pytest.raises(LogTooShort):
            register(Kept(code="x.log", says="x", keeps="x", law=LAW_OF_LOGS, rows=lambda _: None, **kind))
        assert "x.log" not in {one.code for one in kinds()}


class TestSetHold:
    def test_keeps_the_record_whole(self, city, head, security):
        kept, gone = message(city, head), message(city, head)
        term(security)
        held(head, kept.number)
        erase(months(13))
        assert (name_of(kept), name_of(gone)) == ("张三丰", "")
        assert anew(kept).erased_at is None

    def test_of_a_kind_keeps_every_record(self, city, head, security):
        kept = message(city, head)
        term(security)
        held(security)
        assert erase(months(13)) == 0
        assert name_of(kept) == "张三丰"

    def test_is_refused_for_what_is_not_there(self, head):
        with pytest.raises(commands.NothingToHold):
            held(head, "20260302-00000")

    def test_is_refused_for_a_record_of_another_government(self, city, head):
        sent = message(city, head)
        with pytest.raises(commands.NothingToHold):
            held(acting(admin(government("west"), "system"), "system"), sent.number)

    def test_is_refused_twice(self, city, head):
        held(head)
        with pytest.raises(commands.HeldAlready):
            held(head)

    @pytest.mark.parametrize("role", ["handler", "head", "openness_office", "audit"])
    def test_is_refused_to_others(self, office, role):
        with pytest.raises(queries.NotYours):
            held(acting(office.person, role))

    def test_writes_its_reason_as_a_digest_alone(self, city, head):
        sent = message(city, head)
        held(head, sent.number)
        line = AuditEntry.objects.last()
        assert (line.code, line.about_ref) == ("retention.hold.set", sent.number)
        assert "信访" not in str(line.facts)


class TestLiftHold:
    def test_lets_the_term_hold_again(self, city, head, security):
        sent = message(city, head)
        term(security)
        hold = held(head, sent.number)
        commands.lift_hold(hold_id=hold.pk, reason="已办结", actor=security, now=NOW)
        assert erase(months(13)) == 1
        assert name_of(sent) == ""

    def test_is_refused_to_a_stranger_and_twice(self, city, head):
        hold = held(head)
        stranger = acting(admin(government("west"), "system"), "system")
        with pytest.raises(queries.NoSuchHold):
            commands.lift_hold(hold_id=hold.pk, reason="误设", actor=stranger, now=NOW)
        commands.lift_hold(hold_id=hold.pk, reason="误设", actor=head, now=NOW)
        with pytest.raises(queries.NoSuchHold):
            commands.lift_hold(hold_id=hold.pk, reason="误设", actor=head, now=NOW)
