from django.apps import AppConfig


class ArchivingConfig(AppConfig):
    name = "quancheng.kernel.archiving"
    label = "archiving"
    verbose_name = "归档移交"
