"""What a night erases, and what it leaves."""

import pytest
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessFailureLog
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as bounded
from hypothesis import strategies as st

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.audit.verify import verify_chain
from quancheng.kernel.orgs.models import Person
from quancheng.kernel.retention import commands
from quancheng.kernel.retention.jobs import erase
from quancheng.kernel.retention.models import Term
from quancheng.shells.workbench.models import CountedTry
from quancheng.shells.workbench.tests.test_retention.cast import (
    DAY,
    anew,
    held,
    message,
    months,
    name_of,
    term,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk_surface")]


class TestEraseDue:
    def test_takes_names_and_contacts_and_leaves_the_rest(self, city, head, security):
        sent = message(city, head)
        term(security)
        erase(months(12) - DAY)
        assert name_of(sent) == "张三丰"
        erase(months(12))
        now = anew(sent)
        assert (now.name, now.contact, now.wants_mail, now.text) == ("", "", False, sent.text)
        line = AuditEntry.objects.last()
        assert (line.code, line.tenant_id) == ("retention.data.erased", city.pk)
        assert (line.facts["count"], line.facts["spared"]) == (1, 0)

    def test_never_takes_what_is_not_over(self, city, head, security):
        sent = message(city, head, over=False)
        term(security)
        assert erase(months(600)) == 0
        assert name_of(sent) == "张三丰"

    def test_waits_for_a_term_of_the_government(self, city, head):
        message(city, head)
        assert erase(months(600)) == 0

    def test_again_changes_nothing_and_writes_nothing(self, city, head, security):
        message(city, head)
        term(security)
        assert erase(months(13)) == 1
        lines = AuditEntry.objects.count()
        assert erase(months(14)) == 0
        assert AuditEntry.objects.count() == lines

    def test_goes_by_batches_with_a_line_each(self, city, head, security, monkeypatch):
        monkeypatch.setattr(commands, "BATCH", 2)
        for _ in range(3):
            message(city, head)
        term(security)
        assert erase(months(13)) == 3
        told = AuditEntry.objects.filter(code="retention.data.erased").order_by("seq")
        assert [line.facts["count"] for line in told] == [2, 1]

    def test_tidies_the_door(self, city, security):
        AccessFailureLog.objects.create(username="li", user_agent="x", http_accept="", path_info="/")
        AccessAttempt.objects.create(
            username="li", user_agent="x", http_accept="", path_info="/", failures_since_start=3
        )
        person = Person.objects.get(pk=security.person_id)
        for key, days in (("gone", -9), ("stands", 9)):
            at = timezone.now() + days * DAY
            Session.objects.create(session_key=key, session_data="", expire_date=at)
            UserSession.objects.create(
                session_key=key, user=person, ip="203.0.113.7", user_agent="x",
                created_at=timezone.now() - 9 * DAY,
            )  # fmt: skip
        cache.set("tries", 3, 1)
        erase(timezone.now() + 2 * DAY)
        assert [one.session_key for one in Session.objects.all()] == ["stands"]
        assert [one.session_key for one in UserSession.objects.all()] == ["stands"]
        assert (AccessFailureLog.objects.count(), AccessAttempt.objects.count()) == (1, 1)
        assert CountedTry.objects.count() == 0
        erase(timezone.now() + 8 * DAY)
        assert (AccessFailureLog.objects.count(), AccessAttempt.objects.count()) == (1, 0)
        erase(timezone.now() + 190 * DAY)
        assert AccessFailureLog.objects.count() == 0


@bounded(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=st.lists(st.tuples(st.booleans(), st.booleans()), max_size=4), after=st.integers(0, 30))
def test_the_chain_stands_and_held_records_stay_whatever_is_erased(city, head, security, plan, after):
    """Whichever messages are over or held, on any night: the chain verifies, a hold beats the term."""
    sent = [(message(city, head, over=over), over, is_held) for over, is_held in plan]
    for one, _, is_held in sent:
        if is_held:
            held(head, one.number)
    if not Term.objects.exists():
        term(security)
    night = months(after)
    erase(night)
    for one, over, is_held in sent:
        is_due = over and not is_held and after >= 12
        assert name_of(one) == ("" if is_due else "张三丰")
    assert erase(night) == 0
    assert verify_chain().broken is None
