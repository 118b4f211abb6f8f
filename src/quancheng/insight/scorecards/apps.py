from django.apps import AppConfig


class ScorecardsConfig(AppConfig):
    name = "quancheng.insight.scorecards"
    label = "scorecards"
    verbose_name = "督导考核"

    def ready(self) -> None:
        from quancheng.insight.scorecards.commands.telling import NOTICES
        from quancheng.insight.scorecards.events import APPEAL_KIND
        from quancheng.insight.scorecards.models import Appeal
        from quancheng.insight.scorecards.queries.appeals import open_appeals_of_unit
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
        from quancheng.kernel.orgs.handover import watch_units

        register(APPEAL)
        agenda.register(APPEAL, APPEAL_KIND, Appeal)
        watch_units("未处理的考核申诉", open_appeals_of_unit, page="scorecards_desk:appeals")
        for kind in SHIPPED:
            readings.register(kind)
        for code, says, find_many in LINKED:
            links.register(code, says=says, find_many=find_many, is_inner=True)
        for notice in NOTICES:
            notices.register(notice)
        for job in JOBS:
            register_job(job)
