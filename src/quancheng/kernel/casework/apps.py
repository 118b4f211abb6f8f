from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "quancheng.kernel.casework"
    label = "casework"
    verbose_name = "办理流程"

    def ready(self) -> None:
        from quancheng.kernel.audit.registry import subscribe
        from quancheng.kernel.calendar.events import CalendarChanged
        from quancheng.kernel.casework import checks, tasks  # noqa: F401

        subscribe(CalendarChanged, tasks.recount_after_new_notice)
