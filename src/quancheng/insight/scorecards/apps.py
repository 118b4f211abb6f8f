from django.apps import AppConfig


class ScorecardsConfig(AppConfig):
    name = "quancheng.insight.scorecards"
    label = "scorecards"
    verbose_name = "督导考核"

    def ready(self) -> None:
        from quancheng.insight.scorecards.commands.telling import NOTICES
        from quancheng.insight.scorecards.queries.linked import LINKED
        from quancheng.insight.scorecards.queries.readings import SHIPPED
        from quancheng.insight.scorecards.rules import readings
        from quancheng.insight.scorecards.workflow import APPEAL
        from quancheng.kernel.casework.registry import register
        from quancheng.kernel.links import registry as links
        from quancheng.kernel.notify import registry as notices

        register(APPEAL)
        for kind in SHIPPED:
            readings.register(kind)
        for code, says, find_many in LINKED:
            links.register(code, says=says, find_many=find_many)
        for notice in NOTICES:
            notices.register(notice)
