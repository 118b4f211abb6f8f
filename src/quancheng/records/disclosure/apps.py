from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "quancheng.records.disclosure"
    label = "disclosure"
    verbose_name = "依申请公开"

    def ready(self) -> None:
        from quancheng.kernel.audit.periodic import register_job
        from quancheng.kernel.audit.registry import subscribe
        from quancheng.kernel.casework.registry import register
        from quancheng.kernel.notify import registry as notices
        from quancheng.records.disclosure.commands.own_telling import KINDS as OWN_KINDS
        from quancheng.records.disclosure.commands.telling import KINDS
        from quancheng.records.disclosure.commands.watch_telling import KINDS as WATCH_KINDS
        from quancheng.records.disclosure.queries.own_registered import tell_the_house_of_own
        from quancheng.records.disclosure.queries.registered import tell_the_house
        from quancheng.records.disclosure.queries.watched import watch_requests
        from quancheng.records.disclosure.rules.made_open import MADE_OPEN
        from quancheng.records.disclosure.rules.own_record import OWN_RECORD
        from quancheng.records.disclosure.tasks import JOBS, SUBSCRIPTIONS
        from quancheng.records.disclosure.workflow import DISCLOSURE
        from quancheng.records.disclosure.workflow.asking import CONSULTATION, COUNTERSIGN
        from quancheng.ui import offers

        for workflow in (CONSULTATION, COUNTERSIGN, DISCLOSURE, OWN_RECORD, MADE_OPEN):
            register(workflow)
        tell_the_house()
        tell_the_house_of_own()
        watch_requests()
        offers.register(offers.Offer("ask", "申请公开", "disclosure_site:guide"))
        for event, task in SUBSCRIPTIONS:
            subscribe(event, task)
        for kind in (*KINDS, *OWN_KINDS, *WATCH_KINDS):
            notices.register(kind)
        for job in JOBS:
            register_job(job)
