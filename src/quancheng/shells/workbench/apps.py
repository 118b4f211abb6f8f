from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "quancheng.shells.workbench"
    label = "workbench"
    verbose_name = "工作台"

    def ready(self) -> None:
        from quancheng.kernel.crypto.columns import SealedColumn, register_sealed
        from quancheng.kernel.links import registry as links
        from quancheng.kernel.notify import registry as notices
        from quancheng.kernel.retention.kinds import register
        from quancheng.shells.workbench.door import watch
        from quancheng.shells.workbench.door.adapters import SEALED_FOR
        from quancheng.shells.workbench.events import SITE_KIND
        from quancheng.shells.workbench.orgs.by_words import tell_the_finder
        from quancheng.shells.workbench.retention.kept import KEPT
        from quancheng.shells.workbench.site.kinds import KINDS
        from quancheng.shells.workbench.site.queries import releases_as_linked

        watch.connect()
        links.register(SITE_KIND, says="网站页面审核", find_many=releases_as_linked, is_inner=True)
        for notice in KINDS:
            notices.register(notice)
        within = ("secret", "seed")
        register_sealed(
            SealedColumn(model="mfa.Authenticator", field="data", purpose=SEALED_FOR, within=within)
        )
        for kind in KEPT:
            register(kind)
        tell_the_finder()
