"""What the records prove: units report on the commitments they kept, without being asked for anything."""

from django.conf import settings

from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan import public as plans
from quancheng.shells.demo.city import DemoInProduction
from quancheng.shells.demo.life import story
from quancheng.shells.demo.life.people import People
from quancheng.shells.demo.life.pledges import PLEDGES


def prove() -> int:
    """Units whose records speak for them say so, their heads agree; the answer is how many units.

    The unit of the fixed accounts does not: its visitor finds what the house has found.
    Raises DemoInProduction, NobodyThere, NoSuchPlan.
    """
    if settings.IN_PRODUCTION:
        raise DemoInProduction("正式环境不能载入演示进展")
    people = People(story.ISSUED)
    tenant = plans.overseen_plan(people.office).tenant
    owing = people.units_called({each.unit for each in PLEDGES}, tenant) - {people.playing("unit").unit_id}
    heads, told = people.of_units(owing, Role.HEAD), 0
    for unit_id, handler in people.of_units(owing, Role.HANDLER).items():
        reached = plans.reached_duties(handler, today=story.PROVEN)
        if not reached:
            continue
        seen = {each.duty.pk: (each.duty.case.version, each.proposal.fingerprint) for each in reached}
        plans.report_proposed(seen=seen, actor=handler, now=story.at(story.PROVEN))
        after = {duty: version + 1 for duty, (version, _) in seen.items()}
        plans.confirm_duties(seen=after, actor=heads[unit_id], now=story.at(story.STOOD_BY))
        told += 1
    return told
