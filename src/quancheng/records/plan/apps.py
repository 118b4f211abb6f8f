from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "quancheng.records.plan"
    label = "plan"
    verbose_name = "工作要点与任务台账"

    def ready(self) -> None:
        from quancheng.kernel.audit.periodic import register_job
        from quancheng.kernel.audit.registry import subscribe
        from quancheng.kernel.casework.registry import register
        from quancheng.kernel.links import registry as links
        from quancheng.kernel.notify import registry as notices
        from quancheng.kernel.obligations import measures
        from quancheng.kernel.orgs.handover import watch_units
        from quancheng.records.plan.commands.notices import NOTICES
        from quancheng.records.plan.queries.registered import LINKED, MEASURES, UNITS_OWE
        from quancheng.records.plan.tasks import JOBS, SUBSCRIPTIONS
        from quancheng.records.plan.workflow import WORKFLOWS

        for case in WORKFLOWS:
            register(case)
        for code, says, find_many, page in LINKED:
            links.register(code, says=says, find_many=find_many, page=page)
        for says, count in UNITS_OWE:
            watch_units(says, count)
        for kind in NOTICES:
            notices.register(kind)
        for event, task in SUBSCRIPTIONS:
            subscribe(event, task)
        for measure in MEASURES:
            measures.register(measure)
        for job in JOBS:
            register_job(job)
