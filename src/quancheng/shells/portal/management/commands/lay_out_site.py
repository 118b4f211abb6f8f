"""Console: give the portal its front page and its notice board."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand

from quancheng.shells.portal.layout import SitePlan, lay_out_site


class Command(BaseCommand):
    help = "建立门户网站的首页和通知公告栏；已经建立的保持不变"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--title", default=settings.WAGTAIL_SITE_NAME, help="网站名称，如：济南市政务公开"
        )
        parser.add_argument("--government", default="", help="政府名称，如：济南市人民政府")
        parser.add_argument("--host", default="", help="主办单位，如：济南市人民政府办公厅")

    def handle(self, *args: object, title: str, government: str, host: str, **options: object) -> None:
        home = lay_out_site(SitePlan(title=title, government=government, host=host))
        self.stdout.write(f"门户首页：{home.title}（{home.government or '未填政府名称'}）")
