from django.apps import AppConfig


class TransferConfig(AppConfig):
    name = "quancheng.kernel.transfer"
    label = "transfer"
    verbose_name = "跨网摆渡"
