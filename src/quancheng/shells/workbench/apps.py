from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "quancheng.shells.workbench"
    label = "workbench"
    verbose_name = "工作台"

    def ready(self) -> None:
        from quancheng.shells.workbench.door import watch

        watch.connect()
