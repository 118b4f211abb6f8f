from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "quancheng.records.plan"
    label = "plan"
    verbose_name = "工作要点与任务台账"

    def ready(self) -> None:
        from quancheng.kernel.approvals import papers
        from quancheng.kernel.archiving import holdings
        from quancheng.kernel.audit.periodic import register_job
        from quancheng.kernel.audit.registry import subscribe
        from quancheng.kernel.casework.registry import register
        from quancheng.kernel.links import openly
        from quancheng.kernel.notify import registry as notices
        from quancheng.kernel.retention import kinds as retention
        from quancheng.kernel.seals import papers as seal_papers
        from quancheng.records.plan.commands.notices import NOTICES
        from quancheng.records.plan.queries.approving import PAPERS
        from quancheng.records.plan.queries.by_words import tell_the_finder
        from quancheng.records.plan.queries.kept import TO_THE_ARCHIVE
        from quancheng.records.plan.queries.openly import PLAN_ROWS
        from quancheng.records.plan.queries.registered import tell_the_house
        from quancheng.records.plan.queries.sealing import SEALABLE
        from quancheng.records.plan.tasks import JOBS, SUBSCRIPTIONS
        from quancheng.records.plan.workflow import WORKFLOWS

        tell_the_house()
        tell_the_finder()
        openly.register(PLAN_ROWS)
        retention.register(TO_THE_ARCHIVE.kind)
        holdings.register(TO_THE_ARCHIVE)
        for case in WORKFLOWS:
            register(case)
        for kind in NOTICES:
            notices.register(kind)
        for event, task in SUBSCRIPTIONS:
            subscribe(event, task)
        for paper in PAPERS:
            papers.register(paper)
        for sealable in SEALABLE:
            seal_papers.register(sealable)
        for job in JOBS:
            register_job(job)
