from django.apps import AppConfig


class RedactionConfig(AppConfig):
    name = "quancheng.kernel.redaction"
    label = "redaction"
    verbose_name = "区分处理"

    def ready(self) -> None:
        from quancheng.kernel.links import registry as links
        from quancheng.kernel.notify import registry as notices
        from quancheng.kernel.redaction.events import REDACTION_KIND
        from quancheng.kernel.redaction.kinds import KINDS
        from quancheng.kernel.redaction.linked import redactions_as_linked
        from quancheng.kernel.redaction.retained import KEPT
        from quancheng.kernel.retention import kinds as retention

        links.register(REDACTION_KIND, says="区分处理", find_many=redactions_as_linked, is_inner=True)
        for kind in KINDS:
            notices.register(kind)
        for kept in KEPT:
            retention.register(kept)
