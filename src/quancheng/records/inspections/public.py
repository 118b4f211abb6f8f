"""What the shells and the insights may use of the inspection kit."""

from quancheng.records.inspections.queries.tasks import tasks_waiting

__all__ = ["tasks_waiting"]
