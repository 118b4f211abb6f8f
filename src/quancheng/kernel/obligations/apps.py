from datetime import timedelta

from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    name = "quancheng.kernel.obligations"
    label = "obligations"
    verbose_name = "责任与到期项"

    def ready(self) -> None:
        from quancheng.kernel.audit.periodic import Job, register_job
        from quancheng.kernel.audit.schedule import Every
        from quancheng.kernel.notify.registry import register
        from quancheng.kernel.obligations.kinds import ADDRESS_CHANGED
        from quancheng.kernel.obligations.retained import SNAPSHOTS
        from quancheng.kernel.obligations.tasks import ask_for_a_round
        from quancheng.kernel.retention import kinds

        kinds.register(SNAPSHOTS)
        register(ADDRESS_CHANGED)
        register_job(
            Job(
                name="obligations.snapshots",
                says="抓取和复核佐证网页",
                schedule=Every(timedelta(minutes=5)),
                run=ask_for_a_round,
                stays_inside=True,
            )
        )
