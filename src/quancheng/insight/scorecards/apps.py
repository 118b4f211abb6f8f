from django.apps import AppConfig


class ScorecardsConfig(AppConfig):
    name = "quancheng.insight.scorecards"
    label = "scorecards"
    verbose_name = "督导考核"

    def ready(self) -> None:
        from quancheng.insight.scorecards.commands.telling import NOTICES
        from quancheng.insight.scorecards.queries.approving import PAPER
        from quancheng.insight.scorecards.queries.by_words import tell_the_finder
        from quancheng.insight.scorecards.queries.readings import SHIPPED
        from quancheng.insight.scorecards.queries.registered import tell_the_house
        from quancheng.insight.scorecards.rules import readings
        from quancheng.insight.scorecards.tasks import JOBS
        from quancheng.insight.scorecards.workflow import WORKFLOWS
        from quancheng.kernel.approvals import papers
        from quancheng.kernel.audit.periodic import register_job
        from quancheng.kernel.casework.registry import register
        from quancheng.kernel.notify import registry as notices

        for workflow in WORKFLOWS:
            register(workflow)
        tell_the_house()
        papers.register(PAPER)
        for kind in SHIPPED:
            readings.register(kind)
        tell_the_finder()
        for notice in NOTICES:
            notices.register(notice)
        for job in JOBS:
            register_job(job)
