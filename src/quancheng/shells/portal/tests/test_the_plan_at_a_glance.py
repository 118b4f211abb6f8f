"""What the front page tells of the plan: results, never lateness."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from quancheng.records.plan.public import Progress
from quancheng.shells.demo.city import load_city
from quancheng.shells.demo.life import load_life, load_promises
from quancheng.shells.portal.glance import plan_at_a_glance, shares_for_the_public

NOW = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))  # Monday


def test_what_is_late_or_in_doubt_is_told_as_under_way():
    found = [Progress.DONE, Progress.LATE, Progress.UNVERIFIABLE, Progress.NOT_ISSUED]
    told = [(share.label, share.count) for share in shares_for_the_public(found)]
    assert told == [("已完成", 1), ("进行中", 2), ("未开始", 1)]


@pytest.mark.django_db
def test_leads_to_the_commitments_once_they_are_published():
    load_city(NOW)
    load_life(NOW, most=0)
    before = plan_at_a_glance()
    load_promises(NOW)
    after = plan_at_a_glance()
    assert before
    assert after
    assert [chapter.href for chapter in before.chapters][:2] == [
        f"{before.href}#chapter-1",
        f"{before.href}#chapter-2",
    ]
    assert (before.commitments_href, after.commitments_href) == ("", "/plan/commitments/")
