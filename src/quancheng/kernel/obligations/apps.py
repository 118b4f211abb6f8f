from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    name = "quancheng.kernel.obligations"
    label = "obligations"
    verbose_name = "责任与到期项"
