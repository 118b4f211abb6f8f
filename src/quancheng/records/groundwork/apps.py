from django.apps import AppConfig


class GroundworkConfig(AppConfig):
    name = "quancheng.records.groundwork"
    label = "groundwork"
    verbose_name = "通知收表与会议培训"

    def ready(self) -> None:
        from quancheng.kernel.audit.periodic import register_job
        from quancheng.kernel.casework.registry import register
        from quancheng.kernel.notify import registry as notices
        from quancheng.records.groundwork.commands import gathering_telling, telling_units
        from quancheng.records.groundwork.queries.registered import tell_the_house
        from quancheng.records.groundwork.tasks.gatherings import JOBS
        from quancheng.records.groundwork.workflow.gatherings import GATHERING
        from quancheng.records.groundwork.workflow.notices import WORKFLOWS

        for case in (GATHERING, *WORKFLOWS):
            register(case)
        tell_the_house()
        for kind in (*gathering_telling.KINDS, *telling_units.KINDS):
            notices.register(kind)
        for job in JOBS:
            register_job(job)
