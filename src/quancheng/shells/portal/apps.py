from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "quancheng.shells.portal"
    label = "portal"
    verbose_name = "门户"

    def ready(self) -> None:
        from quancheng.ui import offers

        offers.register(offers.Offer("follow", "用邮件订阅更新", "portal:follow"))
