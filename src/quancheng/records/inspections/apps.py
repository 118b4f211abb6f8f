from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "quancheng.records.inspections"
    label = "inspections"
    verbose_name = "迎检"

    def ready(self) -> None:
        from quancheng.kernel.audit.periodic import register_job
        from quancheng.kernel.casework import agenda, hands
        from quancheng.kernel.casework.registry import register
        from quancheng.kernel.links import registry as links
        from quancheng.kernel.notify import registry as notices
        from quancheng.records.inspections import events
        from quancheng.records.inspections.commands.materials import PROVES
        from quancheng.records.inspections.commands.telling import KINDS
        from quancheng.records.inspections.models import Task
        from quancheng.records.inspections.queries import by_words, linked
        from quancheng.records.inspections.tasks import JOBS
        from quancheng.records.inspections.workflow import BRINGING, SIGN, TAKE_OVER, TASK

        register(TASK)
        agenda.register(TASK, events.TASK_KIND, Task, left="未办结的迎检任务", page="inspections_desk:tasks")
        hands.register(
            TASK, says="已签收未报送的迎检任务", steps={SIGN}, states=BRINGING, take_over=TAKE_OVER
        )
        links.register(
            events.INSPECTION_KIND, says="迎检", find_many=linked.inspections_as_linked, is_inner=True
        )
        links.register(events.DRAFT_KIND, says="指标表草稿", find_many=linked.drafts_as_linked, is_inner=True)
        links.register(
            events.INDICATOR_KIND, says="迎检指标", find_many=linked.indicators_as_linked, is_inner=True
        )
        links.register(events.TASK_KIND, says="迎检任务", find_many=linked.tasks_as_linked, is_inner=True)
        links.register_relation(PROVES, says="佐证材料", back="用于迎检")
        by_words.tell_the_finder()
        for kind in KINDS:
            notices.register(kind)
        for job in JOBS:
            register_job(job)
