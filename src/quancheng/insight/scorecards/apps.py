from django.apps import AppConfig


class ScorecardsConfig(AppConfig):
    name = "quancheng.insight.scorecards"
    label = "scorecards"
    verbose_name = "督导考核"

    def ready(self) -> None:
        from quancheng.insight.scorecards.commands.telling import NOTICES
        from quancheng.insight.scorecards.events import APPEAL_KIND, LETTER_KIND
        from quancheng.insight.scorecards.models import Addressee, Appeal
        from quancheng.insight.scorecards.queries import in_hand
        from quancheng.insight.scorecards.queries.approving import PAPER
        from quancheng.insight.scorecards.queries.by_words import tell_the_finder
        from quancheng.insight.scorecards.queries.linked import LINKED
        from quancheng.insight.scorecards.queries.readings import SHIPPED
        from quancheng.insight.scorecards.rules import readings
        from quancheng.insight.scorecards.tasks import JOBS
        from quancheng.insight.scorecards.workflow import (
            APPEAL,
            LETTER,
            LETTER_OF_OFFICE,
            OF_OFFICE,
            WORKFLOWS,
            LetterState,
            State,
        )
        from quancheng.kernel.approvals import papers
        from quancheng.kernel.audit.periodic import register_job
        from quancheng.kernel.casework import agenda
        from quancheng.kernel.casework.registry import register
        from quancheng.kernel.links import registry as links
        from quancheng.kernel.notify import registry as notices
        from quancheng.kernel.orgs.handover import watch_holdings, watch_units

        for workflow in WORKFLOWS:
            register(workflow)
        papers.register(PAPER)
        agenda.register(
            APPEAL, APPEAL_KIND, Appeal, left="未处理的考核申诉", page="scorecards_desk:appeals",
            waits_for={State.FILED: OF_OFFICE},
        )  # fmt: skip
        agenda.register(
            LETTER, LETTER_KIND, Addressee, ref="letter_id", left="未办结的考核函件",
            page="scorecards_desk:letters", apart=frozenset({LetterState.TALKED}),
            waits_for=dict.fromkeys(LETTER_OF_OFFICE, OF_OFFICE),
        )  # fmt: skip
        watch_units(in_hand.DRAFTS, in_hand.drafts_of_unit, page="scorecards_desk:letters")
        for says, held, held_by_each in in_hand.PEOPLE_HOLD:
            watch_holdings(says, held, page="scorecards_desk:letters", many=held_by_each)
        for kind in SHIPPED:
            readings.register(kind)
        for code, says, find_many in LINKED:
            links.register(code, says=says, find_many=find_many, is_inner=True)
        tell_the_finder()
        for notice in NOTICES:
            notices.register(notice)
        for job in JOBS:
            register_job(job)
