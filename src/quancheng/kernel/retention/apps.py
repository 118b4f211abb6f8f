from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "quancheng.kernel.retention"
    label = "retention"
    verbose_name = "数据留存"

    def ready(self) -> None:
        from quancheng.kernel.audit.periodic import register_job
        from quancheng.kernel.norms import foreign
        from quancheng.kernel.retention.dated import DATED
        from quancheng.kernel.retention.jobs import JOBS
        from quancheng.kernel.retention.kinds import register
        from quancheng.kernel.retention.own import AUDIT_LINES

        register(AUDIT_LINES)
        foreign.register(DATED)
        for job in JOBS:
            register_job(job)
