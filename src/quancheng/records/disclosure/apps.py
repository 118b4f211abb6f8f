from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "quancheng.records.disclosure"
    label = "disclosure"
    verbose_name = "依申请公开"

    def ready(self) -> None:
        from quancheng.kernel.audit.periodic import register_job
        from quancheng.kernel.audit.registry import subscribe
        from quancheng.kernel.casework.registry import register
        from quancheng.kernel.citizens.events import AccountClosed
        from quancheng.kernel.notify import registry as notices
        from quancheng.records.disclosure.commands.telling import KINDS
        from quancheng.records.disclosure.commands.watch_telling import KINDS as WATCH_KINDS
        from quancheng.records.disclosure.queries.registered import tell_the_house
        from quancheng.records.disclosure.queries.watched import watch_requests
        from quancheng.records.disclosure.tasks import JOBS, detach_from_closed
        from quancheng.records.disclosure.workflow import CONSULTATION, DISCLOSURE
        from quancheng.ui import offers

        register(CONSULTATION)
        register(DISCLOSURE)
        tell_the_house()
        watch_requests()
        offers.register(offers.Offer("ask", "申请公开", "disclosure_site:guide"))
        subscribe(AccountClosed, detach_from_closed)
        for kind in (*KINDS, *WATCH_KINDS):
            notices.register(kind)
        for job in JOBS:
            register_job(job)
