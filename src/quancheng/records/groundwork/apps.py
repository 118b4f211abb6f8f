from django.apps import AppConfig


class GroundworkConfig(AppConfig):
    name = "quancheng.records.groundwork"
    label = "groundwork"
    verbose_name = "通知收表与会议培训"

    def ready(self) -> None:
        _know_cases()
        _know_records()
        _know_what_is_told()


def _know_cases() -> None:
    from quancheng.kernel.approvals import papers
    from quancheng.kernel.casework import agenda
    from quancheng.kernel.casework.registry import register
    from quancheng.records.groundwork.events.gatherings import GATHERING_KIND
    from quancheng.records.groundwork.events.notices import ARRIVAL_KIND
    from quancheng.records.groundwork.models import Gathering, Recipient
    from quancheng.records.groundwork.queries.approving import PAPER
    from quancheng.records.groundwork.workflow.gatherings import GATHERING
    from quancheng.records.groundwork.workflow.notices import WORKFLOWS

    for case in (GATHERING, *WORKFLOWS):
        register(case)
    agenda.register(
        GATHERING, GATHERING_KIND, Gathering, left="未确认的会议和培训", page="groundwork_desk:gatherings"
    )
    for case in WORKFLOWS:
        agenda.register(
            case, ARRIVAL_KIND, Recipient, left="未办结的通知与收表", page="groundwork_desk:notices"
        )
    papers.register(PAPER)


def _know_records() -> None:
    from quancheng.kernel.retention import kinds as retention
    from quancheng.records.groundwork.queries.by_words import tell_the_finder
    from quancheng.records.groundwork.queries.gathering_measures import know_gatherings
    from quancheng.records.groundwork.queries.gathering_names import ATTENDANCE
    from quancheng.records.groundwork.queries.notice_register import tell_of_notices
    from quancheng.records.groundwork.queries.table_kept import TABLES

    know_gatherings()
    tell_of_notices()
    tell_the_finder()
    retention.register(ATTENDANCE)
    retention.register(TABLES)


def _know_what_is_told() -> None:
    from quancheng.kernel.audit.periodic import register_job
    from quancheng.kernel.notify import registry as notices
    from quancheng.records.groundwork.commands import gathering_telling, telling_units
    from quancheng.records.groundwork.tasks.gatherings import JOBS

    for kind in (*gathering_telling.KINDS, *telling_units.KINDS):
        notices.register(kind)
    for job in JOBS:
        register_job(job)
