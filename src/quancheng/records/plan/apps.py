from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "quancheng.records.plan"
    label = "plan"
    verbose_name = "工作要点与任务台账"

    def ready(self) -> None:
        from quancheng.kernel.casework.registry import register
        from quancheng.records.plan.workflow import DUTY

        register(DUTY)
