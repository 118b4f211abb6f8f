from django.apps import AppConfig
from django.core.checks import register


class AuditConfig(AppConfig):
    name = "quancheng.kernel.audit"
    label = "audit"
    verbose_name = "审计"

    def ready(self) -> None:
        from quancheng.kernel.audit.checks import events_are_sound
        from quancheng.kernel.audit.jobs import JOBS
        from quancheng.kernel.audit.periodic import register_job

        register(events_are_sound)
        for job in JOBS:
            register_job(job)
