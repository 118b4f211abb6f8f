from django.apps import AppConfig


class NormsConfig(AppConfig):
    name = "quancheng.kernel.norms"
    label = "norms"
    verbose_name = "依据与规则"
