from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "quancheng.records.plan"
    label = "plan"
    verbose_name = "工作要点与任务台账"

    def ready(self) -> None:
        from quancheng.kernel.audit.registry import subscribe
        from quancheng.kernel.casework.registry import register
        from quancheng.kernel.links import registry as links
        from quancheng.kernel.notify import registry as notices
        from quancheng.kernel.obligations.tasks import look_at_evidence
        from quancheng.kernel.orgs.handover import watch_units
        from quancheng.records.plan import events
        from quancheng.records.plan.commands.telling import DUTY_KIND, KINDS, PLAN_KIND
        from quancheng.records.plan.queries import linked
        from quancheng.records.plan.queries.plans import ROW_KIND, TASK_KIND
        from quancheng.records.plan.queries.worklist import open_duties_of_unit
        from quancheng.records.plan.workflow.duty import DUTY

        register(DUTY)
        links.register(PLAN_KIND, says="工作要点", find_many=linked.plans_as_linked)
        links.register(
            ROW_KIND, says="任务分工行", find_many=linked.rows_as_linked, page=r"/plan/rows/([-\w]+)/"
        )
        links.register(TASK_KIND, says="分项", find_many=linked.tasks_as_linked)
        links.register(
            DUTY_KIND, says="责任事项", find_many=linked.duties_as_linked, page=r"/plan/duties/(\d+)/"
        )
        subscribe(events.EvidenceAdded, look_at_evidence)
        subscribe(events.RecheckAsked, look_at_evidence)
        watch_units("未办结的责任事项", open_duties_of_unit)
        for kind in KINDS:
            notices.register(kind)
