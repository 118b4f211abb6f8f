from django.apps import AppConfig


class ScorecardsConfig(AppConfig):
    name = "quancheng.insight.scorecards"
    label = "scorecards"
    verbose_name = "督导考核"

    def ready(self) -> None:
        from quancheng.insight.scorecards.commands.telling import NOTICES
        from quancheng.insight.scorecards.events import APPEAL_KIND
        from quancheng.insight.scorecards.models import Appeal
        from quancheng.insight.scorecards.queries.by_words import tell_the_finder
        from quancheng.insight.scorecards.queries.linked import LINKED
        from quancheng.insight.scorecards.queries.readings import SHIPPED
        from quancheng.insight.scorecards.rules import readings
        from quancheng.insight.scorecards.tasks import JOBS
        from quancheng.insight.scorecards.workflow import APPEAL
        from quancheng.kernel.audit.periodic import register_job
        from quancheng.kernel.casework import agenda
        from quancheng.kernel.casework.registry import register
        from quancheng.kernel.links import registry as links
        from quancheng.kernel.notify import registry as notices

        register(APPEAL)
        agenda.register(APPEAL, APPEAL_KIND, Appeal, left="未处理的考核申诉", page="scorecards_desk:appeals")
        for kind in SHIPPED:
            readings.register(kind)
        for code, says, find_many in LINKED:
            links.register(code, says=says, find_many=find_many, is_inner=True)
        tell_the_finder()
        for notice in NOTICES:
            notices.register(notice)
        for job in JOBS:
            register_job(job)
