from django.apps import AppConfig


class RemediesConfig(AppConfig):
    name = "quancheng.records.remedies"
    label = "remedies"
    verbose_name = "复议诉讼和监督"

    def ready(self) -> None:
        from quancheng.kernel.audit.periodic import register_job
        from quancheng.kernel.audit.registry import subscribe
        from quancheng.kernel.casework.registry import register
        from quancheng.kernel.notify import registry as notices
        from quancheng.records.remedies.commands.telling import KINDS
        from quancheng.records.remedies.queries.registered import tell_the_house
        from quancheng.records.remedies.tasks import JOBS, SUBSCRIPTIONS
        from quancheng.records.remedies.workflow import WORKFLOWS

        for workflow in WORKFLOWS:
            register(workflow)
        tell_the_house()
        for kind in KINDS:
            notices.register(kind)
        for event, task in SUBSCRIPTIONS:
            subscribe(event, task)
        for job in JOBS:
            register_job(job)
