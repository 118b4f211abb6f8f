from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "quancheng.shells.portal"
    label = "portal"
    verbose_name = "门户"
