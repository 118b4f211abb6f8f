from django.apps import AppConfig
from django.core.checks import register


class NotifyConfig(AppConfig):
    name = "quancheng.kernel.notify"
    label = "notify"
    verbose_name = "通知"

    def ready(self) -> None:
        from quancheng.kernel.audit.periodic import register_job
        from quancheng.kernel.crypto.columns import SealedColumn, register_sealed
        from quancheng.kernel.notify import kinds, registry
        from quancheng.kernel.notify.checks import mail_leaves_the_house, notices_are_sound
        from quancheng.kernel.notify.jobs import JOBS
        from quancheng.kernel.notify.letters import ADDRESS
        from quancheng.kernel.notify.models import CORRESPONDENT
        from quancheng.kernel.notify.news import NEWS
        from quancheng.kernel.notify.retained import KEPT
        from quancheng.kernel.retention import kinds as retention
        from quancheng.kernel.transfer import kinds as transfer

        register(notices_are_sound)
        register(mail_leaves_the_house, deploy=True)
        for kind in kinds.OWN:
            registry.register(kind)
        register_sealed(SealedColumn(model="notify.Subscription", field="address_sealed", purpose=ADDRESS))
        register_sealed(SealedColumn(model="notify.Notice", field="to_sealed", purpose=CORRESPONDENT))
        for kept in KEPT:
            retention.register(kept)
        transfer.register(NEWS)
        for job in JOBS:
            register_job(job)
