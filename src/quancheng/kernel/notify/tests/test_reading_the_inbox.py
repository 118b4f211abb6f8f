"""Marking notices as read."""

from datetime import timedelta

import pytest

from quancheng.kernel.audit.models import AuditEntry
from quancheng.kernel.basis.actor import Actor, Kind
from quancheng.kernel.notify import queries, reading
from quancheng.kernel.notify.models import Notice
from quancheng.kernel.notify.policy import Policy
from quancheng.kernel.notify.telling import tell

from .conftest import NOON, ROW

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def three(kinds, people, city):
    """Three notices of the first person, one of the second."""
    for at, person in ((NOON, 0), (NOON, 0), (NOON, 1), (LATER, 0)):
        tell(
            person_ids=[people[person].pk],
            kind=kinds[Policy.QUIET],
            facts={"title": "一"},
            about=ROW,
            at=at,
            tenant_id=city.pk,
        )
    return list(Notice.objects.filter(to_person=people[0]).order_by("created_at", "pk"))


class TestMarkRead:
    def test_marks_those_and_keeps_the_first_time(self, three, reader):
        assert reading.mark_read(reader, [three[0].pk], now=NOON) == 1
        assert reading.mark_read(reader, [three[0].pk, three[1].pk], now=LATER) == 1
        times = [n.read_at for n in Notice.objects.filter(pk__in=[n.pk for n in three]).order_by("pk")]
        assert times == [NOON, LATER, None]
        assert queries.unread_count(reader) == 1

    def test_writes_no_audit_line(self, three, reader):
        reading.mark_read(reader, [three[0].pk], now=NOON)
        assert not AuditEntry.objects.exists()

    def test_is_refused_for_the_notice_of_another(self, three, reader, people):
        foreign = Notice.objects.get(to_person=people[1])
        with pytest.raises(reading.NoSuchNotice):
            reading.mark_read(reader, [three[0].pk, foreign.pk], now=NOON)
        assert queries.unread_count(reader) == 3

    def test_is_refused_to_a_stranger(self, three):
        stranger = Actor(kind=Kind.OFFICIAL, person_id=10**6, tenant_id=1)
        with pytest.raises(reading.NoSuchNotice):
            reading.mark_read(stranger, [three[0].pk], now=NOON)


class TestMarkAllRead:
    def test_leaves_what_came_after_the_page_was_shown_and_what_is_others(self, three, reader):
        assert reading.mark_all_read(reader, shown_at=NOON, now=LATER) == 2
        assert queries.unread_count(reader) == 1
        assert Notice.objects.filter(read_at__isnull=True).count() == 2
