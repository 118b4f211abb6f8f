from django.apps import AppConfig
from django.core.checks import Tags, register


class PortalConfig(AppConfig):
    name = "quancheng.shells.portal"
    label = "portal"
    verbose_name = "门户"

    def ready(self) -> None:
        from quancheng.kernel.links import openly
        from quancheng.kernel.transfer import kinds as transfer
        from quancheng.shells.portal.carrying import NOTICES
        from quancheng.shells.portal.mirror.taking import MIRROR
        from quancheng.shells.portal.openly import NOTICE_PAGES
        from quancheng.shells.portal.role.checks import public_is_not_the_owner
        from quancheng.shells.portal.security import a_contact_is_told
        from quancheng.ui import offers

        register(a_contact_is_told, deploy=True)
        register(Tags.security, deploy=True)(public_is_not_the_owner)
        transfer.register(MIRROR)
        transfer.register(NOTICES)
        openly.register(NOTICE_PAGES)
        offers.register(offers.Offer("follow", "用邮件订阅更新", "portal:follow"))
