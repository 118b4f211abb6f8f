from django.apps import AppConfig
from django.core.checks import register as register_check


class SealsConfig(AppConfig):
    name = "quancheng.kernel.seals"
    label = "seals"
    verbose_name = "印章"

    def ready(self) -> None:
        from quancheng.kernel.links import registry as links
        from quancheng.kernel.notify import registry as notices
        from quancheng.kernel.seals.checks import seals_stand_ready
        from quancheng.kernel.seals.events import SEAL_KIND, USE_KIND
        from quancheng.kernel.seals.kinds import KINDS
        from quancheng.kernel.seals.linked import seals_as_linked, uses_as_linked

        links.register(USE_KIND, says="用印登记", find_many=uses_as_linked, is_inner=True)
        links.register(SEAL_KIND, says="印章", find_many=seals_as_linked, is_inner=True)
        for kind in KINDS:
            notices.register(kind)
        register_check(seals_stand_ready)
