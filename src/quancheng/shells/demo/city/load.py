"""Moving the model city in and out."""

from datetime import datetime

from django.conf import settings

from quancheng.kernel.basis.actor import Actor
from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.orgs.commands.demo import Moved, load_demo, remove_demo
from quancheng.shells.demo.city.build import governments


class DemoInProduction(Refusal):
    """Demo accounts have a password that everybody knows."""

    code = "demo.in_production"


def load_city(now: datetime) -> Moved:
    """Move the model city in; a second time changes nothing but what was lost.

    Raises DemoInProduction, RealTenantInTheWay.
    """
    if settings.IN_PRODUCTION:
        raise DemoInProduction("正式环境不能载入演示城市；试用请设置 QUANCHENG_MODE=trial")
    return load_demo(
        governments=governments(), password=settings.DEMO_PASSWORD, actor=Actor.clockwork(), now=now
    )


def unload_city(now: datetime) -> Moved:
    """Move the model city out, in production too. Raises DemoStillInUse."""
    return remove_demo(actor=Actor.clockwork(), now=now)
