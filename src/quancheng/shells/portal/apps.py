from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "quancheng.shells.portal"
    label = "portal"
    verbose_name = "门户"

    def ready(self) -> None:
        from django.core.checks import register

        from quancheng.shells.portal.security import a_contact_is_told
        from quancheng.ui import offers

        register(a_contact_is_told, deploy=True)
        offers.register(offers.Offer("follow", "订阅更新", "portal:follow"))
