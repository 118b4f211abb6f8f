"""Who follows a record is known outside alone; what happens inside reaches them there."""

FOLLOWS = """
from quancheng.kernel.notify.addresses import Page
from quancheng.kernel.notify import commands
from quancheng.kernel.notify.models import Subscription
from quancheng.kernel.notify.policy import Frequency
from quancheng.kernel.basis.actor import Actor
from quancheng.records.plan.models import Plan
from django.utils import timezone
plan = Plan.objects.get(ref="jinan-2024")
commands.subscribe(address="yanshi-follow@example.cn", pattern=f"plan.plan:{plan.ref}", title=plan.title,
    frequency=Frequency.DAILY, tenant_id=plan.tenant_id, actor=Actor.anonymous(), now=timezone.now())
Subscription.objects.update(confirmed_at=timezone.now())
print(json.dumps(Subscription.objects.count()))
"""
HAPPENS = """
from datetime import timedelta
from django.utils import timezone
from quancheng.kernel.notify.models import News
from quancheng.records.plan.commands.following import tell_of_edition
from quancheng.records.plan.models import Plan
plan = Plan.objects.get(ref="jinan-2024")
tell_of_edition(plan, plan.editions.first(), now=timezone.now() - timedelta(minutes=5))
print(json.dumps(News.objects.count()))
"""
TOLD = """
from quancheng.kernel.notify.models import Notice
print(json.dumps(list(Notice.objects.filter(to_subscription__isnull=False)
    .exclude(kind__startswith="notify.").values_list("kind", "about"))))
"""
LEFT = """
from quancheng.kernel.notify.models import News, Subscription
print(json.dumps([News.objects.count(), Subscription.objects.filter(title__startswith="2024").count()]))
"""


class TestFollowers:
    def test_outside_are_told_what_happened_inside_and_no_address_goes_in(self, two_houses):
        outer, inner = two_houses
        followers_inside = inner.says(LEFT)[1]
        assert outer.says(FOLLOWS, surface="public") == 1
        assert inner.says(HAPPENS) == 1
        inner.send()
        outer.take(inner.gate)
        assert outer.says(TOLD) == [["plan.edition_shown", "plan.plan:jinan-2024"]]
        inner.says(HAPPENS)
        inner.send()
        outer.take(inner.gate)
        assert len(outer.says(TOLD)) == 1  # of one cause they are told once

        outer.send()
        inner.take(outer.gate)
        assert inner.says(LEFT) == [0, followers_inside]  # the news have arrived; nobody who follows came in
        assert "yanshi-follow" not in "".join(path.read_text() for path in outer.gate.glob("*.qct"))
