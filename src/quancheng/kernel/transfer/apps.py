from django.apps import AppConfig


class TransferConfig(AppConfig):
    name = "quancheng.kernel.transfer"
    label = "transfer"
    verbose_name = "跨网摆渡"

    def ready(self) -> None:
        from quancheng.kernel.audit.health import register_sign
        from quancheng.kernel.transfer.queries import faults_of_the_way

        register_sign(faults_of_the_way)
