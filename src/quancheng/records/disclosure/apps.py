from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "quancheng.records.disclosure"
    label = "disclosure"
    verbose_name = "依申请公开"

    def ready(self) -> None:
        from quancheng.kernel.norms import registry as norms
        from quancheng.records.disclosure.rules.norms import NORMS

        norms.register(*NORMS)
