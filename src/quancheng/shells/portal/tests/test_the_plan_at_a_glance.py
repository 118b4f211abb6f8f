"""What the front page tells of the plan: results, never lateness."""

from quancheng.records.plan.public import Progress
from quancheng.shells.portal.glance import shares_for_the_public


def test_what_is_late_or_in_doubt_is_told_as_under_way():
    found = [Progress.DONE, Progress.LATE, Progress.UNVERIFIABLE, Progress.NOT_ISSUED]
    told = [(share.label, share.count) for share in shares_for_the_public(found)]
    assert told == [("已完成", 1), ("进行中", 2), ("未开始", 1)]
