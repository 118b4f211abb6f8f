from django.apps import AppConfig
from django.core.checks import Tags, register


class DemoConfig(AppConfig):
    name = "quancheng.shells.demo"
    label = "demo"
    verbose_name = "演示城市"

    def ready(self) -> None:
        from quancheng.shells.demo.checks import no_demo_in_production

        register(Tags.security, deploy=True)(no_demo_in_production)
