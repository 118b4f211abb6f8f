from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "quancheng.shells.workbench"
    label = "workbench"
    verbose_name = "工作台"

    def ready(self) -> None:
        from quancheng.kernel.crypto.columns import SealedColumn, register_sealed
        from quancheng.kernel.retention.kinds import register
        from quancheng.shells.workbench.door import watch
        from quancheng.shells.workbench.door.adapters import SEALED_FOR
        from quancheng.shells.workbench.orgs.by_words import tell_the_finder
        from quancheng.shells.workbench.retention.kept import KEPT

        watch.connect()
        within = ("secret", "seed")
        register_sealed(
            SealedColumn(model="mfa.Authenticator", field="data", purpose=SEALED_FOR, within=within)
        )
        for kind in KEPT:
            register(kind)
        tell_the_finder()
