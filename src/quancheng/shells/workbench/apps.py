from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "quancheng.shells.workbench"
    label = "workbench"
    verbose_name = "工作台"

    def ready(self) -> None:
        from quancheng.kernel.crypto.columns import SealedColumn, register_sealed
        from quancheng.shells.workbench.door import watch
        from quancheng.shells.workbench.door.adapters import SEALED_FOR

        watch.connect()
        within = ("secret", "seed")
        register_sealed(
            SealedColumn(model="mfa.Authenticator", field="data", purpose=SEALED_FOR, within=within)
        )
