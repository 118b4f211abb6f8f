"""A seal in the model city: registered by the head of the office, kept by its reviewer."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from quancheng.kernel.orgs.models import Unit
from quancheng.kernel.seals.commands import SealTold, register_seal
from quancheng.kernel.seals.models import Seal
from quancheng.kernel.seals.queries import seals_for
from quancheng.shells.demo.city import DemoInProduction
from quancheng.shells.demo.life.people import People

MARK = "演示"


def load_seals(now: datetime) -> int:
    """One seal in ink; what the office has issued waits for it. How many seals.

    A second time changes nothing. Raises DemoInProduction, NobodyThere.
    """
    if settings.IN_PRODUCTION:
        raise DemoInProduction("正式环境不能载入演示印章")
    people = People(timezone.localdate(now))
    head, keeper = people.office_head, people.playing("reviewer")
    if seals_for(head).exists():
        return 0
    organ = Unit.objects.get(pk=head.unit_id or 0).name
    told = SealTold(
        name=f"{organ}公章（{MARK}）", organ=organ, below=MARK, sort=Seal.Sort.OFFICIAL, diameter=42, key="",
        keeper_id=keeper.post_id or 0, from_on=timezone.localdate(now), until_on=None,
    )  # fmt: skip
    register_seal(told=told, actor=head, now=now)
    return 1
