from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "quancheng.kernel.links"
    label = "links"
    verbose_name = "记录关联"
