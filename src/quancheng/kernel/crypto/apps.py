from django.apps import AppConfig
from django.core.checks import register


class CryptoConfig(AppConfig):
    name = "quancheng.kernel.crypto"
    label = "crypto"
    verbose_name = "密码服务"

    def ready(self) -> None:
        from quancheng.kernel.crypto.checks import keys_stand_ready, what_seals

        register(keys_stand_ready)
        register(what_seals, deploy=True)
