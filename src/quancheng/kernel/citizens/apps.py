from django.apps import AppConfig
from django.core.checks import register


class CitizensConfig(AppConfig):
    name = "quancheng.kernel.citizens"
    label = "citizens"
    verbose_name = "公众账号"

    def ready(self) -> None:
        from quancheng.kernel.audit.registry import subscribe
        from quancheng.kernel.citizens import events, kinds, tasks
        from quancheng.kernel.citizens.checks import codes_leave_the_house
        from quancheng.kernel.citizens.retained import KEPT
        from quancheng.kernel.notify import registry as notices
        from quancheng.kernel.retention import kinds as retention

        register(codes_leave_the_house, deploy=True)
        notices.register(kinds.CODE)
        for kept in KEPT:
            retention.register(kept)
        subscribe(events.CodeAsked, tasks.send_asked_code)
