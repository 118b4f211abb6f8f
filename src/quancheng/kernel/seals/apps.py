from django.apps import AppConfig


class SealsConfig(AppConfig):
    name = "quancheng.kernel.seals"
    label = "seals"
    verbose_name = "印章"
