from django.apps import AppConfig


class YearbookConfig(AppConfig):
    name = "quancheng.insight.yearbook"
    label = "yearbook"
    verbose_name = "年度报告"

    def ready(self) -> None:
        from quancheng.insight.yearbook.commands.telling import NOTICES
        from quancheng.insight.yearbook.queries.approving import PAPER
        from quancheng.insight.yearbook.queries.linked import tell_the_house
        from quancheng.insight.yearbook.rules.norms import NORMS
        from quancheng.insight.yearbook.tasks import JOBS
        from quancheng.insight.yearbook.workflow import ANNUAL
        from quancheng.kernel.approvals import papers
        from quancheng.kernel.audit.periodic import register_job
        from quancheng.kernel.casework.registry import register
        from quancheng.kernel.norms import registry as norms
        from quancheng.kernel.notify import registry as notices

        register(ANNUAL)
        tell_the_house()
        papers.register(PAPER)
        norms.register(*NORMS)
        for notice in NOTICES:
            notices.register(notice)
        for job in JOBS:
            register_job(job)
