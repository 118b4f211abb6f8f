from django.apps import AppConfig


class MailboxConfig(AppConfig):
    name = "quancheng.records.mailbox"
    label = "mailbox"
    verbose_name = "群众留言"

    def ready(self) -> None:
        _know_cases()
        _know_records()
        _know_what_is_told()


def _know_cases() -> None:
    from quancheng.kernel.approvals import papers
    from quancheng.kernel.casework import agenda
    from quancheng.kernel.casework.registry import register
    from quancheng.records.mailbox.events import MESSAGE_KIND
    from quancheng.records.mailbox.models import Message
    from quancheng.records.mailbox.queries.approving import PAPERS
    from quancheng.records.mailbox.workflow import MESSAGE

    register(MESSAGE)
    agenda.register(
        MESSAGE, MESSAGE_KIND, Message, ref="number", left="未办结的留言", page="mailbox_desk:messages"
    )
    for paper in PAPERS:
        papers.register(paper)


def _know_records() -> None:
    from quancheng.kernel.links import registry as links
    from quancheng.kernel.retention import kinds as retention
    from quancheng.kernel.transfer import kinds as transfer
    from quancheng.records.mailbox.commands.carrying import MESSAGES
    from quancheng.records.mailbox.commands.carrying_back import STANDINGS
    from quancheng.records.mailbox.events import MESSAGE_KIND, PUBLISHED_KIND, REPLY_KIND
    from quancheng.records.mailbox.queries import by_words, linked
    from quancheng.records.mailbox.queries.retained import SENDERS

    links.register(MESSAGE_KIND, says="群众留言", find_many=linked.messages_as_linked)
    links.register(REPLY_KIND, says="留言答复", find_many=linked.replies_as_linked, is_inner=True)
    links.register(PUBLISHED_KIND, says="留言选登", find_many=linked.publications_as_linked)
    by_words.tell_the_finder()
    retention.register(SENDERS)
    transfer.register(MESSAGES)
    transfer.register(STANDINGS)


def _know_what_is_told() -> None:
    from quancheng.kernel.audit.periodic import register_job
    from quancheng.kernel.audit.registry import subscribe
    from quancheng.kernel.citizens.events import AccountClosed
    from quancheng.kernel.notify import registry as notices
    from quancheng.records.mailbox.commands.telling import KINDS
    from quancheng.records.mailbox.tasks import JOBS, detach_from_closed
    from quancheng.ui import offers

    offers.register(offers.Offer("message", "提意见、找错", "mailbox_site:new"))
    subscribe(AccountClosed, detach_from_closed)
    for kind in KINDS:
        notices.register(kind)
    for job in JOBS:
        register_job(job)
