from datetime import time

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "quancheng.kernel.casework"
    label = "casework"
    verbose_name = "办理流程"

    def ready(self) -> None:
        from quancheng.kernel.audit.periodic import Job, register_job
        from quancheng.kernel.audit.registry import subscribe
        from quancheng.kernel.audit.schedule import Daily
        from quancheng.kernel.calendar.events import CalendarChanged
        from quancheng.kernel.casework import agenda, checks, tasks  # noqa: F401
        from quancheng.kernel.orgs.handover import watch_units_at_once

        watch_units_at_once(agenda.left_by_unit)
        subscribe(CalendarChanged, tasks.recount_after_new_notice)
        register_job(
            Job(
                name="casework.recompute_due",
                says="重新计算在办件的届满日",
                schedule=Daily(time(2, 30)),
                run=tasks.recount_by_night,
                stays_inside=True,
            )
        )
