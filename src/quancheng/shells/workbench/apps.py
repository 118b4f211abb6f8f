from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "quancheng.shells.workbench"
    label = "workbench"
    verbose_name = "工作台"

    def ready(self) -> None:
        from quancheng.kernel.retention.kinds import register
        from quancheng.shells.workbench.door import watch
        from quancheng.shells.workbench.retention.kept import KEPT

        watch.connect()
        for kind in KEPT:
            register(kind)
