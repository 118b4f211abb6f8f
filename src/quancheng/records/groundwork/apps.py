from django.apps import AppConfig


class GroundworkConfig(AppConfig):
    name = "quancheng.records.groundwork"
    label = "groundwork"
    verbose_name = "通知收表与会议培训"

    def ready(self) -> None:
        from quancheng.kernel.audit.periodic import register_job
        from quancheng.kernel.casework.registry import register
        from quancheng.kernel.notify import registry as notices
        from quancheng.kernel.retention import kinds as retention
        from quancheng.records.groundwork.commands.gathering_telling import KINDS
        from quancheng.records.groundwork.queries.gathering_measures import know_gatherings
        from quancheng.records.groundwork.queries.gathering_names import ATTENDANCE
        from quancheng.records.groundwork.tasks.gatherings import JOBS
        from quancheng.records.groundwork.workflow.gatherings import GATHERING

        register(GATHERING)
        know_gatherings()
        retention.register(ATTENDANCE)
        for kind in KINDS:
            notices.register(kind)
        for job in JOBS:
            register_job(job)
