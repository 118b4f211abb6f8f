from django.apps import AppConfig


class MailboxConfig(AppConfig):
    name = "quancheng.records.mailbox"
    label = "mailbox"
    verbose_name = "群众留言"

    def ready(self) -> None:
        from quancheng.kernel.audit.periodic import register_job
        from quancheng.kernel.audit.registry import subscribe
        from quancheng.kernel.casework.registry import register
        from quancheng.kernel.citizens.events import AccountClosed
        from quancheng.kernel.notify import registry as notices
        from quancheng.kernel.transfer import kinds as transfer
        from quancheng.records.mailbox.commands.carrying import MESSAGES
        from quancheng.records.mailbox.commands.carrying_back import STANDINGS
        from quancheng.records.mailbox.commands.telling import KINDS
        from quancheng.records.mailbox.queries.registered import tell_the_house
        from quancheng.records.mailbox.tasks import JOBS, detach_from_closed
        from quancheng.records.mailbox.workflow import MESSAGE
        from quancheng.ui import offers

        register(MESSAGE)
        tell_the_house()
        offers.register(offers.Offer("message", "提意见、找错", "mailbox_site:new"))
        subscribe(AccountClosed, detach_from_closed)
        transfer.register(MESSAGES)
        transfer.register(STANDINGS)
        for kind in KINDS:
            notices.register(kind)
        for job in JOBS:
            register_job(job)
