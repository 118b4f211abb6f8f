from django.apps import AppConfig


class GroundworkConfig(AppConfig):
    name = "quancheng.records.groundwork"
    label = "groundwork"
    verbose_name = "通知收表与会议培训"

    def ready(self) -> None:
        from quancheng.kernel.casework.registry import register
        from quancheng.kernel.notify import registry as notices
        from quancheng.records.groundwork.commands.telling_units import KINDS
        from quancheng.records.groundwork.queries.notice_register import tell_of_notices
        from quancheng.records.groundwork.workflow.notices import WORKFLOWS

        tell_of_notices()
        for case in WORKFLOWS:
            register(case)
        for kind in KINDS:
            notices.register(kind)
